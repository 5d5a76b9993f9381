"""The history of champions."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from features.schema.kinds import Kind
from serving.runtime.model_records import ChampionChange, read_history
from training.promotion.promotion import appending, reachable_champions


def promoted(bundle: str = "a", action: str = "promote", kind: Kind = Kind.PERSON) -> ChampionChange:
    return ChampionChange(
        at="2026-01-01T00:00:00+00:00",
        kind=kind,
        action=action,
        model="onematch-person",
        version=1,
        bundle=bundle,
        index="index",
        by="ann",
        reason="why",
    )


def append(file: Path, *changes: ChampionChange) -> None:
    for one in changes:
        with appending(file, one):
            pass


@pytest.mark.parametrize(
    "statement",
    [
        "update champions set by = 'eve'",
        "delete from champions",
        "insert or replace into champions values (1, 'now', 'person', 'promote', 'm', 1, 'b', 'i', 'eve', '')",
    ],
)
def test_what_was_written_cannot_be_changed(tmp_path: Path, statement: str) -> None:
    file = tmp_path / "history.db"
    append(file, promoted())

    with closing(sqlite3.connect(file)) as database, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        database.execute(statement)

    assert read_history(file) == [promoted()]


def test_a_change_whose_body_fails_never_happened(tmp_path: Path) -> None:
    file = tmp_path / "history.db"
    append(file, promoted("a"))

    with pytest.raises(OSError, match="disk"), appending(file, promoted("b")):
        raise OSError("disk")

    assert read_history(file) == [promoted("a")]


def bundles(*changes: str) -> list[str]:
    history: list[ChampionChange] = []
    for change in changes:
        before = reachable_champions(history)
        history.append(replace(before[-2], action="rollback") if change == "back" else promoted(change))
    return [one.bundle for one in reachable_champions(history)]


def test_a_rollback_returns_to_the_champion_before_and_a_second_one_goes_further_back() -> None:
    assert bundles("a", "b", "c") == ["a", "b", "c"]
    assert bundles("a", "b", "c", "back") == ["a", "b"]
    assert bundles("a", "b", "c", "back", "back") == ["a"]
    assert bundles("a", "b", "back", "c") == ["a", "c"]
