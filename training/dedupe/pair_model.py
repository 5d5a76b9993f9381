"""The model of pairs within one file: Splink's weights, trees on labels or pseudo-labels, and the calibration.

A record may have several right partners, so that nothing here compares a pair with rivals.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.index.index import UniverseIndex
from data.tables.progress import Progress
from features.comparisons.kernel import Kernel
from features.pairs.evidence import Evidence
from features.ranking.feature_list import FEATURES, feature_matrix
from features.schema.array_types import Floats, Ints
from features.schema.kinds import Kind
from serving.clusters.candidate_pairs import candidate_pairs
from serving.clusters.pair_scorer import CHUNK, mean_of, measure_both_ways, pairwise_features
from serving.clusters.record_pairs import RecordPairs
from serving.clusters.statements import Statements
from serving.matching.bundle import Bundle, BundleParts
from serving.matching.calibration import Calibration, sigmoid
from serving.matching.policy import Policy
from serving.matching.scorer import base_model_log_odds
from serving.matching.shortlist import FieldFrequencies
from training.dedupe.pair_labels import LabelledPairs, label_pairs
from training.dedupe.pair_rate import KINDS_WITH_EM, pair_pseudo_labels
from training.fitting.methods.boosting import FOLDS, TrainingSet, boost, boost_pseudo_labels
from training.fitting.methods.curves import fit_sigmoid
from training.fitting.methods.parameters import complete_parameters
from training.fitting.methods.splink_fit import FitPlan, fit_splink_on_one

MOST_ROWS = 60_000
"""Most records whose candidate pairs count; labelled ones come first."""
MOST_PAIRS = 80_000
"""Most pairs that the trees are grown on, drawn by hash; more cost time."""
ENOUGH_LABELLED_PAIRS = 20_000
"""From so many labelled pairs on, no pseudo-labels are learned from."""
_SPREADING = np.uint64(0x9E3779B97F4A7C15)
MOST_SPLINK_ROWS = 200_000
PSEUDO_LABELLED_PAIRS = 1_000.0
"""All pseudo-labelled pairs together weigh at most as much as so many labelled ones, and less the more there are."""
DEDUPLICATION = "deduplication"
"""What the manifest of such a bundle states as its task."""


@dataclass(frozen=True, slots=True)
class PairRequest:
    """What a pair model is fitted from: the index of the file, the base model, and what people state of its records."""

    index: UniverseIndex
    base_model: Bundle
    stated: Statements
    precision: float
    seed: int

    @property
    def kind(self) -> Kind:
        return self.index.kind


@dataclass(frozen=True, slots=True)
class PairExamples:
    """Candidate pairs with their features in both directions, match weights (natural log) and base model scores."""

    pairs: RecordPairs
    forth: NDArray[np.float32]
    back: NDArray[np.float32]
    weight: Floats
    base_raw: Floats

    def take(self, which: Ints) -> "PairExamples":
        """Return some of the pairs, in order."""
        tables = self.forth[which], self.back[which], self.weight[which], self.base_raw[which]
        return PairExamples(self.pairs.take(which), *tables)

    @property
    def doubled(self) -> NDArray[np.float32]:
        """The features of all pairs, forth and then back."""
        return np.vstack([self.forth, self.back])


def fit_pair_model(request: PairRequest, progress: Progress) -> BundleParts:
    """Fit the model; the parts of a bundle lack golden pairs."""
    kind, index, base = request.kind, request.index, request.base_model
    progress("splink", 0, None)
    table = index.take(_splink_rows(index, request.seed))
    fitted = fit_splink_on_one(table, FitPlan(seed=request.seed))
    parameters = complete_parameters(fitted, base.splink)
    kernel = Kernel.from_splink_json(parameters.settings, FieldFrequencies(index), kind)
    rows = _teaching_rows(request)
    progress("pairs", 0, None)
    stated = request.stated
    pairs = RecordPairs.joined([candidate_pairs(index, kernel, rows), stated.matches, stated.not_matches])
    examples = gather_pairs(request, kernel, pairs, progress)
    by_em = bool(fitted.blocks)
    weight = examples.weight if by_em and kind in KINDS_WITH_EM else None
    pseudo, rate = pair_pseudo_labels(pairs, rows, examples.base_raw, weight)
    labelled = label_pairs(examples.pairs, request.stated, FOLDS[kind])
    progress("re-ranker", 0, None)
    learned = _learn(request, examples, pseudo, labelled)
    counts = {"right": int((labelled.known & labelled.right).sum()), "known": int(labelled.known.sum())}
    facts = {
        "task": DEDUPLICATION,
        "seed": request.seed,
        "splink": {"em_blocks": [list(block) for block in fitted.blocks], "sources": parameters.sources},
        "labelled_pairs": counts,
        "ancestor": base.version,
        "partner_rate": round(rate, 4),
    }
    basis = "own_labels" if labelled.are_enough else "shipped" if weight is None else "em"
    policy = Policy(None, 1.0, 0.1, request.precision, ())
    return BundleParts(
        kind, parameters.settings, learned.trees, pairwise_features(kind), learned.calibration, policy, basis,
        {}, {"basis": basis, "trees": learned.n_trees, **counts}, facts, None,
    )  # fmt: skip


def gather_pairs(request: PairRequest, kernel: Kernel, pairs: RecordPairs, progress: Progress) -> PairExamples:
    """Compute the features of pairs in both directions."""
    wanted = set(pairwise_features(request.kind))
    features = [feature for feature in FEATURES[request.kind] if feature.key in wanted]
    base, parts = request.base_model, []

    def measure(evidence: Evidence) -> NDArray[np.floating]:
        raw = base_model_log_odds(evidence, base)
        table = np.column_stack([evidence.match_weight * np.log(2), raw, feature_matrix(evidence, features)])
        return table.astype(np.float32)

    for start in range(0, len(pairs), CHUNK):
        part = pairs.take(slice(start, start + CHUNK))
        parts.append(measure_both_ways(request.index, kernel, part, measure))
        progress("features", min(start + CHUNK, len(pairs)), len(pairs))
    forth, back = (np.concatenate(way) for way in zip(*parts, strict=True))
    both = mean_of(forth[:, :2].astype(np.float64), back[:, :2].astype(np.float64))
    matrices = forth[:, 2:].astype(np.float32), back[:, 2:].astype(np.float32)
    return PairExamples(pairs, *matrices, both[:, 0], both[:, 1])


@dataclass(frozen=True, slots=True)
class _Learned:
    trees: str
    n_trees: int
    calibration: Calibration


def _learn(request: PairRequest, examples: PairExamples, pseudo: Floats, labelled: LabelledPairs) -> _Learned:
    """Grow the trees; labels calibrate them out of fold, pseudo-labels are calibrated as they are."""
    chosen = _teaching_pairs(examples.pairs, labelled)
    examples, pseudo, labelled = examples.take(chosen), pseudo[chosen], labelled.take(chosen)
    kind, keys, training_set = request.kind, pairwise_features(request.kind), _training_set(examples, pseudo, labelled)
    if not labelled.known.any():
        boosted = boost_pseudo_labels(kind, training_set, request.seed, keys)
        return _Learned(boosted.booster.model_to_string(), boosted.trees, Calibration())
    boosted = boost(kind, training_set, request.seed, keys)
    raw = mean_of(*np.split(boosted.out_of_fold, 2))
    held = labelled.known
    slope, intercept = fit_sigmoid(raw[held], labelled.right[held], Calibration(), labelled.weight[held])
    return _Learned(boosted.booster.model_to_string(), boosted.trees, Calibration(slope, intercept))


def _teaching_pairs(pairs: RecordPairs, labelled: LabelledPairs) -> Ints:
    """Return the pairs that the trees are grown on: labelled ones first, and others where these are few."""
    hashes = pairs.keys.astype(np.uint64) * _SPREADING
    order = np.lexsort((hashes, ~labelled.known))
    known = int(labelled.known.sum())
    most = min(known, MOST_PAIRS) if known >= ENOUGH_LABELLED_PAIRS else MOST_PAIRS
    return np.sort(order[:most])


def _training_set(examples: PairExamples, pseudo: Floats, labelled: LabelledPairs) -> TrainingSet:
    """Return labelled pairs, and the others with their pseudo-labels, which weigh less the more labels there are."""
    known, n_known = labelled.known, float(labelled.known.sum())
    if not n_known:
        n = 2 * len(pseudo)
        return TrainingSet(examples.doubled, np.tile(sigmoid(pseudo), 2), np.full(n, 0.5), np.full(n, -1))
    others = max(float((~known).sum()), 1.0)
    share = PSEUDO_LABELLED_PAIRS / (PSEUDO_LABELLED_PAIRS + n_known)
    weight = np.where(known, labelled.weight, min(1.0, PSEUDO_LABELLED_PAIRS / others) * share)
    target = np.where(known, labelled.right, sigmoid(pseudo))
    fold = np.where(known, labelled.fold, -1)
    return TrainingSet(examples.doubled, np.tile(target, 2), np.tile(weight / 2, 2), np.tile(fold, 2))


def _teaching_rows(request: PairRequest) -> Ints:
    """Return the rows whose candidate pairs teach: stated ones first, then by the hash of the id, as rows are."""
    stated = np.flatnonzero(request.stated.rows)[:MOST_ROWS]
    rest = np.setdiff1d(np.arange(len(request.index)), stated)[: max(MOST_ROWS - len(stated), 0)]
    return np.sort(np.concatenate([stated, rest]))


def _splink_rows(index: UniverseIndex, seed: int) -> Ints:
    n = len(index)
    if n <= MOST_SPLINK_ROWS:
        return np.arange(n)
    return np.sort(np.random.default_rng(seed).choice(n, MOST_SPLINK_ROWS, replace=False))
