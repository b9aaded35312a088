"""The page ``docs/states.md``, generated from the dicts that rule applications."""

from __future__ import annotations

from trialogue.model.application import CAUSE, HUMAN_REPLIES, OWNER, TRANSITIONS, EventKind


def states_page() -> str:
    """The state diagram (Mermaid) and its tables as Markdown. A test holds the file to it."""
    return "\n".join([_HEAD, *_diagram(), "", *_owners(), "", *_events(), ""])


_HEAD = """# The states of an application

Generated from `TRANSITIONS`, `OWNER` and `CAUSE` in `trialogue/model/application.py` by
`python -m trialogue.actions.diagram > docs/states.md`; a test fails when they differ.
"""


def _name(text: str) -> str:
    return text.replace(" ", "_")


def _diagram() -> list[str]:
    lines = ["```mermaid", "stateDiagram-v2"]
    for status, arrows in TRANSITIONS.items():
        before = "[*]" if status is None else _name(status.value)
        by_target: dict[str, list[str]] = {}
        for kind, after in arrows.items():
            if after is not status:
                by_target.setdefault(_name(after.value), []).append(kind.value)
        lines += [f"    {before} --> {after}: {', '.join(kinds)}" for after, kinds in by_target.items()]
    return [*lines, "```"]


def _owners() -> list[str]:
    rows = [f"| {status.value} | {party.value} |" for status, party in OWNER.items()]
    return ["## Who acts next", "", "| status | who |", "|---|---|", *rows]


def _events() -> list[str]:
    rows = [
        f"| {kind.value} | {CAUSE[kind].value} | {'yes' if kind in HUMAN_REPLIES else 'no'} |"
        for kind in EventKind
    ]
    return ["## Events", "", "| event | caused by | a human reply |", "|---|---|---|", *rows]


if __name__ == "__main__":
    print(states_page(), end="")
