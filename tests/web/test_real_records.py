"""The page of every real record: whole markup, nothing raw, nothing empty."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from jinja2 import Template
from tests.fixtures.html import Page

from trialogue.eligibility.read import read_criteria
from trialogue.eligibility.read_context import context_of
from trialogue.model.offer import offer_of
from trialogue.model.study import Study
from trialogue.registry.decode import MalformedRecordError, decode_study
from trialogue.registry.form import Form
from trialogue.web.assets import Assets
from trialogue.web.frame import Frame
from trialogue.web.sections import PageContext
from trialogue.web.sources import SourceList
from trialogue.web.study.page import study_page
from trialogue.web.study.twin import json_twin, linked_data
from trialogue.web.templating import make_environment

FILES = ("v2_native.jsonl.gz", "v2_converted_msc_2022.jsonl.gz")
# Enum codes and values of a program; words that only our own code could have put on a page.
RAW = re.compile(
    r"\b(?:NOT_YET_RECRUITING|ACTIVE_NOT_RECRUITING|ENROLLING_BY_INVITATION|NO_LONGER_AVAILABLE|OTHER_GOV"
    r"|EARLY_PHASE1|PHASE[1-4]|NON_RANDOMIZED|SINGLE_GROUP|PRINCIPAL_INVESTIGATOR|STUDY_CHAIR|STUDY_DIRECTOR"
    r"|SUB_INVESTIGATOR|SPONSOR_INVESTIGATOR|ACTIVE_COMPARATOR|PLACEBO_COMPARATOR|SHAM_COMPARATOR"
    r"|NO_INTERVENTION|COMBINATION_PRODUCT|DIETARY_SUPPLEMENT|DIAGNOSTIC_TEST|BASIC_SCIENCE|SUPPORTIVE_CARE"
    r"|DEVICE_FEASIBILITY|HEALTH_SERVICES_RESEARCH|OUTCOMES_ASSESSOR|CARE_PROVIDER|CASE_CONTROL|CASE_ONLY"
    r"|CROSS_SECTIONAL|NON_PROBABILITY_SAMPLE|SAMPLES_WITH(?:OUT)?_DNA|COUNT_OF_PARTICIPANTS|LEAST_SQUARES_MEAN"
    r"|STANDARD_DEVIATION|OTHER_PRE_SPECIFIED|POST_HOC|None|Undefined|Markup|frozenset)\b|<enum|object at 0x"
)
ESCAPES = re.compile(r"\\[<>*\[\]~#_.]")
NEVER_EMPTY = ("h1", "h2", "h3", "h4", "dt", "dd", "li", "p", "a", "button", "summary", "caption", "th")


def studies(folder: Path) -> Iterator[Study]:
    """Every real record that can be decoded."""
    for name in FILES:
        with gzip.open(folder / "registry" / name, "rb") as lines:
            for line in lines:
                try:
                    yield decode_study(line, Form.V2_JSON)
                except MalformedRecordError:
                    continue


@pytest.fixture(scope="module")
def template() -> Template:
    return make_environment(Assets()).get_template("pages/study.html")


def render(template: Template, study: Study) -> str:
    """The page of a study, made as the site makes it."""
    criteria = read_criteria(study.eligibility.criteria, context_of(study))
    context = PageContext(today=date(2026, 11, 24), criteria=criteria, offer=offer_of(study))
    page = study_page(study, context)
    assert json_twin(page)
    return template.render(
        page=page,
        linked_data=linked_data(page, "http://trials.example"),
        sources=SourceList(),
        frame=Frame(operator="Test", base_url="http://trials.example"),
        path="/studies/x",
    )


def faults(study: Study, text: str) -> list[str]:
    """What is wrong with a page: broken markup, raw codes, empty elements, one id twice."""
    page = Page(text)
    found = [f"markup: {fault}" for fault in page.faults]
    told = page.main(without=frozenset({"verbatim"}))
    own = repr(study)
    found += [
        f"raw: {m[0]}"
        for m in RAW.finditer(told)
        if m[0] != "None" or not re.search(r"\bNone\b", _texts(own))
    ]
    found += [f"escape: {m[0]}" for m in ESCAPES.finditer(told)]
    found += [f"empty: {tag}" for tag in NEVER_EMPTY for e in page.all(tag) if not page.text(e)]
    ids = Counter(element.get("id") for element in page.tree.iter() if element.get("id"))
    return found + [f"twice: {name}" for name, count in ids.items() if count > 1]


def _texts(representation: str) -> str:
    """The quoted texts of a value: a record may itself say None or name a code."""
    return " ".join(re.findall(r"'([^']*)'|\"([^\"]*)\"", representation).__str__().split())


@pytest.mark.parametrize("part", range(8))
def test_every_real_record_has_a_clean_page(shared_data: Path, template: Template, part: int) -> None:
    wrong = {}
    for number, study in enumerate(studies(shared_data)):
        if number % 8 == part and (found := faults(study, render(template, study))):
            wrong[study.nct_id] = found[:3]
    assert not wrong
