"""Promotion and rollback under load: no request fails, and every answer is that of the version that it names."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from features.schema.kinds import Kind
from serving.matching.bundle import bundle_hash, write_bundle
from serving.matching.matcher import Matcher
from serving.matching.outcomes import Outcome
from serving.runtime.home import Home, Pointer
from tests.support.small_models import SmallModel, parts_of
from tests.support.trained_service import TOKEN, Running, serving
from training.promotion.promotion import Promotion, check_pair, promote, rollback
from training.promotion.registry import Registry
from training.promotion.tracked_run import TrainingRecord

pytestmark = pytest.mark.e2e
CLIENTS = 16
PAUSE_S = 0.2
"""Of a client between two requests; without it they take the cores that the workers need to swap."""


@dataclass(frozen=True, slots=True)
class Swapping:
    """A running service, with the registry of its champions."""

    running: Running
    home: Home
    registry: Registry
    model: SmallModel
    challenger: Path


@pytest.fixture(scope="module")
def swapping(
    small_models: dict[Kind, SmallModel],
    registry: Registry,
    bento: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Swapping]:
    model = small_models[Kind.COMPANY]
    folder = tmp_path_factory.mktemp("swap")
    bundle = model.opened()
    challenger = folder / "challenger"
    write_bundle(replace(parts_of(bundle), policy=replace(bundle.policy, linked=0.9999)), challenger)
    home = Home(folder / "home")
    for trained in (model.bundle, challenger):
        record = TrainingRecord(Kind.COMPANY, trained, {}, {}, name="swapped")
        registry.log_training(record, register=True)
    promote(home, registry, promotion(model, "1"), check_pair)
    with serving(bento, folder / "elsewhere", ONEMATCH_HOME=str(home.root), ONEMATCH_TOKEN=TOKEN) as running:
        yield Swapping(running, home, registry, model, challenger)


def promotion(model: SmallModel, version: str) -> Promotion:
    return Promotion(Kind.COMPANY, version, model.index, by="ann", reason="swap", name="swapped")


@dataclass
class Load:
    """Clients that send requests until they are stopped; answers by the version that they name."""

    answers: defaultdict[str, dict[str, Mapping[str, Any]]] = field(default_factory=lambda: defaultdict(dict))
    failures: list[str] = field(default_factory=list)
    requests: int = 0
    stop: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def send(self, address: str, rows: list[dict[str, Any]], offset: int) -> None:
        headers = {"Authorization": f"Bearer {TOKEN}"}
        with httpx.Client(timeout=300, headers=headers) as client:
            at = offset
            while not self.stop.wait(PAUSE_S):
                part = [rows[(at + i) % len(rows)] for i in range(3)]
                at += 3
                answer = client.post(f"{address}/v1/match", json={"kind": "company", "records": part})
                with self.lock:
                    self.requests += 1
                    if answer.status_code != 200:
                        self.failures.append(f"{answer.status_code} {answer.text[:200]}")
                        continue
                    for result in answer.json()["results"]:
                        before = self.answers[result["model_version"]].setdefault(result["record_id"], result)
                        if before != result:
                            self.failures.append(f"{result['record_id']} was answered in two ways by one version")


def wait_for(condition: Callable[[], bool], within_s: float = 300) -> bool:
    until = time.monotonic() + within_s
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.2)
    return False


def test_sixteen_clients_see_a_promotion_and_a_rollback_and_no_failure(swapping: Swapping) -> None:
    running = swapping.running
    model = swapping.model
    rows = model.rows()[:90]
    load = Load()
    clients = [threading.Thread(target=load.send, args=(running.address, rows, 5 * i)) for i in range(CLIENTS)]
    first, second = (bundle_hash(path) for path in (model.bundle, swapping.challenger))

    for client in clients:
        client.start()
    assert wait_for(lambda: any(version.startswith(first) for version in load.answers))
    promote(swapping.home, swapping.registry, promotion(model, "2"), check_pair)
    promoted = wait_for(lambda: bundles_of(running) == {second})
    rollback(swapping.home, swapping.registry, Kind.COMPANY, check_pair, by="bob")
    rolled_back = wait_for(lambda: bundles_of(running) == {first})
    load.stop.set()
    for client in clients:
        client.join(60)

    assert (promoted, rolled_back) == (True, True)
    assert load.failures == []
    assert load.requests > CLIENTS
    assert {version.partition("+")[0] for version in load.answers} == {first, second}
    for version, bundle in ((first, model.bundle), (second, swapping.challenger)):
        offline = Matcher.open(bundle, model.index).match_rows(rows)
        expected = {one.record_id: one for one in offline if isinstance(one, Outcome)}
        answered = next(answers for name, answers in load.answers.items() if name.startswith(version))
        assert len(answered) > 10
        for record_id, result in answered.items():
            outcome = expected[record_id]
            assert (result["decision"], result["model_version"]) == (outcome.decision, outcome.model_version)
            assert [(c["id"], c["probability"]) for c in result["candidates"]] == [
                (c.id, c.probability) for c in outcome.candidates
            ]


def bundles_of(running: Running) -> set[str]:
    """Return the bundles that answer over eight new connections."""
    request = {"kind": "company", "records": [{"id": "a", "name": "Acme"}]}
    answers = [running.match(request).json()["results"][0]["model_version"] for _ in range(8)]
    return {version.partition("+")[0] for version in answers}


def test_a_bundle_that_does_not_give_its_golden_pairs_probabilities_is_not_promoted(
    swapping: Swapping, tmp_path: Path
) -> None:
    from serving.matching.golden import GoldenMismatch

    bundle = swapping.model.opened()
    golden = dict(bundle.golden)
    golden["probabilities"] = [0.5 for _ in golden["probabilities"]]
    write_bundle(replace(parts_of(bundle), golden=golden), tmp_path / "broken")
    record = TrainingRecord(Kind.COMPANY, tmp_path / "broken", {}, {}, name="swapped")
    swapping.registry.log_training(record, register=True)

    with pytest.raises(GoldenMismatch):
        promote(swapping.home, swapping.registry, promotion(swapping.model, "challenger"), check_pair)

    assert bundles_of(swapping.running) == {bundle_hash(swapping.model.bundle)}
    assert Pointer(swapping.model.bundle, swapping.model.index)
