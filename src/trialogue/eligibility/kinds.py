"""Whether a noun phrase names a condition or a treatment: by its last word, an ending, or the record."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from trialogue.eligibility.known_names import of_one_word, of_several_words
from trialogue.eligibility.word_lists import words

_BRACKET_LAST = re.compile(r"\s*\([^()]*\)\s*$")
_TOKEN = re.compile(r"[\w'’-]+")
_NUMERAL = re.compile(r"[ivx]+|nos")


class NameKind(Enum):
    """What a name is of."""

    CONDITION = "condition"
    TREATMENT = "treatment"


_CONDITIONS = words("condition_heads") | of_one_word("illnesses")
_TREATMENTS = words("treatment_heads") | of_one_word("medicines")
_OF_SEVERAL_WORDS = (
    (NameKind.CONDITION, tuple(f" {name}" for name in of_several_words("illnesses"))),
    (NameKind.TREATMENT, tuple(f" {name}" for name in of_several_words("medicines"))),
)
_CONDITION_ENDING = re.compile(
    r"(?:itis|osis|oses|emia|aemia|pathy|pathies|oma|omas|plegia|paresis|algia|uria|rrhea|rrhoea|penia"
    r"|philia|trophy|megaly|iasis|asthenia|dystonia|lepsy|plasia|phobia)$"
)
# Stems of the International Nonproprietary Names (World Health Organization), and endings of operations.
_TREATMENT_ENDING = re.compile(
    r"(?:mab|nib|tinib|ciclib|parib|lisib|zomib|pril|sartan|olol|statin|vastatin|dipine|azole|conazole"
    r"|cillin|mycin|floxacin|cycline|vir|gliptin|gliflozin|glutide|formin|platin|taxel|rubicin"
    r"|triptan|setron|prazole|tidine|zepam|zolam|barbital|caine|sone|solone|onide|parin|xaban|gatran"
    r"|grel|fibrate|thiazide|semide|lukast|terol|tropium|cept|leucel|kinra|stim|poetin"
    r"|ectomy|ectomies|plasty|plasties|otomy|ostomy|oscopy|desis|graphy)$"
)
# What works, or is asked of: no condition ("adequate organ function", "renal function").
_FUNCTION = re.compile(
    r"(?:(?:[\w-]+ )*(?:adequate|appropriate|sufficient|acceptable|satisfactory|normal"
    r"|good) (?:functions? of .*"
    r"|.*functions?)"
    r"|(?:[\w-]+ )?(?:bone marrow"
    r"|marrow|organ|renal|kidney|liver|hepatic|cardiac|heart|lung|pulmonary|coagulation"
    r"|h[a]?ematolog\w+) functions?)$",
    re.IGNORECASE,
)
# "Therapy directed against a cancer" is a therapy.
_AIMED = re.compile(r"(?<=\w)\s+(?:directed (?:at|against)|targeting|aimed at|acting on|active against)\s")
_AIMED_STEMS = ("directed", "targeting", "aimed", "acting", "active")
_USES = frozenset({"use", "usage", "intake", "administration", "consumption", "exposure"})
#: What comes of a treatment, or of an illness.
_COMES_OF = frozenset({"complication", "complications", "sequelae", "sequela"})
_DONE = frozenset({"removal", "repair", "replacement", "reconstruction", "transplantation"})
_OF_WHAT = re.compile(r"(?: [a-z]+ly)? (?:of|for|against|to prevent|to treat) ")
_MAX_HEAD_WORDS = 4
_JOINED = re.compile(r",|\b(?:or|and|and/or|with|for|in|to|after)\b")
_PLAIN_NOT = frozenset({"doses", "overdoses", "purposes", "biography", "geography", "demography", "axolotl"})


def kind_of_name(name: str, known: dict[str, NameKind] | None = None) -> NameKind | None:
    """The kind of thing that a noun phrase names; None where its last word does not say.

    ``known`` holds lower-case names of the record's own conditions and interventions.
    """
    text, bare, last, kind = _by_itself(name)
    if known is not None and text in known:
        return known[text]
    if last is None or kind is not None:
        return kind
    if known is not None and last in known:
        return known[last]
    return _before_of(bare, known)


@lru_cache(maxsize=8192)
def _by_itself(name: str) -> tuple[str, str, str | None, NameKind | None]:
    """A name in lower case, the same without a bracket at its end, the word that says its kind, the kind."""
    text = " ".join(name.casefold().split())
    bare = _BRACKET_LAST.sub("", text) if ")" in text else text
    if any(stem in bare for stem in _AIMED_STEMS):
        bare = _AIMED.split(bare, maxsplit=1)[0]
    tokens = _TOKEN.findall(bare)
    while tokens and (tokens[-1].isdigit() or len(tokens[-1]) == 1 or _NUMERAL.fullmatch(tokens[-1])):
        tokens.pop()
    if len(tokens) > 1 and tokens[-1] in _USES:
        tokens.pop()
    if not tokens:
        return text, bare, None, None
    last = tokens[-1]
    if (headed := _of_its_head(bare)) is not None:
        return text, bare, last, headed
    if last.startswith("anti-") or tokens[:2] in (["treatment", "of"], ["therapy", "of"]):
        return text, bare, last, NameKind.TREATMENT
    if last == "aids" and "AIDS" not in name:
        return text, bare, None, None
    for form in (last, last.rsplit("-", 1)[-1]):
        if (kind := _kind_of_word(form)) is not None:
            return text, bare, last, kind
    return text, bare, last, _kind_of_several(f" {bare}") if len(tokens) > 1 else None


def _kind_of_several(name: str) -> NameKind | None:
    return next((kind for kind, names in _OF_SEVERAL_WORDS if name.endswith(names)), None)


def _of_its_head(bare: str) -> NameKind | None:
    """ "Radiotherapy of a tumor" is a treatment, "complications of surgery" are a condition."""
    cut = _OF_WHAT.search(bare)
    head, of_what = (bare[: cut.start()], bare[cut.end() :]) if cut else ("", "")
    if not head or len(head.split()) > _MAX_HEAD_WORDS or _JOINED.search(head) or of_what == "abuse":
        return None
    last = head.rsplit(" ", 1)[-1]
    if last in _COMES_OF:
        return NameKind.CONDITION
    return NameKind.TREATMENT if last in _DONE or _kind_of_word(last) is NameKind.TREATMENT else None


@lru_cache(maxsize=32768)
def _kind_of_word(word: str) -> NameKind | None:
    if word in _CONDITIONS or (_CONDITION_ENDING.search(word) and word not in _PLAIN_NOT):
        return NameKind.CONDITION
    if word in _TREATMENTS or (_TREATMENT_ENDING.search(word) and word not in _PLAIN_NOT):
        return NameKind.TREATMENT
    return None


def _before_of(text: str, known: dict[str, NameKind] | None) -> NameKind | None:
    """ "Cancer of the breast" is a cancer."""
    head, of, _ = text.partition(" of ")
    return kind_of_name(head, known) if of else None


def is_function(name: str) -> bool:
    """Whether a name is of how well an organ works."""
    return "function" in name.lower() and _FUNCTION.match(name) is not None
