"""The curve of a contract: what each threshold gives, by the training's answers and by the contract's own."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import case, func

from features.schema.kinds import Kind
from serving.matching.guarantees.operating_points import (
    operating_points,
    own_reliability,
    training_points,
    training_reliability,
)
from serving.matching.guarantees.own_guarantee import own_curve
from serving.rules.vocabulary import MadeBy
from serving.store.contracts import OpenScope
from serving.store.tables.links import links
from serving.sync.linking.guarantees import bundle_of, deciding_policy
from serving.sync.linking.own_answers import own_answers
from serving.sync.records.matching import WrapperMatching


def curve_of(scope: OpenScope, kind: Kind, matching: WrapperMatching) -> Mapping[str, Any]:
    """Return the curves of one kind by the names of their wire format. Raises ModelNotReady.

    `records` are those that the model decided, `answers` the contract's own judgements; each point has the number of
    the contract's records that its threshold would link. `reliability`: whether the probabilities mean what they say.
    """
    matcher = matching.matcher(kind)
    own = own_answers(scope, kind, bundle_of(matcher))
    held_out = deciding_policy(matcher).curve
    mine = own_curve(own)
    curves = {"bundle": training_points(held_out), "own": operating_points(mine)}
    thresholds = sorted({point.threshold for points in curves.values() for point in points})
    counts = dict(zip(thresholds, _links_from(scope, kind, thresholds), strict=True))
    return {
        "kind": kind,
        "model_version": matcher.model_version,
        "records": _links_from(scope, kind, [0.0])[0],
        "answers": len(own.asked),
        "reliability": [asdict(one) for one in training_reliability(held_out)],
        "own_reliability": [asdict(one) for one in own_reliability(mine)],
        **{name: [asdict(one) | {"links": counts[one.threshold]} for one in found] for name, found in curves.items()},
    }


def _links_from(scope: OpenScope, kind: Kind, thresholds: Sequence[float]) -> list[int]:
    """Count the model's decisions of at least each probability, in one pass over the links."""
    if not thresholds:
        return []
    sums = [func.coalesce(func.sum(case((links.c.probability >= one, 1), else_=0)), 0) for one in thresholds]
    wanted = scope.own(*sums).filter_by(kind=kind.value, made_by=MadeBy.MODEL.value)
    return [int(count) for count in scope.execute(wanted).one()]
