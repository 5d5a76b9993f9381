"""The caller that a token identifies, and the refusals, which do not reveal what exists."""

from dataclasses import dataclass

from features.schema.errors import OnematchError
from serving.vocabulary.terms import Scope


class ScopeWrong(OnematchError):
    """The token lacks a scope that the call needs."""


class TierTooLow(OnematchError):
    """The contract's tier does not include CRM sync (S2)."""


class ActingUserWrong(OnematchError):
    """The acting user is missing, unknown, inactive or not permitted (S63, D33)."""


class ContractEnded(OnematchError):
    """The contract was terminated; only the routes for leaving answer."""


@dataclass(frozen=True, slots=True)
class Caller:
    """The client that calls, from its token; `contract_id` is None for the operator."""

    client_id: str
    contract_id: str | None
    scopes: frozenset[Scope]
    is_ours: bool = True
    """Whether we issued the token, so that its client can be looked up; an external issuer revokes its own."""
    generation: int = 1
    """The client's generation when the token was issued; rotating or revoking the client raises it."""
