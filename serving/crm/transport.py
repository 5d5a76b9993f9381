"""Requests over HTTP to CRMs and to onematch: how one is sent, and how an answer is read."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import httpx

from features.schema.errors import OnematchError
from serving.access.bearer import is_loopback, secure_context
from serving.crm.requests import Body, CrmRequest


class AddressUnsafe(OnematchError):
    """A CRM's address is not https (S76)."""


def refuse_unsafe(address: str) -> None:
    """Raise AddressUnsafe unless an address is https, or on this machine."""
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts.hostname or "")):
        raise AddressUnsafe("got a CRM address with the scheme {scheme!r}, expected https", scheme=parts.scheme)


def new_http(timeout_s: float = 120.0, connect_s: float = 10.0) -> httpx.Client:
    """Return a pool of connections that follows no redirect."""
    return httpx.Client(verify=secure_context(), timeout=httpx.Timeout(timeout_s, connect=connect_s))


def send_to(http: httpx.Client, address: str, authorization: str, request: CrmRequest) -> httpx.Response:
    """Send a request once; raises httpx.HTTPError."""
    headers = {"Authorization": authorization, "Accept": request.accept, **request.headers}
    if request.body is not None:
        headers["Content-Type"] = request.media_type
    url = address.rstrip("/") + request.path
    query = dict(request.query) or None
    return http.request(request.method, url, params=query, json=request.body, headers=headers)


def retry_after_of(answer: httpx.Response) -> timedelta | None:
    """Return how long a response asks to wait, by its own clock where it shows it; None where it does not say."""
    value = answer.headers.get("Retry-After", "").strip()
    if value.isdecimal() and len(value) < 8:
        return timedelta(seconds=int(value))
    at = date_in(value)
    now = date_in(answer.headers.get("Date", "")) or datetime.now(UTC)
    return None if at is None else max(at - now, timedelta())


def object_in(answer: httpx.Response) -> Body | None:
    """Return the object of an answer, empty for an empty answer, None for what is no object."""
    if not answer.content:
        return {}
    try:
        body = answer.json()
    except ValueError:
        return None
    return body if isinstance(body, Mapping) else None


def date_in(text: str) -> datetime | None:
    """Return the moment of a header, None for what is none."""
    try:
        date = parsedate_to_datetime(text)
    except ValueError:
        return None
    return date if date.tzinfo is not None else None
