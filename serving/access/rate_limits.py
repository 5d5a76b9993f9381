"""Rate limits by the generic cell rate algorithm (ITU-T I.371), shared by the processes that have a home together."""

import fcntl
import hashlib
import mmap
import os
import struct
import threading
import time
import weakref
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from math import ceil
from pathlib import Path

from features.compiled.private_paths import make_once
from features.schema.errors import OnematchError

BURST_S = 10
"""How many seconds' worth of calls may come at once."""
_SLOT = struct.Struct("=8sd")
"""Whose calls, by a hash, and when all of them are paid for, in seconds of the machine's steady clock."""
_SLOTS = 4096
_PROBES = 16
_SIZE = _SLOT.size * _SLOTS


class RateExceeded(OnematchError):
    """The contract exceeded its rate limit; `headers` say when it may call again."""

    def __init__(self, template: str, headers: Mapping[str, str], **values: object) -> None:
        self.headers = headers
        super().__init__(template, **values)


class RateLimit:
    """Admits `per_minute` calls of each contract, in all processes that name the same file; without one in this one.

    The steady clock is the machine's own. A count that an earlier start of the machine left is bounded by the burst.
    """

    def __init__(
        self, per_minute: float, seconds: Callable[[], float] = time.monotonic, file: Path | None = None
    ) -> None:
        self._interval_s = 60 / per_minute
        self._burst = max(1, int(BURST_S / self._interval_s))
        self._seconds = seconds
        self._lock = threading.Lock()
        self._file: int | None = None
        self._slots: bytearray | mmap.mmap = bytearray(_SIZE)
        self.policy = f'"contract";q={self._burst};w={ceil(self._burst * self._interval_s)}'
        if file is not None:
            make_once(file, bytes(_SIZE))
            self._file = os.open(file, os.O_RDWR)
            weakref.finalize(self, os.close, self._file)
            self._slots = mmap.mmap(self._file, _SIZE)

    def admit(self, contract: str) -> dict[str, str]:
        """Count one call; return what the answer's headers say of the limit. Raises RateExceeded."""
        name = hashlib.blake2b(contract.encode(), digest_size=8).digest()
        now = self._seconds()
        with self._alone():
            at, paid_at = self._find(name)
            paid_at = max(min(paid_at, now + self._burst * self._interval_s), now)
            left = int((now - paid_at) / self._interval_s + self._burst + 1e-6)
            paid_at += self._interval_s if left else 0
            _SLOT.pack_into(self._slots, at, name, paid_at)
        headers = {
            "RateLimit-Policy": self.policy,
            "RateLimit": f'"contract";r={max(left - 1, 0)};t={ceil(paid_at - now)}',
        }
        if not left:
            wait_s = paid_at - now - (self._burst - 1) * self._interval_s
            raise RateExceeded(
                "got more than {per_minute:g} calls a minute, expected a pause",
                headers | {"Retry-After": str(max(1, ceil(wait_s)))},
                per_minute=60 / self._interval_s,
            )
        return headers

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self._lock:
            if self._file is None:
                yield
                return
            fcntl.flock(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.flock(self._file, fcntl.LOCK_UN)

    def _find(self, name: bytes) -> tuple[int, float]:
        """Return the place and the time of a name; a new one takes the place of the neighbour that called least."""
        first = int.from_bytes(name)
        least = (float("inf"), 0)
        for step in range(_PROBES):
            place = (first + step) % _SLOTS * _SLOT.size
            whose, paid_at = _SLOT.unpack_from(self._slots, place)
            if whose == name:
                return place, paid_at
            least = min(least, (paid_at, place))
        return least[1], 0.0
