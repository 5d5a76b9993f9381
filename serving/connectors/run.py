"""One run of a connector: full reads where they are due, then what webhooks named, changes, deletions, a checkpoint.

Every chunk is sent before the state advances past it, and everything that is sent may be sent again: a run that ends
at any moment goes on where it stood, and nothing is lost or done twice.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from serving.connectors.calling import CallRefused
from serving.connectors.service import OnematchApi, ServiceHint, is_missing
from serving.connectors.source import Chunk, CrmSource
from serving.connectors.state import ChangeRead, FullRead, ObjectState, StateFile, SyncState
from serving.connectors.tally import CHECKPOINT, Tally
from serving.rules.vocabulary import Crm, CrmObject

OVERLAP = timedelta(minutes=10)
"""Changes are read again from so long before the last one seen: a CRM's index finds a change some time later."""
SKEW = timedelta(minutes=2)
"""How much the clocks of a CRM's machines may differ, by which it stamps its records."""
FULL_EVERY = timedelta(hours=11)
"""Where only a full read finds deletions, one begins so long after the one before: in time for the 12 hours (S11)."""


@dataclass(slots=True)
class ConnectorRun:
    """A connector at work; the state file must be locked."""

    service: OnematchApi
    source: CrmSource
    file: StateFile
    state: SyncState
    tally: Tally
    clock: Callable[[], datetime]

    def once(self, *, full: bool = False) -> None:
        """Bring onematch to the CRM's present state, and confirm it. Raises CallRefused, CallFailed."""
        self._begin_full_reads(full=full)
        if pipelines := self.source.pipelines():
            self.service.send_pipelines(pipelines)
        for crm_object in self.source.objects:
            self._read_in_full(crm_object)
        self.follow_hints()
        for crm_object in self.source.objects:
            self._read_changes(crm_object)
        self.service.checkpoint()
        CHECKPOINT.set_to_current_time()

    def is_full_due(self) -> bool:
        """Whether a full read is due, which finds deletions where nothing else does."""
        last = self.state.full_at
        return not self.source.finds_deletions and (last is None or self.clock() - last >= FULL_EVERY)

    def follow_hints(self) -> int:
        """Read again what HubSpot's webhooks named; return how many hints there were."""
        if self.source.crm is not Crm.HUBSPOT:
            return 0
        hints = self.service.hints()
        for crm_object in self.source.objects:
            mine = [one for one in hints if one.object is crm_object]
            if mine:
                self._follow(crm_object, mine)
        return len(hints)

    def _follow(self, crm_object: CrmObject, hints: list[ServiceHint]) -> None:
        chunk = self.source.again(crm_object, [one.id for one in hints])
        self.tally.count(crm_object, self.service.send(crm_object, chunk))
        self.service.hints_done(hints)
        self._show(f"{crm_object}: webhooks", len(hints))

    def _begin_full_reads(self, *, full: bool) -> None:
        """Note which objects are to be read in full; a full read that is not complete goes on instead."""
        due = [one for one in self.source.objects if not self.state.of(one).is_read]
        if full and not any(one.full for one in self.state.objects.values()):
            due = list(self.source.objects)
        for crm_object in due:
            at = self.state.of(crm_object)
            if at.full is None:
                begun = at.model_copy(update={"full": FullRead(key=uuid.uuid4().hex), "changes": None})
                self.state = self.state.with_object(crm_object, begun)
        if due:
            self.file.write(self.state)

    def _read_in_full(self, crm_object: CrmObject) -> None:
        """Read all records of an object into one full import, which deletes what it lacks when it is complete."""
        if self.state.of(crm_object).full is None:
            return
        full = self._opened(crm_object)
        sent = 0
        while not full.is_listed:
            chunk = self.source.all_of(crm_object, full.cursor)
            full = self._send_page(crm_object, full, chunk)
            sent += len(chunk.rows)
            self.tally.progress(f"{crm_object}: full read", sent, None)
        completed = self.service.complete(full.import_id or "")
        self.tally.count(crm_object, completed)
        if held := completed.counts.get("held"):
            self.tally.show(f"held: {crm_object}: {held} deletions wait for an admin: onematch contracts imports list")
        floor = max((full.baseline_ms or 0) - _ms(SKEW), 0)
        done = ObjectState(watermark_ms=full.baseline_ms, floor_ms=floor, seen_at=self.clock(), is_read=True)
        self.state = self.state.with_object(crm_object, done)
        if not any(one.full for one in self.state.objects.values()):
            self.state = self.state.model_copy(update={"full_at": self.clock()})
        self.file.write(self.state)
        self._show(f"{crm_object}: full read", sent)

    def _opened(self, crm_object: CrmObject) -> FullRead:
        """Return a full read with its baseline and its import; one whose import is unknown begins again."""
        full = self.state.of(crm_object).full or FullRead(key=uuid.uuid4().hex)
        if not full.is_begun:
            newest = self._limited(self.source.newest(crm_object))
            full = self._keep(crm_object, full.model_copy(update={"baseline_ms": newest, "is_begun": True}))
        if full.import_id is not None and self._is_unknown(full.import_id):
            full = FullRead(key=uuid.uuid4().hex, baseline_ms=full.baseline_ms, is_begun=True)
            self._keep(crm_object, full)
        if full.import_id is None:
            import_id = self.service.open_import(crm_object, full.key)
            full = self._keep(crm_object, full.model_copy(update={"import_id": import_id}))
        return full

    def _is_unknown(self, import_id: str) -> bool:
        try:
            self.service.show_import(import_id)
        except CallRefused as refused:
            if not is_missing(refused):
                raise
            return True
        return False

    def _send_page(self, crm_object: CrmObject, full: FullRead, chunk: Chunk) -> FullRead:
        page = full.page
        if chunk.rows:
            number, receipt = self.service.put_page(full.import_id or "", page, crm_object, chunk.rows)
            self.tally.count(crm_object, receipt)
            page = number + 1
        if chunk.merges:
            self.tally.count(crm_object, self.service.send(crm_object, Chunk(merges=chunk.merges)))
        moved = {"page": page, "cursor": chunk.cursor, "is_listed": chunk.cursor is None}
        return self._keep(crm_object, full.model_copy(update=moved))

    def _keep(self, crm_object: CrmObject, full: FullRead) -> FullRead:
        at = self.state.of(crm_object).model_copy(update={"full": full})
        self._write(crm_object, at)
        return full

    def _read_changes(self, crm_object: CrmObject) -> None:
        """Send what changed since the last change that was seen, then what was deleted since."""
        at = self.state.of(crm_object)
        changes = at.changes or self._begun(crm_object, at)
        sent = 0
        while True:
            read = self.source.deleted if changes.at_deletions else self.source.changed
            chunk = read(crm_object, changes.since_ms, changes.cursor)
            if chunk.rows or chunk.merges or chunk.gone:
                self.tally.count(crm_object, self.service.send(crm_object, chunk))
            sent += len(chunk.rows) + len(chunk.gone)
            self.tally.progress(f"{crm_object}: changes", sent, None)
            is_last = chunk.cursor is None and changes.at_deletions
            newest = max(changes.newest_ms or 0, chunk.newest_ms or 0) or None
            is_further = changes.at_deletions or chunk.cursor is None
            moved = {"cursor": chunk.cursor, "newest_ms": newest, "at_deletions": is_further}
            changes = changes.model_copy(update=moved)
            if is_last:
                break
            self._write(crm_object, at.model_copy(update={"changes": changes}))
        self._write(crm_object, self._moved(at, changes))
        if sent:
            self._show(f"{crm_object}: changes", sent)

    def _begun(self, crm_object: CrmObject, at: ObjectState) -> ChangeRead:
        """Begin a read of changes.

        What the CRM's index finds only after the read has passed it changed at most an overlap before the read began,
        however long the read takes. So the next one goes back to an overlap before the latest change known now.
        """
        overlap = 0 if at.is_settled else _ms(OVERLAP)
        since = max((at.watermark_ms or 0) - overlap, at.floor_ms)
        began_at = self.clock()
        known = (self._limited(self.source.newest(crm_object)), at.newest_ms, at.watermark_ms)
        baseline = max((one for one in known if one is not None), default=None)
        return ChangeRead(since_ms=since, began_at=began_at, baseline_ms=baseline)

    def _moved(self, at: ObjectState, changes: ChangeRead) -> ObjectState:
        """Return the state after a read of changes."""
        newest = max(self._limited(changes.newest_ms) or 0, at.newest_ms or 0) or None
        if (changes.baseline_ms or 0) > (at.watermark_ms or 0):
            moved = {"watermark_ms": changes.baseline_ms, "newest_ms": newest, "seen_at": changes.began_at}
            return at.model_copy(update=moved | {"changes": None, "is_settled": False})
        is_settled = at.seen_at is not None and changes.began_at - at.seen_at >= OVERLAP
        settled = at.is_settled or is_settled
        return at.model_copy(update={"changes": None, "newest_ms": newest, "is_settled": settled})

    def _limited(self, newest: int | None) -> int | None:
        """Limit a time by the CRM's own clock, so that one record from the future hides no change."""
        now = int((self.source.now or self.clock()).timestamp() * 1000)
        return newest if newest is None or newest <= now + _ms(SKEW) else now - _ms(OVERLAP)

    def _write(self, crm_object: CrmObject, at: ObjectState) -> None:
        self.state = self.state.with_object(crm_object, at)
        self.file.write(self.state)

    def _show(self, stage: str, sent: int) -> None:
        self.tally.progress(stage, sent, sent)
        self.tally.show(f"{stage}: {sent}")


def _ms(span: timedelta) -> int:
    return int(span.total_seconds() * 1000)
