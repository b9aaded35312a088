"""Units as criteria write them, and one normal spelling for each."""

from __future__ import annotations

import re
from functools import lru_cache

from trialogue.eligibility.patterns import Pattern

_TIME = (
    r"(?:years?|yrs?|y\.\s?o\.?(?![a-z])|y/?oa?|y(?![a-z/])|months?|mos?|mths?|weeks?|wks?|days?|hours?|hrs?|h(?![a-z])|minutes?|mins?|mn(?![a-z])"
    r"|seconds?|secs?)"
)
_ATOM = (
    r"(?:%|percentiles?|percent(?:age)?(?:\s+points?)?|"
    rf"{_TIME}|"
    r"mm\s?hg|cm\s?h2o|mm\s?3|mm\\?\^?(?:[23]|\([23]\))|mm[²³]|cubic\s+(?:mm|millimet(?:er|re)s?|centimet(?:er|re)s?)"
    r"|cumm|cmm|mmc(?![a-z])|cu\.?\s?mm(?![a-z])|"
    r"k?cells|cell|copies|copy|(?:platelets?|thrombocytes|leu[ck]ocytes|neutrophils|lymphocytes|granulocytes|wbcs?"
    r"|rbcs?|parasites|spermatozoa)(?=\s?(?:/|per\b))|"
    r"international\s+units?|m?i?u(?:nits?)?(?![a-z])|kua?(?![a-z])|㎎|㎗|㎖|µiu|μiu|uiu|µu|μu|units?|uu(?![a-z])|"
    r"mcg|[munpkµμ]?kat|[mkµμunpd]?g(?:r|ms?|rams?)?(?:%|(?![a-z]))|milligrams?|micrograms?|nanograms?|picograms?|kilograms?"
    r"|grams?|kgs|kilos?|㎏|"
    r"(?:micro|mikro|nano|milli|pico)?mol(?:es?)?(?![a-z])|mikrog(?:ram)?|[mµμunp]?mol(?:es?)?|micromolar|kcal|calories|meq|mosm|osm|"
    r"[mdcµμu]?l(?:it(?:er|re)s?)?(?![a-z])|mcl|deciliters?|mls(?![a-z])|millilit(?:er|re)s?|microl(?:it(?:er"
    r"|re)s?)?|lit(?:er|re)s?|㎕|cc|fl(?![a-z])|hpf|high-power\s+field|field|"
    r"㎡|m2|m\^?\(2\)|m\\?\^2|m²|m\s2(?!\d)|cm\\?\^?[23]|cm[²³]|[cmkµμu]?m(?![a-z0-9])|centimet(?:er|re)s?"
    r"|millimet(?:er|re)s?|met(?:er|re)s?|microns?|kilomet(?:er|re)s?|miles?|inch(?:es)?|feet"
    r"|foot|ft|"
    r"lbs?|pounds?|ounces?|oz|msecs?|ms(?![a-z])|milliseconds?|beats?|bpm|rpm|k?hz|breaths?|"
    r"(?:[°º˚⁰]|o(?=\s?c))?\s?[cf](?![a-z0-9-])|℃|celsius|degrees?(?:\s+(?:c(?:elsius)?|f(?:ahrenheit)?)(?![a-z]))?|°|"
    r"db(?:\s?hl)?|decibels?|c?gy|[kh]?pa(?![a-z])|ppm|ppb|mets?(?![a-z])|diopters?|dioptres?"
    r"|d(?![a-z])|letters?|"
    r"points?|pts?|sds?(?![a-z])|s(?![a-z])|standard\s+deviations?|cfu|ratio|h(?![a-z])|"
    r"pack[- ]?y(?:ea)?rs?|packs?|cigarettes?|drinks?|servings?|cups?|times|"
    r"giga|million(?:\s(?:cells|sperm(?:atozoa)?|copies))?|billion|sa(?![a-z])|ds(?![a-z])|k(?![a-z]))"
)
_POWER = (
    r"(?:[x×*•·]\s*)?(?:10\s?(?:\\?\^|\*\*?|exp|e)\s?\(?\d{1,2}\)?|10\(\d{1,2}\)|10[⁰¹²³⁴-⁹]{1,2}"
    r"|(?<=[x×*•·])\s?10\s?\d{1,2}(?=\s*(?:/|per\b))|(?<=[x×*•·]\s)10\s?\d{1,2}(?=\s*/))"
)
_PER = (
    r"\s?(?:[/⁄∕]|\bper\b|·|∙|⋅"
    r"|(?<=hours\s|.hour\s|nutes\s|inute\s)(?:a|each|every)\s(?=day|night|week|month))\s?"
)
_SIZE = r"(?:1[.,]73\s?(?:m\\?\^?2|m²|㎡|m\s2)?|24\s?-?(?:hours?|hrs?|hs?)|100\s?ml)"
_OF = r"(?:(?:the|of|institutional|institution's|laboratory|local|age-adjusted|reference|above)\s+){0,4}"
_RANGE_WORDS = (
    r"(?:\s+(?:of\s+)?(?:the\s+)?(?:institutional\s+|laboratory\s+)?(?:normal"
    r"|reference)(?:\s+(?:range|limits?|values?))?)?"
)
_LIMIT = (
    rf"(?:[x×*]|times|fold)?\s?{_OF}(?:u\.?l\.?n\b|l\.?l\.?n\b|unl\b|ul\s+of\s+normal"
    rf"|(?:upper|lower)\s+(?:limits?|range|normal\s+limits?|reference\s+limits?|normal\b){_RANGE_WORDS}"
    r"|normal\s+upper\s+limit|highest\s+reference\s+value|maximum\s+normal\s+value)"
    rf"|(?:[x×*]|times|fold|(?<=twice\s))\s?{_OF}normal(?:\s+(?:values?|range|limits?))?\b"
)
#: A unit right behind a number: a multiple of a limit of normal, or a power of ten and a unit.
UNIT = Pattern(
    rf"[\s-]?(?:(?P<uln>{_LIMIT})|(?:(?:th|st|nd|rd)\b\s?|(?:gestational|completed|full|consecutive"
    rf"|calendar|cumulative)\s)?"
    rf"(?P<power>{_POWER})?\s?(?P<unit>(?:{_ATOM})?(?:(?:(?:{_PER}|\s(?=1[.,]73\s?m))(?:{_SIZE}|{_ATOM})){{1,3}})?))",
)
#: "times a week", "alcoholic drinks per day": how often.
FREQUENCY = Pattern(
    r"\s?(?P<noun>[a-z]+(?:[ /][a-z]+)?)\s?(?:/|\bper\b|\ba\b|\beach\b|\bevery\b)\s?(?P<time>day|week"
    r"|month|year|hour|night)\b",
)
TIME_UNIT = Pattern(rf"[\s-]*(?P<time>{_TIME})(?![a-z])")

_SPELLINGS = (
    (r"percent(?!ile)(?:age)?(?:points?)?", "%"),
    (r"\b(?:years?|yrs?|y\.\s?o|y/?oa?|y)\b", "year"),
    (r"\b(?:months?|mos?|mths?)\b", "month"),
    (r"\b(?:weeks?|wks?)\b", "week"),
    (r"\b(?:days?)\b", "day"),
    (r"\b(?:hours?|hrs?|h)\b", "hour"),
    (r"\b(?:minutes?|mins?|mn)\b", "minute"),
    (r"\b(?:seconds?|secs?)\b", "second"),
    (r"\b(?:msecs?|milliseconds?)\b", "ms"),
    (r"mm hg", "mmhg"),
    (r"\b(?:cubic (?:mm|millimet(?:er|re)s?)|cu\.? ?mm|cmm|mmc|mm 3)\b", "mm3"),
    (r"\b(?:milligrams?)\b", "mg"),
    (r"\b(?:micrograms?|mcg)\b", "ug"),
    (r"\bnanograms?\b", "ng"),
    (r"\bpicograms?\b", "pg"),
    (r"\bmi[ck]romol(?:es?)?\b", "umol"),
    (r"\bmikrog(?:ram)?\b", "ug"),
    (r"\bds\b", "sd"),
    (r"\bnanomol(?:es?)?\b", "nmol"),
    (r"\bmillimol(?:es?)?\b", "mmol"),
    (r"\b(?:kilograms?|kgs|kilos?|㎏)\b", "kg"),
    (r"\b(?:grams?|gms?|gr)\b", "g"),
    (r"\b(?:microl(?:it(?:er|re)s?)?|mcl)\b", "ul"),
    (r"\b(?:deciliters?|decilitres?)\b", "dl"),
    (r"\b(?:mls|millilit(?:er|re)s?|cc)\b", "ml"),
    (r"\b(?:lit(?:er|re)s?)\b", "l"),
    (r"\b(?:centimet(?:er|re)s?)\b", "cm"),
    (r"\b(?:millimet(?:er|re)s?)\b", "mm"),
    (r"\b(?:met(?:er|re)s?)\b", "m"),
    (r"\b(?:lbs|pounds?)\b", "lb"),
    (r"\b(?:inches)\b", "inch"),
    (r"\b(?:feet|foot)\b", "ft"),
    (r"\b(?:points?|pts?|scores?)\b", "point"),
    (r"\b(?:beats|bpm)\b", "beat"),
    (r"\bbreaths\b", "breath"),
    (r"\bclass(?:es)?\b", "class"),
    (r"\bgrades?\b", "grade"),
    (r"\bstages?\b", "stage"),
    (r"^o ?c$|[º˚] ?c\b|°? ?℃|[°⁰] ?c\b|degrees? c(?:elsius)?\b|\bcelsius\b", "c"),
    (r"\binternational units?\b", "iu"),
    (r"\b(?:units?)\b", "u"),
    (r"\bmoles?\b", "mol"),
)
_COMPILED = tuple((re.compile(pattern), spelling) for pattern, spelling in _SPELLINGS)
_PLAIN = str.maketrans(
    {
        "²": "2",
        "³": "3",
        "µ": "u",
        "μ": "u",
        "㎡": "m2",
        "㎕": "ul",
        "㎎": "mg",
        "㎗": "dl",
        "㎖": "ml",
        "∙": "/",
        "⁄": "/",
        "∕": "/",
        "⋅": "/",
    }
)
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_POWER_SIGNS = re.compile(r"10\s?([⁰¹²³⁴-⁹]+)")
_TIMES_FIRST = re.compile(r"^[x×*•·]\s*")
_POWER_OF_TEN = re.compile(r"10\s?(?:\*\*?|exp|e|\^)?\s?\(?(\d{1,2})\)?(?=\s*(?:/|cells|per\b|$))")
_PER_WORD = re.compile(r"\b(?:per|a|each|every)\b")
_TEN_LATER = re.compile(r"(?<!^)(?<![/\d])10\^")
_SPACES = re.compile(r"\s+")
_CELLS = re.compile(
    r"(?:k?cells?|platelets?|thrombocytes|leu[ck]ocytes|neutrophils|lymphocytes|granulocytes|[wr]bcs?)(?=/)"
)
_A_DAY = re.compile(r"/24-?hour|/24hs?")


@lru_cache(maxsize=4096)
def normal(unit: str) -> str:
    """One spelling for a unit: lower case, no spaces (``mL / min per 1.73 m²`` → ``ml/min/1.73m2``).

    Powers of ten are ``10^9``; multiples of the limits of normal are ``uln`` and ``lln``.
    """
    text = " ".join(unit.lower().replace("\\", "").split())
    if "uln" in text or "upper" in text or "normal" in text or "unl" in text or "highest" in text:
        return "lln" if "lower" in text or "lln" in text else "uln"
    if "lln" in text:
        return "lln"
    text = _POWER_SIGNS.sub(lambda m: "10^" + m[1].translate(_SUPERSCRIPT), text)
    text = _TIMES_FIRST.sub("", text).translate(_PLAIN)
    text = _POWER_OF_TEN.sub(r"10^\1", text)
    text = (
        _PER_WORD.sub("/", text).replace("(2)", "2").replace("(3)", "3").replace("^2", "2").replace("^3", "3")
    )
    text = _TEN_LATER.sub("10^", text)
    for pattern, spelling in _COMPILED:
        text = pattern.sub(spelling, text)
    text = _SPACES.sub("", text).strip(".,;()")
    text = _CELLS.sub(lambda m: "k" if m[0].startswith("k") else "", text)
    text = (
        text.replace("minute1.73", "minute/1.73")
        .replace("1.73m2m2", "1.73m2")
        .replace("1,73", "1.73")
        .replace("beat/minute", "beat/minute")
    )
    return _A_DAY.sub("/day", text)
