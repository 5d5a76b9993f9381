"""Batch: the matcher over chunks of a file, in one or several processes, with the same results as HTTP."""

import multiprocessing
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa

from data.index.build import build_index
from data.labels.links import Link, LinkDecision, LinksTable, write_links
from data.tables.progress import Progress, silent
from data.tables.records import Table, read_records, rows_of
from data.tables.rejects import write_rejects
from features.pairs.columns import Columns, columns_of
from features.schema.kinds import Kind
from serving.matching.account_links import linked_records, with_linked_companies
from serving.matching.collective import CANDIDATES
from serving.matching.conclude import FORCED
from serving.matching.decisions import CLAIM_MARGIN, Claim, winners
from serving.matching.matcher import CHUNK, Answering, Matcher, link_of
from serving.matching.outcomes import Outcome
from serving.rules.linking.claims import tie_break_in_file
from serving.rules.linking.links import RecordKey
from serving.rules.vocabulary import CrmObject
from serving.runtime.garbage import settle

BEST_PER_RECORD, ONE_TO_ONE = "best-per-record", "one-to-one"
TieBreak = tuple[object, ...]
NO_TIE_BREAKS: Mapping[str, TieBreak] = {}


@dataclass(frozen=True, slots=True)
class FileMatchRequest:
    """A file to match against `index`, or `universe` indexed for this run; `precision` is another wanted precision."""

    kind: Kind
    crm: Path
    bundle: Path
    out: Path
    universe: Path | None = None
    index: Path | None = None
    links: str = BEST_PER_RECORD
    independent: bool = False
    precision: float | None = None
    account_links: Path | None = None
    explain: bool = False
    processes: int = 1
    renames: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MatchSummary:
    """The counts of records, rejected rows and decisions, and the duration."""

    n_records: int
    n_rejected: int
    decisions: dict[str, int]
    seconds: float


def match_file(request: FileMatchRequest, progress: Progress = silent) -> MatchSummary:
    """Decide every record of a file; write LINKS, and the rejected rows to `<out>.rejects.csv` beside it."""
    started = time.perf_counter()
    table = read_records(request.kind, request.crm, request.renames, normalised=False)
    with index_of(request, progress) as index:
        links = _match(request, index, table, progress)
    if request.links == ONE_TO_ONE:
        links = one_to_one(links, tie_breaks_of(request.kind, table, links))
    write_links(LinksTable(links), request.out)
    write_rejects(request.out.with_name(f"{request.out.name}.rejects.csv"), table.rejects)
    return summarise(links, len(table.rejects), time.perf_counter() - started)


def summarise(links: Sequence[Link], n_rejected: int, seconds: float) -> MatchSummary:
    """Count the decisions."""
    counts = {str(decision): sum(link.decision == decision for link in links) for decision in LinkDecision}
    return MatchSummary(len(links), n_rejected, counts, seconds)


def one_to_one(links: Sequence[Link], tie_breaks: Mapping[str, TieBreak] = NO_TIE_BREAKS) -> list[Link]:
    """Return links with at most one record for each profile; every other claimant becomes `duplicate`.

    Claims within the claim margin of the best go by `tie_breaks` (by record id), then by the smaller id (D4). A
    duplicate never takes its second candidate.
    """
    claims = [
        Claim(
            link.crm_id,
            link.candidate_id,
            link.probability,
            link.basis == FORCED,
            tie_breaks.get(link.crm_id, ()),
        )
        for link in links
        if link.decision == LinkDecision.LINKED and link.candidate_id is not None
    ]
    winner = winners(claims, CLAIM_MARGIN)
    return [
        link
        if link.decision != LinkDecision.LINKED or winner[link.candidate_id or ""] == link.crm_id
        else replace(link, decision=LinkDecision.DUPLICATE, winner_id=winner[link.candidate_id or ""])
        for link in links
    ]


def tie_breaks_of(kind: Kind, table: Table, links: Sequence[Link]) -> dict[str, TieBreak]:
    """Return, by record id, the tie-break of each record that claims the same profile as another one."""
    claims = Counter(link.candidate_id for link in links if link.decision == LinkDecision.LINKED)
    rivals = {link.crm_id for link in links if claims[link.candidate_id] > 1}
    rows = table.raw.filter(pa.array([record_id in rivals for record_id in table.ids], pa.bool_()))
    return {row["id"] or "": tie_break_of(kind, row) for row in rows_of(rows)}


def tie_break_of(kind: Kind, row: Mapping[str, str | None]) -> TieBreak:
    """Return the tie-break of a record by its own columns (D4); the smaller tuple wins."""
    crm_object = CrmObject.ACCOUNT if kind is Kind.COMPANY else CrmObject.CONTACT
    return tie_break_in_file(row).sort_key(RecordKey(crm_object, row["id"] or ""))


@contextmanager
def index_of(request: FileMatchRequest, progress: Progress) -> Iterator[Path]:
    """Yield the path of the request's index, or of one that is built for this run and removed after it."""
    if request.index is not None or request.universe is None:
        yield request.index or Path()
        return
    with TemporaryDirectory(prefix="onematch-index-") as folder:
        index = Path(folder) / "index"
        build_index(request.kind, request.universe, index, progress, request.renames)
        yield index


def _match(request: FileMatchRequest, index: Path, table: Table, progress: Progress) -> list[Link]:
    raw = with_linked_companies(table.raw, request.account_links).combine_chunks()
    outcomes: list[Outcome] = []
    matcher = _open(request, index)
    for part in _run(request, index, matcher, raw):
        outcomes.extend(part)
        progress("matching", len(outcomes), len(raw))
    if not request.independent:
        outcomes = matcher.reconsider_fetched(outcomes, lambda rows: columns_of_raw(request.kind, raw.take(rows)))
    return [link_of(outcome) for outcome in outcomes]


def columns_of_raw(kind: Kind, raw: pa.Table) -> Columns:
    """Return the columns of raw rows, normalised."""
    return columns_of(kind, raw["id"].to_pylist(), linked_records(kind, raw))


def _run(request: FileMatchRequest, index: Path, matcher: Matcher, raw: pa.Table) -> Iterator[list[Outcome]]:
    """Yield the outcomes of raw rows in order, chunk by chunk, from this process or from several."""
    answering = Answering(1 if request.independent or matcher.collective is None else CANDIDATES, request.explain)
    work = [raw.slice(start, CHUNK) for start in range(0, len(raw), CHUNK)]
    settle()
    if request.processes <= 1 or len(work) <= 1:
        yield from (_answer(matcher, rows, answering) for rows in work)
        return
    spawn = multiprocessing.get_context("spawn")
    with spawn.Pool(min(request.processes, len(work)), _start, (request, index, answering)) as pool:
        yield from pool.imap(_answer_in_worker, map(_packed, work))


def _answer(matcher: Matcher, raw: pa.Table, answering: Answering) -> list[Outcome]:
    return matcher.match_records(raw["id"].to_pylist(), linked_records(matcher.kind, raw), answering)


def _packed(rows: pa.Table) -> pa.Buffer:
    """Return rows as an Arrow IPC message; a pickled slice would contain the whole table."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, rows.schema) as stream:
        stream.write_table(rows)
    return sink.getvalue()


def _open(request: FileMatchRequest, index: Path) -> Matcher:
    return Matcher.open(request.bundle, index).with_precision(request.precision)


class _Worker:
    """The state of a worker process between chunks."""

    matcher: Matcher
    answering: Answering


def _start(request: FileMatchRequest, index: Path, answering: Answering) -> None:
    _Worker.matcher, _Worker.answering = _open(request, index), answering
    settle()


def _answer_in_worker(packed: pa.Buffer) -> list[Outcome]:
    return _answer(_Worker.matcher, pa.ipc.open_stream(packed).read_all(), _Worker.answering)
