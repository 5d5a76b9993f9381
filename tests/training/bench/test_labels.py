"""Draws of labels: nested within a seed, different between seeds, from the train split alone."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.labels.label_rows import Label, Verdict
from data.labels.labels import Labels, labels_of, read_labels
from data.labels.links import Link, LinksTable, write_links
from training.bench.quality.trials import drawn_records, write_answers, write_labels
from training.feedback.review_files import read_answers


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


@pytest.mark.parametrize(("count", "expected"), [(2, 2), (None, 5)])
def test_written_labels_come_from_the_train_split(count: int | None, expected: int, tmp_path: Path) -> None:
    ids = [f"c{number}" for number in range(8)]
    splits = ["train"] * 5 + ["test"] * 3
    rows = {"crm_id": ids, "universe_id": [None, *ids[1:]], "split": splits}
    pq.write_table(pa.table(rows), tmp_path / "truth.parquet")

    written = read_labels(write_labels(tmp_path / "truth.parquet", tmp_path / "drawn.parquet", count, 0))

    assert len(written.answers) == expected
    assert set(written.answers) <= set(ids[:5])


def test_answers_are_those_of_the_queue_to_records_of_the_train_split(tmp_path: Path) -> None:
    ids = [f"c{number}" for number in range(40)]
    right = [None if number % 5 == 0 else f"u{number}" for number in range(40)]
    splits = ["train" if number < 30 else "test" for number in range(40)]
    pq.write_table(pa.table({"crm_id": ids, "universe_id": right, "split": splits}), tmp_path / "truth.parquet")
    links = [Link(crm_id, f"u{number}", 0.3 + number / 80) for number, crm_id in enumerate(ids)]
    write_links(LinksTable(links), tmp_path / "links.parquet")

    first, second = (
        read_answers(
            write_answers(tmp_path / "truth.parquet", tmp_path / "links.parquet", tmp_path / "a.csv", 10, seed)
        )
        for seed in (0, 1)
    )

    assert len(first) == len(second) == 10
    assert {label.crm_id for label in first} <= set(ids[:30])
    assert {label.crm_id for label in first} != {label.crm_id for label in second}
    assert all(label.universe_id == dict(zip(ids, right, strict=True))[label.crm_id] for label in first)
    assert {label.feedback["decision_shown"] for label in first} == {"none"}
