"""Tokens of an identity provider, verified with its published keys (S75)."""

import base64
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from serving.access.bearer import TokenWrong
from serving.access.callers import Caller
from serving.access.external_issuer import JwksIssuer, external_issuer
from serving.access.tokens import Tokens
from serving.runtime.settings import Settings, SettingsWrong
from serving.vocabulary.terms import Scope
from tests.support.tenant import START

NAMED = ("https://id.example/keys", "https://id.example", "onematch")
OWN_KEY = b"a key of thirty-two bytes, right"


@dataclass
class Provider:
    """Signs tokens and publishes its keys."""

    keys: list[ECKey] = field(default_factory=lambda: [ECKey.generate_key("P-256", {"kid": "k1"})])
    fetched: int = 0
    seconds: float = 0.0
    is_away: bool = False

    def fetch(self, url: str) -> Mapping[str, Any]:
        assert url == NAMED[0]
        self.fetched += 1
        if self.is_away:
            raise httpx.ConnectError("away")
        return KeySet([*self.keys]).as_dict(private=False)

    def tokens(self) -> Tokens:
        return Tokens(lambda _: [(None, OWN_KEY)], JwksIssuer(*NAMED, self.fetch, lambda: self.seconds), ["ada"])

    def sign(self, **changes: Any) -> str:
        claims: dict[str, Any] = {
            "iss": NAMED[1],
            "aud": NAMED[2],
            "sub": "me",
            "contract": "c1",
            "scope": "sync app openid",
        }
        claims["exp"] = int((START + timedelta(minutes=5)).timestamp())
        sent = {name: value for name, value in (claims | changes).items() if value is not None}
        key = self.keys[-1]
        return jwt.encode({"alg": "ES256", "kid": key.kid}, sent, key)


def encoded(part: bytes) -> bytes:
    return base64.urlsafe_b64encode(part).rstrip(b"=")


def test_a_token_of_the_issuer_identifies_the_caller() -> None:
    """S75."""
    provider = Provider()
    tokens = provider.tokens()

    callers = {tokens.read(provider.sign(), START) for _ in range(3)}

    assert callers == {Caller("me", "c1", frozenset({Scope.SYNC, Scope.APP}), is_ours=False)}
    assert provider.fetched == 1


def test_a_named_operator_of_the_issuer_is_the_operator() -> None:
    provider = Provider()
    told = provider.sign(sub="ada", contract=None, scope="operator")

    assert provider.tokens().read(told, START) == Caller("ada", None, frozenset({Scope.OPERATOR}), is_ours=False)


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "https://other.example"},
        {"aud": "another"},
        {"exp": int((START - timedelta(minutes=1)).timestamp())},
        {"exp": None},
        {"sub": None},
        {"contract": None},
        {"contract": 7},
        {"scope": "operator sync"},
        {"scope": ["sync"]},
        {"contract": None, "scope": "operator"},
        {"sub": "ada", "scope": "operator"},
        {"sub": "ada", "contract": None, "scope": "operator sync"},
        {"nbf": int((START + timedelta(minutes=1)).timestamp())},
    ],
)
def test_a_token_of_another_audience_or_time_is_refused(changes: dict[str, Any]) -> None:
    provider = Provider()

    with pytest.raises(TokenWrong, match="not valid here"):
        provider.tokens().read(provider.sign(**changes), START)


def test_a_public_key_is_not_accepted_as_a_shared_secret() -> None:
    provider = Provider()
    claims = {"iss": NAMED[1], "aud": NAMED[2], "sub": "me", "contract": "c1", "exp": 2**33}
    parts = [encoded(json.dumps(part).encode()) for part in ({"alg": "HS256", "kid": "k1"}, claims)]
    signed = hmac.digest(provider.keys[0].as_pem(private=False), b".".join(parts), "sha256")

    with pytest.raises(TokenWrong):
        provider.tokens().read(b".".join([*parts, encoded(signed)]).decode(), START)


def test_changed_keys_of_the_issuer_are_fetched_again_but_not_for_every_wrong_token() -> None:
    provider = Provider()
    tokens = provider.tokens()
    tokens.read(provider.sign(), START)
    provider.keys = [ECKey.generate_key("P-256", {"kid": "k2"})]
    with pytest.raises(TokenWrong):
        tokens.read(provider.sign(), START)
    assert provider.fetched == 1

    provider.seconds = 31
    found = tokens.read(provider.sign(), START)

    assert found.client_id == "me"
    assert provider.fetched == 2


def test_tokens_of_an_unreachable_issuer_are_refused() -> None:
    provider = Provider(is_away=True)
    tokens = provider.tokens()
    own = Caller("me", "c1", frozenset({Scope.SYNC}))

    with pytest.raises(TokenWrong):
        tokens.read(provider.sign(), START)

    assert tokens.read(tokens.issue(own, START), START) == own


def test_an_issuer_needs_all_its_settings_or_none() -> None:
    assert external_issuer(Settings()) is None
    assert external_issuer(Settings(jwks_url="https://a", issuer="b", audience="c")) is not None
    with pytest.raises(SettingsWrong, match="all three"):
        external_issuer(Settings(jwks_url="https://a"))
    with pytest.raises(SettingsWrong, match="https"):
        external_issuer(Settings(jwks_url="http://a", issuer="b", audience="c"))
