"""OpenID Connect as a client: discovery, the way to the provider, and the verified identity that comes back.

Authorization code with PKCE (RFC 7636); what a provider sends is checked as OpenID Connect Core 1.0, 3.1.3.7 says.
"""

import threading
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import httpx
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jws
from joserfc.errors import JoseError

from features.schema.errors import OnematchError
from features.schema.value_class import value_class
from serving.access.bearer import is_loopback, secure_context
from serving.access.external_issuer import LEEWAY_S, JwksIssuer
from serving.console.providers import SignInProvider

DISCOVERY = "/.well-known/openid-configuration"
SCOPE = "openid"
EMAIL = "email"
"""The claim that names people by an e-mail; it counts where the provider verified it (Core 1.0, 5.1)."""
MAX_BYTES = 512 * 1024
TIMEOUT_S = 5.0
KEPT_S = 600.0
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class ProviderSilent(OnematchError):
    """The provider does not answer, or not as OpenID Connect says."""


class IdentityRefused(OnematchError):
    """What the provider says of a person does not hold."""


@value_class
class SignInSecrets:
    """What one sign-in is bound to."""

    state: str
    nonce: str
    verifier: str


_Known = tuple[float, Mapping[str, Any], JwksIssuer]
"""When an issuer's metadata was fetched, the metadata, and what reads its tokens for one client."""


class OpenIdClient:
    """Calls providers; what they publish is kept for KEPT_S seconds, their keys are fetched again when one is new."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._known: dict[tuple[str, str], _Known] = {}

    def authorization_url(self, provider: SignInProvider, secrets: SignInSecrets) -> str:
        """Return where the browser signs in. Raises ProviderSilent."""
        _, metadata, _ = self._of(provider)
        address: str = prepare_grant_uri(
            metadata["authorization_endpoint"],
            provider.client_id,
            "code",
            redirect_uri=provider.redirect_uri,
            scope=f"{SCOPE} {EMAIL}" if provider.subject_claim == EMAIL else SCOPE,
            state=secrets.state,
            nonce=secrets.nonce,
            code_challenge=create_s256_code_challenge(secrets.verifier),
            code_challenge_method="S256",
        )
        return address

    def identify(self, provider: SignInProvider, secrets: SignInSecrets, code: str, now: datetime) -> str:
        """Exchange a code and return the verified subject. Raises ProviderSilent, IdentityRefused."""
        answer = self._exchange(provider, secrets, code)
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise ProviderSilent("got no ID token from the provider, expected one for the scope openid")
        _, _, tokens = self._of(provider)
        try:
            claims = tokens.read(token, now)
        except (JoseError, ValueError) as error:
            raise IdentityRefused("got an ID token that does not hold: {error}", error=_named(error)) from None
        params = {"nonce": secrets.nonce, "client_id": provider.client_id, "access_token": answer.get("access_token")}
        try:
            header = jws.extract_compact(token.encode()).headers()
            CodeIDToken(dict(claims), header, params=params).validate(now=int(now.timestamp()), leeway=LEEWAY_S)
        except (JoseError, ValueError) as error:
            raise IdentityRefused(
                "got an ID token that was not made for this sign-in: {error}", error=_named(error)
            ) from None
        subject = claims.get(provider.subject_claim)
        if not isinstance(subject, str) or not subject:
            raise IdentityRefused(
                "got an ID token without the claim {subject_claim}, expected its text",
                subject_claim=provider.subject_claim,
            )
        if provider.subject_claim == EMAIL and claims.get("email_verified") is not True:
            raise IdentityRefused("got an e-mail that the provider did not verify, expected email_verified")
        return subject

    def require_issuer(self, provider: SignInProvider, named: str) -> None:
        """Raise IdentityRefused where an answer names another issuer, or none though the provider does (RFC 9207)."""
        _, metadata, _ = self._of(provider)
        names_itself = metadata.get("authorization_response_iss_parameter_supported") is True
        if (named or names_itself) and named != provider.issuer:
            raise IdentityRefused("got an answer of another issuer, expected one of the contract's provider")

    def _exchange(self, provider: SignInProvider, secrets: SignInSecrets, code: str) -> Mapping[str, Any]:
        _, metadata, _ = self._of(provider)
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": provider.redirect_uri,
            "code_verifier": secrets.verifier,
        }
        methods = metadata.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        auth: httpx.Auth | None = None
        if provider.client_secret is None:
            form["client_id"] = provider.client_id
        elif "client_secret_basic" in methods:
            auth = httpx.BasicAuth(provider.client_id, provider.client_secret)
        else:
            form |= {"client_id": provider.client_id, "client_secret": provider.client_secret}
        return _call("POST", metadata["token_endpoint"], form, auth)

    def _of(self, provider: SignInProvider) -> _Known:
        key = (provider.issuer, provider.client_id)
        with self._lock:
            known = self._known.get(key)
        if known is None or self._seconds() - known[0] > KEPT_S:
            metadata = _checked(provider.issuer, _call("GET", f"{provider.issuer.rstrip('/')}{DISCOVERY}"))
            tokens = JwksIssuer(metadata["jwks_uri"], *key, partial(_call, "GET"), self._seconds)
            known = (self._seconds(), metadata, tokens)
            with self._lock:
                self._known[key] = known
        return known


def _checked(issuer: str, metadata: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a provider's metadata. Raises ProviderSilent where it is another issuer's or leaves https."""
    if metadata.get("issuer") != issuer:
        raise ProviderSilent("got metadata of another issuer, expected that of the contract's provider")
    for name in _ENDPOINTS:
        parsed = urlsplit(str(metadata.get(name, "")))
        on_loopback = is_loopback(parsed.hostname or "") and is_loopback(urlsplit(issuer).hostname or "")
        if parsed.scheme != "https" and not (parsed.scheme == "http" and on_loopback):
            raise ProviderSilent("got metadata whose {name} is no https address", name=name)
    return metadata


def _call(
    method: str, url: str, form: Mapping[str, str] | None = None, auth: httpx.Auth | None = None
) -> Mapping[str, Any]:
    """Return the JSON object of an answer. Raises ProviderSilent, IdentityRefused for a refused code."""
    try:
        with httpx.Client(verify=secure_context(), timeout=TIMEOUT_S) as http:
            answer = http.request(method, url, data=form, auth=auth, headers={"Accept": "application/json"})
        content = answer.json() if len(answer.content) <= MAX_BYTES else None
    except (httpx.HTTPError, ValueError) as error:
        raise ProviderSilent(
            "the provider does not answer as expected: {type_name}", type_name=type(error).__name__
        ) from None
    if method == "POST" and answer.is_client_error:
        raise IdentityRefused("the provider refused the code of this sign-in: it was used before, or is too old")
    if answer.is_error or not isinstance(content, dict):
        raise ProviderSilent(
            "the provider answered {status_code}, expected a JSON object", status_code=answer.status_code
        )
    return content


def _named(error: Exception) -> str:
    """Return the kind of an error, never a value of the token."""
    claim = getattr(error, "claim", None)
    return f"{type(error).__name__} {claim}" if claim else type(error).__name__
