"""What a person is offered for each status of a study and of its sites."""

from __future__ import annotations

import pytest

from trialogue.model.codes import RecruitmentStatus
from trialogue.model.desk import site_key
from trialogue.model.ids import NctId
from trialogue.model.offer import Offer, offer_of
from trialogue.model.site import Site
from trialogue.model.study import Study

# study status; statuses of its sites ("none" = the record states none, "*" = its desk has paused);
# what is offered; how many sites can be chosen
TABLE = """
RECRUITING                | RECRUITING COMPLETED            | apply           | 1
RECRUITING                | RECRUITING RECRUITING           | apply           | 2
RECRUITING                | RECRUITING* RECRUITING          | apply           | 1
RECRUITING                | none none                       | apply           | 2
RECRUITING                |                                 | apply           | 0
RECRUITING                | RECRUITING*                     | reopening       | 0
RECRUITING                | none*                           | reopening       | 0
RECRUITING                | COMPLETED NOT_YET_RECRUITING    | opening         | 0
RECRUITING                | COMPLETED SUSPENDED             | reopening       | 0
RECRUITING                | COMPLETED WITHDRAWN             | similar studies | 0
NOT_YET_RECRUITING        | NOT_YET_RECRUITING              | opening         | 0
NOT_YET_RECRUITING        |                                 | opening         | 0
SUSPENDED                 | SUSPENDED                       | reopening       | 0
TEMPORARILY_NOT_AVAILABLE |                                 | reopening       | 0
ACTIVE_NOT_RECRUITING     | none none                       | similar studies | 0
ACTIVE_NOT_RECRUITING     | RECRUITING                      | similar studies | 0
COMPLETED                 | none                            | similar studies | 0
TERMINATED                |                                 | similar studies | 0
WITHDRAWN                 |                                 | similar studies | 0
UNKNOWN                   | RECRUITING                      | similar studies | 0
ENROLLING_BY_INVITATION   | ENROLLING_BY_INVITATION         | similar studies | 0
AVAILABLE                 |                                 | similar studies | 0
WITHHELD                  |                                 | similar studies | 0
"""


@pytest.mark.parametrize("row", TABLE.strip().splitlines())
def test_offers(row: str) -> None:
    status, sites_text, offered, choices = (cell.strip() for cell in row.split("|"))
    sites, paused = [], set()
    for n, word in enumerate(sites_text.split()):
        name = word.rstrip("*")
        site = Site(facility=f"Clinic {n}", status=None if name == "none" else RecruitmentStatus(name))
        sites.append(site)
        paused |= {site_key(site)} if word.endswith("*") else set()
    study = Study(
        nct_id=NctId("NCT99000001"), brief_title="A", status=RecruitmentStatus(status), sites=tuple(sites)
    )
    offer = offer_of(study, paused)
    assert ("apply" if offer.apply else offer.purpose) == offered
    assert len(offer.sites) == int(choices)


def test_an_offer_cannot_contradict_itself() -> None:
    with pytest.raises(ValueError, match="either"):
        Offer(apply=False)
