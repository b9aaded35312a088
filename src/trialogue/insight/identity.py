"""When two names mean the same sponsor, person, treatment or condition: keys, and how each was made."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from trialogue.model.design import Intervention
from trialogue.model.study import Study
from trialogue.plain.interventions import main_interventions, short_name

_WORD = re.compile(r"[a-z0-9]+")
_COMPANY = {
    "inc", "incorporated", "ltd", "limited", "llc", "gmbh", "co", "corp", "corporation", "plc", "ag", "sa",
    "srl", "spa", "bv", "nv", "kg", "ab", "as", "pty", "company", "the",
}  # fmt: skip
# A degree behind a name is not part of it.
_DEGREES = re.compile(
    r",.*$|\b(?:m\.?d\.?|ph\.?\s?d\.?|prof(?:essor)?|dr|m\.?sc\.?|b\.?sc\.?|m\.?p\.?h\.?|r\.?n\.?|d\.?o\.?"
    r"|m\.?s\.?|m\.?b\.?b\.?s\.?|pharm\.?d\.?|frcp|mbchb|dds|dmd|dpt)\b\.?",
    re.IGNORECASE,
)
# MeSH headings that name a kind or a helper rather than one treatment.
_BROAD = {
    "pharmaceutical preparations", "vaccines", "antibodies, monoclonal", "antibodies", "immunoglobulins",
    "ophthalmic solutions", "solutions", "tablets", "hormones", "peptides", "oils", "water",
    "sodium chloride", "mitogens", "anesthetics", "liposomes",
    "adjuvants, immunologic", "immunologic factors",
}  # fmt: skip


# … or a whole class: "Antihypertensive Agents".
_CLASSES = (" agents", " inhibitors", " antagonists", " agonists", " blockers", " drugs", " diuretics")
# MeSH headings that stand beside a narrower one and say little: two studies of a syndrome may share nothing.
_BROAD_CONDITIONS = {
    "syndrome", "disease", "infection", "wounds and injuries", "recurrence", "infections",
    "communicable diseases",
    "chronic disease", "acute disease", "virus diseases", "disease progression", "emergencies",
    "critical illness", "inflammation", "fibrosis", "necrosis", "disease susceptibility",
    "signs and symptoms",
    "genetic diseases, inborn", "congenital abnormalities", "neoplasm metastasis", "body weight",
}  # fmt: skip


# The registry's list for an illness of adults holds its form in the newborn too.
_AGES = {
    "newborn": ("newborn", "neonat", "infant", "preterm", "prematur"),
    "juvenile": ("juvenile", "child", "pediatric", "paediatric", "adolescent"),
}


# A kind of treatment and none in particular: studies that name it have nothing else in common.
_GENERIC = re.compile(
    r"(?:(?:therapeutic |conventional |adjuvant |neoadjuvant |standard |combination |systemic )*)"
    r"(?:surgery|surgical procedures?|chemotherapy|radiotherapy|radiation(?: therapy)?|therapy|treatment"
    r"|exercise|education|counseling|training|diet|intervention|medication|drug therapy|biopsy"
    r"|observation(?:al)?(?: study| group)?|(?:best |usual |routine |standard )?(?:supportive |of )?care"
    r"|no intervention|not applicable|questionnaires?|surveys?|data collection|standard of care"
    r"|\w+ (?:collection|samples?|sampling))"
)
_SALTS = frozenset(
    {"calcium", "sodium", "potassium", "magnesium", "zinc", "phosphates", "citric acid", "maleic acid"}
)


class Method(StrEnum):
    """How an identity was made, from the surest to the weakest."""

    MESH = "the registry's MeSH term"
    NAME = "the name, without dose, form and case"
    CONDITION = "its name"
    OTHER_NAME = "another name that the record gives"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Something that records name. ``key`` is equal for what is taken to be the same."""

    key: str
    name: str
    method: Method


@lru_cache(maxsize=65536)
def folded(name: str) -> str:
    """Letters and digits only, without accents or case, joined by single spaces."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return " ".join(_WORD.findall(plain))


@lru_cache(maxsize=65536)
def sponsor_key(name: str) -> str:
    """The name without case, punctuation, accents and company form (Inc., Ltd., GmbH).

    Subsidiaries and renamed institutions stay apart: only the name is known.
    """
    words = folded(name).split()
    kept = [w for w in words if w not in _COMPANY]
    return " ".join(kept or words)


@lru_cache(maxsize=65536)
def person_key(name: str) -> str:
    """First and last name without degrees, initials and case: "Nathan P Staff, MD, PhD" → "nathan staff".

    Empty where fewer than two names are left: a lone surname identifies nobody.
    """
    words = [w for w in folded(_DEGREES.sub(" ", name)).split() if len(w) > 1]
    return f"{words[0]} {words[-1]}" if len(words) >= 2 else ""


def interventions(study: Study) -> tuple[Identity, ...]:
    """The treatments under test: MeSH terms first, then names, then other names of the record.

    Controls (placebo, sham, usual care) and medicines to compare with are left out. MeSH headings that
    name a whole kind ("Vaccines") identify nothing and are left out too.
    """
    found: dict[str, Identity] = {}
    tested = main_interventions(study)
    for term in study.intervention_mesh:
        low = term.term.lower()
        if (
            low not in _BROAD
            and not low.endswith(_CLASSES)
            and not _is_salt(low, study)
            and not _is_comparison(low, study, tested)
        ):
            found[f"mesh:{term.id}"] = Identity(key=f"mesh:{term.id}", name=term.term, method=Method.MESH)
    for thing in tested:
        for identity in _names(thing):
            found.setdefault(identity.key, identity)
    return tuple(found.values())


def _is_comparison(term: str, study: Study, tested: tuple[Intervention, ...]) -> bool:
    """Whether a term is only of what the treatment under test is compared with: "Topotecan" beside it."""
    words = {word for word in folded(term).split() if len(word) > 3}
    others = [thing for thing in study.interventions if thing not in tested]
    return bool(words & _words_of(others)) and not words & _words_of(tested)


def _words_of(things: Iterable[Intervention]) -> set[str]:
    return {
        word for thing in things for name in (thing.name, *thing.other_names) for word in folded(name).split()
    }


def _is_salt(term: str, study: Study) -> bool:
    """ "Leucovorin calcium" is no study of calcium, though the registry lists both terms."""
    if term not in _SALTS:
        return False
    alone = re.compile(rf"(?:^|[+/,;(]\s*|\b(?:and|plus|with|or)\s+){term}\b")
    return not any(alone.search(thing.name.lower()) for thing in study.interventions)


def _names(thing: Intervention) -> list[Identity]:
    pairs = [(short_name(thing.name), Method.NAME)]
    pairs += [(short_name(name), Method.OTHER_NAME) for name in thing.other_names[:6]]
    return [
        Identity(key=f"name:{key}", name=name, method=method)
        for name, method in pairs
        if len(key := folded(name)) > 3 and not key.isdigit() and _GENERIC.fullmatch(key) is None
    ]


def conditions(study: Study) -> tuple[Identity, ...]:
    """The conditions: MeSH terms that one of the record's own names holds, and the names themselves.

    The registry's term list for a record also holds looser terms ("Sclerosis" for ALS); a term is
    taken only where no other term of the record is narrower by words, and one that names illness in
    general only where the record itself names no other condition.
    """
    terms = [t for t in study.condition_mesh if _names_it(t.term, study)]
    found = {f"mesh:{t.id}": Identity(key=f"mesh:{t.id}", name=t.term, method=Method.MESH) for t in terms}
    for name in study.conditions:
        key = folded(name)
        if len(key) > 2:
            found.setdefault(f"name:{key}", Identity(key=f"name:{key}", name=name, method=Method.CONDITION))
    return tuple(found.values())


def _names_it(term: str, study: Study) -> bool:
    """Whether a term of the registry's list names a condition of the study, not one near it."""
    names = {folded(name) for name in study.conditions}
    if folded(term) in names:
        return True
    if _loose(term, [other.term for other in study.condition_mesh]) or term.lower() in _BROAD_CONDITIONS:
        return False
    of_age = next((words for age, words in _AGES.items() if age in folded(term).split()), None)
    return of_age is None or any(word in name for word in of_age for name in names)


def _loose(term: str, others: list[str]) -> bool:
    """Whether all words of the term stand in another, longer term of the same record.

    A letter alone is no word: the registry's list for hepatitis C holds "Hepatitis A" too.
    """
    words = _words(term)
    return any(words < _words(other) for other in others)


def _words(term: str) -> set[str]:
    return {word for word in folded(term).split() if len(word) > 1}
