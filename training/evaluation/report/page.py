"""The report of an evaluation: one HTML page that needs no network and no script."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import groupby
from pathlib import Path

import numpy as np

from data.tables.atomic import write_whole
from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.matching.bundle import PARAMETERS, Bundle
from training.evaluation.blocking import BlockingAnalysis
from training.evaluation.evaluation import Evaluation
from training.evaluation.figures import curve_of
from training.evaluation.judged import JudgedLinks
from training.evaluation.report.charts import (
    FEATURES_DRAWN,
    Mark,
    blocking_charts,
    curve_chart,
    feature_gains,
    gains_chart,
    histogram_chart,
    match_weights,
    outcome_chart,
    precision_chart,
    reliability_chart,
    splink_settings,
    text_models,
    weights_chart,
)
from training.evaluation.report.errors import worst_errors
from training.evaluation.report.picture import DrawnChart, as_picture, percent, render, span
from training.evaluation.segments import SHOWN_SHARES, Segment
from training.evaluation.sources import Sources
from training.evaluation.thresholds import ThresholdTable

VALUE_LETTERS = 160
FEW_RECORDS = 30


def _shortened(text: str) -> str:
    return text if len(text) <= VALUE_LETTERS else f"{text[:VALUE_LETTERS]}…"


@value_class
class Chart:
    """One chart with its heading and one sentence on how to read it."""

    title: str
    caption: str
    drawn: DrawnChart
    wide: bool = False


def write_report(path: Path, evaluation: Evaluation, sources: Sources | None, bundle: Path | None) -> None:
    """Write the page whole or not at all; with `sources` it shows field values of records and profiles."""
    write_whole(path, render_report(evaluation, sources, bundle))


def render_report(evaluation: Evaluation, sources: Sources | None, bundle: Path | None) -> str:
    """Return the page as text; everything that came from a record is escaped."""
    judged = evaluation.counted.judged
    errors = [] if sources is None else worst_errors(judged, sources)
    gains = [] if bundle is None else feature_gains(text_models(bundle))
    filled = None if sources is None else sources.filled
    return render(
        "report.html.j2",
        FILTERS,
        facts=evaluation.facts,
        figures=evaluation.figures,
        cards=cards_of(evaluation),
        parts=parts_of(judged),
        charts=charts_of(judged, bundle, gains, filled),
        gains=gains,
        divisions=[(name, list(rows)) for name, rows in groupby(evaluation.segments, lambda s: s.division)],
        shares=SHOWN_SHARES,
        floor=_floor(evaluation.segments),
        errors=errors,
        thresholds=evaluation.thresholds,
        threshold_charts=_threshold_charts(evaluation.thresholds),
        segment_thresholds=evaluation.segment_thresholds,
        blocking=evaluation.blocking,
        parameters=[] if bundle is None else list(Bundle.open(bundle).manifest.get(PARAMETERS, {}).items()),
        blocking_charts=[] if evaluation.blocking is None else blocking_charts(evaluation.blocking),
    )


def write_thresholds(path: Path, title: str, table: ThresholdTable) -> None:
    """Write a page with the table of thresholds and its charts, whole or not at all."""
    charts = _threshold_charts(table)
    write_whole(
        path,
        render(
            "thresholds.html.j2", FILTERS, title=title, thresholds=table, threshold_charts=charts, segment_thresholds=()
        ),
    )


def write_blocking_page(path: Path, analysis: BlockingAnalysis, facts: Mapping[str, str]) -> None:
    """Write a page of the blocking rules alone, for records without labels."""
    charts = blocking_charts(analysis)
    write_whole(path, render("blocking.html.j2", FILTERS, blocking=analysis, charts=charts, facts=facts))


def _threshold_charts(table: ThresholdTable | None) -> list[Chart]:
    if table is None:
        return []
    measured = [level for level in table.levels if level.precision is not None]
    precision = Chart(
        "Precision at each level",
        "Dots are measured, bars are 95 % intervals, the grey dashes are what is wanted.",
        precision_chart(table),
    )
    outcome = Chart(
        "What comes of the records",
        "A higher precision links fewer records and leaves more to people.",
        outcome_chart(table),
    )
    return [precision, outcome] if measured else [outcome]


def charts_of(
    judged: JudgedLinks | None,
    bundle: Path | None,
    gains: Sequence[tuple[str, float]],
    filled: Collection[str] | None = None,
) -> list[Chart]:
    """Return the charts of judged links, and those of the models of a bundle; see `_model_charts` for `filled`."""
    return [*([] if judged is None else _score_charts(judged)), *_model_charts(bundle, gains, filled)]


def _score_charts(judged: JudgedLinks) -> list[Chart]:
    points = curve_of(judged)
    threshold = float(judged.probability[judged.linked].min()) if judged.linked.any() else None
    return [
        Chart(
            "Precision and recall",
            "Each point is a threshold: further right is more recall, further up more precision.",
            curve_chart(points, _marks(judged)),
        ),
        Chart(
            "Does a probability mean what it says?",
            "Each dot is a bin of candidates by probability; a calibrated model lies on the dashed line. "
            "Bars are 95 % intervals; larger dots hold more records.",
            reliability_chart(judged),
        ),
        Chart(
            "Where the probabilities lie",
            "Best candidates by outcome, each on its own scale; the dashed line is the lowest linked probability.",
            histogram_chart(judged, threshold),
            wide=True,
        ),
    ]


def _marks(judged: JudgedLinks) -> list[Mark]:
    """Return the marked points of the curve: linked, linked or for review, and the best F1."""
    n_true = max(int(judged.answerable.sum()), 1)
    marks = []
    for name, chosen in (("linked", judged.linked), ("linked or for review", judged.linked | judged.review)):
        if chosen.any():
            right = int((chosen & judged.right).sum())
            marks.append((name, right / n_true, right / int(chosen.sum())))
    points = curve_of(judged)
    if len(points.threshold):
        best = int(np.argmax(points.f1))
        marks.append(("best F1", float(points.recall[best]), float(points.precision[best])))
    return marks


def _model_charts(
    bundle: Path | None, gains: Sequence[tuple[str, float]], filled: Collection[str] | None
) -> list[Chart]:
    """Return the charts of the models, without what read only fields that the records do not have."""
    settings = None if bundle is None else splink_settings(bundle)
    gains = [(name, share) for name, share in gains if share > 0]
    weights = [] if settings is None else match_weights(settings, filled)
    charts = []
    if weights:
        caption = "Weights to the right favour a match, those to the left a non-match; each unit doubles the odds."
        charts.append(Chart("Match weights", caption, weights_chart(weights), wide=True))
    if gains:
        caption = "The share of each feature in the gain of all splits of the re-ranker's trees; the largest are drawn."
        drawn = gains_chart(gains[:FEATURES_DRAWN])
        charts.append(Chart("Feature gains of the re-ranker", caption, drawn, wide=True))
    return charts


def _floor(segments: Sequence[Segment]) -> float:
    """Return the start of the axis of segments: the tenth below the lowest share of a segment of 30 or more records."""
    large = [segment for segment in segments if segment.n_records >= FEW_RECORDS]
    shares = [share for segment in large for share in segment.shares.values() if share is not None]
    return max(0.0, float(np.floor(min([0.95, *shares]) * 10 - 0.01) / 10))


def plots_of(evaluation: Evaluation | None, bundle: Path | None) -> dict[str, str]:
    """Return SVG documents by file name: of the judged links, where there are any, and of the bundle's models."""
    judged = None if evaluation is None else evaluation.counted.judged
    gains = [] if bundle is None else feature_gains(text_models(bundle))
    return {_file_name(chart.title): as_picture(chart.drawn.svg) for chart in charts_of(judged, bundle, gains)}


def _file_name(title: str) -> str:
    words = re.findall(r"\w+", title.lower())
    return f"{'_'.join(words)}.svg"


def cards_of(evaluation: Evaluation) -> list[tuple[str, str, str, str]]:
    """Return name, value, interval and meaning of the headline figures; those that were not measured are left out."""
    figures = evaluation.figures
    intervals = evaluation.intervals
    meanings = {
        "precision": ("Precision", "share of the links that are right"),
        "recall": ("Recall", "share of the records with a match that are linked to it"),
        "f1": ("F1", "harmonic mean of precision and recall of the decisions"),
        "best_f1": ("Best F1", "F1 at the best threshold"),
        "top1_accuracy": ("Top-1 accuracy", "share of the records with a match whose best candidate is right"),
        "recall_at_precision_99": (
            "Recall at precision 99 %",
            "recall with at most one wrong link in a hundred",
        ),
        "candidate_recall": (
            "Candidate recall",
            wording(
                "right answers among the candidates; {candidate_recall_after_cut} after the cut",
                candidate_recall_after_cut=percent(figures["candidate_recall_after_cut"]),
            ),
        ),
    }
    cards = [
        (title, percent(figures[name]), span(intervals.get(name)), wording(meaning))
        for name, (title, meaning) in meanings.items()
        if figures[name] is not None
    ]
    ece = figures["ece"]
    perfect = figures["ece_perfect_95"]
    if isinstance(ece, float) and isinstance(perfect, float):
        meaning = wording(
            "calibration error; a perfect model stays under {perfect:.4f} on as many records", perfect=perfect
        )
        cards.append(("ECE", f"{ece:.4f}", "", meaning))
    return cards


def parts_of(judged: JudgedLinks) -> list[tuple[str, str, int, float]]:
    """Divide all records by decision and by whether it is right: name, colour, number and share of all."""
    linked = judged.linked
    review = judged.review
    answerable = judged.answerable
    rest = ~linked & ~review
    masks = (
        ("linked, right", "right", linked & judged.right),
        ("linked, wrong", "wrong", linked & ~judged.right),
        ("for review", "review", review),
        ("not linked, has a match", "missed", rest & answerable),
        ("not linked, rightly", "nobody", rest & ~answerable),
    )
    total = max(len(judged), 1)
    return [(name, colour, int(mask.sum()), float(mask.sum() / total)) for name, colour, mask in masks]


FILTERS: Mapping[str, Callable[..., str]] = {"percent": percent, "span": span, "shortened": _shortened}
