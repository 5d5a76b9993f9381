"""Records that state nothing but a name, too poor for EM: what a training without labels makes of them."""

import numpy as np
import pytest

from data.sample.lost_fields import NAMES
from data.tables.progress import silent
from features.normalise.records import normalise
from features.schema.kinds import Kind
from serving.matching.bundle import Bundle
from tests.support.small_models import SmallModel
from training.fitting.calibrate import best_of_records
from training.fitting.examples import Source
from training.fitting.fit import Weighed, weigh_candidates
from training.fitting.learn import FitRequest, Learned, learn
from training.fitting.pseudo_labels import ALLOWANCE_WITHOUT_EM
from training.fitting.shipped_bundle import shipped_bundle


def learnt_from_names(model: SmallModel) -> tuple[Learned, Weighed]:
    """Train without labels, from the shipped bundle, on the names of a small set."""
    kind, shipped = model.kind, shipped_bundle(model.kind)
    assert shipped is not None
    rows = [{name: value for name, value in row.items() if name in NAMES[kind]} for row in model.rows()]
    source = Source(kind, [row["id"] for row in model.rows()], [normalise(kind, row) for row in rows], model.universe())
    request = FitRequest(source, None, Bundle.open(shipped), 0.99, 0)
    weighed = weigh_candidates(request, silent)
    assert not weighed.by_em
    return learn(request, weighed.examples, weighed.parameters.settings, by_em=False), weighed


def test_names_of_people_link_no_more_than_their_own_chances_allow(small_models: dict[Kind, SmallModel]) -> None:
    learned, weighed = learnt_from_names(small_models[Kind.PERSON])

    scores = learned.scores(weighed.examples)
    probabilities = learned.calibration(scores[best_of_records(scores, weighed.examples.left_rows)])
    wrong = 1 - probabilities[probabilities >= (learned.policy.linked or 1.0)]
    assert wrong.sum() <= (0.01 + ALLOWANCE_WITHOUT_EM) * len(wrong)
    assert np.median(probabilities) < 0.95


@pytest.mark.parametrize(("kind", "told_by_hiding"), [(Kind.PERSON, False), (Kind.COMPANY, True)])
def test_hidden_candidates_tell_of_names_of_companies_alone(
    small_models: dict[Kind, SmallModel], kind: Kind, told_by_hiding: bool
) -> None:
    learned, _ = learnt_from_names(small_models[kind])

    assert learned.facts["told_by_hiding"] is told_by_hiding


def test_hidden_candidates_are_not_asked_where_few_companies_have_an_answer(
    small_models: dict[Kind, SmallModel], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("training.fitting.learn.MOSTLY_ANSWERED", 0.999)

    learned, _ = learnt_from_names(small_models[Kind.COMPANY])

    assert learned.facts["told_by_hiding"] is False
