"""What inclusions ask of pregnancy in one criterion: a test, birth control, not nursing, no pregnancy.

"Women of childbearing potential must have a negative test and use contraception; they must not nurse." Each
is asked with all the words of the criterion; a person who cannot become pregnant need have no test.
"""

from __future__ import annotations

import re

from trialogue.eligibility.for_whom import OTHERWISE_MEANT, for_whom, for_women
from trialogue.eligibility.patterns import Pattern
from trialogue.model.age import Age, AgeUnit
from trialogue.model.requirement import Aged, AllOf, AnyOf, Holds, Not, Requirement

_MAX_LENGTH = 900
_SENTENCE = re.compile(r"(?<=[a-z0-9)%\]])[.;；]\s+")
#: A sentence about something else.
_ABOUT = Pattern(
    r"\b(?:contracept\w*|birth control|pregnan\w*|abstinen\w*|abstain|condoms?|child-?\s?bearing"
    r"|fertil\w*|wo?c\w?bp"
    r"|steril\w*|breast\w*|lactat\w*|nurs(?:e|ing)|sperm|eggs?|ova|oocytes?|menopaus\w*|premenopaus\w*"
    r"|menses"
    r"|menstru\w*|hcg|chorionic|partners?|reproductive|hysterectomy|vasectom\w*)\b"
)
_ELSE = Pattern(
    r"\b(?:ecog|karnofsky|tumou?rs?|lesions?|hepatitis|hiv|life expectancy|survival|h[a]?emoglobin"
    r"|infants?|newborn"
    r"|biops\w+|exclu\w+|ineligible|unwilling\w*|refus\w*|not (?:willing|using|agree\w*)|years old"
    r"|not (?:be )?(?:currently )?(?:taking|receiv\w+|on) (?:\w+ ){0,3}(?:contracept\w+|birth control)"
    rf"|years of age)\b|{OTHERWISE_MEANT}"
)
_TEST = Pattern(
    r"\bnegative\b.{0,60}\b(?:pregnancy|hcg|chorionic)|\b(?:pregnancy|hcg"
    r"|gonadotropin\w*)\b.{0,90}\bnegative\b"
)
_USE = Pattern(r"\b(?:contracept\w*|birth control|abstinen\w*|abstain|condoms?)\b")
_MUST = Pattern(
    r"\b(?:must|should|agree\w*|willing\w*|use|using|need to|required|consent to|commit\w*|practi[cs]\w+"
    r"|able to|adopt"
    r"|take|used by)\b"
)
_NOT_NURSING = Pattern(
    r"\b(?:not|no|non|without)\b[\w\s/,-]{0,60}\b(?:breast-?\s?feed\w*|lactat\w*|nursing(?! staff)"
    r"|nurse an?\b)"
    r"|\bnon-?lactating\b"
)
_NOT_PREGNANT = Pattern(
    r"\b(?:not be|are not|is not|not|neither) (?:currently )?pregnant\b"
    r"|\bnon-?pregnant\b"
)
_NO_PLANS = Pattern(
    r"\b(?:no|not|without)\b[\w\s,/-]{0,40}\b(?:plan\w*|intend\w*|intention)\b[\w\s]{0,25}\b(?:pregnan\w+"
    r"|child\w*|conceive)\b"
)
#: Another way to meet it than birth control.
_OR_STERILE = Pattern(
    r"\b(?:must|should|to|either) (?:be|have|had)\b[\w\s,-]{0,40}\b(?:steril\w+|post-?menopaus\w+"
    r"|hysterectomy|vasectom\w+)\b"
    r".{0,120}\bor\b"
)
#: Another way than a test: periods that have ended, or surgery.
_OR_PAST_MENOPAUSE = Pattern(r"\bor\b[^.;]{0,60}\b(?:post-?\s?)?menopaus\w*")
_OR_SURGERY = Pattern(r"\bor\b[^.;]{0,60}\b(?:steril\w+|hysterectomy|oophorectomy)\b")
_ADULTS = Pattern(r"^(?:healthy )?adults?\b")
_ADULT = Aged(minimum=Age(value=18, unit=AgeUnit.YEARS))
_CAN = Pattern(r"\b(?:child-?\s?bearing|fertil\w+|wo?c\w?bp|fo?cbp|reproductive|pre-?menopausal)\b")
_COULD = Holds(fact="can_become_pregnant")


def read_pregnancy(text: str) -> Requirement | None:
    """All that an inclusion asks of pregnancy; None where it is about anything else, too."""
    if len(text) > _MAX_LENGTH or not _ABOUT.within(text) or _ELSE.within(text):
        return None
    if any(not _ABOUT.within(sentence) for sentence in _SENTENCE.split(text) if sentence.strip()):
        return None
    test, use = _TEST.within(text), _USE.within(text) and _MUST.within(text)
    if not (test or use) or _OR_STERILE.within(text):
        return None
    parts: list[Requirement] = []
    if test:
        held = _held("negative_pregnancy_test", text)
        # Only a woman can be asked for the test, whoever else the text is about.
        asked = AnyOf(parts=(Not(part=_COULD), held)) if _CAN.within(text) else for_women(text, held)
        parts.append(_or_else(asked, text))
    if use:
        parts.append(for_whom(text, _held("contraception", text)))
    if _NOT_PREGNANT.within(text):
        parts.append(Not(part=_held("pregnant", text)))
    if _NOT_NURSING.within(text):
        parts.append(Not(part=_held("breastfeeding", text)))
    if _NO_PLANS.within(text):
        parts.append(Not(part=_held("pregnancy_planned", text)))
    if _ADULTS.search(text):
        parts.insert(0, _ADULT)
    return parts[0] if len(parts) == 1 else AllOf(parts=tuple(parts))


def _or_else(asked: Requirement, text: str) -> Requirement:
    """A test, or one of the other ways to meet it that the text gives."""
    facts = (("postmenopausal", _OR_PAST_MENOPAUSE), ("surgically_sterile", _OR_SURGERY))
    others = tuple(_held(fact, text) for fact, pattern in facts if pattern.within(text))
    if not others or _CAN.within(text):
        return asked
    return AnyOf(parts=((*asked.parts, *others) if isinstance(asked, AnyOf) else (asked, *others)))


def _held(fact: str, text: str) -> Holds:
    return Holds(fact=fact, qualifiers=(text,), wide=True)
