"""The timeline as a picture: doses on a line, treatment as a bar, the last measurement at its end."""

from __future__ import annotations

from collections.abc import Iterator

from trialogue.plain.durations import plain_number
from trialogue.plain.pictures.svg import ACCENT, Picture, box, drawing, line, text
from trialogue.plain.timeline import Step, StepKind, Timeline, dose_words

_WIDTH, _HEIGHT, _LEFT, _RIGHT = 720, 190, 40, 680
_LETTER = 8
_BEFORE = (StepKind.SCREENING, StepKind.RUN_IN, StepKind.WASHOUT)


def timeline_picture(plan: Timeline) -> Picture | None:
    """Steps to scale, in days from the first dose; None where the record gives no length at all."""
    spans = _spans(plan)
    if not spans:
        return None
    return drawing(
        "timeline", "What happens when", (_WIDTH, _HEIGHT), _marks(plan, spans), tuple(_twin(plan))
    )


def _spans(plan: Timeline) -> list[tuple[Step, float, float]]:
    """(step, first day, last day); what comes before treatment has negative days."""
    found: list[tuple[Step, float, float]] = []
    before = 0.0
    for kind in _BEFORE:
        step = plan.step(kind)
        if step is not None and step.length is not None:
            found.append((step, -before - step.length.days, -before))
            before += step.length.days
    treatment = plan.step(StepKind.TREATMENT)
    end = 0.0
    if treatment is not None:
        doses = max((d.days for d in treatment.doses), default=0.0)
        end = max(doses, treatment.length.days if treatment.length else 0.0)
        found.append((treatment, 0.0, end))
    follow = plan.step(StepKind.FOLLOW_UP)
    if follow is not None and follow.length is not None:
        found.append((follow, end, end + follow.length.days))
    last = plan.step(StepKind.LAST_MEASUREMENT)
    if last is not None and last.length is not None:
        found.append((last, last.length.days, last.length.days))
    return found


def _marks(plan: Timeline, spans: list[tuple[Step, float, float]]) -> Iterator[str]:
    first = min(0.0, *(a for _, a, _ in spans))
    last = max(b for _, _, b in spans) or 1.0
    scale = (_RIGHT - _LEFT) / max(last - first, 1.0)

    def at(day: float) -> float:
        return round(_LEFT + (day - first) * scale, 1)

    yield line(_LEFT, 120, _RIGHT, 120, 'stroke-opacity="0.5"')
    for step, start, end in spans:
        yield from _step(step, at(start), at(end))
    yield f'<path d="M{at(0):g} 112v16" stroke="currentColor" stroke-width="2"/>'
    yield text(at(0), 148, "start", 14, _anchor(at(0)))


def _step(step: Step, start: float, end: float) -> Iterator[str]:
    length = step.length.words if step.length else ""
    if step.kind is StepKind.LAST_MEASUREMENT:
        yield f'<circle cx="{start:g}" cy="120" r="7" fill="none" stroke="currentColor" stroke-width="3"/>'
        yield text(start, 172, f"last measurement: {length}", 15, _anchor(start))
        return
    yield box(start, 106, max(end - start, 3), 28)
    label = f"{step.kind.lower()}: {length}" if length else step.kind.lower()
    high = {StepKind.TREATMENT: 62, StepKind.FOLLOW_UP: 40}.get(step.kind, 84)
    yield text((start + end) / 2, high, label, 15, _anchor((start + end) / 2))
    if step.doses:
        yield from _doses(step, start, end)


def _doses(step: Step, start: float, end: float) -> Iterator[str]:
    longest = max(d.days for d in step.doses) or 1.0
    span = max(step.length.days, longest) if step.length else longest
    free = float("inf")
    for dose in reversed(step.doses):
        x = round(start + dose.days / span * (end - start), 1)
        yield f'<path d="M{x:g} 100v40" stroke="{ACCENT}" stroke-width="4"/>'
        unit = f" {dose.unit}s" if dose is step.doses[-1] else ""
        label = f"{plain_number(dose.number)}{unit}"
        half = _LETTER * len(label) / 2
        # Doses may stand so near on a long line that their labels would lie on each other.
        if x + half <= free:
            free = x - half - _LETTER
            yield text(x, 96, label, 14, 'text-anchor="middle"')


def _anchor(x: float) -> str:
    place = "start" if x < 160 else "end" if x > 560 else "middle"
    return f'text-anchor="{place}"'


def _twin(plan: Timeline) -> Iterator[str]:
    for step in plan.steps:
        length = step.length.words if step.length else "length not given in the record"
        doses = f", doses {dose_words(step.doses)}" if step.doses else ""
        yield f"{step.kind}: {length}{doses}."
    for kind in plan.missing:
        yield f"{kind}: not given in the record."
