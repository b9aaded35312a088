"""A mention in a text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class EntityType(StrEnum):
    """What is mentioned."""

    CONDITION = "condition"
    DRUG = "drug"
    PROCEDURE = "procedure"
    MEASUREMENT = "measurement"
    VALUE = "value"
    TEMPORAL = "temporal"


class Spans(StrEnum):
    """How long a mention is drawn; corpora differ in it, and so do those who read our mentions."""

    #: A thing by its name: "asthma", "30 days".
    SHORT = "short"
    #: With all that narrows it, as in Chia: "severe persistent asthma", "within 30 days before screening".
    WHOLE = "whole"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A mention: its type and its characters in the text."""

    type: EntityType
    start: int
    end: int
