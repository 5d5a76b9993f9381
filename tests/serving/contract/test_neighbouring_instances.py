"""What is read of an instance is its own: its contract's sandbox holds other records, and more of them (S24)."""

import pytest

from features.schema.kinds import Kind
from serving.contract.clusters.record_clusters import unmatched_records
from serving.contract.linking.guarantees import shown_states
from serving.contract.reports.drift import measure_instance
from serving.contract.review.review import ordered_queue
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import InstanceName, MadeBy, RecordState
from tests.support.seen_tenant import ACCOUNT, CONTACT, Seen
from tests.support.small_network import account, contact
from tests.support.tenant import Tenant, add_contract
from training.feedback.statement_labels import judgements_of

PEOPLE = ("M1", "M2", "M3", "M4", "M5", "M6")
UNMATCHED = RecordState.UNMATCHED


@pytest.fixture
def beside(tenant: Tenant) -> tuple[Seen, Seen]:
    """The production and the sandbox of one contract."""
    sandbox = Tenant(tenant.parts, tenant.web, tenant.clock, instance_name=InstanceName.SANDBOX)
    add_contract(tenant.store, tenant.clock(), names=tuple(InstanceName))
    return Seen(tenant), Seen(sandbox)


def link_people(seen: Seen, prefix: str) -> None:
    """Add six linked people and an account; a user made one link, and addresses made those of one and the account."""
    made_by = {"M5": MadeBy.USER, "M6": MadeBy.FORCED}
    for member in PEOPLE:
        key = seen.record(RecordKey(CONTACT, f"{prefix}{member}"), contact(member))
        seen.link(key, member, made_by=made_by.get(member, MadeBy.MODEL), probability=0.9999)
    for company, by in (("C1", MadeBy.MODEL), ("C2", MadeBy.FORCED)):
        key = seen.record(RecordKey(ACCOUNT, f"{prefix}{company}"), account(company))
        seen.link(key, company, made_by=by, probability=0.9999)


def test_forced_links_are_labels_of_their_instance_and_kind_alone(beside: tuple[Seen, Seen]) -> None:
    production, sandbox = beside
    link_people(production, "P")
    link_people(sandbox, "S")

    with production.tenant.store.reading() as connection:
        labels = judgements_of(production.tenant.scope.on(connection), Kind.PERSON)
        shown = shown_states(production.tenant.scope.on(connection), Kind.PERSON)

    assert [(one.row, one.crm_id, one.universe_id) for one in labels] == [(1, "contract-1/contact/PM6", "M6")]
    assert len(shown) == 4, "those that the model made"


def test_drift_is_measured_on_the_records_of_the_instance(beside: tuple[Seen, Seen]) -> None:
    """So many links of the sandbox would leave none of the production's records in the sample."""
    production, sandbox = beside
    link_people(production, "P")
    sandbox.many_unmatched(6_000)

    with production.tenant.store.reading() as connection:
        seen = measure_instance(production.tenant.scope.on(connection), Kind.PERSON, production.tenant.parts.matching)

    assert seen is not None
    assert (len(seen.matrix), dict(seen.decisions)) == (len(PEOPLE), {"linked": len(PEOPLE)})


@pytest.mark.both_databases
def test_why_nothing_is_linked_counts_what_the_model_decided_here_on_this_kind(beside: tuple[Seen, Seen]) -> None:
    production, sandbox = beside
    production.tenant.settings(precision=0.9999)
    for number, profile in enumerate((*PEOPLE[:2], None)):
        state = UNMATCHED if profile is None else RecordState.REVIEW
        key = production.record(RecordKey(CONTACT, f"P{number}"), contact("M1"))
        production.link(key, profile, state, probability=0.99999)

    def needed() -> object:
        with production.tenant.store.reading() as connection:
            matching = production.tenant.parts.matching
            return ordered_queue(production.tenant.scope.on(connection), Kind.PERSON, matching)["needed"]

    before = needed()
    for number in range(3):
        production.link(RecordKey(ACCOUNT, f"A{number}"), None, UNMATCHED)
        production.link(RecordKey(CONTACT, f"U{number}"), None, UNMATCHED, made_by=MadeBy.USER)
        sandbox.link(RecordKey(CONTACT, f"S{number}"), None, UNMATCHED)

    assert "about 8,332 more answers would probably change that" in str(before)
    assert needed() == before


def test_of_many_unmatched_records_the_newest_of_the_instance_are_compared(beside: tuple[Seen, Seen]) -> None:
    production, sandbox = beside
    for seen, prefix in ((production, "P"), (sandbox, "S")):
        for number in (2, 1, 3):
            key = seen.record(RecordKey(CONTACT, f"{prefix}{number}"), contact("M1"))
            seen.link(key, None, UNMATCHED)
            seen.tenant.clock.forward(hours=1)

    with production.tenant.store.reading() as connection:
        found = {
            most: [key.id for key in unmatched_records(production.tenant.scope.on(connection), Kind.PERSON, most)]
            for most in (1, 2, None)
        }

    assert found == {1: ["P3"], 2: ["P1", "P3"], None: ["P1", "P2", "P3"]}
