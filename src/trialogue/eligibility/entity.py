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


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A mention: its type and its characters in the text."""

    type: EntityType
    start: int
    end: int
