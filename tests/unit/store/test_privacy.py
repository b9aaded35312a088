"""Each column of each table says how private it is."""

from __future__ import annotations

from sqlalchemy import Column, MetaData, Table, Text

from trialogue.store.privacy import Privacy, classed, privacy_of, unclassified
from trialogue.store.schema import whole_metadata
from trialogue.store.tables import study_version


def test_every_column_of_every_table_has_a_class() -> None:
    assert unclassified(whole_metadata()) == ()


def test_a_column_without_a_class_is_found() -> None:
    metadata = MetaData()
    Table("t", metadata, Column("a", Text, info=classed(Privacy.HEALTH)), Column("b", Text))
    assert unclassified(metadata) == ("t.b",)


def test_a_class_is_one_of_the_five() -> None:
    metadata = MetaData()
    Table("t", metadata, Column("a", Text, info={"privacy": "rather private"}))
    assert unclassified(metadata) == ("t.a",)


def test_the_class_of_a_column_can_be_asked() -> None:
    assert privacy_of(study_version.c.content) is Privacy.PUBLIC
    assert privacy_of(study_version.c.source) is Privacy.OPERATIONAL
