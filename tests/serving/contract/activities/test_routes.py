"""Activities over HTTP: logged, followed, located, replayed, cancelled."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from serving.contract.activities.bodies import Moment
from serving.vocabulary.terms import Crm, Scope
from tests.support.activity_tenant import get, log, post
from tests.support.crm_server import Fault
from tests.support.small_network import contact
from tests.support.tenant import OTHER_SELLER
from tests.support.writeback_tenant import CONTACT, Writeback


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
def test_s51_s56_s67_a_contradictory_activity_is_422_with_its_problem_type(
    routed: Writeback, changes: dict[str, Any], problem: str
) -> None:
    answer = log(routed, **changes)

    assert answer.status_code == 422
    assert answer.json()["type"] == f"urn:onematch:problem:{problem}"
    assert "At the fair" not in answer.text


@pytest.mark.parametrize(
    ("moment", "is_taken"),
    [
        ("2000-01-01T00:00:00Z", True),
        ("1999-12-31T23:59:59Z", False),
        ("2100-01-01T00:00:00Z", True),
        ("2100-01-01T00:00:01Z", False),
    ],
)
def test_an_activity_happened_between_2000_and_2100(moment: str, is_taken: bool) -> None:
    try:
        TypeAdapter(Moment).validate_python(moment)
    except ValidationError:
        assert not is_taken
    else:
        assert is_taken


@pytest.mark.parametrize("crm", [Crm.ORACLE], indirect=True)
def test_s51_a_call_for_oracle_is_422_unsupported(routed: Writeback) -> None:
    answer = log(routed, kind="call")

    assert answer.status_code == 422
    assert answer.json()["type"].endswith(":unsupported")
    assert "oracle_takes_no_calls" in answer.json()["detail"]


def test_s63_for_a_smart_link_view_the_links_owner_acts(routed: Writeback) -> None:
    """S63: there is no click."""
    log(routed, kind="smart_link_view", link_owner=OTHER_SELLER)
    routed.deliver()

    assert [one.token for one in routed.crm.seen] == [f"token-of-{OTHER_SELLER}"]


def test_d34_an_inmail_to_a_member_who_opted_out_is_suggested_no_record(routed: Writeback) -> None:
    """D29: a note is; the InMail that was sent before is accepted, and goes to the record that the seller names."""
    routed.tenant.settings(precision=0.9999)  # nothing is linked by the model alone
    row = {"op": "upsert", "object": "contact", "record": {"id": "777", **contact("M5", email=None, company=None)}}
    routed.tenant.ask("POST", "/changes", {"shape": "canonical", "changes": [row]}, scopes=Scope.SYNC)
    opted = {"kind": "person", "changes": [{"op": "opt_out", "id": "M5"}]}
    routed.tenant.ask("POST", "/v1/universe/changes", opted, scopes=Scope.OPERATOR)
    member = {"kind": "person", "id": "M5"}

    note = log(routed, profile=member).json()
    inmail = log(routed, id="a2", kind="inmail", degree="2nd", profile=member).json()
    located = post(routed, "/activities/a2/target", {"object": "contact", "id": "777"})

    assert [one["state"] for one in (note, inmail, located.json())] == ["needs_target", "needs_target", "queued"]
    assert note["suggestions"] != []
    assert inmail["suggestions"] == []


def test_d29_locating_a_suggested_record_is_a_statement_for_all_users(routed: Writeback) -> None:
    """D29, S64, S24: the released activity is delivered to it."""
    routed.tenant.settings(precision=0.9999)  # nothing is linked by the model alone
    routed.crm.know("contacts", "777")
    row = {"op": "upsert", "object": "contact", "record": {"id": "777", **contact("M5", email=None, company=None)}}
    stored = routed.tenant.ask("POST", "/changes", {"shape": "canonical", "changes": [row]}, scopes=Scope.SYNC)
    waiting = log(routed, profile={"kind": "person", "id": "M5"}).json()

    located = post(routed, "/activities/a1/target", {"object": "contact", "id": "777"})
    routed.deliver()

    assert [one["status"] for one in stored.json()["results"]] == ["applied"]
    assert waiting["state"] == "needs_target"
    assert ("contact", "777") in [(one["object"], one["id"]) for one in waiting["suggestions"]]
    assert located.json()["state"] == "queued"
    assert get(routed).json()["state"] == "delivered"
    link = routed.tenant.ask("GET", "/records/contact/777", acting=OTHER_SELLER).json()["link"]
    assert (link["state"], link["profile_id"], link["made_by"]) == ("linked", "M5", "user")


def test_s58_a_record_that_does_not_support_the_activity_is_refused_when_located(routed: Writeback) -> None:
    log(routed, profile={"kind": "person", "id": "M9"})

    answer = post(routed, "/activities/a1/target", {"object": "opportunity", "id": "1"})

    assert answer.status_code == 422


def test_d31_replaying_a_dead_letter_with_an_unknown_outcome_searches_first(routed: Writeback) -> None:
    log(routed, kind="inmail", degree="2nd")
    routed.crm.faults.extend([Fault.COMMITS_THEN_CLOSES, Fault.FORBIDDEN])
    routed.deliver_all()

    post(routed, "/activities/a1/retry")
    routed.deliver_all()

    assert get(routed).json()["written"][0]["found_again"] is True
    assert len(routed.crm.items) == 1


def test_d27_an_expired_dead_letter_cannot_be_replayed(routed: Writeback) -> None:
    from serving.contract.activities.activities import expire_activities

    log(routed, profile={"kind": "person", "id": "M9"})
    routed.tenant.clock.forward(days=31)
    expire_activities(routed.tenant.parts, routed.now)

    answer = post(routed, "/activities/a1/retry")

    assert answer.status_code == 409
    assert answer.json()["type"].endswith(":text-gone")
