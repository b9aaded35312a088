"""Demands whose head is clear and whose every word counts: the head is typed, the words are kept in full.

"Significant heart disease (such as infarction within 3 months), or unstable angina": what it is about,
when, and whether it lets in or keeps out is read; what it says besides may narrow or widen it, so that it
is asked and judged as a whole (``wide``). What has no clear head, or holds two demands, is not read.
"""

from __future__ import annotations

import re

from trialogue.eligibility.another_thing import each_has_its_time, names_others
from trialogue.eligibility.kinds import NameKind, kind_of_name
from trialogue.eligibility.lead import Lead
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.planned_names import named_at
from trialogue.eligibility.read_event import HAPPENED, SIDE_EFFECT, broken, kind_in, name_and_rest
from trialogue.eligibility.read_leads import lead_of
from trialogue.eligibility.read_text import outside_brackets
from trialogue.eligibility.time_marks import OF_STUDY, planned_in, time_of_condition, times_of_treatment
from trialogue.eligibility.unknown_names import BARE_ADJECTIVE, may_be_named
from trialogue.eligibility.word_lists import words
from trialogue.model.requirement import AnyOf, Concept, HasCondition, HasTreatment, Not, Requirement, Time

_MAX_LENGTH = 900
_MAX_NAME_WORDS = 14
_NO = Pattern(
    r"(?:(?:the|any|all|eligible)?\s*(?:patients?|subjects?|participants?|individuals?|volunteers?"
    r"|persons?)\s+)?"
    r"(?:(?:must|should|who|that|are|is|do|does|did|has|have|had|be|with|will|shall|currently)\s+)*"
    r"(?:(?:not|never)\s+(?:(?:be|been|have|has|had|currently|previously)\s+)*|(?:no|without|absence of"
    r"|free (?:of|from)|lack of|denies)\s+)"
)
#: Says of a thing how it stands, and does not deny it: "not drained pneumothorax".
NARROWED = Pattern(
    r"not\s+(?!(?:received|taken|undergone|used|completed|started|signed|given|had|met|allowed|required|needed"
    r"|planned|expected|pregnant)\b)[a-z]+(?:ed|ained)\s+(?!(?:with|by|for|to|in|on|at|from|as|of|under|or|and"
    r"|within|before|after|during|previously|any|an?|the|prior|that|than)\b)[a-z]"
)
#: After "no": it bounds, it is about ability, or a second "no" follows.
_NOT_PLAIN = Pattern(
    r"^(?:more|less|later|longer|greater|fewer|older|younger|limit|restriction|able|willing|suitable"
    r"|eligible"
    r"|appropriate|controlled|limited|yet|only|to|candidates?|amenable|adequately|well|sooner"
    r"|earlier|at least"
    r"|respon\w+|agree|other|known to|in|on|under|within|meet|meeting|having|fulfil\w*|participa\w*)\b"
    r"|\b(?:and|or|but|nor)\s+(?:no|not|without|never)\b|\bnor\b|;|\bbut\b|\bmust\b|\bonly\b"
    r"|(?<!and )\bfor (?:at least |a minimum of )?[\w-]+ (?:day|week|month|year)s? (?:after|following) "
    rf"(?!{OF_STUDY})"
)
#: What may stand behind the head of one demand that is told at length.
_TOLD = Pattern(
    r"[\s,:-]*(?:[:(\[<>≤≥=]|\b(?:that|which|who|whose|requiring|requires?|required|with|without"
    r"|within|except\w*"
    r"|unless|other|excluding|including|includes?|such|as|defined|due|secondary|caused|associated"
    r"|related|for|in"
    r"|if|when|at|on|by|during|prior|before|after|since|from|based|according|confirmed|documented|diagnosed"
    r"|treated|resulting|leading|likely|judged|considered|deemed|characteri[sz]ed|where|despite|until|following|affecting"
    r"|involving|lasting|regardless|i\.?e|e\.?g|like|apart|to|of|containing|known|per|under|over|against"
    r"|between|through\w*|and|or|not|meeting|refractory|whether|via|upon|while|because|currently|among"
    r"|formulated|provided|presenting|derived|detected|unresponsive|specific(?=\s(?:for|to)\b))\b)"
)
_MORE_DEMANDS = re.compile(
    r"\s[-•*]\s+[A-Z]|[;.]\s+(?:history|prior|previous|known|active|any|patients?|subjects?"
    r"|participants?|use"
    r"|current|pregnan|allerg)\w*\b|\s\d[.)]\s+[A-Z]"
)
_OTHERS = Pattern(
    r"\b(?:relatives?|partners?|spouses?|mothers?|fathers?|parents?|siblings?|child(?:ren)? of|husbands?"
    r"|wives|donors?|household|caregivers?|carers?|infants?|newborns?|offspring|guardians?|investigators?"
    r"|physicians?|sponsor|researchers?|maternal|paternal)\b"
)
_NEW_THING = Pattern(
    r";|\s-\s*or\s|(?:\b(?:or|and|and/or)|[,])\s+(?:an?\s+|any\s+|with\s+|other\s+)?(?:history|prior|previous\w*"
    r"|receipt|received|use of"
    r"|receiving|treatment with|using|patients?|subjects?|participants?|those|planned|planning|plans"
    r"|currently|has|have|had|participat\w+ in (?:an)?other|unable|unwilling|taking"
    r"|(?<=or )(?!the\b)\w+ use of|need for (?!.*\bsuch\b)|pregnan\w+|known|must|unwillingness|inability"
    r"|refusal|discontinued|who are judged"
    r"|(?<!other )clinically|requirement for"
    r"|(?:established |confirmed |suspected )?diagnosis"
    r"|should|willing|able)\b|\bor with\b(?! or| no)"
)
#: Another way that is the opposite of the first: "a stable dose, or none".
_OR_NOT = Pattern(r"\bor (?:not|no|never|without|none)\b|\bna[iï]ve\b")
_COMPARED = Pattern(r"[<>≤≥=＜＞]|\bas follows\b|\bscores?\b")
_BARE = words("bare_names")
#: Names which the words behind them do not make one.
_EMPTY = Pattern(r"(?:risk|condition|event|situation|circumstance|reason|factor)s?")
_ABBREVIATION = re.compile(r"\s*\((?=[A-Za-z0-9-]{2,10}\))([A-Z][a-z-]*[A-Z0-9][A-Za-z0-9-]*)\)")
#: Words that name nothing by themselves: the phrase was cut before its head, or has none.
_NO_HEAD = Pattern(
    r"\b(?:chronic|acute|history|part|prior|regular|systemic|study|interview|inventory|oral|severe"
    r"|active|related"
    r"|criteria|questionnaire|workers?|people|persons|patients|staff|professionals|residents"
    r"|consistent|compatible|cases of|disease conditions|medical conditions|documentation|day|days"
    r"|weeks|months|years|expected)$"
    r"|^(?:allergic|intolerant)(?: or (?:allergic|intolerant))?$|\befforts?$|\bapps?$|\b(?:experienced"
    r"|confirmed by|cohorts?)\b|^imaging\b|laboratory pathology$"
    r"|^(?:voluntar\w*|provid\w*|acquired|any|many|newly|largest"
    r"|consecutive|part|documentation|full|complete|test\w*"
    r"|results?|has|have|able|ability|at"
    r"|men|wom[ae]n|failure"
    r"|study|information|availab\w*|indicat\w*|choos\w*|definition|no|not|if|in|due|because|unlikely"
    r"|likely|met|meets"
    r"|need\w*|impossib\w*|self-ability|can't|reduction|cessation|attending|group|arm|cohort|already|also"
    r"|only"
    r"|currently|presently|restrictions?|clinical findings|agree\w*)\b"
    r"|\b(?:history of|diagnosis of|or planned|may be|was|were|consist\w*|choosing|identified|met"
    r"|which|who|whom|their"
    r"|been|being|is|are|will|should|must|consents?|definition|includ\w+|years? old|age|ability|able"
    r"|planned|plans?"
    r"|received|receiving|taking|use of|due to|occurr\w*|continuing|participa\w+|before|after|within"
    r"|during|than)\b"
)
#: Words before the demand itself: a window, or "any of the following".
_OPENING = Pattern(
    r"(?:(?:have|has|had|having|with|presence of|suffer\w* from)\s+)?(?:any|one or more"
    r"|at least one) of the following\s+"
    r"|(?:within|in|during|for)\s+(?:the\s+)?[\w\s()-]{3,70}?(?:prior to|before|of|preceding|last"
    r"|past|previous)\b[\w\s()/-]{0,50},\s+"
)
_ITEMS = re.compile(r"\s*(?:,|\bor\b|\band/or\b)\s*")
_LAST = Pattern(
    r"\s+(?:received|given|administered|used|taken|present|diagnosed|occurr(?:ed|ing|s)|arising|appeared"
    r"|developed"
    r"|experienced)$"
)
_BOTH = Pattern(
    r"^(?:planned|anticipated|current|ongoing|concurrent) (?:or|and) "
    r"(?:planned|anticipated|current|ongoing|concurrent) (?!use\b|treatment\b|therapy\b|pregnan)"
)
#: How many, or how bad, before a name: "at least 2 attacks", "grade ≥ 3 neuropathy". No upper bound.
_AMOUNT = Pattern(
    r"(?<!\w)(?:(?:(?<!of )|(?<=history of ))(?<!grade)(?:(?:at least|more than|a minimum of)\s+|[≥>]=?\s?"
    r"|greater than or equal to\s+)"
    r"(?:\(?\d{1,2}\)?|one|two|three|four)"
    r"(?:\s+\(\d\)|\s+or more)?\s+(?=[a-z])(?!(?:days?|weeks?|months?|years?|hours?|minutes?|mg|g|ml|mm"
    r"|cm|kg|half"
    r"|points?|times?|of|with|and|or|in|at|on|by|for|per|to|as|from|within|before|after|prior to)\b)"
    r"|(?:[≥>]=?\s?|greater than or equal to\s+)?grade\s?(?:[≥>]=?\s?)?[1-5](?:\s?(?:-|–|to|or|/)\s?[1-5])?"
    r"(?:\s+(?:or|and) (?:above|higher|greater|more|worse))?\s+(?=[a-z])(?!(?:or|and|present|by|at|in|per"
    r"|from|according)\b))"
)
_THERE = Pattern(
    r"(?:there (?:is|are|has been|have been|was|were)|the (?:child|infant|participant|patient|subject"
    r"|person)"
    r" (?:is|has|had|has been))\s+(?:any\s+|an?\s+)?(?!no\b|not\b)"
)
_DEGREE = Pattern(r"\s+(?:of|with|at|to)?\s*(?:ctcae\s*(?:v[\d.]+)?\s*)?(?:grade|dose|level|class)s?$")
#: A lower bound, or an upper one of time; another upper bound may let in.
_BARE_COMMA = re.compile(r"\s+,")
_LIMIT = re.compile(r"\s*(?:[>≥]|[<≤]\s?=?\s?\d+\s?(?:h|hours?|days?|weeks?|months?|years?)\b).*$")
#: "Hepatitis B or C", "hepatitis A": one name, whose last letter is no article.
_LETTER = re.compile(r"\b(hepatitis) [A-E](?: or [A-E]\b)?(?=$| virus| infection)", re.IGNORECASE)
_GROWS = Pattern(
    r"(?:(?:diagnosed|confirmed|documented|related|associated|controlled|planned|known|treated|on"
    r"|under|used|defined|ongoing|including|during|for|caused|likely|required|suspected|current|active)\s+)?"
)
#: Where a clause on the name begins: what is in it does not say what the name is of.
_CLAUSE = Pattern(
    r"(?:with|without|as|that|which|who|whose|due|secondary|because|requiring|requires?|required|leading|resulting"
    r"|unless|except|excluding|other than|including|such as)\b"
)
_JOINS = Pattern(r"\s*,?\s*(?:or|and|and/or)\b")
_ALLOWS = Pattern(
    r"\b(?:allow\w*|permit\w*|accept\w*|eligib\w*|except\w*|exclu\w*|note|defined|includ\w*|example"
    r"|e\.g|i\.e"
    r"|may|if|however|unless|should|count\w*|this|these|such)\b"
)


def read_full(text: str, rest: str, known: dict[str, NameKind], *, bare: bool = False) -> Requirement | None:
    """A demand with its words in full; ``text`` is its first sentence, ``rest`` what follows it.

    ``bare``: its head is looked for without what stands in brackets.
    """
    whole = f"{text}. {rest}" if rest else text
    if bare:
        text = _BARE_COMMA.sub(",", " ".join(outside_brackets(text).split()))
    if len(whole) > _MAX_LENGTH or _MORE_DEMANDS.search(whole) or (rest and not says_more(rest)):
        return None
    if _OR_NOT.search(whole):
        return None
    no = None if NARROWED.match(text) else _NO.match(text)
    if no is None:
        return _positive(text, whole, known)
    inner = text[no.end() :].strip(" ,")
    asked = inner.removeprefix("other ") if planned_in(inner) else inner
    if not inner or rest or _NOT_PLAIN.search(asked):
        return None
    if "never" in no[0].lower():
        inner = f"prior {inner}"
    found = _positive(inner, inner, known)
    return None if found is None else Not(part=found)


def says_more(rest: str) -> bool:
    """Whether the sentences behind the first speak of it, and are not a demand of their own."""
    return _ALLOWS.search(outside_brackets(rest)) is not None


def _positive(text: str, whole: str, known: dict[str, NameKind]) -> Requirement | None:
    opening = _OPENING.match(text)
    body = text[opening.end() :] if opening else text
    there = _THERE.match(body)
    body = _BOTH.sub("", _AMOUNT.sub("", body[there.end() :] if there else body))
    lead = lead_of(body)
    if SIDE_EFFECT.search(lead.rest):
        return None
    plain = _ABBREVIATION.sub("", lead.rest) if "(" in lead.rest else lead.rest
    name, tail = _limited(*_head_of(plain, lead, known))
    kind = kind_in(name, lead, known)
    items = _ITEMS.split(name)
    if lead.kind is NameKind.CONDITION or (
        len(items) > 1 and kind_of_name(items[0], known) is NameKind.CONDITION
    ):
        kind = NameKind.CONDITION
    if kind is None and lead.has and may_be_named(name, tail):
        kind = NameKind.CONDITION
    head = body[: len(body) - len(lead.rest)] + name
    planned = kind is NameKind.CONDITION and lead.time is Time.PLANNED
    if kind is None or planned or not _is_head(name, tail) or _OTHERS.search(head) or _is_more(tail, kind):
        return None
    if not tail and not lead.kept and whole == text and body == text:
        return _made(kind, lead.named(name), text, lead, ())
    return _made(kind, lead.named(name), whole, lead, (whole,))


def _head_of(plain: str, lead: Lead, known: dict[str, NameKind]) -> tuple[str, str]:
    """The noun phrase, grown over a word that ends one elsewhere until its last word names something."""
    first = name_and_rest(plain)
    name, tail = first
    for _ in range(3):
        last = _LAST.search(name)
        bare = name[: last.start()] if last else name
        if kind_in(bare, lead, known) is not None and not broken(bare, tail):
            return bare, (tail or last[0].strip()) if last else tail
        if (
            not tail
            or _CLAUSE.match(tail)
            or not (grows := _GROWS.match(tail))
            or len(name.split()) > _MAX_NAME_WORDS
        ):
            return first
        more, tail = name_and_rest(tail[grows.end() :])
        joint = ", " if plain[len(name) : len(name) + 1] == "," else " "
        name = f"{name}{joint}{grows[0].strip()} {more}".replace("  ", " ").strip(" ,")
    return first


def _limited(name: str, tail: str) -> tuple[str, str]:
    """A name without the limit behind it: "contrast agent" of "contrast agent < 72 h before the scan"."""
    limit = _LIMIT.search(name)
    if limit is None or not limit.start():
        return name, tail
    return _DEGREE.sub("", name[: limit.start()]), f"{limit[0].strip()} {tail}".strip()


def _is_head(name: str, tail: str) -> bool:
    """Whether a noun phrase is cut where it ends."""
    return (
        0 < len(name.split()) <= _MAX_NAME_WORDS
        and re.search(r"[A-Za-z]{2}", name) is not None
        and not broken(_LETTER.sub(r"\1", name), tail)
        and not _COMPARED.search(name)
        and (name.casefold() not in _BARE or bool(tail))
        and _EMPTY.fullmatch(name) is None
        and BARE_ADJECTIVE.fullmatch(name) is None
        and _NO_HEAD.search(name) is None
        and not name[0].isdigit()
        and name.count("(") == name.count(")")
    )


def _is_more(tail: str, kind: NameKind) -> bool:
    """Whether what stands behind the head is another demand."""
    outside = outside_brackets(tail).strip()
    if not tail:
        return False
    return (
        _TOLD.match(tail) is None
        or (outside and outside != tail and _TOLD.match(outside) is None)
        or _JOINS.match(outside) is not None
        or _NEW_THING.search(outside) is not None
        or each_has_its_time(tail, kind)
        or (kind is NameKind.TREATMENT and names_others(tail))
    )


def _made(kind: NameKind, name: str, whole: str, lead: Lead, full: tuple[str, ...]) -> Requirement:
    concept = Concept(name=name)
    if kind is NameKind.CONDITION:
        time = Time.EVER if HAPPENED.search(name) else time_of_condition(whole, lead.time)
        return HasCondition(concept=concept, time=time, qualifiers=full, wide=bool(full))
    parts = tuple(
        HasTreatment(concept=named_at(concept, time, whole), time=time, qualifiers=full, wide=bool(full))
        for time in times_of_treatment(whole, lead.time)
    )
    return parts[0] if len(parts) == 1 else AnyOf(parts=parts)
