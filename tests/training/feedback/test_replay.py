"""A replay starts from a training without labels."""

import pytest

from data.index.index import UniverseIndex
from data.labels.labels import read_labels
from data.tables.progress import silent
from data.tables.records import read_records
from serving.matching.bundle import Bundle
from tests.support.small_models import SmallModel
from training.feedback.replay import QUEUE, prepare_replay, replay
from training.fitting.methods.examples import FitRequest, Source
from training.fitting.methods.training_parameters import defaults_of
from training.train import fit, learn


@pytest.mark.usefixtures("few_trees")
def test_before_any_answer_a_replay_equals_a_training_without_labels(small_model: SmallModel) -> None:
    crm, truth = read_records(small_model.kind, small_model.files / "crm.parquet"), small_model.files / "truth.parquet"
    source = Source(small_model.kind, crm.ids[:300], crm.records[:300], UniverseIndex.open(small_model.index))
    base_model = Bundle.open(small_model.bundle)
    base_model = base_model.base_model or base_model

    prepared = prepare_replay(source, base_model, read_labels(truth), learn)
    fitted = fit(FitRequest(source, None, base_model, 0.99, 0, defaults_of(small_model.kind)), silent)
    [point] = replay(prepared, QUEUE, [0])

    assert prepared.weighed.parameters.settings == fitted.parameters.settings
    assert (point.labels, point.trees) == (0, fitted.models.independent.trees)
    assert 0 < point.best_f1 <= 1
