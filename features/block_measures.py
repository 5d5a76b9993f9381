"""Text measures of pairs in blocks: each measure called once for all fields, and only where equality says nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from features.pairs import FEW, Bools, Floats, Ints, Pairs
from features.text_measures import IDENTICAL, measure_named, round_half_up

Measured = tuple[str, str, str]
"""A measure, the left field and the right field."""


@dataclass(frozen=True, slots=True)
class MeasuredTexts:
    """Measured rows, found by the names under which `Pairs` knows them."""

    places: Mapping[object, int]
    values: Floats

    def find(self, key: object) -> Floats | None:
        """Return the row that has this name, if one has."""
        row = self.places.get(key)
        return None if row is None else self.values[row]

    def part(self, places: Ints) -> "MeasuredTexts":
        """Return the same of some pairs."""
        return MeasuredTexts(self.places, self.values[:, places])


def measure_texts(pairs: Pairs, measures: Sequence[Measured], known: Bools, same: Bools) -> Floats:
    """Measure text fields, one row per measure, NaN where not `known`; what is the `same` needs no measuring.

    `measures` stand sorted, so that the texts of all fields that are measured alike are measured in one call.
    """
    values = np.full(known.shape, np.nan)
    if not values.size:
        return values
    np.copyto(values, np.array([[IDENTICAL.get(name, 1.0)] for name, _, _ in measures]), where=known)
    needed = known > same
    which, at = needed.nonzero()
    if not len(at):
        return values
    bounds = which.searchsorted(np.arange(len(measures) + 1)).tolist()
    texts = _Texts(pairs)
    scores: list[Floats] = []
    for name, rows in groupby(range(len(measures)), lambda row: measures[row][0]):
        some = [row for row in rows if bounds[row + 1] > bounds[row]]
        if some:
            asked = [texts.of(*measures[row][1:], at[bounds[row] : bounds[row + 1]]) for row in some]
            scores += _scored(name, asked)
    values[needed] = round_half_up(scores[0] if len(scores) == 1 else np.concatenate(scores))
    return values


Asked = tuple[list[str], list[str], Ints | None]
"""Left texts, right texts, and which of them stands behind each pair where repeated ones were dropped."""


def _scored(name: str, asked: Sequence[Asked]) -> list[Floats]:
    """Measure some texts of several fields in one call; one array for each field, with a value per pair."""
    measure = measure_named(name)
    if len(asked) == 1:
        lefts, rights, inverse = asked[0]
        scores = measure(lefts, rights)
        return [scores if inverse is None else scores[inverse]]
    scores = measure(
        [text for lefts, _, _ in asked for text in lefts], [text for _, rights, _ in asked for text in rights]
    )
    if all(inverse is None for *_, inverse in asked):
        return [scores]
    parts, start = [], 0
    for lefts, _, inverse in asked:
        part = scores[start : start + len(lefts)]
        parts.append(part if inverse is None else part[inverse])
        start += len(lefts)
    return parts


class _Texts:
    """The texts behind pairs of fields, read once however many measures ask for them."""

    def __init__(self, pairs: Pairs) -> None:
        self._pairs = pairs
        self._read: dict[tuple[str, str], Asked] = {}

    def of(self, left: str, right: str, places: Ints) -> Asked:
        """Return the texts of the pairs at `places`, which are the same at every call for these fields."""
        if (left, right) not in self._read:
            self._read[left, right] = self._texts(left, right, places)
        return self._read[left, right]

    def _texts(self, left: str, right: str, places: Ints) -> Asked:
        pairs, inverse = self._pairs, None
        left_column, right_column = pairs.left.text(left), pairs.right.text(right)
        codes = pairs.codes("r", right)[places]
        if len(pairs.left) == 1:
            if len(places) > FEW:
                codes, inverse = np.unique(codes, return_inverse=True)
            rights = right_column.vocabulary.take(codes)
            return left_column.vocabulary.take(left_column.codes) * len(rights), rights, inverse
        left_codes = left_column.codes[pairs.left_rows[places]]
        if len(places) > FEW:
            size = len(right_column.vocabulary)
            distinct, inverse = np.unique(left_codes.astype(np.int64) * size + codes, return_inverse=True)
            left_codes, codes = np.divmod(distinct, size)
        return left_column.vocabulary.take(left_codes), right_column.vocabulary.take(codes), inverse
