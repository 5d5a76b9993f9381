"""Arguments of compiled functions: tuples of the arrays that go together.

They are plain tuples to numba, read-only or writable arrays alike, and cost what the arrays cost by themselves. A named
tuple costs twice as much and has to match in every flag (docs/experiments/speed-argument-tuples.md); `plain` turns one
into a plain tuple.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeVar, cast

import numpy as np

from features.schema.array_types import (
    CodeRows,
    Codes,
    Content,
    FilledFloatRows,
    FilledFloats,
    FilledSmallRows,
    FloatRows,
    Floats,
    IntRows,
    Ints,
    SmallRows,
    Starts,
)

T = TypeVar("T", bound=tuple[Any, ...])
PairArrays = tuple[Ints, Ints, Ints]
"""The left row, the right row and the run of the left row of each pair."""
LevelWeights = tuple[FloatRows, SmallRows, SmallRows, FloatRows, Ints]
"""By comparison and level: the weight, the gamma, the adjustment's row (-1: none); by row: three numbers, the field.

The numbers of an adjustment are the least frequency, the weight, and log2 of the u that a frequency replaces.
"""
AdjustedValues = tuple[CodeRows, CodeRows, FloatRows, FloatRows]
"""Right codes, left values as right codes, and the term frequency of either (NaN: unknown), a row an adjustment."""
WeighedLevels = tuple[FilledSmallRows, FilledFloatRows, FilledFloats]
"""Gammas and weights by comparison and pair, the total by pair; all are filled."""
WordShares = tuple[Floats, Floats, FloatRows]
"""Shares of universe rows: of the left items that were looked up, of all right items, of texts by rarity and row."""

SpeltNames = tuple[Content, Ints, Ints, Ints]
"""The letters of words and their bounds; the words of each name, then its pairs of neighbours; its number of words."""
SpellingTable = tuple[Codes, SmallRows, Floats]
"""The column of up to three letters of a spelling, by their code; tenths of a ratio, by one or two written letters and
by column; the ratio by its tenths, below 0 from the end, of letters that do not correspond minus infinity.

The last row and the last column hold nothing that corresponds; letters without a column have the last one.
"""
LONGEST = 40
"""Letters of a word, or of a name without its blanks, that are compared by their spelling."""
MOST_WORDS = 8


class Side(NamedTuple):
    """Codes and texts of all fields of some rows.

    `codes[field, row]` is a text field's code (-1 null); those of list field f in row r are
    `items[offsets[f * rows + r]:offsets[f * rows + r + 1]]`. The text behind a value is
    `content[starts[p]:starts[p + 1]]` with p = `text_base[field] + text_at[field, row]` or
    `item_base[field] + item_at[position of the item]`.
    """

    codes: CodeRows
    offsets: Ints
    items: Codes
    content: Content
    starts: Starts
    text_base: Ints
    text_at: CodeRows
    item_base: Ints
    item_at: Codes


class LaidTexts(NamedTuple):
    """A side whose texts are all listed, repeated ones too, with the upper 32 bits of each text's hash."""

    side: Side
    hashes: Starts


class SoughtFields(NamedTuple):
    """The fields to look up: a row for each, its position among text or list fields, and the right one's among all."""

    texts: IntRows
    lists: IntRows


class LeftCodes(NamedTuple):
    """Codes of text fields (a row per pair of fields, a column per run of the same left record), and items of lists.

    The items of pair of fields f in run r are `items[offsets[f * runs + r]:offsets[f * runs + r + 1]]`. UNKNOWN is the
    code of null and of what the right vocabulary lacks.
    """

    codes: CodeRows
    offsets: Ints
    items: Codes


class MeasuredFacts(NamedTuple):
    """The values that compiled code measures, a row for each; columns are fields and parameters."""

    sames: IntRows
    shared: IntRows
    measures: IntRows
    lengths: IntRows
    bests: IntRows


class LevelSteps(NamedTuple):
    """How compiled code concludes levels from measured values; facts are ordered by kind, the cheapest first."""

    facts: IntRows
    numbers: Floats
    term_facts: Ints
    terms: Ints
    levels: Ints
    last: Ints


class FeatureInputs(NamedTuple):
    """The rows that compiled code fills, in the form that it reads; the last column is the row of the table."""

    texts: IntRows
    bests: IntRows
    covers: IntRows
    shared: IntRows
    rares: IntRows


def int_rows(rows: Sequence[Sequence[int]], width: int) -> IntRows:
    """Return rows of numbers as an array, also where there is none."""
    return np.array(rows, np.int64).reshape(-1, width)


def plain(named: T) -> T:
    """Return a named tuple as the plain one that compiled functions take."""
    return cast("T", tuple(named))
