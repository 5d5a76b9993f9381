"""What Oracle deletes or moves without a new time of change is found by listing keys and references."""

import pytest

from serving.crm.source import Wanted
from serving.vocabulary.terms import CrmObject, Scope
from tests.support.connector_rig import ConnectorRig, held, stored
from tests.support.oracle_pod import ROOT, OraclePod
from tests.support.tenant import ADMIN


@pytest.fixture
def account(pod: OraclePod) -> int:
    pod.create("resourceUsers", PartyName="Ann Seller", ResourceEmail="ann@seller.example", Username="ann")
    return pod.create("accounts", OrganizationName="Acme Robotics", City="Austin", PartyStatus="A")


@pytest.fixture
def contacts(pod: OraclePod, account: int) -> list[int]:
    made = [pod.create("contacts", LastName=f"Last{place}", AccountPartyId=account) for place in range(1_200)]
    people = [{"PERPartyId": made[0]}, {"PERPartyId": made[1]}]
    pod.create("opportunities", Name="Fleet", StatusCode="OPEN", TargetPartyId=account, OpportunityContact=people)
    return made


def test_d9_a_deletion_is_found_by_the_next_sweep_for_three_calls_a_thousand_contacts(
    oracle_rig: ConnectorRig, pod: OraclePod, contacts: list[int]
) -> None:
    """Oracle shows no deletions; the keys of 500 records come in a call, and a hundred missing ones are asked for."""
    oracle_rig.run()
    pod.delete("contacts", contacts[700])
    pod.calls.clear()

    oracle_rig.run(sweep=False)
    of_changes = pod.calls[f"GET {ROOT}/contacts"]
    oracle_rig.run()

    assert set(held(oracle_rig, "contact")) == {*contacts[:700], *contacts[701:]}
    assert pod.calls[f"GET {ROOT}/contacts"] == 2 * of_changes + 3 + 1


def test_d9_a_user_who_is_gone_is_found_too(oracle_rig: ConnectorRig, pod: OraclePod, account: int) -> None:
    users = [pod.create("resourceUsers", PartyName=f"U{at}", ResourceEmail=f"u{at}@seller.example") for at in range(3)]
    oracle_rig.run()
    pod.delete("resourceUsers", users[1])
    oracle_rig.tenant.clock.forward(seconds=5)

    oracle_rig.run()

    assert account in held(oracle_rig, "account")
    assert {one for one in users if f"('{one}', True)" in stored(oracle_rig.tenant)["users"]} == {users[0], users[2]}


def test_d22_records_that_vanish_in_numbers_are_left_to_a_full_import(
    oracle_rig: ConnectorRig, pod: OraclePod, contacts: list[int]
) -> None:
    """A login that sees fewer records is no deletion of the others: a full import holds that for an admin."""
    oracle_rig.run()
    for one in contacts[:600]:
        pod.delete("contacts", one)
    before = imports(oracle_rig)
    pod.calls.clear()

    oracle_rig.run()

    assert imports(oracle_rig) - before == {("contact", True), ("user", True)}
    assert len(held(oracle_rig, "contact")) == len(contacts)
    assert pod.calls[f"GET {ROOT}/contacts"] < 20


def imports(rig: ConnectorRig) -> set[tuple[str, bool]]:
    """The full imports since the first ones, by object."""
    items = rig.tenant.ask("GET", "/imports?limit=1000", scopes=Scope.ADMIN, acting=ADMIN).json()["items"]
    seen = [(one["object"], one["full"]) for one in items]
    return {one for one in seen if seen.count(one) > 1}


def test_d10_links_that_move_without_a_new_time_are_found(
    oracle_rig: ConnectorRig, pod: OraclePod, account: int, contacts: list[int]
) -> None:
    """An account that is merged takes its contacts and its opportunities along, whose LastUpdateDate stays."""
    into = pod.create("accounts", OrganizationName="Acme", PartyStatus="A")
    oracle_rig.run()
    [deal] = pod.held["opportunities"]
    pod.update("accounts", account, PartyStatus="M")
    for one in contacts:
        pod.held["contacts"][one]["AccountPartyId"] = into
    pod.held["opportunities"][deal] |= {"TargetPartyId": into, "OpportunityContact": [{"PERPartyId": contacts[5]}]}

    oracle_rig.run()

    assert {one["account_id"] for one in held(oracle_rig, "contact").values()} == {str(into)}
    assert held(oracle_rig, "opportunity")[deal]["account_id"] == str(into)
    assert held(oracle_rig, "opportunity")[deal]["contact_ids"] == str(contacts[5])
    assert set(held(oracle_rig, "account")) == {into}


def test_d10_what_named_a_deleted_record_is_read_again_before_the_next_sweep(
    oracle_rig: ConnectorRig, pod: OraclePod, account: int, contacts: list[int]
) -> None:
    into = pod.create("accounts", OrganizationName="Acme", PartyStatus="A")
    for one in contacts[3:]:
        pod.delete("contacts", one)
    oracle_rig.run()
    pod.update("accounts", account, PartyStatus="I")
    for one in contacts[:3]:
        pod.held["contacts"][one]["AccountPartyId"] = into

    oracle_rig.run(sweep=False)

    assert {one["account_id"] for one in held(oracle_rig, "contact").values()} == {str(into)}


def test_d9_a_record_that_is_visible_again_comes_back_with_its_old_time(
    oracle_rig: ConnectorRig, pod: OraclePod, contacts: list[int]
) -> None:
    oracle_rig.run()
    hidden = pod.held["contacts"].pop(contacts[7])
    oracle_rig.run()
    assert contacts[7] not in held(oracle_rig, "contact")

    pod.held["contacts"][contacts[7]] = hidden
    oracle_rig.run()

    assert contacts[7] in held(oracle_rig, "contact")


def test_an_environment_that_refuses_a_name_in_fields_is_compared_by_whole_records(
    oracle_rig: ConnectorRig, pod: OraclePod, contacts: list[int]
) -> None:
    pod.checks_fields = True
    oracle_rig.run()
    pod.delete("contacts", contacts[9])

    oracle_rig.run()

    assert contacts[9] not in held(oracle_rig, "contact")


def test_s11_a_sweep_of_a_large_environment_comes_every_45_minutes(oracle_rig: ConnectorRig, pod: OraclePod) -> None:
    """S11: with `--every` a sweep takes a call in ten seconds at most; the interval is no longer than 45 minutes."""
    pod.create("accounts", OrganizationName="Acme Robotics")
    oracle_rig.run()
    oracle_rig.run()
    with oracle_rig.begun() as run:
        run.state = run.state.model_copy(update={"swept_calls": 9})
        at = [run.is_sweep_due(), oracle_rig.tenant.clock.forward(seconds=91) and run.is_sweep_due()]
        run.state = run.state.model_copy(update={"swept_calls": 10_000})
        at += [run.is_sweep_due(), oracle_rig.tenant.clock.forward(minutes=44) and run.is_sweep_due()]

    assert at == [False, True, False, True]


def test_an_environment_without_resource_users_is_read_without_them(
    oracle_rig: ConnectorRig, pod: OraclePod, contacts: list[int]
) -> None:
    oracle_rig.run()
    users = stored(oracle_rig.tenant)["users"]
    pod.absent.add("resourceUsers")
    pod.update("contacts", contacts[0], JobTitle="Buyer")

    tally = oracle_rig.run(full=True)

    assert held(oracle_rig, "contact")[contacts[0]]["title"] == "Buyer"
    assert stored(oracle_rig.tenant)["users"] == users
    noted = "user: this environment has no resourceUsers (status 404); no user was read"
    assert [one for one in tally.notes if one.startswith("user")] == [noted]
    assert noted in oracle_rig.lines


def test_s14_an_attribute_that_no_record_answers_is_named(oracle_rig: ConnectorRig, pod: OraclePod) -> None:
    """Oracle answers each attribute of a resource, null where it is empty; a misnamed one has no key at all."""
    with oracle_rig.connected() as found:
        wanted: Wanted = found.source.wanted
    names = {name: None for name in wanted[CrmObject.ACCOUNT].names if name != "EmployeesTotal"}
    pod.create("accounts", **names | {"OrganizationName": "Acme Robotics"})

    tally = oracle_rig.run()

    noted = [one for one in tally.notes if one.startswith("account")]
    assert noted == ["account: no record of a page has the attribute EmployeesTotal, which is misnamed or hidden"]
    assert noted[0] in oracle_rig.lines
