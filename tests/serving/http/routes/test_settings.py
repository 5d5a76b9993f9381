"""Switches, users and licences, set by an admin."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from serving.rules.vocabulary import InstanceName, Scope
from serving.store.tables.contracts import seats, users
from serving.store.tables.work import jobs
from tests.support.place_universe import contact
from tests.support.store_place import ADMIN, OTHER_SELLER, SELLER, Place
from tests.support.sync_place import Sync


def show(place: Place, query: str = "") -> httpx.Response:
    return place.ask("GET", f"/settings{query}", scopes=Scope.ADMIN, acting=ADMIN)


def change(place: Place, body: object, etag: str | None = '"1"', query: str = "") -> httpx.Response:
    headers = {} if etag is None else {"If-Match": etag}
    return place.ask("PATCH", f"/settings{query}", body, scopes=Scope.ADMIN, acting=ADMIN, headers=headers)


def problem(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].removeprefix("urn:onematch:problem:")


def test_every_switch_with_outside_effects_is_off_by_default(place: Place) -> None:
    """S92, S61, S83, S89."""
    answer = show(place)

    assert answer.headers["etag"] == '"1"'
    assert {name: answer.json()[name] for name in ("writeback", "training", "roi", "primary_account")} == {
        "writeback": False,
        "training": False,
        "roi": None,
        "primary_account": False,
    }
    assert not any(answer.json()[name] for name in answer.json() if name.startswith("save_"))


def test_a_change_sets_the_sent_switches_and_no_other(place: Place) -> None:
    """S45, S46, S60."""
    first = change(place, {"writeback": True, "kinds": {"call": False}})
    second = change(place, {"revenue_field": "arr", "stage_cut_off": {"p1": "s2"}}, first.headers["etag"])

    shown = show(place)
    assert (first.status_code, second.status_code) == (200, 200)
    assert second.json() == shown.json()
    assert shown.headers["etag"] == '"3"'
    assert {name: shown.json()[name] for name in ("writeback", "kinds", "revenue_field", "stage_cut_off")} == {
        "writeback": True,
        "kinds": {"call": False},
        "revenue_field": "arr",
        "stage_cut_off": {"p1": "s2"},
    }


def test_of_two_concurrent_changes_the_second_is_refused(place: Place) -> None:
    answers = [change(place, {"writeback": True}), change(place, {"writeback": False})]

    assert [answer.status_code for answer in answers] == [200, 412]
    assert show(place).json()["writeback"] is True


@pytest.mark.parametrize(
    ("etag", "expected"), [(None, (428, "version-missing")), ("*", (412, "version-stale")), ('W/"1"', None)]
)
def test_a_change_needs_the_version_that_it_changes(
    place: Place, etag: str | None, expected: tuple[int, str] | None
) -> None:
    answer = change(place, {"writeback": True}, etag)

    assert answer.status_code == 200 if expected is None else problem(answer) == expected


def test_roi_reports_need_an_approval_of_the_acting_admin(place: Place) -> None:
    """S71."""
    approved = change(place, {"roi": True})
    withdrawn = change(place, {"roi": False}, '"2"')

    assert approved.json()["roi"] == {"by": ADMIN, "at": "2026-03-02T09:00:00Z"}
    assert withdrawn.json()["roi"] is None


@pytest.mark.parametrize(
    "body",
    [
        {"precision": 0.2},
        {"claim_margin": -1},
        {"kinds": {"fax": True}},
        {"writeback": "perhaps"},
        {"unknown": 1},
        {"revenue_field": ""},
    ],
)
def test_a_switch_that_cannot_be_is_refused(place: Place, body: dict[str, Any]) -> None:
    assert problem(change(place, body)) == (422, "fields-wrong")
    assert show(place).headers["etag"] == '"1"'


def test_only_switches_are_copied_from_the_sandbox_to_production(new_place: Callable[..., Place]) -> None:
    """D19."""
    place = new_place(names=list(InstanceName))
    change(place, {"writeback": True, "precision": 0.95}, query="?instance=sandbox")
    assert show(place).json()["writeback"] is False

    copied = change(place, {"copy_from": "sandbox", "precision": 0.9}, '"2"')

    assert (copied.json()["writeback"], copied.json()["precision"]) == (True, 0.9)
    assert show(place, "?instance=sandbox").json()["precision"] == 0.95


def test_another_precision_recomputes_the_links(place: Place) -> None:
    change(place, {"writeback": True})
    change(place, {"precision": 0.95}, '"2"')

    with place.store.reading() as connection:
        rows = connection.execute(select(jobs.c.kind, jobs.c.instance_id, jobs.c.request)).all()
    assert [tuple(row) for row in rows] == [("recompute", place.instance.id, {"why": "settings"})]


def test_users_are_listed_in_pages_with_their_switches(place: Place) -> None:
    first = place.ask("GET", "/users?limit=2", scopes=Scope.ADMIN, acting=ADMIN).json()
    more = f"/users?limit=2&cursor={first['next_cursor']}"
    second = place.ask("GET", more, scopes=Scope.ADMIN, acting=ADMIN).json()

    assert [user["id"] for user in first["items"] + second["items"]] == [ADMIN, SELLER, OTHER_SELLER]
    assert second["next_cursor"] is None
    assert first["items"][0] == {
        "id": ADMIN,
        "name": None,
        "email": None,
        "active": True,
        "is_admin": True,
        "auto_save": True,
        "writeback": True,
        "withheld": None,
    }


def set_switches(place: Place, user: str, body: object, acting: str = ADMIN) -> httpx.Response:
    headers = {"Idempotency-Key": f"{user}{body}".replace(" ", "")}
    return place.ask("PATCH", f"/users/{user}", body, scopes=Scope.ADMIN, acting=acting, headers=headers)


def test_an_admin_sets_the_switches_of_each_user(place: Place) -> None:
    """S44."""
    answer = set_switches(place, SELLER, {"auto_save": False, "writeback": False})

    assert (answer.json()["auto_save"], answer.json()["writeback"]) == (False, False)
    listed = place.ask("GET", "/users", scopes=Scope.ADMIN, acting=ADMIN).json()["items"]
    assert [user["auto_save"] for user in listed] == [True, False, True]
    assert set_switches(place, "nobody", {"auto_save": False}).status_code == 404
    assert set_switches(place, ADMIN, {"auto_save": False}, acting=SELLER).status_code == 403


def test_an_admin_makes_another_user_an_admin(place: Place) -> None:
    """S3."""
    assert place.ask("GET", "/settings", scopes=Scope.ADMIN, acting=SELLER).status_code == 403

    set_switches(place, SELLER, {"is_admin": True})

    assert place.ask("GET", "/settings", scopes=Scope.ADMIN, acting=SELLER).status_code == 200


def give_seats(place: Place, *listed: dict[str, str], key: str = "seats") -> None:
    answer = place.ask("PATCH", "", {"seats": list(listed)}, scopes=Scope.OPERATOR, headers={"Idempotency-Key": key})
    assert answer.status_code == 200, answer.text


def know(place: Place, user: str, email: str, subject: str) -> None:
    with place.store.writing() as connection:
        key = place.store.vault.key(connection, place.contract.key_id)
        marks = {"email_mark": key.mark(email), "subject_mark": key.mark(subject)}
        connection.execute(users.update().where(users.c.id == user).values(**marks))


def licences(place: Place) -> dict[str, tuple[str, str | None]]:
    listed = place.ask("GET", "/licences", scopes=Scope.ADMIN, acting=ADMIN).json()["items"]
    return {one["user_id"]: (one["state"], one["seat_id"]) for one in listed}


@pytest.mark.parametrize(("sso", "proposed"), [(False, "S1"), (True, "S2")])
def test_seats_are_proposed_by_e_mail_under_sso_by_subject_and_others_are_flagged(
    new_place: Callable[..., Place], sso: bool, proposed: str
) -> None:
    """S73."""
    place = new_place(sso=sso)
    know(place, SELLER, "ann@acme.example", "subject-7")
    give_seats(place, {"id": "S1", "email": "Ann@ACME.example"}, {"id": "S2", "sso_subject": "subject-7"})

    assert licences(place) == {
        ADMIN: ("flagged", None),
        SELLER: ("proposed", proposed),
        OTHER_SELLER: ("flagged", None),
    }


def test_a_proposed_seat_is_assigned_revoked_and_assigned_by_hand(place: Place) -> None:
    """S73."""
    know(place, SELLER, "ann@acme.example", "subject-7")
    give_seats(place, {"id": "S1", "email": "ann@acme.example"}, {"id": "S2", "email": "x@acme.example"})

    def assign(user: str, body: object = None) -> httpx.Response:
        return place.ask("PUT", f"/licences/{user}", body, scopes=Scope.ADMIN, acting=ADMIN)

    accepted, again, refused = assign(SELLER), assign(SELLER), assign(OTHER_SELLER, {"seat_id": "S1"})
    by_hand, flagged = assign(OTHER_SELLER, {"seat_id": "S2"}), assign(ADMIN)
    revoked = place.ask("DELETE", f"/licences/{SELLER}", scopes=Scope.ADMIN, acting=ADMIN)

    assert accepted.json() == again.json() == {"user_id": SELLER, "state": "assigned", "seat_id": "S1"}
    assert problem(refused) == problem(flagged) == (409, "no-seat")
    assert by_hand.json()["seat_id"] == "S2"
    assert revoked.status_code == 204
    assert licences(place) == {
        ADMIN: ("flagged", None),
        SELLER: ("proposed", "S1"),
        OTHER_SELLER: ("assigned", "S2"),
    }


def test_a_user_who_gets_another_seat_frees_the_old_one(place: Place) -> None:
    give_seats(place, {"id": "S1"}, {"id": "S2"})
    for seat in ("S1", "S2"):
        place.ask("PUT", f"/licences/{SELLER}", {"seat_id": seat}, scopes=Scope.ADMIN, acting=ADMIN)

    with place.store.reading() as connection:
        held = {row.id: (row.state, row.user_id) for row in connection.execute(select(seats))}
    assert held == {"S1": ("free", None), "S2": ("assigned", SELLER)}


def test_seats_that_the_operator_takes_away_are_lost_and_the_others_keep_their_holders(place: Place) -> None:
    give_seats(place, {"id": "S1"}, {"id": "S2"})
    for user, seat in ((SELLER, "S1"), (OTHER_SELLER, "S2")):
        place.ask("PUT", f"/licences/{user}", {"seat_id": seat}, scopes=Scope.ADMIN, acting=ADMIN)

    give_seats(place, {"id": "S2"}, {"id": "S3"}, key="later")

    assert licences(place)[SELLER] == ("flagged", None)
    assert licences(place)[OTHER_SELLER] == ("assigned", "S2")


def test_records_are_imported_and_linked_while_writeback_is_off(place: Place) -> None:
    """S61."""
    sync = Sync(place)

    sync.bulk("contact", [{"id": "7", **contact("M1")}])

    assert show(place).json()["writeback"] is False
    assert sync.states() == {"contact/7": ("linked", "M1")}


@pytest.mark.parametrize("sso", [False, True])
def test_a_users_name_and_e_mail_are_shown_and_kept_unless_sso_is_used(
    new_place: Callable[..., Place], sso: bool
) -> None:
    """S81."""
    place = new_place(sso=sso)
    user = {"id": SELLER, "name": "Ann Lee", "email": "ann@acme.example", "sso_subject": "s7", "active": "true"}
    Sync(place).bulk("user", [user])

    listed = place.ask("GET", "/users", scopes=Scope.ADMIN, acting=ADMIN).json()["items"]

    [shown] = [one for one in listed if one["id"] == SELLER]
    with place.store.reading() as connection:
        kept = connection.execute(select(users).where(users.c.id == SELLER)).one()
    assert (shown["name"], shown["email"]) == ((None, None) if sso else ("Ann Lee", "ann@acme.example"))
    assert (kept.sealed is None, kept.email_mark is None, kept.subject_mark is None) == (sso, sso, False)


def test_an_import_of_users_keeps_the_switches_of_an_admin(place: Place) -> None:
    """S44."""
    set_switches(place, SELLER, {"auto_save": False, "is_admin": True})

    Sync(place).bulk("user", [{"id": SELLER, "name": "Ann Lee", "active": "true"}])

    listed = place.ask("GET", "/users", scopes=Scope.ADMIN, acting=ADMIN).json()["items"]
    [shown] = [one for one in listed if one["id"] == SELLER]
    assert (shown["auto_save"], shown["is_admin"], shown["writeback"]) == (False, True, True)
