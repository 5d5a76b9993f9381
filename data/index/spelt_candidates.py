"""More candidates of a name in another script: of those beyond the limit the ones whose names are spelt most alike."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from data.index.candidates import Candidates
from features.normalise.learned_spellings import spelling_ratios
from features.pairs.columns import Record, items_of
from features.schema.array_types import Ints

WIDER = 5
"""So many times the limit is retrieved for a name in another script."""
MORE = 10
"""Candidates of such a name beyond the limit."""

Search = Callable[[Sequence[int], int], Candidates]
"""A function from the positions of some records and a limit to their candidates."""
NamesOf = Callable[[Ints], list[str | None]]


def with_nearest(
    found: Candidates, records: Sequence[Record], limit: int, search: Search, names_of: NamesOf
) -> Candidates:
    """Return the candidates of records, with MORE for each name in another script."""
    spelt = np.array([at for at, record in enumerate(records) if record.get("native")], np.int64)
    if not len(spelt):
        return found
    wide = search(spelt.tolist(), WIDER * limit)
    beyond = np.flatnonzero(np.arange(len(wide)) - np.searchsorted(wide.left_rows, wide.left_rows) >= limit)
    names = np.array([name or "" for name in names_of(wide.rows[beyond])], object)
    kept = np.ones(len(wide), np.bool_)
    kept[beyond] = False
    for at, record in enumerate(spelt.tolist()):
        of_record = np.flatnonzero(wide.left_rows[beyond] == at)
        if len(of_record):
            kept[beyond[of_record[_nearest(records[record], names[of_record].tolist())]]] = True
    columns = {name: getattr(wide, name)[kept] for name in ("rows", "weight", "rules")}
    nearest = replace(found, left_rows=spelt[wide.left_rows[kept]], **columns)
    return found.replaced_by(nearest, spelt)


def _nearest(record: Record, names: Sequence[str]) -> Ints:
    """Return the positions of the names that are spelt most alike."""
    ratios = np.nan_to_num(spelling_ratios((str(record["native"]), *items_of(record, "readings")), names), nan=-np.inf)
    return np.argsort(-ratios, kind="stable")[:MORE]
