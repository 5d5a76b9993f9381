"""The listeners of metrics: numbers alone, of nobody, to whoever reaches their address, which is the configured one."""

import re
from collections.abc import Iterator

import httpx
import pytest

from serving.http.metrics_listener import MetricsListener
from serving.runtime.metrics import write_metrics
from serving.worker import Worker, WorkTable
from tests.attack.two_tenants import ATTACKER, OF_CONTRACT, SECRET, VICTIM, TwoTenants
from tests.support.tenant import ADMIN
from training.commands.service.work import answers_of

NAMED = {ATTACKER, VICTIM, SECRET.lower(), ADMIN}


@pytest.fixture
def listener(both: TwoTenants) -> Iterator[MetricsListener]:
    """Answers what service and worker do, on one of the machine's addresses."""
    parts = both.victim.parts
    answers = {**answers_of(Worker(parts, WorkTable({}, [])), parts), "/service": lambda: (200, write_metrics())}
    found = MetricsListener(("127.0.0.1", 0), answers, shared=False)
    found.start()
    yield found
    found.stop()


def test_what_callers_send_and_who_they_are_is_in_no_metric(both: TwoTenants, listener: MetricsListener) -> None:
    headers = {"Authorization": f"Bearer {both.victim.token(*OF_CONTRACT)}", "Acting-User": ADMIN}
    for path in ("", "/v1", f"/v1/contracts/{VICTIM}/records/contact", "/console"):
        for method in ("GET", "POST", SECRET):
            both.victim.web.call(method, f"{path}/{SECRET}", headers=headers)

    text = "".join(httpx.get(f"http://127.0.0.1:{listener.port}/{one}").text for one in ("metrics", "service"))

    assert "onematch_requests_total" in text
    assert "onematch_lease_held" in text
    values = {value.lower() for value in re.findall(r'="([^"]*)"', text)}
    assert {value for value in values if value in NAMED or SECRET.lower() in value} == set()


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "CONNECT", "TRACE", SECRET])
def test_a_listener_of_metrics_only_reads(listener: MetricsListener, method: str) -> None:
    answer = httpx.request(method, f"http://127.0.0.1:{listener.port}/metrics", content=b"x")

    assert answer.status_code == 501


@pytest.mark.parametrize("path", ["", "metrics/", "metrics/..%2f", "Metrics", "v1/match", "console/models", "docs"])
def test_a_listener_of_metrics_has_no_other_path(listener: MetricsListener, path: str) -> None:
    answer = httpx.get(f"http://127.0.0.1:{listener.port}/{path}")

    assert answer.status_code == 404
    assert SECRET not in answer.text


def test_a_listener_of_metrics_is_not_reached_at_another_address_of_the_machine(listener: MetricsListener) -> None:
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"http://127.0.0.2:{listener.port}/metrics")
