"""Ability and will: "unable to swallow", "willing to come to all visits", "unable to read or write"."""

from __future__ import annotations

import re

from trialogue.eligibility.facts_meant import consent_meant
from trialogue.eligibility.for_whom import for_whom
from trialogue.eligibility.kinds import NameKind, kind_of_name
from trialogue.eligibility.languages import is_of_language
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.read_text import outside_brackets
from trialogue.model.codes import Sex
from trialogue.model.requirement import AllOf, AnyOf, Holds, IsSex, Not, Requirement

SUBJECT = (
    r"(?:(?:the|any|all|each|eligible|adult|study|must|should|is|are|be|being|has|have|who|that|will"
    r"|and/or|males?|females?|women|men"
    r"|patients?|subjects?|participants?|individuals?|persons?|people|volunteers?|parents?|guardians?"
    r"|legal|legally|or|and|caregivers?"
    r"|their|his|her|authorized|acceptable|representatives?|children|candidates?|wom[ae]n of "
    r"child-?\s?bearing potential)\s+)*"
)
UNABLE = Pattern(
    rf"{SUBJECT}(?:(?:inability|unable|incapable|incapacity|not able|cannot|can not|unwilling(?:ness)?"
    rf"|not willing|refus\w+|lack of (?:ability|capacity|willingness)|does not|do not|failure"
    rf"|absence of|without|who refuse|reluctan\w+|not)\b(?:\s+(?:and/or|or|and|to|of|/)\s+"
    rf"|\s*/\s*|\s+)?)+",
)
_ABLE = Pattern(
    rf"{SUBJECT}(?:(?:able|ability|capable|willing|willingness|agree\w*|agreement|consents?|commitment"
    rf"|committed|accepts?|ready)\b(?:\s*(?:and/or|or|and|/|,)\s*)?)+(?:\s+(?:to|of)\b)+\s*(?=\w)",
)
#: Whom an ability is asked of, if not of all.
_WHOM = Pattern(r"\b(?:parents?|guardians?|caregivers?|mothers?|wom[ae]n|females?|m[ae]n|males?)\b")
_ALL = Pattern(
    r"\b(?:fe)?males? (?:or|and|and/or) (?:fe)?males?\b|\b(?:wo)?men (?:or|and|and/or) (?:wo)?men\b"
)
SECOND_NO = Pattern(
    r"(?:\b(?:and|or|and/or)\s+|[&,/]\s*)(?:who |that )?(?:is |are |do |does )?(?:no|not|unable"
    r"|inability|unwilling|without|cannot|lack of|absence of"
    r"|refus\w*|declin\w*)\b|\s[-•]\s"
)
_AND_DOES_NOT = Pattern(
    r"\b(?:and|or|and/or) (?:do|does|did|are|is) not\b|\band (?:who|that) (?:is|are|has|have)\b"
)
#: Why people cannot: asked as "can you do this", it would be lost.
_BECAUSE = Pattern(r"\b(?:due to|because|owing to|as a result of|secondary to|by reason of|on account of)\b")
_UNABLE_WORD = Pattern(
    r"unable|inability|incapable|unwilling|willing|refus|able"
    r"|cannot"
)
_OF_WHOM = Pattern(r"^(?:of )?(?:the |a )?(?:participants?|subjects?|patients?) to ")
_COMPLIES = Pattern(r"(?:comply|adhere|follow|complete|attend|cooperate|return)\b")
#: What those who run the study do.
_OF_STAFF = Pattern(
    r"(?:give|provide|explain)\b.{0,40}\bto (?:the |a )?(?:subjects?|patients?|participants?)\b"
    r"|(?:measure|observe|monitor|obtain|assess|evaluate|determine|establish|ascertain|identify|locate"
    r"|collect)\b"
    r"|(?:contact|reach|recruit|enrol\w*) (?:the |a |any )?(?:patients?|participants?|subjects?|famil\w+)\b"
)
#: What a body can do, and nobody's will.
_TO_BEAR = Pattern(
    r"(?:of )?(?:bear|bearing|have|having|father|fathering) (?:an? |any )?(?:child|bab)|conceiv\w+"
    r"|(?:becom\w+|get\w*) pregnant\b|pregnan\w+|child-?\s?bearing|procreat\w+"
)
_ONLY_BEARS = Pattern(
    r"(?:of )?(?:(?:bear|bearing|have|having) (?:an? )?child(?:ren)?|conceiv\w+|(?:becom\w+|get\w*) pregnant"
    r"|child-?\s?bearing)\W*"
)
#: How long somebody may live: nothing that is done.
_LIFE_LEFT = Pattern(r"\b(?:life[- ]expect\w+|surviv\w+)\b")
_DEMANDED = Pattern(r"\b(?:must|should)\b")
_OF_SEX = Pattern(r"wom[ae]n|females?|m[ae]n|males?")
_BIRTH_CONTROL = Pattern(r"\b(?:contracept\w*|birth control|condoms?)\b")
_TAKES_PART = Pattern(
    r"(?:attend|join|participate in|take part in|be (?:in|part of)|enter) (?:the|this) (?:study|trial)\W*$"
)
_AGREES = Pattern(r"\bconsent")
#: Consent that is given, and nothing else beside it.
_CONSENTS = Pattern(
    r"^(?:give|giving|provide|providing|supply|grant|sign|complete)\b[\w\s/,'’-]{0,40}\b"
    r"(?:informed consent|consent form|icf)\b"
)
_AND_MORE = Pattern(r"\b(?:and|or) (?:to )?(?:comply|adhere|follow|complete|participate|attend)\b")
_SWALLOWS = Pattern(r"swallow\b")


#: Where the next thing begins that somebody cannot or will not do: "or who are unwilling to".
_OR_CANNOT = Pattern(
    r",?\s+(?:or|and/or)\s+(?:(?:who|that|is|are)\s+)*(?:(?:unwilling(?:ness)?|unable|inability"
    r"|not (?:willing|able))(?:\s+(?:or|and/or)\s+)?)+\s+to\s+"
)
#: No thing to do: a candidate, a patient, a second way, who refuses.
_NOT_DONE = Pattern(
    r"(?:or|by|from|at|as|medical|an? candidate"
    r"|(?:the )?(?:subjects?|patients?|parents?|participants?|child|legal\w*))\b"
)
#: What people "cannot have" or "cannot be" is what they must not have.
_IS_SO = Pattern(r"(?:have|be)\b(?! (?:an? |the )?(?:mri|ct|scan|biops|sampl))")
#: What people are forbidden, and not unable, to do: "patients cannot receive steroids".
_MUST_NOT = Pattern(r"(?:the |all |any )?(?:patients?|subjects?|participants?) can ?not (?:receiv|tak|us)e\b")
_HAVE = Pattern(r"\b(?:cannot|can not|do(?:es)? not)\W*$")
#: Beside it, what people are, have or do.
AND_IS = Pattern(
    r";|\b(?:and|or|and/or|and / or)\s+(?:(?:who|that|patients?|subjects?|participants?)\s+)*(?:is|are|has"
    r"|with|under"
    r"|had|do|does|difficult\w*|can't|cannot|considered|deemed|judged|likely|tests? (?:positive|negative)"
    r"|serious|severe|any other|poor"
    r"|known|history"
    r"|they must|have (?:(?:an?|any|the) )?(?:serious|severe|known|any|history|active"
    r"|[\w-]+ (?:history|disorders?|illness|diseases?)))\b"
)
#: Several things to do, each of which is asked.
_EACH = Pattern(
    r"\bany of\b|\b(?:or|and/or) to \w|\b(?:or|and/or) (?:giv|compl|follow|understand|communicat|writ"
    r"|attend"
    r"|provid|perform|participat|adher|sign|return|undergo|tolerat|receiv|discontinu|us(?:e|ing)\b"
    r"|tak(?:e|ing)\b)"
)
#: What is so of somebody, and nothing that they cannot do: "or deemed unlikely to comply", "or pregnant".
_IS_SAID = Pattern(
    r"(?:[,/]|\b(?:or|and|and/or))\s+(?:(?:or|and|an?|any|who|that|those|otherwise|being|be|been)\s+)*"
    r"(?:considered|deemed|judged|thought|felt|found|believed|expected|anticipated|assessed|excluded"
    r"|(?:un)?likely|in-?\s?eligible|unsuitable|unfit|inappropriate|non-?\s?compli\w+|uncooperative"
    r"|pregnan\w+|breast-?\s?f\w+|lactat\w+|nursing|hypersensitiv\w+|allerg\w+|contra-?indicat\w+"
    r"|histor(?:y|ies) of|lack(?:s|ing)? of|absence of|presence of|evidence of|diagnos\w+|suffer\w*"
    r"|currently|already|illiterate|prisoners?|minors?|incarcerated|hospitali[sz]ed|deaf|blind|demented"
    r"|(?:have|having) (?:an? |any )?(?:[\w-]+ ){0,3}(?:syndromes?|disease|disorders?|conditions?|infections?"
    r"|cancers?|illness(?:es)?|allerg\w+|contraindications?))\b"
    r"|,? and the \w+ is\b|\bincluding\b[^;]{0,30}\bhistory of\b"
)
#: Where reasons and cases begin, which are no second matter.
_CASES_OR_WHY = Pattern(
    r"\b(?:due to|because|owing to|as a result of|secondary to"
    r"|for (?:reasons?|example)|e\.?g|i\.?e|such as|for any)\b.*"
)
_ITEMS = re.compile(r"\s*,\s*(?:or\s+|and\s+)?|\s+or\s+")
_FEWEST = 2


def read_ability(text: str) -> Requirement | None:
    """What people can and will do, or cannot or will not, in their own words."""
    unable = UNABLE.at_start(text)
    if unable is not None and _UNABLE_WORD.search(unable[0]):
        return _unable(unable[0], _OF_WHOM.sub("", text[unable.end() :].strip(" ,.;:")))
    able = _ABLE.at_start(text)
    if able is None:
        return None
    rest = text[able.end() :].strip(" ,.;:")
    if _AND_DOES_NOT.search(rest):
        return None
    if not rest or _LIFE_LEFT.search(rest):
        return None
    if _TAKES_PART.match(rest) and _AGREES.search(able[0]):
        return Holds(fact=consent_meant(text))
    if _ALL.search(able[0]) or not (whom := [one[0] for one in _WHOM.finditer(able[0])]):
        return Holds(fact=_ability(rest, text), qualifiers=(rest,))
    held = Holds(fact=_ability(rest, text), qualifiers=(text,))
    of_sex = _DEMANDED.search(able[0]) and all(_OF_SEX.whole(one) for one in whom)
    return for_whom(text, held) if of_sex else held


def _unable(lead: str, rest: str) -> Requirement | None:
    """Each thing that somebody cannot or will not do, by itself."""
    whom = [] if _ALL.search(lead) else [found[0] for found in _WHOM.finditer(lead)]
    if _TO_BEAR.match(rest):
        return _cannot_bear(rest, whom)
    forbidden = (_HAVE.search(lead) and _IS_SO.match(rest)) or _MUST_NOT.match(lead + rest)
    if not rest or len(whom) > 1 or forbidden:
        return None
    parts = [_cannot(part.strip(" ,"), f"{whom[0]}: " if whom else "") for part in _OR_CANNOT.split(rest)]
    read = tuple(part for part in parts if part is not None)
    if len(read) < len(parts):
        return None
    if whom and _OF_SEX.whole(whom[0]):
        return _unable_of_sex(whom[0], lead + rest, read)
    return read[0] if len(read) == 1 else AnyOf(parts=read)


def _cannot_bear(rest: str, whom: list[str]) -> Requirement | None:
    """Who cannot have a child, where nothing more is said and nobody but women."""
    if not _ONLY_BEARS.fullmatch(rest) or len(whom) > 1 or any(one[:1].lower() not in "wf" for one in whom):
        return None
    cannot = Not(part=Holds(fact="can_become_pregnant"))
    return AllOf(parts=(IsSex(sex=Sex.FEMALE), cannot)) if whom else cannot


def _unable_of_sex(whom: str, text: str, read: tuple[Requirement, ...]) -> Requirement:
    """What only women or only men can be asked: nobody else is kept out by it."""
    if len(read) == 1 and _BIRTH_CONTROL.within(text):
        read = (Holds(fact="no_birth_control", qualifiers=(text,), wide=True),)
    sex = Sex.FEMALE if whom[:1].lower() in "wf" else Sex.MALE
    return AllOf(parts=(IsSex(sex=sex), read[0] if len(read) == 1 else AnyOf(parts=read)))


def _cannot(rest: str, whom: str) -> Requirement | None:
    if not rest or SECOND_NO.search(rest) or _OF_STAFF.match(rest) or AND_IS.search(outside_brackets(rest)):
        return None
    if _IS_SAID.within(_CASES_OR_WHY.sub("", outside_brackets(rest))):
        return None
    fact = _ability(rest, rest)
    if fact in {"willing", "willing_all"} and (
        _BECAUSE.search(rest) or _NOT_DONE.match(rest) or _LIFE_LEFT.search(rest) or _lists_illness(rest)
    ):
        return None
    # Who can do one of two things is kept out by the other.
    every = fact == "willing" and _EACH.search(outside_brackets(rest)) is not None
    return Not(part=Holds(fact="willing_all" if every else fact, qualifiers=(whom + rest,)))


def _lists_illness(rest: str) -> bool:
    """ "Unable to turn, spinal fractures or an open wound": whether a list of conditions runs on."""
    first, *others = _ITEMS.split(outside_brackets(rest))
    ill = [one for one in others if kind_of_name(one.strip()) is NameKind.CONDITION]
    return len(ill) >= _FEWEST and kind_of_name(first.strip()) is not NameKind.CONDITION


def _ability(rest: str, text: str) -> str:
    """Which fact an ability is: to agree, to follow the plan, to swallow, or any other."""
    if _CONSENTS.search(rest) and not _AND_MORE.search(rest):
        return consent_meant(text)
    if _COMPLIES.match(rest):
        return "can_comply"
    if _SWALLOWS.match(rest):
        return "can_swallow"
    if is_of_language(rest):
        return "speaks_language"
    return "willing"
