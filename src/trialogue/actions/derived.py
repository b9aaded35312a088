"""What is said of a study from its record and the whole registry: for page, JSON twin and command."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from trialogue.actions.registry_words import registry_words
from trialogue.insight.counted_sets import By, dated
from trialogue.insight.identity import conditions, person_key, sponsor_key
from trialogue.insight.precedents import Precedents
from trialogue.insight.recruiting import Recruiting, Trust, chance_sentence, really_recruiting
from trialogue.insight.room_left import Basis as RoomBasis
from trialogue.insight.room_left import RoomLeft, figure_of, room_left
from trialogue.insight.similar import Candidate
from trialogue.insight.tallies import Tally
from trialogue.insight.track_record import Named, person_words
from trialogue.model.desk import Capacity
from trialogue.model.provenance import Origin, Provenance
from trialogue.model.study import Study
from trialogue.plain.basis import Basis
from trialogue.plain.extract import Extract
from trialogue.plain.people import named_leaders
from trialogue.plain.sentence import Sentence, from_rule
from trialogue.store.statistics import open_studies

_TRUST = {
    Trust.LIKELY: "Nothing in the record speaks against it.",
    Trust.DOUBTFUL: "One sign in the record speaks against it. Ask before you plan.",
    Trust.UNLIKELY: "Several signs in the record speak against it. It may no longer take people. Ask.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """Values for the sections. ``room_said`` is the room in words; ``leaders`` are sentences on each
    official, by name."""

    basis: Basis
    precedents: Precedents | None
    sponsor: tuple[Sentence, ...]
    leaders: tuple[tuple[str, tuple[Sentence, ...]], ...]
    room: RoomLeft
    room_said: Sentence
    recruiting: Recruiting | None
    candidates: tuple[Candidate, ...]


def derive(
    conn: Connection, study: Study, read: Extract, today: date, said: Mapping[str, Capacity]
) -> Derived:
    """Read the tallies of a study's sponsor, officials and treatments.

    ``read`` is what was read of the study, ``said`` what sites say of their room, by site key.
    """
    people = [
        Named(name=i.name, person=person_key(i.name), place=sponsor_key(i.affiliation or ""))
        for i in named_leaders(study)[:4]
    ]
    known = registry_words(conn, study, _keys(people))
    room = room_left(study, today, figure_of(study, said, today))
    room_said = Sentence(words=room.words, sources=(_room_source(study, room),))
    recruiting = really_recruiting(study, today)
    counted = known.counted((room_said,) if room.low is not None else (), _recruiting(study, recruiting))
    return Derived(
        basis=read.basis(study, counted),
        precedents=known.before,
        sponsor=known.sponsor,
        leaders=tuple((name, dated(said, known.counted_at)) for name, said in _leaders(people, known.found)),
        room=room,
        room_said=room_said,
        recruiting=recruiting,
        candidates=open_studies(conn, [c.key for c in conditions(study)]),
    )


def _keys(people: list[Named]) -> list[tuple[By, str]]:
    return [key for one in people if one.person for key in (one.here, one.everywhere)]


def _room_source(study: Study, room: RoomLeft) -> Provenance:
    if room.basis is RoomBasis.SITE:
        return Provenance(origin=Origin.PLATFORM, rule="said by the sites themselves, at their desks here")
    pieces = ("EnrollmentCount", "StartDate", "PrimaryCompletionDate", "PrimaryOutcomeTimeFrame")
    return from_rule(study, "room left: a recruitment model, see the methods page", *pieces)


def _recruiting(study: Study, found: Recruiting | None) -> tuple[Sentence, ...]:
    if found is None:
        return ()
    rule = from_rule(study, "a rule over the record's own signs, no probability", "OverallStatus")
    sources = (rule, *(s.source for s in found.signs if s.against))
    said = Sentence(words=_TRUST[found.trust], sources=sources)
    return (said, chance_sentence(study, found.chance)) if found.chance is not None else (said,)


def _leaders(
    people: list[Named], found: dict[tuple[By, str], Tally]
) -> tuple[tuple[str, tuple[Sentence, ...]], ...]:
    rows = []
    for one in people:
        here, everywhere = found.get(one.here), found.get(one.everywhere)
        said = person_words(one, here, everywhere) if one.person and (here or everywhere) else ()
        if said:
            rows.append((one.name, said))
    return tuple(rows)
