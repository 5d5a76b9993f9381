"""The caller that a token identifies, its rate limit, and the refusals, which do not reveal what exists."""

import threading
import time
from collections.abc import Callable
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


class RateExceeded(OnematchError):
    """The contract exceeded its rate limit."""


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


BURST_S = 10
"""How many seconds' worth of calls may come at once."""


class RateLimit:
    """Admits `per_minute` calls of each contract, in this process.

    Each worker has its share of the limit, since connections are distributed evenly.
    """

    def __init__(self, per_minute: float, seconds: Callable[[], float] = time.monotonic) -> None:
        self._per_s = per_minute / 60
        self._seconds = seconds
        self._burst = max(1.0, self._per_s * BURST_S)
        self._buckets: dict[str, tuple[float, float]] = {}
        """How many calls each contract has left, and since when."""
        self._lock = threading.Lock()

    def admit(self, contract: str) -> None:
        """Count one call; raises RateExceeded."""
        now = self._seconds()
        with self._lock:
            left, since = self._buckets.get(contract, (self._burst, now))
            left = min(self._burst, left + (now - since) * self._per_s)
            self._buckets[contract] = (left - (left >= 1), now)
        if left < 1:
            raise RateExceeded("got more than {per_s:g} calls a minute, expected a pause", per_s=self._per_s * 60)
