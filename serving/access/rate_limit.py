"""The rate limit of a contract: a token bucket in each worker."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from serving.access.callers import RateExceeded

BURST_S = 10
"""How many seconds' worth of calls may come at once."""


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class RateLimit:
    """Admits `per_minute` calls of each contract, in this process.

    Each worker has its share of the limit, since connections are distributed evenly.
    """

    def __init__(self, per_minute: float, seconds: Callable[[], float] = time.monotonic) -> None:
        self._per_s = per_minute / 60
        self._seconds = seconds
        self._burst = max(1.0, self._per_s * BURST_S)
        self._buckets: dict[str, _Bucket] = {}
        self._lock = threading.Lock()

    def admit(self, contract: str) -> None:
        """Count one call; raises RateExceeded."""
        now = self._seconds()
        with self._lock:
            bucket = self._buckets.setdefault(contract, _Bucket(self._burst, now))
            bucket.left = min(self._burst, bucket.left + (now - bucket.at) * self._per_s)
            bucket.at = now
            if bucket.left < 1:
                raise RateExceeded(f"got more than {self._per_s * 60:g} calls a minute, expected a pause")
            bucket.left -= 1
