"""Answers of the review queue, from the train split alone."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from data.labels.links import Link, LinksTable, write_links
from training.bench.quality.trials import write_answers
from training.feedback.review_files import read_answers


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
