"""The state of a contract's CRM on one page: what waits, what alarms, and why records have no link."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime

from pydantic import BaseModel
from sqlalchemy import func

from data.labels.label_rows import Verdict
from features.schema.kinds import Kind
from features.schema.texts import wording
from serving.contract.linking.unmatched import (
    SENTENCES,
    RateShown,
    UnmatchedReason,
    match_rates,
    missing_fields,
    unmatched_reason,
)
from serving.contract.records.keys import drawn, of_records, record_keys
from serving.contract.records.link_rows import read_links
from serving.contract.records.records import read_payloads
from serving.contract.reports.drift import newest_checks
from serving.store.contracts import OpenScope
from serving.store.tables.links import links, statements
from serving.store.tables.work import activities
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import KIND_OF, ActivityState, CrmObject, InstanceName, RecordState

SAMPLE = 2_000
"""The largest number of records whose fields are read, drawn by hash of their ids."""
MAX_ALARMS = 50
_WITHOUT_LINK = (RecordState.REVIEW, RecordState.DUPLICATE, RecordState.UNMATCHED)


class DriftAlarmShown(BaseModel):
    """A feature, the score or the decisions, which differ from the training's (PSI above 0.25)."""

    kind: Kind
    what: str
    name: str
    psi: float


class WithoutLinkShown(BaseModel):
    """Records that have no link for one reason, and how many of them lack each field that would help."""

    kind: Kind
    reason: UnmatchedReason
    sentence: str
    records: int
    missing: dict[str, int]


class UnmatchedShown(BaseModel):
    """Why records have no link; of many records a sample is `counted`."""

    records: int
    counted: int
    by_reason: list[WithoutLinkShown]


def unmatched_of(scope: OpenScope) -> UnmatchedShown:
    """Count records without a link by reason and missing field."""
    keys = record_keys(scope, links, links.c.state.in_(_WITHOUT_LINK))
    counted = drawn(keys, SAMPLE)
    rejected = rejected_among(scope, counted)
    read = read_links(scope, counted)
    reasons = {key: unmatched_reason(link, was_rejected=key in rejected) for key, link in read.items()}
    payloads = read_payloads(scope, list(reasons))
    groups: Counter[tuple[Kind, UnmatchedReason]] = Counter()
    missing: defaultdict[tuple[Kind, UnmatchedReason], Counter[str]] = defaultdict(Counter)
    for key, reason in reasons.items():
        if reason is not None:
            group = KIND_OF[key.object], reason
            groups[group] += 1
            missing[group].update(missing_fields(group[0], payloads.get(key, {})))
    by_reason = [
        WithoutLinkShown(
            kind=kind,
            reason=reason,
            sentence=wording(SENTENCES[reason]),
            records=count,
            missing=dict(missing[kind, reason].most_common()),
        )
        for (kind, reason), count in groups.most_common()
    ]
    return UnmatchedShown(records=len(keys), counted=groups.total(), by_reason=by_reason)


def dead_letters(scope: OpenScope) -> int:
    """Return how many activities wait for a person."""
    return scope.count(activities, activities.c.state == ActivityState.DEAD)


def drift_alarms(scope: OpenScope, now: datetime) -> list[DriftAlarmShown] | None:
    """Return the alarms of the newest checks, None before the first; a sandbox has none (D19)."""
    if scope.instance.name is not InstanceName.PRODUCTION:
        return []
    checks = newest_checks(scope.connection, now)
    newest = {kind: checks[key] for kind in Kind if (key := (scope.contract.id, kind)) in checks}
    alarms = [
        DriftAlarmShown(kind=kind, what=what, name=name, psi=psi)
        for kind, check in newest.items()
        for what, name, psi in check.get("alarms", ())
    ]
    return sorted(alarms, key=lambda alarm: -alarm.psi)[:MAX_ALARMS] if newest else None


def rates_of(scope: OpenScope) -> tuple[RateShown, ...]:
    """Count an instance's links by object and state (S29)."""
    query = scope.own(links.c.object, links.c.state, func.count())
    rows = scope.execute(query.group_by(links.c.object, links.c.state))
    return match_rates({(CrmObject(object_), RecordState(state)): count for object_, state, count in rows})


def rejected_among(scope: OpenScope, keys: Sequence[RecordKey]) -> set[RecordKey]:
    """Return the records for which a user rejected a profile."""
    rejected = statements.c.verdict == Verdict.NOT_MATCH
    return {*record_keys(scope, statements, rejected, of_records(statements, keys))}
