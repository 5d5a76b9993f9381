"""A replay starts where a training without labels ends."""

from data.index import UniverseIndex
from data.labels import read_labels
from data.progress import silent
from data.tables import read_records
from serving.bundle import Bundle
from tests.small_models import SmallModel
from training.examples import Source
from training.fit import fit
from training.learn import FitRequest
from training.replay import QUEUE, prepare_replay, replay


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
