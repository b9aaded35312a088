"""The registry's markdown: what is read, and what stays as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fixtures.html import Page

from trialogue.web.record_text import marked, record_html, record_line, record_text

BLOCKS = [
    (None, ""),
    ("  \n ", ""),
    ("one", "<p>one</p>"),
    ("one\ntwo", "<p>one two</p>"),
    ("one\n\ntwo", "<p>one</p><p>two</p>"),
    ("* a\n* b", "<ul><li>a</li><li>b</li></ul>"),
    ("* a\n    * b\n* c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
    ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
    ("3. a", '<ol start="3"><li>a</li></ol>'),
    ("* a\n\n  more", "<ul><li>a<p>more</p></li></ul>"),
    ("* a\n  more", "<ul><li>a more</li></ul>"),
    ("* a\n\n<!-- -->\n\n1. b", "<ul><li>a</li></ul><ol><li>b</li></ol>"),
    ("* a\n\nafter", "<ul><li>a</li></ul><p>after</p>"),
    ("1\\. a", "<p>1. a</p>"),
    ("\\>= 5 \\* x", "<p>&gt;= 5 * x</p>"),
    ("**bold** x", "<p><strong>bold</strong> x</p>"),
    ("x \\&gt; 3 and \\&amp;#39;s", "<p>x &gt; 3 and &#39;s</p>"),
    ("•  a\n•  b", "<ul><li>a</li><li>b</li></ul>"),
    ("a\x00b\x07\u202ec", "<p>abc</p>"),
    ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>"),
    ("ages 5 - 10", "<p>ages 5 - 10</p>"),
]


@pytest.mark.parametrize(("text", "html"), BLOCKS)
def test_blocks(text: str | None, html: str) -> None:
    assert record_html(text) == html


def test_one_line_and_no_marks() -> None:
    assert record_line("* **a**\n  b \\< c") == "<strong>a</strong> b &lt; c"
    assert record_text("* **a**\n  b \\< c") == "a b < c"
    assert record_text(None) == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (" plain words, 5 % ", "plain words, 5 %"),
        ("two  spaces and a\xa0fixed one", "two spaces and a fixed one"),
        ("- an item", "an item"),
        ("1. an item", "an item"),
        ("a&gt;b", "a>b"),
        ("hidden\u202e turn", "hidden turn"),
        ("a * b", "a * b"),
    ],
)
def test_one_line_has_single_spaces_and_no_marks(text: str, words: str) -> None:
    assert record_text(text) == words


def test_marks_of_a_search_stand_around_whole_words() -> None:
    assert marked("a <b> c", [(2, 5)]) == "a <mark>&lt;b&gt;</mark> c"
    assert marked("abc", [(0, 9), (1, 2)]) == "a<mark>b</mark>c"


@given(st.text(alphabet=st.sampled_from(" \n\t*-1.)\\<>&#b•x\"'!`_[]()"), max_size=200))
def test_any_text_becomes_balanced_markup_and_loses_no_letter(text: str) -> None:
    page = Page(f"<!doctype html><title>x</title><main>{record_html(text)}</main>")
    assert not page.faults
    assert page.main().count("x") == text.count("x")
