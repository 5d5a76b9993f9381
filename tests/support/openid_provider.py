"""The tests' OpenID Connect provider: Authlib's server over HTTP on loopback, which misbehaves on demand."""

import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from authlib.oauth2.rfc6749 import AuthorizationServer, ClientMixin, JsonRequest, OAuth2Error, OAuth2Request
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload
from authlib.oauth2.rfc6750 import BearerTokenGenerator
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import AuthorizationCodeMixin
from authlib.oidc.core.grants import OpenIDCode
from authlib.oidc.core.util import create_half_hash
from joserfc import jwt
from joserfc.jwk import RSAKey

from tests.support.vendors.server import VendorAnswer, VendorCall, VendorServer

CLIENT_ID = "onematch-at-acme"
CLIENT_SECRET = "secret of the client"
Claims = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RegisteredClient(ClientMixin):  # type: ignore[misc]
    """Our client as the provider knows it."""

    client_id: str
    secret: str
    redirect_uri: str

    def get_client_id(self) -> str:
        return self.client_id

    def get_default_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_allowed_scope(self, scope: str) -> str:
        return " ".join(one for one in scope.split() if one in {"openid", "email"})

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri == self.redirect_uri

    def check_client_secret(self, client_secret: str) -> bool:
        return client_secret == self.secret

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return endpoint == "token" and method == "client_secret_basic"

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


@dataclass
class GivenCode(AuthorizationCodeMixin):  # type: ignore[misc]
    """A code that was given out and not yet exchanged."""

    code: str
    subject: str
    client_id: str
    redirect_uri: str
    scope: str
    nonce: str | None
    code_challenge: str | None
    code_challenge_method: str | None

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str | None:
        return self.nonce

    def get_auth_time(self) -> int | None:
        return None

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None


@cache
def _first_key() -> RSAKey:
    """The key of every provider at first: making one takes as long as ten requests."""
    return RSAKey.generate_key(2048, auto_kid=True)


@dataclass
class Provider:
    """One provider; tests set who signs in, and what is wrong with its tokens."""

    redirect_uri: str
    now: Callable[[], float]
    issuer: str = ""
    subject: str = "alice@acme.example"
    key: RSAKey = field(default_factory=_first_key)
    signs_with: RSAKey | None = None
    """Another key than the published one."""
    spoil: Callable[[Claims], Claims] = dict
    metadata: Mapping[str, Any] = field(default_factory=dict)
    codes: dict[str, GivenCode] = field(default_factory=dict)
    is_down: bool = False
    exchanges: int = 0

    def rotate(self) -> None:
        """Publish and use another key."""
        self.key = RSAKey.generate_key(2048, auto_kid=True)

    def documents(self) -> dict[str, Any]:
        """What it publishes, by path."""
        discovery = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }
        keys = {"keys": [self.key.as_dict(private=False)]}
        return {"/.well-known/openid-configuration": discovery | dict(self.metadata), "/keys": keys}


class _Asked(OAuth2Request):  # type: ignore[misc]
    """A request with its fields; Authlib refuses plain HTTP, so that it gets an address with TLS."""

    def __init__(self, provider: Provider, method: str, fields: dict[str, str], headers: Mapping[str, str]) -> None:
        super().__init__(method, "https://provider.example", headers=dict(headers))
        self.provider = provider
        self.fields = fields
        self.payload = BasicOAuth2Payload(fields)

    @property
    def args(self) -> dict[str, str]:
        return self.fields

    @property
    def form(self) -> dict[str, str]:
        return self.fields


class _Server(AuthorizationServer):  # type: ignore[misc]
    """Authlib's server on plain requests."""

    def __init__(self, provider: Provider) -> None:
        super().__init__(["openid", "email"])
        self.provider = provider
        self.register_token_generator("default", BearerTokenGenerator(lambda **_: secrets.token_urlsafe(24)))
        self.register_grant(_CodeGrant, [_IdToken(require_nonce=True), CodeChallenge(required=True)])

    def query_client(self, client_id: str) -> RegisteredClient | None:
        client = RegisteredClient(CLIENT_ID, CLIENT_SECRET, self.provider.redirect_uri)
        return client if client_id == CLIENT_ID else None

    def save_token(self, token: object, request: object) -> None:
        """Nothing calls with these tokens."""

    def create_oauth2_request(self, request: "_Asked") -> "_Asked":
        return request

    def create_json_request(self, request: object) -> JsonRequest:
        raise NotImplementedError

    def handle_response(self, status: int, body: Any, headers: Any) -> tuple[int, Any, dict[str, str]]:
        return status, body, dict(headers)

    def send_signal(self, name: str, *args: object, **kwargs: object) -> None:
        """Nobody listens."""


class _CodeGrant(AuthorizationCodeGrant):  # type: ignore[misc]
    TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic",)

    def save_authorization_code(self, code: str, request: OAuth2Request) -> None:
        sent = request.payload.data
        given = GivenCode(
            code=code,
            subject=request.user,
            client_id=request.client.client_id,
            redirect_uri=sent["redirect_uri"],
            scope=request.scope,
            nonce=sent.get("nonce"),
            code_challenge=sent.get("code_challenge"),
            code_challenge_method=sent.get("code_challenge_method"),
        )
        self.server.provider.codes[code] = given

    def query_authorization_code(self, code: str, client: RegisteredClient) -> GivenCode | None:
        found = self.server.provider.codes.get(code)
        return found if found is not None and found.client_id == client.client_id else None

    def delete_authorization_code(self, authorization_code: GivenCode) -> None:
        del self.server.provider.codes[authorization_code.code]

    def authenticate_user(self, authorization_code: GivenCode) -> str:
        return authorization_code.subject


class _IdToken(OpenIDCode):  # type: ignore[misc]
    def exists_nonce(self, nonce: str, request: _Asked) -> bool:
        return any(one.nonce == nonce for one in request.provider.codes.values())

    def encode_id_token(self, token: dict[str, Any], request: _Asked) -> str:
        """Sign what Authlib's extension would, at the time of the tests and spoilt as they want it."""
        provider = request.provider
        code = request.authorization_code
        half = create_half_hash(token["access_token"], "RS256").decode()
        at = int(provider.now())
        claims: Claims = {"iss": provider.issuer, "aud": [code.client_id], "iat": at, "exp": at + 300}
        claims |= self.get_authorization_code_claims(code) | {"sub": code.subject, "at_hash": half}
        key = provider.signs_with or provider.key
        return jwt.encode({"alg": "RS256", "kid": provider.key.kid}, provider.spoil(claims), key, algorithms=["RS256"])


def _reply(status: int, body: Any, headers: Mapping[str, str]) -> VendorAnswer:
    raw = body.encode() if isinstance(body, str) else None
    return VendorAnswer(status, body, dict(headers), "application/json", raw)


def _authorized(provider: Provider, oauth: _Server, asked: _Asked) -> VendorAnswer:
    try:
        grant = oauth.get_consent_grant(asked)
    except OAuth2Error as error:
        return _reply(*oauth.handle_error_response(asked, error))
    return _reply(*oauth.create_authorization_response(asked, provider.subject or None, grant=grant))


@contextmanager
def running_provider(redirect_uri: str, now: Callable[[], float] = time.time) -> Iterator[Provider]:
    """Run a provider on loopback that knows our client."""
    provider = Provider(redirect_uri, now)
    oauth = _Server(provider)

    def answer(call: VendorCall) -> VendorAnswer:
        headers = {"Authorization": call.headers.get("authorization", "")}
        if provider.is_down:
            return _reply(502, "down", {})
        if call.method == "POST":
            provider.exchanges += 1
            return _reply(*oauth.create_token_response(_Asked(provider, "POST", call.form, headers)))
        if call.path == "/authorize":
            asked = {name: call.one(name) for name in call.query}
            return _authorized(provider, oauth, _Asked(provider, "GET", asked, headers))
        found = provider.documents().get(call.path)
        return _reply(404 if found is None else 200, found or {}, {})

    with VendorServer(answer) as server:
        provider.issuer = server.address
        yield provider
