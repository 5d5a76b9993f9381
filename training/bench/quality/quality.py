"""Quality on every set with known answers, trained with and without labels, measured on its test split."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer

from data.tables.progress import Progress
from training.bench.harness import BenchTable, DataOption, SetsOption, read_names
from training.bench.plots import Ends, Intervals, Row, ends_of
from training.bench.quality.decision import NOTE, decision_rows
from training.bench.quality.readme import write_readme
from training.bench.quality.thinned import thinned_sets
from training.bench.quality.trials import ALL, ANSWERS, MODES, NONE, Trial, kept_figures, recall_figures
from training.evaluation.data_sets import UNSPOILT_FIELDS, data_folder, find_sets, is_sample, sample_sets
from training.terminal import OptionsWrong, print_note

COUNTS = (NONE, "50", "200", "1000", ALL)
CURVE = "curve"
LABELS: Mapping[str, tuple[str, ...]] = {
    "with": (ALL,),
    "answers": (ANSWERS,),
    "without": (NONE,),
    "both": (ALL, NONE),
    "headline": (ALL, ANSWERS, NONE),
    CURVE: (*COUNTS, ANSWERS),
    **{count: (count,) for count in COUNTS},
}
"""The trainings of each value of --labels."""
QUALITY_NOTE = (
    "On split=test, best candidate per record, means over the seeds; 95: the interval by resampling entities, its ends "
    "averaged; linked: the decision at a wanted precision of 0.99; ece perfect 95: 95 of 100 perfectly calibrated "
    "models have an ECE below it on as many records; unseen: only records whose right answer is not in the training "
    "split. The base model was made without the set."
)
COST_NOTE = (
    f"of_unspoilt: candidate recall of generated records that share at least {UNSPOILT_FIELDS} untouched fields with "
    "their profile, both splits; matching in one process, opening included; means over the seeds."
)
CURVE_NOTE = (
    "Best F1 on split=test by the number of labelled records: mean over the seeds and, in brackets, the lowest and the "
    "highest. Each seed draws its own records; the 200 of a seed include its 50, its 1,000 the 200."
)
BY_SET = Intervals(
    "set",
    {
        "best F1": lambda row: ends_of(row, "best_f1"),
        "precision of linked": lambda row: ends_of(row, "linked_precision"),
    },
    "Best F1 and the precision of the links (wanted: 0.99), each with its 95 % interval.",
)


def labels_ends(count: str) -> Callable[[Row], Ends | None]:
    """Return a function from a row of the curve to the best F1 with so many labels, and its ends over the seeds."""

    def ends(row: Row) -> Ends | None:
        mean_, *both = re.findall(r"[\d.]+", str(row[f"{count}_labels"] or "")) or [None]
        return None if mean_ is None else (float((both or [mean_])[0]), float(mean_), float((both or [mean_])[-1]))

    return ends


BY_LABELS = Intervals(
    "set",
    {f"{count} labels": labels_ends(count) for count in COUNTS},
    "Best F1: means over the seeds, with the lowest and the highest; the base model of each set was made without it.",
)


@dataclass(frozen=True, slots=True)
class MeasuredSet:
    """A trial with its figures."""

    trial: Trial
    figures: Mapping[str, Any]


def quality(
    progress: Progress,
    *,
    data: DataOption = None,
    sets: SetsOption = "",
    seeds: Annotated[int, typer.Option("--seeds", min=1, help="Trainings of each set and number of labels.")] = 5,
    labels: Annotated[
        str,
        typer.Option(
            "--labels",
            metavar="with|answers|without|both|headline|curve|<n>",
            help="Labels to train with: all, 100 answers of the review queue, none; a number: labelled records.",
        ),
    ] = CURVE,
    sample: Annotated[bool, typer.Option("--sample/--no-sample", help="Measure the generated sample too.")] = True,
    answers: Annotated[
        int, typer.Option("--answers", min=1, max=100, help="Right profiles left in the universes, in percent.")
    ] = 100,
    quick: Annotated[bool, typer.Option("--quick", help="One seed, with all labels, 100 answers and none.")] = False,
    kept: Annotated[bool, typer.Option("--kept", help="Measure nothing; show earlier measurements.")] = False,
    start_from: Annotated[
        str | None,
        typer.Option(
            "--start-from", metavar="none|BUNDLE", help="The base model; by default a bundle made without the set."
        ),
    ] = None,
    readme: Annotated[
        Path | None, typer.Option("--readme", help="Replace the table of this page.", exists=True, dir_okay=False)
    ] = None,
) -> Iterator[BenchTable]:
    """Train and measure on every set with known answers.

    Results are kept below ONEMATCH_HOME/bench, so that an interrupted bench continues. With --answers 15 most records
    have no answer, as in a CRM most of whose people are on no network:

    onematch bench quality --answers 15 --labels without --seeds 1 --no-sample
    """
    if labels not in LABELS:
        raise OptionsWrong(f"--labels: got {labels!r}, expected {' or '.join(LABELS)}")
    folder = data_folder(data)
    known = find_sets(folder)
    found = find_sets(folder, read_names(sets))
    if not found:
        print_note(f"{folder}: no sets with known answers here, only the sample is measured")
    measured = thinned_sets([*found, *(sample_sets(progress) if sample else [])], answers)
    trials = [
        Trial(of, count, seed, known, start_from)
        for seed in range(1 if quick else seeds)
        for count in sorted(LABELS[labels], key=lambda count: count not in MODES)
        for of in measured
        if count in MODES or not (quick or is_sample(of))
    ]
    tables = tables_of(list(measured_trials(trials, progress, kept_alone=kept)))
    yield from tables
    if readme is not None:
        write_readme(readme, tables)


def measured_trials(trials: Sequence[Trial], progress: Progress, *, kept_alone: bool) -> Iterator[MeasuredSet]:
    """Yield trials with figures; with `kept_alone` those that were measured before."""
    for done, trial in enumerate(trials, 1):
        figures = kept_figures(trial) if kept_alone else recall_figures(trial, progress)
        if figures is not None:
            yield MeasuredSet(trial, figures)
        progress("trials", done, len(trials))


def tables_of(measured: Sequence[MeasuredSet]) -> list[BenchTable]:
    """Return the tables of quality, links and cost for each sort of training, and the curve of labels."""
    tables = []
    for labels, mode in MODES.items():
        chosen = [each for each in measured if each.trial.labels == labels]
        tables.append(BenchTable(f"Quality, trained {mode}", _by_set(chosen, quality_of), QUALITY_NOTE, [BY_SET]))
        tables.append(BenchTable(f"Links, trained {mode}", _by_set(chosen, links_of), NOTE))
        tables.append(BenchTable(f"Candidates and time, trained {mode}", _by_set(chosen, cost_of), COST_NOTE))
    if any(each.trial.labels not in MODES for each in measured):
        tables.append(BenchTable("Best F1 by labels", _by_set(measured, curve_of_labels), CURVE_NOTE, [BY_LABELS]))
    return tables


def _by_set(measured: Sequence[MeasuredSet], rows: Callable[[Sequence[MeasuredSet]], list[Row]]) -> list[Row]:
    names = dict.fromkeys(each.trial.of.name for each in measured)
    return list(chain.from_iterable(rows([e for e in measured if e.trial.of.name == name]) for name in names))


def quality_of(measured: Sequence[MeasuredSet]) -> list[Row]:
    """Return the quality of the trials of one set: on the set, and on its part that training never saw."""
    rows: list[Row] = []
    for name in measured[0].figures["parts"]:
        parts = [each.figures["parts"][name] for each in measured]
        f1s = [part["figures"]["best_f1"] for part in parts]
        rows.append(
            {
                "set": name,
                "seeds": len(parts),
                "records": parts[0]["figures"]["n_crm"],
                "best_f1": mean(f1s),
                "best_f1_95": _mean_span(parts, "best_f1"),
                "of_seeds": span((min(f1s), max(f1s))),
                "top1": _mean(parts, "top1_accuracy"),
                "linked_precision": _mean(parts, "precision"),
                "linked_precision_95": _mean_span(parts, "precision"),
                "linked_recall": _mean(parts, "recall"),
                "recall_at_99": _mean(parts, "recall_at_precision_99"),
                "ece": _mean(parts, "ece"),
                "ece_perfect_95": _mean(parts, "ece_perfect_95"),
                "basis": ", ".join(sorted({each.figures["basis"] for each in measured})),
            }
        )
    return rows


def links_of(measured: Sequence[MeasuredSet]) -> list[Row]:
    """Return the quality of the links of one set at each wanted precision."""
    name = measured[0].trial.of.name
    return decision_rows(name, [each.figures["parts"][name]["decided"] for each in measured])


def cost_of(measured: Sequence[MeasuredSet]) -> list[Row]:
    """Return the candidate recall of one set, and the time of training and matching."""
    first = measured[0]
    figures = first.figures["parts"][first.trial.of.name]["figures"]
    return [
        {
            "set": first.trial.of.name,
            "candidate_recall": figures["candidate_recall"],
            "after_cut": figures["candidate_recall_after_cut"],
            "of_unspoilt": first.figures.get("unspoilt_recall"),
            "unspoilt_records": first.figures.get("unspoilt_records"),
            "train_s": mean([each.figures["train_seconds"] for each in measured], 1),
            "match_s": mean([each.figures["match_seconds"] for each in measured], 1),
            "records_per_s": round(float(np.mean([each.figures["records_per_s"] for each in measured]))),
        }
    ]


def curve_of_labels(measured: Sequence[MeasuredSet]) -> list[Row]:
    """Return the best F1 of one set by the number of labels."""
    name = measured[0].trial.of.name
    reached = {
        count: [each.figures["parts"][name]["figures"]["best_f1"] for each in measured if each.trial.labels == count]
        for count in COUNTS
    }
    if not any(found for count, found in reached.items() if count not in MODES):
        return []
    shown = {f"{count}_labels": _with_ends(found) for count, found in reached.items()}
    return [{"set": name, "seeds": max(map(len, reached.values())), **shown}]


def mean(values: Sequence[float | None], digits: int = 6) -> float | None:
    """Return the mean of the measured values, None without any."""
    known = [value for value in values if value is not None]
    return round(float(np.mean(known)), digits) if known else None


def span(interval: Sequence[float] | None) -> str | None:
    """Return a 95 % interval as text."""
    return None if interval is None else f"{interval[0]:.3f}-{interval[1]:.3f}"


def _mean(parts: Sequence[Mapping[str, Any]], name: str) -> float | None:
    return mean([part["figures"][name] for part in parts])


def _mean_span(parts: Sequence[Mapping[str, Any]], name: str) -> str | None:
    known = [part["intervals"][name] for part in parts if part["intervals"][name] is not None]
    return span(np.mean(known, axis=0).tolist()) if known else None


def _with_ends(values: Sequence[float]) -> str | None:
    if not values:
        return None
    ends = f" ({min(values):.4f}-{max(values):.4f})" if len(values) > 1 else ""
    return f"{np.mean(values):.4f}{ends}"
