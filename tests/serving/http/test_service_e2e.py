"""The bento, built from `bentofile.yaml` and served with two workers from a folder that is not the project's."""

import json
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
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
from data.index.index import UniverseIndex
from features.schema.kinds import Kind
from serving.access.callers import Caller
from serving.access.clients import create_client
from serving.access.tokens import Tokens
from serving.matching.matcher import Matcher
from serving.matching.outcomes import Outcome
from serving.runtime.home import Pointer, write_pointer
from serving.runtime.settings import Settings
from serving.store.opening import open_store
from serving.vocabulary.terms import Scope
from tests.support.small_models import SmallModel
from tests.support.trained_service import (
    TOKEN,
    Running,
    TrainedKind,
    prepare_trained,
    serving,
)

pytestmark = pytest.mark.e2e
OLD_FILE = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def trained(small_models: dict[Kind, SmallModel], tmp_path_factory: pytest.TempPathFactory) -> TrainedKind:
    prepared = prepare_trained(tmp_path_factory.mktemp("place"), small_models[Kind.PERSON])
    write_pointer(prepared.home, Kind.PERSON, prepared.pair)
    return prepared


@pytest.fixture(scope="module")
def operator(trained: TrainedKind) -> str:
    """A token of the operator of the home."""
    store = open_store(Settings(home=trained.home.root))
    now = datetime.now(UTC)
    with store.writing() as connection:
        client = create_client(connection, None, [Scope.OPERATOR], now)
    token = Tokens.of(store).issue(Caller(client.id, None, frozenset({Scope.OPERATOR})), now)
    store.close()
    return token


@pytest.fixture(scope="module")
def running(
    trained: TrainedKind, operator: str, bento: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    assert operator, "the store is made before two workers would make it"
    folder = tmp_path_factory.mktemp("elsewhere")
    with serving(bento, folder, ONEMATCH_HOME=str(trained.home.root), ONEMATCH_TOKEN=TOKEN) as service:
        yield service


def wait_for(condition: Callable[[], bool], within_s: float = 300) -> bool:
    until = time.monotonic() + within_s
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.1)
    return False


def metric(running: Running, sample: str) -> float:
    found = re.search(rf"^{re.escape(sample)} (\S+)$", running.get("/metrics", token=TOKEN).text, re.MULTILINE)
    return float(found[1]) if found else 0.0


def loads(running: Running) -> int:
    """Return how often the two workers loaded a pair."""
    return running.log.read_text().count('"event": "model_loaded"')


def test_the_bento_runs_its_own_code_in_two_workers(running: Running) -> None:
    """BentoML takes a tag for a module first, which imports rooms of the installed project."""
    events = [json.loads(line) for line in running.log.read_text().splitlines() if line.startswith("{")]

    code = [event["code"] for event in events if event["event"] == "service_started"]
    assert len(code) == 2
    assert {Path(path).is_relative_to(running.log.parent / "bentoml") for path in code} == {True}


def test_a_thousand_records_in_one_request_are_answered_as_the_matcher_answers_in_process(
    running: Running, trained: TrainedKind
) -> None:
    rows = trained.rows[:1000]
    matcher = Matcher.open(trained.pair.bundle, trained.pair.index)

    results = running.match({"kind": "person", "records": rows}).json()["results"]

    expected = [one for one in matcher.match_rows(rows) if isinstance(one, Outcome)]
    assert len(results) == len(rows) == len(expected)
    for result, outcome in zip(results, expected, strict=True):
        assert result["record_id"] == outcome.record_id
        assert result["decision"] == outcome.decision
        assert [one["id"] for one in result["candidates"]] == [one.id for one in outcome.candidates]
        assert [one["probability"] for one in result["candidates"]] == [one.probability for one in outcome.candidates]
        assert result["model_version"] == outcome.model_version
    assert {result["decision"] for result in results} >= {"linked", "none"}


def test_counts_are_summed_over_the_workers_and_decisions_are_logged_without_values(
    running: Running, trained: TrainedKind
) -> None:
    rows = [row for row in trained.rows if row.get("last_name") and row.get("email")][:40]
    sample = 'onematch_records_total{kind="person",outcome="decided"}'
    before = metric(running, sample)

    for row in rows:
        assert running.match({"kind": "person", "records": [row]}).status_code == 200

    assert metric(running, sample) - before == len(rows)
    log = running.log.read_text()
    assert log.count('"event": "decision"') >= len(rows)
    assert not [row["email"] for row in rows if row["email"] in log]


def test_a_deleted_profile_is_in_no_answer_of_any_worker(running: Running, trained: TrainedKind) -> None:
    row = next(row for row in trained.rows if _linked_to(running, row) is not None)
    profile = _linked_to(running, row)
    loaded = loads(running)

    UniverseIndex.open(trained.pair.index).apply({}, [str(profile)])

    answers = [running.match({"kind": "person", "records": [row]}).json()["results"][0] for _ in range(8)]
    assert profile not in {one["id"] for answer in answers for one in answer["candidates"]}
    assert len({answer["model_version"] for answer in answers}) == 1
    assert loads(running) == loaded


def _linked_to(running: Running, row: dict[str, object]) -> str | None:
    match = running.match({"kind": "person", "records": [row]}).json()["results"][0]["match"]
    return None if match is None else str(match["id"])


def test_workers_load_the_pair_of_a_new_pointer_but_no_broken_bundle(
    running: Running, trained: TrainedKind, tmp_path: Path
) -> None:
    [old] = running.versions()
    loaded = loads(running)
    write_pointer(trained.home, Kind.PERSON, Pointer(trained.pair.bundle, trained.other_index))
    assert wait_for(lambda: loads(running) == loaded + 2)
    [new] = running.versions()
    assert new != old

    broken = tmp_path / "broken"
    shutil.copytree(trained.pair.bundle, broken)
    largest = max((path for path in broken.rglob("*") if path.is_file()), key=lambda path: path.stat().st_size)
    largest.write_bytes(largest.read_bytes()[:-10] + b"0000000000")
    write_pointer(trained.home, Kind.PERSON, Pointer(broken, trained.pair.index))
    assert wait_for(lambda: metric(running, 'onematch_model_load_failures_total{kind="person"}') >= 2)

    assert running.versions() == {new}
    assert running.get("/readyz").status_code == 200
    write_pointer(trained.home, Kind.PERSON, trained.pair)
    assert wait_for(lambda: loads(running) == loaded + 4)
    assert running.versions() == {old}


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


def test_no_request_fails_and_no_acknowledged_delete_is_answered_while_the_index_is_built_again(
    running: Running, trained: TrainedKind, operator: str, small_models: dict[Kind, SmallModel], tmp_path: Path
) -> None:
    """D13: in its folder, in another one, and back: each time from a file that holds all who were deleted meanwhile."""
    file = small_models[Kind.PERSON].file("universe")
    rows = [{name: value for name, value in row.items() if value} for row in pq.read_table(file).to_pylist()]
    loaded = loads(running)
    load = Load(running, operator, [row for row in rows if "email" in row][:2000])
    other = Pointer(trained.pair.bundle, tmp_path / "other.index")

    def both_go_on() -> bool:
        """Whether there is a delete, and an answer to a search, more than now."""
        deleted, answered = len(load.gone), load.answered
        return wait_for(lambda: load.failed != [] or (len(load.gone) > deleted and load.answered > answered))

    with ThreadPoolExecutor(4) as threads:
        work = [threads.submit(load.delete), *(threads.submit(load.look) for _ in range(3))]
        try:
            for turn, pair in enumerate((trained.pair, other, trained.pair), 1):
                assert both_go_on()
                if turn < 3:
                    build_index(Kind.PERSON, file, pair.index, as_of=OLD_FILE)
                write_pointer(trained.home, Kind.PERSON, pair)
                assert wait_for(lambda turn=turn: loads(running) >= loaded + 2 * turn)  # type: ignore[misc]
                assert both_go_on()
        finally:
            load.stop.set()
        for one in work:
            one.result()
    for _ in range(8):
        load.look_at([row for row in load.rows if row["id"] in set(load.gone)][-50:])

    assert (load.failed, load.wrong) == ([], []), running.log.read_text()[-4000:]
