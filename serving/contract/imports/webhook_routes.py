"""Webhooks of HubSpot: the records that they name become hints, which a connector reads again."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

from fastapi import Header, Path, Request, Response
from starlette.concurrency import run_in_threadpool

from features.schema.errors import OnematchError
from serving.access.audit import AuditEntry, append_entry
from serving.access.body_limits import OTHER_BODY
from serving.contract.imports.hints import note_hints
from serving.contract.records.calls import routes
from serving.contract.records.services import WrapperServices
from serving.crm.hubspot.webhooks import SignatureWrong, SignedRequest, records_named, require_signature
from serving.http.declared_query import ANY_QUERY
from serving.http.wire.problems import ProblemKind, Problems
from serving.http.wire.requests import read_bytes
from serving.store.contracts import CONNECTED, Instance, NotHere, load_instance
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import Crm

PATH = "/v1/webhooks/hubspot/{instance_id}"
REQUESTS_PER_MINUTE = 6_000
"""Signed requests of one instance; each holds up to a hundred events."""
_EVENT = {
    "eventId": 1,
    "subscriptionId": 12345,
    "portalId": 62515,
    "appId": 54321,
    "occurredAt": 1772445600000,
    "subscriptionType": "contact.propertyChange",
    "attemptNumber": 0,
    "objectId": 101,
    "changeSource": "CRM_UI",
    "propertyName": "jobtitle",
    "propertyValue": "Buyer",
}
_EVENTS = {
    ANY_QUERY: True,
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": {"type": "array", "items": {}}, "example": [_EVENT]}},
    },
}


class EventsUnreadable(OnematchError):
    """A signed request holds no list of events."""


PROBLEMS: Problems = {
    SignatureWrong: ProblemKind(401, "signature-wrong", "The request is not signed by the app"),
    EventsUnreadable: ProblemKind(422, "events-unreadable", "The events cannot be read"),
}
router = routes("import", prefix="")


@router.post(PATH, status_code=204, summary="Receive HubSpot's webhooks", openapi_extra=_EVENTS)
async def receive(
    instance_id: Annotated[str, Path(max_length=64)],
    request: Request,
    signed: Annotated[str, Header(alias="X-HubSpot-Signature-v3", max_length=200)] = "",
    timestamp: Annotated[str, Header(alias="X-HubSpot-Request-Timestamp", max_length=20)] = "",
) -> Response:
    """Note the records that events name, after the signature (version 3) and its age; a connector reads them.

    Events may come again and in any order. `instance_id` is the `id` of `GET .../instances/production`.
    """
    services: WrapperServices = request.app.state.services
    now = services.clock()
    body = await read_bytes(request.receive, OTHER_BODY)
    require_signature(_secrets(services), _as_signed(request, body, timestamp), signed, now)
    request.app.state.webhook_limit.admit(instance_id)
    await run_in_threadpool(_note, services, (instance_id, _events(body)), now, request.state.request_id)
    return Response(status_code=204)


def _secrets(services: WrapperServices) -> list[str]:
    """Return the app's secrets; raises NotHere without one."""
    given = services.settings.hubspot_app_secret
    secrets = (
        [] if given is None else [secret.strip() for secret in given.get_secret_value().split(",") if secret.strip()]
    )
    if not secrets:
        raise NotHere("webhooks are not set up: expected ONEMATCH_HUBSPOT_APP_SECRET")
    return secrets


def _as_signed(request: Request, body: bytes, timestamp: str) -> Iterator[SignedRequest]:
    """Yield the request as HubSpot may have signed it: by https also where a proxy ended TLS."""
    query: bytes = request.scope["query_string"]
    target: bytes = request.scope["raw_path"] + (b"?" + query if query else b"")
    for scheme in dict.fromkeys(("https", request.url.scheme)):
        url = f"{scheme}://{request.url.netloc}{target.decode('latin-1')}"
        yield SignedRequest(request.method, url, body, timestamp)


def _events(body: bytes) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise EventsUnreadable("got a body that is no JSON, expected a list of events") from None


def _note(services: WrapperServices, sent: tuple[str, object], now: datetime, request_id: str) -> None:
    """Note the hints of a connected instance and write the audit entry; raises NotHere."""
    instance_id, events = sent
    with services.store.writing(instance_id) as connection:
        instance = load_instance(connection, instance_id)
        if instance is None or instance.crm is not Crm.HUBSPOT or instance.state != CONNECTED:
            raise NotHere("there is no such connected instance")
        keys = records_named(events, str(instance.urls.get("portal_id", "")))
        note_hints(connection, instance.id, keys, now)
        append_entry(connection, _entry(instance, keys, now, request_id), 204)


def _entry(instance: Instance, keys: frozenset[RecordKey], now: datetime, request_id: str) -> AuditEntry:
    entry = AuditEntry(
        client_id="hubspot",
        contract_id=instance.contract_id,
        action=f"POST {PATH}",
        at=now,
        request_id=request_id,
        instance_id=instance.id,
    )
    entry.name(records=sorted(key.name for key in keys))
    return entry
