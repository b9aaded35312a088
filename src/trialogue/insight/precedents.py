"""What came before: this treatment in this condition, and in others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from trialogue.insight.counted_sets import By, pair_key, search_link, surest
from trialogue.insight.identity import Identity, conditions, interventions
from trialogue.insight.intervals import Share, share
from trialogue.insight.tallies import Stop, Tally
from trialogue.insight.track_record import by_status, people
from trialogue.model.dates import parse_partial_date
from trialogue.model.provenance import Origin, Provenance
from trialogue.model.study import Study
from trialogue.plain.sentence import Sentence
from trialogue.plain.words import number, on_date, plural

Lookup = Mapping[tuple[By, str], Tally]


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedents:
    """``treatment`` and ``condition`` are the identities counted by; ``tally`` counts this study too."""

    treatment: Identity
    condition: Identity | None
    tally: Tally
    sentences: tuple[Sentence, ...]
    stopped: tuple[Stop, ...]
    others: tuple[str, ...] = ()


def wanted(study: Study) -> tuple[tuple[By, str], ...]:
    """The keys under which the precedents of a study may be found."""
    return tuple(dict.fromkeys(key for key, _, _ in _choices(study)))


def _choices(study: Study) -> Iterator[tuple[tuple[By, str], Identity, Identity | None]]:
    treatments, illnesses = interventions(study), conditions(study)
    sure = set(surest(tuple(t.key for t in treatments))), set(surest(tuple(c.key for c in illnesses)))
    for treatment in (t for t in treatments if t.key in sure[0]):
        for illness in (c for c in illnesses if c.key in sure[1]):
            yield (By.PAIR, pair_key(treatment.key, illness.key)), treatment, illness
    for treatment in treatments:
        yield (By.TREATMENT, treatment.key), treatment, None


def precedents(study: Study, lookup: Lookup) -> Precedents | None:
    """The largest set of studies of one of the study's treatments in one of its conditions.

    Treatments are the same by the registry's MeSH term, by name without dose and form, or by
    another name that the record gives; the one used is said. Where no other study shares treatment
    and condition, the treatment alone is counted and that is said. None: no other study at all.
    """
    best: tuple[int, int, Identity, Identity | None, Tally] | None = None
    for key, treatment, illness in _choices(study):
        found = lookup.get(key)
        if found is not None and found.studies > 1:
            rank = (int(illness is not None), found.studies)
            if best is None or rank > best[:2]:
                best = (*rank, treatment, illness, found)
    if best is None:
        return None
    _, _, treatment, illness, tally = best
    stopped = tuple(one for one in tally.stopped if one.nct_id != study.nct_id)
    named = {study.nct_id, *(one.nct_id for one in stopped)}
    return Precedents(
        treatment=treatment,
        condition=illness,
        tally=tally,
        sentences=tuple(_sentences(treatment, illness, tally)),
        stopped=stopped,
        others=tuple(n for n in tally.members if n not in named)[:20],
    )


def _source(treatment: Identity, illness: Identity | None) -> Provenance:
    method = f"treatment by {treatment.method}"
    if illness is None:
        query = search_link(By.TREATMENT, treatment.key)
    else:
        query = search_link(By.PAIR, pair_key(treatment.key, illness.key))
        method += f", condition by {illness.method}"
    return Provenance(origin=Origin.DERIVED, query=query, rule=method)


def _sentences(treatment: Identity, illness: Identity | None, tally: Tally) -> Iterator[Sentence]:
    source = _source(treatment, illness)
    where = f" in {illness.name}" if illness else ""
    for words in _words(f"{treatment.name}{where}", tally):
        yield Sentence(words=words, sources=(source,))


def _words(name: str, tally: Tally) -> Iterator[str]:
    yield f"This registry holds {plural(tally.studies, 'study', 'studies')} of {name}, this one among them."
    yield f"By status: {by_status(tally)}."
    if tally.first:
        started = on_date(parse_partial_date(tally.first_start))
        yield f"The first started {started} ({tally.first})."
    yield from people(tally)
    if tally.results_due:
        posted, due = number(tally.results_posted), number(tally.results_due)
        yield f"{posted} of {due} whose main part ended over a year ago posted results."
    if tally.stopped_total:
        stopped = plural(tally.stopped_total, "study", "studies")
        yield f"{stopped} ended early, paused or never began."
    if tally.countries:
        listed = ", ".join(f"{country} {number(count)}" for country, count in tally.countries[:5])
        yield f"Where: {listed}."


def seen_elsewhere(study: Study, lookup: Lookup) -> Sentence | None:
    """Serious health problems in posted results of all studies of the same treatment.

    People at risk are added over studies; the interval is exact and takes all as one group, which
    real studies are not, so it is too narrow. None where fewer than one study posted.
    """
    best: tuple[Identity, Tally] | None = None
    for treatment in interventions(study):
        tally = lookup.get((By.TREATMENT, treatment.key))
        if tally is not None and tally.exposed and (best is None or tally.exposed > best[1].exposed):
            best = treatment, tally
    if best is None:
        return None
    treatment, tally = best
    seen = share(tally.serious, tally.exposed)
    posted = plural(tally.exposed_studies, "study", "studies")
    where = f"In posted results of {posted} of {treatment.name}, "
    words = (
        f"{where}{number(tally.serious)} of {number(tally.exposed)} people had a serious health problem, "
        f"whatever its cause ({_in_100(seen)})."
    )
    return Sentence(words=words, sources=(_source(treatment, None),))


def _in_100(seen: Share) -> str:
    low, high = f"{100 * seen.low:.0f}", f"{100 * seen.high:.0f}"
    if high == "0":
        return "fewer than 1 in 100"
    where = f"lies between {low} and {high}" if low != high else f"is near {low}"
    return f"{100 * seen.value:.0f} in 100; the true share most likely {where}"
