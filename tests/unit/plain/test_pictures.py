"""Pictures: well-formed, the same twice, with every word in a text twin."""

from __future__ import annotations

from xml.etree import ElementTree

from tests.unit.plain.made import made_study, treated

from trialogue.model.codes import Allocation, ArmType
from trialogue.model.design import Arm, Design
from trialogue.model.study import Enrollment
from trialogue.plain.highlights import highlights
from trialogue.plain.pictures.card import Shape, share_card
from trialogue.plain.pictures.groups import groups_picture
from trialogue.plain.pictures.lists import Demand, eligibility_picture, highlights_picture
from trialogue.plain.pictures.svg import Picture, wrapped
from trialogue.plain.pictures.when import timeline_picture
from trialogue.plain.timeline import timeline

HOSTILE = '<script>alert("x")</script> & \x00 "quotes"'


def well_formed(picture: Picture) -> None:
    root = ElementTree.fromstring(picture.svg)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.get("role") == "img"
    assert " style=" not in picture.svg
    assert "<script" not in picture.svg
    assert all(line.strip() for line in picture.twin)


def test_groups_and_how_people_come_into_them() -> None:
    arms = (Arm(label=HOSTILE, kind=ArmType.EXPERIMENTAL), Arm(label="Usual care"))
    study = made_study(
        arms=arms, design=Design(allocation=Allocation.RANDOMIZED), enrollment=Enrollment(count=80)
    )
    picture = groups_picture(study)
    assert picture is not None
    well_formed(picture)
    assert picture.twin[0] == "80 people, by chance."
    assert picture == groups_picture(study)


def test_many_groups_are_cut_in_the_picture_but_not_in_the_twin() -> None:
    picture = groups_picture(made_study(arms=tuple(Arm(label=f"Group {n}") for n in range(30))))
    assert picture is not None
    assert "and 22 more groups" in picture.svg
    assert len(picture.twin) == 31


def test_no_picture_where_there_is_nothing_to_draw() -> None:
    assert groups_picture(made_study()) is None
    assert timeline_picture(timeline(made_study())) is None
    assert highlights_picture(()) is None


def test_the_timeline_and_its_twin() -> None:
    study = treated("Given every 3 months for a total of 4 injections. Followed for 2 years.")
    picture = timeline_picture(timeline(study))
    assert picture is not None
    well_formed(picture)
    assert any("at the start, then after 3, 6 and 9 months" in line for line in picture.twin)


def test_labels_of_doses_do_not_lie_on_each_other() -> None:
    study = treated("Given every 2 days for a total of 4 injections. Followed for 3 years.")
    picture = timeline_picture(timeline(study))
    assert picture is not None
    assert "6 days" in picture.svg
    assert ">4<" not in picture.svg


def test_lists_and_cards() -> None:
    found = highlights_picture(highlights(treated("An implant is placed.")))
    assert found is not None
    well_formed(found)
    who = eligibility_picture(f"People {HOSTILE}", (Demand(words="A" * 500), Demand(words="b")), ())
    well_formed(who)
    for shape in Shape:
        card = share_card(who, HOSTILE, "NCT99000901", shape)
        assert ElementTree.fromstring(card).get("width") == str(shape.value[0])
        assert card == share_card(who, HOSTILE, "NCT99000901", shape)


def test_lines_are_cut_with_an_ellipsis() -> None:
    assert (
        wrapped("one two three four", 60, 16, 1) == ["one…"]
        or wrapped("one two three four", 60, 16, 1)[0][-1] == "…"
    )
    assert wrapped("short", 600, 16, 2) == ["short"]


def test_a_list_stands_with_its_members_and_an_exception_under_what_it_is_of() -> None:
    parent = Demand(words="None of these:", parts=("stroke", "gout"), unless=("mild gout",))
    many = tuple(Demand(words=f"Demand {n}") for n in range(7))
    picture = eligibility_picture("People with asthma.", many, (parent,), ("Asthma drugs are allowed",))
    well_formed(picture)
    for shown in ("2 listed: stroke; gout", "Except: mild gout", "and 2 more", "The record also says (1)"):
        assert f">{shown}" in picture.svg
    assert "Keeps you out: None of these: stroke; gout Except: mild gout" in picture.twin
    assert "Needed: Demand 6" in picture.twin
    assert "Keeps you out (1)" in picture.svg
    again = eligibility_picture("People with asthma.", many, (parent,), ("Asthma drugs are allowed",))
    assert picture == again


def test_a_narrow_picture_says_the_same_in_less_width() -> None:
    study = treated("Given every 3 months for a total of 4 injections. Followed for 2 years.")
    pairs = (
        (timeline_picture(timeline(study)), timeline_picture(timeline(study), narrow=True)),
        (groups_picture(study), groups_picture(study, narrow=True)),
    )
    for wide, narrow in pairs:
        assert wide is not None
        assert narrow is not None
        well_formed(narrow)
        assert narrow.width < wide.width / 1.8
        assert narrow.twin == wide.twin
        assert f'id="{wide.id}-title"' not in narrow.svg
