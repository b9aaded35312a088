"""What kind of thing each intervention is, in words most people use, and its short name."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from trialogue.model.codes import ArmType, InterventionType
from trialogue.model.design import Intervention
from trialogue.model.study import Study

# Classes of an act; a drug whose description mentions one is still a drug.
_ACTS = {
    "Exercise", "Education", "Diet", "Surgery", "An app or digital program", "Massage or manual therapy",
    "Mindfulness", "Breathing training", "Nerve block", "Cognitive behavioural therapy",
}  # fmt: skip
_TYPE_WORDS = {
    InterventionType.BEHAVIORAL: "A behaviour program",
    InterventionType.BIOLOGICAL: "A biological treatment",
    InterventionType.COMBINATION_PRODUCT: "A combined product",
    InterventionType.DEVICE: "A device",
    InterventionType.DIAGNOSTIC_TEST: "A test",
    InterventionType.DIETARY_SUPPLEMENT: "A supplement",
    InterventionType.DRUG: "A medicine",
    InterventionType.GENETIC: "A genetic treatment",
    InterventionType.PROCEDURE: "A procedure",
    InterventionType.RADIATION: "Radiotherapy",
    InterventionType.OTHER: "A treatment or program",
}
_SEVERAL = {
    InterventionType.BEHAVIORAL: "Behaviour programs",
    InterventionType.BIOLOGICAL: "Biological treatments",
    InterventionType.COMBINATION_PRODUCT: "Combined products",
    InterventionType.DEVICE: "Devices",
    InterventionType.DIAGNOSTIC_TEST: "Tests",
    InterventionType.DIETARY_SUPPLEMENT: "Supplements",
    InterventionType.DRUG: "Medicines",
    InterventionType.GENETIC: "Genetic treatments",
    InterventionType.PROCEDURE: "Procedures",
    InterventionType.RADIATION: "Radiotherapy",
    InterventionType.OTHER: "Treatments or programs",
}
#: Kinds that go by their names.
MEDICINES = frozenset(
    {
        InterventionType.DRUG,
        InterventionType.BIOLOGICAL,
        InterventionType.COMBINATION_PRODUCT,
        InterventionType.DIETARY_SUPPLEMENT,
    }
)
_TREATS = frozenset(
    {*MEDICINES, InterventionType.DEVICE, InterventionType.PROCEDURE, InterventionType.RADIATION}
)
#: What people can be said to use.
USED = frozenset({*MEDICINES, InterventionType.DEVICE})
# What stands before a name and is none: "Comparator: atorvastatin", "1: stopping it".
_LABEL = re.compile(
    r"^(?:(?:(?:active |placebo )?comparator|behaviou?ral|drug|device|procedure|biological"
    r"|dietary supplement|radiation|combination product|genetic|diagnostic test"
    r"|experimental|intervention|(?:arm|group) \w{1,2}|\d{1,2})"
    r"\s*[:.)]\s+)+",
    re.IGNORECASE,
)
_GROUP_LABEL = re.compile(
    r"^(?:intervention|treatment|experimental|study) (?:group|arm)\s*[:-]?\s+(?=\w{4})", re.I
)
_BRACKETS = re.compile(r"\s*[\[(][^\])]*[\])]")
_AMOUNT = re.compile(
    r"[,;(]?\s*\b\d[\d.,/x×^-]*\s*(?:mg|mcg|µg|μg|g|milligrams?|micrograms?|grams?|ml|iu|units?|%|kg|m2|gy|nmol|cells|puffs?|ppm"
    r"|sq-?\w*|u)(?:\s*/\s*\w+)?(?!\w)",
    re.IGNORECASE,
)
# What stands behind an amount is how it is given, but for a second thing: "A 10 mg and B 5 mg".
_SECOND = re.compile(r"\b(?:and|plus|with|or)\b|[+/&]", re.IGNORECASE)
# Form, salt and group at the end: "Examplin hydrochloride tablets", "Examplin group".
_FORM = re.compile(
    r"(?:[\s,]+(?:tablets?|capsules?|injections?|infusions?|solution|cream|oral|hydrochloride|sodium|product"
    r"|treatment|group|arm|sulfate|sulphate|hcl|acetate|mesylate|maleate|(?:single|low|high)[ -]dose"
    r"|pre-?filled (?:syringe|pen)|auto-?injector|dose (?:level |regimen )?\d+"
    r"|intravenous powder|powder|for|with|of|iv|im|sc|po|qd|bid|tid|daily|at a dose)\b\.?)+\W*$",
    re.IGNORECASE,
)
# What a name may not be cut down to: "Cell infusion" names more than "Cell".
_NO_NAME = frozenset(
    {
        "allogeneic", "autologous", "bone", "cell", "cells", "combination", "continuous", "conventional",
        "direct", "epidural", "first", "intramuscular", "intravenous", "local", "lumbar", "mesenchymal",
        "oral", "second", "specific", "stem", "subcutaneous", "the", "topical",
    }
)  # fmt: skip
# A word of a name in capitals that is no code: "BUDESONIDE", but not "HPV" or "E7".
_SHOUTED = re.compile(r"(?<![\w-])[A-Z]{5,}(?![\w-])")
_NOTHING = re.compile(r"\W*(?:none|nil|nothing|n\.?/?a|not applicable)\b(?! of\b)", re.IGNORECASE)
_CONTROL = re.compile(
    r"\b(?:placebo|sham|usual care|standard (?:of )?care|standard (?:therapy|treatment)"
    r"|conventional (?:drug |medical )?(?:therapy|treatment|care|medicines?|medications?)"
    r"|no (?:intervention|treatment)|(?:neo)?adjuvant therapy|"
    r"control(?:s| group| arm)?|wait(?:ing)?[- ]?list|saline|vehicle|routine care|best supportive care"
    r"|observation(?:al)?|"
    r"questionnaires?|blood (?:draw|sampl\w+|test)|biopsy|laboratory|quality[- ]of[- ]life|survey"
    r"|supportive care|(?:urine|stool|saliva|sputum|tissue|plasma|serum|bone marrow|breast milk|hair)"
    r" (?:collection|sampl\w+|analys[ei]s|tests?)"
    r"|(?:biospecimen|specimen|sample|data) collection|(?:computed|positron emission) tomography"
    r"|magnetic resonance imaging|x-ray imaging|bone scan|multigated acquisition scan|echocardiogra(?:m|phy)"
    r"|physical examination|medical chart review|interview|imaging stud(?:y|ies)|biomarker analysis"
    r"|pharmacokinetic study|pharmacological study|best practice"
    r"|(?:serolog\w+|serum|antibody|pcr) (?:test|sampl)\w*|nasopharyngeal swabs?"
    # What cancer records list of the work in the laboratory.
    r"|(?:gene expression|dna|rna|mutation|polymorphism|cytogenetic|protein|molecular|microarray|methylation"
    r"|pharmacogenomic) (?:\w+ )?(?:analys[ei]s|profiling|stud(?:y|ies))|proteomic profiling"
    r"|polymerase chain reaction|immuno(?:histochemistry|enzyme|assay)\w*|flow cytometry|mass spectrometry"
    r"|western blotting|staining method"
    r"|(?:in situ )?hybridization|assessment of therapy complications)\b",
    re.IGNORECASE,
)


@cache
def _classes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    raw = tomllib.loads(files(__package__).joinpath("interventions.toml").read_text(encoding="utf-8"))
    return tuple((words, re.compile(pattern, re.IGNORECASE)) for words, pattern in raw["classes"].items())


def class_of(thing: Intervention) -> str | None:
    """The class of one intervention by its names, or None. A medicine is never classed as an act."""
    return _class_of(" ; ".join([thing.name, *thing.other_names]), thing.kind in MEDICINES)


@lru_cache(maxsize=8192)
def _class_of(names: str, is_medicine: bool) -> str | None:
    for words, pattern in _classes():
        if pattern.search(names) and not (is_medicine and words in _ACTS):
            return words
    return None


def main_interventions(study: Study) -> tuple[Intervention, ...]:
    """The interventions under test: those of experimental arms, without controls and tests.

    A field that must be filled is filled with "None" or "N/A" where nothing is given: that names nothing.
    """
    named = [t for t in study.interventions if _NOTHING.match(t.name) is None]
    experimental = {a.label for a in study.arms if a.kind is ArmType.EXPERIMENTAL}
    in_arms = [
        t
        for t in named
        if not experimental
        or experimental & set(t.arms)
        or any(t.name in i for a in study.arms if a.label in experimental for i in a.interventions)
    ]
    kept = [t for t in in_arms if not stands_beside(t.name)]
    others = [t for t in named if not stands_beside(t.name)]
    return tuple(kept or others or named)


def watched_things(study: Study) -> tuple[str, ...]:
    """Treatments that a study names though it is entered as one that only watches: somebody gives them."""
    return tuple(
        short_name(t.name)
        for t in study.interventions
        if t.kind in _TREATS and not stands_beside(t.name) and _NOTHING.match(t.name) is None
    )


@lru_cache(maxsize=8192)
def stands_beside(name: str) -> bool:
    """Whether an intervention's name says that it is a comparison or an examination, not what is tested.

    Records of cancer studies list each scan and each sample among the interventions.
    """
    return _CONTROL.search(name) is not None


@lru_cache(maxsize=8192)
def short_name(name: str) -> str:
    """The name without dose, form and brackets: "Palbociclib 125 mg tablets" → "Palbociclib"."""
    whole = " ".join(name.replace("\\", "").replace("，", ", ").replace("(+)", "and").split())
    whole = _GROUP_LABEL.sub("", _LABEL.sub("", whole)) or whole
    bare = _BRACKETS.sub("", whole).split(" vs ")[0].split(";")[0]
    bare = re.split(r" for (?:the )?treatment of ", bare)[0]
    amount = _AMOUNT.search(bare)
    if amount is not None and amount.start() and _SECOND.search(bare, amount.end()) is None:
        bare = bare[: amount.start()]
    bare = _FORM.sub("", " ".join(_AMOUNT.sub(" ", bare).split())).strip(" ,;:-/+")
    bare = whole if not bare or bare.lower() in _NO_NAME else bare
    shown = _SHOUTED.sub(lambda m: m[0].lower(), bare) if bare.isupper() and len(bare) > 12 else bare
    return shown[:1].upper() + shown[1:]


def type_words(kind: InterventionType, count: int = 1) -> str:
    """A registry kind of intervention: "A device", "A medicine"; of several "Devices", "Medicines"."""
    return _TYPE_WORDS[kind] if count == 1 else _SEVERAL[kind]
