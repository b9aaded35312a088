"""The passages of a text in which mentions are looked for."""

from __future__ import annotations

from trialogue.eligibility.split import split
from trialogue.eligibility.split_lines import blocks


def passages_of(text: str) -> list[tuple[int, int]]:
    """Places of items, paragraphs and lines: without headings and list marks, wrapped lines whole.

    Nothing of a heading is a mention ("Exclusion Criteria" is no measurement), nor is a dash of a list.
    """
    headings = [(heading.span.start, heading.span.end) for heading in split(text).headings]
    found = []
    for block in blocks(text):
        start = block.body
        for low, high in headings:
            if low <= start < high:
                start = high
        if start < block.end:
            found.append((start, block.end))
    return found
