"""The precision guarantees of a contract, their evidence and coverage, and the curve of what each threshold gives."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import accumulate
from typing import Any

from sqlalchemy import and_, case, func, or_

from features.schema.kinds import Kind
from serving.contract.linking.guarantees import bundle_of, cut_policies, deciding_policy, own_answers
from serving.contract.records.matching import Matchers
from serving.matching.guarantees.operating_points import operating_points, reliability, training_answers
from serving.matching.guarantees.own_guarantee import check_guarantee, own_curve
from serving.matching.guarantees.precision_guarantee import CONFIDENCE
from serving.matching.matcher import Matcher
from serving.store.contracts import OpenScope
from serving.store.tables.links import links
from serving.vocabulary.terms import MadeBy, RecordState

PRECISION_COLUMNS = (
    "kind one_wrong_in confidence threshold bound rests_on rests_on_links wrong_among_them needed_links "
    "own_answers own_wrong corrected records coverage_before coverage_after told"
)
USUAL = (20, 50, 100, 200, 500)
"""Guarantees that are shown beside the contract's own, for comparison."""
_NO_LINK = 2.0
"""A threshold that no probability reaches."""


def precision_rows(scope: OpenScope, matching: Matchers) -> Iterator[tuple[Any, ...]]:
    """Yield one row for each kind and guarantee, the contract's own among the usual ones."""
    own = scope.contract.settings.one_wrong_in
    for kind, matcher in matching.by_kind().items():
        policy = deciding_policy(matcher)
        answers = own_answers(scope, kind, bundle_of(matcher))
        for one_in in sorted({*USUAL, *([own] if own else [])}):
            held = check_guarantee(policy.curve, answers, one_in)
            guarantee = held.guarantee
            cuts = [_NO_LINK if cut is None else cut for cut in (policy.linked, guarantee.threshold)]
            records = _decided(scope, kind)
            linked = _links_from(scope, matcher, cuts)
            coverage = [round(links / records, 4) if records else None for links in linked]
            yield (
                kind,
                one_in,
                CONFIDENCE,
                guarantee.threshold,
                guarantee.bound,
                held.rests_on,
                guarantee.linked,
                guarantee.wrong,
                guarantee.needed,
                held.answers,
                held.wrong,
                held.corrected,
                records,
                *coverage,
                held.sentence,
            )


def curve_of(scope: OpenScope, kind: Kind, matching: Matchers) -> Mapping[str, Any]:
    """Return the curves of one kind by the names of their wire format. Raises ModelNotReady.

    `records` are those that the model decided, `answers` the contract's own judgements; each point has the number of
    the contract's records that its threshold would link: all that are linked for the lowest not below the one in
    force. `reliability`: whether the probabilities mean what they say.
    """
    matcher = matching.matcher(kind)
    own = own_answers(scope, kind, bundle_of(matcher))
    held_out = training_answers(deciding_policy(matcher).curve)
    curve = own_curve(own)
    curves = {"bundle": operating_points(held_out), "own": operating_points(curve)}
    linked = cut_policies(scope, matcher)[1].linked
    in_force = _NO_LINK if linked is None else linked
    least = {point.threshold: point.threshold for points in curves.values() for point in points}
    for points in curves.values():
        linking = [point.threshold for point in points if point.threshold >= in_force]
        least |= dict.fromkeys(linking[-1:], in_force)
    counts = dict(zip(least, _links_from(scope, matcher, [*least.values()]), strict=True))
    return {
        "kind": kind,
        "model_version": matcher.model_version,
        "records": _decided(scope, kind),
        "answers": len(own.asked),
        "reliability": [asdict(answers) for answers in reliability(held_out, is_thinned=True)],
        "own_reliability": [asdict(answers) for answers in reliability(curve)],
        **{
            name: [asdict(point) | {"links": counts[point.threshold]} for point in points]
            for name, points in curves.items()
        },
    }


def _decided(scope: OpenScope, kind: Kind) -> int:
    query = scope.own(func.count(links.c.record_id)).filter_by(kind=kind, made_by=MadeBy.MODEL)
    return int(scope.execute(query).scalar_one())


def _links_from(scope: OpenScope, matcher: Matcher, thresholds: Sequence[float]) -> list[int]:
    """Count the model's links at each threshold, in one pass: those that exist, and those that a lower one would make.

    A lower threshold links the reviews that lead by the margin; what lost its claim or is tied stays unlinked.
    """
    policy = cut_policies(scope, matcher)[1]
    in_force = _NO_LINK if policy.linked is None else policy.linked
    awaits = and_(links.c.state == RecordState.REVIEW, links.c.probability < in_force, links.c.margin >= policy.margin)
    is_linkable = or_(links.c.state == RecordState.LINKED, awaits)
    descending = sorted({*thresholds}, reverse=True)
    if not descending:
        return []
    reached = case(*((links.c.probability >= threshold, place) for place, threshold in enumerate(descending)))
    query = scope.own(reached.label("reached"), func.count()).filter_by(kind=matcher.kind, made_by=MadeBy.MODEL)
    found = {row[0]: row[1] for row in scope.execute(query.where(is_linkable).group_by("reached"))}
    counts = accumulate(found.get(place, 0) for place in range(len(descending)))
    linked = dict(zip(descending, counts, strict=True))
    return [linked[threshold] for threshold in thresholds]
