"""A contract's own answers, and no other contract's, move the threshold of its precision guarantee (N5, D20)."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select

from data.labels.label_rows import Verdict
from features.schema.kinds import Kind
from serving.matching.own_guarantee import RestsOn
from serving.matching.precision_guarantee import least_links, promise
from serving.rules.vocabulary import Scope
from serving.store.tables.links import promises, statements
from serving.sync.linking.guarantees import bundle_of, cut_policies, deciding_policy, find_guarantee
from serving.work_table import work_table
from serving.worker import Worker
from tests.support.place_universe import contact
from tests.support.store_place import ADMIN, START, Place
from tests.support.sync_place import LINKED, REVIEW, Sync, upsert

N = 20


@pytest.fixture
def guaranteed(sync: Sync) -> Sync:
    """A contract with a guarantee and one link that its model made."""
    sync.send(upsert("contact", id="P1", **contact("M1")))
    sync.place.settings(one_wrong_in=N)
    work(sync.place)
    assert sync.states() == {"contact/P1": (LINKED, "M1")}
    return sync


def work(place: Place) -> None:
    worker = Worker(place.parts, work_table())
    worker.take_over()
    while worker.turn():
        pass


def bundle(place: Place) -> str:
    return bundle_of(place.parts.matching.matcher(Kind.PERSON))


def add_judgements(place: Place, count: int, verdict: Verdict, *, at: datetime = START, **shown: Any) -> None:
    """Add judgements on records that no longer exist; the shown state is a link unless `shown` differs."""
    shown = {
        "profile_id": "M2", "state": LINKED, "probability": 0.9999, "model_version": f"{bundle(place)}+i.0",
        "made_by": "model", "reasons": [], **shown,
    }  # fmt: skip
    source = shown.pop("source", "review")
    with place.store.writing() as connection:
        begun = len(connection.execute(select(statements.c.seq)).all())
        for number in range(begun, begun + count):
            connection.execute(
                statements.insert().values(
                    instance_id=place.instance.id, object="contact", record_id=f"old-{number}", kind="person",
                    profile_id=shown["profile_id"], verdict=verdict.value, source=source,
                    user_mark="someone", is_label=True, weight=1.0, shown=shown, at=at,
                )
            )  # fmt: skip


def kept(place: Place) -> dict[str, str]:
    """The evidence of the stored guarantee, by kind."""
    with place.store.reading() as connection:
        return {row.kind: row.rests_on for row in connection.execute(select(promises))}


def of_people(place: Place) -> tuple[float | None, str]:
    """Where people's links begin, and by whose answers."""
    matcher = place.parts.matching.matcher(Kind.PERSON)
    with place.store.reading() as connection:
        linked = cut_policies(connection, place.scope, Kind.PERSON, matcher)[1].linked
    return linked, kept(place).get("person", RestsOn.TRAINING)


def test_without_own_answers_the_threshold_follows_from_the_training(guaranteed: Sync) -> None:
    curve = deciding_policy(guaranteed.place.parts.matching.matcher(Kind.PERSON)).curve

    add_judgements(guaranteed.place, 5, Verdict.MATCH)
    work(guaranteed.place)

    assert of_people(guaranteed.place) == (promise(curve, N).threshold, RestsOn.TRAINING)


def test_a_contract_whose_answers_contradict_the_guarantee_links_nothing_until_they_suffice(guaranteed: Sync) -> None:
    place = guaranteed.place

    add_judgements(place, 8, Verdict.MATCH)
    add_judgements(place, 6, Verdict.NOT_MATCH)
    work(place)
    contradicted = of_people(place), guaranteed.states()
    add_judgements(place, 40 * least_links(N), Verdict.MATCH)
    work(place)
    same_day = of_people(place)
    place.clock.forward(days=1)
    work(place)

    assert contradicted == ((None, RestsOn.CONTRADICTED), {"contact/P1": (REVIEW, "M1")})
    assert same_day == (None, RestsOn.CONTRADICTED), "it is loosened once a day"
    assert of_people(place) == (0.9999, RestsOn.OWN)
    items = place.ask("GET", "/reports/precision", scopes=Scope.ADMIN, acting=ADMIN).json()["items"]
    [row] = [row for row in items if (row["kind"], row["one_wrong_in"]) == ("person", N)]
    assert (row["rests_on"], row["threshold"], row["own_wrong"]) == ("own", 0.9999, 6)


def test_corrections_outside_of_the_queue_count_as_wrong_badges(guaranteed: Sync) -> None:
    add_judgements(guaranteed.place, 3, Verdict.NOT_MATCH, source="rejection")
    work(guaranteed.place)

    assert of_people(guaranteed.place) == (None, RestsOn.CONTRADICTED)


@pytest.mark.parametrize(
    "shown",
    [
        {"model_version": "another+i.0"},
        {"reasons": ["another candidate comes as close"]},
        {"made_by": "user"},
        {"profile_id": None},
        {"source": "confirmation"},
    ],
)
def test_links_of_another_model_and_tied_candidates_are_no_evidence(guaranteed: Sync, shown: dict[str, Any]) -> None:
    before = of_people(guaranteed.place)

    add_judgements(guaranteed.place, 9, Verdict.NOT_MATCH, **shown)
    work(guaranteed.place)

    assert of_people(guaranteed.place) == before


def test_a_lifted_answer_does_not_count_and_a_record_s_last_one_does(guaranteed: Sync) -> None:
    place, matcher = guaranteed.place, guaranteed.place.parts.matching.matcher(Kind.PERSON)
    key = {"Idempotency-Key": "a"}
    [item] = place.ask("GET", "/review-queue?kind=person", acting=ADMIN).json()["items"]
    body = {"object": "contact", "record_id": item["record"]["id"], "profile_id": "M1"}

    place.ask("POST", "/judgements", body | {"verdict": "not_match"}, acting=ADMIN, headers=key)
    with place.store.reading() as connection:
        wrong = find_guarantee(connection, place.scope, Kind.PERSON, matcher, N)
    place.ask("POST", "/judgements", body | {"verdict": "lifted"}, acting=ADMIN, headers={"Idempotency-Key": "b"})
    with place.store.reading() as connection:
        none = find_guarantee(connection, place.scope, Kind.PERSON, matcher, N)

    assert (wrong.answers, wrong.wrong, none.answers) == (1, 1, 0)


def test_the_threshold_of_another_guarantee_or_bundle_is_not_in_force(guaranteed: Sync) -> None:
    place = guaranteed.place
    add_judgements(place, 3, Verdict.NOT_MATCH)
    work(place)
    with place.store.writing() as connection:
        connection.execute(promises.update().values(threshold=None))

    found = of_people(place)[0]
    place.settings(one_wrong_in=N + 1)
    other_promise = of_people(place)[0]
    place.settings(one_wrong_in=N)
    with place.store.writing() as connection:
        connection.execute(promises.update().values(bundle="another"))

    assert found is None
    assert None not in (other_promise, of_people(place)[0])


def test_without_a_guarantee_no_threshold_is_stored_and_no_judgement_moves_other_links(sync: Sync) -> None:
    sync.send(upsert("contact", id="P1", **contact("M1")))
    add_judgements(sync.place, 30, Verdict.NOT_MATCH)
    work(sync.place)

    assert kept(sync.place) == {}
    assert sync.states() == {"contact/P1": (LINKED, "M1")}
