"""A pair that lacks a part of the name is as probable as pairs of its file that state it say."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from data.labels.clusters import read_clusters
from features.schema.kinds import Kind
from serving.matching.bundle import shipped_bundle
from training.dedupe.dedupe import DedupeRequest, dedupe_file
from training.evaluation.cluster_metrics import evaluate_clusters


def families(homes: int) -> pa.Table:
    """Return records of families of three at one address; one record in five lacks the first name."""
    rng = np.random.default_rng(7)
    sound = np.array(["ba", "ko", "li", "mar", "ne", "so", "tur", "vi", "wen", "zan"])

    def word(length: int) -> str:
        return "".join(rng.choice(sound, length)).title()

    rows: list[dict[str, str | None]] = []
    for home in range(homes):
        last, street = word(4), f"{rng.integers(1, 200)} {word(3)} Street"
        for member in range(3):
            first = word(3)
            for _ in range(rng.integers(1, 3)):
                told = first if rng.random() < 0.8 else None
                names = {"id": f"r{len(rows)}", "first_name": told, "last_name": last, "street": street}
                rows.append({**names, "cluster_id": f"p{home}-{member}"})
    return pa.Table.from_pylist(rows)


def test_families_tell_what_a_last_name_and_an_address_are_worth(tmp_path: Path) -> None:
    """EM finds families, not people; and where most of one last name and address differ, one without a name is none."""
    table = families(200)
    pq.write_table(table.drop_columns("cluster_id"), tmp_path / "records.parquet")
    pq.write_table(table.select(["id", "cluster_id"]), tmp_path / "truth.parquet")
    bundle = shipped_bundle(Kind.PERSON)
    assert bundle is not None

    summary = dedupe_file(DedupeRequest(Kind.PERSON, tmp_path / "records.parquet", tmp_path / "found.csv", bundle))

    found = evaluate_clusters(read_clusters(tmp_path / "found.csv"), read_clusters(tmp_path / "truth.parquet")).figures
    assert found["pair_precision"] > 0.8
    assert summary.expected_precision > 0.8
