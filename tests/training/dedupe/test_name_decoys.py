"""Decoys bound what is claimed of pairs: namesakes are counted in the file, not assumed."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.index.build import build_index
from data.index.index import UniverseIndex
from data.labels.clusters import read_clusters
from features.schema.kinds import Kind
from serving.clusters.candidate_pairs import records_at
from serving.matching.bundle import shipped_bundle
from serving.matching.calibration import sigmoid
from training.dedupe.dedupe import DedupeRequest, dedupe_file
from training.dedupe.name_decoys import bounded_by_decoys, deal_names, share_left_by_decoys
from training.evaluation.cluster_metrics import evaluate_clusters

RECORDS = 2_000
FIRST = ("James", "Mary", "Robert", "Linda", "David", "Susan")
LAST = ("Smith", "Jones", "Brown", "Garcia", "Miller")


def indexed(kind: Kind, rows: list[dict[str, str]], folder: Path) -> UniverseIndex:
    pq.write_table(pa.Table.from_pylist(rows), folder / "records.parquet")
    build_index(kind, folder / "records.parquet", folder / "index")
    return UniverseIndex.open(folder / "index")


@given(st.integers(0, 10_000), st.sampled_from([0.5, 2.0, 8.0]), st.sampled_from([1.0, 0.3]))
def test_pairs_are_right_as_often_as_decoys_leave_it_possible(seed: int, wrong_a_decoy: float, found: float) -> None:
    rng = np.random.default_rng(seed)
    right = rng.normal(3, 1, RECORDS)
    wrong = rng.normal(0, 1.5, int(found * wrong_a_decoy * RECORDS))
    claimed = np.concatenate([right, wrong])
    of_decoys = rng.normal(0, 1.5, int(wrong_a_decoy * RECORDS))
    shares = np.full(len(claimed), 1 / RECORDS)

    bounded = bounded_by_decoys(claimed, shares, of_decoys, RECORDS)
    left = share_left_by_decoys(claimed, shares, of_decoys, RECORDS)

    is_right = np.arange(len(claimed)) < len(right)
    likely = bounded > 0
    assert (bounded <= claimed).all()
    assert sigmoid(bounded[likely]).mean() == pytest.approx(is_right[likely].mean(), abs=0.1)
    assert left == pytest.approx(is_right[claimed > 0].mean(), abs=0.1)


def test_decoys_that_find_more_than_records_leave_nothing_and_none_say_nothing() -> None:
    likely = np.ones(50)

    assert share_left_by_decoys(likely, likely / 100, np.ones(80), 100) == 0.0
    assert share_left_by_decoys(likely, likely / 100, np.zeros(0), 0) is None
    assert share_left_by_decoys(-likely, likely / 100, np.ones(80), 100) is None


def test_without_decoys_nothing_is_lowered() -> None:
    claimed = np.array([-3.0, 0.0, 5.0])

    assert bounded_by_decoys(claimed, np.ones(3), np.zeros(0), 0).tolist() == claimed.tolist()


def test_a_decoy_has_the_last_name_of_one_named_alike_and_keeps_the_rest(tmp_path: Path) -> None:
    rows = [
        {"id": f"p{at}", "full_name": f"First{at % 30} Middle Last{at}", "city": f"City{at}", "company": "Acme"}
        for at in range(60)
    ]
    index = indexed(Kind.PERSON, rows, tmp_path)
    every = np.arange(60)

    dealt, drawn = deal_names(index, every, [np.array([(at + 1) % 60]) for at in range(60)])
    decoys = dealt.decoys(index)

    records = records_at(index, every).records
    assert drawn == 60
    assert [decoy["city"] for decoy in decoys.records] == [record["city"] for record in records]
    assert [decoy["first"] for decoy in decoys.records] == [record["first"] for record in records]
    others = [int(str(decoy["last"]).removeprefix("last")) for decoy in decoys.records]
    numbers = [int(str(record["last"]).removeprefix("last")) for record in records]
    assert [abs(other - own) for other, own in zip(others, numbers, strict=True)] == [30] * 60
    assert all(decoy["middle"] is None for decoy in decoys.records)
    assert {decoy["name"] for decoy in decoys.records}.isdisjoint(record["name"] for record in records)
    ids = index.ids(every)
    at_last = {number: at for at, number in enumerate(numbers)}
    both = [(at, at_last[other]) for at, other in enumerate(others)]
    assert [set(each) for each in dealt.excluded] == [
        {ids[row] for at in pair for row in (at, (at + 1) % 60)} for pair in both
    ]


@pytest.mark.parametrize(("kind", "name"), [(Kind.COMPANY, "name"), (Kind.PERSON, "last_name")])
def test_companies_and_people_without_a_first_name_have_no_decoys(kind: Kind, name: str, tmp_path: Path) -> None:
    rows = [{"id": f"p{at}", name: f"Some{at}", "city": "Oslo"} for at in range(60)]

    dealt, drawn = deal_names(indexed(kind, rows, tmp_path), np.arange(60), [np.zeros(0, np.int64)] * 60)

    assert drawn == 0
    assert len(dealt.rows) == 0


def test_people_of_one_name_are_told_apart_as_often_as_the_file_says(tmp_path: Path) -> None:
    """The name says little: thirty names for three hundred people, whose employer alone tells them apart."""
    rng = np.random.default_rng(4)
    rows: list[dict[str, str]] = []
    clusters: list[dict[str, str]] = []
    for person in range(300):
        name = f"{FIRST[rng.integers(6)]} {LAST[rng.integers(5)]}"
        employer = int(rng.integers(60))
        for _ in range(1 + rng.poisson(0.8)):
            stated = employer if rng.random() < 0.9 else int(rng.integers(60))
            rows.append({"id": f"r{len(rows)}", "full_name": name, "company": f"{LAST[stated % 5]} {stated}"})
            clusters.append({"id": rows[-1]["id"], "cluster": f"c{person}"})
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "records.parquet")
    pq.write_table(pa.Table.from_pylist(clusters), tmp_path / "clusters.parquet")
    bundle = shipped_bundle(Kind.PERSON)
    assert bundle is not None

    found = dedupe_file(DedupeRequest(Kind.PERSON, tmp_path / "records.parquet", tmp_path / "out.parquet", bundle))

    figures = evaluate_clusters(read_clusters(tmp_path / "out.parquet"), read_clusters(tmp_path / "clusters.parquet"))
    assert figures.figures["pair_precision"] > found.expected_precision - 0.1
    assert figures.figures["pair_recall"] > 0.4
