"""The name of a condition that most people use."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from trialogue.model.study import Study
from trialogue.plain.interventions import MEDICINES

_CASED = re.compile(
    r"[A-Z]{2,}|[A-Z]\w*[A-Z0-9]"
    r"|^(?!(?:Cow|Infant|Child|Children|Woman|Women|Man|Men|People|Patient|Parent|Mother|Farmer|Runner|Jumper)'s)"
    r"\w+'s\b"
)
_STAGED = re.compile(
    r"(?:(?:anatomic|clinical|pathologic(?:al)?|prognostic|postneoadjuvant therapy)\s+)?stage\s+"
    r"(?:[0IVX]+[A-D]?\d*|\d[A-D]?)\s+(?=\w)(.+?)(?:\s+AJCC\s+v?\d+)?$",
    re.IGNORECASE,
)
_GRADED = re.compile(r"(?:WHO )?grade (?:[IVXⅠ-Ⅹ]+|\d)(?:[-/]\w+)? (?=\w)(.+)$", re.IGNORECASE)
_STAGE = re.compile(
    r",?\s*\b(?:stages?|(?:WHO )?grades?)\s+(?:[0IVXⅠ-Ⅹ]+[A-D]?\d*|\d[A-D]?)\b.*$", re.IGNORECASE
)
# "type i" is read as a word; a number in Roman letters keeps its capitals.
_ROMAN = re.compile(r"\b(type|class|grade|stage|factor|group) ([ivx]+)\b")
# Letters that name a kind: hepatitis B, B-cell.
_LETTERED = re.compile(
    r"\b(?:hepatitis|vitamin|influenza|h[ae]+mophilia|streptococcus) [a-ek]\b|\b[btk](?=[- ]cells?\b)"
)
# "Type2 diabetes", as some write it.
_TYPE = re.compile(r"\b(type)-?(\d)\b", re.IGNORECASE)
# Eponyms keep their capital inside a sentence.
_NAMES = re.compile(
    r"\b(?:hodgkin|alzheimer|parkinson|crohn|huntington|duchenne|down|ewing|wilms|barrett|raynaud"
    r"|sjögren|sjogren|"
    r"marfan|turner|cushing|graves|hashimoto|lyme|ebola|zika|gaucher|fabry|pompe|wilson|behcet|behçet"
    r"|kawasaki|"
    r"guillain|barré|barre|epstein|stevens|johnson|bell|tourette|lewy|rett|friedreich|merkel|kaposi|burkitt|"
    r"waldenström|waldenstrom|asperger|achilles|helicobacter|dupuytren|becker|sjogren's|chagas)\b",
    re.IGNORECASE,
)


# Entered among the conditions, and none: how a study is made, what it looks with, who has nothing.
_NONE = re.compile(
    r"(?:diagnostic |medical )?imaging|drug effects?|\w+ seronegativity|abnormalities|biomarkers?"
    r"|surveillance|progression"
    r"|(?:interventional|observational|randomi[sz]ed|efficacy|safety|pharmacokinetics?|tolerability"
    r"|effectiveness|treatment outcomes?|clinical trials?|quality of life|feasibility)"
    r"(?: (?:study|trial|issues?))?",
    re.IGNORECASE,
)
_CELLS = re.compile(
    r"^MSCs?$|\b(?:stem|stromal|mononuclear|progenitor) cells?$|\bcell (?:therapy|transplant(?:ation)?)$",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    r"\b(?:cells?|therapy|treatment|transplant(?:ation)?|surgery|vaccines?|vaccination|injections?|infusions?"
    r"|stimulation|exercises?|training|acupuncture|supplementation|chemotherapy|radiotherapy|probiotics?)$",
    re.IGNORECASE,
)
# What is listed among conditions and is no illness: what is done to people, where they are, how they live.
_NO_ILLNESS = re.compile(
    r"\b(?:transplants?|transplantation|therapy|therapies|surgery|surgeries|an(?:a)?esthesia|treatment|care|unit"
    r"|\w+plasty|\w+(?:ec|os?)tomy|\w+scopy|replacement|quality|microbiome|microbiota|health|knowledge|attitudes?"
    r"|awareness|satisfaction|adherence|compliance|literacy|abstinence|communication|coping|resilience|lifestyle"
    r"|perception|prevention|diagnosis|hospitali[sz]ation|transmission|immunity|diet|feeding|sleep|statins?"
    r"|attention|cognition|memory|equilibrium|balance|fitness|function(?:ing)?|performance|students?|volunteers?"
    r"|cessation|smoking|ventilation|wellness|wellbeing|well-being|vaccin(?:e|es|ation)|immuni[sz]ation|screening|exercise"
    r"|ag(?:e)?ing|pregnancy|rehabilitation|behaviou?rs?|physical activity|nutrition|education|cells)$",
    re.IGNORECASE,
)
_ILL_ALL_THE_SAME = re.compile(
    r"\b(?:after|following|due to|secondary to|complications?|failure|deficien\w+|disorder\w*|neoplasm"
    r"|poor|impaired|low|abnormal|loss|decline|reduced|disturb\w+"
    r"|lack|issues?|problems?|skin aging|dyssocial|self-injurious|compulsive|stereotyped"
    r"|evidence of|high risk|patients?|without)\b",
    re.IGNORECASE,
)


@cache
def _table() -> tuple[dict[str, str], dict[str, str]]:
    raw = tomllib.loads(files(__package__).joinpath("conditions.toml").read_text(encoding="utf-8"))
    return raw["names"], raw["people"]


def lay_condition(name: str) -> str:
    """The everyday name where the table has one; else the record's own, in sentence case.

    MeSH's turned-round names are set straight: "Carcinoma, Basal Cell" → "basal cell carcinoma".
    """
    names, people = _table()
    name = _TYPE.sub(r"\1 \2", name)
    key = " ".join(name.lower().replace("’", "'").split())
    known = names.get(key) or people.get(key)
    if known is not None:
        return known
    straight = _straight(" ".join(name.split()))
    known = names.get(straight.lower())
    return known or in_sentence(straight)


def is_illness(name: str) -> bool:
    """Whether people can be said to be "with" it; records also list surgery, smoking, a ward, a therapy."""
    return _NO_ILLNESS.search(name) is None or _ILL_ALL_THE_SAME.search(name) is not None


def is_healthy(name: str) -> bool:
    """Whether a "condition" only says that people are healthy."""
    return " ".join(name.lower().split()) in _table()[1]


_LASTING = re.compile(r"(.+?),? (chronic|acute)", re.IGNORECASE)


def _straight(name: str) -> str:
    lasting = _LASTING.fullmatch(name)
    if lasting is not None:
        return f"{lasting[2]} {lasting[1]}"
    parts = name.split(", ")
    one_word_head = 2 <= len(parts) <= 3 and len(parts[0].split()) == 1
    return " ".join([*parts[:0:-1], parts[0]]) if one_word_head and " and " not in name else name


def in_sentence(name: str) -> str:
    """Lower case save for abbreviations and names of people: "NSCLC", "Hodgkin lymphoma"."""
    words = name.split(" ")
    shouted = name.isupper() and len(words) > 1
    kept = [w if _CASED.search(w) and not shouted else w.lower() for w in words]
    lower = _ROMAN.sub(lambda m: f"{m[1]} {m[2].upper()}", " ".join(kept))
    lower = _LETTERED.sub(lambda m: m[0][:-1] + m[0][-1].upper(), lower)
    return _NAMES.sub(lambda m: m[0][:1].upper() + m[0][1:], lower)


def lay_conditions(study: Study) -> tuple[str, ...]:
    """The study's conditions in everyday names, without repeats, in the record's order.

    Some records list among the conditions what they give ("mesenchymal stem cells") or how they are made
    ("interventional"). The first are left out where an illness stands beside them, the second always.
    """
    named = [c for c in study.conditions if c.strip() and not _NONE.fullmatch(c.strip())]
    ill = [c for c in named if not _is_given(c, study)] or named
    return tuple(dict.fromkeys(lay_condition(_without_stage(c)) for c in ill))


def _without_stage(name: str) -> str:
    """ "Anatomic Stage III Breast Cancer AJCC v8" and "Lung Cancer Stage IV" without the stage."""
    staged = _STAGED.match(name) or _GRADED.match(name)
    # "Mental Health Wellness 1": the number tells entries of the registry's list apart.
    bare = re.sub(r"(?<=wellness) \d$", "", name, flags=re.IGNORECASE)
    return staged[1] if staged else _STAGE.sub("", bare).strip(" ,-") or name


def _is_given(name: str, study: Study) -> bool:
    if any(name.lower() == t.name.lower() and t.kind in MEDICINES for t in study.interventions):
        return True
    if _CELLS.search(name):
        return True
    if _GIVEN.search(name) is None:
        return False
    words = set(name.lower().split())
    return any(words <= set(thing.name.lower().split()) for thing in study.interventions)
