"""Which property values a HubSpot portal takes, and the errors in which it says so.

The error shape is that of https://developers.hubspot.com/docs/api-reference/error-handling .
UNCONFIRMED: the words of refusals.
"""

import re
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime

from tests.support.vendors.clock import wire_time
from tests.support.vendors.hubspot_schema import PropertyDefinition
from tests.support.vendors.server import VendorAnswer

NOTE_BODY_CHARACTERS = 65_536
"""https://developers.hubspot.com/docs/api-reference/crm-notes-v3/guide"""

_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s.,;<>]{2,}")


class HubSpotRefusal(ValueError):
    """A request that HubSpot refuses, with its status and the fields of its error body."""

    def __init__(self, status: int, message: str, category: str, **extra: object) -> None:
        super().__init__(message)
        content = {"status": "error", "message": message, "correlationId": str(uuid.uuid4()), "category": category}
        self.answer = VendorAnswer(status, content | extra)


def invalid(message: str) -> HubSpotRefusal:
    """Return a 400 VALIDATION_ERROR."""
    return HubSpotRefusal(400, message, "VALIDATION_ERROR", errors=[{"message": message}])


def not_found(record_id: str) -> HubSpotRefusal:
    message = "Object not found.  objectId are usually numeric."
    return HubSpotRefusal(404, message, "OBJECT_NOT_FOUND", context={"id": [record_id]})


def parse_time(value: str) -> datetime | None:
    """Read a Unix time in milliseconds or an ISO time; None for anything else."""
    if re.fullmatch(r"\d+", value):
        return datetime.fromtimestamp(int(value) / 1000, UTC)
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return None
    return at.replace(tzinfo=at.tzinfo or UTC)


def checked(given: Mapping[str, object], definitions: Mapping[str, PropertyDefinition]) -> dict[str, str]:
    """Return the values as the portal stores them; refuse a bad one."""
    return {name: _stored(name, "" if raw is None else str(raw), definitions.get(name)) for name, raw in given.items()}


def _stored(name: str, text: str, definition: PropertyDefinition | None) -> str:
    if definition is None:
        raise invalid(f'Property "{name}" does not exist')
    if definition.read_only:
        raise invalid(f"{name} is a read only property; its value cannot be set.")
    if not text:
        return text
    at = parse_time(text) if definition.type == "datetime" else None
    is_wrong = (
        (definition.type == "number" and not re.fullmatch(r"-?\d+(\.\d+)?", text))
        or (definition.type == "datetime" and at is None)
        or (definition.options and text not in definition.options)
        or (name == "email" and not _EMAIL.fullmatch(text.strip()))
        or (name == "hs_note_body" and len(text) > NOTE_BODY_CHARACTERS)
    )
    if is_wrong:
        raise invalid(f"Property values were not valid: {name}")
    if at is not None:
        return wire_time(at)
    return text.strip().lower() if name == "email" else text
