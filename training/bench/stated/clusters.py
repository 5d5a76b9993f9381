"""The clusters of one training at each wanted precision, beside what is stated of them."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from data.labels.clusters import ClusterFile, read_clusters
from data.tables.progress import Progress
from features.pairs.columns import hash_text
from training.bench.ground import Figures
from training.bench.quality.trials import ALL, NONE, OF_THE_QUEUE, WANTED, Trial, figures_of_trial
from training.dedupe.dedupe import DedupeRequest, dedupe_file
from training.evaluation.cluster_metrics import evaluate_clusters

JUDGED = ("precision", "recall", "f1")
FOUND = "clusters.parquet"


def measure_clusters(trial: Trial, progress: Progress) -> Figures:
    """Make and judge clusters for each wanted precision; the first fits the model, the others use it."""
    of = trial.of
    truth = read_clusters(of.file("clusters"))
    out = trial.folder / FOUND
    base = Path(str(trial.start_from))
    bundle = trial.folder / "bundle"
    request = DedupeRequest(of.kind, of.file("records"), out, base, kept_bundle=bundle, fields=of.declared)
    if trial.labels == ALL:
        request = replace(request, labels=of.file("clusters"), labels_split="train")
    elif trial.labels != NONE:
        request = replace(request, labels=_answers(trial, truth.for_split("train"), progress))
    decided: dict[str, dict[str, Any]] = {}
    for wanted in WANTED:
        summary = dedupe_file(replace(request, precision=wanted, seed=trial.seed), progress)
        request = replace(request, bundle=bundle, kept_bundle=None)
        true = evaluate_clusters(read_clusters(out), truth, "test")
        decided[str(wanted)] = {
            **{name: true.figures[f"pair_{name}"] for name in JUDGED},
            "precision_95": true.intervals["pair_precision"],
            "stated": summary.expected_precision,
            "stated_95": summary.expected_precision_95,
        }
    for name, figures in decided.items():
        right = (each["recall"] for each in decided.values() if each["precision"] >= float(name))
        figures["reachable"] = max(right, default=0.0)
    return {"parts": {of.name: {"decided": decided}}}


def _answers(trial: Trial, truth: ClusterFile, progress: Progress) -> Path:
    """Answer by the truth about pairs of the clusters without labels, each the weakest of a record."""
    unlabelled = replace(trial, labels=NONE)
    figures_of_trial(unlabelled, progress, measure_clusters)
    out = trial.folder / "answers.csv"
    out.parent.mkdir(parents=True, exist_ok=True)
    pairs = pd.read_parquet(unlabelled.folder / FOUND, columns=["id", "weakest_id"])
    pairs = pairs[pairs.isin(truth.cluster_of.keys()).all(axis=1) & (pairs["id"] < pairs["weakest_id"])]
    order = pairs["id"].map(lambda record: hash_text(f"{trial.seed} {record}")).argsort()
    pairs = pairs.iloc[order[: int(trial.labels.removesuffix(OF_THE_QUEUE))]].set_axis(["id_a", "id_b"], axis=1)
    left, right = (pairs[name].map(truth.cluster_of) for name in pairs)
    pairs.assign(verdict=(left == right).map({True: "match", False: "not_match"})).to_csv(out, index=False)
    return out
