"""A store whose contracts judged records of the small sample, as `onematch train --feedback URL` reads it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from features.schema.kinds import Kind
from serving.contract.records.records import context_of, payload_of
from serving.runtime.settings import load_settings
from serving.store.contracts import InstanceScope, live_instance, load_contract
from serving.store.opening import open_store
from serving.store.store import Store
from serving.store.tables.contracts import contracts
from serving.store.tables.links import links, statements
from serving.store.tables.records import records
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import CrmObject
from tests.support.small_models import SmallModel
from tests.support.tenant import START, add_contract

OBJECT = {Kind.PERSON: CrmObject.CONTACT, Kind.COMPANY: CrmObject.ACCOUNT}


@dataclass(frozen=True, slots=True)
class JudgedStore:
    """A home with a store."""

    home: Path

    @property
    def url(self) -> str:
        return f"sqlite:///{self.home / 'store.db'}"

    def opened(self) -> Store:
        return open_store(load_settings())

    def add(
        self,
        contract: str,
        model: SmallModel,
        rows: Sequence[int],
        *,
        training: bool | None = True,
        wrong: bool = False,
    ) -> None:
        """Add a contract with some records of the sample and a right judgement of each, or a `wrong` one.

        `training`: the switch of S83, None: as a new contract has it.
        """
        sample = model.rows()
        truth = model.truth()
        if wrong:
            rights = [right for right in truth.values() if right is not None]
            truth = dict(zip(truth, [*rights[1:], *rights, *rights], strict=False))
        store = self.opened()
        add_contract(store, START, contract_id=contract)
        with store.writing() as connection:
            if training is not None:
                switch_training(connection, contract, training)
        scope = scope_of(store, contract)
        with store.writing(scope.instance.id) as connection:
            for row in rows:
                judge_record(
                    connection=connection,
                    scope=scope,
                    kind=model.kind,
                    record=sample[row],
                    right=truth[sample[row]["id"]],
                    row=row,
                )
        store.close()


def switch_training(connection: Connection, contract: str, training: bool) -> None:
    """Set a contract's switch of S83."""
    mine = contracts.update().where(contracts.c.id == contract)
    connection.execute(mine.values(settings={"production": {"training": training}}))


def scope_of(store: Store, contract: str) -> InstanceScope:
    from serving.vocabulary.terms import InstanceName

    with store.reading() as connection:
        found = load_contract(connection, contract)
        instance = live_instance(connection, contract, InstanceName.PRODUCTION)
    assert found is not None
    assert instance is not None
    return InstanceScope(found, instance, store)


def judge_record(
    connection: Connection, scope: InstanceScope, kind: Kind, record: Mapping[str, Any], right: str | None, row: int
) -> None:
    """Store one record, its link, and a statement of a user about it."""
    key = RecordKey(OBJECT[kind], str(record["id"]))
    at = START + timedelta(minutes=row)
    record_key = {"instance_id": scope.instance.id, "object": key.object.value}
    values = {name: str(value) for name, value in record.items() if name not in {"id", "profile_url", "account_id"}}
    verdict = "nobody" if right is None else "match"
    shown = {"state": "review" if row % 3 else "linked", "probability": 0.2 + 0.7 * (row % 10) / 10}
    data_key = scope.store.vault.key(connection, scope.instance.key_id)
    sealed = data_key.seal(payload_of(values), context_of(scope, key))
    stored = {"id": key.id, "sealed": sealed, "version": "1", "content_hash": "h", "received_at": at, "filled": 1}
    connection.execute(records.insert().values(**record_key, **stored, hashes=[]))
    connection.execute(
        links.insert().values(
            **record_key,
            record_id=key.id,
            kind=kind.value,
            state=shown["state"],
            probability=shown["probability"],
            made_by="model",
            model_version="a+b.0",
            basis="em",
            reasons=[],
            since=at,
        )
    )
    connection.execute(
        statements.insert().values(
            **record_key,
            record_id=key.id,
            kind=kind.value,
            profile_id=right,
            verdict=verdict,
            source="review",
            user_pseudonym="someone",
            is_label=True,
            weight=1.0,
            at=at,
            shown={**shown, "model_version": "a+b.0", "reasons": ["the name is the same"]},
        )
    )


@pytest.fixture
def judged_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> JudgedStore:
    monkeypatch.setenv("ONEMATCH_HOME", str(tmp_path / "home"))
    return JudgedStore(tmp_path / "home")
