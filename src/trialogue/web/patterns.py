"""Form patterns for templates: question choices, fields and the error summary.

The markup comes from the NHS design system's own templates, which are tested with people; the
colours and type are ours. In a template: ``{{ forms.radios(name="sex", legend="…", items=…) }}``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jinja2 import ChainableUndefined, Environment, PackageLoader
from markupsafe import Markup, escape

Params = Mapping[str, Any]
_HERE = "\ue000"  # a private character (Unicode 23.5), which stands for a value that is put in later
_MOST_MADE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One choice of a question. ``divider`` instead of a value prints a word between choices."""

    value: str = ""
    label: str = ""
    hint: str | None = None
    divider: str | None = None


class Patterns:
    """Each method returns safe markup; text given is escaped, ``Markup`` given is kept."""

    def __init__(self) -> None:
        # The NHS templates chain through parameters that were not given.
        self._env = Environment(
            loader=PackageLoader("nhsuk_frontend_jinja"),
            undefined=ChainableUndefined,
            autoescape=True,
        )
        self._made: dict[str, Markup] = {}
        self._env.filters.setdefault("escaped", lambda value: isinstance(value, Markup))

    def radios(self, *, name: str, legend: str, items: Sequence[Choice], **more: Any) -> Markup:
        """One choice of several. ``more``: value, hint, error, page_heading, small."""
        return self._choices("radios", name, legend, items, more)

    def checkboxes(self, *, name: str, legend: str, items: Sequence[Choice], **more: Any) -> Markup:
        """Any number of choices. ``more``: values, hint, error, page_heading, small."""
        return self._choices("checkboxes", name, legend, items, more)

    def text(self, *, name: str, label: str, **more: Any) -> Markup:
        """A line of text. ``more``: value, hint, error, type, inputmode, autocomplete, width, suffix."""
        params = self._field(name, label, more)
        params |= {"type": more.get("type", "text"), "inputmode": more.get("inputmode")}
        params |= {"autocomplete": more.get("autocomplete"), "spellcheck": more.get("spellcheck")}
        params |= {"width": more.get("width"), "suffix": more.get("suffix")}
        return self._filled("input", "input", params)

    def textarea(self, *, name: str, label: str, **more: Any) -> Markup:
        """Several lines of text. ``more``: value, hint, error, rows."""
        params = self._field(name, label, more) | {"rows": more.get("rows", 5)}
        return self._filled("textarea", "textarea", params)

    def select(self, *, name: str, label: str, items: Sequence[Choice], **more: Any) -> Markup:
        """A list to pick from. ``more``: value, hint, error."""
        options = [{"value": c.value, "text": c.label} for c in items]
        return self._render("select", "select", self._field(name, label, more) | {"items": options})

    def date(self, *, name: str, legend: str, values: Mapping[str, str], **more: Any) -> Markup:
        """Day, month and year in three fields: ``name-day``, ``name-month``, ``name-year``."""
        parts = [
            {
                "name": part,
                "label": part.title(),
                "value": values.get(part),
                "width": 4 if part == "year" else 2,
            }
            for part in ("day", "month", "year")
        ]
        params = self._messages(more) | {
            "id": name,
            "namePrefix": name,
            "items": parts,
            "fieldset": {"legend": _heading(legend, more)},
        }
        return self._render("date-input", "dateInput", params)

    def error_summary(self, errors: Sequence[tuple[str, str]]) -> Markup:
        """The list at the top of a page with errors: (id of the field, what to do). Empty: nothing."""
        if not errors:
            return Markup("")
        listed = [{"href": f"#{field}", "text": words} for field, words in errors]
        return self._render(
            "error-summary", "errorSummary", {"heading": "There is something to mend", "errorList": listed}
        )

    def _choices(
        self, kind: str, name: str, legend: str, items: Sequence[Choice], more: Mapping[str, Any]
    ) -> Markup:
        params = self._messages(more) | {
            "name": name,
            "idPrefix": more.get("id", name),
            "small": more.get("small", False),
            "value": more.get("value"),
            "values": list(more.get("values", ())),
            "items": [_item(choice) for choice in items],
            "fieldset": {"legend": _heading(legend, more)},
        }
        return self._render(kind, kind, params)

    def _field(self, name: str, label: str, more: Mapping[str, Any]) -> dict[str, Any]:
        heading = _heading(label, more)
        return self._messages(more) | {
            "id": more.get("id", name),
            "name": name,
            "value": more.get("value"),
            "label": heading,
            "attributes": dict(more.get("attributes", {})),
        }

    def _messages(self, more: Mapping[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if more.get("hint"):
            key = "html" if isinstance(more["hint"], Markup) else "text"
            found["hint"] = {key: more["hint"]}
        if more.get("error"):
            found["errorMessage"] = {"text": more["error"]}
        return found

    def _filled(self, folder: str, macro: str, params: Params) -> Markup:
        """A field with its value. The field around it is alike for everybody, and made once."""
        value = params.get("value")
        blank = {**params, "value": _HERE if value else None}
        key = f"{macro} {blank!r}"
        made = self._made.get(key)
        if made is None:
            if len(self._made) >= _MOST_MADE:
                self._made.clear()
            made = self._made[key] = self._render(folder, macro, blank)
        return made.replace(_HERE, escape(value)) if value else made

    def _render(self, folder: str, macro: str, params: Params) -> Markup:
        module = self._env.get_template(f"nhsuk/components/{folder}/macro.jinja").module
        kept = {key: value for key, value in params.items() if value is not None}
        return Markup(str(getattr(module, macro)(kept)).strip())  # noqa: S704


def _item(choice: Choice) -> dict[str, Any]:
    if choice.divider:
        return {"divider": choice.divider}
    item: dict[str, Any] = {"value": choice.value, "text": choice.label}
    if choice.hint:
        item["hint"] = {"text": choice.hint}
    return item


def _heading(text: str, more: Mapping[str, Any]) -> dict[str, Any]:
    """A label or legend; ``page_heading`` makes it the h1 of a question page."""
    if more.get("page_heading"):
        return {"text": text, "size": "l", "isPageHeading": True}
    return {"text": text, "size": more.get("size", "s")}
