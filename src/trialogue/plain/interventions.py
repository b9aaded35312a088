"""What kind of thing is tested, in words most people use."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from trialogue.model.codes import ArmType, InterventionType
from trialogue.model.design import Intervention
from trialogue.model.study import Study
from trialogue.plain.conditions import in_sentence

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
_MEDICINES = {
    InterventionType.DRUG,
    InterventionType.BIOLOGICAL,
    InterventionType.COMBINATION_PRODUCT,
    InterventionType.DIETARY_SUPPLEMENT,
}
_DOSE = re.compile(
    r"[,;(]?\s*\b\d[\d.,/x×^-]*\s*(?:mg|mcg|µg|μg|g|ml|iu|units?|%|kg|m2|gy|nmol|cells|puffs?|ppm"
    r"|sq-?\w*|u)\b.*$|"
    r"\s*[\[(][^\])]*[\])]|\s*\b(?:tablets?|capsules?|injections?|infusions?|solution|cream|oral"
    r"|hydrochloride|sodium|"
    r"product|treatment|group|arm|sulfate|sulphate|hcl|acetate|mesylate|maleate|single dose|low dose"
    r"|high dose)\b.*$",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"\W*(?:none|nil|nothing|n\.?/?a|not applicable)\b(?! of\b)", re.IGNORECASE)
_CONTROL = re.compile(
    r"\b(?:placebo|sham|usual care|standard (?:of )?care|standard (?:therapy|treatment)"
    r"|no (?:intervention|treatment)|"
    r"control(?:s| group| arm)?|wait(?:ing)?[- ]?list|saline|vehicle|routine care|best supportive care"
    r"|observation(?:al)?|"
    r"questionnaires?|blood (?:draw|sampl\w+|test)|biopsy|laboratory|quality[- ]of[- ]life|survey"
    r"|(?:biospecimen|specimen|sample) collection|(?:computed|positron emission) tomography"
    r"|magnetic resonance imaging|x-ray imaging|bone scan|multigated acquisition scan|echocardiogra(?:m|phy)"
    r"|physical examination|medical chart review|interview|biomarker analysis|pharmacokinetic study"
    r"|pharmacological study)\b",
    re.IGNORECASE,
)


@cache
def _classes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    raw = tomllib.loads(files(__package__).joinpath("interventions.toml").read_text(encoding="utf-8"))
    return tuple((words, re.compile(pattern, re.IGNORECASE)) for words, pattern in raw["classes"].items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """What is tested: its class in plain words, its names, and which intervention says so."""

    words: str
    names: tuple[str, ...]
    kind: InterventionType | None = None
    is_name: bool = False


def tested(study: Study) -> Tested | None:
    """The class or name of what is tested; None where the study gives nothing.

    Interventions of a placebo, sham or usual-care arm are left out where others stand. A class of
    the table wins over a name; one or two medicines go by their names; more by their kind.
    """
    things = main_interventions(study)
    if not things:
        return None
    classes = list(dict.fromkeys(words for thing in things if (words := class_of(thing)) is not None))
    names = tuple(dict.fromkeys(n for thing in things if (n := short_name(thing.name))))
    kind = things[0].kind
    if len(classes) == 1 and (_same_class(things, classes[0]) or len(things) <= 2):
        return Tested(words=classes[0], names=names, kind=kind)
    medicines = all(t.kind in _MEDICINES for t in things)
    if medicines and 1 <= len(names) <= 2 and all(len(n) <= 45 for n in names):
        return Tested(words=" and ".join(names), names=names, kind=kind, is_name=True)
    if medicines:
        words = f"{len(names)} treatments, together or compared" if len(names) > 1 else _TYPE_WORDS[kind]
        return Tested(words=words, names=names, kind=kind)
    if classes:
        return Tested(words=classes[0], names=names, kind=kind)
    if len(names) == 1 and len(names[0]) <= 45:
        return Tested(words=names[0], names=names, kind=kind, is_name=True)
    return Tested(words=_TYPE_WORDS[kind], names=names, kind=kind)


def _same_class(things: tuple[Intervention, ...], words: str) -> bool:
    return all(class_of(t) in {words, None} for t in things)


def class_of(thing: Intervention) -> str | None:
    """The class of one intervention by its names, or None. A medicine is never classed as an act."""
    return _class_of(" ; ".join([thing.name, *thing.other_names]), thing.kind in _MEDICINES)


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


def stands_beside(name: str) -> bool:
    """Whether an intervention's name says that it is a comparison or an examination, not what is tested.

    Records of cancer studies list each scan and each sample among the interventions.
    """
    return _CONTROL.search(name) is not None


def short_name(name: str) -> str:
    """The name without dose, form and brackets: "Palbociclib 125 mg tablets" → "Palbociclib"."""
    bare = _DOSE.sub("", name.replace("\\", "")).strip(" ,;:-/+")
    bare = bare.split(" vs ")[0].split(";")[0].strip(" ,;:-/+")
    bare = bare or name
    first, _, rest = bare.partition(" ")
    shown = in_sentence(bare) if bare.isupper() and len(bare) > 12 else " ".join(filter(None, (first, rest)))
    return shown[:1].upper() + shown[1:]


def type_words(kind: InterventionType) -> str:
    """A registry kind of intervention: "A device", "A medicine"."""
    return _TYPE_WORDS[kind]
