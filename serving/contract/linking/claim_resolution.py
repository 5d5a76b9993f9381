"""Claim resolution: which record gets each claimed profile, and the links of all claimants."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import field, replace

from sqlalchemy import and_, select

from features.schema.value_class import value_class
from serving.contract.linking.independent import read_independent
from serving.contract.linking.provisional_links import Passes
from serving.contract.records.keys import columns_of_records, of_records
from serving.store.contracts import InstanceScope, OpenScope
from serving.store.tables.records import opportunities, opportunity_people, records
from serving.store.upserts import among
from serving.vocabulary.claims import Claimant, ClaimRules, TieBreak, claim_margins, winning_claimant
from serving.vocabulary.links import LinkRow, RecordKey
from serving.vocabulary.terms import CrmObject, MadeBy, RecordState

_OPEN = "open"


@value_class
class ContestedClaims:
    """The claims to resolve: links before resolution, by record."""

    claims: Mapping[RecordKey, LinkRow]
    independent_passes: Passes
    held: Collection[RecordKey] = ()
    """Records whose link stays whatever other records claim the profile (D12)."""
    first_of: Mapping[str, str] = field(default_factory=dict)
    """The first profile of the cluster of each profile that is in one; claims on a cluster are one contest."""


def claim_rules(scope: InstanceScope) -> ClaimRules:
    """Return how a contract settles claims."""
    settings = scope.contract.settings
    return ClaimRules(settings.claim_margin, dict(settings.tie_policy.items()))


def unopposed(link: LinkRow) -> LinkRow:
    """Return a claim, won or lost, as it was before resolution."""
    return replace(link, state=RecordState.LINKED, winner=None, claim_margin=None)


def resolve_claims(scope: OpenScope, contested: ContestedClaims) -> dict[RecordKey, LinkRow]:
    """Return all links after resolution: one claimant gets each profile, the others are duplicates (D4)."""
    shared = [keys for keys in _contests(contested) if len(keys) > 1]
    resolved = dict(contested.claims)
    if not shared:
        return resolved
    everyone = [key for keys in shared for key in keys]
    claimants = claimants_of(scope, contested, everyone)
    rules = claim_rules(scope)
    for keys in shared:
        resolved |= _resolved([claimants[key] for key in keys], contested, rules)
    return resolved


def _contests(contested: ContestedClaims) -> list[list[RecordKey]]:
    """Return the records that claim one profile, or one cluster of profiles.

    Where people or addresses name several profiles of a cluster, what they name holds: each is a contest of its own,
    and the model's claims join the one on their profile, else the first.
    """
    by_entity: defaultdict[str, list[RecordKey]] = defaultdict(list)
    for key, link in contested.claims.items():
        if link.claimed_profile is not None:
            by_entity[contested.first_of.get(link.claimed_profile, link.claimed_profile)].append(key)
    contests: list[list[RecordKey]] = []
    for keys in by_entity.values():
        profile_of = {key: contested.claims[key].claimed_profile or "" for key in keys}
        named = {profile_of[key] for key in keys if contested.claims[key].made_by is not MadeBy.MODEL}
        by_named: defaultdict[str, list[RecordKey]] = defaultdict(list)
        for key in keys:
            profile = profile_of[key]
            by_named[profile if profile in named else min(named, default="")].append(key)
        contests += by_named.values()
    return contests


def tie_breaks_of(scope: OpenScope, keys: Collection[RecordKey]) -> dict[RecordKey, TieBreak]:
    """Return the tie-break facts of records (D4)."""
    columns = (records.c.modified_at, records.c.filled, records.c.owner_id)
    row_by_key = columns_of_records(scope, keys, *columns)
    on_open = _on_open_opportunities(scope, keys)
    return {
        key: TieBreak(key in on_open, row.modified_at, row.filled, row.owner_id is not None)
        for key, row in row_by_key.items()
    }


def claimants_of(
    scope: OpenScope, contested: ContestedClaims, keys: Collection[RecordKey]
) -> dict[RecordKey, Claimant]:
    """Return the claimants with the facts that decide between them."""
    tie_breaks = tie_breaks_of(scope, keys)
    others = read_independent(scope, [key for key in keys if key not in contested.independent_passes])
    independent_passes = {**contested.independent_passes, **others}
    claimants = {}
    for key in keys:
        independent = independent_passes[key]
        link = contested.claims[key]
        stated = (independent.statement.at, independent.statement.seq) if independent.statement else None
        named_at = independent.named_at if link.made_by is MadeBy.FORCED else None
        claimants[key] = Claimant(key, link.probability, tie_breaks.get(key, TieBreak()), stated, named_at)
    return claimants


def _resolved(claimants: list[Claimant], contested: ContestedClaims, rules: ClaimRules) -> dict[RecordKey, LinkRow]:
    holders = [claimant for claimant in claimants if claimant.key in contested.held]
    winner = winning_claimant(holders or claimants, rules.margin, rules.policy)
    margins = claim_margins(claimants, winner)
    resolved = {}
    for claimant in claimants:
        link = contested.claims[claimant.key]
        if claimant.key == winner.key:
            resolved[claimant.key] = replace(link, claim_margin=margins[claimant.key])
        else:
            lost = RecordState.DUPLICATE
            resolved[claimant.key] = replace(link, state=lost, winner=winner.key, claim_margin=margins[claimant.key])
    return resolved


def _on_open_opportunities(scope: OpenScope, keys: Collection[RecordKey]) -> set[RecordKey]:
    """Return the records of open opportunities."""
    is_open = and_(opportunities.c.instance_id == scope.instance_id, opportunities.c.status == _OPEN)
    of_people = (
        scope.own(opportunity_people.c.object, opportunity_people.c.record_id)
        .join(opportunities, and_(opportunities.c.id == opportunity_people.c.opportunity_id, is_open))
        .where(of_records(opportunity_people, [key for key in keys if key.object is not CrmObject.ACCOUNT]))
    )
    on_open = {RecordKey.named_by(row) for row in scope.execute(of_people)}
    if accounts := [key.id for key in keys if key.object is CrmObject.ACCOUNT]:
        of_accounts = select(opportunities.c.account_id).where(is_open, among(opportunities.c.account_id, accounts))
        on_open |= {RecordKey(CrmObject.ACCOUNT, account_id) for account_id in scope.execute(of_accounts).scalars()}
    return on_open
