"""Whether a contract's records still look like those that the model was trained on: at each import and each day."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
from sqlalchemy import Connection, func, select

from features.columns import columns_of, hash_text
from features.kinds import Kind
from serving.drift import ALARM, Drift, Seen, drift_from, read_reference
from serving.event_log import log_event
from serving.matcher import Matcher
from serving.model_source import ModelNotReady
from serving.observability import DRIFT, DRIFT_ALARMS
from serving.rules.linking import RecordKey
from serving.rules.words import KIND_OF, CrmObject, RecordState
from serving.store.contracts import InstanceScope
from serving.store.store import Store
from serving.store.tables_links import links
from serving.store.tables_records import imports
from serving.sync.judgements import DECISIONS, live_scopes
from serving.sync.matching import Matching
from serving.sync.records import LiveRecord, read_live
from serving.sync.solo import companies_of, normalised
from serving.sync.solo_rows import named

if TYPE_CHECKING:
    from serving.routes.frame import WrapperParts

SAMPLE = 1_000
"""So many records of an instance, drawn by hash of their ids, stand for all."""
EVERYBODY = "all"
IMPORTS_EVERY_S = 60
DRIFT_COLUMNS = ("kind", "what", "name", "psi", "alarm", "threshold", "records", "model_version")


def watch_drift(parts: "WrapperParts", now: datetime) -> int:
    """Measure every contract and all together; set the metrics and log alarms. Comes round each day."""
    del now
    everything: dict[Kind, list[Seen]] = {kind: [] for kind in Kind}
    with parts.store.reading() as connection:
        scopes = live_scopes(connection, parts.store)
    for scope in scopes:
        for kind, seen, found in measure_all(parts.store, scope, parts.matching):
            everything[kind].append(seen)
            _tell(scope.contract.id, kind, found)
    for kind, parts_seen in everything.items():
        if parts_seen:
            _tell(EVERYBODY, kind, _against(parts.matching.matcher(kind), _joined(parts_seen)))
    return 0


def watch_imports(parts: "WrapperParts", now: datetime) -> int:
    """Measure the contracts whose imports ended in the last minute. Comes round each minute."""
    ended = select(imports.c.instance_id).distinct()
    ended = ended.where(
        imports.c.completed_at > now - timedelta(seconds=IMPORTS_EVERY_S), imports.c.completed_at <= now
    )
    with parts.store.reading() as connection:
        found = set(connection.execute(ended).scalars())
        scopes = [scope for scope in live_scopes(connection, parts.store) if scope.instance.id in found]
    for scope in scopes:
        for kind, _, drifts in measure_all(parts.store, scope, parts.matching):
            _tell(scope.contract.id, kind, drifts)
    return 0


def measure_all(store: Store, scope: InstanceScope, matching: Matching) -> Iterator[tuple[Kind, Seen, list[Drift]]]:
    """Yield what was seen and what drifted, for each kind whose model tells what it was trained on."""
    for kind in Kind:
        try:
            matcher = matching.matcher(kind)
        except ModelNotReady:
            continue
        if read_reference(matcher.bundle.path) is None:
            continue
        with store.reading() as connection:
            seen = look_at(connection, scope, kind, matching)
        if seen is not None:
            yield kind, seen, _against(matcher, seen)


def drift_rows(connection: Connection, scope: InstanceScope, matching: Matching) -> Iterator[tuple[Any, ...]]:
    """Yield the report's rows, the largest difference of each kind first."""
    for kind in Kind:
        matcher = matching.matcher(kind)
        seen = look_at(connection, scope, kind, matching)
        if seen is not None:
            records = sum(seen.decisions.values())
            for one in _against(matcher, seen):
                flag = "yes" if one.alarm else "no"
                yield kind.value, one.what, one.name, one.psi, flag, ALARM, records, matcher.model_version


def look_at(connection: Connection, scope: InstanceScope, kind: Kind, matching: Matching) -> Seen | None:
    """Score a sample of an instance's records as the model does; None without records."""
    counts = _decisions(connection, scope, kind)
    live = _sample(connection, scope, kind, counts)
    if not live:
        return None
    accounts = {one.account_id for one in live if one.account_id}
    companies = companies_of(connection, scope.instance.id, accounts)
    fields = [normalised(one, companies.get(one.account_id or ""), heeds_address=False) for one in live]
    matcher = matching.matcher(kind)
    with matching.turn():
        scored = matcher.scorer.score(columns_of(kind, [named(one.key) for one in live], fields))
    order = np.lexsort((-scored.raw, scored.shortlist.left_rows))
    rows = scored.shortlist.left_rows[order]
    best = order[np.r_[True, rows[1:] != rows[:-1]]] if len(rows) else order
    names = list(matcher.bundle.ranker.names)
    return Seen(names, scored.matrix[best], scored.probability[best], counts)


def _sample(connection: Connection, scope: InstanceScope, kind: Kind, counts: Mapping[str, int]) -> list[LiveRecord]:
    total = sum(counts.values())
    wanted = select(links.c.object, links.c.record_id).where(
        links.c.instance_id == scope.instance.id, links.c.kind == kind.value
    )
    keys = [(row.object, row.record_id) for row in connection.execute(wanted)]
    if total > SAMPLE:
        keys = sorted(keys, key=lambda key: hash_text(f"{key[0]}/{key[1]}"))[:SAMPLE]
    return list(read_live(connection, scope, [RecordKey(CrmObject(of), id_) for of, id_ in keys]))


def _decisions(connection: Connection, scope: InstanceScope, kind: Kind) -> dict[str, int]:
    wanted = select(links.c.state, func.count()).where(
        links.c.instance_id == scope.instance.id,
        links.c.object.in_([of.value for of, its in KIND_OF.items() if its is kind]),
    )
    counts: Counter[str] = Counter()
    for state, count in connection.execute(wanted.group_by(links.c.state)):
        counts[DECISIONS.get(RecordState(state), "linked")] += count
    return dict(counts)


def _against(matcher: Matcher, seen: Seen) -> list[Drift]:
    reference = read_reference(matcher.bundle.path)
    return [] if reference is None else drift_from(reference, seen)


def _joined(seen: Iterable[Seen]) -> Seen:
    parts = list(seen)
    counts: Counter[str] = Counter()
    for one in parts:
        counts.update(one.decisions)
    matrix = np.concatenate([one.matrix for one in parts])
    return Seen(parts[0].names, matrix, np.concatenate([one.probability for one in parts]), counts)


def _tell(contract: str, kind: Kind, found: Iterable[Drift]) -> None:
    """Set the metrics (all features as their largest), and log each alarm by the name of what drifted."""
    largest: dict[str, float] = {}
    for one in found:
        largest[one.what] = max(one.psi, largest.get(one.what, 0.0))
        if one.alarm:
            DRIFT_ALARMS.labels(contract, kind.value, one.what).inc()
            log_event("drift", contract=contract, kind=kind.value, what=one.what, name=one.name, psi=one.psi)
    for what, value in largest.items():
        DRIFT.labels(contract, kind.value, what).set(value)
