"""Cluster ids that last: a cluster keeps its id while most of its members stay; splits and merges are listed."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain, count

from data.labels.clusters import ClusterChange, ClusterFate
from features.pairs.columns import hash_text
from features.schema.array_types import Ints


def name_clusters(
    ids: Sequence[str], cluster: Ints, before: Mapping[str, str]
) -> tuple[dict[int, str], list[ClusterChange]]:
    """Return the id of each cluster, given by its smallest row, and the changes against the earlier clusters.

    A cluster that holds more than half of the earlier members of an id, as far as they are still there, takes that id;
    of several ids the one with most of these members, then the smaller id. A new id is made of the first member's.
    """
    members: defaultdict[int, list[str]] = defaultdict(list)
    for record, number in zip(ids, cluster.tolist(), strict=True):
        members[number].append(record)
    shared = {
        number: Counter(before[record] for record in some if record in before) for number, some in members.items()
    }
    total: Counter[str] = Counter()
    for counts in shared.values():
        total.update(counts)
    kept = {number: _kept_id(counts, total) for number, counts in shared.items()}
    taken = set(before.values())
    names: dict[int, str] = {}
    for number, some in members.items():
        names[number] = kept[number] or _new_id(some, taken)
        taken.add(names[number])
    return names, _changes(shared, names)


def _kept_id(counts: Counter[str], total: Counter[str]) -> str | None:
    most = [(-count, name) for name, count in counts.items() if 2 * count > total[name]]
    return min(most)[1] if most else None


def _new_id(members: Sequence[str], taken: set[str]) -> str:
    """Return an id made of the hash of the first member whose id is free."""
    names = [f"c{hash_text(member):016x}" for member in members]
    return next(name for name in chain(names, (f"{names[0]}-{n}" for n in count(2))) if name not in taken)


def _changes(shared: Mapping[int, Counter[str]], names: Mapping[int, str]) -> list[ClusterChange]:
    holders: defaultdict[str, set[str]] = defaultdict(set)
    for number, counts in shared.items():
        for name in counts:
            holders[name].add(names[number])
    splits = [
        ClusterChange(ClusterFate.SPLIT, (name,), tuple(sorted(now)))
        for name, now in sorted(holders.items())
        if len(now) > 1
    ]
    merges = [
        ClusterChange(ClusterFate.MERGE, tuple(sorted(counts)), (names[number],))
        for number, counts in shared.items()
        if len(counts) > 1
    ]
    return splits + sorted(merges, key=lambda change: change.now)
