"""What a text claims that can be looked up: numbers, amounts, lengths of time, dates, medicines, names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from trialogue.eligibility.facts import load_facts
from trialogue.plain.durations import NUMBER_WORDS, lengths

Day = tuple[int | None, int, int | None]
"""Year, month, day; None where the text does not say."""

_WORDS = {
    "months": "january february march april may june july august september october november december",
    "tens": "thirty forty fifty sixty seventy eighty ninety",
    "ordinals": "third fourth fifth sixth seventh eighth ninth tenth",
    "ordinary": "accept except concept intercept chosen worsen lessen loosen coarsen cancel excel parcel "
    "magazine thermostat overdone undone arisen drusen peptide polypeptide nucleotide cholesterol oncogene "
    "interleukin",
    # Names of medicines that end as no stem does.
    "old": "aspirin paracetamol acetaminophen insulin heparin warfarin digoxin lithium morphine codeine "
    "fentanyl ketamine riluzole levodopa carbidopa cyclophosphamide tamoxifen cocaine nicotine estrogen "
    "oestrogen levothyroxine furosemide edaravone quinine quinidine baclofen vitamin caffeine cannabis "
    "ivermectin colchicine allopurinol valproate phenytoin topiramate lamotrigine levetiracetam diazepam "
    "propofol oxycodone buprenorphine naloxone naltrexone disulfiram atropine adrenaline epinephrine "
    "norepinephrine dopamine dobutamine nitroglycerin nitroprusside spironolactone mannitol glucagon "
    "oxytocin misoprostol mifepristone clomiphene letrozole finasteride minoxidil rifampin rifampicin "
    "isoniazid ethambutol artesunate artemether primaquine fluorouracil vincristine vinblastine etoposide "
    "bortezomib lenalidomide thalidomide pomalidomide venetoclax interferon botulinum psilocybin "
    "memantine dextromethorphan guaifenesin loperamide sucralfate creatine curcumin resveratrol probiotics",
}
_MONTHS = _WORDS["months"].split()
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|" + "|".join(_MONTHS) + r")"
_TH = r"(?:st|nd|rd|th)?"
_DAY_MONTH_YEAR = re.compile(
    rf"(?:\b(\d{{1,2}}){_TH}(?:\s+of)?\s+)?\b({_MONTH})\.?,?\s+(\d{{4}})\b", re.IGNORECASE
)
_DAY_MONTH = re.compile(rf"\b(\d{{1,2}}){_TH}(?:\s+of)?\s+({_MONTH})\b(?!\.?,?\s+\d{{4}})", re.IGNORECASE)
_MONTH_DAY = re.compile(rf"\b({_MONTH})\.?\s+(\d{{1,2}}){_TH}\b(?:,?\s+(\d{{4}})\b)?", re.IGNORECASE)
_ISO = re.compile(r"\b(\d{4})-(\d{2})(?:-(\d{2}))?\b")
_SLASHED = re.compile(r"\b\d{1,2}([/.])\d{1,2}\1\d{2,4}\b")
# "may" and "march" are verbs too.
_BARE = re.compile(r"\b(" + "|".join(m for m in _MONTHS if m not in {"may", "march"}) + r")\b", re.IGNORECASE)
_BARE_VERB = re.compile(
    r"\b(?:in|of|since|until|from|by|before|after|during|early|mid|late)[\s-]+(May|March)\b"
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_POWERS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_POWER = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}
_STEP = r"(iii|iv|ii|i|v|\d)"
_STAGE = re.compile(
    rf"\b(phase|stage|grade|type)s?\s+{_STEP}(?:\s*(?:/|-|and|or|to)\s*{_STEP})?\b", re.IGNORECASE
)
_NOT_COUNTED = re.compile(
    r"\b(?:no|any|every|each|this|that)[ -]one\b|\bone (?:of|or more|another)\b"
    r"|\bat once\b|\bonce (?:you|the|a)\b",
    re.IGNORECASE,
)
_TENS = _WORDS["tens"].split()
_ORDINALS = _WORDS["ordinals"].split()
_SPOKEN: dict[str, float] = {
    **NUMBER_WORDS,
    **{word: 10.0 * at for at, word in enumerate(_TENS, 3)},
    **{word: float(at) for at, word in enumerate(_ORDINALS, 3)},
    "half": 0.5,
    "dozen": 12.0,
    "double": 2.0,
    "twofold": 2.0,
    "triple": 3.0,
    "quarter": 0.25,
}
_TIMES = {"hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_UNITS = {
    "mg": r"mgs?|milligrams?|milligrammes?",
    "mcg": r"mcg|[μu]g|micrograms?",
    "kg": r"kgs?|kilograms?|kilos?",
    "g": r"g|grams?|grammes?",
    "ml": r"mls?|millilit(?:er|re)s?",
    "units": r"iu|units?",
    "%": r"%|percent|per cent",
}
_AMOUNT = re.compile(
    r"(\d+(?:[.,]\d+)*)[\s-]*(?:"
    + "|".join(f"(?P<u{n}>{u})" for n, u in enumerate(_UNITS.values()))
    + r")(?!\w)",
    re.IGNORECASE,
)
# Stems of non-proprietary names (WHO, INN stem book): a word that ends so names a medicine.
_STEM = re.compile(
    r"\b[a-z]{3,}(?:mab|nib|ciclib|parib|cept|stat|statin|pril|sartan|olol|azole|mycin|cillin|cycline|vir"
    r"|oxacin|tide|gliptin|gliflozin|prazole|setron|triptan|lukast|terol|sone|solone|dipine|zosin|xaban"
    r"|parin|grel|platin|rubicin|taxel|limus|leucel|cel|vec|gene|sen|siran|azepam|zolam|barbital|caine"
    r"|profen|oxetine|triptyline|azine|peridol|piprazole|done|lol|formin|glitazone|dronate|pidem|gabalin"
    r"|bactam|penem|thiazide|semide|tadine|fibrate|onide|pentin|trexate|mustine|fungin|pamil|prost|quine"
    r"|steride|tecan|trexed|uridine|vaptan|zolid|arone|astine|entan|poetin|grastim|kinra|leukin|citabine"
    r"|rabine|tidine|dopa|racetam|nidine|rifene|tretin|calcet|fenac|oxicam|coxib|tropium|faxine|capone"
    r"|giline|pezil|mantine|adol|apine|traline|opram|bidiol|tonin|afil|phylline|terone)\b",
    re.IGNORECASE,
)
_ORDINARY = frozenset(_WORDS["ordinary"].split())
_OLD_NAMES = frozenset(_WORDS["old"].split())
_NAME = re.compile(r"(?<![\w’'-])[^\W\d_][\w-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """Numbers by value; ``amounts`` as (value, unit), with ("3", "phase") among them; ``times`` as words
    ("12 weeks"); ``words`` in lower case, ``rare`` those of them that many records do not use;
    ``signs`` are all characters."""

    numbers: frozenset[str]
    amounts: frozenset[tuple[str, str]]
    times: frozenset[str]
    days: frozenset[Day]
    slashed: frozenset[str]
    drugs: frozenset[str]
    names: frozenset[str]
    rare: frozenset[str]
    words: frozenset[str]
    signs: frozenset[str]


@lru_cache(maxsize=64)
def claims(text: str) -> Claims:
    """Read a text. Powers are kept apart ("10⁷" is no 107); full-width signs are read as plain ones."""
    plain = unicodedata.normalize("NFKC", _POWER.sub(lambda m: f" ^{m[0].translate(_POWERS)} ", text))
    words = frozenset(word for m in _NAME.finditer(plain) for word in _spellings(m[0]))
    return Claims(
        numbers=frozenset(_numbers(plain)),
        amounts=frozenset(_amounts(plain)),
        times=frozenset(length.words for _, length in lengths(plain)),
        days=frozenset(_days(plain)),
        slashed=frozenset(m[0] for m in _SLASHED.finditer(plain)),
        drugs=frozenset(_drugs(plain)),
        names=frozenset(_names(plain)),
        rare=frozenset(w for m in _NAME.finditer(plain) for w in m[0].lower().split("-") if not is_common(w)),
        words=words,
        signs=frozenset(text),
    )


@cache
def everyday_words() -> frozenset[str]:
    """Words that many records use and that name no medicine (written by ``bench.everyday_words``)."""
    text = files("trialogue.plain").joinpath("everyday_words.txt").read_text(encoding="utf-8")
    return frozenset(text.split())


@lru_cache(maxsize=20_000)
def is_common(word: str) -> bool:
    """Whether a word in small letters, or one that it is an ordinary form of, is common; short ones are."""
    if len(word) < 5:
        return True
    known = everyday_words()
    stems = (word.removesuffix(end) for end in ("'s", "’s", "s", "es", "d", "ed", "ing", "ly", "er", "ness"))
    return any(
        form in known
        for stem in stems
        for form in (stem, stem + "e", stem[:-1], f"{stem.removesuffix('i')}y")
        if form == stem or len(stem) >= 3
    )


def _spellings(word: str) -> tuple[str, ...]:
    lowered = word.lower()
    return (lowered, *lowered.split("-"), lowered.removesuffix("s"))


def _numbers(text: str) -> Iterator[str]:
    yield from (_value(m[0]) for m in _NUMBER.finditer(text))
    yield from (f"{value:.12g}" for value in _spoken(_NOT_COUNTED.sub(" ; ", text.lower())))


def _spoken(text: str) -> Iterator[float]:
    """Numbers in words; "one hundred and twenty-five" is one number."""
    whole: float | None = None
    for word in re.findall(r"[a-z]+|[^\sa-z-]", text):
        if word in _TIMES and whole is not None:
            whole *= _TIMES[word]
        elif word in _TIMES:
            whole = _TIMES[word]
        elif word in _SPOKEN:
            if whole is not None and not _joins(whole, _SPOKEN[word]):
                yield whole
                whole = None
            whole = (whole or 0.0) + _SPOKEN[word]
        elif whole is not None and not (word == "and" and whole >= 100):
            yield whole
            whole = None
    if whole is not None:
        yield whole


def _joins(whole: float, part: float) -> bool:
    return (whole >= 100 and part < 100) or (whole in {20, 30, 40, 50, 60, 70, 80, 90} and 1 <= part < 10)


def _value(text: str) -> str:
    grouped = re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", text)
    plain = text.replace(",", "") if grouped else text.replace(",", ".")
    try:
        return f"{float(plain):.12g}"
    except ValueError:
        return text


def _amounts(text: str) -> Iterator[tuple[str, str]]:
    for match in _AMOUNT.finditer(text):
        at = next(n for n in range(len(_UNITS)) if match[f"u{n}"])
        yield _value(match[1]), list(_UNITS)[at]
    for match in _STAGE.finditer(text):
        for step in filter(None, match.groups()[1:]):
            yield _ROMAN.get(step.lower(), step), match[1].lower()


def _days(text: str) -> Iterator[Day]:
    for m in _DAY_MONTH_YEAR.finditer(text):
        yield int(m[3]), _month(m[2]), int(m[1]) if m[1] else None
    for m in _DAY_MONTH.finditer(text):
        yield None, _month(m[2]), int(m[1])
    for m in _MONTH_DAY.finditer(text):
        yield int(m[3]) if m[3] else None, _month(m[1]), int(m[2])
    for m in _ISO.finditer(text):
        yield int(m[1]), int(m[2]), int(m[3]) if m[3] else None
    for pattern in (_BARE, _BARE_VERB):
        yield from ((None, _month(m[1]), None) for m in pattern.finditer(text))


def _month(word: str) -> int:
    return next(at for at, name in enumerate(_MONTHS, 1) if name.startswith(word.lower()[:3]))


def _drugs(text: str) -> Iterator[str]:
    yield from (m[0].lower() for m in _STEM.finditer(text) if m[0].lower() not in _ORDINARY)
    known = _known_medicines()
    yield from (m[0].lower() for m in _NAME.finditer(text) if m[0].lower() in known)


@cache
def _known_medicines() -> frozenset[str]:
    """The old names, and the one-word names of every fact that health records hold as a medicine."""
    rows = (f for f in load_facts().values() if any(code.startswith("RXNORM") for code in f.coding))
    return _OLD_NAMES | {a.lower() for fact in rows for a in (fact.name, *fact.aliases) if a.isalpha()}


def _names(text: str) -> Iterator[str]:
    """Words with a capital that do not open a sentence; month names and "Phase" are judged elsewhere."""
    for match in _NAME.finditer(text):
        before = text[: match.start()].rstrip(" \"“‘'(")
        opens = not before or before[-1] in ".!?:\n"
        word = match[0]
        if any(c.isupper() for c in (word[1:] if opens else word)) and word.lower() not in _PLAIN:
            yield word


_PLAIN = frozenset({"phase", *_ROMAN, *_MONTHS})
