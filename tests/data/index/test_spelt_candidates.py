"""Candidates of names in other scripts: ten more than the limit, those that are spelt most alike."""

from collections.abc import Sequence

import numpy as np

from data.index.candidates import Candidates
from data.index.spelt_candidates import MORE, WIDER, with_nearest
from features.normalise.records import normalise
from features.schema.array_types import Ints
from features.schema.kinds import Kind

LIMIT = 3
NAMES = [*("Stranger Nobody",) * 8, "George Bush", *("Other Person",) * 80]


def candidates_of(records: int, size: int) -> Candidates:
    left_rows = np.repeat(np.arange(records), size)
    rows = np.tile(np.arange(size), records)
    zeros = np.zeros(records, np.int64)
    return Candidates(
        left_rows=left_rows,
        rows=rows,
        weight=(100.0 - rows).astype(np.float64),
        rules=np.ones_like(rows),
        left_out=zeros,
        seen=zeros,
    )


def found_with(names: Sequence[str]) -> Candidates:
    records = [normalise(Kind.PERSON, {"full_name": name}) for name in names]

    def search(positions: Sequence[int], most: int) -> Candidates:
        assert most == LIMIT + WIDER
        return candidates_of(len(positions), most)

    def names_of(rows: Ints) -> list[str | None]:
        return [NAMES[row].lower() for row in rows.tolist()]

    return with_nearest(candidates_of(len(names), LIMIT), records, LIMIT, search, names_of)


def rows_of(found: Candidates, record: int) -> list[int]:
    rows: list[int] = found.rows[found.left_rows == record].tolist()
    return rows


def test_latin_names_keep_the_candidates_that_were_found() -> None:
    found = found_with(["Ann Lee", "Bob Ray"])

    assert [rows_of(found, record) for record in (0, 1)] == [[0, 1, 2]] * 2


def test_a_name_in_another_script_gets_those_beyond_the_limit_that_are_spelt_most_alike() -> None:
    found = found_with(["Ann Lee", "Джордж Буш"])

    assert rows_of(found, 0) == [0, 1, 2]
    assert rows_of(found, 1)[:LIMIT] == [0, 1, 2]
    assert len(rows_of(found, 1)) == LIMIT + MORE
    assert NAMES.index("George Bush") in rows_of(found, 1)
    assert np.all(np.diff(found.weight[found.left_rows == 1]) <= 0)


def test_what_a_record_gets_does_not_depend_on_the_others() -> None:
    alone = found_with(["Джордж Буш"])
    together = found_with(["李元旭", "Ann Lee", "Джордж Буш"])

    assert rows_of(together, 2) == rows_of(alone, 0)
