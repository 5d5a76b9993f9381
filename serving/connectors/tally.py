"""What a run of a connector did: counts by object and result, calls, refused rows; shown, and as metrics."""

from collections.abc import Callable
from dataclasses import dataclass, field

from prometheus_client import Counter, Gauge

from data.tables.progress import Progress, silent
from serving.connectors.service import DeadRow, SentRows
from serving.rules.vocabulary import CrmObject

ROWS = Counter("onematch_sync_rows", "Rows that a connector sent", ["object", "result"])
CALLS = Counter("onematch_sync_calls", "Calls of a connector", ["service", "status"])
CHECKPOINT = Gauge("onematch_sync_checkpoint_timestamp_seconds", "When a connector confirmed last that all was sent")
MOST_DEAD = 1_000
"""Refused rows that a run keeps by name; onematch itself lists all of them."""


@dataclass(slots=True)
class Tally:
    """The counts of a run; `progress` shows a stage as it goes on, `show` receives one line when it ends."""

    progress: Progress = silent
    show: Callable[[str], None] = lambda _: None
    rows: dict[CrmObject, dict[str, int]] = field(default_factory=dict)
    calls: dict[str, int] = field(default_factory=dict)
    dead: list[DeadRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What the CRM lacks, each once."""

    def count(self, crm_object: CrmObject, receipt: SentRows) -> None:
        """Add the results of rows."""
        mine = self.rows.setdefault(crm_object, {})
        for result, number in receipt.counts.items():
            mine[result] = mine.get(result, 0) + number
            ROWS.labels(crm_object.value, result).inc(number)
        for one in receipt.dead:
            self.show(f"refused: {one.object} {one.id or 'without id'}: {one.reason}")
        self.dead += receipt.dead[: MOST_DEAD - len(self.dead)]

    def note(self, text: str) -> None:
        """Keep and show what the CRM lacks."""
        if text not in self.notes:
            self.notes.append(text)
            self.show(text)

    def called(self, service: str, status: int) -> None:
        """Add a call; status 0 is one without an answer."""
        self.calls[service] = self.calls.get(service, 0) + 1
        CALLS.labels(service, str(status)).inc()
