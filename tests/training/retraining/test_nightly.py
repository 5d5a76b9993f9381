"""When `onematch work` begins a turn, and that its own loop takes, kills and resumes one."""

import json
import re
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from features.schema.kinds import Kind
from serving.application import write_turns
from serving.runtime.home import Home
from serving.runtime.settings import Settings
from serving.runtime.turns import Turn, TurnState, TurnsUnreadable, leave_turn, read_turns
from serving.worker import Task, Worker, WorkTable
from tests.support.databases import ON_BOTH
from tests.support.turning_home import TurningHome, turning
from training.retraining.nightly import Nightly, Signs, is_due, run_turn

__all__ = ["turning"]
pytestmark = pytest.mark.usefixtures("few_trees_in_module")
NIGHT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
SETTINGS = Settings(retrain_at="02:00", retrain_answers=50)
ENDED = Turn(
    id="a",
    kind=Kind.PERSON,
    state=TurnState.REFUSED,
    began_at=NIGHT.isoformat(),
    changed_at=NIGHT.isoformat(),
    because=(),
    champion="old",
    index="i",
    by="",
)
UNTIL = (NIGHT + timedelta(days=7)).isoformat()
SHADOW = replace(ENDED, state=TurnState.SHADOW, until=UNTIL)
READY = replace(SHADOW, state=TurnState.READY)
OLD = Signs(champion="old")


def test_turns_of_a_later_version_are_read_and_a_damaged_file_is_named(tmp_path: Path) -> None:
    home = Home(tmp_path)
    leave_turn(home, ENDED)
    file = home.turns_file(Kind.PERSON)
    [kept] = json.loads(file.read_text())

    file.write_text(json.dumps([kept | {"of_later": 1}]))
    assert [turn.id for turn in read_turns(home, Kind.PERSON)] == ["a"]
    for damaged, said in (
        (
            json.dumps([{name: value for name, value in kept.items() if name != "began_at"}]),
            "0.began_at: expected a value",
        ),
        (json.dumps([kept | {"state": "lost"}]), "0.state: expected 'training', "),
        ("[", "got text that is not JSON"),
    ):
        file.write_text(damaged)
        with pytest.raises(TurnsUnreadable, match=re.escape(f"{file}: {said}")):
            read_turns(home, Kind.PERSON)


@pytest.mark.parametrize(
    ("last", "hours", "signs", "due"),
    [
        (None, 0, Signs(), True),
        (ENDED, 23.9, OLD, False),
        (ENDED, 24, OLD, True),
        (ENDED, 23, replace(OLD, answers=50), False),
        (replace(ENDED, began_at=(NIGHT + timedelta(hours=5)).isoformat()), 30, replace(OLD, answers=49), True),
        (replace(ENDED, began_at=(NIGHT - timedelta(hours=12)).isoformat()), 12, replace(OLD, answers=49), True),
        (replace(ENDED, state=TurnState.TRAINING), 0, OLD, True),
        (replace(ENDED, state=TurnState.TRAINING, attempts=2), 0.9, OLD, False),
        (replace(ENDED, state=TurnState.TRAINING, attempts=2), 1, OLD, True),
        (replace(ENDED, state=TurnState.FAILED), 0.9, OLD, False),
        (replace(ENDED, state=TurnState.FAILED), 1, OLD, True),
        (SHADOW, 167.9, replace(OLD, answers=500, index=True, alarms=True), False),
        (SHADOW, 168, OLD, True),
        (SHADOW, 1, Signs(champion="new"), True),
        (READY, 200, replace(OLD, answers=50), False),
        (READY, 1, Signs(champion="new"), True),
    ],
)
def test_a_turn_is_due_by_hour_answers_drift_index_and_what_became_of_the_last_one(
    last: Turn | None, hours: float, signs: Signs, due: bool
) -> None:
    now = NIGHT + timedelta(hours=hours)

    assert is_due(now, last, signs, SETTINGS) is due
    assert not is_due(now, last, signs, SETTINGS.model_copy(update={"retrain_at": None}))


@pytest.mark.parametrize("signs", [replace(OLD, answers=50), replace(OLD, index=True), replace(OLD, alarms=True)])
def test_news_begin_a_turn_before_its_hour_and_a_promotion_by_setting_ends_one(signs: Signs) -> None:
    evening = replace(ENDED, began_at=(NIGHT + timedelta(hours=10)).isoformat())
    later = NIGHT + timedelta(hours=34)
    seldom = SETTINGS.model_copy(update={"retrain_at": "11:00"})

    assert not is_due(later - timedelta(minutes=1), evening, signs, seldom)
    assert is_due(later, evening, signs, seldom)
    assert is_due(later, READY, OLD, SETTINGS.model_copy(update={"retrain_promote": True}))


@ON_BOTH
def test_the_worker_s_loop_resumes_a_killed_training_and_promotes_after_the_shadow(
    turning: TurningHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first attempt is a real training in a process of its own, which is killed; the second one ends."""
    monkeypatch.setenv("ONEMATCH_RETRAIN_PROMOTE", "true")
    turning.answer("acme", range(120))
    services = turning.services()
    apart = Nightly()
    threading.Thread(target=kill, args=(turning, apart), daemon=True).start()

    Worker(services, WorkTable({}, [Task("retrain", 60, apart.look)])).turn()
    [killed] = turning.turns
    worker = Worker(services, WorkTable({}, [Task("retrain", 60, Nightly(run_turn).look)]))
    worker.turn()
    [shadow] = turning.turns
    turning.clock.forward(days=6)
    worker.turn()
    [still] = turning.turns
    turning.clock.forward(days=1)
    worker.turn()
    worker.turn()
    services.store.close()

    assert (killed.state, killed.attempts) == (TurnState.TRAINING, 1)
    assert (shadow.id, shadow.state, shadow.attempts) == (killed.id, TurnState.SHADOW, 2)
    assert still == shadow
    promoted, nothing = turning.turns
    assert (promoted.id, promoted.state, nothing.state) == (killed.id, TurnState.PROMOTED, TurnState.NOTHING_NEW)
    metrics = write_turns(turning.home).decode()
    assert 'onematch_retrain_outcome{kind="company",outcome="nothing_new"} 1.0' in metrics
    [ended] = [line for line in metrics.splitlines() if line.startswith("onematch_retrain_last_success")]
    assert float(ended.split()[-1]) == turning.clock().timestamp()


def kill(home: TurningHome, nightly: Nightly) -> None:
    """Kill the process as soon as its training is written down."""
    while not (home.turns and nightly.process is not None):
        time.sleep(0.05)
    nightly.process.kill()
