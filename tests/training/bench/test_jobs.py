"""Benches refuse wrong numbers, and say why a job failed."""

import sys

import pytest

from tests.support.command_line import run
from training.bench.job import run_and_watch
from training.evaluation.workspace import BenchIncomplete

pytestmark = pytest.mark.e2e


def test_a_failed_job_raises_its_last_output() -> None:
    with pytest.raises(BenchIncomplete, match="no such thing"):
        run_and_watch([sys.executable, "-c", "raise SystemExit('no such thing')"])


@pytest.mark.parametrize(
    "wrong", [("train", "--records", "100,0"), ("train", "--records", ""), ("batch", "--whole", "many")], ids=str
)
def test_invalid_numbers_end_with_2(wrong: tuple[str, ...]) -> None:
    result = run("bench", *wrong)

    assert result.exit_code == 2
    assert wrong[1] in result.stderr
