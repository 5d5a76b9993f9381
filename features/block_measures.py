"""Text measures of pairs in blocks: each measure called once for all fields, and only where equality says nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from features.columns import Codes
from features.pair_parts import FEW
from features.pairs import Bools, Floats, Ints, Pairs
from features.text_measures import IDENTICAL, measure_named, round_half_up

FieldPair = tuple[str, str]
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
    asked = [row for row in range(len(measures)) if bounds[row + 1] > bounds[row]]
    texts = _Texts(pairs, {measures[row][1:]: at[bounds[row] : bounds[row + 1]] for row in asked})
    scores: list[Floats] = []
    for name, rows in groupby(asked, lambda row: measures[row][0]):
        scores += _scored(name, [texts.of(*measures[row][1:]) for row in rows])
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
    """The texts behind pairs of fields, all read at once however many measures ask for them."""

    def __init__(self, pairs: Pairs, wanted: Mapping[FieldPair, Ints]) -> None:
        rights = [(right, pairs.codes("r", right)[places]) for (_, right), places in wanted.items()]
        if len(pairs.left) == 1:
            lefts: list[Part] = []
            inverses: list[Ints | None] = [None] * len(rights)
            if len(pairs) > FEW:
                distinct = [np.unique(codes, return_inverse=True) for _, codes in rights]
                inverses = [inverse.astype(np.int64) for _, inverse in distinct]
                rights = [(right, codes) for (right, _), (codes, _) in zip(rights, distinct, strict=True)]
        else:
            lefts, rights, inverses = _of_many(pairs, list(wanted), list(wanted.values()), rights)
        right_texts = iter(_cut(pairs.right.read(rights), rights))
        left_texts = iter(_cut(pairs.left.read(lefts), lefts))
        self._asked: dict[FieldPair, Asked] = {}
        for (left, right), inverse in zip(wanted, inverses, strict=True):
            found = next(right_texts)
            if len(pairs.left) == 1:
                column = pairs.left.text(left)
                own = [column.vocabulary.take_one(column.codes.item(0))] * len(found)
            else:
                own = next(left_texts)
            self._asked[left, right] = own, found, inverse

    def of(self, left: str, right: str) -> Asked:
        """Return the texts of two fields."""
        return self._asked[left, right]


Part = tuple[str, Codes]


def _of_many(
    pairs: Pairs, fields: Sequence[FieldPair], places: Sequence[Ints], rights: Sequence[Part]
) -> tuple[list[Part], list[Part], list[Ints | None]]:
    """Pair the right codes with the left ones; of many pairs each distinct combination once."""
    lefts, others, inverses = [], [], []
    for (left, right), at, (_, codes) in zip(fields, places, rights, strict=True):
        left_codes, inverse = pairs.left.text(left).codes[pairs.left_rows[at]], None
        if len(at) > FEW:
            size = len(pairs.right.text(right).vocabulary)
            distinct, inverse = np.unique(left_codes.astype(np.int64) * size + codes, return_inverse=True)
            left_codes, codes = (part.astype(np.int32) for part in np.divmod(distinct, size))
        lefts.append((left, left_codes))
        others.append((right, codes))
        inverses.append(inverse)
    return lefts, others, inverses


def _cut(texts: list[str], parts: Sequence[Part]) -> Iterator[list[str]]:
    start = 0
    for _, codes in parts:
        yield texts[start : start + len(codes)]
        start += len(codes)
