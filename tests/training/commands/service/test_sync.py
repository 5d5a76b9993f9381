"""`onematch sync`: mistakes in its options, and what follows between two runs."""

from typing import cast

import pytest

from serving.crm.calling import CallFailed
from serving.crm.run import ConnectorRun
from tests.support.command_line import run
from training.commands.service.sync import rest


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
    done = run("sync", *arguments)

    assert done.exit_code == 2
    assert says in done.stderr


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
    hinted = HintedRun()
    now = [0.0]

    def sleep(seconds: float) -> None:
        now[0] += seconds

    rest(cast("ConnectorRun", hinted), 80.0, lambda: now[0], sleep)

    assert (hinted.followed, now[0]) == (3, 80.0)
    assert "hubspot: down" in capsys.readouterr().err
