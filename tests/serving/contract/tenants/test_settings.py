"""Switches, users and licences, set by an admin."""

from collections.abc import Callable

import httpx
import pytest

from serving.store.tables.contracts import users
from serving.vocabulary.terms import InstanceName, Scope
from tests.support.sync_tenant import Sync
from tests.support.tenant import ADMIN, OTHER_SELLER, SELLER, Tenant
from tests.support.wrapper_web import problem


def show(tenant: Tenant, query: str = "") -> httpx.Response:
    return tenant.ask("GET", f"/settings{query}", scopes=Scope.ADMIN, acting=ADMIN)


def change(tenant: Tenant, body: object, etag: str | None = '"1"', query: str = "") -> httpx.Response:
    headers = {} if etag is None else {"If-Match": etag}
    return tenant.ask("PATCH", f"/settings{query}", body, scopes=Scope.ADMIN, acting=ADMIN, headers=headers)


def test_of_two_concurrent_changes_the_second_is_refused(tenant: Tenant) -> None:
    answers = [change(tenant, {"writeback": True}), change(tenant, {"writeback": False})]

    assert [answer.status_code for answer in answers] == [200, 412]
    assert show(tenant).json()["writeback"] is True


@pytest.mark.parametrize(
    ("etag", "expected"), [(None, (428, "version-missing")), ("*", (412, "version-stale")), ('W/"1"', None)]
)
def test_a_change_needs_the_version_that_it_changes(
    tenant: Tenant, etag: str | None, expected: tuple[int, str] | None
) -> None:
    answer = change(tenant, {"writeback": True}, etag)

    assert answer.status_code == 200 if expected is None else problem(answer) == expected


def test_roi_reports_need_an_approval_of_the_acting_admin(tenant: Tenant) -> None:
    """S71."""
    approved = change(tenant, {"roi": True})
    withdrawn = change(tenant, {"roi": False}, '"2"')

    assert approved.json()["roi"] == {"by": ADMIN, "at": "2026-03-02T09:00:00Z"}
    assert withdrawn.json()["roi"] is None


def test_only_switches_are_copied_from_the_sandbox_to_production(new_tenant: Callable[..., Tenant]) -> None:
    """D19."""
    tenant = new_tenant(names=list(InstanceName))
    change(tenant, {"writeback": True, "precision": 0.95}, query="?instance=sandbox")
    assert show(tenant).json()["writeback"] is False

    copied = change(tenant, {"copy_from": "sandbox", "precision": 0.9}, '"2"')

    assert (copied.json()["writeback"], copied.json()["precision"]) == (True, 0.9)
    assert show(tenant, "?instance=sandbox").json()["precision"] == 0.95


def set_switches(tenant: Tenant, user: str, body: object, acting: str = ADMIN) -> httpx.Response:
    headers = {"Idempotency-Key": f"{user}{body}".replace(" ", "")}
    return tenant.ask("PATCH", f"/users/{user}", body, scopes=Scope.ADMIN, acting=acting, headers=headers)


def test_an_admin_makes_another_user_an_admin(tenant: Tenant) -> None:
    """S3."""
    assert tenant.ask("GET", "/settings", scopes=Scope.ADMIN, acting=SELLER).status_code == 403

    set_switches(tenant, SELLER, {"is_admin": True})

    assert tenant.ask("GET", "/settings", scopes=Scope.ADMIN, acting=SELLER).status_code == 200


def give_seats(tenant: Tenant, *listed: dict[str, str], key: str = "seats") -> None:
    answer = tenant.ask("PATCH", "", {"seats": list(listed)}, scopes=Scope.OPERATOR, headers={"Idempotency-Key": key})
    assert answer.status_code == 200, answer.text


def know(tenant: Tenant, user: str, email: str, subject: str) -> None:
    with tenant.store.writing() as connection:
        key = tenant.store.vault.key(connection, tenant.contract.key_id)
        marks = {"email_hash": key.keyed_hash(email), "subject_hash": key.identity_hash(subject)}
        connection.execute(users.update().where(users.c.id == user).values(**marks))


def licences(tenant: Tenant) -> dict[str, tuple[str, str | None]]:
    listed = tenant.ask("GET", "/licences", scopes=Scope.ADMIN, acting=ADMIN).json()["items"]
    return {one["user_id"]: (one["state"], one["seat_id"]) for one in listed}


@pytest.mark.parametrize(("sso", "proposed"), [(False, "S1"), (True, "S2")])
def test_seats_are_proposed_by_e_mail_under_sso_by_subject_and_others_are_flagged(
    new_tenant: Callable[..., Tenant], sso: bool, proposed: str
) -> None:
    """S73."""
    tenant = new_tenant(sso=sso)
    know(tenant, SELLER, "ann@acme.example", "subject-7")
    give_seats(tenant, {"id": "S1", "email": "Ann@ACME.example"}, {"id": "S2", "sso_subject": "subject-7"})

    assert licences(tenant) == {
        ADMIN: ("flagged", None),
        SELLER: ("proposed", proposed),
        OTHER_SELLER: ("flagged", None),
    }


def test_a_proposed_seat_is_assigned_revoked_and_assigned_by_hand(tenant: Tenant) -> None:
    """S73."""
    know(tenant, SELLER, "ann@acme.example", "subject-7")
    give_seats(tenant, {"id": "S1", "email": "ann@acme.example"}, {"id": "S2", "email": "x@acme.example"})

    def assign(user: str, body: object = None) -> httpx.Response:
        return tenant.ask("PUT", f"/licences/{user}", body, scopes=Scope.ADMIN, acting=ADMIN)

    accepted = assign(SELLER)
    again = assign(SELLER)
    refused = assign(OTHER_SELLER, {"seat_id": "S1"})
    by_hand = assign(OTHER_SELLER, {"seat_id": "S2"})
    flagged = assign(ADMIN)
    revoked = tenant.ask("DELETE", f"/licences/{SELLER}", scopes=Scope.ADMIN, acting=ADMIN)

    assert accepted.json() == again.json() == {"user_id": SELLER, "state": "assigned", "seat_id": "S1"}
    assert problem(refused) == problem(flagged) == (409, "no-seat")
    assert by_hand.json()["seat_id"] == "S2"
    assert revoked.status_code == 204
    assert licences(tenant) == {
        ADMIN: ("flagged", None),
        SELLER: ("proposed", "S1"),
        OTHER_SELLER: ("assigned", "S2"),
    }


def test_seats_that_the_operator_takes_away_are_lost_and_the_others_keep_their_holders(tenant: Tenant) -> None:
    give_seats(tenant, {"id": "S1"}, {"id": "S2"})
    for user, seat in ((SELLER, "S1"), (OTHER_SELLER, "S2")):
        tenant.ask("PUT", f"/licences/{user}", {"seat_id": seat}, scopes=Scope.ADMIN, acting=ADMIN)

    give_seats(tenant, {"id": "S2"}, {"id": "S3"}, key="later")

    assert licences(tenant)[SELLER] == ("flagged", None)
    assert licences(tenant)[OTHER_SELLER] == ("assigned", "S2")


@pytest.mark.both_databases
def test_an_import_of_users_keeps_the_switches_of_an_admin(tenant: Tenant) -> None:
    """S44."""
    set_switches(tenant, SELLER, {"auto_save": False, "is_admin": True})

    Sync(tenant).bulk("user", [{"id": SELLER, "name": "Ann Lee", "active": "true"}])

    listed = tenant.ask("GET", "/users", scopes=Scope.ADMIN, acting=ADMIN).json()["items"]
    [shown] = [one for one in listed if one["id"] == SELLER]
    assert (shown["auto_save"], shown["is_admin"], shown["writeback"]) == (False, True, True)
