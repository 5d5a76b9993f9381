"""The rows of reports: match rates, unmatched records, duplicates, leavers, moved links, suspects."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement

from features.schema.kinds import Kind
from features.schema.texts import wording
from serving.contract.badges.mover_rules import leaver
from serving.contract.badges.movers import compared_records, movers_of
from serving.contract.claims.duplicates import reasons_of_losses
from serving.contract.clusters.record_clusters import COMPARED_FOR_EACH, RECORD_COLUMNS, record_rows
from serving.contract.linking.precision import PRECISION_COLUMNS, precision_rows
from serving.contract.linking.unmatched import SENTENCES, SHOWN_TO_ALL, missing_fields, unmatched_reason
from serving.contract.records.keys import of_records, visible_among
from serving.contract.records.link_rows import link_row
from serving.contract.records.records import read_payloads
from serving.contract.records.report import Report, ReportName, ReportReading, Rows
from serving.contract.records.visibility import may_see_content
from serving.contract.reports.drift import DRIFT_COLUMNS, drift_rows
from serving.contract.reports.gain import DECIDED_FOR_EACH, GAIN_COLUMNS, START_COLUMNS, gain_rows, start_rows
from serving.contract.reports.overview import rates_of, rejected_among
from serving.contract.reports.segments import SEGMENT_COLUMNS, segment_rows
from serving.contract.suspects.suspects import SUSPECT_COLUMNS, suspect_rows
from serving.store.contracts import OpenScope
from serving.store.tables.links import link_history, links
from serving.vocabulary.claims import LOST_BY_SENTENCES
from serving.vocabulary.links import LinkRow, RecordKey, move_between
from serving.vocabulary.terms import Cause, RecordState

_BY_MODEL = link_history.c.cause == Cause.MODEL
MOVE_COLUMNS = "object record_id change before_profile_id after_profile_id model_version at"
_Part = Sequence[LinkRow]


def _count_links(scope: OpenScope, *among: ColumnElement[bool], weight: int = 1) -> int:
    return scope.count(links, *among) * weight


def _of_links(
    columns: str,
    write: Callable[[ReportReading, _Part], Rows],
    *among: ColumnElement[bool],
) -> Report:
    """Return a report with a part of its rows for each thousand links, so that memory does not grow with it."""

    def rows(reading: ReportReading) -> Rows:
        query = reading.scope.own(links).where(*among).order_by(links.c.object, links.c.record_id)
        parts = (list(map(link_row, part)) for part in reading.scope.parts(query))
        return (row for part in parts for row in write(reading, part))

    return Report(columns, rows, lambda scope: _count_links(scope, *among))


def _of_states(*states: RecordState) -> ColumnElement[bool]:
    return links.c.state.in_(states)


def _unmatched(reading: ReportReading, part: _Part) -> Rows:
    keys = [link.key for link in part]
    payloads = read_payloads(reading.scope, keys)
    rejected = rejected_among(reading.scope, keys)
    visible = visible_among(reading.scope, keys, reading.user_id)
    for link in part:
        reason = unmatched_reason(link, was_rejected=link.key in rejected)
        if reason is not None:
            is_visible = link.key in visible
            shown = reason if is_visible or reason in SHOWN_TO_ALL else None
            why = (None, None) if shown is None else (shown, wording(SENTENCES[shown]))
            figures = (link.profile_id, *((link.probability, link.margin) if is_visible else (None, None)))
            lacking = "; ".join(missing_fields(link.kind, payloads.get(link.key, {}))) if is_visible else None
            key = link.key.object, link.key.id, link.state
            yield (*key, *why, *figures, *_winner(link), lacking)


def _duplicates(reading: ReportReading, part: _Part) -> Rows:
    why = reasons_of_losses(reading.scope, part)
    keys = {key for link in part for key in (link.key, link.winner) if key is not None}
    visible = visible_among(reading.scope, sorted(keys), reading.user_id)
    for link in part:
        is_visible = {link.key, link.winner} <= visible
        numbers = (link.probability, link.claim_margin) if is_visible else (None, None)
        figures = (*numbers, link.since.isoformat())
        reason = why.get(link.key) if is_visible else None
        why_lost = (None, None) if reason is None else (reason, wording(LOST_BY_SENTENCES[reason]))
        withheld = None if is_visible else "crm_permission"
        yield (*link.key, link.profile_id, *_winner(link), *figures, *why_lost, withheld)


def _left(reading: ReportReading, part: _Part) -> Rows:
    """Compare the companies of linked people; that one left is a decision, the rest is withheld (S33, S88)."""
    movers = movers_of(reading.scope)
    compared = compared_records(reading.scope, {link.key: link.profile_id or "" for link in part}, reading.matching)
    for link in part:
        its = compared.get(link.key)
        left = its and leaver(its.crm, its.network, its.employers)
        if its and left:
            is_visible = may_see_content(its.visible_to, reading.user_id)
            probability = movers.probability(its)
            company, because = (left.crm_company, left.because) if is_visible else (None, None)
            withheld = None if is_visible else "crm_permission"
            figures = (company, left.network_company, left.network_title, because, withheld)
            yield (*link.key, link.profile_id, *figures, probability if is_visible else None)


def _winner(link: LinkRow) -> tuple[str | None, str | None]:
    return link.winner or (None, None)


def moves_by_model(scope: OpenScope) -> Rows:
    """Yield the links that models moved, the oldest first."""
    for part in scope.parts(scope.own(link_history).where(_BY_MODEL).order_by(link_history.c.seq)):
        before = _states_before(scope, part)
        for row in part:
            old = before.get(row.seq)
            new = _linked_profile(row)
            move = move_between(old, new)
            if move is not None:
                yield (row.object, row.record_id, move, old, new, row.model_version, row.at.isoformat())


def _states_before(scope: OpenScope, part: Sequence[Any]) -> dict[int, str | None]:
    """Return for each state the profile that its record was linked to before."""
    keys = {RecordKey.named_by(row) for row in part}
    query = scope.own(link_history).where(of_records(link_history, keys)).order_by(link_history.c.seq)
    before: dict[int, str | None] = {}
    latest: dict[RecordKey, str | None] = {}
    for row in scope.execute(query):
        key = RecordKey.named_by(row)
        before[row.seq] = latest.get(key)
        latest[key] = _linked_profile(row)
    return before


def _linked_profile(row: Any) -> str | None:
    profile_id: str | None = row.profile_id
    return profile_id if row.state == RecordState.LINKED else None


REPORTS: Mapping[ReportName, Report] = {
    ReportName.MATCH_RATES: Report(
        "object records linked review duplicate unmatched percent",
        lambda reading: (tuple(asdict(rate).values()) for rate in rates_of(reading.scope)),
    ),
    ReportName.UNMATCHED: _of_links(
        "object record_id state reason sentence profile_id probability margin winner_object winner_id missing_fields",
        _unmatched,
        _of_states(RecordState.REVIEW, RecordState.DUPLICATE, RecordState.UNMATCHED),
    ),
    ReportName.LEFT_COMPANY: _of_links(
        "object record_id profile_id crm_company network_company network_title because withheld left_probability",
        _left,
        _of_states(RecordState.LINKED),
        links.c.kind == Kind.PERSON,
    ),
    ReportName.DUPLICATES: _of_links(
        "object record_id profile_id winner_object winner_id probability claim_margin since lost_by sentence withheld",
        _duplicates,
        _of_states(RecordState.DUPLICATE),
    ),
    ReportName.RECORD_CLUSTERS: Report(
        RECORD_COLUMNS,
        lambda reading: record_rows(*reading),
        lambda scope: _count_links(scope, _of_states(RecordState.UNMATCHED), weight=COMPARED_FOR_EACH),
    ),
    ReportName.CHANGES: Report(
        MOVE_COLUMNS,
        lambda reading: moves_by_model(reading.scope),
        lambda scope: scope.count(link_history, _BY_MODEL),
    ),
    ReportName.DRIFT: Report(DRIFT_COLUMNS, lambda reading: drift_rows(*reading[:2])),
    ReportName.PRECISION: Report(PRECISION_COLUMNS, lambda reading: precision_rows(*reading[:2])),
    ReportName.SEGMENTS: Report(SEGMENT_COLUMNS, lambda reading: segment_rows(*reading[:2])),
    ReportName.SUSPECTS: Report(
        SUSPECT_COLUMNS,
        lambda reading: suspect_rows(*reading),
        lambda scope: _count_links(scope, _of_states(RecordState.LINKED)),
    ),
    ReportName.GAIN: Report(
        GAIN_COLUMNS,
        lambda reading: gain_rows(*reading[:2]),
        partial(_count_links, weight=DECIDED_FOR_EACH),
    ),
    ReportName.GAIN_RECORDS: Report(
        START_COLUMNS,
        lambda reading: start_rows(*reading),
        partial(_count_links, weight=DECIDED_FOR_EACH),
    ),
}
