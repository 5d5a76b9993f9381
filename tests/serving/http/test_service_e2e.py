"""The bento, built from `bentofile.yaml` and served with two workers from a folder that is not the project's."""

import json
import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from data.index.index import UniverseIndex
from features.schema.kinds import Kind
from serving.matching.matcher import Matcher
from serving.matching.outcomes import Outcome
from serving.runtime.home import Pointer, write_pointer
from tests.support.small_models import SmallModel
from tests.support.trained_service import (
    TOKEN,
    Running,
    TrainedKind,
    prepare_trained,
    serving,
)

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
