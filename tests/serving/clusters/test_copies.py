"""Copies of a record: one stands for all, and they are one cluster only where their score says so."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.index.build import build_index
from data.index.index import UniverseIndex
from features.schema.array_types import Bools
from features.schema.kinds import Kind
from serving.clusters.agglomeration import Clustering, ScoredPairs
from serving.clusters.candidate_pairs import candidate_pairs
from serving.clusters.copies import CopyGroups, first_copies
from serving.clusters.pair_scorer import PairScorer
from serving.clusters.record_pairs import RecordPairs
from serving.clusters.statements import rows_of_pairs
from serving.matching.bundle import Bundle
from tests.support.paths import SHIPPED
from training.dedupe.find_clusters import find_copies

FIRST = np.array([0, 0, 0, 3, 3, 5])


def nobody(rows: int = 6) -> Bools:
    return np.zeros(rows, np.bool_)


def score(pairs: RecordPairs) -> np.ndarray:
    """Say that copies of row 0 are one entity (2.0) and those of row 3 are not (-1.0)."""
    return np.where(pairs.low == 0, 2.0, -1.0)


def test_only_copies_whose_score_says_one_entity_are_represented() -> None:
    copies = find_copies(FIRST, nobody(), score)

    assert list(zip(copies.pairs.low.tolist(), copies.pairs.high.tolist(), strict=True)) == [(0, 1), (0, 2)]
    represented = copies.represented(rows_of_pairs([(1, 5), (2, 5), (0, 2), (3, 4)]), 6)
    assert list(zip(represented.low.tolist(), represented.high.tolist(), strict=True)) == [(0, 5), (3, 4)]


def test_rows_of_statements_are_nobodys_copy() -> None:
    fixed = nobody()
    fixed[1] = True

    assert find_copies(FIRST, fixed, score).pairs.high.tolist() == [2]


def test_copies_follow_the_record_that_stands_for_them_unless_more_is_wanted() -> None:
    copies = find_copies(FIRST, nobody(), score)
    found = Clustering(np.array([0, 1, 2, 3, 4, 0]), ScoredPairs(rows_of_pairs([(0, 5)]), np.array([1.0])))

    assert copies.joined(found, 0.0).cluster.tolist() == [0, 0, 0, 3, 4, 0]
    assert copies.joined(found, 2.5).cluster.tolist() == [0, 1, 2, 3, 4, 0]
    assert len(copies.joined(found, 0.0).scored.pairs) == 3


def indexed(folder: Path, *rows: dict[str, str]) -> UniverseIndex:
    pq.write_table(pa.Table.from_pylist(list(rows)), folder / "people.parquet")
    build_index(Kind.PERSON, folder / "people.parquet", folder / "index")
    return UniverseIndex.open(folder / "index")


def test_rows_are_copies_where_all_normalised_fields_are_equal(tmp_path: Path) -> None:
    row = {"id": "a", "full_name": "Ann Lee", "email": "ann@lee.com", "city": "Bonn"}
    same = {"id": "b", "full_name": "ann  LEE", "email": "ANN@lee.com"}
    index = indexed(
        tmp_path, row, row | same, row | {"id": "c", "city": "Berlin"}, row | {"id": "d", "full_name": "Lee Ann"}
    )

    first = first_copies(index)

    a, b, c, d = (row or 0 for row in index.rows_of(["a", "b", "c", "d"]))
    assert first[[a, b, c, d]].tolist() == [min(a, b), min(a, b), c, d]
    assert [group.tolist() for group in CopyGroups(first).groups_of(np.arange(4))] == [sorted([a, b])]


def test_copies_that_are_several_entities_have_the_candidates_that_each_has_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("serving.clusters.candidate_pairs.MIN_WEIGHT", -np.inf)
    rows = [{"id": f"copy{n}", "full_name": "Ann Lee"} for n in range(40)]
    rows += [{"id": f"near{n}", "full_name": name} for n, name in enumerate(("Anne Lee", "Ann Leigh", "Ann M Lee"))]
    rows += [{"id": f"other{n}", "full_name": "Karl Marx", "city": "Trier"} for n in range(2)]
    index = indexed(tmp_path, *rows)
    scorer = PairScorer(Bundle.open(SHIPPED / Kind.PERSON), index)
    everyone = np.arange(len(index))

    together = candidate_pairs(index, scorer.kernel, everyone, copies=scorer.copies)

    alone = [candidate_pairs(index, scorer.kernel, np.array([row]), copies=scorer.copies) for row in everyone]
    assert len(together) >= 120
    assert together.keys.tolist() == RecordPairs.joined(alone).keys.tolist()
