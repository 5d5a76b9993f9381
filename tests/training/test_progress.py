"""Progress on standard error: one line a stage in a pipe, nothing half-finished as finished, nothing when quiet."""

import time

import pytest

from training import terminal
from training.terminal import progress_bar

Captured = pytest.CaptureFixture[str]


def test_long_silence_in_a_pipe_is_broken_once_a_stage(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "SILENT_S", 0.05)
    monkeypatch.setattr(terminal, "REFRESH_S", 0.01)

    with progress_bar() as progress:
        progress("matching", 0, 10)
        printed = ""
        while not printed:
            time.sleep(0.01)
            printed = capsys.readouterr().err
        progress("matching", 10, 10)

    first, last = (printed + capsys.readouterr().err).splitlines()
    assert first.startswith("match the records ... 0 of 10")
    assert last.startswith("match the records: 10 in")


def test_quiet_work_prints_nothing(capsys: Captured) -> None:
    with progress_bar(quiet=True) as progress:
        progress("read", 1, 1)

    assert capsys.readouterr().err == ""


def test_control_characters_of_a_stage_reach_no_terminal(capsys: Captured) -> None:
    with progress_bar() as progress:
        progress("read \x1b[2Jcrm.csv", 0, None)

    assert "\x1b" not in capsys.readouterr().err
