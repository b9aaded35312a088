"""A ``Pattern`` gives what ``re`` gives: each of the reader's, on its own words and odd letters."""

from __future__ import annotations

import importlib
import pkgutil
import random
import re

import pytest

import trialogue.eligibility
from trialogue.eligibility.patterns import Pattern, lowered
from trialogue.eligibility.patterns_stems import in_lower_case, stems_of


def _all_patterns() -> list[tuple[str, Pattern]]:
    found = []
    for module in pkgutil.iter_modules(trialogue.eligibility.__path__):
        names = vars(importlib.import_module(f"trialogue.eligibility.{module.name}"))
        found += [
            (f"{module.name}.{name}", value) for name, value in names.items() if isinstance(value, Pattern)
        ]
    return found


PATTERNS = _all_patterns()
_PIECES = [
    "≥ 18 years",
    "K",
    "ſ",
    "İ",
    "ı",
    "µg",
    "μL",
    "ΣΑΣ",
    "(",
    ")",
    ";",
    ",",
    ":",
    ".",
    "\n",
    "12",
    "5 %",
    "É",
]


def _texts(source: str, seed: int) -> list[str]:
    """Texts of the words of a pattern, in any order and case, with odd letters between them."""
    draw = random.Random(seed)
    pieces = re.findall(r"[a-z]{2,}", source) + _PIECES
    texts = []
    for _ in range(40):
        words = draw.choices(pieces, k=draw.randint(1, 8))
        texts.append(draw.choice([" ", "  ", ""]).join(draw.choice([w, w.upper(), w.title()]) for w in words))
    return texts


def _span(match: re.Match[str] | None) -> object:
    return match and (match.span(), match.groups())


@pytest.mark.parametrize(("name", "pattern"), PATTERNS, ids=[name for name, _ in PATTERNS])
def test_gives_what_re_gives(name: str, pattern: Pattern) -> None:
    plain = re.compile(pattern.source, re.IGNORECASE)
    for text in _texts(pattern.source, seed=len(name)):
        assert _span(pattern.search(text)) == _span(plain.search(text))
        assert _span(pattern.search(text, 2, 30)) == _span(plain.search(text, 2, 30))
        assert _span(pattern.match(text)) == _span(plain.match(text))
        assert pattern.within(text) == (plain.search(text) is not None)
        assert [m.span() for m in pattern.finditer(text)] == [m.span() for m in plain.finditer(text)]
        assert pattern.split(text) == plain.split(text)
        assert pattern.sub("-", text) == plain.sub("-", text)


@pytest.mark.parametrize(
    "source",
    [
        r"\bpast|\bprior",
        r"(?:the )?past|\d+ past",
        r"^past|\bpast tense|prior",
        r"past t|^past|tense",
        r"^past|^prior|[^a]b",
        r"(?<=a )past|^(a)|tense(?(1)x|$)",
        r"^prior| past$|^a",
    ],
)
@pytest.mark.parametrize("text", ["Past tense", "a past", "3 PAST tense", "prior past", "", "ab past"])
@pytest.mark.parametrize("place", [(0, 99), (1, 99), (0, 4), (2, 6)])
def test_begins_where_re_begins(source: str, text: str, place: tuple[int, int]) -> None:
    plain = re.compile(source, re.IGNORECASE)
    assert _span(Pattern(source).search(text, *place)) == _span(plain.search(text, *place))
    assert Pattern(source).within(text) == (plain.search(text) is not None)
    assert [m.span() for m in Pattern(source).finditer(text)] == [m.span() for m in plain.finditer(text)]


@pytest.mark.parametrize(
    ("source", "stems"),
    [
        ("(?:allow|permit)(?:ed)?", ("allow", "permit")),
        (r"\bx?\s+", ()),
        (r"[<>]\s*\d", ("<", ">")),
        ("(?:a|b)?cd", ("cd",)),
        ("(?:ab)+c?", ("ab",)),
        ("(?!ab)cd", ("cd",)),
        ("(?:|ab)", ()),
    ],
)
def test_stems(source: str, stems: tuple[str, ...]) -> None:
    assert stems_of(source) == stems


def test_lower_case_of_a_source_leaves_escapes_and_names() -> None:
    assert in_lower_case(r"\W(?P<Name>A[B-D]\S)\Z") == r"\W(?P<Name>a[b-d]\S)\Z"


@pytest.mark.parametrize("text", ["İſıKΣ", "ABC", "", "Å ≥ É"])
def test_lower_case_keeps_places(text: str) -> None:
    assert len(lowered(text)) == len(text)


def test_refuses_one_micro_sign_alone() -> None:
    with pytest.raises(ValueError, match="micro"):
        Pattern("µg")
