"""What a person can do about a study now: apply, wait for a stated thing, or look elsewhere."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from trialogue.model.application import WaitPurpose
from trialogue.model.codes import RecruitmentStatus
from trialogue.model.desk import site_key
from trialogue.model.site import Site
from trialogue.model.study import Study

_R = RecruitmentStatus
_OPENING = frozenset({_R.NOT_YET_RECRUITING})
_PAUSED = frozenset({_R.SUSPENDED, _R.TEMPORARILY_NOT_AVAILABLE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """``sites``: those that take applications; ``purpose``: what can be waited for where none does.

    ``apply`` may be True with no sites: the record names none that is open, and gives no site
    statuses; then the study team is asked.
    """

    apply: bool
    sites: tuple[Site, ...] = ()
    purpose: WaitPurpose | None = None

    def __post_init__(self) -> None:
        if self.apply == (self.purpose is not None):
            raise ValueError("a study is either open to apply or has something to wait for")


def offer_of(study: Study, paused: Collection[str] = ()) -> Offer:
    """Read the offer from the study's status and those of its sites.

    Open: the study recruits, and a site recruits or no site states a status. A site whose desk
    has ``paused`` (by key) takes nobody. Not yet open: wait for the opening. Suspended: wait for
    the re-opening. All else (also recruiting by invitation, and a status nobody has verified for
    two years): only similar studies can be waited for.
    """
    if study.status in _OPENING:
        return Offer(apply=False, purpose=WaitPurpose.OPENING)
    if study.status in _PAUSED:
        return Offer(apply=False, purpose=WaitPurpose.REOPENING)
    if study.status is not _R.RECRUITING:
        return Offer(apply=False, purpose=WaitPurpose.SIMILAR)
    return _offer_of_sites(study.sites, paused)


def _offer_of_sites(sites: tuple[Site, ...], paused: Collection[str]) -> Offer:
    stated = [site for site in sites if site.status is not None]
    recruiting = [site for site in stated if site.status is _R.RECRUITING] if stated else list(sites)
    taking = tuple(site for site in recruiting if site_key(site) not in paused)
    if taking or not sites:
        return Offer(apply=True, sites=taking)
    if recruiting or any(site.status in _PAUSED for site in stated):
        return Offer(apply=False, purpose=WaitPurpose.REOPENING)
    if any(site.status in _OPENING for site in stated):
        return Offer(apply=False, purpose=WaitPurpose.OPENING)
    return Offer(apply=False, purpose=WaitPurpose.SIMILAR)
