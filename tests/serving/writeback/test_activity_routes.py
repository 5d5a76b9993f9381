"""Activities over HTTP: logged, followed, located, replayed, cancelled; test note and back-fill."""

from typing import Any

import pytest

from serving.rules.words import ActivityKind, Crm, Scope
from tests.serving.crm_server import Fault
from tests.serving.place_universe import contact
from tests.serving.store_place import ADMIN, OTHER_SELLER, SELLER
from tests.serving.writeback_place import CONTACT, Writeback

SENT = {
    "id": "a1",
    "kind": "note",
    "profile": {"kind": "person", "id": "M1"},
    "subject": "Met her",
    "body": "At the fair",
    "occurred_at": "2026-03-02T08:30:00Z",
}


def log(routed: Writeback, query: str = "", acting: str = SELLER, **changes: Any) -> Any:
    return routed.place.ask("POST", f"/activities{query}", {**SENT, **changes}, acting=acting)


def get(routed: Writeback, path: str = "/activities/a1", acting: str = SELLER, scopes: Scope = Scope.APP) -> Any:
    return routed.place.ask("GET", path, acting=acting, scopes=scopes)


def post(routed: Writeback, path: str, body: object = None, acting: str = SELLER, scopes: Scope = Scope.APP) -> Any:
    return routed.place.ask("POST", path, body, acting=acting, scopes=scopes)


def test_s50_with_one_call_a_seller_logs_a_note_and_can_follow_it(routed: Writeback) -> None:
    """S50, S65."""
    answer = log(routed)
    routed.deliver()
    followed = get(routed).json()

    assert answer.status_code == 200
    assert answer.json()["state"] == "queued"
    assert answer.json()["target"] == {"object": "contact", "id": CONTACT.id}
    assert answer.json()["probability"] == 0.97
    assert followed["state"] == "delivered"
    assert {part["record"]["id"] for part in followed["written"]} == {CONTACT.id}


def test_s70_a_dry_run_over_http_stores_nothing(routed: Writeback) -> None:
    """S70."""
    answer = log(routed, "?dry_run=true").json()

    assert answer["state"] == "queued"
    assert "Met her" in repr(answer["requests"])
    assert get(routed).status_code == 404


def test_s92_disabled_says_which_switch_is_off_and_keeps_nothing(routed: Writeback) -> None:
    """S92, D27."""
    routed.place.settings(writeback=False)

    answer = log(routed).json()

    assert (answer["state"], answer["reason"]) == ("disabled", "contract")
    assert get(routed).status_code == 404


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"kind": "inmail", "degree": "1st"}, "activity-contradicts"),
        ({"kind": "message", "degree": "2nd"}, "activity-contradicts"),
        ({"kind": "inmail"}, "activity-contradicts"),
        ({"kind": "inmail", "degree": "2nd", "profile": {"kind": "company", "id": "C1"}}, "unsupported"),
        ({"link_owner": OTHER_SELLER}, "fields-wrong"),
        ({"id": "a/1"}, "fields-wrong"),
        ({"occurred_at": "2026-03-02T08:30:00"}, "fields-wrong"),
        ({"kind": "fax"}, "fields-wrong"),
    ],
)
def test_s51_s56_s67_what_cannot_be_is_422_with_its_name(
    routed: Writeback, changes: dict[str, Any], problem: str
) -> None:
    """S51, S56, S67."""
    answer = log(routed, **changes)

    assert answer.status_code == 422
    assert answer.json()["type"] == f"urn:onematch:problem:{problem}"
    assert "At the fair" not in answer.text


@pytest.mark.parametrize("crm", [Crm.ORACLE], indirect=True)
def test_s51_a_call_for_oracle_is_422_unsupported(routed: Writeback) -> None:
    """S51."""
    answer = log(routed, kind="call")

    assert answer.status_code == 422
    assert answer.json()["type"].endswith(":unsupported")
    assert "oracle_takes_no_calls" in answer.json()["detail"]


def test_s63_for_a_smart_link_view_the_links_owner_acts(routed: Writeback) -> None:
    """S63: there is no click."""
    log(routed, kind="smart_link_view", link_owner=OTHER_SELLER)
    routed.deliver()

    assert [one.token for one in routed.crm.seen] == [f"token-of-{OTHER_SELLER}"]


def test_s63_an_acting_user_whom_the_crm_does_not_have_is_refused(routed: Writeback) -> None:
    """S63, D33."""
    assert log(routed, acting="nobody").status_code == 403
    assert log(routed, kind="smart_link_view", link_owner="nobody").status_code == 403


def test_a_seller_sees_her_own_activities_and_an_admin_everybodys(routed: Writeback) -> None:
    log(routed)
    log(routed, id="a2", acting=OTHER_SELLER)

    mine = get(routed, "/activities").json()["items"]
    all_of_them = get(routed, "/activities?state=queued", ADMIN, Scope.ADMIN).json()["items"]

    assert [one["id"] for one in mine] == ["a1"]
    assert [one["id"] for one in all_of_them] == ["a1", "a2"]
    assert get(routed, acting=OTHER_SELLER).status_code == 404
    assert post(routed, "/activities/a1/cancel", acting=OTHER_SELLER).status_code == 404


def test_activities_are_listed_in_pages(routed: Writeback) -> None:
    for number in range(3):
        log(routed, id=f"a{number}")

    first = get(routed, "/activities?limit=2").json()
    second = get(routed, f"/activities?limit=2&cursor={first['next_cursor']}").json()

    assert [one["id"] for one in (*first["items"], *second["items"])] == ["a0", "a1", "a2"]
    assert second["next_cursor"] is None
    assert get(routed, "/activities?cursor=WzFd").status_code == 422


def test_d29_suggestions_lead_to_a_record_and_locating_it_is_a_statement_for_everyone(routed: Writeback) -> None:
    """D29, S64, S24: the released activity is delivered to it."""
    routed.place.settings(precision=0.9999)  # nothing is linked by the model alone
    row = {"op": "upsert", "object": "contact", "record": {"id": "777", **contact("M5", email=None, company=None)}}
    routed.place.ask("POST", "/changes", {"shape": "canonical", "changes": [row]}, scopes=Scope.SYNC)
    waiting = log(routed, profile={"kind": "person", "id": "M5"}).json()

    located = post(routed, "/activities/a1/target", {"object": "contact", "id": "777"})
    routed.deliver()

    assert waiting["state"] == "needs_target"
    assert ("contact", "777") in [(one["object"], one["id"]) for one in waiting["suggestions"]]
    assert located.json()["state"] == "queued"
    assert get(routed).json()["state"] == "delivered"
    link = routed.place.ask("GET", "/records/contact/777", acting=OTHER_SELLER).json()["link"]
    assert (link["state"], link["profile_id"], link["made_by"]) == ("linked", "M5", "user")


def test_s58_a_record_that_cannot_take_it_is_refused_when_located(routed: Writeback) -> None:
    """S58."""
    log(routed, profile={"kind": "person", "id": "M9"})

    answer = post(routed, "/activities/a1/target", {"object": "opportunity", "id": "1"})

    assert answer.status_code == 422


def test_s64_what_needs_no_target_cannot_be_located(routed: Writeback) -> None:
    """S64."""
    log(routed)

    answer = post(routed, "/activities/a1/target", {"object": "contact", "id": CONTACT.id})

    assert answer.status_code == 409
    assert answer.json()["type"].endswith(":state-forbids")


def test_s70_a_dead_letter_is_listed_and_replayed(routed: Writeback) -> None:
    """S70."""
    log(routed)
    routed.crm.faults.append(Fault.REFUSED)
    routed.deliver()
    dead = get(routed, "/activities?state=dead").json()["items"]

    replayed = post(routed, "/activities/a1/retry").json()
    routed.deliver()

    assert [(one["id"], one["reason"], one["can_be_replayed"]) for one in dead] == [("a1", "refused", True)]
    assert (replayed["state"], replayed["attempts"]) == ("queued", 0)
    assert get(routed).json()["state"] == "delivered"


def test_d31_replaying_a_dead_letter_in_doubt_searches_first(routed: Writeback) -> None:
    """D31."""
    log(routed, kind="inmail", degree="2nd")
    routed.crm.faults.extend([Fault.COMMITS_THEN_CLOSES, Fault.FORBIDDEN])
    routed.deliver_all()

    post(routed, "/activities/a1/retry")
    routed.deliver_all()

    assert get(routed).json()["written"][0]["found_again"] is True
    assert len(routed.crm.holdings.items) == 1


def test_s70_a_cancelled_activity_is_never_sent_and_its_text_is_gone(routed: Writeback) -> None:
    """S70."""
    log(routed)

    cancelled = post(routed, "/activities/a1/cancel").json()
    routed.deliver()

    assert (cancelled["state"], cancelled["can_be_replayed"]) == ("cancelled", False)
    assert routed.crm.seen == []
    assert post(routed, "/activities/a1/retry").status_code == 409


def test_d27_an_expired_dead_letter_cannot_be_replayed(routed: Writeback) -> None:
    """D27."""
    from serving.writeback.expiry import expire_activities

    log(routed, profile={"kind": "person", "id": "M9"})
    routed.place.clock.forward(days=31)
    expire_activities(routed.place.parts, routed.now)

    answer = post(routed, "/activities/a1/retry")

    assert answer.status_code == 409
    assert answer.json()["type"].endswith(":text-gone")


def test_s59_an_admin_writes_a_test_note_while_writeback_is_off_and_takes_it_back(routed: Writeback) -> None:
    """S59: marked and removable."""
    routed.place.settings(writeback=False)
    body = {"id": "t1", "profile_id": "M1"}

    written = post(routed, "/activities/test-note", body, ADMIN, Scope.ADMIN)
    routed.place.clock.forward(minutes=1)
    again = post(routed, "/activities/test-note", body, ADMIN, Scope.ADMIN)
    in_the_crm = repr(routed.crm.holdings.contents())
    removed = post(routed, "/activities/t1/cancel", None, ADMIN, Scope.ADMIN)

    assert (written.json()["state"], written.json()["is_test"]) == ("delivered", True)
    assert again.json()["state"] == "delivered"
    assert "Test note" in in_the_crm
    assert removed.json()["state"] == "cancelled"
    assert removed.json()["written"] == []
    assert routed.crm.holdings.contents() == []


def test_s59_a_test_note_needs_an_admin_a_linked_member_and_her_own_grant(routed: Writeback) -> None:
    """S59, D28."""
    asked = {"id": "t1", "profile_id": "M1"}

    by_a_seller = post(routed, "/activities/test-note", asked, SELLER, Scope.ADMIN)
    on_a_stranger = post(routed, "/activities/test-note", {**asked, "profile_id": "M9"}, ADMIN, Scope.ADMIN)
    routed.place.ask("DELETE", f"/users/{ADMIN}/crm-authorization", acting=ADMIN)
    without_a_grant = post(routed, "/activities/test-note", asked, ADMIN, Scope.ADMIN)

    assert by_a_seller.status_code == 403
    assert (on_a_stranger.status_code, on_a_stranger.json()["type"][-10:]) == (409, "not-linked")
    assert (without_a_grant.status_code, without_a_grant.json()["type"][-12:]) == (409, "pending-auth")


def test_s59_a_delivered_activity_that_is_no_test_cannot_be_taken_back(routed: Writeback) -> None:
    """S59."""
    log(routed)
    routed.deliver()

    assert post(routed, "/activities/a1/cancel").status_code == 409


def test_s91_d35_a_back_fill_takes_what_happened_since_the_cut_off_once(routed: Writeback) -> None:
    """S91, D35: honours the opt-outs and S60, is idempotent by activity id."""
    routed.place.settings(kinds={"connection_request": False})
    routed.place.ask("PUT", f"/users/{OTHER_SELLER}/preferences", {"writeback": {"note": False}}, acting=OTHER_SELLER)
    past = [
        {**SENT, "id": "before", "user_id": SELLER, "occurred_at": "2025-12-31T23:59:59Z"},
        {**SENT, "id": "at", "user_id": SELLER, "occurred_at": "2026-01-01T00:00:00Z"},
        {**SENT, "id": "opted-out", "user_id": OTHER_SELLER},
        {**SENT, "id": "switched-off", "user_id": SELLER, "kind": "connection_request"},
        {**SENT, "id": "nobodys", "user_id": "nobody"},
        {**SENT, "id": "contradiction", "user_id": SELLER, "kind": "inmail", "degree": "1st"},
        {**SENT, "id": "company", "user_id": SELLER, "kind": "call", "profile": {"kind": "company", "id": "C1"}},
    ]
    body = {"cut_off": "2026-01-01T00:00:00Z", "activities": past}

    first = post(routed, "/activities/backfill", body, ADMIN, Scope.ADMIN)
    routed.deliver_all()
    second = post(routed, "/activities/backfill", body, ADMIN, Scope.ADMIN)
    routed.deliver_all()

    states = {one["id"]: one["state"] for one in first.json()["items"]}
    assert first.status_code == 202
    assert states == {
        "before": "too_early",
        "at": "queued",
        "opted-out": "disabled",
        "switched-off": "disabled",
        "nobodys": "refused",
        "contradiction": "refused",
        "company": "unsupported",
    }
    assert [one["state"] for one in second.json()["items"]][1] == "delivered"
    assert {entry[0] for entry in routed.journal()} == {"at"}


def test_s91_a_back_fill_is_an_admins(routed: Writeback) -> None:
    """S91."""
    body = {"cut_off": "2026-01-01T00:00:00Z", "activities": [{**SENT, "user_id": SELLER}]}

    assert post(routed, "/activities/backfill", body, SELLER, Scope.APP).status_code == 403


def test_s53_a_users_own_switch_is_remembered_and_hers_alone(routed: Writeback) -> None:
    """S53, S54."""
    path = f"/users/{SELLER}/preferences"
    by_another = routed.place.ask("PUT", path, {"writeback": {"note": False}}, acting=OTHER_SELLER)
    off = routed.place.ask("PUT", path, {"writeback": {"note": False}}, acting=SELLER).json()
    disabled = log(routed).json()
    still_off = log(routed, id="a2").json()
    on = routed.place.ask("PUT", path, {"writeback": {"note": True}}, acting=SELLER).json()

    assert by_another.status_code == 403
    assert off["writeback"] == {kind.value: kind is not ActivityKind.NOTE for kind in ActivityKind}
    assert (disabled["reason"], still_off["reason"]) == ("user", "user")
    assert on["writeback"]["note"] is True
    assert log(routed, id="a3").json()["state"] == "queued"


def test_d28_a_grant_is_the_users_own_is_never_shown_and_releases_what_waited(routed: Writeback) -> None:
    """D28, S7."""
    path = f"/users/{SELLER}/crm-authorization"
    revoked = routed.place.ask("DELETE", path, acting=SELLER).json()
    waiting = log(routed).json()
    by_another = routed.place.ask("PUT", path, {"access_token": "stolen"}, acting=OTHER_SELLER)
    sent = {"access_token": "secret-of-hers", "expires_at": "2026-03-02T12:00:00Z"}
    authorised = routed.place.ask("PUT", path, sent, acting=SELLER)
    routed.deliver()

    assert revoked["state"] == "revoked"
    assert waiting["state"] == "pending_auth"
    assert by_another.status_code == 403
    assert authorised.json()["state"] == "authorised"
    assert "secret-of-hers" not in authorised.text
    assert [one.token for one in routed.crm.seen][-1] == "secret-of-hers"


@pytest.mark.parametrize("token", ["", "two words", "line\nbreak", "naïve"])
def test_d28_a_token_that_fits_no_header_is_refused(routed: Writeback, token: str) -> None:
    """D28."""
    answer = routed.place.ask("PUT", f"/users/{SELLER}/crm-authorization", {"access_token": token}, acting=SELLER)

    assert answer.status_code == 422
