"""Whom a demand on pregnancy or birth control holds for: the others meet it as they are."""

from __future__ import annotations

from dataclasses import replace

from trialogue.eligibility.patterns import Pattern
from trialogue.model.codes import Sex
from trialogue.model.requirement import AnyOf, Holds, IsSex, Not, Requirement

#: Words of birth control that ask for none: of smoking, drink and food, or of what was taken before.
OTHERWISE_MEANT = (
    r"\babst(?:ain\w*|inen\w+) from (?:\w+[ ,/]+){0,4}?(?:such\b|alcohol|nicotine|smok|tobacco|drugs?"
    r"|caffeine|opioid"
    r"|substance|cannabis|exercise|food|sun|strenuous|products?)|\bamenorrh|\bhad (?:\w+ )?contracept"
)
#: Partners are told of, and not asked.
_PARTNERS = Pattern(
    r"\b(?:fe)?male condoms?\b|\b(?:(?:fe)?male|men'?s|women'?s|his|her"
    r"|their)? ?(?:sex(?:ual)? )?partners?\b(?: ?\(s\))?(?:\s+(?:who|that|is"
    r"|are|was|were|of|with|a|an|wom[ae]n|females?|m[ae]n|males?|capable|child-?\s?bearing|potential|wo?c\w?bp"
    r"|pregnant|age|could|become|be|not|may)\b)*"
)
#: With whom men or women have sex: not asked themselves.
_WITH_WHOM = Pattern(
    r"\b(?:active|activity|contact|intercourse|relations?|relationships?|sex|partnered|engage\w*)"
    r" (?:with|involving) (?:an? )?"
    r"(?:(?:non-?)?pregnant |fertile |the opposite )*(?:wom[ae]n|females?|wo?c\w?bp|fo?cbp|m[ae]n|males?|sex)"
    r"(?: (?:partners?|of child-?\s?bearing (?:potential|age)|of reproductive (?:potential|age)))*"
)
_WOMEN = Pattern(r"\b(?:wom[ae]n|females?|wo?c\w?bp|fo?cbp)\b")
_MEN = Pattern(r"\b(?:males?|m[ae]n|father\w*)\b")
_CAN = Pattern(
    r"\b(?:child-?\s?bearing|fertile|fertility|procreat\w+|wo?c\w?bp|fo?cbp|reproductive|pre-?menopausal|potential)\b"
)
#: Men among them.
_OF_ALL = Pattern(
    r"\b(?:all|both|patients|participants|subjects|those|individuals|persons|people)"
    r"(?: (?:who are|with|of|are))* "
    r"(?:reproductive|fertile)\b(?! (?:wom[ae]n|females?))"
    r"|\bfertile (?:patients|participants|subjects|individuals|volunteers|persons|people)\b"
    r"|\bprocreat\w+"
)
#: Not all men, or not all women.
_FERTILE = Pattern(
    r"\b(?:non-?\s?steril\w*|fertile|sexually active|vasectom\w*|steril\w*|father\w*|reproductive"
    r"|child-?\s?bearing|potential"
    r"|unable to (?:bear|become|conceive|have)|(?:in|not )capable of"
    r"|(?:post-?\s?)?menopaus\w*|hysterectomy)\b"
)
#: "Patients with gout who will …" and "participants in the study must …" are of all.
_MUST = (
    r"(?:(?<!who )(?<!that )(?<!which )(?<!and )(?<!or )(?<!, )\b(?:must|should|can|may|agree(?!d)\w*|need to"
    r"|ha(?:s|ve) to|will (?!be (?:enrol|includ|recruit|select)))"
    r"|\b(?:are|is) (?:allowed|required|permitted|asked"
    r"|eligible (?:only )?(?:if|provided|when|as long as)))\b"
)
_PEOPLE = r"(?:patients?|participants?|subjects?|individuals|people|those)"
_OF_SOME = Pattern(
    r"(?:\w{1,2}[.)] )?(?:"
    r"(?:if|in case|in the case|when|where|as applicable)\b"
    r"|(?:all )?(?:the )?(?:healthy )?controls?\b"
    r"|[^.;]{3,160}\b(?:is|are) (?:allowed|permitted|acceptable) (?:only )?(?:if|provided|when|as long as)\b"
    r"|(?:only )?(?:for|in|among) (?:the )?(?:[\w-]+ ){0,4}?(?:"
    + _PEOPLE
    + r"|wom[ae]n|females?|m[ae]n|males?|children|adolescents|minors|groups?|cohorts?|arms?|parts?)\b"
    r"|(?:all )?(?:wom[ae]n|females?|wocbp|m[ae]n|males?)\b[^.;]{0,200}"
    + _MUST
    + r"|(?:all )?"
    + _PEOPLE
    + r" "
    r"(?:with|without|who|receiving|taking|on|of|over|under|aged|assigned"
    r"|in(?! (?:the|this) (?:study|trial)))\b[^.;]{0,200}" + _MUST + r")"
)
#: Facts that hold for no man.
_OF_WOMEN = frozenset(
    {
        "pregnant",
        "breastfeeding",
        "can_become_pregnant",
        "pregnancy_planned",
        "multiple_pregnancy",
        "postmenopausal",
    }
)
_OF_BOTH = Pattern(r"\b(?:m[ae]n|males?|father\w*|partners?|husbands?|spouses?|couples?|sperm)\b")
_COULD = Holds(fact="can_become_pregnant")


def for_whom(text: str, held: Holds) -> Requirement:
    """The fact, or being one of those that the text does not ask for it."""
    told = _PARTNERS.sub(" ", _WITH_WHOM.sub(" ", text))
    men, can = _MEN.within(told), _CAN.within(told)
    women = _WOMEN.within(told)
    if held.qualifiers:
        # Another way may be in its words ("or be sterile").
        held = replace(held, qualifiers=(text,), wide=True)
    if men and not women and "bearing" not in told.lower():
        of_men = _unless_sterile(held) if _FERTILE.within(text) else held
        return AnyOf(parts=(IsSex(sex=Sex.FEMALE), of_men))
    if not (men or women or can):
        return held
    if men or _OF_ALL.within(told):
        return _unless_sterile(held)
    if can:
        return AnyOf(parts=(Not(part=_COULD), held))
    of_women = _unless_sterile(held) if _FERTILE.within(text) else held
    return AnyOf(parts=(IsSex(sex=Sex.MALE), of_women))


def holds_for_no_man(held: Requirement) -> bool:
    """Whether a fact is of women only, by itself and by the record's words with it."""
    if not isinstance(held, Holds) or held.fact not in _OF_WOMEN or held.value != "yes":
        return False
    return not any(_OF_BOTH.within(words) for words in held.qualifiers)


def holds_for_some(words: str) -> bool:
    """Whether a sentence asks something of some people only ("Patients with PM will be …")."""
    return _OF_SOME.match(" ".join(words.split())) is not None


def _unless_sterile(held: Holds) -> Requirement:
    """Birth control of those who could have a child, of either sex: who could not need say no "yes"."""
    if held.fact != "contraception" or not held.qualifiers:
        return held
    return Not(part=replace(held, fact="no_birth_control"))


def for_women(text: str, held: Holds) -> Requirement:
    """A test that only a woman can have: no man is asked for it."""
    found = for_whom(text, held)
    return AnyOf(parts=(IsSex(sex=Sex.MALE), found)) if isinstance(found, Holds) else found


_WOMEN_ARE_NOT = Pattern(
    r"(?:(?:all|any|the|adult) )?(?:female (?:patients?|subjects?|participants?|volunteers?)"
    r"|females?|wom[ae]n)(?: (?:patients?|subjects?|participants?))?"
    r"(?: of child-?\s?bearing (?:potential|age|years))?"
    r" (?:(?:who )?(?:must|should|may|can|will|are|is)(?: not|not)(?: currently)?(?: be)?"
    r"|must be not|who (?:are|is) not)(?: currently)?"
    r" (?=(?:pregnant|breast|lactat|nursing)[\w\s,/()-]*$)"
)


def not_pregnant(text: str) -> str:
    """ "Women must not be pregnant or nursing" is "not pregnant or nursing": no man is."""
    found = _WOMEN_ARE_NOT.at_start(text) if "not" in text else None
    return text if found is None else f"not {text[found.end() :]}"
