"""Numbers from events on this platform: how fast desks answer, who else applies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from trialogue.actions.office import Office
from trialogue.eligibility.facts import load_facts
from trialogue.insight.responsiveness import Responsiveness, Wait, responsiveness
from trialogue.insight.suppression import Counts, in_tens, whole_tens, withhold
from trialogue.model.application import Packet
from trialogue.model.verdict import Outcome
from trialogue.store.counts import all_asked, checks_of, packets_of

AGE_BANDS = ((0, 17, "under 18"), (18, 39, "18 to 39"), (40, 59, "40 to 59"), (60, 79, "60 to 79"))
_OLDEST = "80 or older"
_NOT_SHARED = "not shared"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformNumbers:
    """``answers`` over the whole study, ``by_site`` by site key; None where too few people applied.

    ``ages``, ``sites`` and ``outcomes`` are tables with small cells withheld.
    """

    answers: Responsiveness | None
    by_site: dict[str, Responsiveness]
    ages: Counts | None
    sites: Counts | None
    outcomes: Counts | None
    checks: tuple[int, int] | None


def platform_numbers(office: Office, conn: Connection, nct_id: str) -> PlatformNumbers:
    """Everything that the platform can say of a study without naming anybody."""
    found = tuple(all_asked(conn, nct_id, office.clock()))
    by_site: dict[str, list[Wait]] = {}
    for one in found:
        by_site.setdefault(one.site, []).append(one.wait)
    answers = {site: responsiveness(waits) for site, waits in by_site.items()}
    counted = whole_tens(found)
    classes = _classes(office, conn, nct_id, [one.id for one in counted if one.shared])
    started, finished = checks_of(conn, nct_id)
    return PlatformNumbers(
        answers=responsiveness(one.wait for one in found),
        by_site={site: one for site, one in answers.items() if one is not None},
        ages=_in_order(in_tens(withhold(Counter(age for age, _ in classes)))),
        sites=in_tens(withhold(Counter(one.site for one in counted))),
        outcomes=in_tens(withhold(Counter(outcome for _, outcome in classes))),
        checks=(started // 10 * 10, finished // 10 * 10) if started >= 10 and finished >= 10 else None,
    )


def _in_order(ages: Counts | None) -> Counts | None:
    """The youngest first, and last who told no age."""
    if ages is None:
        return None
    order = (*(words for _, _, words in AGE_BANDS), _OLDEST, _NOT_SHARED)
    return Counts(total=ages.total, cells={name: ages.cells[name] for name in order if name in ages.cells})


_Class = tuple[str, str]
_KNOWN: dict[str, dict[str, _Class]] = {}
"""Study → request → age band and outcome, as far as this process has opened its packet: a packet that
was sent is never changed, only taken away."""
_MOST = 64


def _classes(office: Office, conn: Connection, nct_id: str, ids: Sequence[str]) -> Sequence[_Class]:
    """Age band and outcome of each of these requests. Those taken back since are forgotten here too."""
    known = _KNOWN.get(nct_id, {})
    new = packets_of(conn, office.ring, [one for one in ids if one not in known])
    classes = known | {one: (_age_band(packet), _outcome(packet)) for one, packet in new}
    kept = {one: classes[one] for one in ids if one in classes}
    if len(_KNOWN) >= _MOST:
        _KNOWN.clear()
    _KNOWN[nct_id] = kept
    return tuple(kept.values())


def _age_band(packet: Packet) -> str:
    value = next((f.value for f in packet.fields if f.key == "age"), "")
    number, _, unit = value.partition(" ")
    try:
        years = load_facts()["age"].in_own_unit(float(number), unit.rstrip("s") or None)
    except ValueError:
        return _NOT_SHARED
    if years is None:
        return _NOT_SHARED
    return next((words for low, high, words in AGE_BANDS if low <= years < high + 1), _OLDEST)


def _outcome(packet: Packet) -> str:
    if packet.outcome is None:
        return _NOT_SHARED
    met = packet.outcome in {Outcome.LIKELY, Outcome.POSSIBLE}
    return "may fit by their answers" if met else "may not fit, or too little known"
