"""A trace reads what a search reads: as many distinct rows, the same keys, also among changes."""

from pathlib import Path

import numpy as np

from data.index.index import UniverseIndex
from tests.support.index_people import build, people


def ticking() -> float:
    """A clock that stands still: times are not what is tested."""
    return 0.0


def test_a_trace_reads_changed_rows_and_no_deleted_ones(tmp_path: Path) -> None:
    base = people(400)
    build(tmp_path / "index", base)
    index = UniverseIndex.open(tmp_path / "index")
    index.apply(people(20, seed=5), list(base)[:20])
    records = [*base.values()]

    trace = index.trace(records, ticking)

    pairs = np.unique((trace.lookup.record[trace.key] << 32) | trace.row)
    assert np.bincount(pairs >> 32, minlength=400).tolist() == index.candidates(records, 40).seen.tolist()
