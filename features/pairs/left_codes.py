"""Left values as codes of the right vocabularies, so that equality is a comparison of two numbers."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from features.compiled.arguments import LeftCodes, SoughtFields
from features.pairs.pairs import Pairs
from features.schema.array_types import Ints
from features.schema.schema import Schema, field_positions

FieldPair = tuple[str, str]
"""A left field, and the right field whose vocabulary its values are looked up in."""


def left_codes(pairs: Pairs, texts: tuple[FieldPair, ...], lists: tuple[FieldPair, ...]) -> LeftCodes:
    """Look up the left values of pairs in the right vocabularies."""
    joint = pairs.right.joint
    rows = pairs.runs().rows
    if joint is not None and pairs.left.joint is not None:
        found = joint.translate(pairs.left.joint, _sought(pairs.left.schema, texts, lists), rows)
        if found is not None:
            return found
    own = pairs.left_texts()
    if own is not None and joint is not None and _is_each_once(rows):
        found = joint.seek(own, _sought(pairs.left.schema, texts, lists), rows)
        if found is not None:
            return found
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
