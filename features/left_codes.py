"""The values of left records in the codes of the right vocabularies, where they can be told equal by a number."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from features.columns import Codes, FieldTexts
from features.machine_types import CodeRows, Ints
from features.pairs import UNKNOWN, Pairs

FieldPair = tuple[str, str]


class LeftCodes(NamedTuple):
    """Codes of text fields, a row per pair of fields and a column per run of the same left record; items of lists.

    Those of pair of fields f in run r are `items[offsets[f * runs + r]:offsets[f * runs + r + 1]]`. UNKNOWN stands for
    null and for what the right vocabulary does not hold.
    """

    codes: CodeRows
    offsets: Ints
    items: Codes


def left_codes(pairs: Pairs, texts: Sequence[FieldPair], lists: Sequence[FieldPair]) -> LeftCodes:
    """Seek the left values of pairs in the right vocabularies."""
    if len(pairs.left) == 1:
        return _of_one(pairs, texts, lists)
    pairs.seek_left([*texts, *lists])
    rows = pairs.runs().rows
    all_in_order = np.array_equal(rows, np.arange(len(pairs.left)))
    codes = np.empty((len(texts), len(rows)), np.int32)
    for at, (left, right) in enumerate(texts):
        pairs.left_codes_on_the_right(left, right).take(pairs.left.text(left).codes[rows], out=codes[at], mode="wrap")
    lengths, items = [np.zeros(1, np.int64)], [np.zeros(0, np.int32)]
    for left, right in lists:
        taken = pairs.left.plural(left) if all_in_order else pairs.left.plural(left).take(rows)
        lengths.append(taken.lengths)
        items.append(pairs.left_codes_on_the_right(left, right)[taken.codes])
    return LeftCodes(codes, np.concatenate(lengths).cumsum(), np.concatenate(items))


def _of_one(pairs: Pairs, texts: Sequence[FieldPair], lists: Sequence[FieldPair]) -> LeftCodes:
    """Seek the values of the only left record, all at once."""
    wanted: list[FieldTexts] = []
    places, offsets = [], [0]
    for place, (left, right) in enumerate(texts):
        column = pairs.left.fields[left]
        code = column.codes.item(0)
        if code >= 0:
            places.append(place)
            wanted.append((right, [column.vocabulary.take_one(code)]))
    for left, right in lists:
        own = pairs.left.fields[left]
        if len(own.codes):
            wanted.append((right, own.vocabulary.take(own.codes)))
        offsets.append(offsets[-1] + len(own.codes))
    found = pairs.right.find(wanted)
    np.putmask(found, found < 0, UNKNOWN)
    codes = np.full((len(texts), 1), UNKNOWN, np.int32)
    codes[places, 0] = found[: len(places)]
    return LeftCodes(codes, np.array(offsets, np.int64), found[len(places) :])
