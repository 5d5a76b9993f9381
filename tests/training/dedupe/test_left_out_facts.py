"""A file says itself how precise its pairs are: by facts that the score did not read."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.labels.clusters import read_clusters
from features.schema.kinds import Kind
from serving.matching.bundle import shipped_bundle
from serving.matching.calibration import logit, sigmoid
from training.dedupe.dedupe import DedupeRequest, dedupe_file
from training.dedupe.left_out_facts import FactsVerdict, joined, said_by_fact
from training.evaluation.cluster_metrics import evaluate_clusters

PAIRS = 20_000


@given(st.integers(0, 10_000), st.sampled_from([0.6, 0.9]), st.sampled_from([0.3, 0.6, 0.9]))
def test_a_fact_says_how_many_pairs_are_right_whatever_they_claim(seed: int, right: float, agrees: float) -> None:
    rng = np.random.default_rng(seed)
    is_right = rng.random(PAIRS) < right
    sure = is_right & (rng.random(PAIRS) < 0.2)
    claimed = np.full(PAIRS, float(logit(np.array([0.95]))[0]))

    ((differs, variance),) = said_by_fact(claimed, is_right & (rng.random(PAIRS) < agrees), sure)

    assert abs(differs - (right - 0.95)) < 4.5 * variance**0.5
    assert variance**0.5 < 0.06


def test_a_fact_that_sure_pairs_seldom_state_says_nothing() -> None:
    few = np.arange(PAIRS) < 4

    assert said_by_fact(np.ones(PAIRS), np.ones(PAIRS, np.bool_), few) == []
    assert FactsVerdict(*joined([]), np.zeros(0)).shift == 0.0


def test_facts_that_differ_from_each_other_say_less_than_facts_that_agree() -> None:
    assert joined([(-0.2, 1e-4), (-0.2, 1e-4)]) == pytest.approx((-0.2, 0.5**0.5 / 100))
    assert joined([(-0.4, 1e-4), (0.0, 1e-4)]) == pytest.approx((-0.2, 0.2), rel=0.01)


def test_facts_lower_what_is_claimed_to_one_standard_error_and_never_raise_it() -> None:
    claimed = logit(np.linspace(0.6, 0.99, 50))

    lower = FactsVerdict(-0.3, 0.1, claimed)
    higher = FactsVerdict(0.3, 0.1, claimed)

    assert sigmoid(claimed + lower.shift).mean() == pytest.approx(sigmoid(claimed).mean() - 0.2, abs=0.001)
    assert lower.remaining == pytest.approx((-0.3, 0.1))
    assert higher.shift == 0.0
    assert higher.remaining == pytest.approx((0.1, 0.5))


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
