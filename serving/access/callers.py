"""Who calls: what a token says, and what is refused without a hint of what exists."""

from dataclasses import dataclass

from features.schema.errors import OnematchError
from serving.rules.vocabulary import Scope


class ScopeWrong(OnematchError):
    """The token does not carry a scope that the call needs."""


class TierTooLow(OnematchError):
    """The contract's tier does not include CRM sync (S2)."""


class ActingUserWrong(OnematchError):
    """The acting user is missing, unknown, not active, or may not do this (S63, D33)."""


class ContractEnded(OnematchError):
    """The contract was terminated; only what leaving needs is answered."""


class RateExceeded(OnematchError):
    """The contract called more often than it may."""


@dataclass(frozen=True, slots=True)
class Caller:
    """What a token says of who calls; `contract_id` is None for the operator."""

    client_id: str
    contract_id: str | None
    scopes: frozenset[Scope]
    is_ours: bool = True
    """Issued here, so that the client can be looked up; an external issuer revokes its own."""
    generation: int = 1
    """The client's when the token was issued; rotating and revoking the client raise it."""
