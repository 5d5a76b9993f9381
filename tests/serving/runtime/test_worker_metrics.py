"""`onematch work` says whether it lives, whether it works or waits, and what an alert needs."""

import re
import shutil
import subprocess
import threading
import time
from typing import Any

import pytest
import yaml

from serving.contract.records.services import WrapperServices
from serving.contract.reports.installation import LABELS
from serving.runtime.metrics import write_metrics
from serving.worker import Worker, WorkTable
from tests.support.paths import ROOT
from training.commands.service.work import answers_of

RULES = ROOT / "docs" / "deploy" / "alerts.yml"


def until(worker: Worker, state: str) -> None:
    deadline = time.monotonic() + 60
    while worker.state != state and time.monotonic() < deadline:
        time.sleep(0.01)
    assert worker.state == state


@pytest.mark.both_databases
def test_a_worker_is_ready_with_the_lease_and_without_but_not_without_a_store(parts: WrapperServices) -> None:
    first, second = (Worker(parts, WorkTable({}, [])) for _ in range(2))
    answers = answers_of(first, parts)
    assert answers["/readyz"]()[0] == 503
    assert answers["/healthz"]()[0] == 200

    threads = []
    for worker, state in ((first, "working"), (second, "waiting")):
        threads.append(threading.Thread(target=worker.run))
        threads[-1].start()
        until(worker, state)
        assert answers_of(worker, parts)["/readyz"]() == (200, b'{"status": "%s"}' % state.encode())
    text = answers["/metrics"]()[1].decode()
    for worker in (first, second):
        worker.stop()
    for thread in threads:
        thread.join()

    assert 'onematch_lease_held{lease="work"} 1.0' in text
    assert {name for name in LABELS if f"# HELP {name} " not in text} == set()


def test_each_alert_reads_a_metric_that_is_there_and_has_a_line_in_the_runbook() -> None:
    rules: list[dict[str, Any]] = yaml.safe_load(RULES.read_text(encoding="utf-8"))["groups"][0]["rules"]
    runbook = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    counted = {name.removesuffix("_total") for name in re.findall(r"# HELP (\w+)", write_metrics().decode())}
    known = counted | LABELS.keys() | {"onematch_drift_alarms"}

    for rule in rules:
        named = {re.sub("_(total|bucket)$", "", name) for name in re.findall(r"onematch_\w+", rule["expr"])}
        assert named <= known, rule["alert"]
        assert f"`{rule['alert']}`" in runbook


def test_prometheus_reads_the_alerts() -> None:
    promtool = shutil.which("promtool") or pytest.skip("promtool is not installed")

    checked = subprocess.run([promtool, "check", "rules", RULES], capture_output=True, text=True, check=False)

    assert checked.returncode == 0, checked.stdout + checked.stderr
