"""Which record an activity or a creation may mean, and what is said beside it: one test for each place that decides."""

from types import SimpleNamespace
from typing import Any

import pytest

from features.schema.kinds import Kind
from serving.contract.activities.deliver import deliver_due
from serving.contract.activities.targeting import suggestions_for
from serving.store.tables.contracts import preferences
from serving.vocabulary.links import ProfileKey
from serving.vocabulary.terms import ActivityKind, Crm, Scope
from tests.support.activity_tenant import log
from tests.support.creation_tenant import create, people
from tests.support.small_network import contact
from tests.support.tenant import ADMIN, SELLER
from tests.support.writeback_tenant import ACCOUNT, CONTACT, LEAD, MEMBER, Writeback, new_activity


def test_d29_d21_no_record_is_suggested_that_is_rejected_or_anothers(routed: Writeback) -> None:
    """D29, D21: of four records with the member's name one was rejected for her, one is another member's."""
    routed.tenant.settings(precision=0.9999)  # nothing is linked by the model alone
    imported(routed, *({"id": f"70{n}", **contact("M5", email=None, company=None)} for n in range(1, 5)))
    member = {"kind": "person", "id": "M5"}
    all_four = suggested(log(routed, id="a1", profile=member).json())

    link(routed, "701", "M5")
    ask(routed, "DELETE", "/records/contact/701/link")
    link(routed, "702", "M6")
    others = suggested(log(routed, id="a2", profile=member).json())

    assert all_four == {"701", "702", "703", "704"}
    assert others == {"703", "704"}


def test_d30_a_record_of_the_store_is_found_before_a_second_one_is_created(routed: Writeback) -> None:
    """D30: although the CRM's own search finds none; the record of another member of that name is none of hers."""
    imported(routed, {"id": "701", "first_name": "Thaddeus", "last_name": "Okonkwo"})

    refused = create(routed, "k1")
    before = people(routed)
    link(routed, "701", "M3")
    created = create(routed, "k2")

    assert refused.status_code == 409
    assert refused.json()["type"].endswith(":possible-duplicates")
    assert refused.json()["items"] == [{"object": "contact", "id": "701"}]
    assert before == []
    assert created.status_code == 201


@pytest.mark.parametrize(
    ("kind", "is_named"),
    [
        (ActivityKind.INMAIL, True),
        (ActivityKind.MESSAGE, True),
        (ActivityKind.NOTE, False),
        (ActivityKind.SMART_LINK_VIEW, False),
    ],
)
@pytest.mark.parametrize("crm", [Crm.ORACLE], indirect=True)
def test_s57_inmail_and_messages_name_the_contacts_account_where_an_admin_wants_it(
    writeback: Writeback, kind: ActivityKind, is_named: bool
) -> None:
    """S57: neither without the option, nor of other kinds, nor of a lead, nor of a contact without an account."""
    writeback.take(new_activity(kind, id="off"))
    writeback.deliver()
    without = accounts_named(writeback)

    writeback.tenant.settings(primary_account=True)
    writeback.take(new_activity(kind, id="on"))
    writeback.deliver()
    named = accounts_named(writeback) - without
    writeback.link(MEMBER, LEAD)
    writeback.take(new_activity(kind, id="lead"))
    writeback.deliver()
    of_lead = accounts_named(writeback) - named - without
    writeback.link(MEMBER, CONTACT)
    writeback.add_record(CONTACT, account_id=None)
    writeback.take(new_activity(kind, id="alone"))
    writeback.deliver()

    assert without == set()
    assert named == ({int(ACCOUNT.id)} if is_named else set())
    assert (of_lead, accounts_named(writeback)) == (set(), named)
    assert {row.state for row in writeback.rows()} == {"delivered"}


@pytest.mark.parametrize("stops", ["contract", "kind", "admin", "user"])
@pytest.mark.both_databases
def test_d27_what_is_switched_off_after_the_intake_is_not_sent(routed: Writeback, stops: str) -> None:
    """D27, S44, S54, S60, S92: a queued activity is cancelled with the switch that stops it, and its text is gone.

    A seller's own switch, too, where its route has not cancelled the activity.
    """
    assert log(routed).json()["state"] == "queued"

    if stops == "user":
        switch = {"contract_id": routed.tenant.contract_id, "user_id": SELLER, "kind": "note", "enabled": False}
        with routed.tenant.store.writing() as connection:
            connection.execute(preferences.insert(), [switch | {"changed_at": routed.now}])
    elif stops == "admin":
        body: dict[str, Any] = {"writeback": False}
        key = {"Idempotency-Key": "k"}
        ask(routed, "PATCH", f"/users/{SELLER}", body, scopes=Scope.ADMIN, acting=ADMIN, headers=key)
    else:
        switches: dict[str, Any] = {"writeback": False} if stops == "contract" else {"kinds": {"note": False}}
        routed.tenant.settings(**switches)
    routed.deliver()

    row = routed.row()
    assert (row.state, row.reason, row.sealed) == ("cancelled", stops, None)
    assert routed.crm.items == {}


def test_s65_a_cancelled_activity_does_not_end_the_round_of_the_others(writeback: Writeback) -> None:
    writeback.take(new_activity(ActivityKind.MESSAGE, id="a1"), new_activity(id="a2"))
    writeback.tenant.settings(kinds={"message": False})

    deliver_due(writeback.tenant.parts, writeback.now, writeback.client, parallel=1)

    assert {row.id: row.state for row in writeback.rows()} == {"a1": "cancelled", "a2": "delivered"}


@pytest.mark.parametrize(("name", "wanted"), [("Hollingsworth", {"701", "702"}), ("Ann Eve Hollingsworth", {"701"})])
@pytest.mark.parametrize("crm", [Crm.HUBSPOT], indirect=True)
def test_d29_records_are_found_by_first_and_last_name_or_by_the_only_one(
    routed: Writeback, name: str, wanted: set[str]
) -> None:
    rows = [{"id": one, "first_name": first} for one, first in (("701", "Ann"), ("702", "Bo"))]
    imported(routed, *(row | {"last_name": "Hollingsworth"} for row in rows))
    network: Any = SimpleNamespace(profiles=lambda _, ids: {one: {"name": name} for one in ids})
    with routed.scope.reading() as open_scope:
        member = ProfileKey(Kind.PERSON, "nobody")
        found = suggestions_for(open_scope, ActivityKind.NOTE, member, SELLER, network)

    assert {one.record.id for one in found} == wanted


def accounts_named(writeback: Writeback) -> set[int]:
    named = (item.values.get("AccountId") for item in writeback.crm.items.values())
    return {int(one) for one in named if one is not None}


def imported(routed: Writeback, *rows: dict[str, Any]) -> None:
    changes = [{"op": "upsert", "object": "contact", "record": row} for row in rows]
    answer = ask(routed, "POST", "/changes", {"changes": changes}, scopes=Scope.SYNC, acting=None)
    assert {one["status"] for one in answer.json()["results"]} == {"applied"}


def link(routed: Writeback, record_id: str, profile_id: str) -> None:
    ask(routed, "PUT", f"/records/contact/{record_id}/link", {"profile_id": profile_id})


def ask(routed: Writeback, method: str, path: str, body: object = None, **more: Any) -> Any:
    answer = routed.tenant.ask(method, path, body, **({"acting": SELLER} | more))
    assert answer.status_code < 300, answer.text
    return answer


def suggested(answer: dict[str, Any]) -> set[str]:
    assert answer["state"] == "needs_target"
    return {one["id"] for one in answer["suggestions"]}
