"""The evaluation of a bundle, or of the links of any tool, against the truth: figures, JSON and reports."""

import json
import time
from contextlib import ExitStack
from dataclasses import field, replace
from pathlib import Path

from data.index.build import index_of
from data.index.index import UniverseIndex
from data.labels.labels import Truth, read_labels
from data.labels.links import LinksTable, read_links
from data.tables.atomic import write_whole
from data.tables.optional_columns import UniverseFile
from data.tables.progress import Progress, silent
from data.tables.records import Table, read_records
from data.tables.renames import Renames
from data.tables.work_folders import work_folder
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from features.schema.schema import Schema
from features.schema.value_class import value_class
from serving.matching.bundle import Bundle
from serving.matching.fields_agree import Declarations, agreed_schema
from training.evaluation.blocking import BlockingAnalysis, analyse_blocking
from training.evaluation.evaluation import Evaluation, evaluation_of
from training.evaluation.judged import CandidateReach, Counted, judge_links
from training.evaluation.known_ids import ProfileSide, RecordSide, require_known_ids, require_known_links
from training.evaluation.matching import reach_of
from training.evaluation.segments import segment_masks
from training.evaluation.sources import Sources, columns_by_record, gather_sources
from training.evaluation.thresholds import measured_table

MIN_RECORDS = 30
"""Records of the smallest segment whose thresholds are shown."""


class NothingToMeasure(OnematchError):
    """No record of the CRM file has an answer in the truth, or the request names nothing to measure."""


@value_class
class EvaluateRequest:
    """One evaluation: exactly one of `bundle` and `scored`, and one of `universe` and `index`.

    `report` is a page with field values. `segments` are columns of the records, whose values are segments.
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
    links: str = "best-per-record"
    renames: Renames = field(default_factory=dict)
    seed: int = 0
    blocking: bool = False
    fields: Declarations = None
    segments: tuple[str, ...] = ()

    @property
    def schema(self) -> Schema:
        """The schema that the records are read by. Raises FieldsDisagree."""
        universe = UniverseFile.of(self.universe, self.renames)
        return agreed_schema(self.kind, self.fields, self.bundle, self.index, universe)


def evaluate(request: EvaluateRequest, progress: Progress = silent) -> Evaluation:
    """Match all records (or read the scored links), count those of the split, write JSON and reports.

    Raises NothingToMeasure, and what the readers of labels, links, records and bundles raise.
    """
    if (request.bundle is None) == (request.scored is None):
        raise NothingToMeasure("expected exactly one of a bundle and scored links")
    truth = read_labels(request.truth, request.renames).for_split(request.split)
    progress(f"read {request.crm.name}", 0, None)
    crm = read_records(request.schema, request.crm, request.renames)
    named = columns_by_record(request.crm, request.renames, request.segments)
    require_known_ids(truth, RecordSide(request.crm, _known(crm)), _profiles(request))
    with ExitStack() as stack:
        started = time.perf_counter()
        index = _index(request, stack, progress)
        links, reach = _links(request, crm, truth, index, progress)
        seconds = time.perf_counter() - started
        counted = judge_links(links, truth, _known(crm), reach)
        if not len(counted.judged):
            raise NothingToMeasure("no record of {crm} has an answer in {truth}", crm=request.crm, truth=request.truth)
        blocking = analyse_blocking(crm, truth, index, progress) if request.blocking and index is not None else None
        progress("intervals", 0, None)
        sources = _sources(request, counted, crm, index) if index is not None else None
    evaluation = evaluation_of(counted, facts_of(request, links), sources, seconds, request.seed, named=named)
    if request.bundle is not None:
        policy = Bundle.open(request.bundle).deciding_policy
        parts = segment_masks(counted.judged, named, MIN_RECORDS)
        evaluation = evaluation.with_thresholds(
            measured_table(counted.judged, policy, request.seed),
            [(name, measured_table(counted.judged.take(part), policy, request.seed)) for name, part in parts],
        )
    if reach is not None:
        evaluation = replace(evaluation, work=reach.work)
    if blocking is not None:
        evaluation = evaluation.with_blocking(blocking)
    _write(request, evaluation, sources, progress)
    return evaluation


def cost_of_blocking(
    kind: Kind,
    crm: Path,
    universe: Path | None,
    index: Path | None,
    renames: Renames,
    fields: Declarations,
    progress: Progress = silent,
) -> BlockingAnalysis:
    """Count the candidates of all records by blocking rule; without an index one of the universe is built.

    Raises what the readers of records and indexes raise.
    """
    schema = agreed_schema(kind, fields, None, index, UniverseFile.of(universe, renames))
    records = read_records(schema, crm, renames)
    with index_of(schema, index, universe, renames, progress) as folder:
        return analyse_blocking(records, None, folder, progress)


def facts_of(request: EvaluateRequest, links: LinksTable) -> dict[str, str]:
    """Return the facts of an evaluation by name: what was measured, with which model, and how links were made."""
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


def _known(crm: Table) -> set[str]:
    """Return the ids of all records of a file, rejected ones too."""
    return {*crm.ids, *(reject.id for reject in crm.rejects if reject.id)}


def _profiles(request: EvaluateRequest) -> ProfileSide | None:
    """Return the profiles of a request; None for scored links alone."""
    if request.universe is None and request.index is None:
        return None
    return ProfileSide(request.kind, request.universe, request.index, request.renames)


def _index(request: EvaluateRequest, stack: ExitStack, progress: Progress) -> Path | None:
    """Return the index; None for scored links alone, which need none."""
    if request.index is not None or request.universe is None:
        return request.index
    needs_index = request.bundle is not None or request.blocking
    if not needs_index and request.report is None:
        return None
    return stack.enter_context(index_of(request.schema, None, request.universe, request.renames, progress))


def _links(
    request: EvaluateRequest, crm: Table, truth: Truth, index: Path | None, progress: Progress
) -> tuple[LinksTable, CandidateReach | None]:
    if request.scored is not None:
        links = read_links(request.scored)
        require_known_links(links, request.scored, RecordSide(request.crm, _known(crm)))
        return links, None
    if request.bundle is None or index is None:
        raise NothingToMeasure("a bundle needs a universe or an index to be measured on")
    from serving.batch.files import FileMatchRequest, match_file

    with work_folder("links") as folder:
        out = folder / "links.parquet"
        matching = FileMatchRequest(
            kind=request.kind,
            crm=request.crm,
            index=index,
            bundle=request.bundle,
            out=out,
            links=request.links,
            renames=request.renames,
            fields=request.fields,
        )
        match_file(matching, progress)
        links = read_links(out)
    return links, reach_of(crm, truth, index, request.bundle, progress)


def _sources(request: EvaluateRequest, counted: Counted, crm: Table, index: Path) -> Sources:
    file = UniverseFile.of(request.universe, request.renames)
    return gather_sources(counted.judged, crm, UniverseIndex.open(index), file)


def _write(request: EvaluateRequest, evaluation: Evaluation, sources: Sources | None, progress: Progress) -> None:
    if request.json is not None:
        write_whole(request.json, json.dumps(evaluation.figures, indent=2, ensure_ascii=False) + "\n")
    if request.report is not None:
        from training.evaluation.report.page import write_report

        progress("report", 0, None)
        write_report(request.report, evaluation, sources, request.bundle)
