"""The curve of a contract: what each threshold gives, by the training's answers and by the contract's own."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, case, func, select

from features.schema.kinds import Kind
from serving.matching.guarantees.operating_points import (
    OperatingPoint,
    ReliabilityBin,
    operating_points,
    own_reliability,
    training_points,
    training_reliability,
)
from serving.matching.guarantees.own_guarantee import own_curve
from serving.rules.vocabulary import MadeBy
from serving.store.contracts import InstanceScope
from serving.store.tables.links import links
from serving.sync.linking.guarantees import bundle_of, deciding_policy
from serving.sync.linking.own_answers import own_answers
from serving.sync.records.matching import WrapperMatching


@dataclass(frozen=True, slots=True)
class CountedPoint:
    """A point with the number of the contract's records that its threshold would link."""

    point: OperatingPoint
    links: int


@dataclass(frozen=True, slots=True)
class ContractCurve:
    """The curves of one kind; `records` are those that the model decided, `answers` the contract's own judgements.

    `reliability`: whether the probabilities mean what they say, by the training's answers and by the contract's own.
    """

    kind: Kind
    model_version: str
    records: int
    answers: int
    bundle: tuple[CountedPoint, ...]
    own: tuple[CountedPoint, ...]
    reliability: tuple[ReliabilityBin, ...]
    own_reliability: tuple[ReliabilityBin, ...]


def curve_of(connection: Connection, scope: InstanceScope, kind: Kind, matching: WrapperMatching) -> ContractCurve:
    """Return the curves of one kind. Raises ModelNotReady."""
    matcher = matching.matcher(kind)
    own = own_answers(connection, scope, kind, bundle_of(matcher))
    held_out, mine = deciding_policy(matcher).curve, own_curve(own)
    from_training, from_own = training_points(held_out), operating_points(mine)
    thresholds = sorted({one.threshold for one in (*from_training, *from_own)})
    counts = dict(zip(thresholds, _links_from(connection, scope, kind, thresholds), strict=True))
    return ContractCurve(
        kind,
        matcher.model_version,
        _links_from(connection, scope, kind, [0.0])[0],
        len(own.asked),
        tuple(CountedPoint(one, counts[one.threshold]) for one in from_training),
        tuple(CountedPoint(one, counts[one.threshold]) for one in from_own),
        tuple(training_reliability(held_out)),
        tuple(own_reliability(mine)),
    )


def _links_from(connection: Connection, scope: InstanceScope, kind: Kind, thresholds: Sequence[float]) -> list[int]:
    """Count the model's decisions of at least each probability, in one pass over the links."""
    if not thresholds:
        return []
    sums = [func.coalesce(func.sum(case((links.c.probability >= one, 1), else_=0)), 0) for one in thresholds]
    wanted = select(*sums).filter_by(instance_id=scope.instance_id, kind=kind.value, made_by=MadeBy.MODEL.value)
    return [int(count) for count in connection.execute(wanted).one()]
