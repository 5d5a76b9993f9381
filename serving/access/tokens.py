"""Access tokens: JSON Web Tokens valid for 15 minutes, signed here or by an external issuer (S75)."""

import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Self

from joserfc import jwt
from joserfc.errors import BadSignatureError, JoseError
from joserfc.jwk import OctKey

from serving.access.bearer import TokenWrong
from serving.access.callers import Caller
from serving.access.external_issuer import JwksIssuer
from serving.store.key_rotation import Ring, Signed, signing_ring
from serving.store.store import Store
from serving.vocabulary.terms import Scope

LIFE = timedelta(minutes=15)
OVERLAP = timedelta(minutes=1)
"""How long after a rotation another process may still sign with the key before."""
_ISSUER = "onematch"
_ALGORITHM = "HS256"
_GENERATION = "generation"
_LONGEST = 8192
_REFUSAL = "got a bearer token that is not valid here"


class Tokens:
    """Issues and reads tokens; all processes share the signing key, and after a rotation the one before it."""

    def __init__(
        self, ring: Callable[[bool], Ring], external: JwksIssuer | None = None, operators: Collection[str] = ()
    ) -> None:
        self._ring = ring
        self._external = external
        self._operators = operators

    @classmethod
    def of(cls, store: Store, external: JwksIssuer | None = None, operators: Collection[str] = ()) -> Self:
        """Return those of an installation; `operators` are subjects of the external issuer."""
        return cls(lambda fresh: signing_ring(store, Signed.TOKENS, fresh=fresh), external, operators)

    def issue(self, caller: Caller, now: datetime) -> str:
        """Return a signed token that is valid for LIFE from now on."""
        at = int(now.timestamp())
        claims = {
            "iss": _ISSUER,
            "sub": caller.client_id,
            "contract": caller.contract_id,
            "scope": " ".join(sorted(caller.scopes)),
            _GENERATION: caller.generation,
            "iat": at,
            "exp": at + int(LIFE.total_seconds()),
            "jti": uuid.uuid4().hex,
        }
        return jwt.encode({"alg": _ALGORITHM}, claims, _imported(self._ring(False)[0][1]))

    def read(self, token: str, now: datetime) -> Caller:
        """Return the caller that a token identifies; raises TokenWrong."""
        try:
            if len(token) > _LONGEST:
                raise TokenWrong(_REFUSAL)
            return self._read_own(token, now)
        except (JoseError, ValueError):
            return self._read_foreign(token, now)

    def _read_own(self, token: str, now: datetime) -> Caller:
        claims = self._claims(token, now)
        expected = jwt.JWTClaimsRegistry(
            now=lambda: int(now.timestamp()),
            leeway=0,
            iss={"essential": True, "value": _ISSUER},
            exp={"essential": True},
            sub={"essential": True},
        )
        expected.validate(claims)
        generation = claims.get(_GENERATION)
        if type(generation) is not int:
            raise ValueError("generation must be a whole number")
        return replace(caller_of(claims, is_ours=True), generation=generation)

    def _claims(self, token: str, now: datetime) -> dict[str, Any]:
        """Return what a token claims that one of the valid keys signed; a key of a moment ago is looked for."""
        try:
            return _decoded(token, self._ring(False), now)
        except BadSignatureError:
            return _decoded(token, self._ring(True), now)

    def _read_foreign(self, token: str, now: datetime) -> Caller:
        if self._external is None:
            raise TokenWrong(_REFUSAL)
        try:
            return caller_of(self._external.read(token, now), is_ours=False, operators=self._operators)
        except (JoseError, ValueError):
            raise TokenWrong(_REFUSAL) from None


@lru_cache(maxsize=8)
def _imported(key: bytes) -> OctKey:
    return OctKey.import_key(key)


def _decoded(token: str, ring: Ring, now: datetime) -> dict[str, Any]:
    """Decode by the newest key, or while its tokens live by the one before it. Raises BadSignatureError."""
    made_at, newest = ring[0]
    try:
        return jwt.decode(token, _imported(newest), algorithms=[_ALGORITHM]).claims
    except BadSignatureError:
        if made_at is None or now > made_at + LIFE + OVERLAP:
            raise
        return jwt.decode(token, _imported(ring[1][1]), algorithms=[_ALGORITHM]).claims


def caller_of(claims: Mapping[str, Any], *, is_ours: bool, operators: Collection[str] = ()) -> Caller:
    """Read who calls from claims: `sub`, `contract` and `scope` (RFC 9068); raises ValueError.

    A token of an external issuer belongs to a contract, or to one of the named operators.
    """
    subject = claims.get("sub")
    contract = claims.get("contract")
    scope = claims.get("scope", "")
    if not (isinstance(subject, str) and isinstance(scope, str) and (contract is None or isinstance(contract, str))):
        raise ValueError("sub, contract and scope must be text")
    known_words = set(Scope)
    scopes = frozenset(Scope(word) for word in scope.split() if word in known_words)
    is_operator = contract is None and scopes == {Scope.OPERATOR} and subject in operators
    if not (is_ours or is_operator) and (contract is None or Scope.OPERATOR in scopes):
        raise ValueError("an external issuer issues tokens of contracts and of named operators only")
    return Caller(subject, contract, scopes, is_ours)
