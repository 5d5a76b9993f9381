"""More candidates of a name in another script: of those beyond the limit the ones whose names are spelt most alike."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from data.index.candidates import ROW_BITS, Candidates
from features.normalise.learned_spellings import spelling_ratios
from features.pairs.columns import Record, items_of
from features.schema.array_types import Ints

WIDER = 40
"""So many candidates beyond the limit are retrieved for a name in another script, by all of its spellings."""
MORE = 10
"""Candidates of such a name beyond the limit."""

Search = Callable[[Sequence[int], int], Candidates]
"""A function from the positions of some records and a limit to their candidates."""
NamesOf = Callable[[Ints], list[str | None]]


def with_nearest(
    found: Candidates, records: Sequence[Record], limit: int, search: Search, names_of: NamesOf
) -> Candidates:
    """Return the candidates of records, and MORE for each name in another script, which weigh no more than the rest."""
    spelt = np.array([at for at, record in enumerate(records) if record.get("native")], np.int64)
    if not len(spelt):
        return found
    wide = search(spelt.tolist(), limit + WIDER)
    left_rows = spelt[wide.left_rows]
    pairs = (left_rows << ROW_BITS) | wide.rows
    beyond = np.flatnonzero(np.isin(pairs, (found.left_rows << ROW_BITS) | found.rows, assume_unique=True, invert=True))
    names = np.array([name or "" for name in names_of(wide.rows[beyond])], object)
    chosen = [
        of_record[_nearest(records[record], names[of_record].tolist())]
        for record in spelt.tolist()
        if len(of_record := np.flatnonzero(left_rows[beyond] == record))
    ]
    if not chosen:
        return found
    added = np.sort(beyond[np.concatenate(chosen)])
    lightest = np.full(len(records), np.inf)
    lightest[found.left_rows] = found.weight
    nearest = replace(
        found,
        left_rows=left_rows[added],
        rows=wide.rows[added],
        weight=np.minimum(wide.weight[added], lightest[left_rows[added]]),
        rules=wide.rules[added],
    )
    return found.joined_by(nearest)


def _nearest(record: Record, names: Sequence[str]) -> Ints:
    """Return the positions of the names that are spelt most alike, names without letters last."""
    ratios = np.array(spelling_ratios((str(record["native"]), *items_of(record, "readings")), names))
    return np.argsort(-ratios, kind="stable")[:MORE]
