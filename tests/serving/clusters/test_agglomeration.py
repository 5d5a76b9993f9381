"""Clusters by correlation: what merges, what does not, and that no order plays a part."""

import numpy as np
import pytest

from features.schema.array_types import Floats
from serving.clusters.agglomeration import Clustering, ScoredPairs, agglomerate
from serving.clusters.moves import move_records
from serving.clusters.record_pairs import RecordPairs
from serving.clusters.statements import NO_GROUP, Statements, StatementsContradict, rows_of_pairs


def never(pairs: RecordPairs) -> Floats:
    return np.full(len(pairs), -6.0)


def scored(*pairs: tuple[int, int, float]) -> ScoredPairs:
    ordered = sorted((min(a, b), max(a, b), odds) for a, b, odds in pairs)
    low, high, odds = (np.array(column) for column in zip(*ordered, strict=True))
    return ScoredPairs(RecordPairs(low.astype(np.int64), high.astype(np.int64)), odds.astype(np.float64))


def clusters(found: Clustering) -> set[frozenset[int]]:
    return {frozenset(np.flatnonzero(found.cluster == one).tolist()) for one in np.unique(found.cluster)}


def test_a_chain_of_a_thousand_who_resemble_only_the_next_is_not_one_cluster() -> None:
    chain = scored(*((row, row + 1, 3.0) for row in range(999)))

    found = agglomerate(chain, never, Statements.none(1000))

    assert max(map(len, clusters(found))) <= 2


def test_missing_pairs_are_scored_before_a_merge_and_can_allow_it() -> None:
    chain = scored((0, 1, 3.0), (1, 2, 3.0), (2, 3, 3.0))

    found = agglomerate(chain, lambda pairs: np.full(len(pairs), 1.0), Statements.none(4))

    assert clusters(found) == {frozenset({0, 1, 2, 3})}
    assert len(found.scored.pairs) == 6


def test_one_strong_pair_does_not_outvote_many_that_differ() -> None:
    pairs = [(a, b, 3.0) for a in range(4) for b in range(a)] + [(a, b, 3.0) for a in range(4, 8) for b in range(4, a)]
    across = [(a, b, -2.0) for a in range(4) for b in range(4, 8) if (a, b) != (0, 4)]

    stated = Statements.none(8)

    found = move_records(agglomerate(scored(*pairs, *across, (0, 4, 30.0)), never, stated), never, stated)

    assert clusters(found) == {frozenset(range(4)), frozenset(range(4, 8))}


def test_statements_join_and_part_whatever_the_scores_say() -> None:
    stated = Statements(np.full(4, NO_GROUP), rows_of_pairs([(0, 1)]), rows_of_pairs([(2, 3)]))

    found = agglomerate(scored((0, 1, -5.0), (2, 3, 5.0)), never, stated)

    assert clusters(found) == {frozenset({0, 1}), frozenset({2}), frozenset({3})}


def test_records_of_two_stated_entities_stay_apart_when_a_third_resembles_both() -> None:
    group = np.array([0, 0, 1, NO_GROUP])
    stated = Statements(group, rows_of_pairs([]), rows_of_pairs([]))

    found = agglomerate(scored((0, 3, 4.0), (2, 3, 3.0), (1, 3, 4.0), (0, 2, 4.0)), never, stated)

    assert clusters(found) == {frozenset({0, 1, 3}), frozenset({2})}


def test_contradictory_statements_are_refused() -> None:
    both = rows_of_pairs([(0, 1)])

    with pytest.raises(StatementsContradict, match="to match and not to match"):
        agglomerate(scored((0, 1, 1.0)), never, Statements(np.full(2, NO_GROUP), both, both))


def test_reciprocal_merging_gives_what_merging_the_best_pair_at_a_time_gives() -> None:
    rng = np.random.default_rng(5)
    for _ in range(20):
        n = 12
        odds = {(a, b): float(rng.normal()) for b in range(n) for a in range(b)}
        everything = scored(*((a, b, value) for (a, b), value in odds.items()))

        found = agglomerate(everything, never, Statements.none(n))

        assert clusters(found) == _one_at_a_time(n, odds)


def test_leaving_out_edges_that_can_no_longer_merge_changes_no_cluster(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(8)
    for _ in range(10):
        ends = np.sort(rng.integers(0, 80, (240, 2)), axis=1)
        odds = {(a, b): float(rng.normal(1.0, 2.0)) for a, b in ends.tolist() if a < b}
        sparse = scored(*((a, b, value) for (a, b), value in odds.items()))
        found = []
        for _ in range(2):
            found.append(agglomerate(sparse, lambda pairs: (pairs.keys % 7 - 3).astype(float), Statements.none(80)))
            monkeypatch.setattr("serving.clusters.agglomeration._Rounds._within", lambda rounds, _part: rounds.edges)
        monkeypatch.undo()

        assert clusters(found[0]) == clusters(found[1])
        assert found[0].scored.pairs.keys.tolist() == found[1].scored.pairs.keys.tolist()


def _one_at_a_time(n: int, odds: dict[tuple[int, int], float]) -> set[frozenset[int]]:
    present = [frozenset({row}) for row in range(n)]

    def mean(one: frozenset[int], other: frozenset[int]) -> float:
        return float(np.mean([odds[min(a, b), max(a, b)] for a in one for b in other]))

    while len(present) > 1:
        best, one, other = max((mean(a, b), a, b) for i, a in enumerate(present) for b in present[:i])
        if best <= 0:
            break
        present = [each for each in present if each not in (one, other)] + [one | other]
    return set(present)
