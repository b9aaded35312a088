"""Yes/no facts: consent, compliance, pregnancy, contraception, ability and will, the doctor's judgement."""

from __future__ import annotations

import re
from dataclasses import replace

from trialogue.eligibility.facts_meant import OTHER_STUDY, consent_meant
from trialogue.eligibility.for_whom import OTHERWISE_MEANT, for_whom, for_women
from trialogue.eligibility.general_words import is_general
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.read_ability import AND_IS, SECOND_NO, SUBJECT, UNABLE, read_ability
from trialogue.eligibility.read_fact_names import fact_alone, illness_of_people, may_name_fact
from trialogue.eligibility.read_text import mentions, narrowed, only, outside_brackets
from trialogue.eligibility.senses import facts_of
from trialogue.eligibility.windows import find_window
from trialogue.eligibility.word_lists import words
from trialogue.model.codes import Sex
from trialogue.model.requirement import AllOf, AnyOf, Holds, IsSex, Not, Requirement

_CONSENT = words("consent_neutral")
_BESIDE = words("fact_neutral")
_IS_CONSENT = Pattern(
    rf"{SUBJECT}(?:(?:able|ability|willing|willingness|capable|capacity|competent|voluntar\w+|freely"
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
_CONSENTS_TO = Pattern(rf"{SUBJECT}consents?\s+to\s+(?!participa|tak\w+ part|join|the (?:study|trial)|enrol)")
_OTHER_STUDY = Pattern(OTHER_STUDY)
_REFUSED = Pattern(r"\b(?:not|no|refus\w+|absence|without|lack|missing|cannot|invalid|denied)\b")
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
#: Against one treatment or test, not against taking part.
_AGAINST_ONE = Pattern(
    r"\bcontraindicat\w+ (?:to|for|against) (?!(?:the )?(?:study|trial|participa|this|enrol|inclu|research))"
)
_NEGATIVE_TEST = re.compile(
    rf"(?P<subject>{SUBJECT})(?:(?:must|should|have|has|had|with|a|an|documented|confirmed"
    rf"|undergo)\s+)*negative\s+(?:(?:serum|urine|blood|highly|sensitive|beta|hcg|β-hcg|human"
    rf"|chorionic|gonadotropin|or|and|/|result|of|on|a|\(?β?-?hcg\)?)[\s"
    rf"/]*)*pregnancy\s+tests?\b(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
#: Another way to meet it, which is asked for, too.
_OTHER_WAY = Pattern(r"\bor\b[^.;]{0,60}\b(?:menopaus|post-?menopaus|steril|hysterectomy|oophorectomy)")
_BIRTH_CONTROL = Pattern(r"contracept|birth control")
_NO_USE = Pattern(r"\s*(?:no|prior|history|current use)\b")
_OTHER_STATE = Pattern(
    r"pregnan(?:t|cy) (?:or|and|women)|breast|lactat|nursing|pregnancy test|hcg|chorionic"
    r"|\b(?:advised|encouraged|recommended) (?:for|in|of|to)\b|" + OTHERWISE_MEANT
)
_AND_COMPLIES = Pattern(r",?\s+(?:and/or|or|and) (?:to )?(?=(?:comply|adhere|cooperate|attend|complete)\b)")
_NOT_GIVEN = Pattern(
    r"withdr[ae]w|unless|except|waive|declin|\bnot "
    r"(?:be )?(?:given|obtained|signed|provided|available)"
)
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
        or read_ability(text)
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
    if _OTHER_WAY.search(rest):
        return None
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
    unable = UNABLE.match(text)
    body = text[unable.end() :] if unable else text
    if _IS_CONSENT.match(body) is None or _NOT_GIVEN.search(text) or _OTHER_STUDY.search(text):
        return None
    if unable is not None:
        if SECOND_NO.search(body) or AND_IS.search(outside_brackets(body)):
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


def _judgement(text: str) -> Requirement | None:
    """Left to the study doctor: "any other condition that the investigator finds unsuitable"."""
    if _AGAINST_ONE.search(text):
        return None
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
