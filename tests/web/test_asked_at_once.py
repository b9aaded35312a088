"""A page that many ask for at once, and that nobody has asked for before, is made once."""

from __future__ import annotations

import asyncio

import pytest

from trialogue.web.page_cache import KeptPage, PageCache, keep


class Maker:
    """Makes a page slowly, and counts how often; ``fails`` so many times first."""

    def __init__(self, fails: int = 0) -> None:
        self.made, self.fails = 0, fails

    async def __call__(self) -> KeptPage:
        self.made += 1
        await asyncio.sleep(0.01)
        if self.made <= self.fails:
            raise ValueError("not today")
        return keep("a page", "text/plain")


def test_it_is_made_once_for_all_who_wait() -> None:
    async def all_of_them() -> None:
        pages, make, other = PageCache(), Maker(), Maker()
        asked = [pages.one("a", make) for _ in range(50)] + [pages.one("b", other)]
        found = await asyncio.gather(*asked)
        assert {page.body for page in found} == {b"a page"}
        assert await pages.one("a", make) is found[0]
        assert (make.made, other.made) == (1, 1)

    asyncio.run(all_of_them())


def test_what_fails_fails_for_those_who_wait_and_is_tried_again() -> None:
    async def all_of_them() -> None:
        pages, make = PageCache(), Maker(fails=1)
        found = await asyncio.gather(*(pages.one("a", make) for _ in range(5)), return_exceptions=True)
        assert [type(one) for one in found] == [ValueError] * 5
        assert (await pages.one("a", make)).body == b"a page"
        assert make.made == 2

    asyncio.run(all_of_them())


def test_who_goes_away_takes_it_from_nobody() -> None:
    async def all_of_them() -> None:
        pages, make = PageCache(), Maker()
        first, second = (asyncio.create_task(pages.one("a", make)) for _ in range(2))
        await asyncio.sleep(0)
        first.cancel()
        assert (await second).body == b"a page"
        with pytest.raises(asyncio.CancelledError):
            await first
        assert make.made == 1

    asyncio.run(all_of_them())
