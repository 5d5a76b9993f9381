"""The rows of reports: match rates, unmatched records, duplicates, leavers, moved links, suspects."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, func, select, tuple_

from data.labels.label_rows import Verdict
from data.tables.spreadsheet import Cell
from features.schema.kinds import Kind
from serving.rules.badges.badges import may_see_content
from serving.rules.badges.leavers import leaver
from serving.rules.badges.out_of_date import Employers
from serving.rules.contract.rates import MatchRate, match_rates
from serving.rules.linking.claims import LOST_BY_SENTENCES
from serving.rules.linking.links import LinkRow, RecordKey
from serving.rules.linking.unmatched import SENTENCES, SHOWN_TO_ALL, missing_fields, unmatched_reason
from serving.rules.vocabulary import CrmObject, RecordState
from serving.store.contracts import InstanceScope
from serving.store.tables.links import links, statements
from serving.store.tables.records import records
from serving.sync.effects.movers import movers_of
from serving.sync.linking.precision import PRECISION_COLUMNS, precision_rows
from serving.sync.records.employers import linked_companies, network_fields
from serving.sync.records.keys import naming
from serving.sync.records.link_rows import link_row
from serving.sync.records.matching import WrapperMatching
from serving.sync.records.records import read_payloads
from serving.sync.records.visibility import visible_among
from serving.sync.reports.drift import DRIFT_COLUMNS, drift_rows
from serving.sync.reports.duplicates import reasons_of_losses
from serving.sync.reports.gain import DECIDED_FOR_EACH, GAIN_COLUMNS, START_COLUMNS, gain_rows, start_rows
from serving.sync.reports.moves import MOVE_COLUMNS, count_by_model, moves_by_model
from serving.sync.reports.record_rows import COMPARED_FOR_EACH, RECORD_COLUMNS, record_rows
from serving.sync.reports.segments import SEGMENT_COLUMNS, segment_rows
from serving.sync.reports.suspects import SUSPECT_COLUMNS, suspect_rows

CHUNK = 1_000


class ReportName(StrEnum):
    """The reports of a contract."""

    MATCH_RATES = "match-rates"
    UNMATCHED = "unmatched"
    LEFT_COMPANY = "left-company"
    DUPLICATES = "duplicates"
    DUPLICATE_RECORDS = "duplicate-records"
    CHANGES = "changes"
    DRIFT = "drift"
    PRECISION = "precision"
    SEGMENTS = "segments"
    SUSPECTS = "suspects"
    GAIN = "gain"
    GAIN_RECORDS = "gain-records"


@dataclass(frozen=True, slots=True)
class ReportReading:
    """What a report is read from, and for which user; None: for no user in particular (S33)."""

    connection: Connection
    scope: InstanceScope
    matching: WrapperMatching
    user_id: str | None


Rows = Iterator[tuple[Cell, ...]]
_Part = Sequence[LinkRow]

COLUMNS: Mapping[ReportName, tuple[str, ...]] = {
    ReportName.MATCH_RATES: ("object", "records", "linked", "review", "duplicate", "unmatched", "percent"),
    ReportName.UNMATCHED: (
        "object", "record_id", "state", "reason", "sentence", "profile_id", "probability", "margin", "winner_object",
        "winner_id", "missing_fields",
    ),
    ReportName.LEFT_COMPANY: (
        "object", "record_id", "profile_id", "crm_company", "network_company", "network_title", "because", "withheld",
        "left_probability",
    ),
    ReportName.DUPLICATES: (
        "object", "record_id", "profile_id", "winner_object", "winner_id", "probability", "claim_margin", "since",
        "lost_by", "sentence", "withheld",
    ),
    ReportName.DUPLICATE_RECORDS: RECORD_COLUMNS,
    ReportName.CHANGES: MOVE_COLUMNS,
    ReportName.DRIFT: DRIFT_COLUMNS,
    ReportName.PRECISION: PRECISION_COLUMNS,
    ReportName.SEGMENTS: SEGMENT_COLUMNS,
    ReportName.SUSPECTS: SUSPECT_COLUMNS,
    ReportName.GAIN: GAIN_COLUMNS,
    ReportName.GAIN_RECORDS: START_COLUMNS,
}  # fmt: skip

_STATES: Mapping[ReportName, tuple[RecordState, ...]] = {
    ReportName.UNMATCHED: (RecordState.REVIEW, RecordState.DUPLICATE, RecordState.UNMATCHED),
    ReportName.LEFT_COMPANY: (RecordState.LINKED,),
    ReportName.DUPLICATES: (RecordState.DUPLICATE,),
    ReportName.SUSPECTS: (RecordState.LINKED,),
    ReportName.DUPLICATE_RECORDS: (RecordState.UNMATCHED,),
}
"""The states of the links in each report."""


def rates_of(connection: Connection, instance_id: str) -> tuple[MatchRate, ...]:
    """Count an instance's links by object and state (S29)."""
    wanted = select(links.c.object, links.c.state, func.count()).filter_by(instance_id=instance_id)
    rows = connection.execute(wanted.group_by(links.c.object, links.c.state))
    return match_rates({(CrmObject(object_), RecordState(state)): count for object_, state, count in rows})


def count_links(connection: Connection, instance_id: str, name: ReportName) -> int:
    """Return how many links, or states of links, a report reads; a gain plan reads each about twenty times.

    A record that is compared with others counts as COMPARED_FOR_EACH.
    """
    if name is ReportName.CHANGES:
        return count_by_model(connection, instance_id)
    if name in {ReportName.DRIFT, ReportName.PRECISION, ReportName.SEGMENTS}:
        return 0
    if name in {ReportName.GAIN, ReportName.GAIN_RECORDS}:
        total = select(func.count()).select_from(links).filter_by(instance_id=instance_id)
        return connection.execute(total).scalar_one() * DECIDED_FOR_EACH
    wanted = select(func.count()).select_from(links).where(*_among(instance_id, name))
    count = connection.execute(wanted).scalar_one()
    return count * COMPARED_FOR_EACH if name is ReportName.DUPLICATE_RECORDS else count


def rows_of(reading: ReportReading, name: ReportName) -> Rows:
    """Yield a report's rows in the order of records."""
    if name is ReportName.MATCH_RATES:
        for rate in rates_of(reading.connection, reading.scope.instance_id):
            yield tuple(asdict(rate).values())
        return
    if name is ReportName.CHANGES:
        yield from moves_by_model(reading.connection, reading.scope.instance_id)
        return
    if name in _BY_MATCHER:
        yield from _BY_MATCHER[name](reading.connection, reading.scope, reading.matching)
        return
    if name in _FOR_A_USER:
        yield from _FOR_A_USER[name](reading.connection, reading.scope, reading.matching, reading.user_id)
        return
    write = _WRITERS[name]
    for part in _parts(reading, name):
        yield from write(reading, part)


def _among(instance_id: str, name: ReportName) -> list[ColumnElement[bool]]:
    states = [state.value for state in _STATES[name]]
    conditions = [links.c.instance_id == instance_id, links.c.state.in_(states)]
    return [*conditions, links.c.kind == Kind.PERSON.value] if name is ReportName.LEFT_COMPANY else conditions


def _parts(reading: ReportReading, name: ReportName) -> Iterator[_Part]:
    """Yield links a thousand at a time, so that memory does not grow with the report."""
    behind: tuple[str, str] = ("", "")
    where = tuple_(links.c.object, links.c.record_id)
    while True:
        wanted = select(links).where(*_among(reading.scope.instance_id, name), where > behind)
        ordered = wanted.order_by(links.c.object, links.c.record_id).limit(CHUNK)
        part = [link_row(row) for row in reading.connection.execute(ordered)]
        if not part:
            return
        yield part
        behind = (part[-1].key.object.value, part[-1].key.id)


def _unmatched(reading: ReportReading, part: _Part) -> Rows:
    keys = [link.key for link in part]
    payloads = read_payloads(reading.connection, reading.scope, keys)
    rejected = rejected_among(reading.connection, reading.scope.instance_id, keys)
    visible = visible_among(reading.connection, reading.scope.instance_id, keys, reading.user_id)
    for link in part:
        reason = unmatched_reason(link, was_rejected=link.key in rejected)
        if reason is not None:
            is_visible = link.key in visible
            shown = reason if is_visible or reason in SHOWN_TO_ALL else None
            why = (None, None) if shown is None else (shown.value, SENTENCES[shown])
            figures = (link.profile_id, *((link.probability, link.margin) if is_visible else (None, None)))
            lacking = "; ".join(missing_fields(link.kind, payloads.get(link.key, {}))) if is_visible else None
            key = link.key.object.value, link.key.id, link.state.value
            yield (*key, *why, *figures, *_winner(link), lacking)


def _duplicates(reading: ReportReading, part: _Part) -> Rows:
    why = reasons_of_losses(reading.connection, reading.scope, part)
    keys = {key for link in part for key in (link.key, link.winner) if key is not None}
    visible = visible_among(reading.connection, reading.scope.instance_id, sorted(keys), reading.user_id)
    for link in part:
        is_visible = {link.key, link.winner} <= visible
        numbers = (link.probability, link.claim_margin) if is_visible else (None, None)
        figures = (*numbers, link.since.isoformat())
        reason = why.get(link.key) if is_visible else None
        told = (None, None) if reason is None else (reason.value, LOST_BY_SENTENCES[reason])
        withheld = None if is_visible else "crm_permission"
        yield (*link.key, link.profile_id, *_winner(link), *figures, *told, withheld)


def _left(reading: ReportReading, part: _Part) -> Rows:
    """Compare the companies of linked people; that one left is a decision, the rest is withheld (S33, S88)."""
    connection, scope = reading.connection, reading.scope
    payloads = read_payloads(connection, scope, [link.key for link in part])
    beside = _beside(reading, part)
    companies = linked_companies(connection, scope.instance_id, [one.account_id for one in beside.values()])
    movers = movers_of(connection, scope.instance_id)
    shown = reading.matching.profiles(Kind.PERSON, [link.profile_id for link in part if link.profile_id is not None])
    for link in part:
        network = network_fields(shown.get(link.profile_id or "", {}))
        its, crm = beside.get(link.key, _NOTHING), payloads.get(link.key, {})
        employers = Employers(companies.get(its.account_id), network.get("company_id"))
        found = leaver(crm, network, employers)
        if found is not None:
            probability = movers.probability(crm, network, employers, its.modified_at)
            company, because = (found.crm_company, found.because.value) if its.is_visible else (None, None)
            withheld = None if its.is_visible else "crm_permission"
            figures = (company, found.network_company, found.network_title, because, withheld)
            shown_probability = probability if its.is_visible else None
            yield (*link.key, link.profile_id, *figures, shown_probability)


_BY_MATCHER: Mapping[ReportName, Callable[[Connection, InstanceScope, WrapperMatching], Rows]] = {
    ReportName.DRIFT: drift_rows,
    ReportName.PRECISION: precision_rows,
    ReportName.SEGMENTS: segment_rows,
    ReportName.GAIN: gain_rows,
}

_FOR_A_USER: Mapping[ReportName, Callable[[Connection, InstanceScope, WrapperMatching, str | None], Rows]] = {
    ReportName.SUSPECTS: suspect_rows,
    ReportName.DUPLICATE_RECORDS: record_rows,
    ReportName.GAIN_RECORDS: start_rows,
}
"""Reports that withhold what their reader may not see of a record (S33)."""

_WRITERS: Mapping[ReportName, Callable[[ReportReading, _Part], Rows]] = {
    ReportName.UNMATCHED: _unmatched,
    ReportName.DUPLICATES: _duplicates,
    ReportName.LEFT_COMPANY: _left,
}


def _winner(link: LinkRow) -> tuple[str | None, str | None]:
    return link.winner or (None, None)


def rejected_among(connection: Connection, instance_id: str, keys: Sequence[RecordKey]) -> set[RecordKey]:
    """Return the records for which a user rejected a profile."""
    found: set[RecordKey] = set()
    columns = (statements.c.object, statements.c.record_id)
    for named in naming(connection, columns, keys):
        wanted = select(*columns).where(
            statements.c.instance_id == instance_id, named, statements.c.verdict == Verdict.NOT_MATCH.value
        )
        found |= {RecordKey.named_by(row) for row in connection.execute(wanted)}
    return found


@dataclass(frozen=True, slots=True)
class _Beside:
    """A record's account, its last change, and whether the reader may see its content."""

    account_id: str | None
    modified_at: datetime | None
    is_visible: bool


_NOTHING = _Beside(None, None, is_visible=False)


def _beside(reading: ReportReading, part: _Part) -> dict[RecordKey, _Beside]:
    """Return what stands beside the content of each record."""
    found: dict[RecordKey, _Beside] = {}
    columns = (records.c.object, records.c.id, records.c.account_id, records.c.visible_to, records.c.modified_at)
    for named in naming(reading.connection, records, [link.key for link in part]):
        wanted = select(*columns).where(records.c.instance_id == reading.scope.instance_id, named)
        for row in reading.connection.execute(wanted):
            is_visible = may_see_content(row.visible_to, reading.user_id)
            key = RecordKey.of(row)
            found[key] = _Beside(row.account_id, row.modified_at, is_visible)
    return found
