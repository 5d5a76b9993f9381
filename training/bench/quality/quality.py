"""Quality on every set with known answers, trained with and without labels, measured on its test split.

Universes may lack answers, as in a CRM most of whose people are on no network. The table of the README is a line for
each set between two markers; its last cell, of other tools, is kept.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import md5
from itertools import chain
from pathlib import Path
from shutil import copyfile
from typing import Annotated, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import typer

from data.tables.atomic import replacing
from data.tables.progress import Progress
from data.tables.text_table import read_text_table
from training.bench.harness import BenchTable, DataOption, SetsOption, read_names
from training.bench.plots import Row
from training.bench.quality.trials import (
    ALL,
    ANSWERS,
    MODES,
    NONE,
    NOTE,
    Trial,
    decision_rows,
    kept_figures,
    recall_figures,
)
from training.evaluation.data_sets import (
    FILES,
    UNSPOILT_FIELDS,
    QualitySet,
    data_folder,
    find_sets,
    is_sample,
    sample_sets,
)
from training.evaluation.workspace import BenchIncomplete, bench_home, code_digest, file_hash, make_once
from training.terminal import OptionsWrong, print_note

WHOLE = 100


def thinned_sets(sets: Sequence[QualitySet], answers: int) -> list[QualitySet]:
    """Return the sets with `answers` percent of the right profiles left in their universes, by hash of their ids.

    All records stay; those without their profile get the answer "nobody". Thinned sets are kept for the next run.
    """
    if answers == WHOLE:
        return [*sets]
    return [_thinned(each, answers) for each in sets]


def _thinned(of: QualitySet, answers: int) -> QualitySet:
    def write(folder: Path) -> None:
        folder.mkdir(parents=True)
        write_thinned(of, answers, folder)

    name = f"{of.name}@{answers}"
    hashes = {part: file_hash(of.file(part))[:12] for part in FILES}
    made_from: dict[str, object] = {"files": hashes, "code": code_digest(["training/bench/quality/quality.py"])}
    return replace(of, name=name, folder=make_once(bench_home() / "thinned" / name, made_from, write), part_of=of.name)


def write_thinned(of: QualitySet, answers: int, folder: Path) -> None:
    """Write the records, the remaining universe and the remaining answers into a folder."""
    truth = read_text_table(of.file("truth"), required=("crm_id", "universe_id")).columns
    removed = {name for name in truth["universe_id"] if name and not _stays(name, answers)}
    rows = rows_left(truth["crm_id"], truth["universe_id"], removed)
    left = {name: pa.array([values[row] for row in rows], pa.string()) for name, values in truth.items()}
    answer = [truth["universe_id"][row] for row in rows]
    left["universe_id"] = pa.array([None if name in removed else name for name in answer], pa.string())
    pq.write_table(pa.table(left), folder / "truth.parquet")
    universe = pq.read_table(of.file("universe"))
    ids = universe["id"].cast(pa.string()).to_pylist()
    pq.write_table(universe.filter(pa.array([name not in removed for name in ids])), folder / "universe.parquet")
    copyfile(of.file("crm"), folder / "crm.parquet")


def rows_left(crm_ids: Sequence[str | None], answers: Sequence[str | None], removed: Collection[str]) -> list[int]:
    """Return the rows of a truth that stay: of each record those with a remaining profile, or else its first."""
    answerable = {record for record, answer in zip(crm_ids, answers, strict=True) if answer not in removed}
    stay = []
    passed = set()
    for row, (record, answer) in enumerate(zip(crm_ids, answers, strict=True)):
        if answer not in removed or (record not in answerable and record not in passed):
            stay.append(row)
        passed.add(record)
    return stay


def _stays(profile: str, answers: int) -> bool:
    return int.from_bytes(md5(profile.encode(), usedforsecurity=False).digest()[:4], "big") % WHOLE < answers


START = "<!-- quality:start -->"
END = "<!-- quality:end -->"
HEADING = "| set | best F1 with all labels, 100 answers, none | asked .99: precision, recall | strongest other tool |"
_OLD = re.compile(f"{START}\n((?:\\|.*\n)*)")


def write_readme(page: Path, tables: Sequence[BenchTable]) -> None:
    """Replace the table between the markers of a page by that of the tables of a quality bench."""
    text = page.read_text(encoding="utf-8")
    old = _OLD.search(text)
    if old is None or END not in text:
        raise BenchIncomplete(f"{page}: got no {START} and {END}, expected both around the table")
    cells = [line.strip("| ").split(" | ") for line in old[1].splitlines()]
    table = quality_table(tables, {line[0]: line[-1] for line in cells})
    with replacing(page) as beside:
        beside.write_text(f"{text[: old.start(1)]}{table}\n{text[old.end(1) :]}", encoding="utf-8")


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
DRAWN = ("best_f1", "linked_precision")


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
    chosen = find_sets(folder, read_names(sets))
    if not chosen:
        print_note(f"{folder}: no sets with known answers here, only the sample is measured")
    measured = thinned_sets([*chosen, *(sample_sets(progress) if sample else [])], answers)
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
        tables.append(BenchTable(f"Quality, trained {mode}", _by_set(chosen, quality_of), QUALITY_NOTE, DRAWN))
        tables.append(BenchTable(f"Links, trained {mode}", _by_set(chosen, links_of), NOTE))
        tables.append(BenchTable(f"Candidates and time, trained {mode}", _by_set(chosen, cost_of), COST_NOTE))
    if any(each.trial.labels not in MODES for each in measured):
        tables.append(BenchTable("Best F1 by labels", _by_set(measured, curve_of_labels), CURVE_NOTE))
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
    if not any(scores for count, scores in reached.items() if count not in MODES):
        return []
    shown = {f"{count}_labels": _with_ends(scores) for count, scores in reached.items()}
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
