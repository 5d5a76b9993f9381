"""Turns of the loop on a real store, registry and golden set; trainings grow few trees."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from data.tables.progress import Progress
from features.schema.texts import PSEUDO, spoken
from serving.runtime.home import read_pointer, read_shadow
from serving.runtime.model_records import read_history
from serving.runtime.settings import load_settings
from serving.runtime.turns import TurnState, because_of, line_of
from tests.support.command_line import run
from tests.support.databases import ON_BOTH
from tests.support.judged_store import switch_training
from tests.support.turning_home import TurningHome, turning
from tests.support.unbracketed import outside
from training.promotion.comparison_context import ComparisonContext, gate_of
from training.promotion.gates import GateVerdict
from training.promotion.promotion import Gate
from training.promotion.registry import list_versions
from training.retraining.turn import NotTracked, TurnOrder, plan_turn, take_turn

__all__ = ["turning"]
pytestmark = pytest.mark.usefixtures("few_trees")


class Killed(BaseException):
    """Ends a turn as a kill does: nothing more is written."""


def order(home: TurningHome, gate: Callable[..., Gate] = gate_of, **settings: object) -> TurnOrder:
    return TurnOrder(load_settings().model_copy(update=settings), home.kind, home.clock(), "ann", gate=gate)


def killing(_context: ComparisonContext, _progress: Progress, _report: Path) -> Gate:
    def gate(_champion: Path | None, _challenger: Path) -> Sequence[GateVerdict]:
        raise Killed

    return gate


@ON_BOTH
def test_answers_become_a_challenger_in_the_shadow_and_a_champion_where_that_is_allowed(turning: TurningHome) -> None:
    turning.store.add("closed", turning.model, range(120, 240), training=False)
    silent = take_turn(order(turning))
    turning.answer("acme", range(240, 360))
    gathered, _news = plan_turn(turning.home, turning.kind, turning.clock())
    with spoken(PSEUDO):
        planned = run(f"retrain --kind {turning.kind} --dry-run").stdout

    begun = take_turn(order(turning))
    again = take_turn(order(turning))
    turning.clock.forward(days=7)
    ready = take_turn(order(turning))
    promoted = take_turn(order(turning, retrain_promote=True))
    turning.clock.forward(days=1)
    nothing = take_turn(order(turning))

    assert (silent.state, silent.answers) == (TurnState.NOTHING_NEW, 0)
    assert "no connected contract" in line_of(silent)
    assert outside(" ".join(planned.split()), [*gathered.contracts]) == []
    assert gathered.contracts == begun.contracts == {"acme": 120}
    assert {name.partition("/")[0] for name in gathered.feedback.records} == {"acme"}
    assert (because_of(begun.because, begun.new_answers, ()), begun.version) == (["new answers: 120"], 2)
    assert line_of(begun).startswith("company: waiting for 7 days of shadow, until 2026-03-09 09:00 UTC: version 2")
    assert replace(again, because=begun.because, contracts=begun.contracts, alarms=begun.alarms) == begun
    assert (ready.state, ready.id) == (TurnState.READY, begun.id)
    assert line_of(ready).endswith("onematch models promote --kind company 2")
    assert line_of(promoted) == "company: promoted: version 2 answers"
    assert [turn.state for turn in turning.turns] == [
        TurnState.NOTHING_NEW,
        TurnState.PROMOTED,
        TurnState.NOTHING_NEW,
    ]
    assert line_of(nothing).startswith("company: nothing new since 2026-03-02 09:00 UTC: 120 answers")
    assert len(list_versions(turning.home, turning.kind)) == 2
    assert [change.by for change in read_history(turning.home.history_file)] == ["test", "ann"]
    pointer = read_pointer(turning.home, turning.kind)
    assert pointer is not None
    assert pointer.bundle.name == begun.bundle
    assert read_shadow(turning.home, turning.kind) is None
    assert holding(turning, "acme/account/") == []
    assert emails_in_files(turning, range(240, 360)) == []
    withdraw(turning, "acme")
    assert take_turn(order(turning)).because == ("other_answers",)


def test_what_began_a_turn_names_the_drifted_fields() -> None:
    codes = ("new_answers", "new_drift", "a new moon")

    assert because_of(codes, 1_200, ("person.title", "score")) == [
        "new answers: 1,200",
        "new drift; drifted: person.title, score",
        "a new moon",
    ]


def withdraw(home: TurningHome, contract: str) -> None:
    store = home.store.opened()
    with store.writing() as connection:
        switch_training(connection, contract, training=False)
    store.close()


def holding(home: TurningHome, text: str) -> list[str]:
    """Return the files of the home, but those of the frozen set, that hold a text; the store is elsewhere."""
    files = [file for file in home.home.root.rglob("*") if file.is_file()]
    left = [file for file in files if "golden" not in file.parts]
    return [str(file) for file in left if text.encode() in file.read_bytes()]


def emails_in_files(home: TurningHome, rows: range) -> list[str]:
    sample = home.model.rows()
    values = [str(sample[row]["website"]) for row in rows if sample[row].get("website")]
    assert len(values) > 10
    return [file for value in values[:10] for file in holding(home, value)]


def test_wrong_answers_are_refused_and_not_tried_again_without_news(turning: TurningHome) -> None:
    turning.store.add("poison", turning.model, range(900), wrong=True)

    refused = take_turn(order(turning))
    again = take_turn(order(turning))

    assert refused.state is TurnState.REFUSED
    assert line_of(refused).startswith("company: refused: version 2 stays a challenger: precision (")
    assert again.state is TurnState.NOTHING_NEW
    assert read_shadow(turning.home, turning.kind) is None
    assert len(read_history(turning.home.history_file)) == 1
    assert turning.home.turn_report(refused.id).is_file()


def passing(_context: ComparisonContext, _progress: Progress, _report: Path) -> Gate:
    return lambda _champion, _challenger: ()


@ON_BOTH
def test_a_turn_that_is_killed_at_the_gates_goes_on_there(turning: TurningHome) -> None:
    turning.answer("acme", range(60))
    with pytest.raises(Killed):
        take_turn(order(turning, gate=killing, retrain_shadow_days=0.0))
    [killed] = turning.turns

    resumed = take_turn(order(turning, gate=passing, retrain_promote=True))

    assert (killed.state, killed.version) == (TurnState.TRAINED, 2)
    assert "interrupted while the gates judged version 2" in line_of(killed)
    assert (resumed.id, resumed.state, resumed.version, resumed.attempts) == (killed.id, TurnState.PROMOTED, 2, 2)
    assert len(list_versions(turning.home, turning.kind)) == 2


def test_a_retraining_that_is_not_registered_is_refused(turning: TurningHome, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONEMATCH_REGISTER", "false")

    with pytest.raises(NotTracked, match="ONEMATCH_REGISTER"):
        take_turn(order(turning))
