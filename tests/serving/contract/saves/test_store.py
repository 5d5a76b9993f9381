"""Auto-save on the store: triggers, the ledger, and its events (S13, S20, S40 to S45, D5, D8, D15 to D19)."""

import pytest

from serving.contract.saves.saves import renew_saves_of_users
from tests.support.saves_tenant import ANN, ledger, link_all, saved, seated
from tests.support.seen_tenant import Seen
from tests.support.tenant import SELLER, Tenant


@pytest.fixture
def seen(tenant: Tenant) -> Seen:
    return seated(tenant)


def test_s44_a_user_whom_the_admin_switched_off_is_skipped_and_saved_once_switched_on(seen: Seen) -> None:
    """S44, D17: a skipped entry is processed only while its opportunity is still open."""
    seen.user(SELLER, auto_save=False)
    link_all(seen)
    seen.opportunity("o1", people=[ANN], owner_id=SELLER)
    seen.opportunity("o2", people=[ANN], owner_id=SELLER)
    seen.opportunity("o2", people=[ANN], owner_id=SELLER, status="won")

    seen.user(SELLER, auto_save=True)
    with seen.tenant.scope.writing() as open_scope:
        renew_saves_of_users(open_scope, [SELLER], seen.tenant.clock())

    assert ledger(seen.tenant) == saved(SELLER, "o1", "M1") | {(SELLER, "M1", "o2"): "skipped"}
