"""Which sentences of a record speak of one intervention: its own, its arms', and the descriptions'."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from trialogue.eligibility.patterns import Pattern, lowered
from trialogue.model.codes import InterventionType
from trialogue.model.design import Intervention
from trialogue.model.provenance import Span
from trialogue.model.study import Study
from trialogue.plain.passages import Passage, Quote, sentences, titles

_OWN = {"InterventionDescription", "InterventionName"}
_DESCRIPTIONS = {"BriefSummary", "DetailedDescription"}
_SUBSTANCES = {
    InterventionType.DRUG,
    InterventionType.BIOLOGICAL,
    InterventionType.GENETIC,
    InterventionType.DIETARY_SUPPLEMENT,
    InterventionType.COMBINATION_PRODUCT,
}
_TREATING = (
    "treat", "receive", "inject", "infus", "administ", "dose", "dosing", "given", "apply", "applied",
    "insert", "deliver", "taken", "taking",
)  # fmt: skip
# What speaks of all that a study gives, though it names none of it: "Courses repeat every 21 days".
_WHOLE = Pattern(
    r"^\W*(?:(?:the|each|this|all)\s+)?(?:treatment|courses?|cycles?|therapy|chemotherapy|regimens?)\b"
    r"(?:\s+\w+)?\s+(?:is\s+|are\s+|will\s+be\s+|may\s+)?(?:repeat|continu|given|administ|last)"
)
_WORD = re.compile(r"[a-z0-9]+")
_BESIDE = re.compile(r"(?:\s+\w+)?\s*\(([A-Z][A-Z0-9-]{1,7})\)", re.IGNORECASE)
# What is said of one name and not of the next.
_SAYS = re.compile(r"\d|\bIV\b|\boral|intraven|subcut|inject|infus|daily|weekly|twice|every", re.IGNORECASE)
# Words of a name that name a kind, a salt or a form; alone they identify nothing.
_COMMON = frozenset(
    [
        "acid",
        "acetate",
        "alpha",
        "anti",
        "beta",
        "calcium",
        "cell",
        "cells",
        "chloride",
        "combination",
        "cream",
        "device",
        "dietary",
        "disodium",
        "dose",
        "drug",
        "embryonic",
        "gel",
        "group",
        "human",
        "hydrobromide",
        "hydrochloride",
        "infusion",
        "injection",
        "intravenous",
        "maleate",
        "mesylate",
        "monoclonal",
        "antibody",
        "oral",
        "phosphate",
        "placebo",
        "potassium",
        "procedure",
        "program",
        "recombinant",
        "sodium",
        "solution",
        "stem",
        "study",
        "sulfate",
        "sulphate",
        "surgery",
        "surgical",
        "tablet",
        "tablets",
        "tartrate",
        "therapy",
        "therapeutic",
        "topical",
        "training",
        "transplantation",
        "treatment",
        "vaccine",
        "with",
        "and",
        "the",
        "plus",
        "for",
        "conventional",
        "adjuvant",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An intervention and the words by which running text names it, in lower case."""

    thing: Intervention
    names: tuple[str, ...]

    def place(self, text: str) -> int:
        """Where a sentence first names it; -1 where it does not."""
        low = lowered(text)
        return min((place for name in self.names if (place := next(_places(name, low), -1)) >= 0), default=-1)

    def is_in(self, sentence: Quote) -> bool:
        """Whether a sentence names it, or holds every word of a name of several words in any order."""
        low = lowered(sentence.words)
        return self.place(sentence.words) >= 0 or _all_words(self.thing.name.lower(), low)


def _places(name: str, low: str) -> Iterator[int]:
    """Where a name begins in a text, both in lower case: at the edge of a word."""
    at = low.find(name)
    while at >= 0:
        if _is_word(name[0]) != (at > 0 and _is_word(low[at - 1])):
            yield at
        at = low.find(name, at + 1)


def _is_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


def named(thing: Intervention, texts: Iterable[Passage]) -> Named:
    """The whole name, the other names, the first word that is its own, and letters set beside it."""
    whole = [thing.name, *thing.other_names]
    own = [w for w in _WORD.findall(thing.name.lower()) if len(w) > 4 and w not in _COMMON][:1]
    names = [name.lower() for name in (*whole, *own) if len(name) > 2]
    letters = [found for word in own for text in texts if (found := _letters(word, text.text))]
    return Named(thing=thing, names=tuple(dict.fromkeys([*names, *letters])))


def _letters(word: str, text: str) -> str | None:
    """ "delavirdine (DLV)": the letters that the text uses for the word, in lower case."""
    low = lowered(text)
    if word not in low or "(" not in low:
        return None
    found = (_BESIDE.match(text, at + len(word)) for at in _places(word, low))
    match = next(filter(None, found), None)
    return match[1].lower() if match and match[1].isupper() else None


def about(who: Named, study: Study, texts: Iterable[Passage], everyone: Sequence[Named]) -> list[Quote]:
    """What the record says of one intervention: its own texts and its arms' first.

    ``everyone``: all interventions besides controls, it among them. A sentence on an arm with several
    interventions counts where it names this one or speaks of the whole treatment; where the record says
    of no arm that it gets it, only where the sentence names it. The descriptions are read for the only
    intervention, the titles last, and for a substance of which its own texts and arms say nothing.
    """
    alone = len(everyone) == 1
    found = list(_own(who, study, texts, alone))
    if alone:
        described = [s for t in texts if t.piece in _DESCRIPTIONS for s in sentences(t) if _treats(s)]
        return [*found, *described, *(s for t in titles(study) for s in sentences(t))]
    if who.thing.kind in _SUBSTANCES and not any(_says_more(s, who.thing) for s in found):
        return found + list(_described(who, texts, [other for other in everyone if other is not who]))
    return found


def _says_more(sentence: Quote, thing: Intervention) -> bool:
    own = sentence.words.strip(" .").lower()
    return sentence.passage.piece not in {"InterventionName", "ArmGroupLabel"} and own != thing.name.lower()


def _own(who: Named, study: Study, texts: Iterable[Passage], alone: bool) -> Iterator[Quote]:
    thing = who.thing
    arms = {a.label for a in study.arms if thing.name in _bare(a.interventions)} | set(thing.arms)
    # What an intervention's own words say of it counts before an arm's, which may speak of another too.
    for text in sorted(texts, key=lambda t: t.piece not in _OWN):
        if text.piece in _OWN and text.of == thing.name:
            yield from sentences(text)
        elif text.piece.startswith("ArmGroup") and (text.of in arms or not arms):
            whole = bool(arms)
            yield from (
                s for s in sentences(text) if alone or who.is_in(s) or (whole and _WHOLE.at_start(s.words))
            )


def _described(who: Named, texts: Iterable[Passage], others: Sequence[Named]) -> Iterator[Quote]:
    """Sentences of the descriptions that give it, each cut to the words about it, and what follows them."""
    for text in texts:
        if text.piece not in _DESCRIPTIONS:
            continue
        speaks = False
        for sentence in sentences(text):
            if _treats(sentence) and who.is_in(sentence):
                speaks = True
                yield _clause(sentence, who, others)
            elif speaks and _WHOLE.at_start(sentence.words):
                yield sentence


def _clause(sentence: Quote, who: Named, others: Iterable[Named]) -> Quote:
    """From the name to the next other name; a list that shares what is said ("A, B and C daily") stays."""
    text = sentence.span.of(sentence.passage.text)
    start = who.place(text)
    if start < 0:
        return sentence
    later = sorted(p for other in others if (p := other.place(text)) > start)
    for place in later:
        between = text[start:place]
        if _SAYS.search(between):
            span = Span(
                start=sentence.span.start + max(0, _lead(text, start)), end=sentence.span.start + place
            )
            return replace(sentence, span=span)
    return replace(sentence, span=Span(start=sentence.span.start + _lead(text, start), end=sentence.span.end))


def _lead(text: str, start: int) -> int:
    """One word before the name belongs to it: "oral etoposide"."""
    before = re.search(
        r"\b(?:oral|intravenous|subcutaneous|intramuscular|IV|inhaled|topical)\s+$", text[:start]
    )
    return before.start() if before else start


def _bare(names: Iterable[str]) -> set[str]:
    """Arm lists name an intervention as "Drug: X" in both registry forms."""
    return {n for name in names for n in (name, name.split(": ", 1)[-1])}


def _all_words(name: str, low: str) -> bool:
    asked = set(_WORD.findall(name))
    return len(asked) > 2 and all(word in low for word in asked) and asked <= set(_WORD.findall(low))


def _treats(sentence: Quote) -> bool:
    low = lowered(sentence.words)
    return any(word in low for word in _TREATING)
