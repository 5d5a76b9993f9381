"""Measure a bundle, or any tool's links, against the truth: figures, JSON, and a report to look at."""

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from data.labels.labels import Truth, read_labels
from data.labels.links import LinksTable, read_links
from data.tables.atomic import replacing
from data.tables.progress import Progress, silent
from data.tables.records import Table, read_records
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from training.evaluation.bootstrap import Interval
from training.evaluation.figures import Figure, measure
from training.evaluation.judged import CandidateReach, Counted, judge_links
from training.evaluation.segments import Segment

if TYPE_CHECKING:
    from training.evaluation.sources import Sources


class NothingToMeasure(OnematchError):
    """No record of the CRM file has an answer in the truth, or it is not said what to measure."""


@dataclass(frozen=True, slots=True)
class EvaluateRequest:
    """One evaluation: exactly one of `bundle` and `scored`, and one of `universe` and `index`.

    `report` is the local page with field values; `shared_report` carries ids and outcomes per field only.
    """

    kind: Kind
    crm: Path
    truth: Path
    universe: Path | None = None
    index: Path | None = None
    split: str | None = None
    bundle: Path | None = None
    scored: Path | None = None
    json: Path | None = None
    report: Path | None = None
    shared_report: Path | None = None
    links: str = "best-per-record"
    renames: Mapping[str, str] = field(default_factory=dict)
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Figures by name, the intervals of the rates, and what they were counted from.

    `figures` is what the JSON holds: numbers or None, with `intervals`, `facts` and `segments` nested at its end.
    """

    figures: dict[str, object]
    intervals: dict[str, Interval | None]
    counted: Counted
    facts: dict[str, str]
    segments: tuple[Segment, ...] = ()

    def table(self) -> list[tuple[str, object, str]]:
        """Return (figure, value, 95 % interval) for each plain figure."""
        plain = {name: value for name, value in self.figures.items() if not isinstance(value, dict | list)}
        return [(name, value, _span(self.intervals.get(name))) for name, value in plain.items()]


def evaluate(request: EvaluateRequest, progress: Progress = silent) -> Evaluation:
    """Match all records (or read the scored links), count those of the split, write JSON and reports.

    Raises NothingToMeasure, and what the readers of labels, links, records and bundles raise.
    """
    if (request.bundle is None) == (request.scored is None):
        raise NothingToMeasure("expected exactly one of a bundle and scored links")
    truth = read_labels(request.truth).for_split(request.split)
    crm = read_records(request.kind, request.crm, request.renames)
    with ExitStack() as stack:
        started = time.perf_counter()
        index = _index(request, stack, progress)
        links, reach = _links(request, crm, truth, index, progress)
        seconds = time.perf_counter() - started
        known = {*crm.ids, *(reject.id for reject in crm.rejects if reject.id)}
        counted = judge_links(links, truth, known, reach)
        if not len(counted.judged):
            raise NothingToMeasure(f"no record of {request.crm} has an answer in {request.truth}")
        progress("intervals", 0, None)
        sources = _sources(request, counted, crm, index) if index is not None else None
    evaluation = evaluation_of(counted, facts_of(request, links), sources, seconds, request.seed)
    _write(request, evaluation, sources, progress)
    return evaluation


def evaluate_links(links: LinksTable, truth: Truth, split: str | None = None, seed: int = 0) -> Evaluation:
    """Measure links in memory against the truth's records of a split, without candidate sets or segments."""
    return evaluation_of(judge_links(links, truth.for_split(split)), {"split": split or "all"}, None, None, seed)


def evaluation_of(
    counted: Counted, facts: dict[str, str], sources: "Sources | None", seconds: float | None, seed: int = 0
) -> Evaluation:
    """Compute every figure of what was counted; segments where the records' values are known."""
    from training.evaluation.segments import segments_of

    measured = measure(counted, seed)
    segments = tuple(segments_of(counted.judged, sources.traits, seed)) if sources is not None else ()
    plain: dict[str, Figure] = {**measured.figures, "seconds": None if seconds is None else round(seconds, 3)}
    figures: dict[str, object] = {**plain, "intervals": measured.intervals, "facts": facts}
    if segments:
        figures["segments"] = [asdict(segment) for segment in segments]
    return Evaluation(figures, measured.intervals, counted, facts, segments)


def facts_of(request: EvaluateRequest, links: LinksTable) -> dict[str, str]:
    """Say what was measured, with which model, and how the links were made."""
    version = next((link.model_version for link in links if link.model_version), "")
    facts = {
        "kind": str(request.kind),
        "crm": request.crm.name,
        "data set": request.crm.resolve().parent.name,
        "split": request.split or "all",
        "measured": (request.bundle or request.scored or Path()).name,
        "model_version": version,
        "links": request.links if request.bundle else "as scored",
    }
    if not links.has_decisions:
        facts["decision"] = "linked from probability 0.5, as the links hold no decision"
    return {name: fact for name, fact in facts.items() if fact}


def _index(request: EvaluateRequest, stack: ExitStack, progress: Progress) -> Path | None:
    """Return the index; for scored links, which need none, only where a report asks for it."""
    if request.index is not None or request.universe is None:
        return request.index
    if request.bundle is None and request.report is None and request.shared_report is None:
        return None
    from training.evaluation.matching import index_of

    return stack.enter_context(index_of(request.kind, request.universe, dict(request.renames), progress))


def _links(
    request: EvaluateRequest, crm: Table, truth: Truth, index: Path | None, progress: Progress
) -> tuple[LinksTable, CandidateReach | None]:
    if request.scored is not None:
        return read_links(request.scored), None
    if request.bundle is None or index is None:
        raise NothingToMeasure("a bundle needs a universe or an index to be measured on")
    from training.evaluation.matching import MatchedRecords, match_all, reach_of

    renames = dict(request.renames)
    links = match_all(
        MatchedRecords(request.kind, request.crm, index, request.bundle, request.links, renames), progress
    )
    return links, reach_of(crm, truth, index, request.bundle, progress)


def _sources(request: EvaluateRequest, counted: Counted, crm: Table, index: Path) -> "Sources":
    from data.index.index import UniverseIndex
    from training.evaluation.sources import UniverseFile, gather_sources

    file = None if request.universe is None else UniverseFile(request.universe, request.renames)
    return gather_sources(counted.judged, crm, UniverseIndex.open(index), file)


def _write(request: EvaluateRequest, evaluation: Evaluation, sources: "Sources | None", progress: Progress) -> None:
    if request.json is not None:
        with replacing(request.json) as beside:
            beside.write_text(json.dumps(evaluation.figures, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    for path, with_values in _reports(request):
        from training.evaluation.report.page import write_report

        progress("report", 0, None)
        write_report(path, evaluation, sources, bundle=request.bundle, with_values=with_values)


def _reports(request: EvaluateRequest) -> Iterator[tuple[Path, bool]]:
    if request.report is not None:
        yield request.report, True
    if request.shared_report is not None:
        yield request.shared_report, False


def _span(interval: Interval | None) -> str:
    return "" if interval is None else f"{interval[0]:.4f} to {interval[1]:.4f}"
