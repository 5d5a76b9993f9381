"""Changes since a build give the candidates of a rebuild, at once and in every process."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from data.index.build import build_index
from data.index.delta_store import FILE, DeltaNotKept
from data.index.index import UniverseIndex
from data.tables.own_columns import UnusableColumns
from features.schema.kinds import Kind
from tests.support.index_people import answers, build, people, person


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    build(tmp_path / "index", people(600))
    return tmp_path / "index"


def test_base_and_changes_give_the_candidates_of_a_rebuild_with_the_same_rarities(folder: Path, tmp_path: Path) -> None:
    base = people(600)
    added = people(40, seed=5)
    deleted = list(base)[:30]
    respelt = list(base)[30:50]
    upserts = added | dict(zip(respelt, people(20, seed=6).values(), strict=True))
    index = UniverseIndex.open(folder)

    index.apply(upserts, deleted)

    left = {name: record for name, record in base.items() if name not in deleted} | upserts
    build(tmp_path / "rebuilt", left)
    rebuilt = UniverseIndex.open(tmp_path / "rebuilt", rarities_of=UniverseIndex.open(folder))
    records = [*people(200, seed=7).values(), *upserts.values()]
    assert len(index) == len(left)
    assert answers(index, records) == answers(rebuilt, records)


def test_more_than_a_twentieth_of_changed_rows_needs_a_build(folder: Path) -> None:
    index = UniverseIndex.open(folder)

    index.apply({}, [f"m0-{number}" for number in range(30)])
    enough = index.needs_build
    index.apply({}, ["m0-30"])

    assert (enough, index.needs_build) == (False, True)


def test_an_earlier_state_answers_as_it_did_then_whatever_was_applied_later(folder: Path) -> None:
    index = UniverseIndex.open(folder)
    base = people(600)
    records = list(people(60, seed=7).values())
    names = list(base)
    added = people(12, seed=9)
    then = [answers(index, [*records, *base.values()])]
    for upserts, deletes in (
        (added | {names[0]: person(full_name="Zebulon Quartermain")}, names[1:9]),
        ({names[0]: base[names[1]], names[1]: base[names[0]]}, list(added)[:4]),
        ({}, [names[0], *list(added)[4:]]),
    ):
        index.apply(upserts, deletes)
        then.append(answers(index, [*records, *base.values()]))

    again = [UniverseIndex.open(folder, state=sequence) for sequence in range(4)]

    assert [answers(one, [*records, *base.values()]) for one in again] == then
    assert [one.sequence for one in again] == [0, 1, 2, 3]


def test_a_state_that_no_change_reaches_or_that_was_not_kept_is_refused(folder: Path) -> None:
    index = UniverseIndex.open(folder)
    for name in list(people(3)):
        index.apply({}, [name])
    with closing(sqlite3.connect(folder / FILE)) as changed:
        changed.executescript("update kept set since = 2")

    for state in (1, 4):
        with pytest.raises(DeltaNotKept, match=f"got the state {state} of its changes, expected 2 to 3"):
            UniverseIndex.open(folder, state=state)


def test_a_reader_of_a_replaced_index_reads_the_last_changes_to_both(folder: Path) -> None:
    """D13: a worker answers from the index that it opened until it opens the one in its place."""
    reader = UniverseIndex.open(folder)
    writer = UniverseIndex.open(folder)
    writer.apply({}, ["m0-0"])
    reader.refresh()
    writer.apply({}, ["m0-1"])
    build(folder, people(600), Kind.PERSON)
    before = reader.is_current

    UniverseIndex.open(folder).apply({}, ["m0-2"])

    assert (before, reader.is_current) == (False, False)
    reader.refresh()
    assert [reader.row_of(id_) for id_ in ("m0-0", "m0-1", "m0-2")] == [None, None, None]
    assert reader.is_current
    UniverseIndex.open(folder).apply({}, ["m0-3"])
    reader.refresh()
    assert reader.row_of("m0-3") is None


def test_d13_what_was_deleted_is_gone_after_a_build_of_a_file_that_holds_it(tmp_path: Path) -> None:
    """Without a store too: in the folder of the index; an explicit upsert brings it back."""
    file = tmp_path / "people.csv"
    folder = tmp_path / "index"
    file.write_text("id,full_name\na,Ann Lee\nb,Bob Ray\n", encoding="utf-8")
    build_index(Kind.PERSON, file, folder)
    UniverseIndex.open(folder).apply({}, ["a", "b"])
    UniverseIndex.open(folder).apply({"b": person(full_name="Bob Ray")}, [])

    build_index(Kind.PERSON, file, folder)

    rows = UniverseIndex.open(folder).rows_of(["a", "b"])
    assert (rows[0], rows[1] is not None) == (None, True)


@pytest.mark.parametrize("cell", ["maybe", "2"])
def test_d34_an_opt_out_that_is_neither_true_nor_false_refuses_the_universe(tmp_path: Path, cell: str) -> None:
    file = tmp_path / "people.csv"
    file.write_text(f"id,full_name,inmail_opt_out\na,Ann Lee,1\nb,Bob Ray,{cell}\n", encoding="utf-8")

    with pytest.raises(UnusableColumns, match=f"row 2: inmail_opt_out is '{cell}', expected true or false"):
        build_index(Kind.PERSON, file, tmp_path / "index")

    assert not (tmp_path / "index").exists()
