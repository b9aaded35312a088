"""What a sponsor or an investigator has done so far, in sentences over the registry's counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from trialogue.insight.counted_sets import By, search_link
from trialogue.insight.identity import sponsor_key
from trialogue.insight.tallies import Spread, Tally
from trialogue.model.codes import RecruitmentStatus
from trialogue.model.provenance import Origin, Provenance
from trialogue.plain.sentence import Sentence
from trialogue.plain.words import listed, number, plural, status_words

SPONSOR_RULE = "sponsors are the same where their names are, without case, punctuation and company form"
PERSON_RULE = "a person is the same where name and affiliation are; the name alone may be another person"


def sponsor_words(name: str, tally: Tally) -> tuple[Sentence, ...]:
    """Studies led by a sponsor, by status; people planned and enrolled; results posted in time."""
    source = _source(By.SPONSOR, sponsor_key(name), SPONSOR_RULE)
    return tuple(Sentence(words=words, sources=(source,)) for words in _words(f"{name} leads", tally))


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A person as a record names them: the name, its key, and the key of the affiliation."""

    name: str
    person: str
    place: str

    @property
    def here(self) -> tuple[By, str]:
        """The studies that name this person with this affiliation."""
        return By.PERSON, f"{self.person}\t{self.place}"

    @property
    def everywhere(self) -> tuple[By, str]:
        """The studies that name anybody of this name."""
        return By.PERSON, self.person


def person_words(who: Named, here: Tally | None, everywhere: Tally | None) -> tuple[Sentence, ...]:
    """Studies that list a person with the same affiliation; the same name elsewhere is only mentioned."""
    source = _source(*who.here, PERSON_RULE)
    found = list(_words(f"{who.name} is named, with this affiliation, in", here)) if here else []
    said = [Sentence(words=words, sources=(source,)) for words in found]
    others = (everywhere.studies if everywhere else 0) - (here.studies if here else 1)
    if others > 0:
        more = plural(others, "more study", "more studies")
        words = (
            f"The same name stands in {more} with another affiliation or none. That may be another person."
        )
        said.append(Sentence(words=words, sources=(_source(*who.everywhere, PERSON_RULE),)))
    return tuple(said)


def _source(by: By, key: str, rule: str) -> Provenance:
    return Provenance(origin=Origin.DERIVED, query=search_link(by, key), rule=rule)


def _words(lead: str, tally: Tally) -> Iterator[str]:
    kinds = []
    if tally.interventional:
        tests = "tests" if tally.interventional == 1 else "test"
        kinds.append(f"{number(tally.interventional)} that {tests} something")
    if tally.observational:
        watches = "watches" if tally.observational == 1 else "watch"
        kinds.append(f"{number(tally.observational)} that only {watches}")
    other = tally.studies - tally.interventional - tally.observational
    if kinds and other:
        kinds.append(f"{number(other)} of another kind")
    if tally.studies == 1:
        yield f"{lead} 1 study in this registry."
        return
    split = f": {listed(kinds)}" if kinds else ""
    yield f"{lead} {plural(tally.studies, 'study', 'studies')} in this registry{split}."
    yield f"By status: {by_status(tally)}."
    yield from people(tally)
    if tally.results_due:
        yield _posted(tally)


def _posted(tally: Tally) -> str:
    if tally.results_due == 1:
        late = "in time" if tally.results_in_time else "late"
        posted = f"posted results, {late}" if tally.results_posted else "posted no results"
        return f"The 1 study whose main part ended over a year ago {posted}."
    posted = f"{number(tally.results_posted)} posted results, {number(tally.results_in_time)} in time"
    return f"Of {number(tally.results_due)} studies whose main part ended over a year ago, {posted}."


def by_status(tally: Tally) -> str:
    """``open 3, finished 12``; the words of the status marks, most frequent first."""
    pairs = sorted(tally.by_status.items(), key=lambda pair: (-pair[1], pair[0]))
    shown = [f"{status_words(RecruitmentStatus(code)).word.lower()} {number(count)}" for code, count in pairs]
    return "; ".join(shown)


def people(tally: Tally) -> Iterator[str]:
    """People enrolled and people planned, never added; median before sum."""
    for spread, verb in ((tally.enrolled, "took part"), (tally.planned, "are planned")):
        if spread is not None:
            yield f"People who {verb}: {spread_words(spread)}."


def spread_words(spread: Spread) -> str:
    """``half of 12 studies had 40 or fewer (0 to 310), 900 in all``."""
    if spread.studies == 1:
        return f"{number(spread.total)} in one study"
    if spread.studies == 2:
        two = f"{number(spread.low)} and {number(spread.high)}"
        return f"{two} in two studies, {number(spread.total)} in all"
    return (
        f"{_middle(spread)} in the middle study of {number(spread.studies)} "
        f"({number(spread.low)} to {number(spread.high)}), {number(spread.total)} in all"
    )


def _middle(spread: Spread) -> str:
    """The median; of an even number of studies it may lie between two people."""
    whole = int(spread.median)
    return number(whole) if whole == spread.median else f"about {number(whole + 1)}"
