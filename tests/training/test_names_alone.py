"""People of whom nothing but names is known: a training without labels promises no more than their chances allow."""

import numpy as np

from data.progress import silent
from features.kinds import Kind
from features.normalise import normalise
from serving.bundle import Bundle
from tests.small_models import SmallModel
from training.calibrate import best_of_records
from training.examples import Source
from training.fit import weigh_candidates
from training.learn import FitRequest, learn
from training.opinion import ALLOWANCE_WITHOUT_EM
from training.ship_sources import NAMES
from training.shipped import shipped_bundle


def test_names_alone_link_no_more_than_their_own_chances_allow(small_models: dict[Kind, SmallModel]) -> None:
    model, shipped = small_models[Kind.PERSON], shipped_bundle(Kind.PERSON)
    assert shipped is not None
    rows = [{name: value for name, value in row.items() if name in NAMES[Kind.PERSON]} for row in model.rows()]
    source = Source(
        Kind.PERSON, [row["id"] for row in rows], [normalise(Kind.PERSON, row) for row in rows], model.universe()
    )
    request = FitRequest(source, None, Bundle.open(shipped), 0.99, 0)

    weighed = weigh_candidates(request, silent)
    learned = learn(request, weighed.examples, weighed.parameters.settings, by_em=weighed.by_em)

    assert not weighed.by_em
    scores = learned.scores(weighed.examples)
    chances = learned.calibration(scores[best_of_records(scores, weighed.examples.left_rows)])
    wrong = 1 - chances[chances >= (learned.policy.linked or 1.0)]
    assert wrong.sum() <= (0.01 + ALLOWANCE_WITHOUT_EM) * len(wrong)
    assert np.median(chances) < 0.95
