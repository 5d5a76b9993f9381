"""The routes of onematch that a connector calls, with a client's credentials of the scope sync, and what they did."""

import collections
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from prometheus_client import Counter, Gauge

from data.tables.progress import Progress, silent
from features.schema.value_class import value_class
from serving.crm.calling import ApiCaller, CallRefused
from serving.crm.requests import Body, CrmRequest
from serving.crm.source import CHUNK, REFERRING, Chunk, Item, References, in_parts
from serving.vocabulary.terms import Crm, CrmObject, InstanceName

TOKEN_PATH = "/v1/oauth/token"
REJECTED = ("rejected", "unsupported")
ROWS = Counter("onematch_sync_rows", "Rows that a connector sent", ["object", "result"])
CALLS = Counter("onematch_sync_calls", "Calls of a connector", ["service", "status"])
CHECKPOINT = Gauge("onematch_sync_checkpoint_timestamp_seconds", "When a connector confirmed last that all was sent")
MAX_DEAD = 1_000
"""Refused rows that a run keeps by name; onematch itself lists all of them."""
_CONFLICT = 409
_MISSING = 404
_TOO_LARGE = 413


@value_class
class DeadRow:
    """A row that onematch refused: the object, the record's id where it has one, and the reason."""

    object: CrmObject
    id: str | None
    reason: str


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

    def count(self, crm_object: CrmObject, results: Mapping[str, int]) -> None:
        """Add the results of rows: how many by status."""
        counts = self.rows.setdefault(crm_object, {})
        for result, number in results.items():
            counts[result] = counts.get(result, 0) + number
            ROWS.labels(crm_object, result).inc(number)

    def refuse(self, row: DeadRow) -> None:
        """Keep and show a row that onematch refused."""
        self.show(f"refused: {row.object} {row.id or 'without id'}: {row.reason}")
        if len(self.dead) < MAX_DEAD:
            self.dead.append(row)

    def note(self, text: str) -> None:
        """Keep and show what the CRM lacks."""
        if text not in self.notes:
            self.notes.append(text)
            self.show(text)

    def called(self, service: str, status: int) -> None:
        """Add a call; status 0 is one without an answer."""
        self.calls[service] = self.calls.get(service, 0) + 1
        CALLS.labels(service, str(status)).inc()


@value_class
class OnematchApi:
    """One instance of a contract, over HTTP; what becomes of the rows that are sent is counted."""

    caller: ApiCaller
    contract: str
    instance: InstanceName
    shape: Crm
    tally: Tally

    def shown(self) -> Body:
        """Return the connected instance: its id, its CRM, the CRM's addresses, the field of a deal's revenue (S46)."""
        return self._call("GET", "/connector")

    def schema(self) -> Body:
        """Return the fields that are imported (S14)."""
        return self.caller.call(CrmRequest("GET", "/v1/schema"))

    def open_import(self, crm_object: CrmObject, key: str, *, is_authoritative: bool = False) -> str:
        """Open a full import, once for its key; return its id."""
        body = {"object": crm_object, "shape": self.shape, "full": True, "authoritative": is_authoritative}
        return str(self._call("POST", "/imports", body, {"Idempotency-Key": key})["id"])

    def import_state(self, import_id: str) -> object:
        """Return the state of an import, None of one that onematch does not know."""
        try:
            return self._call("GET", f"/imports/{import_id}")["state"]
        except CallRefused as refused:
            if refused.status != _MISSING:
                raise
            return None

    def put_page(self, import_id: str, number: int, crm_object: CrmObject, rows: Sequence[Item]) -> int:
        """Send a page under the next free number from `number` on; return that number.

        A page that came before a kill with another content, since records changed meanwhile, keeps its number.
        """
        while True:
            try:
                body = self._call("PUT", f"/imports/{import_id}/pages/{number}", {"results": list(rows)})
            except CallRefused as refused:
                if refused.status != _CONFLICT or not str(refused.body.get("type", "")).endswith("page-conflict"):
                    raise
                number += 1
                continue
            self.tally.count(crm_object, body["counts"])
            for reject in body["rejects"]:
                self.tally.refuse(DeadRow(crm_object, reject.get("record_id"), reject.get("reason", "")))
            return number

    def complete(self, import_id: str, crm_object: CrmObject) -> int:
        """Complete a full import, which deletes the records that it lacks; return how many an admin must decide on."""
        done = self._call("POST", f"/imports/{import_id}/complete")
        held = int(done["held"]["missing"]) if done["state"] == "held" else 0
        deleted = {"deleted": done["counts"].get("deleted", 0)}
        self.tally.count(crm_object, deleted | ({"held": held} if done["state"] == "held" else {}))
        return held

    def send_pipelines(self, pipelines: Sequence[Body]) -> None:
        """Send the pipelines of deals, with no change."""
        self._call("POST", "/changes", {"shape": self.shape, "changes": [], "pipelines": list(pipelines)})

    def references(self, crm_object: CrmObject) -> References:
        """Return what the stored records of an object refer to, and which were deleted in the last 30 days."""
        references: dict[str, Sequence[str | None] | None] = {}
        query = {"limit": str(CHUNK)}
        while True:
            body = self._call("GET", f"/references/{crm_object}", query=query)
            for item in body["items"]:
                references[item["id"]] = None if item["is_deleted"] else [*map(item.get, REFERRING)]
            if body["next_cursor"] is None:
                return references
            query["cursor"] = body["next_cursor"]

    def send(self, crm_object: CrmObject, chunk: Chunk, *, is_authoritative: bool = False) -> None:
        """Send records, then their merges, then deletions, at most a thousand changes at a time.

        Records that were read by their ids are authoritative: the CRM has them now, whatever their times say.
        """
        for part in in_parts(_changes(crm_object, chunk), CHUNK):
            results = self._send_some(part, is_authoritative=is_authoritative)
            self.tally.count(crm_object, collections.Counter(result["status"] for result in results))
            for result in results:
                if result["status"] in REJECTED:
                    self.tally.refuse(DeadRow(crm_object, result.get("id"), result.get("reason") or ""))

    def _send_some(self, changes: Sequence[Body], *, is_authoritative: bool) -> list[Body]:
        """Send changes; those that are too large for one request are sent in halves."""
        body = {"shape": self.shape, "changes": changes, "authoritative": is_authoritative}
        try:
            return list(self._call("POST", "/changes", body)["results"])
        except CallRefused as refused:
            if refused.status != _TOO_LARGE or len(changes) == 1:
                raise
            halves = in_parts(changes, (len(changes) + 1) // 2)
            return [result for half in halves for result in self._send_some(half, is_authoritative=is_authoritative)]

    def checkpoint(self) -> Body:
        """Confirm that every change up to now was sent."""
        return self._call("PUT", "/checkpoint")

    def hints(self) -> list[Mapping[str, str]]:
        """Return the oldest records that webhooks named: each with its object, id and token."""
        return list(self._call("GET", "/hints")["items"])

    def hints_done(self, hints: Sequence[Mapping[str, str]]) -> None:
        """Acknowledge hints whose records were read again."""
        named = [{name: hint[name] for name in ("object", "id", "token")} for hint in hints]
        self._call("POST", "/hints/done", {"hints": named})

    def _call(
        self,
        method: str,
        path: str,
        body: Body | None = None,
        headers: Mapping[str, str] | None = None,
        query: Mapping[str, str] | None = None,
    ) -> Body:
        whole = f"/v1/contracts/{quote(self.contract, safe='')}{path}"
        parameters = {"instance": self.instance, **(query or {})}
        return self.caller.call(CrmRequest(method, whole, body, parameters, headers=headers or {}))


def _changes(crm_object: CrmObject, chunk: Chunk) -> list[Body]:
    upserts = [{"op": "upsert", "object": crm_object, "record": row} for row in chunk.rows]
    merges = [{"op": "merge", "object": crm_object, "id": old, "into": into} for old, into in chunk.merges]
    gone = [
        {"op": "delete", "object": crm_object, "id": tombstone.id}
        | ({} if tombstone.at_ms is None else {"modified_at": str(tombstone.at_ms)})
        for tombstone in chunk.gone
    ]
    return [*upserts, *merges, *gone]
