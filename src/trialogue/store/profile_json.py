"""A profile as JSON bytes, and back."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from trialogue.errors import BadDataError
from trialogue.model.profile import Answer, Profile, Unanswered


def profile_to_json(profile: Profile) -> bytes:
    """One object: fact key → ``{"value": …}`` or ``{"unanswered": …}``, with unit and day."""
    return json.dumps({key: _entry(answer) for key, answer in profile.answers.items()}).encode()


def _entry(answer: Answer) -> dict[str, Any]:
    name = "unanswered" if isinstance(answer.value, Unanswered) else "value"
    entry: dict[str, Any] = {name: answer.value}
    if answer.unit is not None:
        entry["unit"] = answer.unit
    if answer.on is not None:
        entry["on"] = answer.on.isoformat()
    return entry


def profile_from_json(content: bytes) -> Profile:
    """Raises BadDataError where the bytes are not a profile; the message holds no answer."""
    try:
        document = json.loads(content)
        return Profile(answers={str(key): _answer(entry) for key, entry in document.items()})
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BadDataError("These bytes are not a profile") from None


def _answer(entry: dict[str, Any]) -> Answer:
    on = date.fromisoformat(entry["on"]) if "on" in entry else None
    if "unanswered" in entry:
        return Answer(value=Unanswered(entry["unanswered"]), on=on)
    value = entry["value"]
    if not isinstance(value, bool | int | float | str):
        raise TypeError("an answer is yes or no, a number or a word")
    unit = entry.get("unit")
    return Answer(value=value, unit=None if unit is None else str(unit), on=on)
