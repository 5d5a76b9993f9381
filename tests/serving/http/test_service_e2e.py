"""The bento, built from `bentofile.yaml` and served with two workers from a folder that is not the project's."""

import json
import re
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from data.index.index import UniverseIndex
from features.schema.kinds import Kind
from serving.access.body_limits import MATCH_BODY
from serving.matching.matcher import Matcher
from serving.matching.outcomes import Outcome
from serving.runtime.home import Pointer, write_pointer
from tests.support.small_models import SmallModel
from tests.support.trained_service import (
    TOKEN,
    Running,
    TrainedKind,
    prepare_trained,
    refused_start,
    serving,
)
from training.bench.http import AnswerWrong, HttpLoad, load_rows

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def trained(small_models: dict[Kind, SmallModel], tmp_path_factory: pytest.TempPathFactory) -> TrainedKind:
    prepared = prepare_trained(tmp_path_factory.mktemp("place"), small_models[Kind.PERSON])
    write_pointer(prepared.home, Kind.PERSON, prepared.pair)
    return prepared


@pytest.fixture(scope="module")
def running(trained: TrainedKind, bento: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
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


def test_a_record_has_the_same_answer_alone_and_among_others(running: Running, trained: TrainedKind) -> None:
    rows = trained.rows[:20]
    together = running.match({"kind": "person", "records": rows, "explain": True}).json()["results"]

    alone = [running.match({"kind": "person", "records": [row], "explain": True}).json()["results"][0] for row in rows]

    assert alone == together
    assert together[0]["candidates"][0]["details"]


def test_only_the_token_opens_the_service(running: Running) -> None:
    answer = running.match({"kind": "person", "records": [{"id": "a"}]}, token="another")

    assert answer.status_code == 401
    assert answer.json()["type"] == "urn:onematch:problem:token-wrong"


def test_a_kind_that_is_not_served_is_answered_with_retry_after(running: Running) -> None:
    answer = running.match({"kind": "company", "records": [{"id": "a", "name": "Acme"}]})

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")


def test_unusual_records_are_answered_among_others(running: Running) -> None:
    long = " " * 1_000_000
    control = "\u0000\u0001\u202e" * 50
    nested = [[["x"]]]
    records: list[dict[str, object]] = [{"id": "1", "full_name": long}, {"id": "2", "email": control}]
    records += [{"id": "3", "city": nested}, {"id": "4", "full_name": "\ud83d", "phone": 10**300}]
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}

    answer = httpx.post(
        f"{running.address}/v1/match",
        content=json.dumps({"kind": "person", "records": records}),
        headers=headers,
        timeout=60,
    )

    assert answer.status_code == 200
    assert [one["record_id"] for one in answer.json()["results"]] == ["1", "2", "3", "4"]


def test_a_body_that_is_too_large_is_answered_with_413(running: Running) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}

    answer = httpx.post(f"{running.address}/v1/match", content=b" " * (2 * MATCH_BODY), headers=headers, timeout=60)

    assert answer.status_code == 413
    assert answer.json()["type"] == "urn:onematch:problem:body-too-large"


def test_readyz_answers_while_both_workers_score(running: Running, trained: TrainedKind) -> None:
    request = {"kind": "person", "records": trained.rows[:1000]}
    with ThreadPoolExecutor(4) as pool:
        scoring = [pool.submit(running.match, request) for _ in range(4)]
        ready = [running.get("/readyz").status_code for _ in range(10)]
        answers = [one.result().status_code for one in scoring]

    assert ready == [200] * 10
    assert answers == [200] * 4


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


def test_the_bench_measures_single_records_beside_an_empty_endpoint(running: Running, trained: TrainedKind) -> None:
    load = HttpLoad(running.address, Kind.PERSON, trained.rows[:64], TOKEN, connections=4, rounds=1, seconds=0.2)

    _, match = load_rows(load)

    assert isinstance(match["ratio"], float)
    assert match["ratio"] > 0

    with pytest.raises(AnswerWrong, match=r"got HTTP.* 401 Unauthorized.*token-wrong"):
        load_rows(replace(load, token="another"))


def test_connections_that_open_together_are_shared_by_the_workers(running: Running) -> None:
    address = ("127.0.0.1", int(running.address.rpartition(":")[2]))
    callers = [socket.create_connection(address, 10) for _ in range(16)]
    for caller in callers:
        caller.sendall(b"GET /healthz HTTP/1.1\r\nHost: test\r\n\r\n")
    heads = [caller.recv(15) for caller in callers]
    for caller in callers:
        caller.close()

    assert heads == [b"HTTP/1.1 200 OK"] * 16


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


def test_a_service_without_a_token_ends_with_code_2_and_one_sentence(bento: Path, tmp_path: Path) -> None:
    ended = refused_start(bento, tmp_path)

    assert ended.returncode == 2
    assert "ONEMATCH_TOKEN is not set" in ended.stderr
    assert "Traceback" not in ended.stderr
