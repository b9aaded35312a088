"""What the engine keeps of a study to show a hit: the texts of its reasons and its sites."""

from __future__ import annotations

import math
from collections.abc import Iterable

import msgspec

from trialogue.index.document import StudyDocument
from trialogue.index.reasons import shown_texts
from trialogue.model.codes import Phase, RecruitmentStatus
from trialogue.model.place import EARTH_RADIUS_KM, GeoPoint, distance_km
from trialogue.model.search import Near, NearestSite
from trialogue.model.site import Site

_KM_PER_DEGREE = math.radians(1) * EARTH_RADIUS_KM
_ROUNDING = 1e-6


class StoredSite(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """A site in a row of cells."""

    facility: str | None
    status: RecruitmentStatus | None
    city: str | None
    state: str | None
    zip: str | None
    country: str | None
    lat: float | None
    lon: float | None
    takes_people: bool


class StoredStudy(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """The shown part of a study. ``pieces`` and ``texts`` are those of ``reasons.shown_texts``."""

    nct_id: str
    status: RecruitmentStatus
    phases: tuple[Phase, ...]
    pieces: bytes
    texts: tuple[str, ...]
    sites: msgspec.Raw

    @property
    def title(self) -> str:
        """Empty where the record has none."""
        return self.texts[0] if self.pieces[:1] == b"\0" else ""


_ENCODER = msgspec.msgpack.Encoder()
_STUDY = msgspec.msgpack.Decoder(StoredStudy)
_SITES = msgspec.msgpack.Decoder(list[StoredSite])


def pack_study(document: StudyDocument) -> bytes:
    """The bytes to keep."""
    sites = [_stored_site(document, site) for site in document.sites]
    pieces, texts = shown_texts(document)
    study = StoredStudy(
        nct_id=document.nct_id,
        status=document.status,
        phases=document.phases,
        pieces=pieces,
        texts=texts,
        sites=msgspec.Raw(_ENCODER.encode(sites)),
    )
    return _ENCODER.encode(study)


def read_study(content: bytes) -> StoredStudy:
    """The study of ``pack_study``; its sites are read only by ``nearest``."""
    return _STUDY.decode(content)


def nearest(study: StoredStudy, near: Near | None) -> NearestSite | None:
    """As ``nearest_site`` of the whole document, but looking closely only at sites that may be it."""
    if near is None:
        return None
    found = _best(_SITES.decode(study.sites), near)
    if found is None:
        return None
    distance, site = found
    return NearestSite(site=_site(site), distance_km=distance, recruiting=site.takes_people)


def _best(sites: Iterable[StoredSite], near: Near) -> tuple[float, StoredSite] | None:
    reach = math.inf if near.radius_km is None else near.radius_km
    best: dict[bool, tuple[float, StoredSite]] = {}
    for site in sites:
        kind = site.takes_people
        if site.lat is None or site.lon is None or (not kind and True in best):
            continue
        limit = best[kind][0] if kind in best else reach
        # No point is nearer than the difference of the latitudes.
        if abs(site.lat - near.point.lat) * _KM_PER_DEGREE > limit + _ROUNDING:
            continue
        distance = distance_km(near.point, GeoPoint(lat=site.lat, lon=site.lon))
        if distance <= reach and (kind not in best or distance < best[kind][0]):
            best[kind] = (distance, site)
    return best.get(True) or best.get(False)


def _stored_site(document: StudyDocument, site: Site) -> StoredSite:
    return StoredSite(
        facility=site.facility,
        status=site.status,
        city=site.city,
        state=site.state,
        zip=site.zip,
        country=site.country,
        lat=site.point.lat if site.point else None,
        lon=site.point.lon if site.point else None,
        takes_people=document.takes_people(site),
    )


def _site(site: StoredSite) -> Site:
    point = GeoPoint(lat=site.lat, lon=site.lon) if site.lat is not None and site.lon is not None else None
    return Site(
        facility=site.facility,
        status=site.status,
        city=site.city,
        state=site.state,
        zip=site.zip,
        country=site.country,
        point=point,
    )
