"""Files of labels among files of records, known by their ids: two columns hold the ids of two other files."""

from collections.abc import Mapping, Sequence
from itertools import permutations
from pathlib import Path

from data.tables.mapping.proposal import guess_kind, looks_like_labels
from data.tables.mapping.samples import ColumnSample, read_sample
from data.tables.mapping.shapes import CLEAR_SHARE, are_unique
from data.tables.renames import Renames

MOST_COLUMNS = 3
"""A file of more columns whose header says what its records are is no file of labels."""
ALL_ROWS = 2_000_000


def labels_by_ids(samples: Sequence[ColumnSample]) -> Mapping[Path, Renames]:
    """Return the columns of ids of each file of labels; the file of records is named before that of profiles.

    A file of many columns whose header names fields of a record is none.
    """
    if len(samples) < 3:
        return {}
    ids = {sample.path: _ids(sample) for sample in samples if not looks_like_labels(sample)}
    found: dict[Path, Renames] = {}
    for sample in samples:
        sides = [ids[path] for path in ids if path != sample.path and ids[path]]
        may_be = len(sample.header) <= MOST_COLUMNS or guess_kind(sample) is None
        if may_be and (named := _named_by(sample, sides)) is not None:
            found[sample.path] = named
    return found


def _named_by(sample: ColumnSample, sides: Sequence[Mapping[str, frozenset[str]]]) -> Renames | None:
    """Return which columns hold ids of two different files in their order; None unless two columns do."""
    for records, profiles in ((first, second) for at, first in enumerate(sides) for second in sides[at + 1 :]):
        for crm_id, universe_id in permutations(sample.header, 2):
            if _are_of(sample.filled(crm_id), records) and _are_of(sample.filled(universe_id), profiles):
                return {crm_id: "crm_id", universe_id: "universe_id"}
    return None


def _are_of(values: Sequence[str], keys: Mapping[str, frozenset[str]]) -> bool:
    """Return whether most values are keys of one column."""
    return bool(values) and any(
        sum(value in held for value in values) >= CLEAR_SHARE * len(values) for held in keys.values()
    )


def _ids(sample: ColumnSample) -> Mapping[str, frozenset[str]]:
    """Return the values of each column that may be the ids of a file's rows, of all its rows."""
    keys = [name for name in sample.header if are_unique(sample.values[name]) and len(sample.values[name]) > 1]
    every = read_sample(sample.path, ALL_ROWS) if keys else sample
    return {name: frozenset(every.filled(name)) for name in keys}
