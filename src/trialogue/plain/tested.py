"""What a study tests, in words: a kind of treatment, one or two names, or a short list of both."""

from __future__ import annotations

from dataclasses import dataclass

from trialogue.model.codes import InterventionType
from trialogue.model.design import Intervention
from trialogue.model.study import Study
from trialogue.plain.interventions import (
    MEDICINES,
    class_of,
    main_interventions,
    short_name,
    type_words,
)
from trialogue.plain.words import listed

# Medicines given beside these are given for their sake: CAR T-cells come after chemotherapy.
_LEADING = frozenset(
    {
        "CAR T-cell therapy", "Stem cell therapy", "Stem cell transplant", "Cell therapy", "Gene therapy",
        "Fecal transplant", "Vaccine", "Oral immunotherapy", "Allergy immunotherapy",
    }
)  # fmt: skip
_JOINED = (" and ", "+", "/", ", ")
_LONGEST_NAME = 45
_LONGEST_OF_TWO = 28
_LONGEST_LIST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """What is tested: its class in plain words, its names, and which intervention says so."""

    words: str
    names: tuple[str, ...]
    kind: InterventionType | None = None
    is_name: bool = False


def tested(study: Study) -> Tested | None:
    """The class or name of what is tested; None where the study gives nothing.

    Interventions of a placebo, sham or usual-care arm are left out where others stand. Medicines go by
    their names, a treatment of cells, a vaccine or an immunotherapy by its class, even where medicines
    are given with it. Of several kinds each is named: "Cisplatin and radiotherapy".
    """
    things = main_interventions(study)
    if not things:
        return None
    names = _names(things)
    kind = things[0].kind
    classes = list(dict.fromkeys(words for thing in things if (words := class_of(thing)) is not None))
    if len(classes) == 1 and (classes[0] in _LEADING or all(class_of(t) for t in things)):
        return Tested(words=classes[0], names=names, kind=kind)
    if all(t.kind in MEDICINES for t in things):
        words, whole = _medicines(things, names)
        return Tested(words=words, names=names, kind=kind, is_name=whole)
    if not classes and len(names) == 1 and len(names[0]) <= _LONGEST_NAME:
        return Tested(words=names[0], names=names, kind=kind, is_name=True)
    words = _kinds(things)
    return Tested(words=words, names=names, kind=kind, is_name=words == listed(names))


def _names(things: tuple[Intervention, ...]) -> tuple[str, ...]:
    """Short names without repeats, and without one that is part of a combination named beside it."""
    names = list(dict.fromkeys(n for thing in things if (n := short_name(thing.name))))
    joined = [n.lower() for n in names if any(sign in n for sign in _JOINED)]
    return tuple(n for n in names if not any(n.lower() in whole and n.lower() != whole for whole in joined))


def _medicines(things: tuple[Intervention, ...], names: tuple[str, ...]) -> tuple[str, bool]:
    """Words for medicines, and whether they name all of them."""
    if not names or any(len(n) > _LONGEST_NAME for n in names[:2]):
        return _counted(things, names), False
    if len(names) <= 2:
        return listed(names), True
    if any(sign in n for n in names[:3] for sign in _JOINED) or len(names[0]) + len(names[1]) > _LONGEST_LIST:
        return _counted(things, names), False
    if len(names) == 3 and len(listed(names)) <= _LONGEST_LIST:
        return listed(names), True
    rest = len(names) - 2
    return f"{names[0]}, {names[1]} and {rest} {'other' if rest == 1 else 'others'}", False


def _counted(things: tuple[Intervention, ...], names: tuple[str, ...]) -> str:
    return f"{len(names)} medicines" if len(names) > 1 else type_words(things[0].kind)


def _kinds(things: tuple[Intervention, ...]) -> str:
    """Several kinds in the record's order: "Medicines, surgery and radiotherapy"."""
    parts: list[str] = []
    for thing in things:
        words = class_of(thing)
        alike = tuple(t for t in things if class_of(t) is None and _alike(t, thing))
        names = _names(alike)
        if words is not None:
            parts.append(_inside(words))
        elif len(names) <= 2 and all(len(n) <= _LONGEST_OF_TWO for n in names):
            parts.extend(names)
        else:
            one = InterventionType.DRUG if thing.kind in MEDICINES else thing.kind
            parts.append(_inside(type_words(one, len(alike))))
    distinct = list(dict.fromkeys(parts))
    words = listed(distinct) if len(distinct) <= 3 else listed([*distinct[:2], "other treatments"])
    return words[:1].upper() + words[1:]


def _alike(one: Intervention, other: Intervention) -> bool:
    return one.kind is other.kind or (one.kind in MEDICINES and other.kind in MEDICINES)


def _inside(words: str) -> str:
    """A class inside a sentence: "an app or digital program", "CAR T-cell therapy"."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]
