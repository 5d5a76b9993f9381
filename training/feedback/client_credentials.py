"""A client's token, got when it is needed and again when it is over (RFC 6749, section 4.4)."""

from collections.abc import Generator, Mapping
from os import environ

import httpx

from training.terminal import OptionsWrong

TOKEN, CLIENT_ID, CLIENT_SECRET = "ONEMATCH_TOKEN", "ONEMATCH_CLIENT_ID", "ONEMATCH_CLIENT_SECRET"


class GivenToken(httpx.Auth):
    """A token that somebody got: it is sent as it is, and nobody renews it."""

    def __init__(self, token: str) -> None:
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = f"Bearer {self._token}"
        yield request


class ClientCredentials(httpx.Auth):
    """Gets a token by a client's id and secret before the first request, and a new one when a service wants none of it.

    A request that is refused with 401 is sent once more, with the new token; where the client itself is refused, the
    caller sees the 401.
    """

    requires_response_body = True

    def __init__(self, token_url: str, client: tuple[str, str], scope: str) -> None:
        self._url, self._client, self._scope = token_url, client, scope
        self._token: str | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        is_new = self._token is None
        if is_new:
            yield from self._renew()
        request.headers["Authorization"] = f"Bearer {self._token}"
        answer = yield request
        if answer.status_code == httpx.codes.UNAUTHORIZED and not is_new:
            yield from self._renew()
            request.headers["Authorization"] = f"Bearer {self._token}"
            yield request

    def _renew(self) -> Generator[httpx.Request, httpx.Response, None]:
        form = {"grant_type": "client_credentials", "scope": self._scope}
        asked = httpx.Request("POST", self._url, data=form)
        asked.headers["Authorization"] = _basic(self._client)
        answer = yield asked
        self._token = answer.json()["access_token"] if answer.is_success else ""


def _basic(client: tuple[str, str]) -> str:
    signed = next(httpx.BasicAuth(*client).auth_flow(httpx.Request("GET", "http://localhost")))
    return str(signed.headers["Authorization"])


def auth_of_environment(token_url: str, scope: str, told: Mapping[str, str] = environ) -> httpx.Auth:
    """Choose by the environment: a client's credentials, which last, else a token, which lasts as long as it does.

    Raises OptionsWrong where neither is told.
    """
    client, secret, token = (told.get(name, "") for name in (CLIENT_ID, CLIENT_SECRET, TOKEN))
    if client and secret:
        return ClientCredentials(token_url, (client, secret), scope)
    if token:
        return GivenToken(token)
    raise OptionsWrong(
        f"--url: got no {CLIENT_ID} with {CLIENT_SECRET} and no {TOKEN} in the environment, "
        f"expected either, of the scope {scope}"
    )
