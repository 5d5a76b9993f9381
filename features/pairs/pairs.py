"""Pairs of records, and the measures between two of their fields, each computed once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np

from features.pairs.columns import NULL, UNKNOWN, Columns, ListVocabulary, TextColumn
from features.pairs.memo import MemoScope, memoised
from features.pairs.pair_arrays import FEW, DistinctTexts, PairTexts, Runs, Spans, Variants, distinct_codes, run_bounds
from features.pairs.side import LaidTexts, Side
from features.pairs.side_layout import LaidRecords, lay_records, side_of
from features.pairs.text_measures import measure_named, round_half_up
from features.schema.array_types import Bools, Codes, Floats, Ints

R = TypeVar("R")

MOST_UNUSED = 8
"""A left vocabulary of at most this number of values per record is looked up whole; choosing values costs more."""


@dataclass(slots=True)
class Pairs:
    """Pairs (left_rows[i], right_rows[i]) of two tables; every measure is memoised by its expression.

    Null on either side gives NaN (texts) or 0 with `known` false (lists), never disagreement. Returned arrays are
    shared and must not be written to.
    """

    left: Columns
    right: Columns
    left_rows: Ints
    right_rows: Ints
    memo: dict[object, Any] = field(default_factory=dict)
    whole: "Pairs | None" = None
    positions: Ints = field(default_factory=lambda: np.zeros(0, np.int64))

    def __post_init__(self) -> None:
        one, other = self.left.schema, self.right.schema
        if one is not other and one.meanings != other.meanings:
            raise TypeError(f"got pairs of {one} records whose own fields differ, expected the same on both sides")
        self.left_rows = np.ascontiguousarray(self.left_rows, np.int64)
        self.right_rows = np.ascontiguousarray(self.right_rows, np.int64)

    def __len__(self) -> int:
        return len(self.left_rows)

    def once(self, key: object, compute: Callable[["Pairs"], R]) -> R:
        """Return the value of `key`, which has one entry per pair, computing it at the first call."""
        if key not in self.memo:
            if self.whole is not None and key in self.whole.memo:
                self.memo[key] = self.whole.memo[key][self.positions]
            else:
                self.memo[key] = compute(self)
        found: R = self.memo[key]
        return found

    def part(self, positions: Ints) -> "Pairs":
        """Return some of the pairs; they reuse what has been measured of all."""
        return Pairs(
            self.left,
            self.right,
            self.left_rows[positions],
            self.right_rows[positions],
            whole=self,
            positions=positions,
        )

    @memoised(MemoScope.TABLES)
    def left_side(self) -> Side:
        """Lay out the left table for compiled functions; its codes show only whether there is a value."""
        laid = self._laid_records()
        return side_of(self.left) if laid is None else laid.side

    @memoised(MemoScope.TABLES)
    def left_texts(self) -> LaidTexts | None:
        """Return the left side with the hashes of its texts; None where it was not made from records."""
        laid = self._laid_records()
        return None if laid is None else LaidTexts(laid.side, laid.hashes())

    @memoised(MemoScope.TABLES)
    def _laid_records(self) -> LaidRecords | None:
        """Return the records laid out; None where there are none, or where they already lie in one buffer."""
        is_laid = not self.left.records or self.left.joint is not None
        return None if is_laid else lay_records(self.left.schema, self.left.records)

    @memoised(MemoScope.TABLES)
    def right_side(self) -> Side:
        """Lay out the right table for compiled functions."""
        return side_of(self.right)

    @memoised(MemoScope.TABLES)
    def are_comparable(self, left_field: str, right_field: str) -> bool:
        """Return whether both fields hold something in at least one pair."""
        return bool(np.count_nonzero(self.filled("l", left_field)) and np.count_nonzero(self.filled("r", right_field)))

    @memoised(MemoScope.PAIR)
    def known(self, left_field: str, right_field: str) -> Bools:
        """Return for which pairs both fields hold something."""
        return self.filled("l", left_field) & self.filled("r", right_field)

    @memoised(MemoScope.PAIR)
    def filled(self, side: str, name: str) -> Bools:
        """Return for which pairs the field of one side (`l` or `r`) holds something."""
        table, rows = self._side(side)
        column = table[name]
        if isinstance(column, TextColumn):
            return column.codes[rows] >= 0
        return self.spans(side, name).lengths > 0

    @memoised(MemoScope.PAIR)
    def codes(self, side: str, name: str) -> Codes:
        """Return one side's vocabulary code of a text field for every pair, -1 where null."""
        table, rows = self._side(side)
        return table.text(name).codes[rows]

    @memoised(MemoScope.PAIR)
    def texts(self, side: str, name: str) -> PairTexts:
        """Return one side's text field for every pair, each distinct value read from the vocabulary once."""
        column = self._side(side)[0].text(name)
        if side == "l":
            codes, inverse = column.codes[self.runs().rows], self.runs().of_pair
        elif len(self) <= FEW:
            codes, inverse = self.codes(side, name), self._order()
        else:
            codes, inverse = np.unique(self.codes(side, name), return_inverse=True)
        known = codes >= 0
        if np.count_nonzero(known) == len(known):
            return PairTexts(inverse, column.vocabulary.take(codes))
        position = np.where(known, known.cumsum() - 1, NULL)
        return PairTexts(position[inverse], column.vocabulary.take(codes[known]))

    @memoised(MemoScope.PAIR)
    def same(self, left_field: str, right_field: str) -> Bools:
        """Return for which pairs two text fields hold the same value (false where either is null)."""
        if not self.are_comparable(left_field, right_field):
            return self._nowhere()
        left = self.left_codes_on_the_right(left_field, right_field)[self.codes("l", left_field)]
        return np.asarray(left == self.codes("r", right_field), np.bool_)

    @memoised(MemoScope.PAIR)
    def text_measure(self, measure: str, left_field: str, right_field: str) -> Floats:
        """Measure two text fields, rounded to 6 digits as in Splink's SQL; NaN where either is null."""
        if not self.are_comparable(left_field, right_field):
            return self._missing()
        if measure == "equal":
            return np.where(self.known(left_field, right_field), self.same(left_field, right_field), np.nan)
        distinct = self._distinct(left_field, right_field)
        if not distinct.left:
            return self._missing()
        return distinct.spread(round_half_up(measure_named(measure)(distinct.left, distinct.right)), len(self))

    @memoised(MemoScope.PAIR)
    def list_best(self, measure: str, left_field: str, right_field: str) -> Floats:
        """Return the highest measure over all combinations of two fields' items; NaN where either is null.

        A text counts as a list of one item, here and in `list_overlap` and `variants`.
        """
        if not self.are_comparable(left_field, right_field):
            return self._missing()
        result = np.full(len(self), np.nan)
        variants = self.variants(left_field, right_field)
        if len(variants.pair):
            left, right = self.left[left_field], self.right[right_field]
            left_codes, right_codes, inverse = distinct_codes(
                variants.left_item, variants.right_item, len(right.vocabulary)
            )
            texts = left.vocabulary.take(left_codes.astype(np.int32))
            others = right.vocabulary.take(right_codes.astype(np.int32))
            values = round_half_up(measure_named(measure)(texts, others))
            values = values if inverse is None else values[inverse]
            result[variants.pairs] = np.maximum.reduceat(values, variants.starts)
        return result

    @memoised(MemoScope.PAIR)
    def list_overlap(self, left_field: str, right_field: str) -> Ints:
        """Return how many distinct items two fields share (0 where either is null)."""
        if not self.are_comparable(left_field, right_field):
            return np.zeros(len(self), np.int64)
        variants = self.variants(left_field, right_field)
        mapped = self.left_codes_on_the_right(left_field, right_field)
        same = mapped[variants.left_item] == variants.right_item
        return np.bincount(variants.pair[same], minlength=len(self))

    @memoised(MemoScope.PART)
    def variants(self, left_field: str, right_field: str) -> Variants:
        """Expand each pair into every combination of a left item and a right item (vocabulary codes)."""
        return Variants.of(self.spans("l", left_field), self.spans("r", right_field))

    @memoised(MemoScope.PAIR)
    def spans(self, side: str, name: str) -> Spans:
        """Return the items of one side's field for every pair."""
        table, rows = self._side(side)
        column = table[name]
        if isinstance(column, TextColumn):
            return Spans(rows, self.filled(side, name).astype(np.int64), column.codes)
        starts = column.offsets[rows]
        return Spans(starts, column.offsets[rows + 1] - starts, column.codes)

    @memoised(MemoScope.TABLES)
    def left_codes_on_the_right(self, left_field: str, right_field: str) -> Codes:
        """Return, by left vocabulary code, the right code of the same value, or UNKNOWN.

        The last entry is that of null. Entries of codes that no pair uses are undefined.
        """
        used, texts = self._texts_in_use(left_field)
        found = self.right[right_field].vocabulary.find(texts)
        mapped = np.empty(len(self.left[left_field].vocabulary) + 1, np.int32)
        mapped[NULL] = UNKNOWN
        mapped[slice(-1) if used is None else used] = np.where(found < 0, UNKNOWN, found)
        return mapped

    @memoised(MemoScope.TABLES)
    def _texts_in_use(self, name: str) -> tuple[Codes | None, Sequence[str]]:
        """Return the distinct values of a left field that pairs use: their codes (None for all) and texts."""
        vocabulary = self.left[name].vocabulary
        if isinstance(vocabulary, ListVocabulary) and len(vocabulary) <= MOST_UNUSED * len(self.runs().rows):
            return None, vocabulary.values
        used = self._left_codes_in_use(name)
        return used, vocabulary.take(used)

    def _left_codes_in_use(self, name: str) -> Codes:
        column, rows = self.left[name], self.runs().rows
        if isinstance(column, TextColumn):
            codes = column.codes[rows]
        elif len(rows) == 1:
            return column.codes[column.offsets[rows[0]] : column.offsets[rows[0] + 1]]
        else:
            codes = column.take(rows).codes
        used = np.zeros(len(column.vocabulary) + 1, np.bool_)
        used[codes] = True
        return np.flatnonzero(used[:-1]).astype(np.int32)

    def _side(self, side: str) -> tuple[Columns, Ints]:
        return (self.left, self.left_rows) if side == "l" else (self.right, self.right_rows)

    @memoised(MemoScope.PART)
    def run_bounds(self) -> tuple[Ints, Ints, Ints]:
        """Return the start and the length of each run of one left row, and the run of each pair."""
        return run_bounds(self.left_rows)

    @memoised(MemoScope.PART)
    def runs(self) -> Runs:
        """Return the left rows without consecutive repetitions."""
        starts, _, of_pair = self.run_bounds()
        return Runs(self.left_rows[starts], of_pair)

    @memoised(MemoScope.PART)
    def _distinct(self, left_field: str, right_field: str) -> DistinctTexts:
        left, right = self.texts("l", left_field), self.texts("r", right_field)
        return DistinctTexts.of(left, right, self.known(left_field, right_field))

    @memoised(MemoScope.PART)
    def _order(self) -> Ints:
        return np.arange(len(self))

    @memoised(MemoScope.PART)
    def _missing(self) -> Floats:
        return np.full(len(self), np.nan)

    @memoised(MemoScope.PART)
    def _nowhere(self) -> Bools:
        return np.zeros(len(self), np.bool_)
