"""Ablation of feature families on a set: out-of-fold best F1 without each. The test split is not read."""

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np

from data.tables.progress import Progress
from features.ranking.feature_list import FEATURES
from features.schema.array_types import Floats
from features.schema.kinds import Kind
from serving.matching.calibration import sigmoid
from training.bench.quality.kept import Figures, kept
from training.bench.quality.trials import index_of_set
from training.bench.results import Row
from training.evaluation.data_sets import QualitySet
from training.evaluation.metrics import best_f1, curve
from training.fitting.methods.boosting import TrainingSet, boost
from training.fitting.methods.curves import best_of_records
from training.fitting.methods.training_parameters import defaults_of

SEED = 0


def ablation_rows(sets: Sequence[QualitySet], progress: Progress, *, measure: bool = True) -> list[Row]:
    """Return one row a family with the change by its absence on each set of a kind; the first row has all families."""
    found: dict[str, Figures] = {}
    for each in sets:
        figures = kept(each, "ablation", partial(_measure, each, progress) if measure else None)
        if figures is not None:
            found[each.name] = figures
    if not found:
        return []
    families = _families(sets[0].kind)
    whole: Row = {"family": "(all)", "features": sum(map(len, families.values()))} | {
        name: figures["all"] for name, figures in found.items()
    }
    return [whole, *(_row(family, len(positions), found) for family, positions in families.items())]


def _row(family: str, features: int, found: Mapping[str, Figures]) -> Row:
    changes = {name: f"{figures['without'][family] - figures['all']:+.4f}" for name, figures in found.items()}
    return {"family": family, "features": features, **changes}


def _families(kind: Kind) -> dict[str, list[int]]:
    families: dict[str, list[int]] = {}
    for position, feature in enumerate(FEATURES[kind]):
        families.setdefault(feature.family, []).append(position)
    return families


def _measure(of: QualitySet, progress: Progress) -> Figures:
    """Gather the examples of the train split once, and fit the re-ranker without each family in turn."""
    from data.index.index import UniverseIndex
    from data.labels.labels import read_labels
    from data.tables.records import read_records
    from training.fitting.methods.examples import FitRequest, Source, label_examples
    from training.fitting.weights import weigh_candidates

    labels = read_labels(of.file("truth")).for_split("train")
    crm = read_records(of.kind, of.file("crm"))
    rows = [row for row, crm_id in enumerate(crm.ids) if crm_id in labels.answers]
    ids, records = [crm.ids[row] for row in rows], [crm.records[row] for row in rows]
    source = Source(of.kind, ids, records, UniverseIndex.open(index_of_set(of, progress)))
    usual = defaults_of(of.kind)
    request = FitRequest(source, labels, None, 0.99, SEED, usual)
    examples = weigh_candidates(request, progress).examples
    labelled = label_examples(source, examples, labels, usual.folds)
    right, left = labelled.right, examples.left_rows
    n_true = sum(bool(answers) for answers in labels.answers.values())

    def reached(absent: list[int]) -> float:
        matrix = examples.matrix.copy()
        matrix[:, absent] = np.nan
        training_set = TrainingSet(matrix, right.astype(np.float64), labelled.weight[left], labelled.fold[left])
        names = [feature.key for feature in FEATURES[of.kind]]
        scores = boost(usual, of.kind, training_set, SEED, names).out_of_fold
        return _best_f1(scores, left, right, n_true)

    absent_family: dict[str, float] = {}
    families = _families(of.kind)
    for done, (family, positions) in enumerate(families.items()):
        progress("ablation", done, len(families))
        absent_family[family] = reached(positions)
    return {"all": reached([]), "without": absent_family}


def _best_f1(scores: Floats, left_rows: np.ndarray, right: np.ndarray, n_true: int) -> float:
    best = best_of_records(scores, left_rows)
    return best_f1(curve(sigmoid(scores[best]), right[best], n_true)) or 0.0
