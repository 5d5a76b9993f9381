"""HubSpot's webhooks: the signature of a request (version 3), and the records that its events name.

Source of the signature: "Validating requests" in HubSpot's developer documentation.
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from features.schema.errors import OnematchError
from features.schema.value_class import value_class
from serving.crm.reading import LONGEST_ID
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import CrmObject
from serving.vocabulary.versions import VersionUnreadable, read_time

OLDEST = timedelta(minutes=5)
"""The greatest age of a request; one that is as far in the future is refused as well."""
_DECODED = {f"%{ord(letter):02X}": letter for letter in ":/?@!$'()*,;"}
"""The escapes that HubSpot decodes before it signs an address; all others stay as they are."""
_ESCAPE = re.compile("|".join(_DECODED), re.IGNORECASE)
_BY_NAME = {"contact": CrmObject.CONTACT, "company": CrmObject.ACCOUNT, "deal": CrmObject.OPPORTUNITY}
_BY_TYPE = {"0-1": CrmObject.CONTACT, "0-2": CrmObject.ACCOUNT, "0-3": CrmObject.OPPORTUNITY}
_IDS = ("objectId", "primaryObjectId", "newObjectId")


class SignatureWrong(OnematchError):
    """A request is not signed by the app, or too old."""


@value_class
class SignedRequest:
    """What HubSpot signs: the method, the whole address, the body, and the time in milliseconds since 1970."""

    method: str
    uri: str
    body: bytes
    timestamp: str


def signature(secret: str, request: SignedRequest) -> str:
    """Return the signature of a request in version 3."""
    decoded = _ESCAPE.sub(lambda match: _DECODED[match[0].upper()], request.uri)
    source = f"{request.method}{decoded}".encode() + request.body + request.timestamp.encode()
    return base64.b64encode(hmac.new(secret.encode(), source, hashlib.sha256).digest()).decode()


def require_signature(secrets: Iterable[str], requests: Iterable[SignedRequest], given: str, now: datetime) -> None:
    """Raise SignatureWrong unless one secret signed one of the requests, which differ by address, in time."""
    candidates = [request for request in requests if _is_recent(request.timestamp, now)]
    if not candidates:
        raise SignatureWrong("got X-HubSpot-Request-Timestamp that is missing or not of the last 5 minutes")
    signed = [signature(secret, request) for secret in secrets for request in candidates]
    if not any(hmac.compare_digest(expected.encode(), given.encode()) for expected in signed):
        raise SignatureWrong("got X-HubSpot-Signature-v3 that the app's secret did not make")


def records_named(events: object, portal_id: str) -> frozenset[RecordKey]:
    """Return the records of a portal that events name; events of other portals and other objects name none."""
    listed = events if isinstance(events, list) else [events]
    return frozenset(
        key
        for event in listed
        if isinstance(event, Mapping) and str(event.get("portalId")) == portal_id
        for key in _of_event(event)
    )


def _of_event(event: Mapping[str, object]) -> Iterator[RecordKey]:
    kind, _, what = str(event.get("subscriptionType", "")).partition(".")
    if what == "associationChange":
        yield from _of_association(event)
        return
    merged = event.get("mergedObjectIds")
    ids = [event.get(name) for name in _IDS] + (merged if isinstance(merged, list) else [])
    yield from _keys(_BY_NAME.get(kind) or _BY_TYPE.get(str(event.get("objectTypeId"))), ids)


def _of_association(event: Mapping[str, object]) -> Iterator[RecordKey]:
    """Read `CONTACT_TO_COMPANY`, or the types of both sides."""
    names = str(event.get("associationType", "")).lower().split("_to_")
    ends = zip(("from", "to"), names if len(names) == len(("from", "to")) else ("", ""), strict=True)
    for end, name in ends:
        crm_object = _BY_NAME.get(name) or _BY_TYPE.get(str(event.get(f"{end}ObjectTypeId")))
        yield from _keys(crm_object, [event.get(f"{end}ObjectId")])


def _keys(crm_object: CrmObject | None, ids: Iterable[object]) -> Iterator[RecordKey]:
    """Yield the records of ids that can be HubSpot's, which are numbers."""
    for identity in ids:
        named = str(identity) if isinstance(identity, str | int) else ""
        if crm_object is not None and named.isascii() and named.isdecimal() and len(named) <= LONGEST_ID:
            yield RecordKey(crm_object, named)


def _is_recent(timestamp: str, now: datetime) -> bool:
    try:
        return timestamp.isdecimal() and abs(now - read_time(timestamp)) <= OLDEST
    except VersionUnreadable:
        return False
