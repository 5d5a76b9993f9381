"""One run of a connector: full reads where they are due, changes, deletions, a sweep, what was named, a checkpoint.

Every chunk is sent before the state advances past it, and everything that is sent may be sent again: a run that ends
at any moment goes on where it stood, and nothing is lost or done twice.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx

from features.schema.errors import OnematchError
from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.crm.calling import ApiCaller
from serving.crm.credentials import Credentials, FixedToken, GrantedToken, Secrets
from serving.crm.service import CHECKPOINT, TOKEN_PATH, OnematchApi, Tally
from serving.crm.source import CHUNK, Chunk, CrmSource, in_parts, latest, wanted_of
from serving.crm.state import ChangeRead, FullRead, ObjectState, StateFile, SyncState
from serving.crm.transport import refuse_unsafe
from serving.crm.vendors import VENDORS
from serving.runtime.process import Clock, now_in_utc
from serving.vocabulary.held_imports import FullImport, reasons_to_hold
from serving.vocabulary.settings import ContractSettings
from serving.vocabulary.terms import Crm, CrmObject, InstanceName, Scope

OVERLAP = timedelta(minutes=10)
"""Changes are read again from so long before the last one seen: a CRM's index finds a change some time later."""
SKEW = timedelta(minutes=2)
"""How much the clocks of a CRM's machines may differ, by which it stamps its records."""
SWEEP_EVERY = timedelta(minutes=45)
"""Links that moved silently, and what Oracle deleted, are found within an hour."""
SWEEP_CALL = timedelta(seconds=10)
"""Sweeps may come as often as this for each call that one takes: small CRMs are compared more often than large ones."""


@dataclass(slots=True)
class ConnectorRun:
    """A connector at work; the state file must be locked."""

    service: OnematchApi
    source: CrmSource
    file: StateFile
    state: SyncState
    tally: Tally
    clock: Clock

    def begin(self) -> None:
        """Read where the connector of the instance stands."""
        self.state = self.file.read(self.state.instance_id)

    def once(self, *, full: bool = False, authoritative: bool = False, sweep: bool = True) -> None:
        """Bring onematch to the CRM's present state, and confirm it. Raises CallRefused, CallFailed.

        `authoritative`: the CRM was restored from a backup, whose older records go before newer copies.
        """
        self.source.begin()
        # A full read that is not complete goes on instead of another one.
        due = [crm_object for crm_object in self.source.objects if not self.state.of(crm_object).is_read]
        if full and (authoritative or not any(state.full for state in self.state.objects.values())):
            due = list(self.source.objects)
        self._begin(due, authoritative=authoritative)
        if pipelines := self.source.pipelines():
            self.service.send_pipelines(pipelines)
        read = [crm_object for crm_object in self.source.objects if self._read_in_full(crm_object)]
        for crm_object in self.source.objects:
            if self.state.of(crm_object).changes is not None:  # begun by a run that ended: later changes lie behind it
                self._read_changes(crm_object)
            self._read_changes(crm_object)
        if sweep:
            self._sweep([crm_object for crm_object in self.source.objects if crm_object not in read])
        while self.follow_hints():
            pass
        self.service.checkpoint()
        CHECKPOINT.set_to_current_time()

    def is_sweep_due(self) -> bool:
        """Whether a sweep is due: it takes a call in ten seconds at most, and comes at least every 45 minutes."""
        at = self.state.swept_at
        pace = SWEEP_CALL * self.state.swept_calls
        return at is None or self.clock() - at >= min(SWEEP_EVERY, pace)

    def _sweep(self, objects: Sequence[CrmObject]) -> None:
        """Compare what records refer to with the CRM; read again what moved silently, is gone or is back."""
        before = self.tally.calls.get(self.source.caller.name, 0)
        for crm_object in objects:
            if crm_object is not CrmObject.USER:
                self._compare(crm_object)
            elif not self.source.finds_deletions:
                self._read_anew(crm_object)
        calls = self.tally.calls.get(self.source.caller.name, 0) - before
        self.state.swept_at = self.clock()
        self.state.swept_calls = calls
        self._save()

    def _compare(self, crm_object: CrmObject) -> None:
        stored = self.service.references(crm_object)
        moved, missing = self.source.moved(crm_object, stored)
        at = self.state.of(crm_object)
        if not deletes_too_much(len(missing), sum(references is not None for references in stored.values())):
            moved += missing
            at.held = None
            self._save()
        elif at.held is None or self.service.import_state(at.held) not in ("held", "dropped"):
            self._read_anew(crm_object)
            return
        for part in in_parts(moved, CHUNK):
            self._read_again(crm_object, part)
        if moved:
            self._show(f"{crm_object}: moved, gone or back", len(moved))

    def _read_again(self, crm_object: CrmObject, ids: Sequence[str]) -> None:
        chunk = self.source.again(crm_object, ids)
        self.service.send(crm_object, chunk, is_authoritative=True)

    def _read_anew(self, crm_object: CrmObject) -> None:
        self._begin([crm_object], authoritative=False)
        self._read_in_full(crm_object)

    def follow_hints(self) -> int:
        """Read again what webhooks named and what names a record that moved; return how many hints there were."""
        hints = self.service.hints()
        for crm_object in self.source.objects:
            hints_of_object = [hint for hint in hints if hint["object"] == crm_object]
            if hints_of_object:
                self._read_again(crm_object, [hint["id"] for hint in hints_of_object])
                self.service.hints_done(hints_of_object)
                self._show(f"{crm_object}: named", len(hints_of_object))
        return len(hints)

    def _begin(self, due: Sequence[CrmObject], *, authoritative: bool) -> None:
        for crm_object in due:
            at = self.state.of(crm_object)
            if at.full is None or (authoritative and not at.full.is_authoritative):
                at.full = FullRead(is_authoritative=authoritative)
                at.changes = None
        if due:
            self._save()

    def _read_in_full(self, crm_object: CrmObject) -> bool:
        """Read all records of an object into one full import, which deletes what it lacks when it is complete.

        Return whether it was due.
        """
        if self.state.of(crm_object).full is None:
            return False
        full = self._opened(crm_object)
        sent = 0
        while not full.is_listed:
            chunk = self.source.all_of(crm_object, full.cursor)
            self._send_page(crm_object, full, chunk)
            sent += len(chunk.rows)
            self.tally.progress(f"{crm_object}: full read", sent, None)
        held = self.service.complete(full.import_id or "", crm_object)
        if held:
            self.tally.show(
                wording(
                    "held: {crm_object}: {held} deletions wait for an admin: onematch contracts imports list",
                    crm_object=crm_object,
                    held=held,
                )
            )
        self.state.objects[crm_object] = ObjectState(
            watermark_ms=full.baseline_ms,
            floor_ms=max((full.baseline_ms or 0) - _ms(SKEW), 0),
            seen_at=self.clock(),
            is_read=True,
            held=full.import_id if held else None,
        )
        self._save()
        self._show(f"{crm_object}: full read", sent)
        return True

    def _opened(self, crm_object: CrmObject) -> FullRead:
        """Return a full read with its baseline and its import; one whose import is unknown begins again."""
        at = self.state.of(crm_object)
        full = at.full = at.full or FullRead()
        if not full.is_begun:
            full.baseline_ms = self._limited(self.source.newest(crm_object))
            full.is_begun = True
            self._save()
        if full.import_id is not None and self.service.import_state(full.import_id) is None:
            full = at.full = FullRead(**full.model_dump(include={"baseline_ms", "is_begun", "is_authoritative"}))
            self._save()
        if full.import_id is None:
            full.import_id = self.service.open_import(crm_object, full.key, is_authoritative=full.is_authoritative)
            self._save()
        return full

    def _send_page(self, crm_object: CrmObject, full: FullRead, chunk: Chunk) -> None:
        page = full.page
        if chunk.rows:
            page = self.service.put_page(full.import_id or "", page, crm_object, chunk.rows) + 1
        if chunk.merges:
            self.service.send(crm_object, Chunk(merges=chunk.merges))
        full.page = page
        full.cursor = chunk.cursor
        full.is_listed = chunk.cursor is None
        self._save()

    def _read_changes(self, crm_object: CrmObject) -> None:
        """Send what changed since the last change that was seen, then what was deleted since."""
        at = self.state.of(crm_object)
        changes = at.changes or self._begun(crm_object, at)
        sent = 0
        is_last = False
        while not is_last:
            read = self.source.deleted if changes.at_deletions else self.source.changed
            chunk = read(crm_object, changes.since_ms, changes.cursor)
            if chunk.rows or chunk.merges or chunk.gone:
                self.service.send(crm_object, chunk)
            sent += len(chunk.rows) + len(chunk.gone)
            self.tally.progress(f"{crm_object}: changes", sent, None)
            changes.newest_ms = latest((changes.newest_ms, chunk.newest_ms))
            changes.cursor = chunk.cursor
            is_last = chunk.cursor is None and changes.at_deletions
            changes.at_deletions = changes.at_deletions or chunk.cursor is None
            at.changes = changes
            if is_last:
                self._finish(at, changes)
            self._save()
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
        baseline = latest((self._limited(self.source.newest(crm_object)), at.newest_ms, at.watermark_ms))
        return ChangeRead(since_ms=since, began_at=began_at, baseline_ms=baseline)

    def _finish(self, at: ObjectState, changes: ChangeRead) -> None:
        """Move the state past a read of changes."""
        at.newest_ms = latest((self._limited(changes.newest_ms), at.newest_ms))
        at.changes = None
        if (changes.baseline_ms or 0) > (at.watermark_ms or 0):
            at.watermark_ms = changes.baseline_ms
            at.seen_at = changes.began_at
            at.is_settled = False
        elif at.seen_at is not None and changes.began_at - at.seen_at >= OVERLAP:
            at.is_settled = True

    def _limited(self, newest: int | None) -> int | None:
        """Limit a time by the CRM's own clock, so that one record from the future hides no change."""
        now = int((self.source.caller.at or self.clock()).timestamp() * 1000)
        return newest if newest is None or newest <= now + _ms(SKEW) else now - _ms(OVERLAP)

    def _save(self) -> None:
        self.file.write(self.state)

    def _show(self, stage: str, sent: int) -> None:
        self.tally.progress(stage, sent, sent)
        self.tally.show(f"{stage}: {sent}")


def deletes_too_much(missing: int, live: int) -> bool:
    """Whether so many records are missing that a full import has to decide, which is held for an admin (D22)."""
    read = FullImport(
        missing=missing, missing_of_before=missing, before=live, accepted=live - missing, has_unreadable_ids=False
    )
    return bool(reasons_to_hold(read, ContractSettings()))


def _ms(span: timedelta) -> int:
    return int(span.total_seconds() * 1000)


class OtherCrmConnected(OnematchError):
    """The instance is connected to another CRM than the connector's."""


@value_class
class ConnectorOptions:
    """One connector: the contract's instance, where onematch answers, and where states are kept.

    `crm` None: whichever the instance is connected to. `crm_url` None: the one that the instance was connected with.
    """

    contract: str
    instance: InstanceName
    service_url: str
    folder: Path
    crm: Crm | None = None
    crm_url: str | None = None


def connector(
    options: ConnectorOptions,
    secrets: Secrets,
    http: httpx.Client,
    tally: Tally,
    clock: Clock = now_in_utc,
) -> ConnectorRun:
    """Connect to onematch, and learn there what to read and where; a run begins once the state file is locked.

    Raises SecretMissing, GrantRefused, AddressUnsafe, CallRefused, CallFailed, OtherCrmConnected.
    """
    caller = _service_caller(options, secrets, http, tally)
    service = OnematchApi(caller, options.contract, options.instance, options.crm or Crm.HUBSPOT, tally)
    shown = service.shown()
    crm = Crm(shown["crm"])
    if options.crm not in (None, crm):
        raise OtherCrmConnected(
            "got a connector of {crm}, expected {expected}, which the instance is connected to",
            crm=options.crm,
            expected=crm,
        )
    address = options.crm_url or str(shown["urls"]["api"])
    refuse_unsafe(address)
    credentials = crm_credentials(crm, secrets, http, address)
    crm_caller = ApiCaller(crm, http, address, credentials, on_call=tally.called)
    wanted_columns = wanted_of(crm, service.schema(), str(shown["revenue_field"]), shown.get("own_fields", ()))
    safe = re.sub(r"[^\w-]", "_", options.contract)
    file = StateFile(options.folder / f"{safe}.{options.instance}.json")
    return ConnectorRun(
        service=replace(service, shape=crm),
        source=VENDORS[crm].source(crm_caller, wanted_columns, tally.note),
        file=file,
        state=SyncState(instance_id=str(shown["instance_id"])),
        tally=tally,
        clock=clock,
    )


def crm_credentials(crm: Crm, secrets: Secrets, http: httpx.Client, address: str) -> Credentials:
    """Return what authenticates the calls to a CRM: a token, or what else it takes; raises SecretMissing."""
    token = secrets.find(f"ONEMATCH_{crm.upper()}_TOKEN")
    return FixedToken(token) if token else VENDORS[crm].credentials(secrets, http, address)


def _service_caller(options: ConnectorOptions, secrets: Secrets, http: httpx.Client, tally: Tally) -> ApiCaller:
    refuse_unsafe(options.service_url)
    form: dict[str, Any] = {"grant_type": "client_credentials", "scope": Scope.SYNC}
    form |= {name: secrets.need(f"ONEMATCH_SYNC_{name.upper()}") for name in ("client_id", "client_secret")}
    url = options.service_url.rstrip("/") + TOKEN_PATH
    return ApiCaller("onematch", http, options.service_url, GrantedToken(http, (url,), form), on_call=tally.called)
