"""A replay starts where a training without labels ends."""

from data.index.index import UniverseIndex
from data.labels.labels import read_labels
from data.tables.progress import silent
from data.tables.records import read_records
from serving.matching.bundle import Bundle
from tests.support.small_models import SmallModel
from training.feedback.replay import QUEUE, prepare_replay, replay
from training.fitting.examples import Source
from training.fitting.fit import fit
from training.fitting.learn import FitRequest


def test_before_any_answer_a_replay_knows_what_a_training_without_labels_knows(small_model: SmallModel) -> None:
    crm, truth = read_records(small_model.kind, small_model.files / "crm.parquet"), small_model.files / "truth.parquet"
    source = Source(small_model.kind, crm.ids, crm.records, UniverseIndex.open(small_model.index))
    ancestor = Bundle.open(small_model.bundle)
    ancestor = ancestor.ancestor or ancestor

    prepared = prepare_replay(source, ancestor, read_labels(truth))
    fitted = fit(FitRequest(source, None, ancestor, 0.99, 0), silent)
    [lesson] = replay(prepared, QUEUE, [0])

    assert prepared.settings == fitted.parameters.settings
    assert (lesson.labels, lesson.trees) == (0, fitted.learned.boosted.trees)
    assert 0 < lesson.best_f1 <= 1
