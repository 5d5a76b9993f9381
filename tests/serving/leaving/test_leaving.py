"""A customer leaves: what is deleted, what stays, and when (S5, S78, S79, D24 to D26)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from serving.leaving.deletion import StillConnected, delete_contract, delete_instance
from serving.leaving.stripping import STRIPPERS
from serving.leaving.tasks import delete_due
from serving.leaving.termination import terminate
from serving.rules.contract.leaving import TABLE, Fate
from serving.rules.vocabulary import Scope
from serving.store.contracts import Disconnected, load_contract, load_instance
from serving.store.tables.schema import METADATA
from tests.support.leaving_place import certificate, deletion, fill, instance_id, key_of, leave, rows_of, table
from tests.support.store_place import ADMIN, Place

OTHER = "contract-2"


def test_d24_disconnecting_raises_the_epoch_and_older_work_stops_at_its_next_write(place: Place) -> None:
    before = place.scope
    epoch = place.instance.epoch

    leave(place)

    with place.store.reading() as connection:
        after = load_instance(connection, instance_id(place))
    assert after is not None
    assert (after.state, after.epoch) == ("disconnecting", epoch + 1)
    assert after.delete_due_at == place.clock() + timedelta(days=30)
    with pytest.raises(Disconnected), before.writing():
        pass


def test_d24_unsent_activities_and_running_jobs_are_cancelled_and_answers_are_empty_at_once(place: Place) -> None:
    fill(place)

    answer = place.ask("DELETE", "/instances/production", scopes=Scope.ADMIN, acting=ADMIN)

    assert (answer.status_code, answer.json()["state"]) == (202, "disconnecting")
    assert [(row["state"], row["reason"]) for row in table(place, "activities")] == [("cancelled", "disconnected")]
    assert {row["kind"]: row["state"] for row in table(place, "jobs")} == {"export": "cancelled", "deletion": "waiting"}
    refused = place.ask("GET", "/users", scopes=Scope.ADMIN, acting=ADMIN)
    assert (refused.status_code, refused.json()["type"].rpartition(":")[2]) == (409, "disconnected")


def test_d24_disconnecting_twice_changes_nothing(place: Place) -> None:
    first = place.ask("DELETE", "/instances/production", scopes=Scope.ADMIN, acting=ADMIN)
    place.clock.forward(days=1)

    again = place.ask("DELETE", "/instances/production", scopes=Scope.ADMIN, acting=ADMIN)

    assert again.json() == first.json()


def test_d26_what_connected_instances_hold_is_never_deleted(place: Place) -> None:
    before = fill(place)

    with pytest.raises(StillConnected):
        delete_instance(deletion(place), instance_id(place))
    with pytest.raises(StillConnected):
        delete_contract(deletion(place), place.contract_id)

    assert rows_of(place) == before


def test_d26_disconnecting_deletes_imports_and_what_was_derived_and_counts_it(
    place: Place, new_place: Callable[..., Place]
) -> None:
    """S78: counts, the key, the training rows, the files."""
    other = new_place(contract_id=OTHER)
    before, others = fill(place), fill(other)
    leave(place)

    delete_instance(deletion(place), instance_id(place))

    gone = {line.table for line in TABLE if line.on_disconnect is Fate.DELETED}
    after = rows_of(place)
    assert {name for name, number in after.items() if before[name] and not number} == gone - {"jobs"}
    assert [row["kind"] for row in table(place, "jobs") if row["instance_id"] == instance_id(place)] == ["deletion"]
    assert rows_of(other) == others | {"keys": after["keys"], "certificates": 1}
    document = certificate(place)
    assert document["deleted"] == {name: before[name] for name in gone}
    assert (len(document["files_removed"]), document["training_rows_removed"]) == (1, 1)
    assert list(document["keys_destroyed"]) == [key_of(place)]


def test_d26_what_stays_after_a_disconnect_no_longer_says_what_the_crm_calls_things(place: Place) -> None:
    fill(place)
    [save], [preference] = table(place, "saves"), table(place, "preferences")
    leave(place)

    delete_instance(deletion(place), instance_id(place))

    [stripped], [seat], [after] = table(place, "saves"), table(place, "seats"), table(place, "preferences")
    assert {name for name in save if save[name] != stripped[name]} == {"user_id", "opportunity_id"}
    assert {name for name in preference if preference[name] != after[name]} == {"user_id"}
    assert stripped["user_id"] == after["user_id"] == f"seat-{seat['id']}"
    assert (seat["user_id"], seat["state"]) == (None, "free")
    assert [(row["subject"], row["acting_user"]) for row in table(place, "audit")] == [({}, None)]
    assert [(row["urls"], row["consent"], row["state"]) for row in table(place, "instances")] == [({}, {}, "deleted")]


def test_d26_a_strip_is_written_for_every_table_that_is_stripped() -> None:
    assert {line.table for line in TABLE if line.on_disconnect is Fate.REDACTED} == STRIPPERS.keys()


def test_s5_d26_a_user_whom_the_sandbox_still_knows_keeps_his_preferences(new_place: Callable[..., Place]) -> None:
    from serving.rules.vocabulary import InstanceName

    place = new_place(names=(InstanceName.PRODUCTION, InstanceName.SANDBOX))
    fill(place)
    leave(place)

    delete_instance(deletion(place), instance_id(place))

    assert [row["user_id"] for row in table(place, "preferences")] == ["U2"]
    assert [row["user_id"] for row in table(place, "seats")] == ["U2"]


def test_d26_the_end_of_the_contract_leaves_the_certificates_alone(
    place: Place, new_place: Callable[..., Place]
) -> None:
    other = new_place(contract_id=OTHER)
    fill(place)
    others = fill(other)
    token = place.token(Scope.ADMIN)
    terminate(place.store, place.contract_id, place.clock())

    delete_contract(deletion(place), place.contract_id)
    delete_contract(deletion(place), place.contract_id)

    after = rows_of(place)
    assert {name for name, number in after.items() if number} <= {"keys", "certificates", "profile_notes", "leases"}
    assert rows_of(other) == others | {"keys": after["keys"], "certificates": 2}
    with place.store.reading() as connection:
        assert load_contract(connection, place.contract_id) is None
    shown = place.ask("GET", "/certificates", scopes=Scope.OPERATOR)
    assert [item["document"]["what"] for item in shown.json()["items"]] == ["contract", "instance"]
    refused = place.web.call(
        "GET", f"/v1/contracts/{place.contract_id}/certificates", headers={"Authorization": f"Bearer {token}"}
    )
    assert refused.status_code == 401


def test_s78_the_worker_deletes_when_the_time_has_come_and_not_before(place: Place) -> None:
    fill(place)
    leave(place)

    place.clock.forward(days=6, hours=23)
    delete_due(place.parts, place.clock())
    early = len(table(place, "records"))
    place.clock.forward(hours=2)
    delete_due(place.parts, place.clock())

    assert (early, len(table(place, "records"))) == (1, 0)
    [job] = [row for row in table(place, "jobs") if row["kind"] == "deletion"]
    assert (job["state"], job["result"]) == ("done", {"certificate": f"deletion-{instance_id(place)}"})


def test_d25_what_is_connected_anew_has_another_key_and_nothing_comes_back(place: Place) -> None:
    fill(place)
    former = key_of(place)
    leave(place)
    consent = {"crm_admin": ADMIN, "agreed_at": "2026-03-02T09:00:00Z"}
    wiring = {"crm": "hubspot", "urls": {"api": "https://api.hubapi.example", "portal_id": "1"}, "consent": consent}

    answer = place.ask("PUT", "/instances/production", wiring, scopes=Scope.ADMIN, acting=ADMIN)
    delete_instance(deletion(place), instance_id(place))

    assert answer.json()["state"] == "connected"
    assert place.instance.key_id != former
    with place.store.reading() as connection:
        found = connection.execute(select(METADATA.tables["records"])).all()
    assert found == []
