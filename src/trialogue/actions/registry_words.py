"""What the counts over the whole registry say of one study, with the day of the count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from trialogue.insight.counted_sets import By, dated
from trialogue.insight.identity import sponsor_key
from trialogue.insight.precedents import Precedents, precedents, seen_elsewhere, wanted
from trialogue.insight.tallies import Tally
from trialogue.insight.track_record import sponsor_words
from trialogue.model.study import Study
from trialogue.plain.basis import Counted
from trialogue.plain.sentence import Sentence
from trialogue.store.statistics import counted_on, tallies

Key = tuple[By, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryWords:
    """Sentences on what came before, on the sponsor, and on what was seen in other studies.

    ``found`` are the tallies they rest on; ``counted_at`` the day of the count and how many studies it
    took in, None where there was none.
    """

    before: Precedents | None
    sponsor: tuple[Sentence, ...]
    seen: Sentence | None
    found: dict[Key, Tally]
    counted_at: tuple[date, int] | None

    def counted(self, room: tuple[Sentence, ...], recruiting: tuple[Sentence, ...] = ()) -> Counted:
        """These beside what a door says of room and recruiting, as the answers take them."""
        return Counted(
            room=room,
            recruiting=recruiting,
            before=self.before.sentences[:3] if self.before else (),
            seen=(self.seen,) if self.seen else (),
            sponsor=self.sponsor,
        )


def registry_words(conn: Connection, study: Study, more: Iterable[Key] = ()) -> RegistryWords:
    """Read the tallies of a study's treatments and sponsor, and ``more``; say what they mean for it."""
    sponsor = study.lead_sponsor
    ours = (By.SPONSOR, sponsor_key(sponsor.name)) if sponsor else None
    found = tallies(conn, [*wanted(study), *([ours] if ours else []), *more])
    counted_at = counted_on(conn)
    before = precedents(study, found)
    tally = found.get(ours) if ours else None
    seen = dated(filter(None, [seen_elsewhere(study, found)]), counted_at)
    return RegistryWords(
        before=before and replace(before, sentences=dated(before.sentences, counted_at)),
        sponsor=dated(sponsor_words(sponsor.name, tally), counted_at) if sponsor and tally else (),
        seen=next(iter(seen), None),
        found=found,
        counted_at=counted_at,
    )
