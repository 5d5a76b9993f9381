"""A file says itself how precise its pairs are: by facts that the score did not read."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from data.labels.clusters import read_clusters
from features.schema.kinds import Kind
from serving.matching.bundle import shipped_bundle
from training.dedupe.dedupe import DedupeRequest, dedupe_file
from training.evaluation.cluster_metrics import evaluate_clusters


def namesakes(people: int) -> pa.Table:
    """Return records of people of whom two have each rare name, with facts that are stated seldom and change often."""
    rng = np.random.default_rng(4)
    sound = np.array(["ba", "ko", "li", "mar", "ne", "so", "tur", "vi", "wen", "zan"])
    names = [["".join(rng.choice(sound, length)).title() for length in (3, 4)] for _ in range(people // 2)]
    rows: list[dict[str, str | None]] = []
    for person, times in enumerate(rng.choice([1, 2, 3], people)):
        first, last = names[person // 2]
        facts = {
            "email": f"{person}@mail{person % 9}.example",
            "title": f"Role {rng.integers(900)}",
            "city": f"City {rng.integers(300)}",
            "phone": f"+49 30 {1_000_000 + person}",
        }
        for _ in range(times):
            told = {fact: value for fact, value in facts.items() if rng.random() < 0.4}
            now = {
                fact: value if rng.random() < 0.7 else f"{rng.integers(9_000)}{value}" for fact, value in told.items()
            }
            named = {"id": f"r{len(rows)}", "first_name": first, "last_name": last, "cluster_id": f"p{person}"}
            rows.append({**dict.fromkeys(facts), **named, **now})
    return pa.Table.from_pylist(rows)


def test_more_namesakes_than_names_tell_are_not_claimed(tmp_path: Path) -> None:
    """Neither the frequencies of rare names nor decoys show how many people are of one name; other facts do."""
    table = namesakes(800)
    pq.write_table(table.drop_columns("cluster_id"), tmp_path / "records.parquet")
    pq.write_table(table.select(["id", "cluster_id"]), tmp_path / "truth.parquet")
    bundle = shipped_bundle(Kind.PERSON)
    assert bundle is not None

    summary = dedupe_file(DedupeRequest(Kind.PERSON, tmp_path / "records.parquet", tmp_path / "found.csv", bundle))

    found = evaluate_clusters(read_clusters(tmp_path / "found.csv"), read_clusters(tmp_path / "truth.parquet")).figures
    low, _ = summary.expected_precision_95
    assert low < found["pair_precision"] < 0.6
    assert summary.expected_precision < 0.7
