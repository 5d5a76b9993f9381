"""Benches refuse wrong numbers."""

import pytest

from tests.support.command_line import run

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize(
    "wrong", [("train", "--records", "100,0"), ("train", "--records", ""), ("batch", "--whole", "many")], ids=str
)
def test_invalid_numbers_end_with_2(wrong: tuple[str, ...]) -> None:
    result = run("bench", *wrong)

    assert result.exit_code == 2
    assert wrong[1] in result.stderr
