"""Delivery of due activities: at least once to the CRM, exactly once in effect (S65, S70, D31, D32)."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

from serving.contract.activities.calls import ClientOf, SoughtActivity, acting_client, client_for, find_written, look_up
from serving.contract.activities.corrections import propose, reroute
from serving.contract.activities.journal import JournalEntry, append_entries
from serving.contract.activities.outbox import (
    DeliveryClaim,
    Ended,
    claim_next,
    due_instances,
    end_attempt,
    is_on_linked_record,
)
from serving.contract.records.services import WrapperServices
from serving.crm.crm_client import CrmClient, Reply
from serving.crm.requests import ActivityPiece, CrmRecord, CrmRequest
from serving.crm.retries import LONGEST_LAG, SETTLING, USUAL_LAG, DeliveryOutcome, Step
from serving.runtime.event_log import log_event, log_failure
from serving.store.contracts import CONNECTED, InstanceScope, load_scope
from serving.store.store import Store
from serving.vocabulary.terms import ActivityState

MAX_IN_A_ROUND = 20
"""The most activities of one instance before due ones are read again."""
PARALLEL_CALLS = 4
"""Concurrent calls to one instance's CRM, since sellers log activities in bursts (S65)."""
_MAX_PARALLEL_CALLS = 16
_UNSEARCHABLE = {
    DeliveryOutcome.GONE: DeliveryOutcome.WRONG_PATH,
    DeliveryOutcome.REFUSED: DeliveryOutcome.CANNOT_SEARCH,
}
"""What a search's outcome means for the activity, where it is another one."""


def deliver_due(
    parts: WrapperServices, now: datetime, client_of: ClientOf = client_for, parallel: int = PARALLEL_CALLS
) -> int:
    """Deliver due activities, the CRM instances in parallel; return the number of attempts.

    A slow CRM delays no other; a busy one is not called again in this round.
    """
    with parts.store.reading() as connection:
        due = due_instances(connection, now)
    if not due:
        return 0
    instance_ids = [instance_id for instance_id, count in due.items() for _ in range(min(count, parallel))]
    with ThreadPoolExecutor(min(len(instance_ids), _MAX_PARALLEL_CALLS)) as pool:
        worked = [
            pool.submit(_deliver_instance, parts.store, instance_id, now, client_of) for instance_id in instance_ids
        ]
    return sum(future.result() for future in worked)


def _deliver_instance(store: Store, instance_id: str, now: datetime, client_of: ClientOf) -> int:
    for worked in range(MAX_IN_A_ROUND):
        with store.writing(instance_id) as connection:
            scope = load_scope(connection, store, instance_id)
            if scope is None or scope.instance.state != CONNECTED:
                return worked
            claim = claim_next(scope.on(connection), now)
        if claim is None:
            return worked
        if isinstance(claim, tuple):
            _log(scope, *claim)
            continue
        if _attempt(scope, claim, now, client_of).state is ActivityState.RETRYING:
            return worked + 1
    return MAX_IN_A_ROUND


def deliver_one(scope: InstanceScope, activity_id: str, now: datetime, client_of: ClientOf) -> None:
    """Send one activity now, if it is due (S59)."""
    with scope.writing() as open_scope:
        claim = claim_next(open_scope, now, activity_id)
    if isinstance(claim, DeliveryClaim):
        _attempt(scope, claim, now, client_of)


def _attempt(scope: InstanceScope, claim: DeliveryClaim, now: datetime, client_of: ClientOf) -> Step:
    try:
        ended = _call(scope, claim, now, client_of)
    except Exception as error:  # noqa: BLE001 - a bug must not stop other activities; its effect is unknown
        log_failure("delivery_failed", error, activity=claim.row.id, instance=scope.instance_id)
        ended = Ended(Reply(DeliveryOutcome.UNKNOWN))
    return _end(scope, claim, ended, now)


def _call(scope: InstanceScope, claim: DeliveryClaim, now: datetime, client_of: ClientOf) -> Ended:
    client = acting_client(scope, claim.outgoing.acting_user, now, client_of)
    if isinstance(client, DeliveryOutcome):
        return Ended(Reply(client))
    return _search_parts(scope, claim, client, now) if claim.row.in_doubt else _send(scope, claim, client, now)


def _end(scope: InstanceScope, claim: DeliveryClaim, ended: Ended, now: datetime) -> Step:
    with scope.store.writing(scope.instance_id) as connection:
        open_scope = scope.on(connection)
        step = end_attempt(open_scope, claim, ended, now)
        if not is_on_linked_record(open_scope, claim):
            if step.state is ActivityState.DELIVERED:
                propose(open_scope, claim.profile.kind, [claim.profile.id], now)
            else:
                reroute(open_scope, claim.profile, claim.to.key, now)
    _log(scope, claim.row.id, step.state, attempt=claim.number, outcome=ended.reply.outcome)
    return step


def _send(scope: InstanceScope, claim: DeliveryClaim, client: CrmClient, now: datetime) -> Ended:
    """Write the missing parts one by one; each is in the journal before the next."""
    bodies = client.bodies
    record = _addressed(client, claim)
    if isinstance(record, Reply):
        return Ended(record)
    missing = _missing(client, claim, record)
    for piece in missing:
        reply = client.send(piece.create)
        if reply.outcome is not DeliveryOutcome.WRITTEN:
            is_absent = reply.outcome is DeliveryOutcome.GONE
            return Ended(replace(reply, outcome=bodies.absent) if is_absent else reply)
        crm_id = bodies.written_id(piece.crm_object, reply.body)
        if crm_id is None:
            return Ended(Reply(DeliveryOutcome.UNKNOWN))  # an incomplete answer
        entry = JournalEntry(claim.row.id, piece.part, claim.to.key, piece.crm_object, crm_id)
        if piece is missing[-1]:
            return Ended(reply, (entry,))
        with scope.store.writing(scope.instance_id) as connection:
            append_entries(scope.on(connection), [entry], now)
    return Ended(Reply(DeliveryOutcome.WRITTEN))


def _search_parts(scope: InstanceScope, claim: DeliveryClaim, client: CrmClient, now: datetime) -> Ended:
    """Search the CRM for the parts that it may hold (D31)."""
    bodies = client.bodies
    sought = SoughtActivity(claim.row.id, claim.to.key, claim.row.accepted_at)
    entries: list[JournalEntry] = []
    record = _addressed(client, claim)
    is_deleted = isinstance(record, Reply)
    if isinstance(record, Reply):
        if record.outcome is not DeliveryOutcome.GONE:
            return Ended(record)
        record = claim.to
    missing = _missing(client, claim, record)
    for piece in missing:
        if is_deleted and bodies.is_child(piece.crm_object):
            continue  # it went with its record
        existing = find_written(scope, client, piece, sought)
        if isinstance(existing, Reply):
            outcome = _UNSEARCHABLE.get(existing.outcome, existing.outcome)
            return Ended(replace(existing, outcome=outcome), tuple(entries))
        if existing is not None:
            entries.append(JournalEntry(sought.id, piece.part, sought.on, piece.crm_object, existing, found_again=True))
    if len(entries) == len(missing):
        return Ended(Reply(DeliveryOutcome.WRITTEN), tuple(entries))
    since = claim.row.sent_at or claim.row.accepted_at
    age = now - since
    lagging = [bodies.created_since(piece.crm_object, since) for piece in missing]
    if age >= LONGEST_LAG or all(_shows_later(client, created, age) for created in lagging):
        return Ended(Reply(DeliveryOutcome.ABSENT), tuple(entries))
    return Ended(Reply(DeliveryOutcome.NOT_INDEXED, retry_after=max(SETTLING, age)), tuple(entries))


def _shows_later(client: CrmClient, request: CrmRequest | None, age: timedelta) -> bool:
    """Whether the CRM's search has what was created since the attempt, so that it would have the activity (D31).

    Without such a request the CRM reads what it holds, and only an answer that was slow to be written is waited for.
    """
    if request is None or age < USUAL_LAG:
        return age >= USUAL_LAG
    reply = client.send_patiently(request)
    return reply.outcome is DeliveryOutcome.WRITTEN and bool(client.bodies.items_of(reply.body))


def _addressed(client: CrmClient, claim: DeliveryClaim) -> CrmRecord | Reply:
    """Return the record, looked up if a missing part is written below it, or the reply that says why it is not."""
    is_below = any(client.bodies.is_child(piece.crm_object) for piece in _missing(client, claim, claim.to))
    return look_up(client, claim.to) if is_below else claim.to


def _missing(client: CrmClient, claim: DeliveryClaim, record: CrmRecord) -> list[ActivityPiece]:
    pieces = client.bodies.pieces(claim.outgoing, record, claim.account_id)
    return [piece for piece in pieces if piece.part not in claim.written]


def _log(scope: InstanceScope, activity_id: str, state: ActivityState, **more: object) -> None:
    log_event("activity", instance=scope.instance_id, activity=activity_id, state=state, **more)
