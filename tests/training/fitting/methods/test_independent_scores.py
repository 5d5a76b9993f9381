"""The independent scores behind a collective pass: those of all claimants, learned from or not."""

from dataclasses import replace

import lightgbm
import numpy as np

from data.labels.label_rows import Label, Verdict
from data.labels.labels import labels_of
from data.tables.progress import silent
from features.normalise.records import normalise
from features.schema.kinds import Kind
from serving.matching.bundle import Bundle
from tests.support.small_models import SmallModel
from training.fitting.methods.boosting import Boosted, TrainingSet
from training.fitting.methods.examples import Examples, Source, gather_examples, label_examples
from training.fitting.methods.independent_scores import (
    FittedIndependentPass,
    FittedRanker,
    best_few,
    independent_scores,
    with_other_claimants,
)


def test_other_claimants_are_scored_as_records_that_are_learned_from(small_models: dict[Kind, SmallModel]) -> None:
    model = small_models[Kind.PERSON]
    matcher = model.matcher()
    rows = model.rows()[:300]
    records = [normalise(model.kind, row) for row in rows]
    whole = Source(model.kind, [str(row["id"]) for row in rows], list(records), matcher.index)
    part, rest = (replace(whole, ids=whole.ids[rows], records=whole.records[rows]) for rows in _halves(120))
    alone, together = (gather_examples(source, matcher.kernel, None, silent) for source in (part, whole))
    independent = fitted_elsewhere(matcher.bundle, alone)
    labelled = label_examples(part, alone, labels_of([Label(1, part.ids[0], None, Verdict.NOBODY)]), 5)

    scores, padded = with_other_claimants(
        independent_scores(part, alone, independent),
        labelled,
        independent,
        rest,
        settings=dict(matcher.bundle.splink),
        base_model=None,
    )

    expected = independent_scores(whole, together, fitted_elsewhere(matcher.bundle, together))
    for name in ("left_rows", "rows"):
        found = getattr(scores.examples, name)[best_few(scores)]
        np.testing.assert_array_equal(found, getattr(expected.examples, name)[best_few(expected)])
    np.testing.assert_array_equal(scores.probability[best_few(scores)], expected.probability[best_few(expected)])
    np.testing.assert_array_equal(scores.match_weight[best_few(scores)], expected.match_weight[best_few(expected)])
    assert scores.source.ids == whole.ids
    assert np.flatnonzero(padded.complete).tolist() == [0]
    assert len(padded.right) == len(padded.used) == len(scores.examples)


def fitted_elsewhere(bundle: Bundle, examples: Examples) -> FittedIndependentPass:
    """Return a bundle's independent pass, with no fold among these examples."""
    n = len(examples)
    booster = lightgbm.Booster(model_str=bundle.ranker.booster.text)
    training_set = TrainingSet(examples.matrix, np.zeros(n), np.ones(n), np.full(n, -1))
    boosted = Boosted(booster, np.zeros(n), booster.num_trees())
    ranker = FittedRanker(boosted, bundle.ranker.names, training_set, np.ones(n, np.bool_))
    return FittedIndependentPass(ranker, bundle.calibration)


def _halves(first: int) -> tuple[slice, slice]:
    return slice(0, first), slice(first, None)
