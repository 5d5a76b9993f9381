"""Profiles that are one entity by the universe's own clusters count as one candidate."""

import random
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.index.format import IndexRefused
from data.index.index import UniverseIndex
from data.index.profile_clusters import ALONE
from data.labels.links import LinkDecision
from data.tables.outputs import CLUSTERS_FILE
from features.normalise.records import normalise
from features.pairs.evidence import Groups, Retrieval
from features.schema.kinds import Kind
from serving.batch.files import one_to_one
from serving.matching.folding import fold
from serving.matching.matcher import Answering, Matcher
from serving.matching.outcomes import Outcome, link_of
from tests.support.clustered_network import build_rows, cluster_rows
from tests.support.small_models import SmallModel
from training.dedupe.universe_clusters import filled_fields

TWICE = 30
"""So many profiles are in the universe twice; the copy states less."""


@pytest.fixture(scope="module")
def model(small_models: dict[Kind, SmallModel]) -> SmallModel:
    return small_models[Kind.PERSON]


@pytest.fixture(scope="module")
def twice(model: SmallModel) -> list[str]:
    """Profiles that a record of the sample is."""
    return sorted({one for one in model.truth().values() if one is not None})[:TWICE]


@pytest.fixture(scope="module")
def plain(model: SmallModel, twice: list[str], tmp_path_factory: pytest.TempPathFactory) -> UniverseIndex:
    """The universe with those profiles a second time."""
    rows = {str(row["id"]): row for row in model.rows("universe")}
    left_out = {"profile_url", "headline", "country", "region"}
    copies = [
        {name: value for name, value in rows[one].items() if name not in left_out} | {"id": f"copy-{one}"}
        for one in twice
    ]
    return build_rows(model.kind, [*rows.values(), *copies], tmp_path_factory.mktemp("twice") / "index")


@pytest.fixture(scope="module")
def before(model: SmallModel, plain: UniverseIndex) -> Matcher:
    return Matcher(model.opened(), plain)


@pytest.fixture(scope="module")
def after(model: SmallModel, twice: list[str], before: Matcher) -> Matcher:
    """The same universe, which knows its clusters; `before` was opened without them."""
    return Matcher(model.opened(), cluster_rows(before.index, [[f"copy-{one}", one] for one in twice]))


@pytest.fixture(scope="module")
def rows(model: SmallModel, twice: list[str]) -> list[dict[str, Any]]:
    """The records of profiles that are there twice, without an address that forces the link."""
    named = {record for record, profile in model.truth().items() if profile in twice}
    return [row for row in model.rows() if row["id"] in named]


def outcomes(matcher: Matcher, rows: list[dict[str, Any]], limit: int = 5) -> list[Outcome]:
    return [one for one in matcher.match_rows(rows, limit=limit) if isinstance(one, Outcome)]


def test_a_record_of_two_profiles_is_linked_to_the_first_with_both_probabilities(
    before: Matcher, after: Matcher, rows: list[dict[str, Any]]
) -> None:
    alone = outcomes(before, rows)
    together = outcomes(after, rows)
    filled = filled_fields(after.index)

    linked = [sum(one.decision == LinkDecision.LINKED for one in some) for some in (alone, together)]
    assert linked[1] > linked[0]
    assert before.model_version != after.model_version
    for one, two in zip(alone, together, strict=True):
        if two.best is not None and two.best.cluster and two.best.probability > 0.5:
            members = [each.probability for each in one.candidates if each.id in two.best.cluster]
            first, second = (filled[row] for row in after.index.rows_of(two.best.cluster) if row is not None)
            assert (two.best.id, first >= second) == (two.best.cluster[0], True), "the one that states most is first"
            assert two.best.probability == pytest.approx(min(sum(members), 1.0), abs=3e-6)


def test_neither_order_nor_limit_nor_other_records_change_a_folded_answer(
    after: Matcher, rows: list[dict[str, Any]]
) -> None:
    together = {one.record_id: one for one in outcomes(after, rows, 50)}

    shuffled = outcomes(after, random.Random(2).sample(rows, len(rows)), 50)
    short = [outcomes(after, [row], 1)[0] for row in rows]

    assert [one for one in shuffled if one != together[one.record_id]] == []
    assert [one for one in short if one != replace(together[one.record_id], candidates=one.candidates)] == []
    assert all(one.candidates == together[one.record_id].candidates[:1] for one in short)


def scored_as(probability: list[float]) -> Any:
    """Return the scored candidates of one record, as far as folding reads them."""
    row = np.zeros(len(probability), np.int64)
    numbers = np.arange(len(probability))
    retrieved = SimpleNamespace(groups=Groups.of(row), retrieval=Retrieval(np.ones(len(row)), np.zeros(len(row))))
    evidence = SimpleNamespace(match_weight=np.zeros(len(row)))
    short = SimpleNamespace(left_rows=row, evidence=evidence, kept=numbers, retrieved=retrieved)
    return SimpleNamespace(shortlist=short, probability=np.array(probability), raw=-numbers.astype(np.float64))


@given(
    st.lists(st.tuples(st.integers(ALONE, 3), st.floats(0, 1)), max_size=12).map(
        lambda pairs: sorted(pairs, key=lambda pair: -pair[1])
    )
)
def test_folding_keeps_each_cluster_once_in_order_and_at_most_one(pairs: list[tuple[int, float]]) -> None:
    numbers = [number for number, _ in pairs]
    probability = [p for _, p in pairs]

    folded = fold(scored_as(probability), np.array(numbers, np.int64), 1, len(pairs))

    kept = list(zip(folded.shown.positions.tolist(), folded.cluster, strict=True))
    clusters = [numbers[place] for place, _ in kept if numbers[place] != ALONE]
    found = [probability[place] if one is None else one[1] for place, one in kept]
    assert sorted(clusters) == sorted(set(numbers) - {ALONE})
    assert sum(numbers[place] == ALONE for place, _ in kept) == numbers.count(ALONE)
    assert found == sorted(found, reverse=True)
    assert all(probability[place] <= one <= 1 for (place, _), one in zip(kept, found, strict=True))
    assert sum(found) <= sum(probability) + 1e-9


def test_an_excluded_or_deleted_first_profile_leaves_its_place_to_the_next(
    model: SmallModel, after: Matcher, rows: list[dict[str, Any]], twice: list[str], tmp_path: Path
) -> None:
    row = next(row for row, one in zip(rows, outcomes(after, rows), strict=True) if one.match and one.match.cluster)
    first = outcomes(after, [row])[0].match
    assert first is not None
    universe = [one for one in model.rows("universe") if one["id"] in twice]
    copies = cluster_rows(build_rows(model.kind, universe, tmp_path / "i"), [twice[:3]])
    members = copies.cluster_members(0)

    excluded = after.match_records([row["id"]], [normalise(model.kind, row)], Answering(), {row["id"]: [first.id]})[0]
    copies.apply({}, members[:1])

    assert (excluded.best and (excluded.best.id, excluded.best.cluster)) == (first.cluster[1], ())
    assert copies.cluster_members(0) == members[1:]


def test_a_profile_that_the_record_names_stays_the_one(after: Matcher, rows: list[dict[str, Any]]) -> None:
    outcome = next(one for one in outcomes(after, rows) if one.match is not None and one.match.cluster)
    row = next(row for row in rows if row["id"] == outcome.record_id)
    assert outcome.match is not None

    named = outcomes(after, [{**row, "profile_url": outcome.match.cluster[1]}])[0]

    assert named.match is not None
    assert (named.match.id, named.match.probability) == (outcome.match.cluster[1], 1.0)
    assert named.match.claimed == outcome.match.id
    assert not any(one.is_for(named.match.id) for one in named.candidates[1:])


def test_one_to_one_gives_a_cluster_to_one_record(after: Matcher, rows: list[dict[str, Any]]) -> None:
    linked = next(one for one in outcomes(after, rows) if one.match is not None and one.match.cluster)
    assert linked.match is not None
    other = replace(linked.match, id=linked.match.cluster[1], probability=1.0)
    claims = [
        link_of(linked),
        link_of(replace(linked, record_id="named", match=other, candidates=(other,), basis="forced")),
    ]

    first, named = one_to_one(claims)

    assert (first.decision, first.winner_id, named.decision) == ("duplicate", "named", "linked")


def test_clusters_that_are_damaged_or_of_another_index_are_refused_by_name(tmp_path: Path) -> None:
    rows = [{"id": name, "full_name": f"{name} Miller"} for name in ("a", "b", "c")]
    index = cluster_rows(build_rows(Kind.PERSON, rows, tmp_path / "index"), [["a", "b"]])
    other = build_rows(Kind.PERSON, rows[:2], tmp_path / "other")
    whole = (index.path / CLUSTERS_FILE).read_bytes()

    for folder, content, says in (
        (index.path, whole[:-1] + bytes([whole[-1] ^ 1]), r"clusters\.bin is damaged"),
        (other.path, whole, "belongs to the index"),
    ):
        (folder / CLUSTERS_FILE).write_bytes(content)
        with pytest.raises(IndexRefused, match=says):
            UniverseIndex.open(folder)
