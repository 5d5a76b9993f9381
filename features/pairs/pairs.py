"""Pairs of records: their layout for compiled code, left values as codes, and the measures of other conditions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

import numpy as np

from features.compiled import calls
from features.compiled.arguments import LaidTexts, LeftCodes, Side, SoughtFields
from features.pairs.columns import UNKNOWN, Columns, TextColumn
from features.pairs.side_layout import LaidRecords, lay_records, side_of
from features.pairs.text_measures import measure_named, round_half_up
from features.schema.array_types import Bools, Codes, Floats, Ints
from features.schema.schema import Schema, field_positions
from features.schema.texts import wording

R = TypeVar("R")
FieldPair = tuple[str, str]
"""A left field, and the right field whose vocabulary its values are looked up in."""


class Runs(NamedTuple):
    """The left rows without consecutive repetitions: the left row of pair i is `rows[of_pair[i]]`."""

    rows: Ints
    of_pair: Ints


def run_bounds(rows: Ints) -> tuple[Ints, Ints, Ints]:
    """Return the start and the length of each run of equal rows, and the run of each entry."""
    starts, sizes, of_row = np.empty((3, len(rows)), np.int64)
    runs = calls.groups.part_rows(np.ascontiguousarray(rows, np.int64), starts, sizes, of_row)
    return starts[:runs], sizes[:runs], of_row


@dataclass(slots=True)
class Pairs:
    """Pairs (left_rows[i], right_rows[i]) of two tables.

    Null on either side gives NaN (texts) or 0 with `known` false (lists), never disagreement. A text counts as a list
    of one item. Layouts are made once and shared with parts of the pairs; they must not be written to.
    """

    left: Columns
    right: Columns
    left_rows: Ints
    right_rows: Ints
    memo: dict[object, Any] = field(default_factory=dict)
    whole: "Pairs | None" = None

    def __post_init__(self) -> None:
        left_schema = self.left.schema
        right_schema = self.right.schema
        if left_schema is not right_schema and left_schema.meanings != right_schema.meanings:
            raise TypeError(
                wording(
                    "got pairs of {left_schema} records whose own fields differ, expected the same on both sides",
                    left_schema=left_schema,
                )
            )
        self.left_rows = np.ascontiguousarray(self.left_rows, np.int64)
        self.right_rows = np.ascontiguousarray(self.right_rows, np.int64)

    def __len__(self) -> int:
        return len(self.left_rows)

    def once(self, key: object, compute: Callable[["Pairs"], R]) -> R:
        """Return the value of `key`, computing it at the first call."""
        if key not in self.memo:
            self.memo[key] = compute(self)
        value: R = self.memo[key]
        return value

    def _of_tables(self, key: object, compute: Callable[["Pairs"], R]) -> R:
        """Return what depends on the two tables alone, which a part has from the whole."""
        return (self if self.whole is None else self.whole).once(key, compute)

    def part(self, positions: Ints) -> "Pairs":
        """Return some of the pairs."""
        return Pairs(self.left, self.right, self.left_rows[positions], self.right_rows[positions], whole=self)

    def left_side(self) -> Side:
        """Lay out the left table for compiled functions; its codes show only whether there is a value."""
        laid = self._laid_records()
        return self._of_tables("left", lambda pairs: side_of(pairs.left)) if laid is None else laid.side

    def left_texts(self) -> LaidTexts | None:
        """Return the left side with the hashes of its texts; None where it was not made from records."""
        laid = self._laid_records()
        return None if laid is None else self._of_tables("hashes", lambda _: LaidTexts(laid.side, laid.hashes()))

    def _laid_records(self) -> LaidRecords | None:
        """Return the records laid out; None where there are none, or where they already lie in one buffer."""
        if not self.left.records or self.left.joint is not None:
            return None
        return self._of_tables("records", lambda pairs: lay_records(pairs.left.schema, pairs.left.records))

    def right_side(self) -> Side:
        """Lay out the right table for compiled functions."""
        return self._of_tables("right", lambda pairs: side_of(pairs.right))

    def run_bounds(self) -> tuple[Ints, Ints, Ints]:
        """Return the start and the length of each run of one left row, and the run of each pair."""
        return self.once("bounds", lambda pairs: run_bounds(pairs.left_rows))

    def runs(self) -> Runs:
        """Return the left rows without consecutive repetitions."""
        starts, _, of_pair = self.run_bounds()
        return Runs(self.left_rows[starts], of_pair)

    def left_codes_on_the_right(self, left_field: str, right_field: str) -> Codes:
        """Return, by left vocabulary code, the right code of the same value, or UNKNOWN.

        The last entry is that of null, which is UNKNOWN as are codes that no pair uses.
        """
        return self._of_tables((left_field, right_field), lambda pairs: pairs._looked_up(left_field, right_field))

    def _looked_up(self, left_field: str, right_field: str) -> Codes:
        column = self.left[left_field]
        used = np.unique(column.take(self.runs().rows).codes)
        used = used[used >= 0]
        codes = self.right[right_field].vocabulary.find(column.vocabulary.take(used))
        mapped = np.full(len(column.vocabulary) + 1, UNKNOWN, np.int32)
        mapped[used] = np.where(codes < 0, UNKNOWN, codes)
        return mapped

    def _side(self, side: str) -> tuple[Columns, Ints]:
        return (self.left, self.left_rows) if side == "l" else (self.right, self.right_rows)

    def lengths(self, side: str, name: str) -> Ints:
        """Return how many values the field of one side (`l` or `r`) holds in each pair."""
        table, rows = self._side(side)
        column = table[name]
        return (column.codes[rows] >= 0).astype(np.int64) if isinstance(column, TextColumn) else column.lengths[rows]

    def filled(self, side: str, name: str) -> Bools:
        """Return for which pairs the field of one side holds something."""
        return self.lengths(side, name) > 0

    def known(self, left_field: str, right_field: str) -> Bools:
        """Return for which pairs both fields hold something."""
        return self.filled("l", left_field) & self.filled("r", right_field)

    def texts(self, side: str, name: str) -> list[str | None]:
        """Return one side's text field for every pair."""
        table, rows = self._side(side)
        return table.text(name).take(rows).values()

    def values(self, side: str, name: str) -> list[tuple[str, ...]]:
        """Return the values of one side's field for every pair."""
        table, rows = self._side(side)
        values = table[name].take(rows).values()
        return [value if isinstance(value, tuple) else () if value is None else (value,) for value in values]

    def same(self, left_field: str, right_field: str) -> Bools:
        """Return for which pairs two text fields hold the same value (false where either is null)."""
        left = self.left.text(left_field).codes[self.left_rows]
        right = self.right.text(right_field).codes[self.right_rows]
        return np.asarray(self.left_codes_on_the_right(left_field, right_field)[left] == right, np.bool_)

    def best_measure(self, measure: str, left_field: str, right_field: str) -> Floats:
        """Return the highest measure over all values of two fields, rounded to 6 digits; NaN where either is null."""
        both = zip(self.values("l", left_field), self.values("r", right_field), strict=True)
        measured = measure_named(measure)
        best = [max((measured(a, b) for a in left for b in right), default=np.nan) for left, right in both]
        return round_half_up(np.array(best, np.float64))

    def list_overlap(self, left_field: str, right_field: str) -> Ints:
        """Return how many distinct items two fields share (0 where either is null)."""
        both = zip(self.values("l", left_field), self.values("r", right_field), strict=True)
        return np.array([len(set(left) & set(right)) for left, right in both], np.int64)


def left_codes(pairs: Pairs, texts: tuple[FieldPair, ...], lists: tuple[FieldPair, ...]) -> LeftCodes:
    """Look up the left values of pairs in the right vocabularies."""
    joint = pairs.right.joint
    rows = pairs.runs().rows
    if joint is not None and pairs.left.joint is not None:
        codes = joint.translate(pairs.left.joint, _sought(pairs.left.schema, texts, lists), rows)
        if codes is not None:
            return codes
    own = pairs.left_texts()
    if own is not None and joint is not None and _is_each_once(rows):
        codes = joint.seek(own, _sought(pairs.left.schema, texts, lists), rows)
        if codes is not None:
            return codes
    return _of_columns(pairs, texts, lists)


def _is_each_once(rows: Ints) -> bool:
    """Return whether no left row comes back in a later run: `seek` has room for the values of each row once."""
    if len(rows) < 2 or bool((rows[1:] > rows[:-1]).all()):
        return True
    return len(np.unique(rows)) == len(rows)


@lru_cache(maxsize=64)
def _sought(schema: Schema, texts: tuple[FieldPair, ...], lists: tuple[FieldPair, ...]) -> SoughtFields:
    number = {field.name: position for position, field in enumerate(schema.fields)}
    rows = [
        [(positions[left], number[right]) for left, right in fields]
        for positions, fields in zip(field_positions(schema), (texts, lists), strict=True)
    ]
    return SoughtFields(*(np.array(each, np.int64).reshape(-1, 2) for each in rows))


def _of_columns(pairs: Pairs, texts: Sequence[FieldPair], lists: Sequence[FieldPair]) -> LeftCodes:
    """Look the values up field by field."""
    rows = pairs.runs().rows
    all_in_order = np.array_equal(rows, np.arange(len(pairs.left)))
    codes = np.empty((len(texts), len(rows)), np.int32)
    for at, (left, right) in enumerate(texts):
        pairs.left_codes_on_the_right(left, right).take(pairs.left.text(left).codes[rows], out=codes[at], mode="wrap")
    lengths = [np.zeros(1, np.int64)]
    items = [np.zeros(0, np.int32)]
    for left, right in lists:
        taken = pairs.left.plural(left) if all_in_order else pairs.left.plural(left).take(rows)
        lengths.append(taken.lengths)
        items.append(pairs.left_codes_on_the_right(left, right)[taken.codes])
    return LeftCodes(codes, np.concatenate(lengths).cumsum(), np.concatenate(items))
