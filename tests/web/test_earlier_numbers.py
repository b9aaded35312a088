"""A study that had another number before: found by it, and led to from its old address."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.fixtures.html import Page
from tests.fixtures.records import record
from tests.fixtures.site import browser, open_site

from trialogue.actions.ingest import ingest
from trialogue.registry.form import Form
from trialogue.registry.records import RawRecord


@pytest.mark.parametrize("suffix", ["", ".json"])
def test_an_earlier_number_leads_to_the_study(tmp_path: Path, suffix: str) -> None:
    renumbered = record("NCT99000951")
    renumbered["protocolSection"]["identificationModule"]["nctIdAliases"] = ["NCT99000950"]
    services = open_site(tmp_path, demo=False)
    content = json.dumps(renumbered).encode()
    ingest(
        services, [RawRecord(source="made up", position="1", content=content, form=Form.V2_JSON)], processes=0
    )
    try:
        site = browser(services)
        answer = site.get(f"/studies/NCT99000950{suffix}?near=55902")
        assert answer.status_code == 301
        assert answer.headers["location"] == f"/studies/NCT99000951{suffix}?near=55902"
        for typed in ("NCT99000950", "nct99000950", "NCT99000951"):
            page = Page(site.get(f"/search?q={typed}").text)
            assert "/studies/NCT99000951" in {link.get("href") for link in page.all("a")}
            assert page.text(page.all("h2", id="found")[0]) == "1 trial"
    finally:
        services.close()
