"""Secrets from the environment or from files, and what authenticates a call: a token, a login, or a granted token."""

import base64
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from data.tables.atomic import replacing
from features.compiled.private_paths import private_opener
from features.schema.errors import OnematchError

FILE = "_FILE"
REFRESHED_BEFORE_S = 60.0
_TRIES = 5
_BUSY = 429
_ABSENT = {401, 403, 404, 405}
"""Statuses of a path that does not exist, some of which ask for a token first; a refused client names its `error`."""


class SecretMissing(OnematchError):
    """A secret is neither in the environment nor in a file that the environment names."""


class GrantRefused(OnematchError):
    """A token endpoint refused the client or its grant."""


class GrantFailed(OnematchError):
    """A token endpoint could not be reached, or is busy."""


@dataclass(frozen=True, slots=True)
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
            raise SecretMissing(f"{name}{FILE}: got {file}, expected a readable file: {error.strerror}") from error

    def need(self, name: str) -> str:
        """Return a secret; raises SecretMissing."""
        found = self.find(name)
        if found is None:
            raise SecretMissing(f"got neither {name} nor {name}{FILE}, expected one of them in the environment")
        return found

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


@dataclass(frozen=True, slots=True)
class FixedToken:
    """A token that is valid until it is revoked, such as that of a private app."""

    token: str

    def header(self) -> str:
        """Return the value of the header Authorization."""
        return f"Bearer {self.token}"

    def refresh(self) -> bool:
        """Return False: there is no other one."""
        return False


@dataclass(frozen=True, slots=True)
class BasicLogin:
    """A user's name and password."""

    user: str
    password: str

    def header(self) -> str:
        return "Basic " + base64.b64encode(f"{self.user}:{self.password}".encode()).decode()

    def refresh(self) -> bool:
        return False


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

    def _take(self, answer: Mapping[str, object]) -> None:
        self._token = str(answer["access_token"])
        lives_s = answer.get("expires_in")
        life = float(lives_s) if isinstance(lives_s, int | float | str) else REFRESHED_BEFORE_S
        self._until = self.seconds() + max(life - REFRESHED_BEFORE_S, life / 2)
        fresh = answer.get("refresh_token")
        if isinstance(fresh, str) and "refresh_token" in self.form and fresh != self.form["refresh_token"]:
            self.form["refresh_token"] = fresh
            self.keep(fresh)

    def _granted(self) -> Mapping[str, object]:
        """Call the endpoint, again while it is busy; raises GrantRefused, GrantFailed."""
        for number in range(_TRIES):
            if number:
                self.sleep(2.0 ** (number - 1))
            answer = self._posted()
            if answer is None or answer.status_code >= 500 or answer.status_code == _BUSY:
                continue
            granted = _object(answer)
            if answer.status_code < 300 and granted.get("access_token"):
                return granted
            raise GrantRefused(f"got status {answer.status_code} from {answer.url}, expected a token: check the client")
        raise GrantFailed(f"got no answer from {self.urls[0]} in {_TRIES} tries, expected a token")

    def _posted(self) -> httpx.Response | None:
        """Call the first endpoint that exists, from then on that one alone; None where no answer came."""
        answer = None
        for url in self.urls:
            try:
                answer = self.http.post(url, data=self.form)
            except httpx.TransportError:
                return None
            if answer.status_code not in _ABSENT or "error" in _object(answer):
                self.urls = (url,)
                break
        return answer


Credentials = FixedToken | BasicLogin | GrantedToken
"""What authenticates the calls to one service: `header` for Authorization, and `refresh` after a refusal."""


def _object(answer: httpx.Response) -> Mapping[str, object]:
    try:
        body = answer.json()
    except ValueError:
        return {}
    return body if isinstance(body, Mapping) else {}


def secrets_of_process() -> Secrets:
    """Return the secrets of this process."""
    return Secrets(os.environ)
