"""Many measures of pairs at once, as rows of few arrays: what `Pairs` gives one by one, in a fraction of the calls.

A row of a block is bit for bit what the method of `Pairs` with the same name returns, and is found there too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from features.block_measures import FieldPair, Measured, measure_texts
from features.block_overlap import shared_items
from features.columns import Codes
from features.facts import text_lengths
from features.kinds import FIELDS, Kind
from features.pairs import UNKNOWN, Bools, Ints, Pairs


@dataclass(frozen=True, eq=False)
class BlockPlan:
    """What to measure: equality of text fields (each with itself first), shared items of lists, text measures, and the
    lengths of texts (side and field).
    """

    kind: Kind
    crossed: tuple[FieldPair, ...]
    shared: tuple[FieldPair, ...]
    measures: tuple[Measured, ...]
    lengths: tuple[tuple[str, str], ...]

    @classmethod
    def of(
        cls,
        kind: Kind,
        crossed: Sequence[FieldPair],
        shared: Sequence[FieldPair],
        measures: Sequence[Measured],
        lengths: Sequence[tuple[str, str]],
    ) -> "BlockPlan":
        """Order what is asked for, each once, the same measures together."""
        others = tuple(dict.fromkeys(names for names in crossed if names[0] != names[1]))
        parts = tuple(dict.fromkeys(shared)), tuple(sorted(dict.fromkeys(measures))), tuple(dict.fromkeys(lengths))
        return cls(kind, others, *parts)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The text fields of the kind, one row each."""
        return tuple(each.name for each in FIELDS[self.kind] if not each.plural)

    @cached_property
    def sames(self) -> tuple[FieldPair, ...]:
        """The pairs of text fields that are compared for equality, one row each."""
        return tuple((name, name) for name in self.texts) + self.crossed

    @cached_property
    def row_of(self) -> dict[FieldPair, int]:
        """Where each pair of text fields stands in `sames`."""
        return {names: row for row, names in enumerate(self.sames)}

    @cached_property
    def right_rows(self) -> Ints:
        """The row of `texts` that holds the right field of each of `sames`."""
        return np.array([self.texts.index(right) for _, right in self.sames], np.int64)

    @cached_property
    def measured_rows(self) -> Ints:
        """The row of `sames` of the fields that each measure reads."""
        return np.array([self.row_of[left, right] for _, left, right in self.measures], np.int64)

    @cached_property
    def places(self) -> Mapping[object, tuple[str, int]]:
        """Under which name `Pairs` knows each row of each block."""
        named: dict[str, Sequence[object]] = {
            "right_codes": [("codes", ("r", name)) for name in self.texts],
            "known": [("known", names) for names in self.sames],
            "same": [("same", names) for names in self.sames],
            "equal": [("text_measure", ("equal", *names)) for names in self.sames],
            "shared": [("list_overlap", names) for names in self.shared],
            "measures": [("text_measure", measured) for measured in self.measures],
        }
        return {key: (block, row) for block, keys in named.items() for row, key in enumerate(keys)}


@dataclass(slots=True)
class Blocks:
    """What a plan measured, one row per entry of the plan and one column per pair.

    `left_codes` (of all pairs, also in a part) and `left_filled` have one column where there is but one left record.
    """

    plan: BlockPlan
    left_codes: Codes
    arrays: dict[str, NDArray[Any]]
    whole: "Blocks | None" = None
    at: Ints = field(default_factory=lambda: np.zeros(0, np.int64))

    def find(self, key: object) -> NDArray[Any] | None:
        """Return the row that `Pairs` knows by a name, None for one that no row has."""
        place = self.plan.places.get(key)
        return None if place is None else self[place[0]][place[1]]

    def __getitem__(self, name: str) -> NDArray[Any]:
        """Return a block: left_filled, right_codes, known, same, equal (1, 0 or NaN), shared, measures or lengths."""
        if name not in self.arrays:
            if self.whole is not None and name != "equal":
                block = self.whole[name]
                self.arrays[name] = block if block.shape[1] == 1 else block.take(self.at, axis=1)
            else:
                self.arrays[name] = np.where(self["known"], self["same"], np.nan)
        return self.arrays[name]

    def part(self, places: Ints) -> "Blocks":
        """Return the blocks of some pairs, each taken when it is asked for."""
        return Blocks(self.plan, self.left_codes, {}, self, places)


def measure_blocks(pairs: Pairs, plan: BlockPlan) -> Blocks:
    """Measure pairs by a plan, and let them know it."""
    right_codes = pairs.right.text_codes()
    if not pairs.in_order():
        right_codes = right_codes.take(pairs.right_rows, axis=1)
    left_codes, left_filled = _left_side(pairs, plan.sames)
    right = right_codes.take(plan.right_rows, axis=0)
    same = left_codes == right
    known = right >= 0
    known &= left_filled
    arrays = {"left_filled": left_filled, "right_codes": right_codes, "known": known, "same": same}
    blocks = Blocks(plan, left_codes, arrays)
    pairs.blocks.append(blocks)
    arrays["shared"] = shared_items(pairs, plan.shared)
    rows = plan.measured_rows
    arrays["measures"] = measure_texts(pairs, plan.measures, known.take(rows, axis=0), same.take(rows, axis=0))
    lengths = arrays["lengths"] = np.full((len(plan.lengths), len(pairs)), np.nan)
    for row, (side, name) in enumerate(plan.lengths):
        filled = left_filled[plan.row_of[name, name]] if side == "l" else right_codes[plan.texts.index(name)] >= 0
        if np.count_nonzero(filled):
            lengths[row] = text_lengths(pairs.texts(side, name))
    return blocks


def _left_side(pairs: Pairs, fields: Sequence[FieldPair]) -> tuple[Codes, Bools]:
    """Return the right code of every left text (UNKNOWN where null or not there), and where there is one."""
    if len(pairs.left) == 1:
        found = [_only_code(pairs, *names) for names in fields]
        codes = np.array([code for code, _ in found], np.int32)
        return codes.reshape(-1, 1), np.array([filled for _, filled in found], np.bool_).reshape(-1, 1)
    runs = pairs.runs()
    codes = np.full((len(fields), len(runs.rows)), UNKNOWN, np.int32)
    filled = np.empty(codes.shape, np.bool_)
    for at, (left, right) in enumerate(fields):
        own = pairs.left.text(left).codes[runs.rows]
        np.greater_equal(own, 0, out=filled[at])
        if np.count_nonzero(filled[at]):
            codes[at] = pairs.left_codes_on_the_right(left, right)[own]
    return codes.take(runs.of_pair, axis=1), filled.take(runs.of_pair, axis=1)


def _only_code(pairs: Pairs, left: str, right: str) -> tuple[int, bool]:
    column = pairs.left.text(left)
    code: int = column.codes.item(0)
    if code < 0:
        return UNKNOWN, False
    found = pairs.right.text(right).vocabulary.find_one(column.vocabulary.take_one(code))
    return (UNKNOWN if found < 0 else found), True
