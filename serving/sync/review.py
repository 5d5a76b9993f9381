"""The next records that a person should look at: those whose best profile comes nearest to a link."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from features.kinds import Kind
from serving.rules.linking import LinkRow
from serving.rules.words import RecordState
from serving.store.contracts import InstanceScope
from serving.store.tables_links import links
from serving.sync.link_rows import link_row
from serving.sync.matching import Matching


@dataclass(frozen=True, slots=True)
class Question:
    """One record with the profile that it may be."""

    link: LinkRow


def next_questions(
    connection: Connection, scope: InstanceScope, kind: Kind, limit: int, matching: Matching
) -> list[Question]:
    """Return records in review, those first whose probability is nearest to the one that links; equals by id."""
    threshold = link_threshold(matching, kind, scope.contract.settings.precision)
    wanted = select(links).where(
        links.c.instance_id == scope.instance.id,
        links.c.kind == kind.value,
        links.c.state == RecordState.REVIEW.value,
    )
    nearest = wanted.order_by(func.abs(links.c.probability - threshold), links.c.object, links.c.record_id)
    return [Question(link_row(row)) for row in connection.execute(nearest.limit(limit))]


def link_threshold(matching: Matching, kind: Kind, precision: float | None) -> float:
    """Return the least probability that links; 1 where nothing can be promised."""
    matcher = matching.matcher(kind)
    policy = matcher.crowd.policy if matcher.crowd is not None else matcher.policy
    if precision is not None:
        policy = policy.at_precision(precision)
    return 1.0 if policy.linked is None else policy.linked
