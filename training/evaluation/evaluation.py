"""The figures of one evaluation, with their intervals and segments."""

from dataclasses import asdict, dataclass, replace

from data.labels.labels import Truth
from data.labels.links import LinksTable
from training.evaluation.blocking import BlockingAnalysis
from training.evaluation.bootstrap import Interval
from training.evaluation.figures import Figure, figures_of, intervals_of
from training.evaluation.judged import Counted, judge_links
from training.evaluation.segments import Segment, segments_of
from training.evaluation.sources import Sources
from training.evaluation.thresholds import ThresholdTable


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Figures by name, the intervals of the rates, and the judged links that they were counted from.

    `figures` is the JSON document: numbers or None, with `intervals`, `facts`, `segments`, `thresholds` and `blocking`
    nested at its end.
    """

    figures: dict[str, object]
    intervals: dict[str, Interval | None]
    counted: Counted
    facts: dict[str, str]
    segments: tuple[Segment, ...] = ()
    thresholds: ThresholdTable | None = None
    blocking: BlockingAnalysis | None = None

    def with_thresholds(self, thresholds: ThresholdTable) -> "Evaluation":
        """Return the evaluation with what each wanted precision costs."""
        return replace(self, thresholds=thresholds, figures=self.figures | {"thresholds": thresholds.as_json()})

    def with_blocking(self, analysis: BlockingAnalysis) -> "Evaluation":
        """Return the evaluation with an analysis of the blocking rules, in its figures too."""
        return replace(self, blocking=analysis, figures={**self.figures, "blocking": asdict(analysis)})

    def table(self) -> list[tuple[str, object, str]]:
        """Return (figure, value, 95 % interval) for each plain figure."""
        plain = {name: value for name, value in self.figures.items() if not isinstance(value, dict | list)}
        return [(name, value, _span(self.intervals.get(name))) for name, value in plain.items()]


def evaluate_links(links: LinksTable, truth: Truth) -> Evaluation:
    """Measure links in memory against the truth, without candidate sets or segments."""
    return evaluation_of(judge_links(links, truth), {"split": "all"}, None, None)


def evaluation_of(
    counted: Counted, facts: dict[str, str], sources: Sources | None, seconds: float | None, seed: int = 0
) -> Evaluation:
    """Compute every figure of judged links; segments only where `sources` holds the records' values."""
    intervals = intervals_of(counted.judged, seed)
    segments = tuple(segments_of(counted.judged, sources.traits, seed)) if sources is not None else ()
    plain: dict[str, Figure] = {**figures_of(counted), "seconds": None if seconds is None else round(seconds, 3)}
    figures: dict[str, object] = {**plain, "intervals": intervals, "facts": facts}
    if segments:
        figures["segments"] = [asdict(segment) for segment in segments]
    return Evaluation(figures, intervals, counted, facts, segments)


def _span(interval: Interval | None) -> str:
    return "" if interval is None else f"{interval[0]:.4f} to {interval[1]:.4f}"
