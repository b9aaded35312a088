"""Statements of real records: whether they can be read back, and how hard they are to read.

Reading grade is measured in three ways. *All words and quotes*: all that is shown, the record's words
quoted beside a sentence with it. *The sentences*: without these quotes. *Without names*: a name that
cannot be replaced counts as one easy word, too. Such names are those of the record's own conditions and
treatments, of medicines, of scales and tests, and names for which our tables have no other words.

A criterion that could not be read stands in the record's own words. Where these are hard, they are a quote
behind a sentence that says what they are about and not what they ask; the last row leaves such out.
"""

from __future__ import annotations

import re
from collections import Counter

from bench.eligibility_records import studies
from bench.shares import share
from trialogue.eligibility.facts import load_facts
from trialogue.eligibility.normal import normal
from trialogue.eligibility.read import context_of, read_criteria
from trialogue.eligibility.readability import grade
from trialogue.eligibility.say import Statement, parse_statement, statement
from trialogue.model.criterion import Criterion
from trialogue.model.requirement import Free
from trialogue.model.study import Study
from trialogue.plain.written_claims import claims

Row = tuple[str, str, str]
_EASIEST = 6
_ASKS = "all, and more than what it is about"
_EASY_WORD = "it"
_LEAST_LETTERS = 3
_QUOTED = re.compile(r"“[^”]*”")


def statement_rows() -> list[Row]:
    """Statements of all records that the tables were written by, and of a file they were not."""
    return [
        (f"{what}{file}", figures, n)
        for name, file in (("v2_native.jsonl.gz", ""), ("v2_converted_msc_2022.jsonl.gz", ", 2022"))
        for what, figures, n in _rows(name)
    ]


def _rows(name: str) -> list[Row]:
    """Statements of a file's records: read back to the same requirement, and their reading grade."""
    easy: Counter[tuple[str, str]] = Counter()
    total: Counter[str] = Counter()
    same = 0
    for study in studies(name):
        names = _names_of(study)
        for criterion in read_criteria(study.eligibility.criteria, context_of(study)).criteria:
            said = statement(criterion)
            typed = not said.own_words and not isinstance(criterion.requirement, Free)
            same += typed and parse_statement(said) == normal(criterion.requirement)
            for group in ("all", "typed" if typed else "in the record's words"):
                total[group] += 1
                for measure, text in _texts(said, criterion, names).items():
                    easy[group, measure] += grade(text) <= _EASIEST
            easy["all", _ASKS] += grade(said.text) <= _EASIEST and not (said.own_words and said.notes)
    rows = [("statement → requirement, same again", share(same, total["typed"]), str(total["typed"]))]
    for group, count in total.items():
        for measure in ("all words and quotes", "the sentences, all words", "without names"):
            what = f"grade ≤ 6, statements {group}, {measure}"
            rows.append((what, share(easy[group, measure], count), str(count)))
    rows.append((f"grade ≤ 6, {_ASKS}", share(easy["all", _ASKS], total["all"]), str(total["all"])))
    return rows


def _texts(said: Statement, criterion: Criterion, names: re.Pattern[str] | None) -> dict[str, str]:
    notes = " ".join(f"“{note}”." for note in said.notes)
    return {
        "all words and quotes": f"{said.text} {notes}",
        "the sentences, all words": said.text,
        "without names": _without_names(said, names),
    }


def _names_of(study: Study) -> re.Pattern[str] | None:
    """The names of the record's conditions and treatments, longest first."""
    names = {*study.conditions, *study.keywords, *(i.name for i in study.interventions)}
    long = sorted((n for n in names if len(n) > _LEAST_LETTERS), key=len, reverse=True)
    return (
        re.compile("|".join(rf"(?<!\w){re.escape(n)}(?!\w)" for n in long), re.IGNORECASE) if long else None
    )


def _without_names(said: Statement, names: re.Pattern[str] | None) -> str:
    text = said.text
    for named in said.names:
        if named.said.strip("“”").casefold() == named.concept.name.casefold():
            text = text.replace(named.said, _EASY_WORD)
    for name in _test_names():
        text = text.replace(name, _EASY_WORD)
    if names is not None:
        text = names.sub(_EASY_WORD, text)
    for drug in claims(text).drugs:
        text = re.sub(rf"\b{re.escape(drug)}\b", _EASY_WORD, text, flags=re.IGNORECASE)
    return _QUOTED.sub(_EASY_WORD, text)


def _test_names() -> list[str]:
    """``my creatinine`` of "my creatinine (kidney blood test)", with and without a capital."""
    names = [fact.name.partition(" (")[0] for fact in load_facts().values() if " (" in fact.name]
    return [form for name in names for form in (name, name[:1].upper() + name[1:])]
