"""The demo starts a service that answers the printed request."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from features.schema.kinds import Kind
from serving.matching.bundle import shipped_bundle
from serving.runtime.home import Home, Pointer, read_pointer, write_pointer
from tests.support.console_visit import token_of
from tests.support.paths import ROOT
from tests.support.tracking_template import with_tracking_store
from training.demo import first_after_shipped, own_home, serve_shipped
from training.promotion.gates import GateVerdict

COMMAND = Path(sys.executable).with_name("onematch")


def answer_of(curl: str) -> dict[str, Any]:
    done = subprocess.run(["bash", "-c", curl], capture_output=True, text=True, check=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def readme_request() -> str:
    """Return the `curl` request of the README."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    [request] = re.findall(r"^```sh\n(curl .*?)^```$", readme, re.MULTILINE | re.DOTALL)
    return str(request)


@dataclass(frozen=True, slots=True)
class RunningDemo:
    """A demo that serves, with what it printed until its contract was made."""

    home: Path
    port: int
    printed: str
    process: "subprocess.Popen[str]"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDemo]:
    home = tmp_path_factory.mktemp("demo")
    taken = socket.create_server(("127.0.0.1", 0))
    size = ["--people", "600", "--companies", "150", "--crm", "600"]
    command = [str(COMMAND), "demo", "--port", str(taken.getsockname()[1]), *size]
    with_tracking_store(tmp_path_factory, Home(home / "demo"))
    environment = os.environ | {"ONEMATCH_HOME": str(home), "ONEMATCH_WORKERS": "1"}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, text=True, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout is not None
        printed = ""
        while "makes another" not in printed and (line := process.stdout.readline()):
            printed += line
        [port] = re.findall(r"is taken: the service will answer on (\d+)", printed)
        yield RunningDemo(home / "demo", int(port), printed, process)
        process.kill()
    taken.close()


@pytest.mark.e2e
def test_the_demo_answers_the_request_that_it_prints(demo: RunningDemo) -> None:
    [curl] = re.findall(r"^ *(curl .*)$", demo.printed, re.MULTILINE)

    answer = answer_of(curl)
    readme_answer = answer_of(readme_request().replace("127.0.0.1:3000", f"127.0.0.1:{demo.port}"))

    [result] = answer["results"]
    assert set(readme_answer["results"][0]) == set(result)
    assert result["decision"] in {"linked", "review", "none"}
    assert "person, test split" in demo.printed
    assert "company, test split" in demo.printed
    assert all(Path(report).is_file() for report in re.findall(r"report: (.*)", demo.printed))
    assert 0 < demo.printed.find("contract.env") < demo.printed.find("models are being trained")


@pytest.mark.e2e
def test_the_guide_of_crm_sync_works_word_by_word_on_the_demo(demo: RunningDemo) -> None:
    guide = (ROOT / "docs" / "crm-sync.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)
    script = "\n".join(["set -euo pipefail", *blocks]).replace(".onematch/demo/", f"{demo.home}/")

    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    badges = re.findall(r'"badge": "(\w+)"', done.stdout)
    assert badges == ["out_of_date", "out_of_date"]
    assert "Head of Purchasing" in done.stdout.partition("out_of_date")[2].partition("out_of_date")[2]
    expected = ("done", "fresh", "saved", "pending_auth")
    for shown in (*(f'"state": "{one}"' for one in expected), '"writeback": true', '"changes_late": 0'):
        assert shown in done.stdout
    assert (demo.home / "contract.env").stat().st_mode & 0o777 == 0o600


@pytest.mark.e2e
def test_the_link_that_the_demo_prints_opens_the_console_once_and_the_worker_writes_a_copy(demo: RunningDemo) -> None:
    [link] = re.findall(r"repair: (http\S+)", demo.printed)
    console = f"http://127.0.0.1:{demo.port}/console"
    until = time.monotonic() + 300

    with httpx.Client(follow_redirects=True, timeout=300) as browser:
        first = browser.get(link)
        review = browser.get(f"{console}/review")
        browser.post(f"{console}/settings/export", data={"form_token": token_of(review)})
        while ">fetch</a>" not in (jobs := browser.get(f"{console}/settings/jobs").text) and time.monotonic() < until:
            time.sleep(1)
    with httpx.Client(follow_redirects=True, timeout=300) as other:
        again = other.get(link)

    assert (first.status_code, first.url.path) == (200, "/console/overview")
    assert "Match rates" in first.text
    assert 'data-key="y 1"' in review.text
    assert again.status_code == 403
    assert ">fetch</a>" in jobs


@pytest.mark.e2e
def test_a_signal_ends_the_demo_with_its_worker_and_no_other_demo_has_its_home_before(demo: RunningDemo) -> None:
    """Stands last: the other tests of the demo need it running."""
    environment = os.environ | {"ONEMATCH_HOME": str(demo.home.parent)}
    other = subprocess.run([str(COMMAND), "demo"], env=environment, capture_output=True, text=True, check=False)
    [worker] = [child for child in psutil.Process(demo.process.pid).children() if child.cmdline()[-1] == "work"]
    demo.process.send_signal(signal.SIGTERM)

    assert (other.returncode, "a demo runs here" in other.stderr) == (2, True)
    assert demo.process.wait(300) == 0
    assert not worker.is_running()


def test_the_shipped_bundle_answers_until_a_model_is_promoted_and_never_replaces_one(tmp_path: Path) -> None:
    home = Home(tmp_path)
    own = Pointer(tmp_path / "own", tmp_path / "index")
    write_pointer(home, Kind.COMPANY, own)

    for kind in Kind:
        serve_shipped(home, kind, tmp_path / "index")

    assert read_pointer(home, Kind.PERSON) == Pointer(shipped_bundle(Kind.PERSON) or Path(), tmp_path / "index")
    assert read_pointer(home, Kind.COMPANY) == own


def test_the_gates_judge_the_first_own_model_by_itself_and_the_next_one_beside_it(tmp_path: Path) -> None:
    champions: list[Path | None] = []

    def judged(champion: Path | None, challenger: Path) -> tuple[GateVerdict, ...]:
        del challenger
        champions.append(champion)
        return ()

    gate = first_after_shipped(judged, Kind.PERSON)

    for champion in (None, shipped_bundle(Kind.PERSON), tmp_path):
        gate(champion, tmp_path / "new")

    assert champions == [None, None, tmp_path]


def test_the_demo_uses_its_own_home_and_restores_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "http://team.example")
    monkeypatch.setenv("ONEMATCH_BUNDLE_PERSON", "mine")
    before = dict(os.environ)

    with own_home(tmp_path):
        inside = dict(os.environ)

    assert inside["ONEMATCH_HOME"] == str(tmp_path)
    assert not {"MLFLOW_TRACKING_URI", "ONEMATCH_BUNDLE_PERSON"} & set(inside)
    assert dict(os.environ) == before
