"""Ids of clusters over several runs."""

import numpy as np

from data.labels.clusters import ClusterChange, ClusterFate
from serving.clusters.stable_ids import name_clusters

IDS = ["a", "b", "c", "d", "e"]


def named(cluster: list[int], before: dict[str, str]) -> tuple[dict[str, str], list[ClusterChange]]:
    names, changes = name_clusters(IDS, np.array(cluster), before)
    return {record: names[number] for record, number in zip(IDS, cluster, strict=True)}, changes


def test_a_cluster_keeps_its_id_while_most_of_its_members_stay() -> None:
    first, _ = named([0, 0, 0, 3, 3], {})

    second, changes = named([0, 0, 2, 3, 3], first)

    assert second["a"] == second["b"] == first["a"]
    assert second["c"] not in first.values()
    assert second["d"] == first["d"]
    assert changes == [ClusterChange(ClusterFate.SPLIT, (first["a"],), tuple(sorted({first["a"], second["c"]})))]


def test_a_merge_keeps_the_id_of_the_larger_part_and_is_listed() -> None:
    before = {"a": "x", "b": "x", "c": "x", "d": "y", "e": "y"}

    after, changes = named([0, 0, 0, 0, 0], before)

    assert set(after.values()) == {"x"}
    assert changes == [ClusterChange(ClusterFate.MERGE, ("x", "y"), ("x",))]


def test_a_cluster_in_halves_keeps_its_id_in_neither() -> None:
    after, _ = named([0, 0, 2, 2, 4], {"a": "x", "b": "x", "c": "x", "d": "x"})

    assert "x" not in after.values()


def test_a_new_id_never_repeats_an_earlier_one() -> None:
    fresh, _ = named([0, 0, 2, 2, 4], {})
    before = {"c": fresh["a"], "d": fresh["a"]}

    after, _ = named([0, 0, 2, 2, 4], before)

    assert after["c"] == fresh["a"]
    assert after["a"] != fresh["a"]
