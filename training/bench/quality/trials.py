"""One trial of the quality bench: a training with some labels from a base model made without the set, and its figures.

Trials are kept with their inputs, so that an interrupted bench continues where it stopped.
"""

import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from data.labels.judgements import write_judgements
from data.labels.label_rows import Label, Verdict
from data.labels.labels import Truth, read_labels
from data.labels.links import Link, LinkDecision, read_links
from data.tables.progress import Progress
from data.tables.records import read_records
from features.schema.value_class import value_class
from serving.batch.files import FileMatchRequest, match_file
from serving.contract.review.rules import in_order
from serving.matching.bundle import MANIFEST, Bundle, shipped_bundle
from serving.matching.decisions import BestCandidate, decide
from serving.matching.guarantees.propensity import Cell
from serving.matching.policy import Policy
from training.bench.ground import Figures, index_of_set, kept
from training.bench.quality.slices import scripts_of, sliced
from training.evaluation import metrics
from training.evaluation.bootstrap import Share, share_intervals
from training.evaluation.data_sets import QualitySet, is_sample, unspoilt_records
from training.evaluation.exact_intervals import wider_interval
from training.evaluation.figures import curve_of, figures_of, intervals_of
from training.evaluation.judged import CandidateReach, Counted, JudgedLinks, judge_links
from training.evaluation.matching import reach_of
from training.evaluation.thresholds import ThresholdLevel, read_thresholds
from training.evaluation.workspace import bench_home, code_digest, file_hash, make_once, without_runs
from training.feedback.review_files import cases_of, label_of, shares_shown
from training.request import TrainRequest
from training.shipped.ship import ShipRequest, ship
from training.train import train

WANTED = (0.99, 0.95, 0.90)
SHOWN = (LinkDecision.LINKED, LinkDecision.REVIEW, LinkDecision.NONE)
"""The decisions whose shares of all records are shown."""


def decisions_of(judged: JudgedLinks, bundle: Bundle) -> dict[str, dict[str, Any]]:
    """Choose thresholds for every wanted precision and judge the resulting links, beside what the bundle states."""
    table = read_thresholds(bundle.path)
    stated = {} if table is None else {level.wanted: level for level in table.levels}
    return {
        str(precision): _decided(judged, bundle.deciding_policy, precision, stated.get(precision))
        for precision in WANTED
    }


def _decided(judged: JudgedLinks, chosen: Policy, precision: float, stated: ThresholdLevel | None) -> dict[str, Any]:
    policy = chosen.at_precision(precision)
    decisions = [
        decide(BestCandidate(link.probability, link.probability - link.margin), policy)
        if link.candidate_id
        else LinkDecision.NONE
        for link in judged.links
    ]
    linked = np.array([decision is LinkDecision.LINKED for decision in decisions], np.bool_)
    correct = linked & judged.right
    points = curve_of(judged)
    n_linked, n_correct, n_true = (int(flags.sum()) for flags in (linked, correct, judged.answerable))
    share = Share(correct, linked)
    interval = wider_interval(share, share_intervals({"precision": share}, judged.entity)["precision"])
    return {
        "linked": n_linked,
        **{f"{decision}_share": decisions.count(decision) / max(len(decisions), 1) for decision in SHOWN},
        "precision": metrics.ratio(n_correct, n_linked),
        "precision_95": interval,
        "stated": None if stated is None else stated.precision,
        "stated_95": None if stated is None else stated.precision_interval,
        "recall": metrics.ratio(n_correct, n_true),
        "reachable": metrics.recall_at_precision(points, precision),
        "f1": metrics.ratio(2 * n_correct, n_linked + n_true),
        "best_f1": metrics.best_f1(points),
    }


def write_answers(truth: Path, links: Path, out: Path, count: int, seed: int) -> Path:
    """Answer the first questions of the review queue of LINKS by the truth of the train split; return the file.

    The seed orders the half of the queue which is drawn.
    """
    answers = read_labels(truth).for_split("train").answers
    reviewed = [link for link in read_links(links) if link.crm_id in answers]
    questions = [link for link in reviewed if link.candidate_id is not None]
    by_name = {f"{seed}/{link.crm_id}": link for link in questions}
    cases = [replace(case, name=f"{seed}/{case.name}") for case in cases_of(questions)]
    chosen = [by_name[case.name] for case in in_order(cases)[:count]]
    shares = shares_shown(reviewed)
    write_judgements([_answer(link, answers[link.crm_id], shares) for link in chosen], out)
    return out


def _answer(link: Link, rights: Collection[str], shares: Mapping[Cell, float]) -> Label:
    """Return the answer of a person who knows the truth: the candidate if it is right, another profile, or nobody."""
    author_and_time = ("bench", datetime(2026, 1, 1, tzinfo=UTC))
    if not rights:
        return label_of(link, Verdict.NOBODY, None, author_and_time, shares)
    profile = link.candidate_id if link.candidate_id in rights else min(rights)
    return label_of(link, Verdict.MATCH, profile, author_and_time, shares)


ALL = "all"
OF_THE_QUEUE = "-answers"
ANSWERS = f"100{OF_THE_QUEUE}"
NONE = "0"
MODES = {ALL: "with labels", ANSWERS: "with 100 answers", NONE: "without labels"}
"""Trainings on all labels of the train split, on answers of the review queue, and on none."""


@value_class
class Trial:
    """One training and its measurement.

    The base model learns from those of `sets` that are of the kind, without this one. `start_from` names another base
    model, or `none`.
    """

    of: QualitySet
    labels: str
    seed: int
    sets: Sequence[QualitySet] = ()
    start_from: str | None = None

    @property
    def folder(self) -> Path:
        return self.home / f"{self.labels}-labels-{self.seed}"

    @property
    def home(self) -> Path:
        return bench_home() / "quality" / self.of.name

    @property
    def others(self) -> list[QualitySet]:
        """Return the sets that the base model learns from."""
        return [each for each in self.sets if each.kind is self.of.kind and each.name != self.of.name]

    @property
    def leaves_out(self) -> bool:
        """Whether a base model is made that leaves this set out; no bundle has seen the records of a sample."""
        return self.start_from is None and not is_sample(self.of)

    def made_from(self) -> dict[str, object]:
        """Return everything that the figures depend on."""
        inputs: dict[str, object] = {"code": code_digest(), "files": _hashes(self.of), "labels": self.labels}
        return inputs | {"seed": self.seed, "from": self._start()}

    def _start(self) -> object:
        """Return the inputs of the base model: the sets of one that leaves this set out, or the hash of a bundle."""
        if self.leaves_out:
            return {each.name: _hashes(each) for each in self.others}
        bundle = shipped_bundle(self.of.kind) if self.start_from is None else Path(self.start_from)
        manifest = None if bundle is None else bundle / MANIFEST
        return file_hash(manifest)[:12] if manifest is not None and manifest.is_file() else "none"


Measure = Callable[[Trial, Progress], Figures]


def figures_of_trial(trial: Trial, progress: Progress, measure: Measure | None = None) -> Figures:
    """Return the kept figures of a trial, or measure it now, its links if nothing else is named."""
    work = partial(measure or measure_trial, trial, progress)
    return kept(trial.folder / "figures.json", trial.made_from(), work)


def left_out_bundle(trial: Trial, progress: Progress, shipped: Path | None = None) -> Path:
    """Return the shipped bundle as made without this set, now or before from the same inputs.

    With the bundle `shipped` one is kept, whatever code changes, until another bundle is shipped.
    """

    def make(folder: Path) -> None:
        sources = bench_home() / "quality" / "sources"
        folder.mkdir(parents=True)
        bundle = folder / "bundle"
        ship(ShipRequest(trial.of.kind, bundle, trial.others, trial.seed, kept=sources, for_measuring=True), progress)

    others = {each.name: _hashes(each) for each in trial.others}
    code = code_digest() if shipped is None else file_hash(shipped / MANIFEST)
    made_from: dict[str, object] = {"code": code, "seed": trial.seed, "sets": others}
    name = "left-out" if shipped is None else "left-out-of-shipped"
    return make_once(trial.home / f"{name}-{trial.seed}", made_from, make) / "bundle"


def measure_trial(trial: Trial, progress: Progress) -> Figures:
    """Index, train, match and judge; bundle and links stay in the folder of the trial."""
    of = trial.of
    index = index_of_set(of, progress)
    start_from = str(left_out_bundle(trial, progress)) if trial.leaves_out else trial.start_from
    request = TrainRequest(
        kind=of.kind,
        crm=of.file("crm"),
        out=trial.folder / "bundle",
        index=index,
        start_from=start_from,
        register=False,
        seed=trial.seed,
        fields=of.declared,
    )
    if trial.labels.endswith(OF_THE_QUEUE):
        unlabelled = replace(trial, labels=NONE)
        figures_of_trial(unlabelled, progress)
        links = unlabelled.folder / "links.parquet"
        answers = write_answers(
            of.file("truth"),
            links,
            trial.folder / "answers.csv",
            int(trial.labels.removesuffix(OF_THE_QUEUE)),
            trial.seed,
        )
        request = replace(request, feedback=str(answers))
    elif trial.labels == ALL:
        request = replace(request, labels=of.file("truth"), labels_split="train")
    started = time.perf_counter()
    with without_runs():
        result = train(request, progress)
    seconds = time.perf_counter() - started
    figures = {"train_seconds": seconds, "basis": result.metrics["basis"]}
    return {**figures, **_measure_bundle(trial, index, progress)}


def _measure_bundle(trial: Trial, index: Path, progress: Progress) -> Figures:
    """Match the whole CRM with the trial's bundle and judge the test split, all of it and its unseen entities."""
    of = trial.of
    bundle = trial.folder / "bundle"
    out = trial.folder / "links.parquet"
    summary = match_file(FileMatchRequest(of.kind, of.file("crm"), bundle, out, index=index), progress)
    crm = read_records(of.kind, of.file("crm"))
    everything = read_labels(of.file("truth"))
    truth = everything.for_split("test")
    unspoilt = unspoilt_records(of.file("truth"))
    with_reach = bool(trial.sets) and trial.seed == 0
    reach = reach_of(crm, everything if unspoilt else truth, index, bundle, progress) if with_reach else None
    counted = judge_links(read_links(out), truth, set(crm.ids), reach)
    speed: Figures = {"match_seconds": summary.seconds, "records_per_s": summary.n_records / summary.seconds}
    parts = {of.name: counted, **_unseen(of.name, counted, everything)}
    opened = Bundle.open(bundle)
    measured = {name: _measure(part, opened) for name, part in parts.items()}
    speed["scripts"] = sliced(counted, scripts_of(of, crm))
    return {**speed, "parts": measured, **(_of_unspoilt(unspoilt, reach) if reach is not None else {})}


def _of_unspoilt(unspoilt: Iterable[str], reach: CandidateReach) -> Figures:
    retrieved = [reach.before_cut.get(crm_id, False) for crm_id in unspoilt]
    return {"unspoilt_records": len(retrieved), "unspoilt_recall": float(np.mean(retrieved))} if retrieved else {}


def _unseen(name: str, counted: Counted, everything: Truth) -> dict[str, Counted]:
    """Return the records whose right answers training never saw, where the splits share some answers."""
    train = everything.for_split("train") if everything.has_split else everything
    training_answers = {answer for answers in train.answers.values() for answer in answers}
    unseen = np.array([not (answers & training_answers) for answers in counted.judged.answers], np.bool_)
    if unseen.all() or not unseen.any():
        return {}
    return {f"{name}, unseen": replace(counted, judged=counted.judged.take(unseen))}


def _measure(counted: Counted, bundle: Bundle) -> Figures:
    return {
        "figures": figures_of(counted),
        "intervals": intervals_of(counted.judged),
        "decided": decisions_of(counted.judged, bundle),
    }


def _hashes(of: QualitySet) -> dict[str, str]:
    return {path.stem: file_hash(path) for path in sorted(of.folder.glob("*.parquet"))}
