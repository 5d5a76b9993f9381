"""OAuth 2 client credentials: a token is requested on first use and again when it expires (RFC 6749, section 4.4)."""

from collections.abc import Generator, Mapping
from os import environ

import httpx

from training.terminal import OptionsWrong

TOKEN, CLIENT_ID, CLIENT_SECRET = "ONEMATCH_TOKEN", "ONEMATCH_CLIENT_ID", "ONEMATCH_CLIENT_SECRET"


class GivenToken(httpx.Auth):
    """A given token, sent as it is and never renewed."""

    def __init__(self, token: str) -> None:
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = f"Bearer {self._token}"
        yield request


class ClientCredentials(httpx.Auth):
    """Requests a token with a client's id and secret before the first request, and a new one after a 401.

    A request that is refused with 401 is sent once more, with the new token; where the client itself is refused, the
    caller receives the 401.
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
        token_request = httpx.Request("POST", self._url, data=form)
        token_request.headers["Authorization"] = _basic(self._client)
        answer = yield token_request
        self._token = answer.json()["access_token"] if answer.is_success else ""


def _basic(client: tuple[str, str]) -> str:
    signed = next(httpx.BasicAuth(*client).auth_flow(httpx.Request("GET", "http://localhost")))
    return str(signed.headers["Authorization"])


def auth_of_environment(token_url: str, scope: str, environment: Mapping[str, str] = environ) -> httpx.Auth:
    """Return client credentials from the environment, else a token that is never renewed.

    Raises OptionsWrong where the environment holds neither.
    """
    client, secret, token = (environment.get(name, "") for name in (CLIENT_ID, CLIENT_SECRET, TOKEN))
    if client and secret:
        return ClientCredentials(token_url, (client, secret), scope)
    if token:
        return GivenToken(token)
    raise OptionsWrong(
        f"--url: got no {CLIENT_ID} with {CLIENT_SECRET} and no {TOKEN} in the environment, "
        f"expected either, of the scope {scope}"
    )
