"""Yes/no facts: consent, compliance, pregnancy, contraception, ability and will, the doctor's judgement."""

from __future__ import annotations

import re
from dataclasses import replace

from trialogue.eligibility.facts_meant import consent_meant
from trialogue.eligibility.for_whom import OTHERWISE_MEANT, for_whom, for_women
from trialogue.eligibility.general_words import is_general
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.read_fact_names import fact_alone, illness_of_people, may_name_fact
from trialogue.eligibility.read_text import mentions, narrowed, only
from trialogue.eligibility.senses import facts_of
from trialogue.eligibility.windows import find_window
from trialogue.eligibility.word_lists import words
from trialogue.model.codes import Sex
from trialogue.model.requirement import AllOf, AnyOf, Holds, IsSex, Not, Requirement

_CONSENT = words("consent_neutral")
_BESIDE = words("fact_neutral")
_SUBJECT = (
    r"(?:(?:the|any|all|each|eligible|adult|study|must|should|is|are|be|being|has|have|who|that|will"
    r"|and/or|males?|females?|women|men"
    r"|patients?|subjects?|participants?|individuals?|persons?|people|volunteers?|parents?|guardians?"
    r"|legal|legally|or|and|caregivers?"
    r"|their|his|her|authorized|acceptable|representatives?|children|candidates?|wom[ae]n of "
    r"child-?\s?bearing potential)\s+)*"
)
_IS_CONSENT = Pattern(
    rf"{_SUBJECT}(?:(?:able|ability|willing|willingness|capable|capacity|competent|voluntar\w+|freely"
    rf"|sign\w*|provid\w+|provision of|giv\w+|given|obtain\w+|obtention of|written"
    r"|informed|electronic|oral|verbal|agree\w*|understand\w*|read|documented|to|of|and|or|a|an|the|personally|dated|fully"
    r"|participa\w+|in|study|trial|this|has|have|had|be|is|evidence of|been|must|clinical"
    r"|consent form|evidence|indicating|their|his|her|(?:patient|subject|participant)(?:'s)?(?: has)?|legally"
    r"|mentally|comprehend\w*|take|part|its|nature|before|any|procedures?|enrol?lment|completion"
    r"|independently|voluntary|complete|accept\w*|valid|follow|be|must|will|should|trial"
    r"|research|purpose|content|process|requirements|able|clearly|are|they|who|she|he|s/he|with"
    r"|all|explained|risks?|benefits?|possible|before|prior|study-specific|screening|related"
    r"|willing|comply|procedures|can|may|by|joining|join|on)[\s,;/]+)*"
    r"(?:informed\s+)?(?:consent|assent|icf|informed consent)\b",
)
#: Agreeing to one thing of the study, not to taking part.
_CONSENTS_TO = Pattern(
    rf"{_SUBJECT}consents?\s+to\s+(?!participa|tak\w+ part|join|the (?:study|trial)|enrol)"
)
_REFUSED = Pattern(r"\b(?:not|no|refus\w+|absence|without|lack|missing|cannot|invalid|denied)\b")
_UNABLE = Pattern(
    rf"{_SUBJECT}(?:(?:inability|unable|incapable|incapacity|not able|cannot|can not|unwilling(?:ness)?"
    rf"|not willing|refus\w+|lack of (?:ability|capacity|willingness)|does not|do not|failure"
    rf"|absence of|without|who refuse|reluctan\w+|not)\b(?:\s+(?:and/or|or|and|to|of|/)\s+"
    rf"|\s*/\s*|\s+)?)+",
)
_ABLE = Pattern(
    rf"{_SUBJECT}(?:(?:able|ability|capable|willing|willingness|agree\w*|agreement|consents?|commitment"
    rf"|committed|accepts?|ready)\b(?:\s*(?:and/or|or|and|/|,)\s*)?)+(?:\s+(?:to|of)\b)+\s*(?=\w)",
)
#: Whom an ability is asked of, if not of all.
_WHOM = Pattern(r"\b(?:parents?|guardians?|caregivers?|mothers?|wom[ae]n|females?|m[ae]n|males?)\b")
_ALL = Pattern(
    r"\b(?:fe)?males? (?:or|and|and/or) (?:fe)?males?\b|\b(?:wo)?men (?:or|and|and/or) (?:wo)?men\b"
)
_SECOND_NO = Pattern(
    r"(?:\b(?:and|or|and/or)|&)\s+(?:who |that )?(?:is |are |do |does )?(?:no|not|unable"
    r"|inability|unwilling|without|cannot|lack of|absence of"
    r"|refus\w*|declin\w*)\b|\s[-•]\s"
)
_AND_DOES_NOT = Pattern(r"\b(?:and|or|and/or) (?:do|does|did|are|is) not\b")
_CONTRACEPTION = ("contracepti", "birth control", "abstinen")
_NOT_USING = Pattern(
    r"\b(?:not|unwilling\w*|refus\w+|unable|inability|without|inadequate\w*|lack\w*|no|fail\w*|don't"
    r"|insufficient)\b"
)
_USES = Pattern(
    r"\b(?:agree|must|use|using|willing|should|practice|practise|practicing|employ"
    r"|adequate|effective|required)\b",
)
_JUDGED = Pattern(
    r"\b(?:investigators?'?s?|physicians?'?s?|doctors?|clinicians?|researchers?|sponsors?|study team"
    r"|pi)\b",
)
_OBJECTS = Pattern(
    r"\b(?:unsuitable|inappropriate|not (?:be )?(?:suitable|appropriate|fit)|unfit|interfere"
    r"|jeopardi[sz]e|preclude|compromise|confound|put the (?:patient|subject|participant)|at "
    r"(?:undue )?risk|unsafe|impair|prevent|affect|contraindicat\w+|not in the best interest"
    r"|inadvisable|undesirable|prohibit|hinder\w*|(?:early )?(?:withdrawal|termination)|limit (?:the"
    r"|their))\b",
)
_GENERAL = Pattern(
    r"(?:any|other|others|(?:the )?(?:presence|existence) of (?:any|other|an)\b|(?:patients?|subjects?"
    r"|participants?|those|individuals?)\b(?! with)|in "
    r"the|according|the (?:investigator|physician|patient|subject|participant)|as judged"
    r"|investigator|deemed|considered|judged|unsuitab|not suitab|inappropriat)",
)
_NEGATIVE_TEST = re.compile(
    rf"(?P<subject>{_SUBJECT})(?:(?:must|should|have|has|had|with|a|an|documented|confirmed"
    rf"|undergo)\s+)*negative\s+(?:(?:serum|urine|blood|highly|sensitive|beta|hcg|β-hcg|human"
    rf"|chorionic|gonadotropin|or|and|/|result|of|on|a|\(?β?-?hcg\)?)[\s"
    rf"/]*)*pregnancy\s+tests?\b(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_BIRTH_CONTROL = Pattern(r"contracept|birth control")
_NO_USE = Pattern(r"\s*(?:no|prior|history|current use)\b")
_OTHER_STATE = Pattern(
    r"pregnan(?:t|cy) (?:or|and|women)|breast|lactat|nursing|pregnancy test|hcg|chorionic|" + OTHERWISE_MEANT
)
_NOT_GIVEN = Pattern(
    r"withdr[ae]w|unless|except|waive|declin|\bnot "
    r"(?:be )?(?:given|obtained|signed|provided|available)"
)
#: Why people cannot: asked as "can you do this", it would be lost.
_BECAUSE = Pattern(r"\b(?:due to|because|owing to|as a result of|secondary to|by reason of|on account of)\b")
_UNABLE_WORD = Pattern(
    r"unable|inability|incapable|unwilling|willing|refus|able"
    r"|cannot"
)
_OF_WHOM = Pattern(r"^(?:of )?(?:the |a )?(?:participants?|subjects?|patients?) to ")
_AND_COMPLIES = Pattern(r",?\s+(?:and/or|or|and) (?:to )?(?=(?:comply|adhere|cooperate|attend|complete)\b)")
_COMPLIES = Pattern(r"(?:comply|adhere|follow|complete|attend|cooperate|return)\b")
#: What those who run the study do.
_OF_STAFF = Pattern(
    r"(?:measure|observe|monitor|obtain|assess|evaluate|determine|establish|ascertain|identify|locate|collect)\b"
)
_SWALLOWS = Pattern(r"swallow\b")
_NOT_ALONE = Pattern(
    r"\b(?:not|no|except|unless|if|without|history|prior|previous"
    r"|family)\b"
)
_ABBREVIATION = re.compile(r"\((?:[A-Z0-9-]{2,10})\)")
_BEHIND = re.compile(
    r"(?<=\w)[\s,]+(?:at|during|within|prior to|before|as|according|in|on|by"
    r"|confirmed|based)\s.*$"
)
_OPEN = Pattern(r"\b(?:or|and|and/or)$")
_ITEMS = Pattern(r"\s*(?:,\s*(?:or|and|and/or)\s+|,|;|/|\bor\b|\band/or\b|\band\b)\s*")
_OR_MORE = re.compile(r"\bor\b|;")
_SEX_ALONE = Pattern(
    r"\W*(?:(?:must|be|gender|sex|is|adult|only|[:])\s*)*(females?|wom[ae]n"
    r"|males?|m[ae]n)(?:\s+(?:patients?|subjects?|participants?|volunteers?|individuals?|sex"
    r"|gender|only))?\W*"
)


def read_facts(text: str) -> Requirement | None:
    """A fact of the table that the whole text is about; words beside it become a qualifier."""
    return (
        _pregnancy_test(text)
        or _contraception(text)
        or _consent(text)
        or _named_facts(text)
        or illness_of_people(text)
        or _judgement(text)
        or _able(text)
    )


def _holds(fact: str, text: str, neutral: frozenset[str]) -> Holds:
    """The fact, with the whole text as a qualifier where it says more."""
    return Holds(fact=fact, qualifiers=() if only(text, neutral) else (text,))


def _pregnancy_test(text: str) -> Requirement | None:
    if not (mentions(text, ("negative",)) and mentions(text, ("pregnancy",))):
        return None
    match = _NEGATIVE_TEST.match(text)
    if match is None or _BIRTH_CONTROL.search(text):
        return None
    rest = match["rest"].strip(" ,.;()")
    test = Holds(fact="negative_pregnancy_test", qualifiers=(rest,) if rest else ())
    return for_women(text, test)


def _contraception(text: str) -> Requirement | None:
    if not mentions(text, _CONTRACEPTION) or not _USES.search(text) or _NO_USE.match(text):
        return None
    if _OTHER_STATE.search(text):
        return None
    if _NOT_USING.search(text):
        return None
    return for_whom(text, Holds(fact="contraception", qualifiers=(text,)))


def _consent(text: str) -> Requirement | None:
    if not mentions(text, ("consent", "assent", "icf")) or _CONSENTS_TO.match(text):
        return None
    unable = _UNABLE.match(text)
    body = text[unable.end() :] if unable else text
    if _IS_CONSENT.match(body) is None or _NOT_GIVEN.search(text):
        return None
    if unable is not None:
        if _SECOND_NO.search(body):
            return None
        if (complies := _AND_COMPLIES.search(body)) is not None:
            told = body[complies.end() :]
            agrees = Holds(fact=consent_meant(body), qualifiers=(body[: complies.start()],))
            return AnyOf(parts=(Not(part=agrees), Not(part=Holds(fact="can_comply", qualifiers=(told,)))))
        if not only(body, _CONSENT | {"or"}):
            return Not(part=Holds(fact=consent_meant(body), qualifiers=(body,)))
        return Not(part=Holds(fact=consent_meant(body)))
    if _REFUSED.search(text):
        return None
    return _holds(consent_meant(text), text, _CONSENT)


def _able(text: str) -> Requirement | None:
    unable = _UNABLE.at_start(text)
    if unable is not None and _UNABLE_WORD.search(unable[0]):
        rest = _OF_WHOM.sub("", text[unable.end() :].strip(" ,.;:"))
        if not rest or _SECOND_NO.search(rest) or _OF_STAFF.match(rest):
            return None
        if _ability(rest) == "willing" and _BECAUSE.search(rest):
            return None
        whom = [] if _ALL.search(unable[0]) else [found[0] for found in _WHOM.finditer(unable[0])]
        if len(whom) > 1:
            return None
        told = f"{whom[0]}: {rest}" if whom else rest
        return Not(part=Holds(fact=_ability(rest), qualifiers=(told,)))
    able = _ABLE.at_start(text)
    if able is None:
        return None
    rest = text[able.end() :].strip(" ,.;:")
    if _AND_DOES_NOT.search(rest):
        return None
    told = text if _WHOM.search(able[0]) and not _ALL.search(able[0]) else rest
    return Holds(fact=_ability(rest), qualifiers=(told,)) if rest else None


def _ability(rest: str) -> str:
    """Which fact an ability is: to follow the plan, to swallow, to travel, or any other."""
    if _COMPLIES.match(rest):
        return "can_comply"
    if _SWALLOWS.match(rest):
        return "can_swallow"
    return "willing"


def _judgement(text: str) -> Requirement | None:
    """Left to the study doctor: "any other condition that the investigator finds unsuitable"."""
    if not (_GENERAL.match(text) and _JUDGED.search(text) and _OBJECTS.search(text) and is_general(text)):
        return None
    return Holds(fact="doctor_objects", qualifiers=(text,))


def _named_facts(text: str) -> Requirement | None:
    """Facts named alone or in a list: "Pregnant or breast-feeding women"."""
    if len(text) > 160 or not may_name_fact(text):
        return None
    if _NOT_ALONE.search(text):
        return None
    bare = _ABBREVIATION.sub(" ", text) if "(" in text else text
    behind = _BEHIND.search(bare)
    if behind is not None:
        if _OPEN.search(bare[: behind.start()]):
            return None
        inner = _named_facts(bare[: behind.start()])
        return None if inner is None else _qualified(inner, behind[0].strip(" ,.;"))
    items = [i for i in _ITEMS.split(bare) if i.strip()]
    parts = [fact_alone(item) for item in items]
    if not parts or any(part is None for part in parts):
        return None
    real = [part for part in parts if part is not None]
    if len(real) == 1:
        return real[0]
    if any(isinstance(part, Not) for part in real):
        return AllOf(parts=tuple(real)) if all(isinstance(part, Not) for part in real) else None
    unique = tuple(dict.fromkeys(real))
    return unique[0] if len(unique) == 1 else AnyOf(parts=unique)


def _qualified(found: Requirement, words: str) -> Requirement | None:
    if _OR_MORE.search(words):
        return None
    if only(words, _BESIDE | {"of", "at", "the", "time"}):
        return found
    window = find_window(words)
    if (
        window is not None
        and not window.lasting
        and "pregnancy_planned" not in facts_of(found)
        and not (words[: window.start] + words[window.end :]).strip(" ,.;")
    ):
        return replace(found, window=window.window) if isinstance(found, Holds) else None
    if isinstance(found, AnyOf):
        return None
    return narrowed(found, words)


def sex_alone(text: str) -> Requirement | None:
    """ "Female", "Male subjects"."""
    match = _SEX_ALONE.fullmatch(text)
    if match is None:
        return None
    return IsSex(sex=Sex.FEMALE if match[1].lower()[0] in "fw" else Sex.MALE)
