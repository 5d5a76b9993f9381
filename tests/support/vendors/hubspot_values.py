"""Which property values a HubSpot portal takes, and the errors in which it says so.

The error shape, the embedded JSON of `Property values were not valid` and PROPERTY_DOESNT_EXIST are those of
https://developers.hubspot.com/docs/api-reference/error-handling; the other codes are as public clients
report them, on no page of the vendor (UNCONFIRMED).
"""

import json
import re
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from html.parser import HTMLParser

from tests.support.vendors.hubspot_schema import PropertyDefinition
from tests.support.vendors.server import VendorAnswer

NOTE_BODY_CHARACTERS = 65_536
"""https://developers.hubspot.com/docs/api-reference/crm-notes-v3/guide"""

_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s.,;<>]{2,}")


class HubSpotRefusal(ValueError):
    """A request that HubSpot refuses, with its status and the fields of its error body."""

    def __init__(self, status: int, message: str, category: str, **extra: object) -> None:
        super().__init__(message)
        self.status = status
        self.content: dict[str, object] = {
            "status": "error",
            "message": message,
            "correlationId": str(uuid.uuid4()),
            "category": category,
            **extra,
        }
        self.headers: dict[str, str] = {}

    def answer(self) -> VendorAnswer:
        return VendorAnswer(self.status, self.content, self.headers)


def invalid(message: str, *, code: str = "", properties: tuple[str, ...] = ()) -> HubSpotRefusal:
    """Return a 400 VALIDATION_ERROR."""
    error: dict[str, object] = {"message": message}
    if code:
        error["code"] = code
    if properties:
        error["context"] = {"propertyName": list(properties)}
    return HubSpotRefusal(400, message, "VALIDATION_ERROR", errors=[error])


def not_found(kind: str, record_id: str) -> HubSpotRefusal:
    return HubSpotRefusal(
        404,
        "Object not found.  objectId are usually numeric.",
        "OBJECT_NOT_FOUND",
        context={"id": [record_id], "objectType": [kind]},
    )


def parse_time(value: str) -> datetime | None:
    """Read a Unix time in milliseconds, an ISO date or an ISO time; None for anything else."""
    if re.fullmatch(r"-?\d+", value):
        return datetime.fromtimestamp(int(value) / 1000, UTC)
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return None
    return at.replace(tzinfo=at.tzinfo or UTC)


def checked(given: Mapping[str, object], definitions: Mapping[str, PropertyDefinition]) -> dict[str, str]:
    """Return the values as the portal stores them; refuse them all with one error a bad property."""
    values: dict[str, str] = {}
    errors: list[dict[str, object]] = []
    for name, raw in given.items():
        text = "" if raw is None else _as_text(raw)
        definition = definitions.get(name)
        problem = _problem(name, text, definition)
        if problem is None and definition is not None:
            values[name] = _stored(text, definition)
        elif problem is not None:
            errors.append(_property_error(name, *problem))
    if errors:
        codes = [
            {"message": error["message"], "code": error["error"], "context": {"propertyName": [error["name"]]}}
            for error in errors
        ]
        message = f"Property values were not valid: {json.dumps(errors, separators=(',', ':'), ensure_ascii=False)}"
        raise HubSpotRefusal(400, message, "VALIDATION_ERROR", errors=codes)
    return values


def _as_text(raw: object) -> str:
    if isinstance(raw, bool):
        return str(raw).lower()
    return raw if isinstance(raw, str) else json.dumps(raw)


def _property_error(name: str, code: str, message: str) -> dict[str, object]:
    return {
        "isValid": False,
        "message": message,
        "error": code,
        "name": name,
        "localizedErrorMessage": message,
        "portalId": 4_711_001,
    }


def _problem(name: str, text: str, definition: PropertyDefinition | None) -> tuple[str, str] | None:
    if definition is None:
        return "PROPERTY_DOESNT_EXIST", f'Property "{name}" does not exist'
    if definition.read_only:
        return "READ_ONLY_VALUE", f"{name} is a read only property; its value cannot be set."
    if text == "":
        return None
    return _type_problem(name, text, definition)


def _type_problem(name: str, text: str, definition: PropertyDefinition) -> tuple[str, str] | None:
    if definition.type == "number" and not re.fullmatch(r"-?\d+(\.\d+)?", text):
        return "INVALID_INTEGER", f"{text} was not a valid number."
    if definition.type in {"datetime", "date"} and parse_time(text) is None:
        return "INVALID_DATE", f"{text} was not a valid long."
    if definition.type == "enumeration" and definition.options and text not in definition.options:
        return "INVALID_OPTION", f"{text} was not one of the allowed options: {definition.options}"
    if name == "email" and not _EMAIL.fullmatch(text.strip()):
        return "INVALID_EMAIL", f"Email address {text} is invalid"
    if name == "hs_note_body" and len(text) > NOTE_BODY_CHARACTERS:
        return "PROPERTY_VALUE_TOO_LONG", f"{name} holds {len(text)} characters, at most {NOTE_BODY_CHARACTERS}"
    return None


def _stored(text: str, definition: PropertyDefinition) -> str:
    if definition.name == "email":
        return text.strip().lower()
    if definition.type == "datetime" and text:
        at = parse_time(text)
        assert at is not None
        return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"
    return text


class _TextOfHtml(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in {"br", "p", "div", "li"}:
            self.pieces.append(" ")


def text_of_html(html: str) -> str:
    """Return the text that a body shows, its character references decoded and its tags removed."""
    parser = _TextOfHtml()
    parser.feed(html)
    parser.close()
    return " ".join("".join(parser.pieces).split())
