"""A trace reads what a search reads: as many distinct rows, the same keys, also among changes."""

from pathlib import Path

import numpy as np
import pytest

from data.index.index import UniverseIndex
from features.normalise.records import normalise
from features.schema.kinds import Kind
from tests.support.index_people import build, people
from tests.support.small_models import SmallModel


def ticking() -> float:
    """A clock that stands still: times are not what is tested."""
    return 0.0


def test_a_trace_reads_as_many_rows_as_a_search_sees(small_model: SmallModel) -> None:
    index = small_model.universe()
    records = [normalise(small_model.kind, row) for row in small_model.rows()[:300]]

    trace = index.trace(records, ticking)

    pairs = np.unique((trace.lookup.record[trace.key] << 32) | trace.row)
    assert np.bincount(pairs >> 32, minlength=300).tolist() == index.candidates(records, 40).seen.tolist()
    assert trace.is_read[trace.key].all()


def test_a_trace_reads_changed_rows_and_no_deleted_ones(tmp_path: Path) -> None:
    base = people(400)
    build(tmp_path / "index", base)
    index = UniverseIndex.open(tmp_path / "index")
    index.apply(people(20, seed=5), list(base)[:20])
    records = [*base.values()]

    trace = index.trace(records, ticking)

    pairs = np.unique((trace.lookup.record[trace.key] << 32) | trace.row)
    assert np.bincount(pairs >> 32, minlength=400).tolist() == index.candidates(records, 40).seen.tolist()


@pytest.mark.parametrize("kind", list(Kind))
def test_a_trace_of_no_records_is_empty(kind: Kind, small_models: dict[Kind, SmallModel]) -> None:
    trace = small_models[kind].universe().trace([], ticking)

    assert len(trace.row) == len(trace.lookup.record) == 0
