"""Which fields of a study differ between two versions of its record."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

from trialogue.model.study import Study
from trialogue.registry.decode import MalformedRecordError, decode_study
from trialogue.registry.form import Form
from trialogue.store.records import RawContent

# Values whose own fields are worth naming: ``dates.completion`` rather than ``dates``.
_NAMED_INSIDE = frozenset({"dates", "eligibility", "design", "oversight"})
OTHER = "other"
"""Something that the model does not hold has changed."""

# The two forms mark lists and escapes differently; the words are the same.
_MARKS = re.compile(r"[\\*\-•·\s]+")
_SPACE = re.compile(r"\s+")


def changed_fields(old: RawContent, new: RawContent) -> tuple[str, ...]:
    """The fields of ``Study`` that differ, in the model's order; ``other`` where none of them does.

    Between two forms (legacy XML, API v2) a field counts only where both have a value: what a form
    cannot say has not changed.
    """
    try:
        before, after = (decode_study(one.content, Form(one.form)) for one in (old, new))
    except MalformedRecordError:
        # The older version was accepted by an earlier reader that was less strict.
        return (OTHER,)
    return _between(before, after, lenient=old.form != new.form) or (() if old.form != new.form else (OTHER,))


def _between(old: Study, new: Study, *, lenient: bool) -> tuple[str, ...]:
    found: list[str] = []
    for field in dataclasses.fields(Study):
        before, after = getattr(old, field.name), getattr(new, field.name)
        if before == after:
            continue
        if field.name in _NAMED_INSIDE:
            inner = (part.name for part in dataclasses.fields(before))
            found += [
                f"{field.name}.{name}"
                for name in inner
                if _differ(getattr(before, name), getattr(after, name), lenient)
            ]
        elif _differ(before, after, lenient):
            found.append(field.name)
    return tuple(found)


def _differ(old: Any, new: Any, lenient: bool) -> bool:
    if lenient and (_says_nothing(old) or _says_nothing(new)):
        return False
    if isinstance(old, str) and isinstance(new, str):
        pattern = _MARKS if lenient else _SPACE
        return pattern.sub(" ", old).strip() != pattern.sub(" ", new).strip()
    if isinstance(old, tuple) and isinstance(new, tuple):
        return len(old) != len(new) or any(_differ(a, b, lenient) for a, b in zip(old, new, strict=True))
    if dataclasses.is_dataclass(old) and type(old) is type(new):
        names = (field.name for field in dataclasses.fields(old))
        return any(_differ(getattr(old, name), getattr(new, name), lenient) for name in names)
    return bool(old != new)


def _says_nothing(value: Any) -> bool:
    return value is None or value == "" or value == ()
