"""Duplicates: the records that claim one profile, why each lost it, and what a merge of them would keep."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import tuple_

from features.schema.kinds import Kind
from features.schema.value_class import value_class
from serving.contract.linking.claim_resolution import ContestedClaims, claim_rules, claimants_of, unopposed
from serving.contract.linking.independent import read_independent
from serving.contract.records.link_rows import read_claims, read_links
from serving.crm.requests import CrmRequest
from serving.crm.vendors import VENDORS
from serving.store.contracts import InstanceScope, OpenScope
from serving.store.tables.links import LOST, links
from serving.vocabulary.claims import LostBy, lost_by
from serving.vocabulary.links import LinkRow, ProfileKey, RecordKey
from serving.vocabulary.terms import RecordState


@value_class
class Loser:
    """A record that lost its claim, and why."""

    link: LinkRow
    lost_by: LostBy


@value_class
class DuplicateGroup:
    """The record that has a profile, and those that lost it, in the order in which they would get it."""

    kind: Kind
    profile_id: str
    winner: RecordKey
    losers: tuple[Loser, ...]

    @property
    def mergeable(self) -> tuple[RecordKey, ...]:
        """The losers of the winner's object: no CRM merges records of two objects."""
        return tuple(loser.link.key for loser in self.losers if loser.link.key.object is self.winner.object)


def groups_of(scope: OpenScope, after: tuple[str, str] | None, limit: int) -> list[DuplicateGroup]:
    """Return the groups behind a key (kind, profile), at most so many, in the order of their keys."""
    key = (links.c.kind, links.c.profile_id)
    query = scope.own(*key).where(LOST)
    if after is not None:
        query = query.where(tuple_(*key) > after)
    rows = scope.execute(query.distinct().order_by(*key).limit(limit))
    return _groups(scope, [ProfileKey.named_by(row) for row in rows])


def group_of(scope: OpenScope, profile: ProfileKey) -> DuplicateGroup | None:
    """Return the group of one profile, None where it has no duplicates."""
    return next(iter(_groups(scope, [profile])), None)


def calls_of(scope: InstanceScope, group: DuplicateGroup) -> tuple[CrmRequest, ...]:
    """Return the CRM's own calls that would merge a group into its winner; onematch sends none of them."""
    if not group.mergeable:
        return ()
    merged = [key.id for key in group.mergeable]
    return VENDORS[scope.instance.crm].bodies.merges(group.winner.object, group.winner.id, merged)


def reasons_of_losses(scope: OpenScope, lost: Sequence[LinkRow]) -> dict[RecordKey, LostBy]:
    """Return why each of some duplicates lost to its winner."""
    winners = read_links(scope, {link.winner for link in lost if link.winner is not None})
    claims = {link.key: unopposed(link) for link in (*lost, *winners.values())}
    independent_passes = read_independent(scope, claims)
    claimants = claimants_of(scope, ContestedClaims(claims, independent_passes), list(independent_passes))
    return {
        link.key: lost_by(claimants[link.key], claimants[link.winner], claim_rules(scope))
        for link in lost
        if link.winner is not None and {link.key, link.winner} <= claimants.keys()
    }


def _groups(scope: OpenScope, profiles: Sequence[ProfileKey]) -> list[DuplicateGroup]:
    lost: defaultdict[ProfileKey, list[LinkRow]] = defaultdict(list)
    for kind in Kind:
        ids = [profile_id for its, profile_id in profiles if its is kind]
        for link in read_claims(scope, kind, ids, ()).values():
            if link.state is RecordState.DUPLICATE and link.winner is not None:
                lost[ProfileKey(kind, link.profile_id or "")].append(link)
    why = reasons_of_losses(scope, [link for theirs in lost.values() for link in theirs])
    groups = []
    for profile in profiles:
        theirs = sorted(lost[profile], key=lambda link: (-link.probability, link.key))
        losers = tuple(Loser(link, why[link.key]) for link in theirs if link.key in why)
        if losers and losers[0].link.winner is not None:
            groups.append(DuplicateGroup(*profile, losers[0].link.winner, losers))
    return groups
