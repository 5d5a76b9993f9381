"""Evidence against links that single links do not show: days that disagree more often than the others."""

from datetime import timedelta

import pytest

from serving.contract.suspects.link_evidence import evidence_of
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import RecordState
from tests.support.seen_tenant import CONTACT, Seen
from tests.support.small_network import contact
from tests.support.tenant import START, Tenant


@pytest.mark.parametrize(
    ("on_the_day", "on_others", "shown"), [(30, 30, True), (29, 60, False), (60, 29, False), (2, 60, False)]
)
def test_a_day_explains_disagreements_where_it_and_the_others_have_thirty_links(
    tenant: Tenant, on_the_day: int, on_others: int, shown: bool
) -> None:
    """Every record of the day disagrees in its city, and none of the others."""
    seen = Seen(tenant)
    links = []
    for number in range(on_the_day + on_others):
        disagrees = number < on_the_day
        values = contact("M1", city="Reykjavik") if disagrees else contact("M1")
        received_at = START if disagrees else START - timedelta(days=1)
        key = seen.record(RecordKey(CONTACT, f"P{number}"), values, received_at=received_at)
        links.append(seen.link_row(key, "M1", RecordState.LINKED))

    with tenant.store.reading() as connection:
        evidence = evidence_of(tenant.scope.on(connection), links, tenant.parts.matching, ())

    drifts = [case.drifts for case in evidence.values()]
    assert drifts == [shown] * on_the_day + [False] * on_others
