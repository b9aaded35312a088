"""Which words of a list bar nobody by themselves: notes, what is allowed, nothing at all."""

from __future__ import annotations

import re

from trialogue.eligibility.parents import announces
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.set_phrases_idle import is_idle
from trialogue.model.criterion import CriterionKind

_NOTHING = Pattern(
    r"(?:[\w /-]{0,40}: ?)?(?:none|n ?/ ?a|n\.a\.?|nil|not applicable|not specified|unspecified|not stated"
    r"|not provided|no exclusions?(?: criteria)?|no inclusions?(?: criteria)?"
    r"|no specific exclusion criteria"
    r"|none specified|none listed|no other exclusion criteria|no exclusion criteria apply|same as above"
    r"|see (?:the )?(?:protocol|above|below|detailed description|study protocol"
    r"|general eligibility criteria"
    r"|inclusion criteria|disease characteristics|(?:biologic|endocrine) therapy|chemotherapy"
    r"|radiotherapy|surgery|study description|website)[\w ]{0,30}|any age|any|no eligibility criteria"
    r"|please contact (?:the )?(?:study )?sites? for (?:more )?information"
    r"|as above|tbd|to be determined|-+|\.+|none known|no restrictions?|no limit|no criteria"
    r"|no other criteria|(?:screening|treatment) eligibility(?: ?-? ?all participants)?|all participants"
    r"|(?:sex|gender)?[: ]*(?:m|males?)(?: |/)*(?:or|and|and/or|/|&)(?: |/)*(?:f|females?)"
    r"|(?:participants?|subjects?|patients?) (?:can|may) be (?:male or female|of any sex|of either sex)\b.*"
    r"|<!--\s*-->|\\?[-–—*.]+|[a-z]|key|others?|age|aged|gender|sex|and|or)[\s.;,):]*",
)
# With what a match begins, but for single letters and what has a colon: a new alternative needs its letter.
_NOTHING_STARTS = frozenset("nNsSuUaAtTkKoOgGmMpP-–—<\\*.")
_NOTE = Pattern(
    r"(?:\*+ ?)?(?:note|nb|n\.b|please note|amended|as per amendment)\b ?[:.,;-]"
    r"|(?:except(?!ional)|unless)\w*\b(?! (?:otherwise )?(?:noted|stated|specified|indicated)\b)"
    r"|(?:other|additional|further)(?: \w+)? ?(?:protocol[- ](?:defined|specified))"
    r"(?: \S+){0,4} criteria (?:may|could|apply|will)"
    r"|notes?(?: \d{1,2})? ?[:.-]|examples? (?:of|for)\b.{0,80}\b(?:are|include)"
    r"|(?:sexual |periodic )?abstinence\b.{0,120}\b(?:considered|acceptable|adequate|evaluated)"
    r"|(?:(?:highly|acceptable|adequate|effective|medically)[ -]+){0,3}(?:methods? of "
    r"|forms? of )?(?:contracepti\w+"
    r"|birth control)(?: methods?)? (?:is|are|must be) defined\b"
    r"|the reliability of\b|(?:a |the )?(?:post-?\s?menopausal?|post-?\s?menopause"
    r"|non-?\s?child-?bearing)\b.{0,30}"
    r"\b(?:is|are) defined\b"
    r"|(?:wom[ae]n|females?|participants?)\b.{0,60}\b(?:is|are|be) considered (?:to be )?"
    r"(?:post-?\s?menopausal|of (?:non-?)?child)"
    r"|(?:\d )?(?:wom[ae]n|females?|childbearing)\b.{0,60}\brefers? to\b"
    r"|there is no (?:minimum|maximum|limit|restriction)\b|no (?:limit|restrictions?) (?:to|on|for)\b"
)
#: Tells what staff do, what may be seen, or what a word means.
_TOLD = Pattern(
    r"(?:if [^.;,]{2,60}, )?exceptions? (?:may|can|could|will) be (?:granted|made|considered|allowed)\b"
    r"|(?:the )?(?:sub-?)?investigators?(?:/(?:sub-?)?investigators?)? will (?:review|assess|evaluate)\b"
    r"|(?:(?!who|for|in\b|if\b|no\b|not\b)[\w/-]+ ){0,5}(?:tests?|testing|examinations?|samples?"
    r"|assessments?|evaluations?|monitoring) will be (?:performed|done|conducted|repeated|collected)\b"
    r"|(?:wom[ae]n|females?|participants?|patients?|subjects?) (?:who )?becom\w+ pregnant (?:during|while)\b"
    r"|additional requirements? (?:for|on) [^.;]{3,120}\bas described in the protocol\b"
    r"|(?:\w+ ){0,3}(?:symptoms?|signs?|findings?|features?) may (?:also )?(?:be|include|occur|vary)\b"
    r"|(?:wom[ae]n|females?|wocbp|focbp)\b[^.;]{0,60}\b(?:is|are) defined as\b"
)
_TOLD_STEMS = ("xception", "nvestigator", "will be ", "pregnant", "as described in", " may ", "defined as")
_BINDS = Pattern(
    r"\b(?:must|should|unless|agree\w*|exclu\w+|negative|positive(?! (?:result|test))"
    r"|not (?:be )?(?:eligible|included|enrolled))\b"
)
# With what a match begins.
_NOTE_STARTS = frozenset("*nNpPaAeEuUoOfFsStTwWcChH123456789")
#: Says how treatments are counted.
_COUNTED = Pattern(
    r"(?:the )?[\w ,/-]{3,60}(?:therap(?:y|ies)|regimens?|lines?|treatments?)[\w ]{0,60}\b(?:will be|are|is)"
    r" (?:also )?count(?:ed|s) as\b"
)
#: Says that people may take part, or that something may be done.
_ALLOWED = Pattern(
    r"[^.;]{3,240}\b(?:is|are|was|were|will be)\s+(?:also |still |generally )?(?:allowed|permitted"
    r"|permissible|acceptable)\b"
    r"[^.;]{0,120}[.;,\s]*"
)
_MAY_JOIN = Pattern(
    r"[^.;]{3,240}\b(?:may|can|could)\s+(?:also |still )?(?:be )?(?:eligible|included|enrol\w*"
    r"|participat\w*|admitted"
    r"|recruited)\b[^.;]{0,120}[.;,\s]*"
)
_IS_FIT = Pattern(
    r"[^.;]{3,240}\b(?:is|are|will be)\s+(?:also |still )?(?:eligible|included"
    r"|enrolled)\b[^.;]{0,120}[.;,\s]*"
)
#: Lets in some only, or says what else must hold.
_ONLY = Pattern(
    r"\b(?:not|no|if|only|provided|providing|unless|but|must|should|when|while|as long as|after|until"
    r"|discretion|except\w*"
    r"|exclud\w*|requir\w+|at least|who (?:have|are|had)|whose|with(?:out)?\b.{0,60}\bfor at least"
    r"|ineligible|however|never"
    r"|judg\w+|agree\w*|prior to|before)\b"
)
#: Headings of protocols that were left between the points of a list.
_TITLES = frozenset(
    {
        *("medical conditions", "medical history", "diagnostic assessments", "laboratory values"),
        *("prior/concomitant therapy", "prior/concurrent therapy", "prior and concomitant therapy"),
        *("prior/concurrent clinical study experience", "other exclusions", "other exclusion"),
        *("general", "specific", "subject", "subjects", "patients", "participants", "general criteria"),
        *("type of participant and disease characteristics", "sex and contraceptive/barrier requirements"),
    }
)
_STARRED = re.compile(r"[a-z)]\*(?=[\s,.;:)])")
_BRACKETED = re.compile(r"\([^()]*\)")
_LIMIT = re.compile(r"[<>≤≥]")
_MAX_LENGTH = 360
_SHORT = 90


def bars_nobody(words: str, kind: CriterionKind, *, parent: bool = False) -> bool:
    """Whether words, without their mark, neither demand anything nor keep anybody out.

    ``parent``: they stand over others, which a title ("Other exclusions:") only names. "Brain metastases
    are allowed" bars nobody in either list; that somebody "is eligible" bars nobody only among exclusions: in
    an inclusion it is the demand.
    """
    if (
        not parent
        and len(words) <= _SHORT
        and (_is_nothing(words.strip(" *_\n")) or words.strip(" *_\n.:").lower() in _TITLES)
    ):
        return True
    if words[:1] in _NOTE_STARTS and _NOTE.match(words):
        return True
    if kind is CriterionKind.EXCLUSION and not parent and "following" in words and announces(words):
        # What it announces was found beside it.
        return True
    if not parent and is_idle(words, kind):
        return True
    low = words.lower()
    if any(stem in low for stem in _TOLD_STEMS) and _TOLD.match(words) and not _BINDS.within(words):
        return True
    if "count" in low and _COUNTED.match(words):
        return True
    return not parent and len(words) <= _MAX_LENGTH and _may_let_in(low) and _lets_in(words, kind)


def is_footnote(text: str, start: int) -> bool:
    """Whether what begins here explains a word that a star marks further up ("birth control*", "*Pill")."""
    return text.startswith("*", start) and text[start + 1 : start + 2].isalnum() and _starred(text[:start])


def _starred(before: str) -> bool:
    return _STARRED.search(before) is not None


def _may_let_in(low: str) -> bool:
    # Of a loop over the stems the loop would cost more than the looks.
    return (
        "allowed" in low
        or "permi" in low
        or "acceptable" in low
        or "eligible" in low
        or "included" in low
        or "enrol" in low
        or "participat" in low
        or "admitted" in low
        or "recruited" in low
    )


def _is_nothing(words: str) -> bool:
    # Looked at from outside first: of all criteria few are so.
    first, second = words[:1], words[1:2]
    if first not in _NOTHING_STARTS and second.isalnum() and ":" not in words:
        return False
    return _NOTHING.fullmatch(words) is not None


def _lets_in(words: str, kind: CriterionKind) -> bool:
    if _ONLY.within(words) or _LIMIT.search(words):
        return False
    plain = " ".join(_BRACKETED.sub(" ", words).split())
    if _ALLOWED.fullmatch(plain) or _MAY_JOIN.fullmatch(plain):
        return True
    return kind is CriterionKind.EXCLUSION and _IS_FIT.fullmatch(plain) is not None
