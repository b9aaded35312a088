"""A query in the engine's own parts. Built part by part: words are never parsed as instructions."""

from __future__ import annotations

from collections.abc import Mapping

import tantivy
from tantivy import FieldType, Occur

from trialogue.index.document import hours
from trialogue.index.fields import AREAS, CONDITION, SPONSOR, TITLE
from trialogue.index.schema import schema
from trialogue.index.traits import TRAITS, asked_codes
from trialogue.index.wanted import Group, Wanted
from trialogue.index.words import words
from trialogue.insight.counted_sets import set_number
from trialogue.model.search import Query

_OTHER_FORM = 0.8  # of the weight of the word as typed
_SYNONYM = 0.8
_TOGETHER = 1.5  # added where all words stand one after the other in a condition or title
_MOST_TOGETHER = 8


def base_query(query: Query, asked: Mapping[str, Wanted], near: tantivy.Query | None) -> tantivy.Query:
    """All but the filters on traits."""
    parts = [part for area, one in asked.items() if one.groups for part in _wanted(one, area)]
    quiet = [
        part for part in (near, _sponsor(query.sponsor), _same(query.same), *_age(query)) if part is not None
    ]
    parts += [(Occur.Must, _unscored(part)) for part in quiet]
    return _all(parts)


def with_traits(base: tantivy.Query, query: Query) -> tantivy.Query:
    """The same, with the filters on traits."""
    parts = []
    for name in TRAITS:
        codes = asked_codes(query, name)
        if codes:
            terms = [tantivy.Query.term_query(schema(), name, code, "basic") for code in codes]
            parts.append((Occur.Must, _unscored(_any(terms))))
    return _all([(Occur.Must, base), *parts]) if parts else base


def somewhere(cells: list[int], points: list[int], prefix: str = "") -> tantivy.Query:
    """Studies with a site in one of these cells or points (``open_``: one that takes people)."""
    parts = [
        tantivy.Query.term_set_query(schema(), prefix + field, codes)
        for field, codes in (("cell", cells), ("point", points))
        if codes
    ]
    return _unscored(_any(parts)) if parts else tantivy.Query.empty_query()


def both(one: tantivy.Query, other: tantivy.Query) -> tantivy.Query:
    """What both find."""
    return _all([(Occur.Must, one), (Occur.Must, other)])


def _wanted(one: Wanted, area: str) -> list[tuple[Occur, tantivy.Query]]:
    groups = [_group(group, AREAS[area]) for group in one.groups]
    if one.needed < len(groups):
        loose = tantivy.Query.boolean_query(
            [(Occur.Should, group) for group in groups], minimum_number_should_match=one.needed
        )
        return [(Occur.Must, loose)]
    parts = [(Occur.Must, group) for group in groups]
    together = [forms[0] for group in one.groups for forms in group.typed]
    if 2 <= len(together) <= _MOST_TOGETHER:
        fields = (field for field in (CONDITION, TITLE) if field in AREAS[area])
        parts += [
            (Occur.Should, tantivy.Query.boost_query(_phrase(field, together), _TOGETHER)) for field in fields
        ]
    return parts


def _group(group: Group, weights: Mapping[str, float]) -> tantivy.Query:
    typed = [_word(forms, weights) for forms in group.typed]
    whole = typed[0] if len(typed) == 1 else _all([(Occur.Must, word) for word in typed])
    phrases = [
        tantivy.Query.boost_query(_phrase(field, list(phrase)), _SYNONYM * weight)
        for phrase in group.synonyms
        for field, weight in weights.items()
    ]
    return _any([whole, *phrases]) if phrases else whole


def _word(forms: tuple[str, ...], weights: Mapping[str, float]) -> tantivy.Query:
    return _any(
        [
            tantivy.Query.boost_query(_term(field, form), weight * (_OTHER_FORM if place else 1.0))
            for field, weight in weights.items()
            for place, form in enumerate(forms)
        ]
    )


def _phrase(field: str, several: list[str]) -> tantivy.Query:
    if len(several) == 1:
        return _term(field, several[0])
    return tantivy.Query.phrase_query(schema(), field, list(several))


def _term(field: str, word: str) -> tantivy.Query:
    return tantivy.Query.term_query(schema(), field, word, "freq")


def _sponsor(name: str) -> tantivy.Query | None:
    several = words(name)
    return _phrase(SPONSOR, several) if several else None


def _same(address: str) -> tantivy.Query | None:
    return tantivy.Query.term_query(schema(), "sets", set_number(address), "basic") if address else None


def _age(query: Query) -> list[tantivy.Query]:
    if query.age_years is None:
        return []
    age = hours(query.age_years)
    unsigned = FieldType.Unsigned
    return [
        tantivy.Query.range_query(schema(), "age_from", unsigned, upper_bound=age),
        tantivy.Query.range_query(schema(), "age_below", unsigned, lower_bound=age, include_lower=False),
    ]


def _unscored(query: tantivy.Query) -> tantivy.Query:
    return tantivy.Query.const_score_query(query, 0.0)


def _any(several: list[tantivy.Query]) -> tantivy.Query:
    if len(several) == 1:
        return several[0]
    return tantivy.Query.boolean_query([(Occur.Should, one) for one in several])


def _all(parts: list[tuple[Occur, tantivy.Query]]) -> tantivy.Query:
    if not parts:
        return tantivy.Query.all_query()
    return parts[0][1] if len(parts) == 1 else tantivy.Query.boolean_query(parts)
