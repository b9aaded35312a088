"""Statements of criteria on the study page: with the record's words beside them where these say more."""

from __future__ import annotations

from pathlib import Path

from tests.fixtures.html import Page
from tests.fixtures.records import record
from tests.fixtures.site import browser, open_site

CRITERIA = """Inclusion Criteria:

* Willing to wear a headband at night

Exclusion Criteria:

* Asthma that needs tablets each day
* History of asthma unless it was mild
* Severe renal insufficiency
"""


def test_the_records_words_stand_behind_what_they_narrow(tmp_path: Path) -> None:
    services = open_site(tmp_path, [record(criteria=CRITERIA)], demo=False)
    page = Page(browser(services).get("/studies/NCT99900001").text)
    services.close()
    text = page.main()
    assert "I can and will do this: “wear a headband at night”." in text
    assert "I do not have asthma now. The record adds: “that needs tablets each day”." in text
    assert (
        "I have not had asthma. The record says what counts: “History of asthma unless it was mild”." in text
    )
    assert "I do not have weak kidneys (severe) now. The record’s words Severe renal insufficiency" in text
    assert "(see 1)" not in text
