"""The right to read `/metrics`, on the service's address and on a second one."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from serving.application import ServiceParts, create_app, write_drift
from serving.http.metrics_listener import MetricsListener
from serving.http.scoring_queue import ScoringQueue
from serving.launch import PortTaken, launch
from serving.runtime.metrics_files import SHARED
from serving.runtime.model_source import ServedModels
from serving.runtime.settings import Settings, SettingsWrong, load_settings
from serving.vocabulary.terms import Scope
from tests.serving.http.test_launch import promoted
from tests.support.service_fakes import Face
from tests.support.tenant import Tenant
from tests.support.trained_service import free_port


def face(**settings: object) -> Face:
    chosen = Settings.model_validate(settings)
    return Face(create_app(ServiceParts(chosen, ServedModels(), ScoringQueue(1))))


@pytest.mark.parametrize(
    ("settings", "sent", "status"),
    [
        ({"token": "right"}, {}, 401),
        ({"token": "right"}, {"Authorization": "Bearer wrong"}, 401),
        ({"token": "right"}, {"Authorization": "Bearer right"}, 200),
        ({"open": True}, {}, 200),
        ({}, {}, 401),
    ],
)
def test_metrics_are_read_with_the_token_or_in_an_open_home(
    settings: dict[str, object], sent: dict[str, str], status: int
) -> None:
    answer = face(**settings).call("GET", "/metrics", headers=sent)

    assert answer.status_code == status
    assert ("onematch_requests" in answer.text) == (status == 200)


def test_an_open_home_shows_its_metrics_on_loopback_alone() -> None:
    outside = Face(face(open=True).app, "http://10.0.0.7")

    assert outside.call("GET", "/metrics").status_code == 401


@pytest.mark.parametrize(("scope", "status"), [(Scope.OPERATOR, 200), (Scope.READER, 403), (Scope.ADMIN, 403)])
def test_of_all_scopes_only_the_operator_reads_metrics(tenant: Tenant, scope: Scope, status: int) -> None:
    answer = tenant.web.call("GET", "/metrics", headers={"Authorization": f"Bearer {tenant.token(scope)}"})

    assert answer.status_code == status


def test_drift_names_no_contract_and_counts_those_with_an_alarm() -> None:
    calm = {"psi": {"feature": 0.1}, "alarms": []}
    drifted = {"psi": {"feature": 0.4}, "alarms": [["feature", "name", 0.4], ["feature", "email", 0.3]]}

    text = write_drift({("acme", "person"): drifted, ("bolt", "person"): calm, ("all", "person"): calm}).decode()

    assert "acme" not in text
    assert "bolt" not in text
    assert 'onematch_drift_psi{kind="person",what="feature"} 0.1' in text
    assert 'onematch_drift_alarms{kind="person",what="feature"} 0.0' in text
    assert 'onematch_drift_contracts{kind="person",what="feature"} 1.0' in text


def test_what_is_read_at_a_scrape_is_counted_anew_at_each_and_stands_in_no_file_of_the_workers(tmp_path: Path) -> None:
    check = {"psi": {"feature": 0.4}, "alarms": [["feature", "name", 0.4]]}
    scrapes = (
        "from serving.application import write_drift\n"
        "from serving.contract.reports.installation import write_figures\n"
        "from serving.runtime.metrics import write_metrics\n"
        f"for _ in range(3): drift = write_drift({{('acme', 'person'): {check}, ('all', 'person'): {check}}})\n"
        "print((write_metrics() + drift + write_figures({'onematch_lease_held': {'work': 1.0}})).decode())"
    )
    run = [sys.executable, "-c", scrapes]

    scraped = subprocess.run(run, env=os.environ | {SHARED: str(tmp_path)}, capture_output=True, text=True, check=True)

    drifted = [line for line in scraped.stdout.splitlines() if line.startswith("onematch_drift_contracts")]
    assert drifted == ['onematch_drift_contracts{kind="person",what="feature"} 1.0']
    named = re.findall(r"^# HELP (\w+)", scraped.stdout, re.MULTILINE)
    assert sorted(named) == sorted(set(named))


@pytest.fixture
def listener() -> Iterator[MetricsListener]:
    found = MetricsListener(("127.0.0.1", 0), {"/metrics": lambda: (200, b"onematch_requests_total 1\n")}, shared=True)
    found.start()
    yield found
    found.stop()


def test_a_separate_address_answers_metrics_and_nothing_else(listener: MetricsListener) -> None:
    address = f"http://127.0.0.1:{listener.port}"

    told, other = (httpx.get(f"{address}/{name}", timeout=300) for name in ("metrics", "healthz"))

    assert (told.status_code, told.text) == (200, "onematch_requests_total 1\n")
    assert told.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert other.status_code == 404


@pytest.mark.parametrize(
    ("given", "read"),
    [("127.0.0.1:9100", ("127.0.0.1", 9100)), ("[::1]:9100", ("::1", 9100)), ("name:1", ("name", 1))],
)
def test_a_separate_address_is_a_host_and_a_port(
    monkeypatch: pytest.MonkeyPatch, given: str, read: tuple[str, int]
) -> None:
    monkeypatch.setenv("ONEMATCH_METRICS_ADDRESS", given)

    assert load_settings().metrics_listener == read


@pytest.mark.parametrize("given", ["9100", ":9100", "::1:9100", "name:0", "name:65536", "name:x", "name"])
def test_another_text_is_no_address(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("ONEMATCH_METRICS_ADDRESS", given)

    with pytest.raises(SettingsWrong, match=r"ONEMATCH_METRICS_ADDRESS.*HOST:PORT"):
        load_settings()


def test_a_taken_metrics_port_is_refused_before_anything_starts(tmp_path: Path, listener: MetricsListener) -> None:
    settings = promoted(tmp_path, open=True, port=free_port(), metrics_address=f"127.0.0.1:{listener.port}")

    with pytest.raises(PortTaken, match=str(listener.port)):
        launch(settings, lambda _: None)
