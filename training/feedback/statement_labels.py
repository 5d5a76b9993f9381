"""Statements as labels for training: every statement that is not lifted, and every forced id (S28).

They hold no names: users are pseudonyms, and a contract is its id.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from data.labels.label_rows import Label, Verdict
from features.pairs.columns import Record
from features.schema.kinds import Kind
from features.schema.schema import Schema
from serving.contract.linking.independent import employers_of, normalised
from serving.contract.linking.provisional_links import decision_of
from serving.contract.records.keys import of_records
from serving.contract.records.records import LiveRecord, read_live
from serving.contract.records.rulings import effective_rows, fates_of, statement_of
from serving.store.contracts import InstanceScope, OpenScope, live_scopes
from serving.store.store import Store
from serving.store.tables.links import links
from serving.store.tables.work import written_fields
from serving.vocabulary.links import RecordKey, Statement
from serving.vocabulary.terms import MadeBy, RecordState, StatementSource


def training_scopes(connection: Connection, store: Store) -> list[InstanceScope]:
    """Return the connected production instances of contracts that allow training a shared model on them (S83)."""
    return [scope for scope in live_scopes(connection, store) if scope.contract.settings.training]


def judgements_of(scope: OpenScope, kind: Kind) -> list[Label]:
    """Return an instance's effective judgements on one kind, in the order of their statements.

    Create record, forced ids and statements that are no labels have weight 0 (D7, D19).
    """
    rows = effective_rows(scope, kind)
    stated = [statement_of(row) for row in rows]
    fates = fates_of(
        scope.connection, kind, {statement.profile_id for statement in stated if statement.profile_id is not None}
    )
    labels = [
        _label(scope, position, statement, fates.get(statement.profile_id or "", statement.profile_id), row.shown)
        for position, (statement, row) in enumerate(zip(stated, rows, strict=True), start=1)
        if statement.profile_id is None or fates.get(statement.profile_id, statement.profile_id) is not None
    ]
    return labels + _forced(scope, kind, len(labels))


def name_of(scope: InstanceScope, key: RecordKey) -> str:
    """Return a record's name among all contracts: `contract/object/id`."""
    return f"{scope.contract.id}/{key.name}"


def records_named(scope: OpenScope, names: Iterable[str], schema: Schema | None = None) -> dict[str, Record]:
    """Return the fields of live records by `contract/object/id`, as training reads them.

    Left out are any address, which would force the link and show nothing of a model, and what onematch wrote itself
    until somebody else changes it (D30).
    """
    live_by_name = live_named(scope, names)
    written = columns_we_wrote(scope, {live.key: live.values for live, _ in live_by_name.values()})
    return {
        name: normalised(_without(live, written.get(live.key, frozenset())), company, schema, reads_address=False)
        for name, (live, company) in live_by_name.items()
    }


def columns_we_wrote(
    scope: OpenScope, payloads: Mapping[RecordKey, Mapping[str, str]]
) -> dict[RecordKey, frozenset[str]]:
    """Return, for each record with any, the columns that still hold what onematch wrote, by the hash of the value."""
    if not payloads:
        return {}
    data_key = scope.data_key
    unchanged: defaultdict[RecordKey, set[str]] = defaultdict(set)
    for row in scope.execute(scope.own(written_fields).where(of_records(written_fields, list(payloads)))):
        key = RecordKey.named_by(row)
        value = payloads[key].get(row.field)
        if value is not None and data_key.keyed_hash(value) == row.value_hash:
            unchanged[key].add(row.field)
    return {key: frozenset(columns) for key, columns in unchanged.items()}


def _without(live: LiveRecord, columns: Collection[str]) -> LiveRecord:
    return replace(live, values={name: value for name, value in live.values.items() if name not in columns})


def live_named(scope: OpenScope, names: Iterable[str]) -> dict[str, tuple[LiveRecord, str | None]]:
    """Return live records by `contract/object/id`, each with the company that its account is linked to."""
    prefix = f"{scope.contract.id}/"
    keys = [RecordKey.parse(name.removeprefix(prefix)) for name in names if name.startswith(prefix)]
    live = list(read_live(scope, keys))
    companies = employers_of(scope, live)
    return {name_of(scope, record.key): (record, companies.get(record.key)) for record in live}


def _label(
    scope: InstanceScope, position: int, statement: Statement, profile: str | None, shown: Mapping[str, Any]
) -> Label:
    columns = {
        "user": statement.user_pseudonym,
        "model_version": shown.get("model_version"),
        "probability_shown": None if shown.get("probability") is None else f"{shown['probability']:.6f}",
        "decision_shown": decision_of(RecordState(shown["state"])).value if shown.get("state") else None,
        "reason_shown": "; ".join(shown.get("reasons", ())) or None,
    }
    return Label(
        row=position,
        crm_id=name_of(scope, statement.key),
        universe_id=profile,
        verdict=statement.verdict,
        split=None,
        weight=statement.weight if statement.is_label and statement.source not in _UNWEIGHTED else 0.0,
        source=statement.source.value,
        feedback={"judged_at": statement.at.isoformat(), "contract": scope.contract.id}
        | {name: value for name, value in columns.items() if value is not None},
    )


_UNWEIGHTED = (StatementSource.CREATE_RECORD, StatementSource.PROFILE_URL)


def _forced(scope: OpenScope, kind: Kind, already: int) -> list[Label]:
    """Return the forced ids as labels, numbered after `already` others."""
    query = scope.own(links).filter_by(kind=kind.value, made_by=MadeBy.FORCED.value)
    labels: list[Label] = []
    for position, row in enumerate(scope.execute(query.order_by(links.c.object, links.c.record_id)), start=already + 1):
        named = Statement(
            key=RecordKey.named_by(row),
            kind=kind,
            verdict=Verdict.MATCH,
            source=StatementSource.PROFILE_URL,
            profile_id=row.profile_id,
            at=row.since,
        )
        labels.append(_label(scope, position, named, row.profile_id, {"model_version": row.model_version}))
    return labels
