"""Faults that a double plays on chosen requests: lost answers, resets, error statuses, cut bodies.

A fault is taken once, by the first request that it matches after `skip` of them; faults are tried in the order in
which they were added, and a request takes at most one.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    RESET_BEFORE = "reset_before"
    """The connection is reset before the double acts: nothing was written."""
    RESET_AFTER = "reset_after"
    """The double acts, and the connection is reset in place of the answer."""
    STATUS = "status"
    """The vendor's own error of this status (429, 500, 502, 503) without acting."""
    STATUS_AFTER = "status_after"
    """The double acts and answers with this status all the same, as a gateway does that waited too long."""
    TRUNCATED = "truncated"
    """A complete HTTP answer whose JSON ends in the middle."""
    CUT_OFF = "cut_off"
    """The connection is reset in the middle of the body."""


@dataclass(slots=True)
class VendorFault:
    """One fault: what it does, which requests take it (regular expressions), and how many it passes over."""

    kind: FaultKind
    path: str = ".*"
    method: str = ".*"
    status: int = 500
    skip: int = 0
    retry_after: str | None = None

    def matches(self, method: str, target: str) -> bool:
        """Hold the method whole, the path with its query as a search."""
        return re.fullmatch(self.method, method) is not None and re.search(self.path, target) is not None


class FaultPlan:
    """The faults still to come, and those that were played."""

    def __init__(self) -> None:
        self.pending: list[VendorFault] = []
        self.played: list[tuple[FaultKind, str, str]] = []

    def add(self, fault: VendorFault) -> None:
        self.pending.append(fault)

    def take(self, method: str, target: str, body: bytes) -> VendorFault | None:  # noqa: ARG002 - a plan may look at it
        """Return the fault of this request and count it, None where it has none."""
        for fault in self.pending:
            if not fault.matches(method, target):
                continue
            if fault.skip > 0:
                fault.skip -= 1
                continue
            self.pending.remove(fault)
            self.played.append((fault.kind, method, target))
            return fault
        return None
