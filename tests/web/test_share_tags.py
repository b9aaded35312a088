"""What a page says of itself where its address is shared: title, words, and a picture that is there."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient
from tests.fixtures.hostile import hostile_record
from tests.fixtures.html import Page

IDS = [f"NCT990000{n:02d}" for n in range(1, 38)]
RAW = ("None", "RECRUITING", "\\", "**", "\n", "&lt;", "&amp;")
HOSTILE = hostile_record()["protocolSection"]["identificationModule"]["nctId"]


def tags(site: TestClient, nct_id: str) -> dict[str, str]:
    metas = Page(site.get(f"/studies/{nct_id}").text).all("meta")
    return {m.get("property") or m.get("name"): m.get("content") for m in metas if m.get("content")}


@pytest.mark.parametrize("nct_id", [*IDS[::6], HOSTILE])
def test_a_shared_page_has_title_words_and_picture(site: TestClient, nct_id: str) -> None:
    found = tags(site, nct_id)
    assert found["og:url"] == f"http://trials.example/studies/{nct_id}"
    assert found["twitter:card"] == "summary_large_image"
    assert found["og:description"] == found["description"]
    for name in ("og:title", "og:description", "og:image:alt"):
        assert found[name].strip() == found[name] != ""
        assert not any(
            raw in found[name] for raw in ("None", "RECRUITING", "\\", "**", "\n", "&lt;", "&amp;")
        )


@pytest.mark.parametrize("nct_id", [IDS[0], HOSTILE])
def test_the_picture_is_there_and_of_the_size_that_is_said(site: TestClient, nct_id: str) -> None:
    found = tags(site, nct_id)
    address = urlsplit(found["og:image"])
    answer = site.get(f"{address.path}?{address.query}")
    assert answer.headers["content-type"] == found["og:image:type"] == "image/png"
    size = int.from_bytes(answer.content[16:20]), int.from_bytes(answer.content[20:24])
    assert [str(n) for n in size] == [found["og:image:width"], found["og:image:height"]] == ["1200", "630"]
