"""A file says itself how precise its pairs are: by facts that the score did not read, and names that pairs lack."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from data.labels.clusters import read_clusters
from features.schema.kinds import Kind
from serving.matching.bundle import shipped_bundle
from training.dedupe.dedupe import DedupeRequest, DedupeSummary, dedupe_file
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


def deduplicated(table: pa.Table, folder: Path) -> tuple[DedupeSummary, float, float]:
    """Return what a deduplication without labels says of records, its true precision of pairs and its recall."""
    pq.write_table(table.drop_columns("cluster_id"), folder / "records.parquet")
    pq.write_table(table.select(["id", "cluster_id"]), folder / "truth.parquet")
    bundle = shipped_bundle(Kind.PERSON)
    assert bundle is not None
    summary = dedupe_file(DedupeRequest(Kind.PERSON, folder / "records.parquet", folder / "found.csv", bundle))
    found = evaluate_clusters(read_clusters(folder / "found.csv"), read_clusters(folder / "truth.parquet"))
    return summary, found.figures["pair_precision"], found.figures["pair_recall"]


def test_namesakes_are_linked_by_the_facts_that_tell_them_apart(tmp_path: Path) -> None:
    """Neither the frequencies of rare names nor decoys show how many people are of one name; other facts do.

    .28 of the right pairs agree in one.
    """
    summary, right, recall = deduplicated(namesakes(800), tmp_path)

    low, _ = summary.expected_precision_95
    assert low < right
    assert right > 0.75
    assert summary.expected_precision < right + 0.1
    assert recall > 0.2


def test_families_tell_what_a_last_name_and_an_address_are_worth(tmp_path: Path) -> None:
    """EM finds families here, not people; a first name that is lacking or only similar is none of the other's."""
    summary, right, _ = deduplicated(families(200), tmp_path)

    assert right > 0.94
    assert 0.8 < summary.expected_precision < right + 0.01
