"""Places from what people type. Expected points are of public gazetteers, to a tenth of a degree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialogue.errors import UsageError
from trialogue.index.places import find_place, length_text, parse_length


@pytest.mark.parametrize(
    ("text", "label", "lat", "lon"),
    [
        ("55902", "Rochester, MN 55902", 44.0, -92.5),
        ("55902-1234", "Rochester, MN 55902", 44.0, -92.5),
        ("Rochester, MN 55902", "Rochester, MN 55902", 44.0, -92.5),
        ("Rochester, MN", "Rochester, MN", 44.0, -92.5),
        ("rochester mn", "Rochester, MN", 44.0, -92.5),
        ("Rochester, Minnesota, USA", "Rochester, MN", 44.0, -92.5),
        ("Boston Massachusetts USA", "Boston, MA", 42.4, -71.1),
        ("St. Louis, MO", "St. Louis, MO", 38.6, -90.2),
        ("Mazama, WA", "Mazama, WA", 48.6, -120.4),
        ("London UK", "London, United Kingdom", 51.5, -0.1),
        ("London, Ontario", "London, Canada", 43.0, -81.2),
        ("Perth, WA", "Perth, Australia", -32.0, 115.9),
        ("München", "Munich, Germany", 48.1, 11.6),
        ("Munich, DE", "Munich, Germany", 48.1, 11.6),
        ("Seoul, Korea, Republic of", "Seoul, South Korea", 37.6, 127.0),
        ("são paulo brazil", "São Paulo, Brazil", -23.5, -46.6),
        ("44.02, -92.46", "44.02, -92.46", 44.0, -92.5),
        ("(44.02 -92.46)", "44.02, -92.46", 44.0, -92.5),
        ("Home @ 1.5,2.5", "Home", 1.5, 2.5),
    ],
)
def test_a_place_is_found(text: str, label: str, lat: float, lon: float) -> None:
    place = find_place(text)
    assert place.label == label
    assert (place.point.lat, place.point.lon) == pytest.approx((lat, lon), abs=0.06)


def test_of_one_name_the_largest_is_taken_and_the_others_are_named() -> None:
    place = find_place("Paris")
    assert place.label == "Paris, France"
    assert "Paris, TX" in [other.label for other in place.others]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is no place"),
        ("x" * 1_000, "is no place"),
        ("Xyzzyville", "'Xyzzyville' is not known"),
        ("Rochester, Nowhereland", "'Rochester, Nowhereland' is not known"),
        ("Germany", "'Germany' is a large area"),
        ("00000", "no US ZIP code 00000"),
        ("95, 12", "latitude"),
        ("SW1A 1AA", "'SW1A 1AA' is not known"),
        ("nan, inf", "is not known"),
        (",,,", "is not known"),
        ("Rochester'; DROP TABLE", "is not known"),
    ],
)
def test_what_is_no_place_is_said(text: str, says: str) -> None:
    with pytest.raises(UsageError, match="near") as raised:
        find_place(text)
    assert says in str(raised.value)


@pytest.mark.parametrize(
    ("text", "kilometres"),
    [("100mi", 160.9344), ("160 km", 160), ("50", 80.4672), ("1.5 miles", 2.414016), ("20 Kilometres", 20)],
)
def test_lengths(text: str, kilometres: float) -> None:
    assert parse_length(text) == pytest.approx(kilometres)


@pytest.mark.parametrize("text", ["", "far", "-3", "0", "1e5", "10 leagues", "999999", "٣ km", "1_0"])
def test_what_is_no_length_is_said(text: str) -> None:
    with pytest.raises(UsageError, match="within"):
        parse_length(text)


@given(st.integers(1, 12_400), st.sampled_from(["mi", "km"]))
def test_a_length_is_written_as_it_was_given(number: int, unit: str) -> None:
    read = parse_length(f"{number}{unit}")
    assert parse_length(length_text(read)) == read
