"""The connector of Oracle Sales against the double: its objects, pages that move, sweeps, and what it is refused."""

import json

import pytest

from serving.vocabulary.terms import Scope
from tests.serving.crm.conftest import ON_ORACLE
from tests.support.connector_rig import ConnectorRig, Vendor, held, stored
from tests.support.crm_lives import CrmLife
from tests.support.tenant import ADMIN
from tests.support.vendors.oracle import CLIENT, OracleDouble
from tests.support.vendors.server import VendorAnswer, VendorCall

pytestmark = ON_ORACLE


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages of 50 records in place of 500."""
    monkeypatch.setattr("serving.crm.oracle.source.PAGE", 50)


def test_s8_the_first_run_reads_all_five_objects_with_all_people_of_an_opportunity(
    rig: ConnectorRig, pod: OracleDouble, life: CrmLife
) -> None:
    account = pod.user_create("accounts", {"OrganizationName": "Acme", "City": "Austin"})
    people = [pod.user_create("contacts", {"LastName": f"L{n}", "AccountPartyId": account}) for n in range(60)]
    lead = pod.user_create("leads", {"Name": "Fleet", "PrimaryContactId": people[0], "StatusCode": "QUALIFIED"})
    deal = pod.user_create("opportunities", {"Name": "Fleet", "StatusCode": "OPEN", "TargetPartyId": account})
    for person in people:
        pod.user_child("opportunities", deal, "OpportunityContact", {"PERPartyId": person})

    rig.run()

    assert (held(rig, "account")[str(account)]["name"], held(rig, "account")[str(account)]["city"]) == (
        "Acme",
        "Austin",
    )
    assert held(rig, "contact")[str(people[0])]["account_id"] == str(account)
    assert held(rig, "lead")[str(lead)]["full_name"] == "L0"
    assert held(rig, "opportunity")[str(deal)]["contact_ids"].split("; ") == list(map(str, people))
    assert stored(rig.tenant)["users"] == [f"('{life.user.seller}', True)"]  # type: ignore[union-attr]


@pytest.mark.usefixtures("small_pages")
def test_records_deleted_while_they_are_listed_hide_no_other(
    rig: ConnectorRig, pod: OracleDouble, life: CrmLife
) -> None:
    life.fill(accounts=0, contacts=90, deals=0)
    contacts = life.live["contact"]
    gone: list[str] = []

    def delete_many(call: VendorCall) -> None:
        if call.path.endswith("/contacts") and int(call.one("offset", "0")) and len(gone) < 60:
            for record_id in contacts[len(gone) : len(gone) + 30]:
                life.user.delete("contact", record_id)
                gone.append(record_id)

    pod.server.before = delete_many
    rig.run()

    assert len(gone) == 60
    assert set(contacts[60:]) <= set(held(rig, "contact"))


def test_a_client_of_the_identity_domain_is_granted_a_token(
    rig: ConnectorRig, pod: OracleDouble, life: CrmLife
) -> None:
    for name in ("ONEMATCH_ORACLE_USER", "ONEMATCH_ORACLE_PASSWORD"):
        del rig.secrets[name]
    named = {"CLIENT_ID": CLIENT[0], "CLIENT_SECRET": CLIENT[1], "TOKEN_URL": f"{pod.address}/oauth2/v1/token"}
    rig.secrets |= {f"ONEMATCH_ORACLE_{name}": value for name, value in named.items()}

    rig.run()

    assert set(held(rig, "contact")) == set(life.live["contact"])


def test_check_names_the_resources_that_a_user_may_not_view(rig: ConnectorRig, pod: OracleDouble) -> None:
    pod.server.reshape = lambda call, answer: VendorAnswer(403) if call.path.endswith("/leads") else answer

    with rig.connected() as found:
        unreadable = [readable.what for readable in found.source.check() if not readable.is_readable]

    assert unreadable == ["lead: leads"]


@pytest.mark.usefixtures("small_pages")
def test_d9_a_sweep_finds_a_deletion_by_a_call_for_500_records_and_one_for_what_is_missing(
    rig: ConnectorRig, vendor: Vendor, life: CrmLife
) -> None:
    life.fill(accounts=0, contacts=90, deals=0)
    rig.run()
    life.user.delete("contact", life.live["contact"].pop(70))
    before = vendor.calls("/contacts?")

    rig.run(sweep=False)
    of_changes = vendor.calls("/contacts?") - before
    rig.run()

    assert set(held(rig, "contact")) == set(life.live["contact"])
    assert vendor.calls("/contacts?") - before == 2 * of_changes + 3 + 1


def test_d9_d22_a_user_who_is_gone_is_found_and_records_that_vanish_in_numbers_are_left_to_a_full_import(
    rig: ConnectorRig, pod: OracleDouble, life: CrmLife
) -> None:
    values = {"ResourceName": "Bob", "ResourceEmail": "bob@seller.example", "Username": "bob"}
    users = [pod.user_create("resourceUsers", values | {"Username": f"bob{at}"}) for at in range(2)]
    rig.run()
    pod.user_delete("resourceUsers", users[1])
    for record_id in life.live["contact"][:20]:
        life.user.delete("contact", record_id)
    rig.tenant.clock.forward(seconds=5)

    rig.run()

    assert [user in str(stored(rig.tenant)["users"]) for user in map(str, users)] == [True, False]
    assert set(held(rig, "contact")) == set(life.live["contact"])
    items = rig.tenant.ask("GET", "/imports?limit=1000", scopes=Scope.ADMIN, acting=ADMIN).json()["items"]
    assert [one["state"] for one in items if one["object"] == "contact" and one["full"]].count("held") == 1


def test_s11_a_sweep_of_a_large_environment_comes_every_45_minutes(rig: ConnectorRig, life: CrmLife) -> None:
    """S11: with `--every` a sweep takes a call in ten seconds at most; the interval is no longer than 45 minutes."""
    assert life.live
    rig.run()
    with rig.begun() as run:
        run.state = run.state.model_copy(update={"swept_calls": 9})
        at = [run.is_sweep_due(), rig.tenant.clock.forward(seconds=91) and run.is_sweep_due()]
        run.state = run.state.model_copy(update={"swept_calls": 10_000})
        at += [run.is_sweep_due(), rig.tenant.clock.forward(minutes=44) and run.is_sweep_due()]

    assert at == [False, True, False, True]


def test_an_environment_that_lacks_users_or_refuses_a_name_in_fields_is_read_all_the_same(
    rig: ConnectorRig, pod: OracleDouble, life: CrmLife
) -> None:
    rig.run()
    users = stored(rig.tenant)["users"]
    life.user.delete("contact", life.live["contact"].pop())

    def refuse(call: VendorCall, answer: VendorAnswer) -> VendorAnswer:
        if call.path.endswith("/resourceUsers"):
            return VendorAnswer(404)
        return VendorAnswer(400) if call.one("fields") else answer

    pod.server.reshape = refuse
    tally = rig.run()

    assert set(held(rig, "contact")) == set(life.live["contact"])
    assert stored(rig.tenant)["users"] == users
    noted = "user: this environment has no resourceUsers (status 404); no user was read"
    assert [note for note in tally.notes if note.startswith("user")] == [noted]
    assert noted in rig.lines


def test_s14_an_attribute_that_no_record_answers_is_named(rig: ConnectorRig, pod: OracleDouble, life: CrmLife) -> None:
    """Oracle answers each attribute of a resource, null where it is empty; a misnamed one has no key at all."""
    assert life.live
    pod.server.reshape = lambda _, answer: VendorAnswer(
        answer.status, json.loads(json.dumps(answer.content).replace('"JobTitle"', '"Job"')), answer.headers
    )

    tally = rig.run()

    noted = [note for note in tally.notes if note.startswith("contact")]
    assert "contact: no record of a page has the attribute JobTitle, which is misnamed or hidden" in noted
    assert noted[0] in rig.lines
