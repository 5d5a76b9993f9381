"""Which open links the queue orders: the nearest to the threshold, and a sample of all (D21, S28)."""

from features.pairs.columns import hash_text
from features.schema.kinds import Kind
from serving.contract.review.review import queued_links
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import RecordState
from tests.support.seen_tenant import CONTACT, Seen
from tests.support.tenant import Tenant


def test_of_more_links_than_are_ordered_the_sample_is_drawn_from_all(tenant: Tenant) -> None:
    seen = Seen(tenant)
    keys = [RecordKey(CONTACT, f"P{number}") for number in range(40)]
    for number, key in enumerate(keys):
        seen.link(key, "M1", RecordState.REVIEW, probability=number / 40)

    with tenant.store.reading() as connection:
        queued = {link.key for link in queued_links(tenant.scope.on(connection), Kind.PERSON, 1.0, most=8)}

    drawn = sorted(keys, key=lambda key: hash_text(key.name))[:8]
    assert queued == {*keys[-8:], *drawn}
