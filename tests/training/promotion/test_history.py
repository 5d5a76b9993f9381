"""The history of champions."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from features.schema.kinds import Kind
from training.promotion.history import Reign, appending, read_history, standing


def reign(bundle: str = "a", action: str = "promote", kind: Kind = Kind.PERSON) -> Reign:
    return Reign("2026-01-01T00:00:00+00:00", kind, action, "onematch-person", 1, bundle, "index", "ann", "why")


def append(file: Path, *reigns: Reign) -> None:
    for one in reigns:
        with appending(file, one):
            pass


def test_a_home_without_promotions_has_an_empty_history_and_reading_creates_nothing(tmp_path: Path) -> None:
    assert read_history(tmp_path / "history.db") == []
    assert list(tmp_path.iterdir()) == []


def test_changes_are_read_in_their_order_and_by_kind(tmp_path: Path) -> None:
    file = tmp_path / "history.db"
    company = reign("c", kind=Kind.COMPANY)

    append(file, reign("a"), company, reign("b"))

    assert read_history(file) == [reign("a"), company, reign("b")]
    assert read_history(file, Kind.PERSON) == [reign("a"), reign("b")]


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
    append(file, reign())

    with closing(sqlite3.connect(file)) as database, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        database.execute(statement)

    assert read_history(file) == [reign()]


def test_a_change_whose_body_fails_never_happened(tmp_path: Path) -> None:
    file = tmp_path / "history.db"
    append(file, reign("a"))

    with pytest.raises(OSError, match="disk"), appending(file, reign("b")):
        raise OSError("disk")

    assert read_history(file) == [reign("a")]


def bundles(*changes: str) -> list[str]:
    history: list[Reign] = []
    for change in changes:
        before = standing(history)
        history.append(replace(before[-2], action="rollback") if change == "back" else reign(change))
    return [one.bundle for one in standing(history)]


def test_a_rollback_takes_the_top_away_and_a_second_one_goes_further_back() -> None:
    assert bundles("a", "b", "c") == ["a", "b", "c"]
    assert bundles("a", "b", "c", "back") == ["a", "b"]
    assert bundles("a", "b", "c", "back", "back") == ["a"]
    assert bundles("a", "b", "back", "c") == ["a", "c"]


def test_promoting_what_already_stands_changes_nothing() -> None:
    assert bundles("a", "a", "b", "b", "back") == ["a"]
