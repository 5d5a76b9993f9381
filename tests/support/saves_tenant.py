"""Two seated sellers with an account, a contact and a lead; their saves and the events of these."""

from serving.store.tables.links import saves
from serving.vocabulary.links import RecordKey
from tests.support.seen_tenant import ACCOUNT, CONTACT, LEAD, Seen
from tests.support.tenant import OTHER_SELLER, SELLER, Tenant

ACME = RecordKey(ACCOUNT, "a1")
ANN = RecordKey(CONTACT, "p1")
BEN = RecordKey(LEAD, "l1")
Ledger = dict[tuple[str, str, str], str]


def seated(tenant: Tenant) -> Seen:
    """Make a tenant with two seated sellers and three records that nothing is linked to yet."""
    seen = Seen(tenant)
    seen.seat(SELLER, OTHER_SELLER)
    seen.record(ACME, {"name": "Acme"}, owner_id=OTHER_SELLER)
    seen.record(ANN, {"full_name": "Ann"}, account_id="a1", owner_id=SELLER)
    seen.record(BEN, {"full_name": "Ben"}, account_id="a1")
    return seen


def link_all(seen: Seen) -> None:
    for key, profile in ((ACME, "C1"), (ANN, "M1"), (BEN, "M2")):
        seen.link(key, profile)


def ledger(tenant: Tenant) -> Ledger:
    """The ledger as (user, profile, opportunity) -> state."""
    with tenant.store.reading() as connection:
        return {
            (row.user_id, row.profile_id, row.opportunity_id): row.state for row in connection.execute(saves.select())
        }


def saved(user: str, opportunity: str, *profiles: str) -> Ledger:
    return {(user, profile, opportunity): "saved" for profile in profiles}
