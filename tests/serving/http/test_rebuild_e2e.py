"""An index built again under load, in a running service of two workers (D13)."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from typing import Any

import httpx
import pyarrow.parquet as pq
import pytest

from data.index.build import build_index
from features.schema.kinds import Kind
from serving.access.callers import Caller
from serving.access.clients import create_client
from serving.access.tokens import Tokens
from serving.runtime.home import Pointer, write_pointer
from serving.runtime.settings import Settings
from serving.store.opening import open_store
from serving.vocabulary.terms import Scope
from tests.support.small_models import SmallModel
from tests.support.trained_service import TOKEN, Running, TrainedKind, prepare_trained, serving

pytestmark = pytest.mark.e2e
OLD_FILE = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass
class Load:
    """Requests that go on until `stop`: one deletes a profile after the other, others look for those that are gone."""

    running: Running
    operator: str
    rows: list[dict[str, Any]]
    gone: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    answered: int = 0
    stop: threading.Event = field(default_factory=threading.Event)

    def delete(self) -> None:
        with httpx.Client(base_url=self.running.address, timeout=60) as http:
            for row in self.rows[1:]:
                if self.stop.is_set():
                    return
                body = {"kind": "person", "changes": [{"op": "delete", "id": row["id"]}]}
                headers = {"Authorization": f"Bearer {self.operator}"}
                answer = http.post("/v1/universe/changes", json=body, headers=headers)
                if answer.status_code == 200:
                    self.gone.append(row["id"])
                else:
                    self.failed.append(answer.text)

    def look(self) -> None:
        for start in cycle(range(0, len(self.rows), 7)):
            if self.stop.is_set():
                return
            self.look_at(self.rows[start : start + 7])

    def look_at(self, rows: list[dict[str, Any]]) -> None:
        known = set(self.gone)
        answer = self.running.match({"kind": "person", "records": rows})
        if answer.status_code != 200:
            self.failed.append(answer.text)
            return
        named = {one["id"] for result in answer.json()["results"] for one in result["candidates"]}
        self.wrong += sorted(named & known)
        self.answered += 1


@pytest.fixture
def trained(small_models: dict[Kind, SmallModel], tmp_path: Path) -> TrainedKind:
    prepared = prepare_trained(tmp_path / "place", small_models[Kind.PERSON])
    write_pointer(prepared.home, Kind.PERSON, prepared.pair)
    return prepared


@pytest.fixture
def operator(trained: TrainedKind) -> str:
    """A token of the operator of the home."""
    store = open_store(Settings(home=trained.home.root))
    now = datetime.now(UTC)
    with store.writing() as connection:
        client = create_client(connection, None, [Scope.OPERATOR], now)
    token = Tokens(store.vault.derive("sign tokens")).issue(Caller(client.id, None, frozenset({Scope.OPERATOR})), now)
    store.close()
    return token


@pytest.fixture
def running(trained: TrainedKind, operator: str, bento: Path, tmp_path: Path) -> Iterator[Running]:
    assert operator, "the store is made before two workers would make it"
    home = str(trained.home.root)
    with serving(bento, tmp_path / "elsewhere", ONEMATCH_HOME=home, ONEMATCH_TOKEN=TOKEN) as service:
        yield service


def wait_for_loads(running: Running, more: int) -> None:
    """Wait until both workers loaded a pair so often."""
    wanted = threading.Event()
    while running.log.read_text().count('"event": "model_loaded"') < more:
        assert not wanted.wait(0.1)


def test_no_request_fails_and_no_acknowledged_delete_is_answered_while_the_index_is_built_again(
    running: Running, trained: TrainedKind, operator: str, small_models: dict[Kind, SmallModel], tmp_path: Path
) -> None:
    """In its folder, in another one, and back: each time from a file that holds all who were deleted meanwhile."""
    file = small_models[Kind.PERSON].file("universe")
    rows = [{name: value for name, value in row.items() if value} for row in pq.read_table(file).to_pylist()]
    load = Load(running, operator, [row for row in rows if "email" in row][:2000])
    other = Pointer(trained.pair.bundle, tmp_path / "other.index")
    deletes = []

    with ThreadPoolExecutor(4) as threads:
        work = [threads.submit(load.delete), *(threads.submit(load.look) for _ in range(3))]
        try:
            wait_for_loads(running, 2)
            for turn, pair in enumerate((trained.pair, other, trained.pair), 2):
                if turn < 4:
                    build_index(Kind.PERSON, file, pair.index, as_of=OLD_FILE)
                write_pointer(trained.home, Kind.PERSON, pair)
                wait_for_loads(running, 2 * turn)
                deletes.append(len(load.gone))
        finally:
            load.stop.set()
        for one in work:
            one.result()
    for _ in range(8):
        load.look_at([row for row in load.rows if row["id"] in set(load.gone)][-50:])

    assert (load.failed, load.wrong) == ([], [])
    assert deletes == sorted(set(deletes)), "each part of the test saw deletes"
    assert load.answered > 8
