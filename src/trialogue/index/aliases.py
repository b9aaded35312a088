"""Synonyms out of the registry's own records: what a study says, and what many studies agree on.

A study's evidence is a line ``kind TAB name TAB other``; the index counts in how many studies each
line stands. Two conditions of one study are no evidence: a study of stroke and depression makes
these no synonyms.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from trialogue.index.abbreviations import explained, initials_of
from trialogue.index.synonyms import Name
from trialogue.index.words import content_words, key_of
from trialogue.model.study import Study

# An abbreviation explained in a name or title; one explained only in running text; another name.
ABBREVIATION, TOLD, OTHER_NAME = "short", "told", "other"
SOURCE = "registry"
_LONGEST = 100
_PLAUSIBLE = 0.2  # of the studies that explain an abbreviation, the share that this meaning needs
_DOMINANT = 0.6  # and the share from which the abbreviation itself may be searched for the meaning
_MOSTLY = 0.5  # of the studies that give another name, the share that must give it to this one
_AGREED = 2  # studies that must say so where one may err: other names, abbreviations in running text
_SHORT = re.compile(r"[A-Z][A-Za-z0-9-]{1,7}")
_GENERIC = re.compile(
    r"\b(placebo|sham|control|group|arm|cohort|dose|standard|usual|care|treatment|intervention|drug|device|"
    r"therapy|experimental|active|comparator|study|tablets?|capsules?|injection|solution|saline|none|n/?a)\b",
    re.IGNORECASE,
)


def evidence(study: Study) -> tuple[str, ...]:
    """What one study says of names that mean the same."""
    return tuple(dict.fromkeys((*_abbreviations(study), *_other_names(study))))


def agreed(lines: Iterable[tuple[str, int]]) -> dict[str, tuple[Name, ...]]:
    """The synonyms that the evidence of all studies supports; each line with its number of studies."""
    by_kind: dict[str, dict[tuple[str, str], int]] = defaultdict(lambda: defaultdict(int))
    for line, count in lines:
        kind, _, rest = line.partition("\t")
        name, _, other = rest.partition("\t")
        by_kind[kind][(name, other)] += count
    entries: dict[str, dict[str, Name]] = defaultdict(dict)
    named = by_kind[ABBREVIATION]
    for pair, count in by_kind[TOLD].items():
        if pair in named or count >= _AGREED:
            named[pair] += count
    for name, other in (*_meanings(named), *_names(by_kind[OTHER_NAME])):
        key, other_key = key_of(name), key_of(other)
        if key != other_key:
            entries[key].setdefault(other_key, Name(text=other, source=SOURCE))
    return {key: tuple(names.values()) for key, names in entries.items()}


def _abbreviations(study: Study) -> Iterator[str]:
    names = (*study.conditions, *study.keywords)
    given = tuple(name for i in study.interventions for name in (i.name, *i.other_names))
    texts = [(ABBREVIATION, text) for text in (study.brief_title, *names, *given)]
    texts += [(TOLD, study.official_title or ""), (TOLD, study.brief_summary)]
    for kind, text in texts:
        for short, long in explained(text):
            if len(long) <= _LONGEST:
                yield f"{kind}\t{short}\t{long.lower()}"
    shorts = [name for name in names if _SHORT.fullmatch(name) and sum(c.isupper() for c in name) > 1]
    for short in shorts:
        for name in (*names, *(term.term for term in study.condition_mesh)):
            if len(name) <= _LONGEST and initials_of(short, name):
                yield f"{ABBREVIATION}\t{short}\t{name.lower()}"


def _other_names(study: Study) -> Iterator[str]:
    for intervention in study.interventions:
        for other in intervention.other_names:
            pair = (intervention.name.strip(), other.strip())
            if all(_is_name(name) for name in pair):
                yield f"{OTHER_NAME}\t{pair[0].lower()}\t{pair[1].lower()}"


def _is_name(text: str) -> bool:
    return 3 <= len(text) <= 50 and len(content_words(text)) <= 4 and _GENERIC.search(text) is None


def _meanings(pairs: dict[tuple[str, str], int]) -> Iterator[tuple[str, str]]:
    """Abbreviation → meaning where plausible; meaning → abbreviation where it is the usual one."""
    by_short: dict[str, dict[str, tuple[int, str]]] = defaultdict(dict)
    for (short, long), count in pairs.items():
        key = key_of(long)
        known, text = by_short[short].get(key, (0, long))
        by_short[short][key] = (known + count, text)
    for short, meanings in by_short.items():
        total = sum(count for count, _ in meanings.values())
        for count, long in sorted(meanings.values(), reverse=True):
            if count >= _PLAUSIBLE * total:
                yield short, long
            if count >= _DOMINANT * total and len(short) >= 3:
                yield long, short


def _names(pairs: dict[tuple[str, str], int]) -> Iterator[tuple[str, str]]:
    """Names of one intervention, both ways, where the other name is given to hardly anything else.

    A trade name belongs to one substance; a word such as "vitamin" is given to many.
    """
    given: dict[str, int] = defaultdict(int)
    for (_, other), count in pairs.items():
        given[other] += count
    for (name, other), count in sorted(pairs.items(), key=lambda item: (-item[1], item[0])):
        if name != other and count >= _AGREED and count >= _MOSTLY * given[other]:
            yield name, other
            yield other, name
