"""Planted wrong labels: how many of the first that the audit lists are wrong, and what correcting the accused gives."""

import random
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import partial

import numpy as np

from data.index.index import UniverseIndex
from data.labels.label_rows import Label, Verdict
from data.labels.labels import Labels, labels_of, read_labels
from data.tables.progress import Progress, silent
from data.tables.records import read_records
from features.schema.array_types import Floats
from features.schema.value_class import value_class
from training.bench.ground import index_of_set
from training.bench.harness import BenchTable, DataOption, SetsOption, read_names
from training.bench.machine import Row
from training.evaluation import metrics
from training.evaluation.data_sets import QualitySet, data_folder, find_sets
from training.evaluation.workspace import BenchIncomplete
from training.fitting.bundle import FittedModels
from training.fitting.methods.curves import best_of_records
from training.fitting.methods.examples import Examples, FitRequest, Source, WeighedCandidates
from training.fitting.methods.label_audit import LabelAudit
from training.fitting.methods.training_parameters import defaults_of
from training.fitting.weights import weigh_candidates
from training.train import learn

SHARES = (0.02, 0.05, 0.1)
FIRST = 100
SEED = 1
NOTE = (
    "Trained on the train split, from nothing. planted: labels made wrong. first: "
    "of the first suspects, at most 100 and at most as many as are planted, the share that is planted. accused: labels "
    "taken to be wrong; found: the share of the planted ones among them. F1: best F1 of the test split by a model of "
    "the wrong labels, of the labels with the accused corrected by the truth, and of the clean labels."
)


class Plant(StrEnum):
    """What a right label is replaced by: the best other candidate, nobody, or a profile drawn at random."""

    RIVAL = "rival"
    NOBODY = "nobody"
    RANDOM = "random"


def labels(progress: Progress, *, data: DataOption = None, sets: SetsOption = "") -> Iterator[BenchTable]:
    """Measure whether labels that are wrong are found, and what correcting them gives."""
    chosen = find_sets(data_folder(data), read_names(sets))
    rows: list[Row] = []
    for done, of in enumerate(chosen, 1):
        rows += _rows(of, progress)
        progress("sets", done, len(chosen))
    yield BenchTable("Planted wrong labels", rows, NOTE)


def _rows(of: QualitySet, progress: Progress) -> Iterator[Row]:
    trial = PlantedTrial.of(of, progress)
    clean = trial.fit(trial.train)
    yield trial.row("none", 0.0, {}, clean, clean)
    for how in Plant:
        for share in SHARES:
            wrong = trial.plant(how, share, clean)
            yield trial.row(how.value, share, wrong, trial.fit(with_answers(trial.train, wrong)), clean)


@value_class
class AuditedFit:
    """What a fit on some labels gives: their audit, each record's best wrong candidate, best F1 of the test split."""

    audit: LabelAudit
    rivals: Mapping[str, str]
    best_f1: float | None


@value_class
class PlantedTrial:
    """The labelled records of a set, and the answers of its train and test split."""

    name: str
    source: Source
    train: Labels
    test: Labels

    @classmethod
    def of(cls, of: QualitySet, progress: Progress) -> "PlantedTrial":
        """Read a set."""
        truth = read_labels(of.file("truth"))
        table = read_records(of.kind, of.file("crm"))
        index = UniverseIndex.open(index_of_set(of, progress))
        known = [at for at, crm_id in enumerate(table.ids) if crm_id in truth.answers]
        source = Source(of.kind, [table.ids[at] for at in known], [table.records[at] for at in known], index)
        train, test = (truth.for_split(name).of_records({*source.ids}) for name in ("train", "test"))
        return cls(of.name, source, train, test)

    def fit(self, labels: Labels) -> AuditedFit:
        """Train on labels; raises BenchIncomplete where none of them is complete."""
        parameters = defaults_of(self.source.kind)
        request = FitRequest(self.source, labels, None, seed=0, parameters=parameters)
        weighed = weigh_candidates(request, silent)
        models = learn(request, weighed)
        if models.audit is None:
            raise BenchIncomplete(
                "{name}: got no label that says match or nobody, expected some to check", name=self.name
            )
        probability = models.independent.held_out_probabilities(weighed.examples)
        return AuditedFit(models.audit, self._rivals(weighed.examples, probability), self._f1(weighed, models))

    def plant(self, how: Plant, share: float, clean: AuditedFit) -> dict[str, str | None]:
        """Return wrong answers for a share of the labels, drawn by a fixed seed."""
        draw = random.Random(SEED)
        able = sorted(self.train.answers)
        if how is Plant.RIVAL:
            able = [crm_id for crm_id in able if crm_id in clean.rivals]
        elif how is Plant.NOBODY:
            able = [crm_id for crm_id in able if self.train.answers[crm_id]]
        chosen = draw.sample(able, min(round(share * len(self.train.answers)), len(able)))
        if how is Plant.NOBODY:
            return dict.fromkeys(chosen)
        replaced = clean.rivals.get if how is Plant.RIVAL else partial(self._stranger, draw)
        return {crm_id: replaced(crm_id) for crm_id in chosen}

    def row(
        self, how: str, share: float, wrong: Mapping[str, str | None], fitted: AuditedFit, clean: AuditedFit
    ) -> Row:
        """Return the figures of one planting; the accused are corrected by the truth."""
        suspects = [suspect.crm_id for suspect in fitted.audit.suspects]
        accused = {suspect.crm_id for suspect in fitted.audit.accused}
        first = suspects[: min(FIRST, len(wrong))]
        left = {crm_id: answer for crm_id, answer in wrong.items() if crm_id not in accused}
        mended = clean if not left else fitted if left == wrong else self.fit(with_answers(self.train, left))
        return {
            "set": self.name,
            "planted_by": how,
            "planted": len(wrong),
            "share": share,
            "first": sum(crm_id in wrong for crm_id in first) / len(first) if first else None,
            "accused": len(accused),
            "accused_share": len(accused) / len(self.train.answers),
            "found": len(accused & wrong.keys()) / len(wrong) if wrong else None,
            "f1_wrong": fitted.best_f1,
            "f1_corrected": mended.best_f1,
            "f1_clean": clean.best_f1,
        }

    def _stranger(self, draw: random.Random, crm_id: str) -> str:
        index = self.source.index
        drawn = index.ids(np.array([draw.randrange(len(index)) for _ in range(3)]))
        return next(profile for profile in drawn if profile not in self.train.answers[crm_id])

    def _rivals(self, examples: Examples, probability: Floats) -> dict[str, str]:
        ids = self.source.index.ids(examples.rows)
        records = [self.source.ids[row] for row in examples.left_rows.tolist()]
        answers = self.train.answers
        wrong = [at for at, crm_id in enumerate(records) if ids[at] not in answers.get(crm_id, (ids[at],))]
        best = np.array(wrong)[best_of_records(probability[wrong], examples.left_rows[wrong])]
        return {records[at]: ids[at] for at in best.tolist()}

    def _f1(self, weighed: WeighedCandidates, models: FittedModels) -> float | None:
        examples = weighed.examples
        tested = np.array([crm_id in self.test.answers for crm_id in self.source.ids], np.bool_)
        examples = examples.only(tested[examples.left_rows])
        probability = models.independent.probabilities(examples)
        best_rows = best_of_records(probability, examples.left_rows)
        best = examples.only(best_rows)
        profiles = self.source.index.ids(best.rows)
        right = [
            profile in self.test.answers[self.source.ids[row]]
            for profile, row in zip(profiles, best.left_rows.tolist(), strict=True)
        ]
        n_true = sum(map(bool, self.test.answers.values()))
        return metrics.best_f1(metrics.curve(probability[best_rows], np.array(right, np.bool_), n_true))


def with_answers(labels: Labels, answers: Mapping[str, str | None]) -> Labels:
    """Return labels with other answers for some records."""
    rows = [label for label in labels.rows if label.crm_id not in answers]
    for crm_id, profile in answers.items():
        verdict = Verdict.NOBODY if profile is None else Verdict.MATCH
        rows.append(Label(row=1, crm_id=crm_id, universe_id=profile, verdict=verdict))
    return labels_of(rows)
