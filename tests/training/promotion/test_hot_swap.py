"""Promotion and rollback under load: no request fails, and every answer is that of the version that it names."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from features.schema.kinds import Kind
from serving.matching.bundle import bundle_hash
from serving.matching.matcher import Matcher
from serving.matching.outcomes import Outcome
from serving.runtime.home import Home
from tests.support.small_models import SmallModel, parts_of
from tests.support.trained_service import TOKEN, Running, serving
from training.fitting.bundle import write_bundle
from training.promotion.promotion import Promotion, check_pair, promote, rollback
from training.promotion.registry import Registry
from training.promotion.tracked_run import TrainingRecord

pytestmark = pytest.mark.e2e
CLIENTS = 16
PAUSE_S = 0.2
"""Of a client between two requests; without it they take the cores that the workers need to swap."""


def promotion(model: SmallModel, version: str) -> Promotion:
    return Promotion(Kind.COMPANY, version, model.index, by="ann", reason="swap", name="swapped")


@dataclass
class Load:
    """Clients that send requests until they are stopped; answers by the version that they name."""

    answers: defaultdict[str, dict[str, Mapping[str, Any]]] = field(default_factory=lambda: defaultdict(dict))
    failures: list[str] = field(default_factory=list)
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
                    if answer.status_code != 200:
                        self.failures.append(f"{answer.status_code} {answer.text[:200]}")
                        continue
                    for result in answer.json()["results"]:
                        before = self.answers[result["model_version"]].setdefault(result["record_id"], result)
                        if before != result:
                            self.failures.append(f"{result['record_id']} was answered in two ways by one version")


def wait_for(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + 300
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.2)


def test_sixteen_clients_see_a_promotion_and_a_rollback_and_no_failure(
    small_models: dict[Kind, SmallModel], registry: Registry, bento: Path, tmp_path: Path
) -> None:
    model = small_models[Kind.COMPANY]
    bundle = model.opened()
    challenger = tmp_path / "challenger"
    write_bundle(replace(parts_of(bundle), policy=replace(bundle.policy, linked=0.9999)), challenger)
    home = Home(tmp_path / "home")
    for trained in (model.bundle, challenger):
        registry.log_training(TrainingRecord(Kind.COMPANY, trained, {}, {}, name="swapped"), register=True)
    promote(home, registry, promotion(model, "1"), check_pair)
    rows = model.rows()[:90]
    load = Load()
    first, second = (bundle_hash(path) for path in (model.bundle, challenger))

    with serving(bento, tmp_path / "elsewhere", ONEMATCH_HOME=str(home.root), ONEMATCH_TOKEN=TOKEN) as running:
        clients = [threading.Thread(target=load.send, args=(running.address, rows, 5 * i)) for i in range(CLIENTS)]
        for client in clients:
            client.start()
        wait_for(lambda: any(version.startswith(first) for version in load.answers))
        promote(home, registry, promotion(model, "2"), check_pair)
        wait_for(lambda: bundles_of(running) == {second})
        rollback(home, registry, Kind.COMPANY, check_pair, by="bob")
        wait_for(lambda: bundles_of(running) == {first})
        load.stop.set()
        for client in clients:
            client.join(60)

    assert load.failures == []
    assert {version.partition("+")[0] for version in load.answers} == {first, second}
    for version, answering in ((first, model.bundle), (second, challenger)):
        offline = Matcher.open(answering, model.index).match_rows(rows)
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
