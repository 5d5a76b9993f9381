"""How a comparison's level speaks of two values: same, close or different, and the values that made it close."""

import re
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from rapidfuzz.distance import Levenshtein

from features.comparisons.comparisons import comparisons_of, field_words
from features.comparisons.sql_condition import compile_condition
from features.normalise.learned_spellings import spelling_ratios
from features.normalise.text import fold
from features.pairs.columns import Record, columns_of, items_of
from features.pairs.pairs import Pairs
from features.schema.kinds import Kind
from features.schema.texts import wording
from serving.explanation.bodies import Closeness

_BOTH = re.compile(r"(?:list_(?:has_any|intersect)\((\w+)_l, (\w+)_r\))|(?:\b(\w+)_l = (\w+)_r)")
"""Conditions by which lists have values in common, or two fields are equal."""


def closeness_of(gamma: int, *, is_equal: bool) -> Closeness | None:
    """Return what Splink's number of a level says; None where a side is empty."""
    if gamma < 0:
        return None
    if gamma == 0:
        return Closeness.DIFFERENT
    return Closeness.SAME if is_equal else Closeness.CLOSE


class FieldCompared(NamedTuple):
    """How a level speaks of a field of two records, with what made it close."""

    closeness: Closeness
    says: str
    common: Collection[str] = ()
    """The values, as they are compared."""

    def said_of(self, text: str) -> str:
        """Return what made it close, its values as a text spells them."""
        return f"{self.says}: {', '.join(spelt_in(text, one) for one in self.common)}" if self.common else self.says


def fields_compared(kind: Kind, first: Record, second: Record) -> dict[str, FieldCompared]:
    """Return by field how the declared levels speak of two records; fields that one leaves empty are left out."""
    rows = np.zeros(1, np.int64)
    pairs = Pairs(columns_of(kind, ["1"], [first]), columns_of(kind, ["2"], [second]), rows, rows)
    compared: dict[str, FieldCompared] = {}
    for comparison in comparisons_of(kind):
        field = comparison.fields[0]
        if compile_condition(comparison.nulls, kind)(pairs)[0]:
            continue
        level = next((level for level in comparison.levels if compile_condition(level.sql, kind)(pairs)[0]), None)
        if level is None:
            compared[field] = FieldCompared(Closeness.DIFFERENT, wording("{field} differs", field=field_words(field)))
        elif first[field] == second[field]:
            compared[field] = FieldCompared(Closeness.SAME, wording(level.label))
        else:
            common = values_in_common(level.sql, first, second) or reading_agreed(first, second)
            compared[field] = FieldCompared(Closeness.CLOSE, wording(level.label), common)
    return compared


def condition_of(levels: Sequence[Mapping[str, Any]], gamma: int) -> str:
    """Return the condition of Splink's level `gamma`, which counts from ELSE, the last one, upwards."""
    filled = [str(level["sql_condition"]) for level in levels if not level.get("is_null_level")]
    return filled[len(filled) - 1 - gamma]


def values_in_common(condition: str, record: Record, profile: Record) -> dict[str, str]:
    """Return the values by which a condition holds, as they are compared, each with the profile's field."""
    common: dict[str, str] = {}
    if "reading" in condition:
        return common
    for first, second, left, right in _BOTH.findall(condition):
        theirs = _values_of(profile, second or right)
        common |= {value: second or right for value in _values_of(record, first or left) if value in theirs}
    return common


def reading_agreed(record: Record, profile: Record) -> tuple[str, ...]:
    """Return how the name of one side is read (`李 read as lee`) that is nearest to the other's; none in one script."""
    for native, latin in ((record, profile), (profile, record)):
        name = latin.get("name")
        if items_of(native, "readings") and isinstance(name, str):
            nearest = min(items_of(native, "readings"), key=partial(_apart, name))
            return (wording("{native} read as {nearest}", native=native["native"], nearest=nearest.title()),)
    return ()


def _apart(name: str, reading: str) -> tuple[int, float]:
    """Return how far a reading is from a name: other letters, of equal ones by how usual the spelling is."""
    return Levenshtein.distance(reading, name), -spelling_ratios([reading], [name])[0]


def _values_of(record: Record, field: str) -> tuple[str, ...]:
    value = record.get(field)
    return (value,) if isinstance(value, str) else items_of(record, field)


def spelt_in(text: str, value: str) -> str:
    """Return a normalised value as a text spells it; itself where the text does not hold it."""
    letters = [(letter, position) for position, raw in enumerate(text) for letter in fold(raw) or " "]
    begin = "".join(letter for letter, _ in letters).find(value)
    if begin < 0 or not value:
        return value
    return text[letters[begin][1] : letters[begin + len(value) - 1][1] + 1]
