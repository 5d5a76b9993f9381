"""Secrets from the environment or from files, and what authenticates a call: a token, a login, or a granted token.

A token endpoint grants tokens: to a connector for its client, to a seller for the refresh token of their grant.
"""

import base64
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

import httpx

from data.tables.atomic import replacing
from features.compiled.private_paths import private_opener
from features.schema.errors import OnematchError
from features.schema.value_class import value_class
from serving.crm.requests import Body
from serving.crm.transport import object_in, refuse_unsafe, retry_after_of

FILE = "_FILE"
REFRESHED_BEFORE_S = 60.0
TOKEN = re.compile(r"[\x21-\x7e]+")
"""A token that fits a header: printable ASCII without spaces."""
_TRIES = 5
_BUSY = 429
_ABSENT = {401, 403, 404, 405}
"""Statuses of a path that does not exist, some of which ask for a token first; a refused client names its `error`."""
_UNTOLD_LIFE = timedelta(minutes=30)
"""The life of a token whose answer does not name it: HubSpot's, the shortest of both CRMs."""
_REFUSALS = ("invalid_grant", "BAD_REFRESH_TOKEN")
"""The errors that are about the refresh token itself: RFC 6749's, and the status that HubSpot answers in its place."""


class SecretMissing(OnematchError):
    """A secret is neither in the environment nor in a file that the environment names."""


class GrantRefused(OnematchError):
    """A token endpoint refused the client or its grant."""


class GrantFailed(OnematchError):
    """A token endpoint could not be reached, or is busy."""


@value_class
class Secrets:
    """The secrets of a process: `NAME` holds one, or `NAME_FILE` the path of a file that does."""

    environment: Mapping[str, str]

    def find(self, name: str) -> str | None:
        """Return a secret, None where there is none; raises SecretMissing where its file cannot be read."""
        if given := self.environment.get(name, "").strip():
            return given
        file = self.file(name)
        try:
            return file.read_text(encoding="utf-8").strip() or None if file is not None else None
        except OSError as error:
            raise SecretMissing(
                "{name}{file}: got {found}, expected a readable file: {strerror}",
                name=name,
                file=FILE,
                found=file,
                strerror=error.strerror,
            ) from error

    def need(self, name: str) -> str:
        """Return a secret; raises SecretMissing."""
        secret = self.find(name)
        if secret is None:
            raise SecretMissing(
                "got neither {name} nor {name}{file}, expected one of them in the environment", name=name, file=FILE
            )
        return secret

    def file(self, name: str) -> Path | None:
        """Return the file that holds a secret, None where the environment names none."""
        named = self.environment.get(name + FILE, "").strip()
        return Path(named) if named else None

    def keep(self, name: str, value: str) -> None:
        """Replace a secret in its file; one that stands in the environment cannot be kept."""
        file = self.file(name)
        if file is None:
            return
        with replacing(file) as beside, open(beside, "w", encoding="utf-8", opener=private_opener) as written:
            written.write(value + "\n")


@value_class
class FixedToken:
    """What is valid until it is revoked: the token of a private app, or a user's login by the scheme `Basic`."""

    token: str
    scheme: str = "Bearer"

    def header(self) -> str:
        """Return the value of the header Authorization."""
        return f"{self.scheme} {self.token}"

    def refresh(self) -> bool:
        """Return False: there is no other one."""
        return False


def basic_login(user: str, password: str) -> FixedToken:
    """Return a user's name and password as they authenticate a call."""
    return FixedToken(base64.b64encode(f"{user}:{password}".encode()).decode(), "Basic")


@dataclass(slots=True)
class GrantedToken:
    """A token from a token endpoint, refreshed before it runs out (RFC 6749, sections 4.4 and 6)."""

    http: httpx.Client
    urls: tuple[str, ...]
    """The endpoint, and other versions of it, which are called where it does not exist."""
    form: dict[str, str]
    keep: Callable[[str], None] = lambda _: None
    """Receives a refresh token that replaces the former one."""
    seconds: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _token: str | None = field(default=None, repr=False)
    _until: float = 0.0

    def header(self) -> str:
        """Return the header with a token that is valid for a while; raises GrantRefused, GrantFailed."""
        if self._token is None or self.seconds() >= self._until:
            self._take(self._granted())
        return f"Bearer {self._token}"

    def refresh(self) -> bool:
        """Drop a token that was refused; another one can be had."""
        self._token = None
        return True

    def _take(self, answer: "Refreshed") -> None:
        self._token = answer.access_token
        life = answer.lives.total_seconds()
        self._until = self.seconds() + max(life - REFRESHED_BEFORE_S, life / 2)
        fresh = answer.refresh_token
        if fresh is not None and fresh != self.form.get("refresh_token", fresh):
            self.form["refresh_token"] = fresh
            self.keep(fresh)

    def _granted(self) -> "Refreshed":
        """Call the endpoint, again while it is busy; raises GrantRefused, GrantFailed."""
        for tries in range(_TRIES):
            answer = self._posted()
            if answer is not None and answer.status_code < 500 and answer.status_code != _BUSY:
                granted = read_refreshed(answer)
                if granted.outcome is RefreshOutcome.REFRESHED:
                    return granted
                status = answer.status_code
                raise GrantRefused(
                    "got status {status} from {url}, expected a token: check the client", status=status, url=answer.url
                )
            if tries + 1 < _TRIES:
                self.sleep(2.0**tries)
        raise GrantFailed(
            "got no answer from {urls} in {tries} tries, expected a token", urls=self.urls[0], tries=_TRIES
        )

    def _posted(self) -> httpx.Response | None:
        """Call the first endpoint that exists, from then on that one alone; None where no answer came."""
        answer = None
        for url in self.urls:
            try:
                answer = self.http.post(url, data=self.form)
            except httpx.TransportError:
                return None
            if answer.status_code not in _ABSENT or "error" in (object_in(answer) or {}):
                self.urls = (url,)
                break
        return answer


Credentials = FixedToken | GrantedToken
"""What authenticates the calls to one service: `header` for Authorization, and `refresh` after a refusal."""


class RefreshOutcome(StrEnum):
    """The result of a refresh."""

    REFRESHED = "refreshed"
    REFUSED = "refused"
    """The refresh token no longer holds: the user must authorise again."""
    LATER = "later"
    """The endpoint did not answer as it should, or refused our own client: the refresh token may still hold."""


@value_class
class Refreshed:
    """The answer to a refresh; `refresh_token` is None where the former one stays valid."""

    outcome: RefreshOutcome
    access_token: str = field(default="", repr=False)
    refresh_token: str | None = field(default=None, repr=False)
    lives: timedelta = _UNTOLD_LIFE
    retry_after: timedelta | None = None
    error: str | None = None


def refresh(
    http: httpx.Client, url: str, client: tuple[str, str], refresh_token: str, *, has_client_in_body: bool
) -> Refreshed:
    """Exchange a seller's refresh token at a CRM's token endpoint (RFC 6749, section 6); raises AddressUnsafe.

    `client`: the id and the secret of the sellers' application. HubSpot takes them in the body ("Refresh an access
    token" of its OAuth guide), Oracle's identity domains by Basic authentication ("Refresh an OAuth Access Token").
    """
    refuse_unsafe(url)
    form = {"grant_type": "refresh_token", "refresh_token": refresh_token}
    named = dict(zip(("client_id", "client_secret"), client, strict=True)) if has_client_in_body else {}
    auth = httpx.Auth() if has_client_in_body else httpx.BasicAuth(*client)
    try:
        return read_refreshed(http.post(url, data=form | named, auth=auth, headers={"Accept": "application/json"}))
    except httpx.HTTPError as error:
        return Refreshed(RefreshOutcome.LATER, error=type(error).__name__)


def read_refreshed(answer: httpx.Response) -> Refreshed:
    """Return the result in a response of a token endpoint."""
    content = object_in(answer) or {}
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


def _error(content: Body) -> str | None:
    """Return the first word of an error that is of a fixed vocabulary, never a message."""
    named = [content.get(name) for name in ("error", "status", "category")]
    words = [word for word in named if isinstance(word, str) and re.fullmatch(r"\w{1,60}", word)]
    return next((word for word in words if word in _REFUSALS), words[0] if words else None)
