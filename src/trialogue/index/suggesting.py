"""Names that complete what is being typed."""

from __future__ import annotations

from collections.abc import Iterable

from trialogue.index.finding import count
from trialogue.index.generation import Generation
from trialogue.index.vocabulary import everyday_names
from trialogue.index.words import words
from trialogue.model.search import Query, Suggestion

_KINDS = {"c": "condition", "i": "intervention"}
_SHORTEST = 2
_LOOKED_AT = 60
_EVERYDAY_LOOKED_AT = 3


def suggest(generation: Generation, text: str, limit: int) -> tuple[Suggestion, ...]:
    """The most used names with a word from which on they begin like the text, or like it mended."""
    typed = words(text[:200])
    if len("".join(typed)) < _SHORTEST:
        return ()
    found = _beginning(generation, " ".join(typed), limit)
    if not found:
        mended = [generation.lexicon.mended(word) or word for word in typed]
        found = _beginning(generation, " ".join(mended), limit) if mended != typed else ()
    return found or _everyday(generation, " ".join(typed), limit)


def _beginning(generation: Generation, prefix: str, limit: int) -> tuple[Suggestion, ...]:
    lines: list[tuple[str, int]] = []
    for kind in _KINDS:
        lines += generation.searcher.terms_with_prefix("name", f"{kind}\t{prefix}", limit=_LOOKED_AT)
    best = sorted(_merged(lines), key=lambda s: (-s.count, s.text.lower()))
    return tuple(best[:limit])


def _everyday(generation: Generation, prefix: str, limit: int) -> tuple[Suggestion, ...]:
    """Everyday names that begin like this, with the studies that searching for them would find."""
    names = [name for name in everyday_names() if " ".join(words(name)).startswith(prefix)]
    counted = ((name, count(generation, Query(condition=name))) for name in names[:_EVERYDAY_LOOKED_AT])
    found = [Suggestion(text=name, kind="condition", count=total) for name, total in counted if total]
    return tuple(sorted(found, key=lambda s: -s.count)[:limit])


def _merged(lines: Iterable[tuple[str, int]]) -> Iterable[Suggestion]:
    """One suggestion for names that differ only in case, in the most used writing."""
    found: dict[tuple[str, str], Suggestion] = {}
    for line, studies in lines:
        kind, _, name = line.split("\t", 2)
        key = (kind, " ".join(words(name)))
        known = found.get(key)
        text = known.text if known else name
        found[key] = Suggestion(text=text, kind=_KINDS[kind], count=studies + (known.count if known else 0))
    return found.values()
