"""The state of a contract's CRM on one page: what waits, what alarms, and why records have no link."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy import Connection, func, select

from features.schema.kinds import Kind
from serving.rules.contract.rates import MatchRate
from serving.rules.linking.links import RecordKey
from serving.rules.linking.unmatched import UnmatchedReason, missing_fields, unmatched_reason
from serving.rules.vocabulary import KIND_OF, ActivityState, InstanceName, RecordState
from serving.store.contracts import InstanceScope
from serving.store.tables.links import links
from serving.store.tables.work import activities
from serving.sync.records.keys import drawn
from serving.sync.records.link_rows import read_links
from serving.sync.records.records import read_payloads
from serving.sync.reports.drift_checks import newest_checks
from serving.sync.reports.tables import rates_of, rejected_among

SAMPLE = 2_000
"""The largest number of records whose fields are read, drawn by hash of their ids."""
_WITHOUT_LINK = (RecordState.REVIEW.value, RecordState.DUPLICATE.value, RecordState.UNMATCHED.value)


@dataclass(frozen=True, slots=True)
class DriftAlarm:
    """A part of the records that differs from the training's by more than the alarm."""

    kind: Kind
    what: str
    name: str
    psi: float


@dataclass(frozen=True, slots=True)
class WithoutLink:
    """The counted records without a link for one reason, and how many of them lack each helpful field."""

    kind: Kind
    reason: UnmatchedReason
    records: int
    missing: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Unmatched:
    """Why records have no link: `counted` of the `records`, all of them or a sample."""

    records: int
    counted: int
    by_reason: tuple[WithoutLink, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """What an admin sees first; `questions` are records in review, by kind."""

    rates: tuple[MatchRate, ...]
    questions: Mapping[Kind, int]
    dead_letters: int
    drift: tuple[DriftAlarm, ...]
    unmatched: Unmatched


def overview_of(connection: Connection, scope: InstanceScope, now: datetime) -> Overview:
    """Return the overview of an instance."""
    rates = rates_of(connection, scope.instance_id)
    questions = {kind: sum(one.review for one in rates if KIND_OF[one.object] is kind) for kind in Kind}
    return Overview(
        rates,
        questions,
        _dead_letters(connection, scope.instance_id),
        tuple(_alarms(connection, scope, now)),
        unmatched_of(connection, scope),
    )


def unmatched_of(connection: Connection, scope: InstanceScope) -> Unmatched:
    """Count records without a link by reason and missing field."""
    keys = _without_link(connection, scope.instance_id)
    reasons = _reasons(connection, scope.instance_id, drawn(keys, SAMPLE))
    payloads = read_payloads(connection, scope, list(reasons))
    lacking = {key: missing_fields(KIND_OF[key.object], payloads.get(key, {})) for key in reasons}
    groups = Counter((KIND_OF[key.object], reason) for key, reason in reasons.items())
    found = [
        WithoutLink(kind, reason, count, _lacking(reasons, lacking, kind, reason))
        for (kind, reason), count in groups.most_common()
    ]
    return Unmatched(len(keys), len(reasons), tuple(found))


def _lacking(
    reasons: Mapping[RecordKey, UnmatchedReason],
    lacking: Mapping[RecordKey, Sequence[str]],
    kind: Kind,
    reason: UnmatchedReason,
) -> Mapping[str, int]:
    mine = [key for key, its in reasons.items() if its is reason and KIND_OF[key.object] is kind]
    return dict(Counter(name for key in mine for name in lacking[key]).most_common())


def _without_link(connection: Connection, instance_id: str) -> list[RecordKey]:
    wanted = (
        select(links.c.object, links.c.record_id)
        .filter_by(instance_id=instance_id)
        .where(links.c.state.in_(_WITHOUT_LINK))
    )
    return [RecordKey.named_by(row) for row in connection.execute(wanted)]


def _reasons(connection: Connection, instance_id: str, keys: Sequence[RecordKey]) -> dict[RecordKey, UnmatchedReason]:
    if not keys:
        return {}
    rejected = rejected_among(connection, instance_id, keys)
    those = read_links(connection, instance_id, keys)
    found = ((key, unmatched_reason(link, was_rejected=key in rejected)) for key, link in those.items())
    return {key: reason for key, reason in found if reason is not None}


def _dead_letters(connection: Connection, instance_id: str) -> int:
    dead = select(func.count()).where(
        activities.c.instance_id == instance_id, activities.c.state == ActivityState.DEAD.value
    )
    return connection.execute(dead).scalar_one()


def _alarms(connection: Connection, scope: InstanceScope, now: datetime) -> list[DriftAlarm]:
    """Return the alarms of the newest checks; a sandbox has none (D19)."""
    if scope.instance.name is not InstanceName.PRODUCTION:
        return []
    checks = newest_checks(connection, now)
    found = [(kind, checks.get((scope.contract.id, kind.value), {})) for kind in Kind]
    alarms = [DriftAlarm(kind, what, name, psi) for kind, one in found for what, name, psi in one.get("alarms", ())]
    return list(islice(sorted(alarms, key=lambda one: -one.psi), 50))
