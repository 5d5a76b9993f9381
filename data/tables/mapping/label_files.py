"""Files of labels among files of records, known by their ids: two columns hold the ids of two other files."""

from collections.abc import Mapping, Sequence
from itertools import combinations, permutations
from pathlib import Path

from data.tables.mapping.meanings import meaning_of
from data.tables.mapping.proposal import guess_kind, looks_like_labels
from data.tables.mapping.samples import ColumnSample, read_sample
from data.tables.mapping.shapes import CLEAR_SHARE, are_unique
from data.tables.renames import Renames
from features.schema.kinds import Kind

MOST_COLUMNS = 3
"""A file of more columns whose header says what its records are is no file of labels."""
ALL_ROWS = 2_000_000


def labels_by_ids(samples: Sequence[ColumnSample]) -> Mapping[Path, Renames]:
    """Return the columns of ids of each file of labels, and of the files whose ids they hold.

    The file of records is named before that of profiles.

    A file of many columns whose header names fields of a record is none.
    """
    if len(samples) < 3:
        return {}
    ids = {sample.path: _ids(sample) for sample in samples if not looks_like_labels(sample)}
    found: dict[Path, Renames] = {}
    for sample in samples:
        sides = [(path, keys) for path, keys in ids.items() if path != sample.path and keys]
        if len(sample.header) <= MOST_COLUMNS or guess_kind(sample) is None:
            found |= _named_by(sample, sides)
    return found


def _named_by(sample: ColumnSample, sides: Sequence[tuple[Path, Mapping[str, frozenset[str]]]]) -> dict[Path, Renames]:
    """Return which columns hold ids of two different files in their order, in all three; nothing unless two do."""
    for (records, of_records), (profiles, of_profiles) in combinations(sides, 2):
        for crm_id, universe_id in permutations(sample.header, 2):
            record_id = _key_of(sample.filled(crm_id), of_records)
            profile_id = record_id and _key_of(sample.filled(universe_id), of_profiles)
            if record_id and profile_id:
                named = {crm_id: "crm_id", universe_id: "universe_id"}
                return {records: {record_id: "id"}, profiles: {profile_id: "id"}, sample.path: named}
    return {}


def _key_of(values: Sequence[str], keys: Mapping[str, frozenset[str]]) -> str | None:
    """Return the column that holds most values, None where none does."""
    least = CLEAR_SHARE * len(values)
    return next((name for name, held in keys.items() if values and sum(map(held.__contains__, values)) >= least), None)


def _ids(sample: ColumnSample) -> Mapping[str, frozenset[str]]:
    """Return the values of each column that may be the ids of a file's rows, of all its rows; named ids come first."""
    kind = guess_kind(sample) or Kind.PERSON
    named = [name for name in sample.header if (meaning := meaning_of(kind, name)) and meaning.column == "id"]
    several = [name for name in dict.fromkeys([*named, *sample.header]) if len(sample.values[name]) > 1]
    keys = [name for name in several if are_unique(sample.values[name])]
    every = read_sample(sample.path, ALL_ROWS) if keys else sample
    return {name: frozenset(every.filled(name)) for name in keys}
