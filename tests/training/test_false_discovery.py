"""How often best candidates are wrong can be told without labels, by what records find without their best one."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from data.progress import silent
from features.columns import Record
from features.feature_list import FEATURES
from features.kernel import Kernel
from features.kinds import Kind
from features.normalise import normalise
from features.pairs import Floats
from serving.calibration import Calibration, sigmoid
from serving.shortlist import FieldFrequencies
from tests.small_models import SmallModel
from training.calibrate import best_of_records
from training.examples import Source
from training.false_discovery import LEAST_WEIGHT, Null, calibrate_by_null, hide_best
from training.fit import weigh_candidates
from training.learn import FitRequest

RECORDS = 20_000


def drawn(share: float, seed: int = 0) -> tuple[Floats, NDArray[np.bool_], Null]:
    """Draw best scores of records of which a share has no answer, whether each is right, and the null."""
    draw = np.random.default_rng(seed)
    right = np.where(draw.random(RECORDS) >= share, draw.normal(2, 2, RECORDS), -np.inf)
    wrong = draw.normal(-3, 2, RECORDS)
    return np.maximum(right, wrong), right > wrong, Null(draw.normal(-3, 2, 3000), np.ones(3000))


@pytest.mark.parametrize("share", [0.02, 0.3, 0.7])
def test_the_share_of_right_candidates_is_told_within_a_few_points(share: float) -> None:
    scores, right, null = drawn(share)

    curve = replace(calibrate_by_null(Calibration(), scores, null), steady=0.0)

    assert curve(scores).mean() == pytest.approx(right.mean(), abs=0.03)


@pytest.mark.parametrize("opinion", [Calibration(1.0, -3.0), Calibration(1.0, 3.0)], ids=["shy", "bold"])
def test_chances_that_were_shy_or_bold_come_nearer_to_the_truth(opinion: Calibration) -> None:
    scores, right, null = drawn(0.3)

    chances = calibrate_by_null(opinion, scores, null)(scores)

    low, high = scores < 0, scores >= 0
    for part in (low, high):
        assert abs(chances[part].mean() - right[part].mean()) < abs(opinion(scores[part]).mean() - right[part].mean())


def test_the_order_of_scores_stays() -> None:
    scores, _, null = drawn(0.3)

    chances = calibrate_by_null(Calibration(), scores, null)(np.sort(scores))

    assert (np.diff(chances) >= 0).all()


def test_runners_up_are_not_trusted_where_all_records_have_an_answer() -> None:
    scores, right, null = drawn(0.3)

    chances = calibrate_by_null(Calibration(), scores[right] + 9, null)(np.array([-3.0, 12.0]))

    assert chances[0] < 0.2 < 0.9 < chances[1]


def test_few_hidden_answers_change_nothing() -> None:
    scores, _, null = drawn(0.3)
    opinion, unsure = Calibration(), np.full(len(null.scores), 0.9 * LEAST_WEIGHT / len(null.scores))

    assert calibrate_by_null(opinion, scores, Null(null.scores[:150], null.weight[:150])) is opinion
    assert calibrate_by_null(opinion, scores, replace(null, weight=unsure)) is opinion
    assert calibrate_by_null(opinion, scores, replace(null, weight=unsure * 1.2)) is not opinion


def test_what_is_found_without_the_best_is_weaker_and_twins_hardly_count(small_models: dict[Kind, SmallModel]) -> None:
    model = small_models[Kind.PERSON]
    rows = model.rows()
    records: list[Record] = [normalise(Kind.PERSON, row) for row in rows]
    source = Source(Kind.PERSON, [row["id"] for row in rows], records, model.universe())
    weighed = weigh_candidates(FitRequest(source, None, None, 0.99, 0), silent)
    kernel = Kernel.from_splink_json(weighed.parameters.settings, FieldFrequencies(source.index), Kind.PERSON)
    column = [feature.name for feature in FEATURES[Kind.PERSON]].index("match_weight")

    def score(matrix: NDArray[np.float32]) -> Floats:
        return matrix[:, column].astype(np.float64)

    examples = weighed.examples
    raw = score(examples.matrix)
    null = hide_best(source, examples, sigmoid(raw), kernel, score)
    twins = hide_best(source, examples, np.ones(len(raw)), kernel, score)

    assert null.scores.mean() < raw[best_of_records(raw, examples.left_rows)].mean() - 3
    assert ((null.weight >= 0) & (null.weight <= 1)).all()
    assert null.weight.any()
    assert not twins.weight.any()
