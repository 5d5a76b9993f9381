"""A contract's own answers, and no other contract's, move the threshold of its precision guarantee (N5, D20)."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select

from data.labels.label_rows import Verdict
from features.schema.kinds import Kind
from serving.contract.linking.guarantees import bundle_of, cut_policies
from serving.matching.guarantees.own_guarantee import RestsOn
from serving.matching.guarantees.precision_guarantee import least_links
from serving.store.tables.links import guarantees, statements
from serving.vocabulary.terms import Scope
from serving.worker import Worker, work_table
from tests.support.small_network import contact
from tests.support.sync_tenant import LINKED, REVIEW, Sync, upsert
from tests.support.tenant import ADMIN, START, Tenant

N = 20


@pytest.fixture
def guaranteed(sync: Sync) -> Sync:
    """A contract with a guarantee and one link that its model made."""
    sync.send(upsert("contact", id="P1", **contact("M1")))
    sync.tenant.settings(one_wrong_in=N)
    work(sync.tenant)
    assert sync.states() == {"contact/P1": (LINKED, "M1")}
    return sync


def work(tenant: Tenant) -> None:
    worker = Worker(tenant.parts, work_table())
    worker.take_over()
    while worker.turn():
        pass


def bundle(tenant: Tenant) -> str:
    return bundle_of(tenant.parts.matching.matcher(Kind.PERSON))


def add_judgements(tenant: Tenant, count: int, verdict: Verdict, *, at: datetime = START, **shown: Any) -> None:
    """Add judgements on records that no longer exist; the shown state is a link unless `shown` differs."""
    shown = {
        "profile_id": "M2",
        "state": LINKED,
        "probability": 0.9999,
        "model_version": f"{bundle(tenant)}+i.0",
        "made_by": "model",
        "reasons": [],
        **shown,
    }
    source = shown.pop("source", "review")
    instance_id = tenant.instance.id
    with tenant.store.writing() as connection:
        begun = len(connection.execute(select(statements.c.seq)).all())
        rows = [
            {
                "instance_id": instance_id,
                "object": "contact",
                "record_id": f"old-{number}",
                "kind": "person",
                "profile_id": shown["profile_id"],
                "verdict": verdict.value,
                "source": source,
                "user_pseudonym": "someone",
                "is_label": True,
                "weight": 1.0,
                "shown": shown,
                "at": at,
            }
            for number in range(begun, begun + count)
        ]
        connection.execute(statements.insert(), rows)


def kept(tenant: Tenant) -> dict[str, str]:
    """The evidence of the stored guarantee, by kind."""
    with tenant.store.reading() as connection:
        return {row.kind: row.rests_on for row in connection.execute(select(guarantees))}


def of_people(tenant: Tenant) -> tuple[float | None, str]:
    """Where people's links begin, and by whose answers."""
    matcher = tenant.parts.matching.matcher(Kind.PERSON)
    with tenant.store.reading() as connection:
        linked = cut_policies(tenant.scope.on(connection), matcher)[1].linked
    return linked, kept(tenant).get("person", RestsOn.TRAINING)


def test_a_contract_whose_answers_contradict_the_guarantee_links_nothing_until_they_suffice(guaranteed: Sync) -> None:
    tenant = guaranteed.tenant

    add_judgements(tenant, 8, Verdict.MATCH)
    add_judgements(tenant, 6, Verdict.NOT_MATCH)
    work(tenant)
    contradicted = of_people(tenant), guaranteed.states()
    add_judgements(tenant, 8 * least_links(N), Verdict.MATCH)
    work(tenant)
    same_day = of_people(tenant)
    tenant.clock.forward(days=1)
    work(tenant)

    assert contradicted == ((None, RestsOn.CONTRADICTED), {"contact/P1": (REVIEW, "M1")})
    assert same_day == (None, RestsOn.CONTRADICTED), "it is loosened once a day"
    assert of_people(tenant) == (0.9999, RestsOn.OWN)
    items = tenant.ask("GET", "/reports/precision", scopes=Scope.ADMIN, acting=ADMIN).json()["items"]
    [row] = [row for row in items if (row["kind"], row["one_wrong_in"]) == ("person", N)]
    assert (row["rests_on"], row["threshold"], row["own_wrong"]) == ("own", 0.9999, 6)


def test_the_queue_says_before_an_answer_what_one_wrong_link_more_does(guaranteed: Sync) -> None:
    tenant = guaranteed.tenant

    few = at_stake(tenant)
    add_judgements(tenant, 2, Verdict.MATCH)
    enough = at_stake(tenant)
    add_judgements(tenant, 1, Verdict.NOT_MATCH)
    work(tenant)
    outlasts = of_people(tenant)[0]
    add_judgements(tenant, 3, Verdict.NOT_MATCH)
    work(tenant)

    assert (few, enough) == (1, None)
    assert outlasts is not None
    assert at_stake(tenant) is None, "what has ended is at stake no more"


def test_one_wrong_answer_of_one_ends_a_guarantee_as_the_queue_said(guaranteed: Sync) -> None:
    before = at_stake(guaranteed.tenant)
    add_judgements(guaranteed.tenant, 1, Verdict.NOT_MATCH)
    work(guaranteed.tenant)

    assert before == 1
    assert guaranteed.states() == {"contact/P1": (REVIEW, "M1")}


def at_stake(tenant: Tenant) -> object:
    return tenant.good("GET", "/review-queue", acting=ADMIN)["risk"]["at_stake"]


def test_corrections_outside_of_the_queue_count_as_wrong_badges(guaranteed: Sync) -> None:
    add_judgements(guaranteed.tenant, 3, Verdict.NOT_MATCH, source="rejection")
    work(guaranteed.tenant)

    assert of_people(guaranteed.tenant) == (None, RestsOn.CONTRADICTED)


NO_EVIDENCE: tuple[dict[str, Any], ...] = (
    {"model_version": "another+i.0"},
    {"hindrance": "tied"},
    {"made_by": "user"},
    {"profile_id": None},
    {"source": "confirmation"},
)


def test_links_of_another_model_and_tied_candidates_are_no_evidence(guaranteed: Sync) -> None:
    before = of_people(guaranteed.tenant)

    for shown in NO_EVIDENCE:
        add_judgements(guaranteed.tenant, 9, Verdict.NOT_MATCH, **shown)
        work(guaranteed.tenant)

        assert of_people(guaranteed.tenant) == before, shown


def test_the_threshold_of_another_guarantee_or_bundle_is_not_in_force(guaranteed: Sync) -> None:
    tenant = guaranteed.tenant
    add_judgements(tenant, 3, Verdict.NOT_MATCH)
    work(tenant)
    with tenant.store.writing() as connection:
        connection.execute(guarantees.update().values(threshold=None))

    found = of_people(tenant)[0]
    tenant.settings(one_wrong_in=N + 1)
    other_promise = of_people(tenant)[0]
    tenant.settings(one_wrong_in=N)
    with tenant.store.writing() as connection:
        connection.execute(guarantees.update().values(bundle="another"))

    assert found is None
    assert None not in (other_promise, of_people(tenant)[0])
