"""An evaluation of two bundles on the same records and answers, as the page of a model comparison."""

from pathlib import Path

from data.labels.labels import read_labels
from data.tables.progress import Progress, silent
from data.tables.records import read_records
from serving.matching.bundle import Bundle
from training.evaluation.evaluate import EvaluateRequest, NothingToMeasure
from training.evaluation.matching import index_of
from training.promotion.comparison.matching import ComparisonGround, compare_models
from training.promotion.comparison.report import write_versus
from training.promotion.gates import judge


def report_versus(request: EvaluateRequest, champion: Path, progress: Progress = silent) -> Path:
    """Write `<report>.versus.html`, or `versus.html` beside the records without a report.

    Raises NothingToMeasure for scored links, which hold no model.
    """
    if request.bundle is None:
        raise NothingToMeasure("--against: got scored links, expected a bundle to compare with it")
    out = versus_page(request.crm, request.report)
    if request.index is None and request.universe is not None:
        with index_of(request.schema, request.universe, request.renames, progress) as index:
            return _write(request, champion, index, out)
    return _write(request, champion, request.index or Path(), out)


def versus_page(crm: Path, report: Path | None) -> Path:
    """Return the path of the page."""
    return crm.with_name("versus.html") if report is None else report.with_suffix(".versus.html")


def _write(request: EvaluateRequest, champion: Path, index: Path, out: Path) -> Path:
    challenger = request.bundle or Path()
    crm = read_records(request.schema, request.crm, request.renames)
    truth = read_labels(request.truth, request.renames).for_split(request.split)
    model_comparison = compare_models(
        [ComparisonGround(request.split or "all", request.kind, crm, index, truth)], champion, challenger
    )
    write_versus(out, model_comparison, judge(model_comparison, Bundle.open(challenger).policy.precision))
    return out
