"""Pairs of records, and what can be measured between two of their fields, each measure computed once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from features.columns import NULL, Codes, Columns, ListColumn, TextColumn
from features.pair_parts import DistinctTexts, Runs, Spans, Texts, Variants
from features.text_measures import MEASURES, round_half_up

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

UNKNOWN = -2
"""The code of a value that the other vocabulary does not hold; it equals no code, not even that of null."""
FEW = 256
"""Up to so many pairs, looking for repeated combinations costs more than measuring them."""


@dataclass(slots=True)
class Pairs:
    """Pairs (left_rows[i], right_rows[i]) of two tables; every measure is memoised by its expression.

    Null on either side gives NaN (texts) or 0 with `known` false (lists), never disagreement.
    """

    left: Columns
    right: Columns
    left_rows: Ints
    right_rows: Ints
    memo: dict[object, Any] = field(default_factory=dict)
    whole: "Pairs | None" = None
    places: Ints = field(default_factory=lambda: np.zeros(0, np.int64))

    def __len__(self) -> int:
        return len(self.left_rows)

    def once(self, key: object, compute: Callable[[], Any]) -> Any:
        """Return the memoised value of `key`, computing it at the first call; a part takes it from its whole."""
        if key not in self.memo:
            known = None if self.whole is None else self.whole.memo.get(key)
            if isinstance(known, np.ndarray) and len(known) == len(self.whole or ()):
                self.memo[key] = known[self.places]
            elif isinstance(known, Texts):
                self.memo[key] = Texts(known.codes[self.places], known.values)
            else:
                self.memo[key] = compute()
        return self.memo[key]

    def part(self, places: Ints) -> "Pairs":
        """Return some of the pairs, which know what has been measured of all."""
        return Pairs(self.left, self.right, self.left_rows[places], self.right_rows[places], whole=self, places=places)

    def has(self, side: str, name: str) -> bool:
        """Say whether any pair has something in that field of that side."""
        result: bool = self.once(("has", side, name), lambda: bool(self.filled(side, name).any()))
        return result

    def known(self, left_field: str, right_field: str) -> Bools:
        """Say for which pairs both fields hold something."""
        key = ("known", left_field, right_field)
        result: Bools = self.once(key, lambda: self.filled("l", left_field) & self.filled("r", right_field))
        return result

    def filled(self, side: str, name: str) -> Bools:
        """Say for which pairs the field of one side (`l` or `r`) holds something."""

        def compute() -> Bools:
            table, _ = self._side(side)
            values = (
                self.codes(side, name) >= 0
                if isinstance(table[name], TextColumn)
                else self.spans(side, name).lengths > 0
            )
            return np.asarray(values, np.bool_)

        result: Bools = self.once(("filled", side, name), compute)
        return result

    def codes(self, side: str, name: str) -> Codes:
        """Return one side's vocabulary code of a text field for every pair, -1 where null."""

        def compute() -> Codes:
            table, rows = self._side(side)
            return table.text(name).codes[rows]

        result: Codes = self.once(("codes", side, name), compute)
        return result

    def texts(self, side: str, name: str) -> Texts:
        """Return one side's text field for every pair, each distinct value read from the vocabulary once."""

        def compute() -> Texts:
            column = self._side(side)[0].text(name)
            if side == "l":
                codes, inverse = column.codes[self._runs().rows], self._runs().of_pair
            elif len(self) <= FEW:
                codes, inverse = self.codes(side, name), np.arange(len(self))
            else:
                codes, inverse = np.unique(self.codes(side, name), return_inverse=True)
            known = codes >= 0
            if known.all():
                return Texts(inverse, column.vocabulary.take(codes))
            place = np.where(known, np.cumsum(known) - 1, NULL)
            return Texts(place[inverse], column.vocabulary.take(codes[known]))

        result: Texts = self.once(("texts", side, name), compute)
        return result

    def same(self, left_field: str, right_field: str) -> Bools:
        """Say for which pairs two text fields hold the same value (false where either is null)."""

        def compute() -> Bools:
            left = self.left_codes_on_the_right(left_field, right_field)[self.codes("l", left_field)]
            return np.asarray(left == self.codes("r", right_field), np.bool_)

        result: Bools = self.once(("same", left_field, right_field), compute)
        return result

    def text_measure(self, measure: str, left_field: str, right_field: str) -> Floats:
        """Measure two text fields; NaN where either is null. Values are rounded to 6 digits as Splink's SQL is."""

        def compute() -> Floats:
            result = np.full(len(self), np.nan)
            if not (self.has("l", left_field) and self.has("r", right_field)):
                return result
            if measure == "equal":
                known = self.known(left_field, right_field)
                result[known] = self.same(left_field, right_field)[known]
                return result
            distinct = self._distinct(left_field, right_field)
            if len(distinct.positions):
                values = round_half_up(MEASURES[measure](distinct.left, distinct.right))
                result[distinct.positions] = values[distinct.inverse]
            return result

        result: Floats = self.once((measure, left_field, right_field), compute)
        return result

    def list_best(self, measure: str, left_field: str, right_field: str) -> Floats:
        """Return the highest measure over all combinations of two fields' items; NaN where either is null.

        A text counts as a list of one item, here and in `list_overlap` and `variants`.
        """

        def compute() -> Floats:
            result = np.full(len(self), np.nan)
            if not (self.has("l", left_field) and self.has("r", right_field)):
                return result
            variants = self.variants(left_field, right_field)
            if len(variants.pair):
                left, right = self.left[left_field], self.right[right_field]
                left_codes, right_codes, inverse = distinct_codes(
                    variants.left_item, variants.right_item, len(right.vocabulary)
                )
                texts = left.vocabulary.take(left_codes.astype(np.int32))
                others = right.vocabulary.take(right_codes.astype(np.int32))
                values = round_half_up(MEASURES[measure](texts, others))[inverse]
                result[variants.pairs] = np.maximum.reduceat(values, variants.starts)
            return result

        result: Floats = self.once(("best", measure, left_field, right_field), compute)
        return result

    def list_overlap(self, left_field: str, right_field: str) -> Ints:
        """Return how many distinct items two fields share (0 where either is null)."""

        def compute() -> Ints:
            if not (self.has("l", left_field) and self.has("r", right_field)):
                return np.zeros(len(self), np.int64)
            variants = self.variants(left_field, right_field)
            mapped = self.left_codes_on_the_right(left_field, right_field)
            same = mapped[variants.left_item] == variants.right_item
            return np.bincount(variants.pair[same], minlength=len(self)).astype(np.int64)

        result: Ints = self.once(("overlap", left_field, right_field), compute)
        return result

    def variants(self, left_field: str, right_field: str) -> Variants:
        """Expand each pair into every combination of a left item and a right item (vocabulary codes)."""

        def compute() -> Variants:
            left, right = self.spans("l", left_field), self.spans("r", right_field)
            sizes = left.lengths * right.lengths
            pairs = np.flatnonzero(sizes)
            sizes = sizes[pairs]
            starts = np.cumsum(sizes) - sizes
            pair = np.repeat(pairs, sizes)
            within = np.arange(len(pair)) - np.repeat(starts, sizes)
            left_at, right_at = np.divmod(within, right.lengths[pair])
            left_item = left.codes[left.starts[pair] + left_at].astype(np.int64)
            right_item = right.codes[right.starts[pair] + right_at].astype(np.int64)
            return Variants(pair, left_at, right_at, left_item, right_item, starts, pairs)

        result: Variants = self.once(("variants", left_field, right_field), compute)
        return result

    def spans(self, side: str, name: str) -> Spans:
        """Return where every pair's items of one side's field stand."""

        def compute() -> Spans:
            table, rows = self._side(side)
            column = table[name]
            if isinstance(column, TextColumn):
                return Spans(rows, self.filled(side, name).astype(np.int64), column.codes)
            starts = column.offsets[rows]
            return Spans(starts, column.offsets[rows + 1] - starts, column.codes)

        result: Spans = self.once(("spans", side, name), compute)
        return result

    def left_codes_on_the_right(self, left_field: str, right_field: str) -> Codes:
        """Return, by left vocabulary code, the right code of the same value, or UNKNOWN.

        The last place answers for null. Codes that no pair uses are left unset.
        """

        def compute() -> Codes:
            column, vocabulary = self.left[left_field], self.right[right_field].vocabulary
            used = self._left_codes_in_use(left_field)
            found = vocabulary.find(column.vocabulary.take(used))
            mapped = np.empty(len(column.vocabulary) + 1, np.int32)
            mapped[NULL] = UNKNOWN
            mapped[used] = np.where(found >= 0, found, UNKNOWN)
            return mapped

        result: Codes = self.once(("to right", left_field, right_field), compute)
        return result

    def _left_codes_in_use(self, name: str) -> Codes:
        def compute() -> Codes:
            column, rows = self.left[name], self._runs().rows
            if isinstance(column, ListColumn) and len(rows) == 1:
                return column.codes[column.offsets[rows[0]] : column.offsets[rows[0] + 1]]
            codes = column.take(rows).codes
            return codes[codes >= 0]

        result: Codes = self.once(("in use", name), compute)
        return result

    def _side(self, side: str) -> tuple[Columns, Ints]:
        return (self.left, self.left_rows) if side == "l" else (self.right, self.right_rows)

    def _runs(self) -> Runs:
        def compute() -> Runs:
            changes = np.ones(len(self), np.bool_)
            np.not_equal(self.left_rows[1:], self.left_rows[:-1], out=changes[1:])
            return Runs(self.left_rows[changes], np.cumsum(changes) - 1)

        result: Runs = self.once("runs", compute)
        return result

    def _distinct(self, left_field: str, right_field: str) -> DistinctTexts:
        def compute() -> DistinctTexts:
            left, right = self.texts("l", left_field), self.texts("r", right_field)
            positions = np.flatnonzero(self.known(left_field, right_field))
            left_codes, right_codes, inverse = distinct_codes(
                left.codes[positions], right.codes[positions], len(right.values)
            )
            lefts = [left.values[code] for code in left_codes.tolist()]
            rights = [right.values[code] for code in right_codes.tolist()]
            return DistinctTexts(lefts, rights, positions, inverse)

        result: DistinctTexts = self.once(("distinct", left_field, right_field), compute)
        return result


def distinct_codes(left: Ints, right: Ints, size: int) -> tuple[Ints, Ints, Ints]:
    """Drop repeated combinations of codes; the third array spreads what is computed for the rest over all."""
    if len(left) <= FEW:
        return left, right, np.arange(len(left))
    distinct, inverse = np.unique(combine(left, right, size), return_inverse=True)
    left_codes, right_codes = np.divmod(distinct, size)
    return left_codes, right_codes, inverse


def combine(left: NDArray[Any], right: NDArray[Any], size: int) -> Ints:
    """Join two codes into one integer that orders and compares like the pair."""
    joined: Ints = left.astype(np.int64) * size + right
    return joined
