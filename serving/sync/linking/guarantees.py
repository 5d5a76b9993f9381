"""The threshold of links under a contract's precision guarantee: computed from the evidence, stored, and in force.

The evidence is checked whenever an instance's links are recomputed, and once an hour. A threshold rises at once and
falls a day after the last check, so that badges do not change with every answer. Links are a function of records,
statements, network, model and the stored thresholds.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row

from features.schema.kinds import Kind
from serving.matching.guarantees.own_guarantee import CheckedGuarantee, check_guarantee
from serving.matching.guarantees.precision_guarantee import cut, with_guarantee
from serving.matching.matcher import Matcher
from serving.matching.policy import Policy
from serving.rules.vocabulary import GroupLinks
from serving.store.contracts import OpenScope
from serving.store.tables.links import promises
from serving.store.upserts import upsert
from serving.sync.linking.own_answers import own_answers
from serving.sync.records.matching import WrapperMatching, served_kinds

LASTS = timedelta(days=1)


def deciding_policy(matcher: Matcher) -> Policy:
    """Return the policy of the pass that decides."""
    return matcher.policy if matcher.collective is None else matcher.collective.policy


def bundle_of(matcher: Matcher) -> str:
    """Return the name of a matcher's bundle."""
    return matcher.model_version.partition("+")[0]


def find_guarantee(scope: OpenScope, kind: Kind, matcher: Matcher, one_in: int) -> CheckedGuarantee:
    """Return the guarantee that all present evidence supports."""
    own = own_answers(scope, kind, bundle_of(matcher))
    return check_guarantee(deciding_policy(matcher).curve, own, one_in)


def cut_policies(scope: OpenScope, kind: Kind, matcher: Matcher) -> tuple[Policy, Policy]:
    """Return the policies of the independent pass and of the deciding pass, with the contract's thresholds.

    A guarantee has its stored threshold; before the first check, the one that follows from the training alone.
    """
    settings = scope.contract.settings
    policies = matcher.policy, deciding_policy(matcher)
    first, last = (cut(policy, settings.precision, settings.one_wrong_in) for policy in policies)
    if settings.groups is GroupLinks.PARENT:
        first = replace(first, prefers_parent=True)
        last = replace(last, prefers_parent=True)
    kept = None if settings.one_wrong_in is None else _kept(scope, kind, matcher)
    return (
        (first, last) if kept is None else (from_threshold(first, kept.threshold), from_threshold(last, kept.threshold))
    )


def renew_guarantees(scope: OpenScope, matching: WrapperMatching, now: datetime) -> None:
    """Compute the guarantees from the present evidence and store their thresholds."""
    one_in = scope.contract.settings.one_wrong_in
    if one_in is None:
        return
    for kind in served_kinds(matching):
        matcher = matching.matcher(kind)
        held = find_guarantee(scope, kind, matcher, one_in)
        row = {
            "instance_id": scope.instance_id,
            "kind": kind.value,
            "bundle": bundle_of(matcher),
            "one_wrong_in": one_in,
            "threshold": held.guarantee.threshold,
            "rests_on": held.rests_on.value,
            "at": now,
        }
        upsert(scope.connection, promises, [row], ["instance_id", "kind"])


def is_due(scope: OpenScope, matching: WrapperMatching, now: datetime) -> bool:
    """Whether the evidence requires another threshold than is in force: a higher one at once, a lower one daily."""
    one_in = scope.contract.settings.one_wrong_in
    if one_in is None:
        return False
    for kind in served_kinds(matching):
        matcher = matching.matcher(kind)
        wanted = find_guarantee(scope, kind, matcher, one_in).guarantee.threshold
        kept = _kept(scope, kind, matcher)
        in_force = with_guarantee(deciding_policy(matcher), one_in).linked if kept is None else kept.threshold
        waits = kept is not None and now - kept.at < LASTS
        if wanted != in_force and (not waits or _is_stricter(wanted, in_force)):
            return True
    return False


def from_threshold(policy: Policy, threshold: float | None) -> Policy:
    """Return a policy that links from a threshold on, nothing without one."""
    return replace(
        policy, linked=threshold, review=policy.review if threshold is None else min(policy.review, threshold)
    )


def _kept(scope: OpenScope, kind: Kind, matcher: Matcher) -> Row[Any, Any] | None:
    """Return the stored threshold, None where it belongs to another bundle or another guarantee."""
    wanted = scope.own(promises.c.threshold, promises.c.at).filter_by(
        kind=kind.value, bundle=bundle_of(matcher), one_wrong_in=scope.contract.settings.one_wrong_in
    )
    return scope.execute(wanted).one_or_none()


def _is_stricter(wanted: float | None, in_force: float | None) -> bool:
    return in_force is not None and (wanted is None or wanted > in_force)
