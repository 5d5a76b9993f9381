"""Tokens of an identity provider, verified with its published keys (RFC 7517)."""

import threading
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import httpx
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError
from joserfc.jwk import KeySet

from features.schema.texts import wording
from serving.access.bearer import is_loopback, secure_context
from serving.runtime.settings import Settings, SettingsWrong

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
"""Asymmetric algorithms only: otherwise a public key could be used as a shared secret."""
KEPT_S = 600.0
AGAIN_S = 30.0
WITHIN_S = 5.0
LEEWAY_S = 30

Fetch = Callable[[str], Mapping[str, Any]]


class JwksIssuer:
    """Reads tokens of one issuer for one audience; its keys, at `jwks_url`, are cached for KEPT_S seconds."""

    def __init__(
        self, jwks_url: str, issuer: str, audience: str, fetch: Fetch, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self._url = jwks_url
        self._fetch = fetch
        self._seconds = seconds
        self._expected: dict[str, jwt.ClaimsOption] = {
            "iss": {"essential": True, "value": issuer},
            "aud": {"essential": True, "value": audience},
            "exp": {"essential": True},
            "sub": {"essential": True},
        }
        self._keys: KeySet | None = None
        self._fetched_at = 0.0
        self._lock = threading.Lock()

    def read(self, token: str, now: datetime) -> Mapping[str, Any]:
        """Return the claims of a token; raises JoseError, ValueError."""
        try:
            claims = self._decode(token, older_than_s=KEPT_S)
        except (InvalidKeyIdError, ValueError):  # the issuer may have changed its keys
            claims = self._decode(token, older_than_s=AGAIN_S)
        registry = jwt.JWTClaimsRegistry(now=lambda: int(now.timestamp()), leeway=LEEWAY_S, **self._expected)
        registry.validate(dict(claims))
        return claims

    def _decode(self, token: str, older_than_s: float) -> Mapping[str, Any]:
        with self._lock:
            if self._keys is None or self._seconds() - self._fetched_at > older_than_s:
                try:
                    fetched: Any = self._fetch(self._url)
                except httpx.HTTPError as error:
                    raise ValueError(
                        wording("the issuer's keys cannot be fetched: {type_name}", type_name=type(error).__name__)
                    ) from None
                self._keys = KeySet.import_key_set(fetched)
                self._fetched_at = self._seconds()
            keys = self._keys
        return jwt.decode(token, keys, algorithms=list(ALGORITHMS)).claims


def external_issuer(settings: Settings) -> JwksIssuer | None:
    """Return the reader of the issuer in the settings, None without one; raises SettingsWrong."""
    named = settings.jwks_url, settings.issuer, settings.audience
    if not any(named):
        return None
    url, issuer, audience = named
    if not url or not issuer or not audience:
        raise SettingsWrong("ONEMATCH_JWKS_URL, ONEMATCH_ISSUER, ONEMATCH_AUDIENCE: expected all three or none")
    parsed = urlsplit(url)
    if parsed.scheme != "https" and not is_loopback(parsed.hostname or ""):
        raise SettingsWrong("ONEMATCH_JWKS_URL: got {url}, expected an https address (S76)", url=url)
    return JwksIssuer(url, issuer, audience, fetch_keys)


def fetch_keys(url: str) -> Mapping[str, Any]:
    """Get a key set; raises httpx.HTTPError, ValueError."""
    with httpx.Client(verify=secure_context(), timeout=WITHIN_S) as client:
        answer = client.get(url).raise_for_status()
    key_set: Mapping[str, Any] = answer.json()
    return key_set
