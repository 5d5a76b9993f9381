"""The figures of one evaluation, with their intervals and segments."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from data.labels.labels import Truth
from data.labels.links import LinksTable
from features.schema.texts import wording
from training.evaluation.blocking import BlockingAnalysis
from training.evaluation.bootstrap import Interval
from training.evaluation.figures import Figure, figures_of, intervals_of
from training.evaluation.judged import Counted, judge_links
from training.evaluation.report.picture import shown_in_notebook
from training.evaluation.segments import NOT_NAMED, Named, Segment, segments_of
from training.evaluation.sources import Sources
from training.evaluation.thresholds import ThresholdTable
from training.terminal import cell_text

EVALUATION_COLUMNS = ("figure", "value", "95 % interval")
HEADLINE = ("precision", "recall", "best_f1", "ece")


@dataclass(frozen=True, slots=True, repr=False)
class Evaluation:
    """Figures by name, the intervals of the rates, and the judged links that they were counted from.

    `figures` is the JSON document: numbers or None, with `intervals`, `facts`, `segments`, `thresholds` and `blocking`
    nested at its end. `work` is candidates x trees per record.
    """

    figures: dict[str, object]
    intervals: dict[str, Interval | None]
    counted: Counted
    facts: dict[str, str]
    segments: tuple[Segment, ...] = ()
    thresholds: ThresholdTable | None = None
    blocking: BlockingAnalysis | None = None
    segment_thresholds: tuple[tuple[str, ThresholdTable], ...] = ()
    work: float | None = None

    def with_thresholds(
        self, thresholds: ThresholdTable, of_segments: Sequence[tuple[str, ThresholdTable]] = ()
    ) -> "Evaluation":
        """Return the evaluation with what each wanted precision costs, in named segments too."""
        figures = self.figures | {"thresholds": thresholds.as_json()}
        if of_segments:
            figures["segment_thresholds"] = {name: table.as_json() for name, table in of_segments}
        return replace(self, thresholds=thresholds, segment_thresholds=tuple(of_segments), figures=figures)

    def with_blocking(self, analysis: BlockingAnalysis) -> "Evaluation":
        """Return the evaluation with an analysis of the blocking rules, in its figures too."""
        return replace(self, blocking=analysis, figures={**self.figures, "blocking": asdict(analysis)})

    def __repr__(self) -> str:
        shown = [f"{name} {cell_text(self.figures[name])}" for name in HEADLINE if self.figures.get(name) is not None]
        return f"<Evaluation of {len(self.counted.judged):,} records: {', '.join(shown)}>"

    def _repr_html_(self) -> str:
        title = wording("Evaluation of {value}", value=self.facts.get("measured", "links"))
        return shown_in_notebook([(title, ", ".join(self.facts.values()), EVALUATION_COLUMNS, self.table())])

    def table(self) -> list[tuple[str, object, str]]:
        """Return (figure, value, 95 % interval) for each plain figure."""
        plain = {name: value for name, value in self.figures.items() if not isinstance(value, dict | list)}
        return [(name, value, _span(self.intervals.get(name))) for name, value in plain.items()]


def evaluate_links(links: LinksTable, truth: Truth) -> Evaluation:
    """Measure links in memory against the truth, without candidate sets or segments."""
    return evaluation_of(judge_links(links, truth), {"split": "all"}, None, None)


def evaluation_of(
    counted: Counted,
    facts: dict[str, str],
    sources: Sources | None,
    seconds: float | None,
    seed: int = 0,
    named: Named = NOT_NAMED,
) -> Evaluation:
    """Compute every figure of judged links; segments only where `sources` holds the records' values."""
    intervals = intervals_of(counted.judged, seed)
    segments = tuple(segments_of(counted.judged, sources.traits, seed, named)) if sources is not None else ()
    plain: dict[str, Figure] = {**figures_of(counted), "seconds": None if seconds is None else round(seconds, 3)}
    figures: dict[str, object] = {**plain, "intervals": intervals, "facts": facts}
    if segments:
        figures["segments"] = [asdict(segment) for segment in segments]
    return Evaluation(figures, intervals, counted, facts, segments)


def _span(interval: Interval | None) -> str:
    return "" if interval is None else f"{interval[0]:.4f} to {interval[1]:.4f}"
