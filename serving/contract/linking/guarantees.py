"""The threshold of links under a contract's precision guarantee: computed from the evidence, stored, and in force.

The evidence is checked whenever an instance's links are recomputed, and once an hour. A threshold rises at once and
falls a day after the last check, so that badges do not change with every answer. Links are a function of records,
statements, network, model and the stored thresholds.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row

from data.labels.label_rows import Verdict
from features.schema.kinds import Kind
from serving.contract.linking.provisional_links import decision_of
from serving.contract.records.matching import Matchers
from serving.contract.records.rulings import effective_rows
from serving.matching.guarantees.own_guarantee import CheckedGuarantee, OwnAnswer, OwnAnswers, check_guarantee
from serving.matching.guarantees.precision_guarantee import cut, with_guarantee
from serving.matching.guarantees.propensity import Shown
from serving.matching.matcher import Matcher
from serving.matching.outcomes import TIES
from serving.matching.policy import Policy
from serving.store.contracts import OpenScope
from serving.store.tables.links import guarantees, links
from serving.store.upserts import upsert
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import GroupLinks, MadeBy, RecordState, StatementSource

LASTS = timedelta(days=1)
BETTER_RECORD = "better_record"
_UNASKED = (StatementSource.REMATCH, StatementSource.REJECTION)
_OPEN = (RecordState.LINKED, RecordState.REVIEW)


def deciding_policy(matcher: Matcher) -> Policy:
    """Return the policy of the pass that decides."""
    return matcher.policy if matcher.collective is None else matcher.collective.policy


def bundle_of(matcher: Matcher) -> str:
    """Return the name of a matcher's bundle."""
    return matcher.model_version.partition("+")[0]


def find_guarantee(scope: OpenScope, matcher: Matcher, one_in: int) -> CheckedGuarantee:
    """Return the guarantee that all present evidence supports."""
    own = own_answers(scope, matcher.kind, bundle_of(matcher))
    return check_guarantee(deciding_policy(matcher).curve, own, one_in)


def links_at_stake(scope: OpenScope, matcher: Matcher) -> int | None:
    """Return how many links go to review if the next answer calls a link wrong; None if the guarantee outlasts it."""
    one_in = scope.contract.settings.one_wrong_in
    threshold = cut_policies(scope, matcher)[1].linked
    if one_in is None or threshold is None:
        return None
    own = own_answers(scope, matcher.kind, bundle_of(matcher))
    wrong = OwnAnswer(Shown(RecordState.LINKED, threshold), right=False)
    after = check_guarantee(deciding_policy(matcher).curve, replace(own, asked=(*own.asked, wrong)), one_in)
    if after.guarantee.threshold is not None:
        return None
    return sum(decision == RecordState.LINKED for decision, _ in shown_states(scope, matcher.kind))


def cut_policies(scope: OpenScope, matcher: Matcher) -> tuple[Policy, Policy]:
    """Return the policies of the independent pass and of the deciding pass, with the contract's thresholds.

    A guarantee has its stored threshold; before the first check, the one that follows from the training alone.
    """
    settings = scope.contract.settings
    policies = matcher.policy, deciding_policy(matcher)
    first, last = (cut(policy, settings.precision, settings.one_wrong_in) for policy in policies)
    if settings.groups is GroupLinks.PARENT:
        first = replace(first, prefers_parent=True)
        last = replace(last, prefers_parent=True)
    kept = None if settings.one_wrong_in is None else _kept(scope, matcher)
    return (first, last) if kept is None else (first.linking_from(kept.threshold), last.linking_from(kept.threshold))


def renew_guarantees(scope: OpenScope, matching: Matchers, now: datetime) -> None:
    """Compute the guarantees from the present evidence and store their thresholds."""
    one_in = scope.contract.settings.one_wrong_in
    if one_in is None:
        return
    for kind, matcher in matching.by_kind().items():
        held = find_guarantee(scope, matcher, one_in)
        row = {
            "instance_id": scope.instance_id,
            "kind": kind,
            "bundle": bundle_of(matcher),
            "one_wrong_in": one_in,
            "threshold": held.guarantee.threshold,
            "rests_on": held.rests_on,
            "at": now,
        }
        upsert(scope.connection, guarantees, [row])


def is_due(scope: OpenScope, matching: Matchers, now: datetime) -> bool:
    """Whether the evidence requires another threshold than is in force: a higher one at once, a lower one daily."""
    one_in = scope.contract.settings.one_wrong_in
    if one_in is None:
        return False
    for matcher in matching.by_kind().values():
        required = find_guarantee(scope, matcher, one_in).guarantee.threshold
        kept = _kept(scope, matcher)
        in_force = with_guarantee(deciding_policy(matcher), one_in).linked if kept is None else kept.threshold
        waits = kept is not None and now - kept.at < LASTS
        is_stricter = in_force is not None and (required is None or required > in_force)
        if required != in_force and (is_stricter or not waits):
            return True
    return False


def _kept(scope: OpenScope, matcher: Matcher) -> Row[Any, Any] | None:
    """Return the stored threshold, None where it belongs to another bundle or another guarantee."""
    query = scope.own(guarantees.c.threshold, guarantees.c.at).filter_by(
        kind=matcher.kind, bundle=bundle_of(matcher), one_wrong_in=scope.contract.settings.one_wrong_in
    )
    return scope.execute(query).one_or_none()


def own_answers(scope: OpenScope, kind: Kind, bundle: str) -> OwnAnswers:
    """Return the effective answers on one bundle's decisions; a record's last answer counts.

    Answers on another bundle's decisions do not count: its probabilities mean something else, and the new bundle may be
    trained on them. Answers on tied candidates do not count: these are not linked at any threshold.
    """
    answer_rows = _of_bundle(scope, kind, bundle)
    answered = _answered(answer_rows)
    corrected = {RecordKey.named_by(row): row.shown["probability"] for row in answer_rows if _is_correction(row)}
    if not answered and not corrected:
        return OwnAnswers()
    others = (Shown(decision, probability) for decision, probability in shown_states(scope, kind))
    unanswered = tuple(probability for key, probability in corrected.items() if key not in answered)
    return OwnAnswers(tuple(answered.values()), unanswered, tuple(others))


def shown_states(scope: OpenScope, kind: Kind) -> list[tuple[str, float]]:
    """Return (decision, probability) of all links of an instance that the model made."""
    query = scope.own(links.c.state, links.c.probability).filter_by(kind=kind, made_by=MadeBy.MODEL)
    rows = scope.execute(query.order_by(links.c.object, links.c.record_id))
    return [(decision_of(RecordState(row.state)), float(row.probability)) for row in rows]


def answers_by_record(scope: OpenScope, kind: Kind, bundle: str) -> dict[RecordKey, bool]:
    """Return by record whether the model's best candidate is right, of those that the review queue asked about."""
    answered = _answered(_of_bundle(scope, kind, bundle))
    return {key: answer.right for key, answer in answered.items()}


def _answered(rows: Iterable[Row[Any]]) -> dict[RecordKey, OwnAnswer]:
    """Return the last answer on each record."""
    return {RecordKey.named_by(row): answer for row in rows if (answer := _answer(row)) is not None}


def _of_bundle(scope: OpenScope, kind: Kind, bundle: str) -> list[Row[Any]]:
    """Return the effective statements on one bundle's decisions."""
    return [row for row in effective_rows(scope, kind) if _is_of(row.shown, bundle)]


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
    if shown.get("hindrance") in TIES or (row.verdict == Verdict.NOT_MATCH and not about_it):
        return None
    return OwnAnswer(
        Shown(decision_of(RecordState(shown["state"])), shown["probability"]),
        row.verdict == Verdict.MATCH and about_it,
    )


def _is_correction(row: Row[Any]) -> bool:
    """Whether a user corrected a wrong link outside of the queue (D7)."""
    wrong = row.verdict == Verdict.NOT_MATCH and row.profile_id == row.shown["profile_id"]
    unasked = row.source in _UNASKED and row.because != BETTER_RECORD
    return wrong and unasked and row.shown["state"] == RecordState.LINKED
