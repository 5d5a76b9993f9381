"""A contract's answers on one bundle's decisions, as evidence for a precision guarantee."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Row

from data.labels.label_rows import Verdict
from features.schema.kinds import Kind
from serving.matching.conclude import TIED_REASON, TOO_MANY_REASON
from serving.matching.guarantees.own_guarantee import OwnAnswer, OwnAnswers
from serving.matching.guarantees.propensity import Shown
from serving.rules.linking.links import RecordKey
from serving.rules.linking.provisional_links import decision_of
from serving.rules.vocabulary import MadeBy, RecordState, StatementSource
from serving.store.contracts import OpenScope
from serving.store.tables.links import statements
from serving.sync.linking.judgements import effective, shown_states
from serving.sync.records.rulings import statement_of

BETTER_RECORD = "better_record"
_UNASKED = (StatementSource.REMATCH, StatementSource.REJECTION)
_OPEN = (RecordState.LINKED, RecordState.REVIEW)


def own_answers(scope: OpenScope, kind: Kind, bundle: str) -> OwnAnswers:
    """Return the effective answers on one bundle's decisions; a record's last answer counts.

    Answers on another bundle's decisions do not count: its probabilities mean something else, and the new bundle may be
    trained on them. Answers on tied candidates do not count: these are not linked at any threshold.
    """
    mine = _of_bundle(scope, kind, bundle)
    answered = _answered(mine)
    corrected = {RecordKey.named_by(row): row.shown["probability"] for row in mine if _is_correction(row)}
    if not answered and not corrected:
        return OwnAnswers()
    others = (Shown(decision, probability) for decision, probability in shown_states(scope, kind))
    unanswered = tuple(probability for key, probability in corrected.items() if key not in answered)
    return OwnAnswers(tuple(answered.values()), unanswered, tuple(others))


def answers_by_record(scope: OpenScope, kind: Kind, bundle: str) -> dict[RecordKey, bool]:
    """Return by record whether the model's best candidate is right, of those that the review queue asked about."""
    answered = _answered(_of_bundle(scope, kind, bundle))
    return {key: answer.right for key, answer in answered.items()}


def _answered(rows: Iterable[Row[Any]]) -> dict[RecordKey, OwnAnswer]:
    """Return the last answer on each record."""
    return {RecordKey.named_by(row): answer for row in rows if (answer := _answer(row)) is not None}


def _of_bundle(scope: OpenScope, kind: Kind, bundle: str) -> list[Row[Any]]:
    """Return the effective statements on one bundle's decisions."""
    wanted = scope.own(statements).filter_by(kind=kind.value)
    rows = {row.seq: row for row in scope.execute(wanted.order_by(statements.c.seq))}
    stated = [rows[one.seq] for one in effective([statement_of(row) for row in rows.values()]) if one.seq is not None]
    return [row for row in stated if _is_of(row.shown, bundle)]


def _is_of(shown: Mapping[str, Any], bundle: str) -> bool:
    return (
        shown.get("made_by") == MadeBy.MODEL
        and shown.get("profile_id") is not None
        and str(shown.get("model_version")).partition("+")[0] == bundle
    )


def _answer(row: Row[Any]) -> OwnAnswer | None:
    """Read an answer to a question of the queue, None where it does not decide on the shown profile."""
    shown = row.shown
    about_it = row.profile_id == shown["profile_id"]
    if row.source != StatementSource.REVIEW or RecordState(shown["state"]) not in _OPEN:
        return None
    if {TIED_REASON, TOO_MANY_REASON} & set(shown["reasons"]) or (row.verdict == Verdict.NOT_MATCH and not about_it):
        return None
    return OwnAnswer(
        Shown(decision_of(RecordState(shown["state"])).value, shown["probability"]),
        row.verdict == Verdict.MATCH and about_it,
    )


def _is_correction(row: Row[Any]) -> bool:
    """Whether a user corrected a wrong link outside of the queue (D7)."""
    wrong = row.verdict == Verdict.NOT_MATCH and row.profile_id == row.shown["profile_id"]
    unasked = row.source in _UNASKED and row.because != BETTER_RECORD
    return wrong and unasked and row.shown["state"] == RecordState.LINKED
