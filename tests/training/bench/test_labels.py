"""Draws of labels: nested within a seed, different between seeds, from the train split alone."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.labels.label_rows import Label, Verdict
from data.labels.labels import Labels, labels_of, read_labels
from training.bench.quality.labels import drawn_records, write_labels


def labels(ids: list[int]) -> Labels:
    return labels_of(Label(row, f"c{crm_id}", f"u{crm_id}", Verdict.MATCH) for row, crm_id in enumerate(ids, start=1))


@given(st.lists(st.integers(0, 99), unique=True, min_size=5), st.integers(0, 9), st.data())
def test_a_smaller_draw_lies_within_a_larger_one_of_the_same_seed(
    ids: list[int], seed: int, data: st.DataObject
) -> None:
    few, many = sorted(data.draw(st.lists(st.integers(0, len(ids)), min_size=2, max_size=2)))

    assert drawn_records(labels(ids), few, seed) <= drawn_records(labels(ids), many, seed)


@given(st.lists(st.integers(0, 99), unique=True, min_size=5))
def test_the_order_of_the_file_does_not_matter(ids: list[int]) -> None:
    assert drawn_records(labels(ids), 3, 0) == drawn_records(labels(ids[::-1]), 3, 0)


def test_seeds_draw_different_records() -> None:
    everyone = labels(list(range(100)))

    assert drawn_records(everyone, 20, 0) != drawn_records(everyone, 20, 1)


@pytest.mark.parametrize(("count", "expected"), [(2, 2), (None, 5)])
def test_written_labels_come_from_the_train_split(count: int | None, expected: int, tmp_path: Path) -> None:
    ids = [f"c{number}" for number in range(8)]
    splits = ["train"] * 5 + ["test"] * 3
    rows = {"crm_id": ids, "universe_id": [None, *ids[1:]], "split": splits}
    pq.write_table(pa.table(rows), tmp_path / "truth.parquet")

    written = read_labels(write_labels(tmp_path / "truth.parquet", tmp_path / "drawn.parquet", count, 0))

    assert len(written.answers) == expected
    assert set(written.answers) <= set(ids[:5])
