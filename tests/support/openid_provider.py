"""The tests' OpenID Connect provider on loopback: it checks what our client sends, and misbehaves on demand."""

import base64
import hashlib
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urlencode

from joserfc import jwt
from joserfc.jwk import RSAKey

from tests.support.vendors.server import VendorAnswer, VendorCall, VendorServer

CLIENT_ID = "onematch-at-acme"
CLIENT_SECRET = "secret of the client"
Claims = dict[str, Any]


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
    codes: dict[str, Mapping[str, str]] = field(default_factory=dict)
    """What was asked, by the code that was given for it and not yet exchanged."""
    is_down: bool = False
    exchanges: int = 0

    def rotate(self) -> None:
        """Publish and use another key."""
        self.key = RSAKey.generate_key(2048, auto_kid=True)

    def answer(self, call: VendorCall) -> VendorAnswer:
        if self.is_down:
            return VendorAnswer(502, {})
        if call.path == "/authorize":
            return self._authorized({name: call.one(name) for name in call.query})
        if call.method == "POST":
            self.exchanges += 1
            return self._exchanged(call.form, call.headers.get("authorization", ""))
        published = self._documents().get(call.path)
        return VendorAnswer(404 if published is None else 200, published or {})

    def _documents(self) -> dict[str, Any]:
        """Return what it publishes, by path."""
        discovery = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }
        keys = {"keys": [self.key.as_dict(private=False)]}
        return {"/.well-known/openid-configuration": discovery | dict(self.metadata), "/keys": keys}

    def _authorized(self, asked: Mapping[str, str]) -> VendorAnswer:
        expected = {"response_type": "code", "client_id": CLIENT_ID, "redirect_uri": self.redirect_uri}
        expected |= {"scope": asked["scope"], "code_challenge_method": "S256"}
        is_whole = "openid" in asked["scope"].split() and asked["nonce"] and asked["code_challenge"]
        if not is_whole or any(asked.get(name) != value for name, value in expected.items()):
            return VendorAnswer(400, {"error": "invalid_request"})
        code = secrets.token_urlsafe(24)
        self.codes[code] = asked
        back = {"code": code} if self.subject else {"error": "access_denied"}
        location = f"{self.redirect_uri}?{urlencode(back | {'state': asked['state']})}"
        return VendorAnswer(302, {}, {"Location": location})

    def _exchanged(self, sent: Mapping[str, str], authorization: str) -> VendorAnswer:
        client = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        asked = self.codes.pop(sent["code"], {})
        verifier = hashlib.sha256(sent["code_verifier"].encode()).digest()
        checks = {
            "invalid_client": authorization == f"Basic {client}",
            "unsupported_grant_type": sent["grant_type"] == "authorization_code",
            "invalid_grant": asked.get("redirect_uri") == sent["redirect_uri"]
            and asked["code_challenge"] == _unpadded(verifier),
        }
        wrong = [error for error, is_right in checks.items() if not is_right]
        if wrong:
            return VendorAnswer(400, {"error": wrong[0]})
        token = secrets.token_urlsafe(24)
        half = _unpadded(hashlib.sha256(token.encode()).digest()[:16])
        at = int(self.now())
        claims: Claims = {"iss": self.issuer, "aud": [CLIENT_ID], "iat": at, "exp": at + 300, "nonce": asked["nonce"]}
        claims = self.spoil(claims | {"sub": self.subject, "at_hash": half})
        header = {"alg": "RS256", "kid": self.key.kid}
        signed = jwt.encode(header, claims, self.signs_with or self.key, algorithms=["RS256"])
        return VendorAnswer(200, {"access_token": token, "token_type": "Bearer", "id_token": signed})


def _unpadded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


@contextmanager
def running_provider(redirect_uri: str, now: Callable[[], float] = time.time) -> Iterator[Provider]:
    """Run a provider on loopback that knows our client."""
    provider = Provider(redirect_uri, now)
    with VendorServer(provider.answer) as server:
        provider.issuer = server.address
        yield provider
