"""Quality on every set with known answers, trained with and without labels, measured on its test split.

The table of the README is a line for each set between two markers; its last cell, of other tools, is kept.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Annotated, Any

import numpy as np

from data.tables.atomic import write_whole
from data.tables.progress import Progress
from features.schema.texts import either
from features.schema.value_class import value_class
from training.bench.harness import BenchTable, DataOption, SetsOption, read_names
from training.bench.machine import Row
from training.bench.quality.trials import (
    ALL,
    ANSWERS,
    MODES,
    NONE,
    SHOWN,
    Trial,
    figures_of_trial,
)
from training.evaluation.data_sets import (
    UNSPOILT_FIELDS,
    data_folder,
    find_sets,
    sample_sets,
)
from training.evaluation.workspace import BenchIncomplete
from training.terminal import OptionsWrong, print_note
from training.worded_commands import option

START = "<!-- quality:start -->"
END = "<!-- quality:end -->"
HEADING = "| set | best F1 with all labels, 100 answers, none | asked .99: precision, recall | strongest other tool |"
_OLD = re.compile(f"{START}\n((?:\\|.*\n)*)")


def write_readme(page: Path, tables: Sequence[BenchTable]) -> None:
    """Replace the table between the markers of a page by that of the tables of a quality bench."""
    text = page.read_text(encoding="utf-8")
    old = _OLD.search(text)
    if old is None or END not in text:
        raise BenchIncomplete(
            "{page}: got no {start} and {end}, expected both around the table", page=page, start=START, end=END
        )
    cells = [line.strip("| ").split(" | ") for line in old[1].splitlines()]
    table = quality_table(tables, {line[0]: line[-1] for line in cells})
    write_whole(page, f"{text[: old.start(1)]}{table}\n{text[old.end(1) :]}")


def quality_table(tables: Sequence[BenchTable], others: Mapping[str, str]) -> str:
    """Return a line for each set with labels; what was not measured has none. `others` is the last cell by set."""
    rows = {table.title: table.rows for table in tables}
    best = [{row["set"]: row["best_f1"] for row in rows.get(f"Quality, trained {mode}", ())} for mode in MODES.values()]
    lines = [HEADING, "|---|---|---|---|"]
    for row in rows.get("Links, trained with labels", ()):
        if row["asked"] == 0.99:
            name = str(row["set"])
            scores = ", ".join(_short(of.get(name), 4) for of in best)
            links = f"{_short(row['precision'])}, {_short(row['recall'])}"
            lines.append(f"| {name} | {scores} | {links} | {others.get(name, '-')} |")
    return "\n".join(lines)


def _short(value: object, digits: int = 3) -> str:
    if not isinstance(value, int | float):
        return "-"
    text = f"{value:.{digits}f}"
    return text.removeprefix("0") if value < 1 else text


HEADLINE = "headline"
LABELS: Mapping[str, tuple[str, ...]] = {
    "with": (ALL,),
    "answers": (ANSWERS,),
    "without": (NONE,),
    "both": (ALL, NONE),
    HEADLINE: (ALL, ANSWERS, NONE),
}
"""The trainings of each value of --labels."""
QUALITY_NOTE = (
    "On split=test, best candidate per record, means over the seeds; 95: the interval by resampling entities, its ends "
    "averaged; linked: the decision at a wanted precision of 0.99; ece perfect 95: 95 of 100 perfectly calibrated "
    "models have an ECE below it on as many records; unseen: only records whose right answer is not in the training "
    "split. The base model was made without the set."
)
LINKS_NOTE = (
    "The same links, with thresholds for the precision in `asked`; linked, review, none: shares of all records. "
    "reachable: the highest recall of any threshold with that precision on the test split; of reachable: the recall of "
    "the links as a share of it; behind best f1: the best F1 minus that of the links. Nothing linked: no threshold "
    "reaches the precision, every record is for review."
)
SCRIPTS_NOTE = (
    "The same records by the script of their names, where a set has more than one; precision and recall of the links "
    "asked at 0.99; candidate recall before the cut; means over the seeds."
)
COST_NOTE = (
    f"of_unspoilt: candidate recall of generated records that share at least {UNSPOILT_FIELDS} untouched fields with "
    "their profile, both splits; matching in one process, opening included; means over the seeds."
)
DRAWN = ("best_f1", "linked_precision")


@value_class
class MeasuredSet:
    """A trial with its figures."""

    trial: Trial
    figures: Mapping[str, Any]


def quality(
    progress: Progress,
    *,
    data: DataOption = None,
    sets: SetsOption = "",
    seeds: Annotated[int, option("--seeds", "Trainings of each set and number of labels.", min=1)] = 5,
    labels: Annotated[
        str,
        option(
            "--labels",
            "Labels to train with: all, 100 answers of the review queue, none.",
            metavar="with|answers|without|both|headline",
        ),
    ] = HEADLINE,
    sample: Annotated[bool, option("--sample/--no-sample", "Measure the generated sample too.")] = True,
    quick: Annotated[bool, option("--quick", "One seed.")] = False,
    start_from: Annotated[
        str | None,
        option("--start-from", "The base model; by default a bundle made without the set.", metavar="none|BUNDLE"),
    ] = None,
    readme: Annotated[
        Path | None, option("--readme", "Replace the table of this page.", exists=True, dir_okay=False)
    ] = None,
) -> Iterator[BenchTable]:
    """Train and measure on every set with known answers.

    Results are kept below ONEMATCH_HOME/bench, so that an interrupted bench continues.
    """
    if labels not in LABELS:
        raise OptionsWrong("--labels: got {labels!r}, expected {expected}", labels=labels, expected=either(LABELS))
    folder = data_folder(data)
    known = find_sets(folder)
    chosen = find_sets(folder, read_names(sets))
    if not chosen:
        print_note("{folder}: no sets with known answers here, only the sample is measured", folder=folder)
    measured = [*chosen, *(sample_sets(progress) if sample else [])]
    trials = [
        Trial(of, count, seed, known, start_from)
        for seed in range(1 if quick else seeds)
        for count in LABELS[labels]
        for of in measured
    ]
    tables = tables_of(list(measured_trials(trials, progress)))
    yield from tables
    if readme is not None:
        write_readme(readme, tables)


def measured_trials(trials: Sequence[Trial], progress: Progress) -> Iterator[MeasuredSet]:
    """Yield trials with figures, measured now or before."""
    for done, trial in enumerate(trials, 1):
        yield MeasuredSet(trial, figures_of_trial(trial, progress))
        progress("trials", done, len(trials))


def tables_of(measured: Sequence[MeasuredSet]) -> list[BenchTable]:
    """Return the tables of quality, links, scripts and cost for each sort of training."""
    tables = []
    for labels, mode in MODES.items():
        chosen = [each for each in measured if each.trial.labels == labels]
        tables.append(BenchTable(f"Quality, trained {mode}", _by_set(chosen, quality_of), QUALITY_NOTE, DRAWN))
        tables.append(BenchTable(f"Links, trained {mode}", _by_set(chosen, links_of), LINKS_NOTE))
        tables.append(BenchTable(f"Scripts, trained {mode}", _by_set(chosen, scripts_of_set), SCRIPTS_NOTE))
        tables.append(BenchTable(f"Candidates and time, trained {mode}", _by_set(chosen, cost_of), COST_NOTE))
    return tables


def _by_set(measured: Sequence[MeasuredSet], rows: Callable[[Sequence[MeasuredSet]], list[Row]]) -> list[Row]:
    names = dict.fromkeys(each.trial.of.name for each in measured)
    return list(chain.from_iterable(rows([e for e in measured if e.trial.of.name == name]) for name in names))


def quality_of(measured: Sequence[MeasuredSet]) -> list[Row]:
    """Return the quality of the trials of one set: on the set, and on its part that training never saw."""
    rows: list[Row] = []
    for name in measured[0].figures["parts"]:
        parts = [each.figures["parts"][name] for each in measured]
        figures, intervals = ([part[sort] for part in parts] for sort in ("figures", "intervals"))
        f1s = [figure["best_f1"] for figure in figures]
        rows.append(
            {
                "set": name,
                "seeds": len(parts),
                "records": figures[0]["n_crm"],
                "best_f1": mean(f1s),
                "best_f1_95": mean_span(intervals, "best_f1"),
                "of_seeds": span((min(f1s), max(f1s))),
                "top1": mean_of(figures, "top1_accuracy"),
                "linked_precision": mean_of(figures, "precision"),
                "linked_precision_95": mean_span(intervals, "precision"),
                "linked_recall": mean_of(figures, "recall"),
                "recall_at_99": mean_of(figures, "recall_at_precision_99"),
                "ece": mean_of(figures, "ece"),
                "ece_perfect_95": mean_of(figures, "ece_perfect_95"),
                "basis": ", ".join(sorted({each.figures["basis"] for each in measured})),
            }
        )
    return rows


def links_of(measured: Sequence[MeasuredSet]) -> list[Row]:
    """Return the quality of the links of one set at each wanted precision, means over the seeds."""
    name = measured[0].trial.of.name
    decided = [each.figures["parts"][name]["decided"] for each in measured]
    return [links_row(name, precision, [each[precision] for each in decided]) for precision in decided[0]]


def links_row(name: str, wanted_precision: str, seeds: Sequence[Mapping[str, Any]]) -> Row:
    """Return the quality of links at one wanted precision."""
    recall, reachable, f1, best = (mean_of(seeds, key) for key in ("recall", "reachable", "f1", "best_f1"))
    return {
        "set": name,
        "asked": float(wanted_precision),
        **{str(decision): mean_of(seeds, f"{decision}_share") for decision in SHOWN},
        "precision": mean_of(seeds, "precision"),
        "precision_95": mean_span(seeds, "precision_95"),
        "recall": recall,
        "reachable": reachable,
        "of_reachable": recall / reachable if recall is not None and reachable else None,
        "f1": f1,
        "behind_best_f1": best - f1 if best is not None and f1 is not None else None,
    }


def scripts_of_set(measured: Sequence[MeasuredSet]) -> list[Row]:
    """Return the quality of the records of each script of one set."""
    slices = [each.figures["scripts"] for each in measured]
    return [scripts_row(measured[0].trial.of.name, script, [each[script] for each in slices]) for script in slices[0]]


def scripts_row(name: str, script: str, seeds: Sequence[Mapping[str, Any]]) -> Row:
    """Return the quality of the records of one script."""
    return {
        "set": name,
        "script": script,
        "records": seeds[0]["n_crm"],
        "with_a_match": seeds[0]["n_true"],
        "candidate_recall": mean_of(seeds, "candidate_recall"),
        "top1": mean_of(seeds, "top1_accuracy"),
        "best_f1": mean_of(seeds, "best_f1"),
        "linked_precision": mean_of(seeds, "precision"),
        "linked_recall": mean_of(seeds, "recall"),
    }


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


def mean(values: Sequence[float | None], digits: int = 6) -> float | None:
    """Return the mean of the measured values, None without any."""
    known = [value for value in values if value is not None]
    return round(float(np.mean(known)), digits) if known else None


def mean_of(seeds: Sequence[Mapping[str, Any]], name: str) -> float | None:
    """Return the mean of a figure over the seeds."""
    return mean([seed.get(name) for seed in seeds])


def span(interval: Sequence[float]) -> str:
    """Return a 95 % interval as text."""
    return f"{interval[0]:.3f}-{interval[1]:.3f}"


def mean_span(seeds: Sequence[Mapping[str, Any]], name: str) -> str | None:
    """Return the interval of a figure with its ends averaged over the seeds, None without any."""
    known = [seed[name] for seed in seeds if seed[name] is not None]
    return span(np.mean(known, axis=0).tolist()) if known else None
