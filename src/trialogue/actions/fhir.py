"""What people shared as FHIR R4 resources, for a hospital's own system (https://hl7.org/fhir/R4)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

import msgspec

from trialogue.actions.packet import label_of
from trialogue.model.profile import Answer, Profile, Unanswered
from trialogue.store.packets import Fields, SharedRequest

Resource = dict[str, Any]
_CONTACT = "contact:"
_NOTE = "note"


def answers_resource(profile: Profile, system: str, person: str, now: datetime) -> Resource:
    """A person's own answers as one ``QuestionnaireResponse``."""
    items = [
        {"linkId": key, "text": label_of(key, {}), "answer": [_typed(answer)]}
        for key, answer in profile.answers.items()
    ]
    return _without_empty(
        {
            "resourceType": "QuestionnaireResponse",
            "status": "completed",
            "subject": {"identifier": {"system": system, "value": person}},
            "authored": now.isoformat(),
            "item": items,
        }
    )


def _typed(answer: Answer) -> Resource:
    value = answer.value
    if isinstance(value, Unanswered):
        # HL7 v3 NullFlavor: asked but unknown, and not asked (left out by the person).
        code = "ASKU" if value is Unanswered.DONT_KNOW else "NASK"
        system = "http://terminology.hl7.org/CodeSystem/v3-NullFlavor"
        return {"valueCoding": {"system": system, "code": code, "display": value.value}}
    if isinstance(value, bool):
        return {"valueBoolean": value}
    if isinstance(value, int | float):
        if answer.unit:
            return {"valueQuantity": {"value": value, "unit": answer.unit}}
        return {"valueDecimal": value}
    return {"valueString": value}


def desk_bundle(
    batches: Iterable[Sequence[tuple[SharedRequest, Fields]]], base: str, now: datetime
) -> Iterator[bytes]:
    """A ``Bundle`` of what a desk sees, in pieces: for each request a ``Patient`` with what was shared of
    them and a ``QuestionnaireResponse`` in the words of the packet; for each study its ``Questionnaire``.

    ``base``: the public address of the instance. What a person took out of the packet is in none.
    """
    head = {"resourceType": "Bundle", "type": "collection", "timestamp": now.isoformat()}
    yield msgspec.json.encode(head)[:-1]
    asked: dict[str, dict[str, str]] = {}
    before = b',"entry":['
    for batch in batches:
        for request, packet in batch:
            labels = asked.setdefault(request.nct_id, {})
            labels.update((f.key, f.label) for f in packet.fields if not f.key.startswith(_CONTACT))
        if batch:
            yield before + b",".join(_entries(batch, base))
            before = b","
    if asked:
        studies = (_questionnaire(nct_id, labels, base) for nct_id, labels in sorted(asked.items()))
        yield b"," + b",".join(msgspec.json.encode(_entry(one)) for one in studies) + b"]"
    yield b"}"


def _entries(batch: Sequence[tuple[SharedRequest, Fields]], base: str) -> Iterator[bytes]:
    for request, packet in batch:
        yield msgspec.json.encode(_entry(_patient(request, packet, base)))
        yield msgspec.json.encode(_entry(_response(request, packet, base)))


def _urn(kind: str, name: str) -> str:
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{kind}/{name}')}"


def _entry(resource: Resource) -> Resource:
    return {"fullUrl": _urn(resource["resourceType"], resource["id"]), "resource": resource}


def _patient(request: SharedRequest, packet: Fields, base: str) -> Resource:
    shared = {f.key.removeprefix(_CONTACT): f.value for f in packet.fields if f.key.startswith(_CONTACT)}
    systems = (("email", "address"), ("phone", "phone"))
    return _without_empty(
        {
            "resourceType": "Patient",
            "id": request.id,
            "identifier": [{"system": f"{base}/requests", "value": request.id}],
            "name": [{"text": shared["name"]}] if "name" in shared else [],
            "telecom": [{"system": s, "value": shared[key]} for s, key in systems if key in shared],
        }
    )


def _response(request: SharedRequest, packet: Fields, base: str) -> Resource:
    items = [
        {"linkId": f.key, "text": f.label, "answer": [{"valueString": f.value}]}
        for f in packet.fields
        if not f.key.startswith(_CONTACT) and f.value
    ]
    if packet.note:
        items.append({"linkId": _NOTE, "text": "Note", "answer": [{"valueString": packet.note}]})
    return _without_empty(
        {
            "resourceType": "QuestionnaireResponse",
            "id": request.id,
            "identifier": {"system": f"{base}/requests", "value": request.id},
            "questionnaire": _canonical(request.nct_id, base),
            "status": "completed",
            "subject": {"reference": _urn("Patient", request.id)},
            "authored": request.sent_at.isoformat(),
            "item": items,
        }
    )


def _canonical(nct_id: str, base: str) -> str:
    return f"{base}/studies/{nct_id}/check"


def _questionnaire(nct_id: str, labels: dict[str, str], base: str) -> Resource:
    items = [
        {"linkId": key, "text": label, "type": "string"} for key, label in {**labels, _NOTE: "Note"}.items()
    ]
    return {
        "resourceType": "Questionnaire",
        "id": nct_id,
        "url": _canonical(nct_id, base),
        "title": f"Questions about taking part in {nct_id}",
        "status": "active",
        "subjectType": ["Patient"],
        "item": items,
    }


def _without_empty(resource: Resource) -> Resource:
    """FHIR's JSON knows no empty list and no empty text."""
    return {name: value for name, value in resource.items() if value not in ([], "")}
