"""The token endpoint of a CRM: a refresh token becomes a new access token (RFC 6749, section 6)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

import httpx

from serving.crm.crm_client import refuse_unsafe, retry_after_of
from serving.rules.vocabulary import Crm

TOKEN = re.compile(r"[\x21-\x7e]+")
"""A token that fits a header: printable ASCII without spaces."""
_UNTOLD_LIFE = timedelta(minutes=30)
"""The life of a token whose answer does not name it: HubSpot's, the shortest of both CRMs."""


class RefreshOutcome(StrEnum):
    """The result of a refresh."""

    REFRESHED = "refreshed"
    REFUSED = "refused"
    """The refresh token no longer holds: the user must authorise again."""
    LATER = "later"
    """The endpoint did not answer as it should, or refused our own client: the refresh token may still hold."""


@dataclass(frozen=True, slots=True)
class OauthClient:
    """The client as which the sellers' application is known to a CRM."""

    id: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class TokenEndpoint:
    """A CRM's token endpoint, and the client that calls it."""

    crm: Crm
    url: str
    client: OauthClient


@dataclass(frozen=True, slots=True)
class Refreshed:
    """The answer to a refresh; `refresh_token` is None where the former one stays valid."""

    outcome: RefreshOutcome
    access_token: str = field(default="", repr=False)
    refresh_token: str | None = field(default=None, repr=False)
    lives: timedelta = _UNTOLD_LIFE
    retry_after: timedelta | None = None
    error: str | None = None


def refresh(http: httpx.Client, endpoint: TokenEndpoint, refresh_token: str) -> Refreshed:
    """Exchange a refresh token; raises AddressUnsafe.

    HubSpot takes the client in the body ("Refresh an access token" of its OAuth guide), Oracle's identity domains by
    Basic authentication ("Refresh an OAuth Access Token").
    """
    refuse_unsafe(endpoint.url)
    form = {"grant_type": "refresh_token", "refresh_token": refresh_token}
    client = endpoint.client
    is_in_the_body = endpoint.crm is Crm.HUBSPOT
    try:
        answer = http.post(
            endpoint.url,
            data=form | ({"client_id": client.id, "client_secret": client.secret} if is_in_the_body else {}),
            auth=httpx.Auth() if is_in_the_body else httpx.BasicAuth(client.id, client.secret),
            headers={"Accept": "application/json"},
        )
    except httpx.HTTPError as error:
        return Refreshed(RefreshOutcome.LATER, error=type(error).__name__)
    return read_refreshed(answer)


def read_refreshed(answer: httpx.Response) -> Refreshed:
    """Return the result in a response of a token endpoint."""
    content = _content(answer)
    if not answer.is_success:
        error = _error(content)
        outcome = RefreshOutcome.REFUSED if error in _REFUSALS and answer.is_client_error else RefreshOutcome.LATER
        return Refreshed(outcome, retry_after=retry_after_of(answer), error=error or str(answer.status_code))
    token, again, lives = (content.get(name) for name in ("access_token", "refresh_token", "expires_in"))
    if not isinstance(token, str) or TOKEN.fullmatch(token) is None:
        return Refreshed(RefreshOutcome.LATER, error="no_access_token")
    return Refreshed(
        RefreshOutcome.REFRESHED,
        token,
        again if isinstance(again, str) and again else None,
        timedelta(seconds=lives) if isinstance(lives, int) and 0 < lives < 1 << 31 else _UNTOLD_LIFE,
    )


_REFUSALS = ("invalid_grant", "BAD_REFRESH_TOKEN")
"""The errors that are about the refresh token itself: RFC 6749's, and the status that HubSpot answers in its place."""


def _error(content: Mapping[str, object]) -> str | None:
    """Return the first word of an error that is of a fixed vocabulary, never a message."""
    named = [content.get(name) for name in ("error", "status", "category")]
    words = [one for one in named if isinstance(one, str) and re.fullmatch(r"\w{1,60}", one)]
    return next((one for one in words if one in _REFUSALS), words[0] if words else None)


def _content(answer: httpx.Response) -> Mapping[str, object]:
    try:
        content = answer.json()
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}
