"""`onematch sync`: mistakes in its options, and a whole run of the command, killed on its way."""

import json
import os
import subprocess
import sys

import pytest

from tests.support.paths import ROOT

SMALL = {"contacts": 240, "companies": 30, "deals": 20, "changes": 12, "deletions": 3, "merges": 2, "kills": 3}


def onematch(*arguments: str) -> "subprocess.CompletedProcess[str]":
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ONEMATCH_")}
    command = [sys.executable, "-c", "from training.cli import main; main()", *arguments]
    return subprocess.run(command, env=kept, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.e2e
@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("hubspot", "--contract", "c", "--every", "soon"), "--every: got 'soon', expected a span such as 30s"),
        (("hubspot", "--contract", "c", "--every", "5m", "--once"), "no --once"),
        (("oracle", "--contract", "c", "--instance", "other"), "--instance: got 'other'"),
        (("hubspot", "--contract", "c"), "ONEMATCH_SYNC_CLIENT_ID"),
        (("check", "--contract", "c", "--service", "http://onematch.example"), "expected https"),
    ],
)
def test_a_mistake_is_one_line_with_what_was_expected(arguments: tuple[str, ...], says: str) -> None:
    done = onematch("sync", *arguments)

    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.e2e
@pytest.mark.timeout(900)
def test_d23_the_command_killed_at_random_moments_ends_with_the_portal_s_last_state() -> None:
    options = [part for name, number in SMALL.items() for part in (f"--{name}", str(number))]
    command = [sys.executable, "-m", "tests.support.sync_at_scale", *options]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}

    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=850, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    figures = json.loads(done.stdout)
    assert figures["different"] == {}
    assert figures["rows"]["records"] > 270
