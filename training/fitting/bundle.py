"""The bundle of a training: fitted models, metrics, the reference of drift, and generated golden pairs."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path
from typing import Any

import numpy as np

from data.labels.labels import Labels
from data.labels.links import LinksTable
from data.tables.atomic import replacing
from data.tables.outputs import FolderType
from data.tables.work_folders import work_folder
from features.normalise.text import read_sentences
from features.own_fields.registry import schema_from_json
from features.ranking.feature_list import features_of
from features.schema.array_types import Floats, Ints
from features.schema.kinds import Kind
from features.schema.schema import Schema, Shape
from features.schema.value_class import value_class
from serving.matching.bundle import (
    BASE_MODEL,
    CALIBRATION,
    COLLECTIVE,
    COLLECTIVE_TREES,
    FORMAT,
    GOLDEN,
    MANIFEST,
    METRICS,
    OWN_FIELDS,
    POLICY,
    SPLINK,
    TREES,
    Bundle,
    content_hash,
    read_manifest,
)
from serving.matching.calibration import Calibration
from serving.matching.collective import CollectiveModel
from serving.matching.decisions import BestCandidate, decide
from serving.matching.drift import REFERENCE, Distribution, Reference, Seen, decision_shares
from serving.matching.former_names import file_of
from serving.matching.golden import golden_probabilities
from serving.matching.guarantees.answers_needed import AnswersSoFar
from serving.matching.policy import Policy
from serving.matching.ranker import BASE_MODEL_FEATURES
from training.evaluation.evaluation import Evaluation, evaluate_links
from training.evaluation.model_figures import own_worth
from training.evaluation.thresholds import ThresholdTable, held_out_table, left_out_table
from training.fitting.methods.curves import HeldOut, best_of_records
from training.fitting.methods.decoys import DecoyScores
from training.fitting.methods.examples import Examples
from training.fitting.methods.independent_scores import FittedIndependentPass
from training.fitting.methods.label_audit import LabelAudit
from training.fitting.methods.left_out_facts import NO_VERDICT, FactsVerdict
from training.fitting.methods.parameters import Parameters

GOLDEN_ROWS = Path(__file__).with_name("golden_rows.json")
"""The generated records and profiles of golden pairs, the same for every training. They hold no customer's value; a
test draws them again, and writes them where ONEMATCH_WRITE_DOCS=1."""
SCORE_EDGES = (0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99)
HELD_OUT_FIGURES = ("precision", "recall", "f1", "top1_accuracy", "best_f1", "recall_at_precision_99", "ece")
MEANINGS: Mapping[str, str] = read_sentences(
    """
    basis: what probabilities and thresholds rest on: own_labels (your labels), em (your records without \
labels) or shipped (the base model alone)
    trees: trees of the re-ranker
    linked_from: the least probability of a link; without one nothing is linked
    review_from: the least probability that a person should look at
    margin: the least lead of a link over the runner-up; a smaller one goes to review
    collective_gain: the collective pass: what best F1 gains where records that claim one profile are looked at \
together; without a gain there is no such pass
    records: labelled records
    nobody: of them records that have no profile
    held_out_precision: share of the links that are right
    held_out_recall: share of the records with a match that are linked to it
    held_out_f1: harmonic mean of held-out precision and held-out recall
    held_out_top1_accuracy: share of the records with a match whose best candidate is right
    held_out_best_f1: F1 at the best threshold
    held_out_recall_at_precision_99: recall where 99 of 100 links are right
    held_out_ece: the mean gap between a probability and how often it is right
    suspected_labels: labels that the evidence contradicts so surely that they are probably wrong
    best_f1_without_suspected: held-out F1 at the best threshold, these labels left out
    labels_without_record: labels of records that --crm does not hold
    records_in_all: records of --crm
    records_that_teach: of them records in the training set
    """
)
"""What the metrics of a bundle mean, where they are shown. Held out: scored by a model that did not see the entity."""


@value_class
class BundleParts:
    """The contents of a bundle to write. `trees` is LightGBM's model text, `base_model` the base model's folder.

    `notes` are further JSON documents by file name; no answer depends on them.
    """

    kind: Kind
    splink: Mapping[str, Any]
    trees: str
    feature_keys: tuple[str, ...]
    calibration: Calibration
    policy: Policy
    basis: str
    golden: Mapping[str, Any]
    metrics: Mapping[str, Any]
    facts: Mapping[str, Any]
    base_model: Path | None
    collective: CollectiveModel | None = None
    notes: Mapping[str, Any] = field(default_factory=dict)
    own_fields: Sequence[Mapping[str, Any]] = ()


@value_class
class FittedModels:
    """The passes of a model with its policy; `basis` is what its answers are based on.

    `held_out` are the labelled records' links as `match` would make them, scored out of fold. `decoys` calibrated a
    model without labels, and have probabilities as scores; `verdict` is what facts say of it.
    """

    independent: FittedIndependentPass
    policy: Policy
    basis: str
    facts: Mapping[str, Any]
    held_out: LinksTable | None = None
    collective: CollectiveModel | None = None
    decoys: DecoyScores | None = None
    verdict: FactsVerdict = NO_VERDICT
    audit: LabelAudit | None = None


@value_class
class Fit:
    """What a fit gives: everything that goes into a bundle, and the number of each record's candidates."""

    parameters: Parameters
    models: FittedModels
    facts: Mapping[str, Any]
    best: "BestOfRecords"
    reference: Reference
    candidates: Ints

    @property
    def reads_base_model(self) -> bool:
        """Whether the re-ranker has the base model's score among its features."""
        return any(key in BASE_MODEL_FEATURES for key in self.models.independent.ranker.feature_keys)

    @property
    def given_to_libraries(self) -> dict[str, object]:
        """The parameters that LightGBM and Splink were given, and the rules that EM ran on."""
        splink = self.parameters.settings
        trees = self.models.independent.ranker.boosted.booster.params
        given = {f"splink.{name}": value for name, value in splink.items() if not isinstance(value, list)}
        given |= {f"lightgbm.{name}": value for name, value in trees.items()}
        return given | {"splink.em_rules_used": self.facts["splink"]["em_blocks"]}


def write_fit(
    out: Path,
    fitted: Fit,
    schema: Schema,
    *,
    facts: Mapping[str, Any],
    metrics: Mapping[str, Any],
    base_model: Path | None,
    notes: Mapping[str, Any],
) -> None:
    """Write the bundle of a fit, with the folder of its base model."""
    models = fitted.models
    ranker = fitted.models.independent.ranker
    parts = BundleParts(
        kind=schema.kind,
        splink=fitted.parameters.settings,
        trees=ranker.boosted.booster.model_to_string(),
        feature_keys=ranker.feature_keys,
        calibration=models.independent.calibration,
        policy=models.policy,
        basis=models.basis,
        golden={},
        metrics=metrics,
        facts=facts,
        base_model=base_model,
        collective=models.collective,
        notes={REFERENCE: fitted.reference.as_json(), **notes},
        own_fields=[declaration.as_json() for declaration in schema.declarations],
    )
    write_parts(out, parts)


def write_parts(out: Path, parts: BundleParts) -> None:
    """Write a bundle with golden pairs and the probabilities that the bundle itself gives them."""
    rows = json.loads(GOLDEN_ROWS.read_text(encoding="utf-8"))[parts.kind]
    records = rows["records"]
    profiles = rows["profiles"]
    golden: dict[str, Any] = {"records": records, "profiles": profiles, "probabilities": []}
    with work_folder("bundle") as folder:
        draft = folder / "bundle"
        write_bundle(replace(parts, golden=golden), draft)
        golden["probabilities"] = golden_probabilities(Bundle.open(draft), records, profiles).tolist()
    write_bundle(replace(parts, golden=golden), out)


def write_bundle(parts: BundleParts, out: Path) -> None:
    """Write a bundle folder beside `out`, then rename it: readers see a whole bundle or none. Raises OutputRefused."""
    with replacing(out, FolderType.BUNDLE) as folder:
        folder.mkdir(exist_ok=True)
        (folder / TREES).write_text(parts.trees)
        _dump(folder / SPLINK, parts.splink)
        _dump(folder / CALIBRATION, parts.calibration.as_json())
        _dump(folder / POLICY, parts.policy.as_json())
        _dump(folder / GOLDEN, parts.golden)
        _dump(folder / METRICS, parts.metrics)
        for name, note in parts.notes.items():
            _dump(folder / name, note)
        if parts.collective is not None:
            (folder / COLLECTIVE_TREES).write_text(parts.collective.booster.text)
            _dump(folder / COLLECTIVE, parts.collective.as_json())
        if parts.base_model is not None:
            _copy_base_model(parts.base_model, folder / BASE_MODEL)
        files = sorted(p for p in folder.rglob("*") if p.is_file())
        manifest = {
            "format": FORMAT,
            "kind": str(parts.kind),
            "basis": parts.basis,
            "features": list(parts.feature_keys),
            "fields": schema_from_json(parts.kind, parts.own_fields).field_versions,
            "files": {str(p.relative_to(folder)): content_hash(p) for p in files},
            **({OWN_FIELDS: list(parts.own_fields)} if parts.own_fields else {}),
            **parts.facts,
        }
        _dump(folder / MANIFEST, manifest)


def _copy_base_model(source: Path, target: Path) -> None:
    """Copy a bundle that reads no base model; of one that does, copy its base model instead, so that none nests."""
    manifest = read_manifest(source)
    if any(key in BASE_MODEL_FEATURES for key in manifest["features"]):
        source = file_of(source, BASE_MODEL)
        manifest = read_manifest(source)
    target.mkdir()
    for file in [*(file_of(source, name) for name in manifest["files"]), source / MANIFEST]:
        (target / file.name).write_bytes(file.read_bytes())


def _dump(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=1, sort_keys=True) + "\n")


@value_class
class BestOfRecords:
    """The best candidates of all records of a training that have one: two probabilities each; and all decisions."""

    probability: Floats
    runner_up: Floats
    records: int
    decisions: Mapping[str, int]


def best_of(records: int, examples: Examples, raw: Floats, calibration: Calibration, policy: Policy) -> BestOfRecords:
    """Decide so many records by the raw scores of their examples, each by itself."""
    best = HeldOut.of(raw, examples, np.zeros(len(examples), np.bool_))
    probabilities, rivals = best.probabilities(calibration)
    decided = (
        decide(BestCandidate(probability, rival), policy)
        for probability, rival in zip(probabilities.tolist(), rivals.tolist(), strict=True)
    )
    counts = Counter(map(str, decided))
    counts["none"] += records - len(probabilities)
    return BestOfRecords(probabilities, rivals, records, counts)


def drift_reference(shape: Shape, examples: Examples, raw: Floats, best: BestOfRecords) -> Reference:
    """Sum up the best candidates of all records by the raw scores of their examples: what drift is measured from."""
    names = [feature.key for feature in features_of(shape)]
    rows = best_of_records(raw, examples.left_rows)
    best_seen = Seen(names, examples.matrix[rows, : len(names)], best.probability.round(6), best.decisions)
    return reference_of(best_seen)


def threshold_table(fitted: Fit, evaluation: Evaluation | None, seed: int) -> ThresholdTable:
    """Return what each wanted precision costs: by held-out answers, else by the left-out precision curve."""
    models = fitted.models
    best = fitted.best
    if evaluation is not None:
        policy = models.policy if models.collective is None else models.collective.policy
        return held_out_table(evaluation.counted.judged, policy, seed)
    so_far = AnswersSoFar(**models.facts.get("answers", {}))
    return left_out_table(
        models.policy,
        best.probability,
        best.runner_up,
        best.records,
        so_far=so_far,
        wrong_at_most=None if models.decoys is None else models.decoys.share_from,
        wrong_times=(models.verdict.wrong_times(), models.verdict.wrong_times(errors=2)),
    )


def held_out_evaluation(models: FittedModels, labels: Labels | None) -> Evaluation | None:
    """Measure the out-of-fold links of the labelled records; None without enough labels."""
    return None if models.held_out is None or labels is None else evaluate_links(models.held_out, labels)


def metrics_of(models: FittedModels, evaluation: Evaluation | None) -> dict[str, Any]:
    """Return the metrics of a bundle: thresholds, and figures of held-out records where there are any."""
    figures = {} if evaluation is None else {name: evaluation.figures.get(name) for name in HELD_OUT_FIGURES}
    return {
        "basis": models.basis,
        "trees": models.independent.trees,
        "linked_from": models.policy.linked,
        "review_from": models.policy.review,
        "margin": models.policy.margin,
        "collective_gain": models.facts.get("collective_gain_in_best_f1"),
        **models.facts.get("labels", {}),
        **({} if models.audit is None else models.audit.figures),
        **{f"held_out_{name}": value for name, value in figures.items()},
    }


def run_figures(table: ThresholdTable, fitted: Fit, schema: Schema) -> dict[str, Any]:
    """Return what a run states besides: at each wanted precision threshold, links, expected precision; own fields."""
    worth = own_worth(fitted.models.independent.ranker.boosted.booster.model_to_string(), schema)
    return table.as_figures() | ({"own_fields": worth} if worth else {})


def reference_of(batch: Seen) -> Reference:
    """Return the distributions of a training's best candidates."""
    features = {name: Distribution.of(batch.matrix[:, column]) for column, name in enumerate(batch.names)}
    score = Distribution.of(batch.probability, SCORE_EDGES)
    return Reference(sum(batch.decisions.values()), features, score, decision_shares(batch.decisions))
