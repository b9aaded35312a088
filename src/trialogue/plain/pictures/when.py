"""The timeline as a picture: doses on a line, treatment as a bar, the last measurement at its end."""

from __future__ import annotations

from collections.abc import Iterator

from trialogue.plain.durations import plain_number
from trialogue.plain.pictures.svg import ACCENT, Picture, box, drawing, line, text
from trialogue.plain.timeline import Step, StepKind, Timeline, dose_words

_WIDTH, _NARROW, _HEIGHT = 720, 340, 190
_LETTER = 8
# Where the words of a step stand, so that those of neighbours do not meet.
_HIGH = {StepKind.TREATMENT: 62, StepKind.FOLLOW_UP: 40, StepKind.LAST_MEASUREMENT: 118}
_BEFORE = (StepKind.SCREENING, StepKind.RUN_IN, StepKind.WASHOUT)


def timeline_picture(plan: Timeline, *, narrow: bool = False) -> Picture | None:
    """Steps to scale, in days from the first dose; ``narrow``: for a small window. None without lengths."""
    spans = _spans(plan)
    if not spans:
        return None
    width = _NARROW if narrow else _WIDTH
    name = "timeline-narrow" if narrow else "timeline"
    top = min(_HIGH.get(step.kind, 84) for step, _, _ in spans) - 22
    marks = (f'<g transform="translate(0 {-top})">', *_marks(width, spans), "</g>")
    return drawing(name, "What happens when", (width, _HEIGHT - top), marks, tuple(_twin(plan)))


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


def _marks(width: int, spans: list[tuple[Step, float, float]]) -> Iterator[str]:
    left, right = width / 18, width * 17 / 18
    first = min(0.0, *(a for _, a, _ in spans))
    last = max(b for _, _, b in spans) or 1.0
    scale = (right - left) / max(last - first, 1.0)

    def at(day: float) -> float:
        return round(left + (day - first) * scale, 1)

    yield line(left, 120, right, 120, 'stroke-opacity="0.5"')
    for step, start, end in spans:
        yield from _step(step, (at(start), at(end)), width)
    yield f'<path d="M{at(0):g} 112v16" stroke="currentColor" stroke-width="2"/>'
    yield text(at(0), 148, "start", 14, _anchor(at(0), width))


def _step(step: Step, span: tuple[float, float], width: int) -> Iterator[str]:
    start, end = span
    length = step.length.words if step.length else ""
    if step.kind is StepKind.LAST_MEASUREMENT:
        yield f'<circle cx="{start:g}" cy="120" r="7" fill="none" stroke="currentColor" stroke-width="3"/>'
        yield text(start, 172, f"last measurement: {length}", 15, _anchor(start, width))
        return
    yield box(start, 106, max(end - start, 3), 28)
    label = f"{step.kind.lower()}: {length}" if length else step.kind.lower()
    yield text((start + end) / 2, _HIGH.get(step.kind, 84), label, 15, _anchor((start + end) / 2, width))
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


def _anchor(x: float, width: int) -> str:
    """Words at the edge of the picture end there: those in its middle stand around their place."""
    edge = 160 if width == _WIDTH else width / 2
    place = "start" if x < edge else "end" if x > width - edge else "middle"
    return f'text-anchor="{place}"'


def _twin(plan: Timeline) -> Iterator[str]:
    for step in plan.steps:
        length = step.length.words if step.length else "length not given in the record"
        doses = f", doses {dose_words(step.doses)}" if step.doses else ""
        yield f"{step.kind}: {length}{doses}."
    for kind in plan.missing:
        yield f"{kind}: not given in the record."
