"""`onematch sync`: mistakes in its options, and what follows between two runs."""

import os
import subprocess
import sys
from typing import cast

import pytest

from serving.crm.calling import CallFailed
from serving.crm.run import ConnectorRun
from tests.support.paths import ROOT
from training.commands.service.sync import rest


def onematch(*arguments: str) -> "subprocess.CompletedProcess[str]":
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ONEMATCH_")}
    command = [sys.executable, "-c", "from training.cli import main; main()", *arguments]
    return subprocess.run(command, env=kept, cwd=ROOT, capture_output=True, text=True, timeout=550, check=False)


@pytest.mark.e2e
@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("hubspot", "--contract", "c", "--every", "soon"), "--every: got 'soon', expected a span such as 30s"),
        (("hubspot", "--contract", "c", "--every", "5m", "--once"), "no --once"),
        (("hubspot", "--contract", "c"), "ONEMATCH_SYNC_CLIENT_ID"),
        (("check", "--contract", "c", "--service", "http://onematch.example"), "expected https"),
    ],
)
def test_a_mistake_is_one_line_with_what_was_expected(arguments: tuple[str, ...], says: str) -> None:
    done = onematch("sync", *arguments)

    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr


class HintedRun:
    """A run that counts how often it follows webhooks; the CRM is down the second time."""

    def __init__(self) -> None:
        self.followed = 0

    def follow_hints(self) -> int:
        self.followed += 1
        if self.followed == 2:
            raise CallFailed("hubspot: down")
        return 0


def test_between_two_runs_webhooks_are_followed_even_while_the_crm_is_down(capsys: pytest.CaptureFixture[str]) -> None:
    run = HintedRun()
    now = [0.0]

    def sleep(seconds: float) -> None:
        now[0] += seconds

    rest(cast("ConnectorRun", run), 80.0, lambda: now[0], sleep)

    assert (run.followed, now[0]) == (3, 80.0)
    assert "hubspot: down" in capsys.readouterr().err
