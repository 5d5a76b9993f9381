"""Wrong-link radar: links by expected harm, grouped by cause."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, astuple, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from data.labels.label_rows import Verdict
from data.tables.spreadsheet import Cell
from features.schema.kinds import Kind
from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.contract.linking.guarantees import deciding_policy
from serving.contract.records.keys import visible_among
from serving.contract.records.link_rows import first_seen, link_row, read_links
from serving.contract.records.matching import Matchers
from serving.contract.records.rulings import effective_rows
from serving.contract.review.review import link_threshold
from serving.contract.saves.rules import SaveState
from serving.contract.suspects.link_evidence import evidence_of
from serving.contract.suspects.rules import (
    CAUSE_SENTENCES,
    AnsweredLink,
    Hanging,
    SuspectCause,
    Suspicion,
    held_out_ratio,
    suspicions,
)
from serving.store.contracts import OpenScope
from serving.store.tables.links import links, saves
from serving.store.tables.work import audit, written
from serving.vocabulary.links import LinkRow, RecordKey
from serving.vocabulary.terms import CrmObject, MadeBy, RecordState, StatementSource

CALLS = 5_000
"""The newest entries of the audit trail in which shown badges are counted."""
_BADGES = "POST /v1/contracts/{contract_id}/badges"
_MADE_BY = (MadeBy.MODEL, MadeBy.FORCED)
MAX_SUSPECTS = 5_000
OF_EACH_CAUSE = 500
"""The most harmful links that are kept, and at least so many of each cause."""
SUSPECTS_KEPT_FOR = timedelta(minutes=15)
Place = tuple[float, str, str]
SUSPECT_COLUMNS = (
    "object record_id profile_id probability wrong harm cause sentence causes badges_seen written saves since withheld"
)


@value_class
class Suspect:
    """One link with its suspicion and what hangs on it; `is_visible`: the user may see the record's content (S33)."""

    link: LinkRow
    suspicion: Suspicion
    hanging: Hanging
    is_visible: bool

    @property
    def figures(self) -> dict[str, Any]:
        """What list and report show of it beside the record."""
        suspicion = self.suspicion
        return {
            "profile_id": self.link.profile_id,
            "probability": self.link.probability,
            "wrong": suspicion.wrong,
            "harm": suspicion.harm,
            "cause": suspicion.cause,
            "sentence": wording(CAUSE_SENTENCES[suspicion.cause]),
            "causes": [cause for cause, _ in suspicion.causes],
            **asdict(self.hanging),
            "since": self.link.since,
        }


def suspects_of(scope: OpenScope, matching: Matchers, user_id: str | None) -> list[Suspect]:
    """Return the links that nobody stated, by expected harm, the most harmful first. Raises ModelNotReady.

    Records that the CRM hides from some users, and answers on them, change the suspicion of no other one (S33).
    """
    rows = unstated_links(scope)
    answers = _answers(scope)
    links_read = [*rows, *(answer.link for answer in answers)]
    keys = [link.key for link in links_read]
    visible = visible_among(scope, keys, user_id)
    of_everybody = visible_among(scope, keys, None)
    evidence = evidence_of(scope, links_read, matching, visible)
    with_evidence = [link for link in rows if (link.key, link.profile_id) in evidence]
    hanging = _hanging(scope, with_evidence)
    found: dict[RecordKey, Suspicion] = {}
    for kind in {link.kind for link in with_evidence}:
        of_kind = {link.key: evidence[link.key, link.profile_id or ""] for link in with_evidence if link.kind is kind}
        answered = [
            AnsweredLink(evidence[answer.link.key, answer.link.profile_id or ""], answer.is_wrong, answer.is_unasked)
            for answer in answers
            if answer.link.key in of_everybody
            and answer.link.kind is kind
            and (answer.link.key, answer.link.profile_id) in evidence
        ]
        matcher = matching.matcher(kind)
        ratio = held_out_ratio(deciding_policy(matcher).curve, link_threshold(scope, matching, kind))
        found |= suspicions(of_kind, answered, ratio, of_kind.keys() & of_everybody)
    suspects = [
        Suspect(link, found[link.key].with_harm(hanging[link.key]), hanging[link.key], link.key in visible)
        for link in with_evidence
    ]
    return sorted(suspects, key=lambda suspect: (-suspect.suspicion.harm, suspect.link.key))


def grouped(suspects: Sequence[Suspect]) -> list[list[Any]]:
    """Return cause, links and expected wrong links of visible suspects, the most expected wrong links first."""
    wrong: defaultdict[SuspectCause, list[float]] = defaultdict(list)
    for suspect in suspects:
        if suspect.is_visible:
            wrong[suspect.suspicion.cause].append(suspect.suspicion.wrong)
    groups = [[cause, len(some), round(sum(some), 2)] for cause, some in wrong.items()]
    return sorted(groups, key=lambda group: (-group[2], group[0]))


def suspect_rows(scope: OpenScope, matching: Matchers, user_id: str | None) -> Iterator[tuple[Cell, ...]]:
    """Yield the report's rows, of records that the user may see: place, cause and figures follow from values (S33)."""
    for suspect in suspects_of(scope, matching, user_id):
        if suspect.is_visible:
            figures = suspect.figures
            texts = {"causes": "; ".join(figures["causes"]), "since": suspect.link.since.isoformat()}
            yield (*suspect.link.key, *(figures | texts).values(), None)


def unstated_links(scope: OpenScope) -> list[LinkRow]:
    """Return the links that nobody stated, in the order of their records."""
    query = scope.own(links).filter_by(state=RecordState.LINKED).where(links.c.made_by.in_(_MADE_BY))
    return [link_row(row) for row in scope.execute(query.order_by(links.c.object, links.c.record_id))]


@value_class
class _Answer:
    """A link of the model's as it was when people said whether it is right."""

    link: LinkRow
    is_wrong: bool
    is_unasked: bool


def _answers(scope: OpenScope) -> list[_Answer]:
    rows = [
        row
        for kind in Kind
        for row in effective_rows(scope, kind)
        if row.is_label and row.shown.get("state") == RecordState.LINKED and row.shown.get("made_by") in _MADE_BY
    ]
    present = read_links(scope, {RecordKey.named_by(row) for row in rows})
    answers: dict[tuple[RecordKey, str], _Answer] = {}
    for row in rows:
        key = RecordKey.named_by(row)
        profile_id = row.shown["profile_id"]
        is_wrong = row.verdict != Verdict.MATCH or row.profile_id != profile_id
        if key in present:
            link = replace(present[key], profile_id=profile_id, probability=row.shown["probability"])
            answers[key, profile_id] = _Answer(link, is_wrong, is_wrong and row.source != StatementSource.REVIEW)
    return list(answers.values())


def _hanging(scope: OpenScope, rows: Sequence[LinkRow]) -> dict[RecordKey, Hanging]:
    badges = _badges_seen(scope)
    wrote = _written(scope)
    saved = _saves(scope)
    return {
        link.key: Hanging(badges[link.profile_id or ""], wrote[link.key], saved[link.kind, link.profile_id or ""])
        for link in rows
    }


def _badges_seen(scope: OpenScope) -> Counter[str]:
    """Count in how many of the newest calls the badge of each profile was shown."""
    newest = select(audit.c.action, audit.c.subject, audit.c.instance_id).filter_by(contract_id=scope.contract.id)
    counts: Counter[str] = Counter()
    for row in scope.execute(newest.order_by(audit.c.seq.desc()).limit(CALLS)):
        if row.action == _BADGES and row.instance_id == scope.instance_id:
            counts.update(set(row.subject.get("profiles", ())))
    return counts


def _written(scope: OpenScope) -> Counter[RecordKey]:
    query = scope.own(written.c.object, written.c.record_id, func.count())
    rows = scope.execute(query.group_by(written.c.object, written.c.record_id))
    return Counter({RecordKey(CrmObject(object_), record_id): count for object_, record_id, count in rows})


def _saves(scope: OpenScope) -> Counter[tuple[Kind, str]]:
    query = scope.own(saves.c.kind, saves.c.profile_id, func.count()).filter_by(state=SaveState.SAVED)
    rows = scope.execute(query.group_by(saves.c.kind, saves.c.profile_id))
    return Counter({(Kind(kind), profile_id): count for kind, profile_id, count in rows})


def kept_suspects(ordered: Sequence[Suspect]) -> dict[str, Any]:
    """Return what is kept of suspects, the most harmful first, as values of JSON.

    Causes of records that the CRM hides from some users are kept with them and counted in no group (S33).
    """
    of_cause: Counter[SuspectCause] = Counter()
    rows: list[list[Any]] = []
    for suspect in ordered:
        cause = suspect.suspicion.cause
        if len(rows) < MAX_SUSPECTS or of_cause[cause] < OF_EACH_CAUSE:
            of_cause[cause] += 1
            rows.append(_row(suspect))
    return {"rows": rows, "links": len(ordered), "groups": grouped(ordered)}


def read_suspects(
    scope: OpenScope,
    kept: Mapping[str, Any],
    user_id: str | None,
    *,
    limit: int,
    after: Place | None = None,
    cause: SuspectCause | None = None,
) -> list[Suspect]:
    """Return kept suspects behind a place whose links are as they were and whose records the user may see (S33)."""
    rows: Sequence[Any] = kept["rows"]
    start = 0 if after is None else bisect_right(rows, after, key=_place)
    of_cause = {
        RecordKey(CrmObject(row[1]), row[2]): row for row in rows[start:] if cause is None or _cause(row) is cause
    }

    def is_same(link: LinkRow) -> bool:
        return link.linked_profile == of_cause[link.key][3] and link.made_by in _MADE_BY

    seen = first_seen(scope, list(of_cause), user_id, limit, is_same)
    return [_suspect(link, of_cause[link.key]) for link in seen]


def _row(suspect: Suspect) -> list[Any]:
    link = suspect.link
    suspicion = suspect.suspicion
    return [suspicion.harm, *link.key, link.profile_id, suspicion.wrong, astuple(suspect.hanging), suspicion.causes]


def _suspect(link: LinkRow, row: Sequence[Any]) -> Suspect:
    harm, _, _, _, wrong, hangs, causes = row
    suspicion = Suspicion(wrong, tuple((SuspectCause(cause), rate) for cause, rate in causes), harm)
    return Suspect(link, suspicion, Hanging(*hangs), is_visible=True)


def _cause(row: Sequence[Any]) -> SuspectCause:
    return SuspectCause(row[6][0][0]) if row[6] else SuspectCause.UNSURE


def _place(row: Sequence[Any]) -> Place:
    return -row[0], row[1], row[2]
