"""Pages of results: the numbers to show, and where each leads."""

from __future__ import annotations

from dataclasses import dataclass

from trialogue.index.query_string import page_of
from trialogue.model.search import Query
from trialogue.web.search.address import search_address


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """A page by number; ``href`` None for a gap."""

    number: int
    href: str | None
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """Where one is among the pages."""

    first: int
    last: int
    total: int
    links: tuple[PageLink, ...]
    previous: str | None
    next: str | None


def pager(query: Query, total: int) -> Pager:
    """The pages of a search that finds ``total`` studies."""
    size = query.limit or 1
    pages = max(1, -(-total // size))
    now = query.offset // size + 1
    shown = sorted({1, pages, *range(max(1, now - 1), min(pages, now + 1) + 1)})
    links: list[PageLink] = []
    before = 0
    for number in shown:
        if number - before > 1:
            links.append(PageLink(number=0, href=None))
        links.append(PageLink(number=number, href=_address(query, number), current=number == now))
        before = number
    return Pager(
        first=min(query.offset + 1, total),
        last=min(query.offset + size, total),
        total=total,
        links=tuple(links) if pages > 1 else (),
        previous=_address(query, now - 1) if 1 < now <= pages else None,
        next=_address(query, now + 1) if now < pages else None,
    )


def _address(query: Query, number: int) -> str:
    return search_address(page_of(query, number))
