"""How often best candidates are wrong follows without labels from what records find without their best one."""

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from numpy.typing import NDArray

from data.index.build import build_index
from data.index.index import UniverseIndex
from data.tables.progress import Progress, silent
from features.comparisons.kernel import Kernel
from features.normalise.records import normalise
from features.pairs.columns import Record
from features.ranking.feature_list import FEATURES
from features.schema.array_types import Floats
from features.schema.kinds import Kind
from serving.matching.calibration import Calibration, sigmoid
from serving.matching.policy import MIN_LINK_PROBABILITY
from serving.matching.shortlist import Excluded, FieldFrequencies
from tests.support.small_models import SmallModel
from training.fitting.calibration import judge_links_by_facts
from training.fitting.methods.curves import best_of_records
from training.fitting.methods.decoys import (
    MAX_REPEATED,
    MIN_PROBABILITY,
    MIN_WEIGHT,
    DecoyScores,
    DecoySearch,
    calibrate_by_decoy_scores,
    calibrate_by_decoys,
    score_decoys,
    share_repeated,
)
from training.fitting.methods.examples import Examples, Source, gather_examples
from training.fitting.methods.left_out_facts import FACTS

RECORDS = 20_000


def drawn(share: float, seed: int = 0) -> tuple[Floats, NDArray[np.bool_], DecoyScores]:
    """Draw best scores of records of which a share has no answer, whether each is right, and the decoys' scores."""
    draw = np.random.default_rng(seed)
    right = np.where(draw.random(RECORDS) >= share, draw.normal(2, 2, RECORDS), -np.inf)
    wrong = draw.normal(-3, 2, RECORDS)
    return np.maximum(right, wrong), right > wrong, DecoyScores(draw.normal(-3, 2, 3000), np.ones(3000), 3000)


@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.9])
def test_the_share_of_right_candidates_is_estimated_within_a_few_points(share: float) -> None:
    scores, right, decoys = drawn(share)

    probabilities = calibrate_by_decoy_scores(Calibration(), scores, decoys, RECORDS)(scores)

    assert probabilities.mean() == pytest.approx(right.mean(), abs=0.02)


def test_few_decoys_change_nothing() -> None:
    scores, _, decoys = drawn(0.3)
    few = replace(decoys, drawn=MIN_WEIGHT - 1, weight=decoys.weight * MIN_WEIGHT / 3000)

    assert calibrate_by_decoy_scores(Calibration(), scores, few, RECORDS) == Calibration()
    assert calibrate_by_decoy_scores(Calibration(), scores, replace(few, drawn=MIN_WEIGHT), RECORDS) != Calibration()


def match_weight(matrix: NDArray[np.float32]) -> Floats:
    column = [feature.name for feature in FEATURES[Kind.PERSON]].index("match_weight")
    return matrix[:, column].astype(np.float64)


@dataclass(frozen=True, slots=True)
class Found:
    """A small set of people and their candidates; a score is the match weight."""

    search: DecoySearch
    examples: Examples

    @property
    def scores(self) -> Floats:
        return match_weight(self.examples.matrix)


@pytest.fixture(scope="module")
def people(small_models: dict[Kind, SmallModel]) -> Found:
    model = small_models[Kind.PERSON]
    rows = model.rows()
    records = [normalise(Kind.PERSON, row) for row in rows]
    source = Source(Kind.PERSON, [row["id"] for row in rows], list(records), model.universe())
    kernel = Kernel.from_splink_json(model.opened().splink, FieldFrequencies(source.index), source.schema)
    return Found(DecoySearch(source, kernel, match_weight), gather_examples(source, kernel, None, silent))


@pytest.fixture(scope="module")
def people_twice(
    people: Found, small_models: dict[Kind, SmallModel], tmp_path_factory: pytest.TempPathFactory
) -> Found:
    """The same people and match weights against a universe that holds every profile twice."""
    model = small_models[Kind.PERSON]
    folder = tmp_path_factory.mktemp("twice")
    profiles = pq.read_table(model.file("universe"))
    copies = profiles.set_column(0, "id", pa.array([f"copy-{id_}" for id_ in profiles["id"].to_pylist()]))
    pq.write_table(pa.concat_tables([profiles, copies]), folder / "universe.parquet")
    build_index(Kind.PERSON, folder / "universe.parquet", folder / "index", silent)
    source = replace(people.search.source, index=UniverseIndex.open(folder / "index"))
    search = replace(people.search, source=source)
    return Found(search, gather_examples(source, search.kernel, None, silent))


def test_what_is_found_without_the_best_is_weaker_and_equal_runners_up_hardly_count(people: Found) -> None:
    raw = people.scores
    left_rows = people.examples.left_rows

    decoys = score_decoys(people.search, people.examples, sigmoid(raw), Calibration())
    equal = score_decoys(people.search, people.examples, np.ones(len(raw)), Calibration())

    assert decoys.scores.mean() < raw[best_of_records(raw, left_rows)].mean() - 3
    assert len(decoys.weight)
    assert ((decoys.weight >= MIN_PROBABILITY) & (decoys.weight <= 1)).all()
    assert equal.drawn == np.count_nonzero(np.bincount(left_rows) == 1)


def test_profiles_that_the_universe_holds_twice_are_no_decoys(people: Found, people_twice: Found) -> None:
    start = Calibration(slope=1.0, intercept=-18.0)
    shares = []
    found = []
    for one in (people, people_twice):
        probabilities = sigmoid(one.scores - 2)
        likely = one.examples.rows[best_of_records(probabilities, one.examples.left_rows)]
        shares.append(share_repeated(one.search, likely, start))
        found.append(calibrate_by_decoys(one.search, one.examples, one.scores, probabilities, start))

    once, twice = shares
    assert once < MAX_REPEATED < 0.7 < twice
    assert found[0][1] is not None
    assert found[1] == (start, None)


def test_a_copy_of_the_excluded_profile_is_no_decoy_where_a_fact_identifies_it(people_twice: Found) -> None:
    start = Calibration(slope=1.0, intercept=-18.0)
    index = people_twice.search.source.index
    is_copy = np.array([name.startswith("copy-") for name in index.ids(people_twice.examples.rows)])
    probabilities = np.where(is_copy, 0.0, sigmoid(people_twice.scores - 2))

    decoys = score_decoys(people_twice.search, people_twice.examples, probabilities, start)

    likely = start(decoys.scores) >= MIN_LINK_PROBABILITY
    assert (decoys.weight[likely] == 0).mean() > 0.5
    assert (decoys.weight[~likely] > 0).all()


SEARCHED: list[list[Record]] = []


class Watched(DecoySearch):
    """A search that notes the records that it is asked for."""

    def look_up(
        self, ids: list[str], records: list[Record], excluded: Excluded, progress: Progress = silent
    ) -> tuple[Floats, Examples]:
        SEARCHED.append(records)
        return super().look_up(ids, records, excluded, progress)


def test_links_that_claim_more_than_facts_show_are_lowered(people: Found) -> None:
    search = Watched(people.search.source, people.search.kernel, people.search.score)

    modest, bold = (judge_links_by_facts(search, Calibration(intercept=intercept)) for intercept in (-8.0, 20.0))

    hidden = [{*fact.hidden} for fact in FACTS[Kind.PERSON].values() if fact.hidden]
    assert all(any(not fact & {*record} for fact in hidden) for records in SEARCHED for record in records)
    assert bold.lowered < -0.05 < modest.lowered
    assert bold.shift < 0
