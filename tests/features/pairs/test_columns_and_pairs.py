"""Columns keep the values of their records; measures between two of them treat null as missing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.pairs.columns import Columns, Record, columns_of
from features.pairs.pairs import Pairs
from features.schema.kinds import Kind

WORD = st.sampled_from(["ann", "bob", "lee", "kim", "zoë"])
RECORDS: st.SearchStrategy[list[Record]] = st.lists(
    st.fixed_dictionaries(
        {
            "first": st.one_of(st.none(), WORD),
            "last": st.one_of(st.none(), WORD),
            "name_words": st.one_of(st.none(), st.lists(WORD, min_size=1, max_size=3, unique=True).map(tuple)),
        }
    ),
    max_size=6,
)


def people(records: list[Record]) -> Columns:
    return columns_of(Kind.PERSON, [f"r{row}" for row in range(len(records))], records)


def every_pair(left: list[Record], right: list[Record]) -> Pairs:
    rows = np.repeat(np.arange(len(left)), len(right))
    return Pairs(people(left), people(right), rows, np.tile(np.arange(len(right)), len(left)))


@given(RECORDS)
def test_columns_hold_the_values_of_their_records(records: list[Record]) -> None:
    columns = people(records)

    assert columns.text("first").values() == [record["first"] for record in records]
    assert columns.plural("name_words").values() == [record["name_words"] for record in records]


@given(RECORDS, st.data())
def test_taking_rows_keeps_their_order_and_repetitions(records: list[Record], data: st.DataObject) -> None:
    rows = data.draw(st.lists(st.integers(0, len(records) - 1), max_size=8)) if records else []

    taken = people(records).take(np.array(rows, np.int64))

    assert list(taken.ids) == [f"r{row}" for row in rows]
    assert taken.text("last").values() == [records[row]["last"] for row in rows]
    assert taken.plural("name_words").values() == [records[row]["name_words"] for row in rows]


def test_reading_a_list_field_as_text_or_a_text_field_as_list_raises() -> None:
    columns = people([{"first": "ann"}])

    with pytest.raises(TypeError, match="'name_words' holds lists"):
        columns.text("name_words")
    with pytest.raises(TypeError, match="'first' holds text"):
        columns.plural("first")


@given(RECORDS, RECORDS)
def test_equality_is_missing_where_either_side_is_null(left: list[Record], right: list[Record]) -> None:
    pairs = every_pair(left, right)

    known = pairs.known("first", "last")
    same = pairs.same("first", "last")

    combinations = [(a["first"], b["last"]) for a in left for b in right]
    assert known.tolist() == [a is not None and b is not None for a, b in combinations]
    assert same.tolist() == [a is not None and a == b for a, b in combinations]


@given(RECORDS, RECORDS)
def test_overlap_counts_the_items_in_both_lists(left: list[Record], right: list[Record]) -> None:
    overlap = every_pair(left, right).list_overlap("name_words", "name_words")

    assert overlap.tolist() == [
        len(set(a["name_words"] or ()) & set(b["name_words"] or ())) for a in left for b in right
    ]


@given(RECORDS, RECORDS)
def test_a_part_shares_the_look_ups_of_the_whole(left: list[Record], right: list[Record]) -> None:
    whole = every_pair(left, right)
    positions = np.arange(len(whole))[::2]
    part = whole.part(positions)

    assert part.same("first", "last").tolist() == whole.same("first", "last")[positions].tolist()
    assert part.left_codes_on_the_right("first", "last") is whole.left_codes_on_the_right("first", "last")
    assert part.right_side() is whole.right_side()
