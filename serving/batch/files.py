"""Batch: the matcher over chunks of a file, in one or several processes, with the same results as HTTP."""

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import field, replace
from functools import partial
from math import ceil
from pathlib import Path

import pyarrow as pa

from data.index.build import index_of
from data.index.same_records import refuse_same_records
from data.labels.links import Link, LinkDecision, LinksTable, write_links
from data.tables.optional_columns import UniverseFile
from data.tables.progress import Progress, silent
from data.tables.records import Table, read_records, rows_of
from data.tables.rejects import write_rejects
from features.pairs.columns import Columns, columns_of
from features.schema.kinds import Kind
from features.schema.rooms import code_version
from features.schema.schema import Schema, Shape
from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.batch.kept_parts import KEPT_LAYOUT, KeptParts, kept_parts, refuse_foreign_parts
from serving.clusters.workers import Workers, open_workers
from serving.matching.account_links import linked_records, with_linked_companies
from serving.matching.collective import CANDIDATES
from serving.matching.conclude import FORCED
from serving.matching.decisions import CLAIM_MARGIN, Claim, winners
from serving.matching.fields_agree import Declarations, agreed_schema
from serving.matching.matcher import CHUNK, Answering, Matcher
from serving.matching.outcomes import Outcome, link_of
from serving.matching.policy import require_precision
from serving.runtime.process import settle
from serving.vocabulary.claims import tie_break_in_file
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import CrmObject

BEST_PER_RECORD = "best-per-record"
ONE_TO_ONE = "one-to-one"
PART_CHUNKS = 4
"""The chunks of a kept part: a kill costs the work of at most so many, and of those that other processes had begun."""
Note = Callable[[str], None]
TieBreak = tuple[object, ...]
NO_TIE_BREAKS: Mapping[str, TieBreak] = {}


def unnoted(message: str) -> None:
    """Pass over a message."""


@value_class
class FileMatchRequest:
    """A file to match against `index`, or `universe` indexed for this run; `precision` is another wanted precision.

    With `keeps_parts` finished parts are kept beside `out` until it is written, and a later run goes on from them.
    """

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
    renames: Mapping[str, str] = field(default_factory=dict)
    keeps_parts: bool = False
    fields: Declarations = None

    def __post_init__(self) -> None:
        require_precision(self.precision)

    @property
    def schema(self) -> Schema:
        """The schema that the records are read by. Raises FieldsDisagree."""
        universe = UniverseFile.of(self.universe, self.renames)
        return agreed_schema(self.kind, self.fields, self.bundle, self.index, universe)


@value_class
class MatchSummary:
    """The counts of records, rejected rows and decisions, and the duration."""

    n_records: int
    n_rejected: int
    decisions: dict[str, int]
    seconds: float


@value_class
class Work:
    """What a file is matched with; `parts` is None where none are kept."""

    request: FileMatchRequest
    index: Path
    workers: Workers[Matcher]
    parts: KeptParts | None = None

    @property
    def matcher(self) -> Matcher:
        return self.workers.state

    @property
    def is_collective(self) -> bool:
        return not self.request.independent and self.matcher.collective is not None

    @property
    def answering(self) -> Answering:
        return Answering(CANDIDATES if self.is_collective else 1, self.request.explain)


Decide = Callable[[Work, Sequence[pa.Table]], Iterator[list[Outcome]]]
"""Yields the independent outcomes of raw rows in order, chunk by chunk."""


def decide_here(work: Work, chunks: Sequence[pa.Table]) -> Iterator[list[Outcome]]:
    """Decide chunks in this process or in several."""
    return work.workers.each(partial(_answer_packed, work.answering), map(_packed, chunks), len(chunks))


def match_file(
    request: FileMatchRequest, progress: Progress = silent, note: Note = unnoted, decide: Decide = decide_here
) -> MatchSummary:
    """Decide every record of a file; write LINKS, and the rejected rows to `<out>.rejects.csv` beside it.

    `note` takes a sentence on parts of an earlier run, `decide` runs the independent pass. Raises SameRecords,
    MatchGoesOn, and the errors of reading.
    """
    started = time.perf_counter()
    if request.keeps_parts:
        refuse_foreign_parts(request.out)
    progress(f"read {request.crm.name}", 0, None)
    table = read_records(request.schema, request.crm, request.renames, normalised=False)
    processes = min(request.processes, ceil(len(table) / CHUNK))
    with (
        index_of(request.schema, request.index, request.universe, request.renames, progress) as index,
        open_workers(partial(open_matcher, request.bundle, index, request.precision), processes) as workers,
    ):
        refuse_same_records(table, workers.state.index)
        raw = with_linked_companies(table.raw, request.account_links)
        with _parts(request, workers.state, raw) as parts:
            links = _match(Work(request, index, workers, parts), raw.combine_chunks(), decide, progress, note)
            _write(request, table, links, progress)
            if parts is not None:
                parts.remove()
    decisions = {str(decision): sum(link.decision == decision for link in links) for decision in LinkDecision}
    return MatchSummary(len(links), len(table.rejects), decisions, time.perf_counter() - started)


def _write(request: FileMatchRequest, table: Table, links: list[Link], progress: Progress) -> None:
    """Write both files; one-to-one links are resolved in place first."""
    if request.links == ONE_TO_ONE:
        progress("resolve claims on one profile", 0, None)
        links[:] = one_to_one(links, tie_breaks_of(request.kind, table, links))
    progress(f"write {request.out.name}", 0, None)
    write_links(LinksTable(links), request.out)
    write_rejects(request.out.with_name(f"{request.out.name}.rejects.csv"), table.rejects)


def _parts(request: FileMatchRequest, matcher: Matcher, raw: pa.Table) -> AbstractContextManager[KeptParts | None]:
    return kept_parts(request.out, _made_of(request, matcher, raw)) if request.keeps_parts else nullcontext()


def _made_of(request: FileMatchRequest, matcher: Matcher, raw: pa.Table) -> dict[str, object]:
    """Return everything that the outcomes of raw rows depend on, by name."""
    return {
        "version": code_version(),
        "part": CHUNK * PART_CHUNKS,
        "records": _digest_of(raw),
        "bundle": matcher.bundle.version,
        "layout": KEPT_LAYOUT,
        "index": f"{matcher.index.answers_version}.{matcher.index.sequence}",
        "precision": request.precision,
        "independent": request.independent,
        "explain": request.explain,
    }


def _digest_of(raw: pa.Table) -> str:
    digest = hashlib.sha256()
    for batch in raw.to_batches():
        digest.update(_packed(pa.Table.from_batches([batch])))
    return digest.hexdigest()


def _match(work: Work, raw: pa.Table, decide: Decide, progress: Progress, note: Note) -> list[Link]:
    matcher = work.matcher
    outcomes = [outcome for part in _all_parts(work, raw, decide, progress, note) for outcome in part]
    if work.is_collective:
        progress("look at claims on one profile together", 0, None)
        outcomes = matcher.reconsider_fetched(outcomes, lambda rows: columns_of_raw(matcher.schema, raw.take(rows)))
    return [link_of(outcome) for outcome in outcomes]


def _all_parts(work: Work, raw: pa.Table, decide: Decide, progress: Progress, note: Note) -> list[list[Outcome]]:
    """Return the outcomes of all parts in order: kept ones, and those that are made and kept now."""
    slices = [raw.slice(start, CHUNK * PART_CHUNKS) for start in range(0, len(raw), CHUNK * PART_CHUNKS)]
    parts = _kept(work.parts, slices)
    done = sum(map(len, parts.values()))
    _note_kept(work, done, len(raw), note)
    progress("matching", done, len(raw))
    missing = [number for number in range(len(slices)) if number not in parts]
    chunks = [slices[n].slice(start, CHUNK) for n in missing for start in range(0, len(slices[n]), CHUNK)]
    outcomes: list[Outcome] = []
    waiting = iter(missing)
    for chunk in decide(work, chunks):
        outcomes.extend(chunk)
        done += len(chunk)
        progress("matching", done, len(raw))
        if len(outcomes) == CHUNK * PART_CHUNKS or done == len(raw):
            number = next(waiting)
            parts[number] = outcomes
            outcomes = []
            if work.parts is not None:
                work.parts.keep(number, parts[number])
    return [parts[number] for number in range(len(slices))]


def _kept(parts: KeptParts | None, slices: Sequence[pa.Table]) -> dict[int, list[Outcome]]:
    if parts is None:
        return {}
    read = ((number, parts.read(number, rows["id"].to_pylist())) for number, rows in enumerate(slices))
    return {number: outcomes for number, outcomes in read if outcomes is not None}


def _note_kept(work: Work, done: int, total: int, note: Note) -> None:
    if work.parts is not None and work.parts.changed:
        note(
            wording(
                "starts anew: {changed} changed since the parts of an earlier run were kept",
                changed=", ".join(work.parts.changed),
            )
        )
    elif done:
        note(
            wording(
                "goes on where an earlier run stopped: {done:,} of {total:,} records are decided",
                done=done,
                total=total,
            )
        )


def columns_of_raw(shape: Shape, raw: pa.Table) -> Columns:
    """Return the columns of raw rows, normalised."""
    return columns_of(shape, raw["id"].to_pylist(), linked_records(shape, raw))


def open_matcher(bundle: Path, index: Path, precision: float | None) -> Matcher:
    """Open a bundle and an index to match many records, for another wanted precision if one is given."""
    matcher = Matcher.open(bundle, index).with_precision(precision)
    settle()
    return matcher


def answer(answering: Answering, matcher: Matcher, raw: pa.Table) -> list[Outcome]:
    """Return the independent outcomes of raw rows."""
    return matcher.match_records(raw["id"].to_pylist(), linked_records(matcher.schema, raw), answering)


def _answer_packed(answering: Answering, matcher: Matcher, rows: pa.Buffer) -> list[Outcome]:
    return answer(answering, matcher, pa.ipc.open_stream(rows).read_all())


def _packed(rows: pa.Table) -> pa.Buffer:
    """Return rows as an Arrow IPC message; a pickled slice would contain the whole table."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, rows.schema) as stream:
        stream.write_table(rows)
    return sink.getvalue()


def one_to_one(links: Sequence[Link], tie_breaks: Mapping[str, TieBreak] = NO_TIE_BREAKS) -> list[Link]:
    """Return links with at most one record for each profile; every other claimant becomes `duplicate`.

    Profiles of one cluster count as one. Claims within the claim margin of the best go by `tie_breaks` (by record id),
    then by the smaller id (D4). A duplicate never takes its second candidate.
    """
    claims = [
        Claim(
            link.crm_id,
            link.claimed_id,
            link.probability,
            link.basis == FORCED,
            tie_breaks.get(link.crm_id, ()),
        )
        for link in links
        if link.decision == LinkDecision.LINKED and link.claimed_id is not None
    ]
    winner = winners(claims, CLAIM_MARGIN)
    return [
        link
        if link.decision != LinkDecision.LINKED or winner[link.claimed_id or ""] == link.crm_id
        else replace(link, decision=LinkDecision.DUPLICATE, winner_id=winner[link.claimed_id or ""])
        for link in links
    ]


def tie_breaks_of(kind: Kind, table: Table, links: Sequence[Link]) -> dict[str, TieBreak]:
    """Return, by record id, the tie-break of each record that claims the same profile as another one."""
    claims = Counter(link.claimed_id for link in links if link.decision == LinkDecision.LINKED)
    rivals = {link.crm_id for link in links if claims[link.claimed_id] > 1}
    rows = table.raw.filter(pa.array([record_id in rivals for record_id in table.ids], pa.bool_()))
    return {row["id"] or "": tie_break_of(kind, row) for row in rows_of(rows)}


def tie_break_of(kind: Kind, row: Mapping[str, str | None]) -> TieBreak:
    """Return the tie-break of a record by its own columns (D4); the smaller tuple wins."""
    crm_object = CrmObject.ACCOUNT if kind is Kind.COMPANY else CrmObject.CONTACT
    return tie_break_in_file(row).sort_key(RecordKey(crm_object, row["id"] or ""))
