"""A kept page goes out as bytes: packed as the browser asks, or not at all where it has it already."""

from __future__ import annotations

import gzip
import random

import pytest
import zstandard
from starlette.testclient import TestClient

from trialogue.web.escaping import written
from trialogue.web.page_cache import PageCache, encoding_for, keep
from trialogue.web.security_headers import with_headers

PAGE = "/studies/NCT99000001"


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", None),
        ("identity", None),
        ("gzip", "gzip"),
        ("gzip, deflate, br", "gzip"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("GZIP", "gzip"),
        ("gzip;q=0, br", None),
        ("zstd;q=0.0, gzip;q=0.5", "gzip"),
        ("gzipped", None),
        (";;,,", None),
    ],
)
def test_the_encoding_is_one_that_was_asked_for(accepted: str, encoding: str | None) -> None:
    assert encoding_for(accepted) == encoding


def test_each_form_holds_the_same_page() -> None:
    page = keep("Words. " * 500, "text/html")
    assert gzip.decompress(page.encoded("gzip")) == page.body
    assert zstandard.ZstdDecompressor().decompress(page.encoded("zstd")) == page.body
    assert page.encoded("gzip") is page.encoded("gzip")


@pytest.mark.parametrize("encoding", ["zstd", "gzip", "identity"])
def test_a_page_says_how_it_is_packed(site: TestClient, encoding: str) -> None:
    answer = site.get(PAGE, headers={"accept-encoding": encoding})
    assert answer.headers.get("content-encoding", "identity") == encoding
    assert "accept-encoding" in answer.headers["vary"]
    packed = encoding == "zstd"  # the browser of the tests opens gzip by itself
    body = zstandard.ZstdDecompressor().decompress(answer.content) if packed else answer.content
    assert body.lstrip().startswith(b"<!doctype html>")


def test_a_reader_who_has_the_page_is_sent_nothing(site: TestClient) -> None:
    first = site.get(PAGE)
    again = site.get(PAGE, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["content-security-policy"] == first.headers["content-security-policy"]


def test_the_least_used_pages_leave_first() -> None:
    cache = PageCache(most_bytes=40_000)
    # Words by chance cannot be made much smaller: each page takes some 5,500 bytes.
    pages = {n: keep(random.Random(n).randbytes(2_500).hex(), "text/html") for n in range(9)}
    for n, page in pages.items():
        cache.put(n, page)
        assert cache.get(0) is pages[0]
    assert cache.get(1) is None
    assert cache.get(8) is pages[8]


def test_an_answer_keeps_the_headers_that_it_sets_itself() -> None:
    given = [(b"referrer-policy", b"no-referrer"), (b"content-security-policy", b"default-src 'none'")]
    headers = with_headers(given)
    names = [name for name, _ in headers]
    assert headers[:2] == given
    assert len(names) == len(set(names))
    assert {b"x-frame-options", b"x-content-type-options", b"permissions-policy"} <= set(names)


@pytest.mark.parametrize(
    ("value", "shown"),
    [("plain", "plain"), ("a < b & \"c\" 'd'", "a &lt; b &amp; &#34;c&#34; &#39;d&#39;"), (3, "3")],
)
def test_what_a_template_writes_is_escaped(value: object, shown: str) -> None:
    assert str(written(value)) == shown
