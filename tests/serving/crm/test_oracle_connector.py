"""The connector of Oracle Sales against the double."""

import pytest

from serving.vocabulary.terms import Crm, CrmObject, Scope
from tests.serving.crm.conftest import NewRig
from tests.support.connector_rig import ConnectorRig, held, stored
from tests.support.oracle_pod import OraclePod
from tests.support.sync_tenant import Sync
from tests.support.vendor_server import VendorRequest


@pytest.fixture
def ids(pod: OraclePod) -> dict[str, int]:
    """One of each object, and a few more contacts."""
    user = pod.create("resourceUsers", PartyName="Ann Seller", ResourceEmail="ann@seller.example", Username="ann")
    account = pod.create("accounts", OrganizationName="Acme Robotics", City="Austin", OwnerPartyId=user)
    contact = pod.create("contacts", FirstName="Ann", LastName="Lee", AccountPartyId=account)
    lead = pod.create("leads", Name="Fleet", PrimaryContactPartyName="Bea Ray", StatusCode="QUALIFIED")
    people = [{"PERPartyId": contact}]
    deal = pod.create(
        "opportunities", Name="Fleet", StatusCode="OPEN", TargetPartyId=account, OpportunityContact=people
    )
    return {"user": user, "account": account, "contact": contact, "lead": lead, "opportunity": deal}


def test_s8_the_first_run_reads_all_five_objects_of_oracle(oracle_rig: ConnectorRig, ids: dict[str, int]) -> None:
    oracle_rig.run()

    assert held(oracle_rig, "account")[ids["account"]]["name"] == "Acme Robotics"
    assert held(oracle_rig, "contact")[ids["contact"]]["account_id"] == str(ids["account"])
    assert held(oracle_rig, "lead")[ids["lead"]]["full_name"] == "Bea Ray"
    assert held(oracle_rig, "opportunity")[ids["opportunity"]]["contact_ids"] == str(ids["contact"])
    assert stored(oracle_rig.tenant)["users"] == [f"('{ids['user']}', True)"]


def test_changes_are_read_by_their_time(oracle_rig: ConnectorRig, pod: OraclePod, ids: dict[str, int]) -> None:
    oracle_rig.run()
    pod.clock.forward(3600)
    pod.update("contacts", ids["contact"], JobTitle="Buyer")
    oracle_rig.run()
    pod.clock.forward(3600)
    pod.update("accounts", ids["account"], City="Dallas")

    tally = oracle_rig.run()

    assert held(oracle_rig, "contact")[ids["contact"]]["title"] == "Buyer"
    assert held(oracle_rig, "account")[ids["account"]]["city"] == "Dallas"
    assert tally.rows[CrmObject.ACCOUNT]["applied"] == 1
    assert "applied" not in tally.rows.get(CrmObject.CONTACT, {})


def test_d22_a_deletion_of_most_of_an_object_waits_for_an_admin(
    oracle_rig: ConnectorRig, pod: OraclePod, ids: dict[str, int]
) -> None:
    """The only contact is all of them: an admin is asked first, once however often the CRM is read."""
    sync = Sync(oracle_rig.tenant)
    oracle_rig.run()
    pod.delete("contacts", ids["contact"])
    oracle_rig.tenant.clock.forward(seconds=5)

    tally = oracle_rig.run()
    oracle_rig.run()
    [kept] = held(oracle_rig, "contact")
    [waiting] = sync.tenant.ask("GET", "/freshness", scopes=Scope.ADMIN).json()["held_imports"]
    seen = sync.tenant.ask("GET", "/imports?limit=1000", scopes=Scope.SYNC).json()["items"]
    sync.decide(waiting, "approve")

    assert kept == ids["contact"]
    assert tally.rows[CrmObject.CONTACT]["held"] == 1
    assert any(line.startswith("held: contact: 1 deletions wait for an admin") for line in oracle_rig.lines)
    assert [one["state"] for one in seen if one["object"] == "contact"] == ["held", "done"]
    assert held(oracle_rig, "contact") == {}
    assert ids["account"] in held(oracle_rig, "account")


def test_records_deleted_while_they_are_listed_hide_no_other(
    oracle_rig: ConnectorRig, pod: OraclePod, ids: dict[str, int]
) -> None:
    made = [pod.create("contacts", LastName=f"Last{place}") for place in range(1_700)]
    gone: list[int] = []

    def meanwhile(request: VendorRequest) -> None:
        if request.path.endswith("/contacts") and int(request.query.get("offset", 0)) and len(gone) < 1_000:
            for one in made[len(gone) : len(gone) + 400]:
                pod.delete("contacts", one)
                gone.append(one)

    pod.before = meanwhile
    oracle_rig.run()

    assert set(made[len(gone) :]) | {ids["contact"]} <= set(held(oracle_rig, "contact"))
    assert len(gone) >= 1_000


def test_all_people_of_a_large_opportunity_are_read(oracle_rig: ConnectorRig, pod: OraclePod) -> None:
    people = [pod.create("contacts", LastName=f"Last{place}") for place in range(230)]
    listed = [{"PERPartyId": one} for one in people]
    deal = pod.create("opportunities", Name="Large", StatusCode="WON", OpportunityContact=listed)

    oracle_rig.run()

    assert held(oracle_rig, "opportunity")[deal]["contact_ids"].split("; ") == list(map(str, people))


def test_a_client_of_the_identity_domain_is_granted_a_token(oracle_rig: ConnectorRig, ids: dict[str, int]) -> None:
    named = {"CLIENT_ID": "app", "CLIENT_SECRET": "oracle-secret", "TOKEN_URL": f"{oracle_rig.crm_url}/oauth2/v1/token"}
    for name in ("ONEMATCH_ORACLE_USER", "ONEMATCH_ORACLE_PASSWORD"):
        del oracle_rig.secrets[name]
    oracle_rig.secrets |= {f"ONEMATCH_ORACLE_{name}": value for name, value in named.items()}

    oracle_rig.run()

    assert ids["contact"] in held(oracle_rig, "contact")


def test_check_names_the_resources_that_a_user_may_not_view(oracle_rig: ConnectorRig, pod: OraclePod) -> None:
    pod.refused.add("leads")

    with oracle_rig.connected() as found:
        readable = {one.what: one.is_readable for one in found.source.check()}

    assert [what for what, is_readable in readable.items() if not is_readable] == ["lead: leads"]


def test_check_names_a_login_that_oracle_refuses(oracle_rig: ConnectorRig, pod: OraclePod) -> None:
    pod.login = ("integration", "another password")

    with oracle_rig.connected() as found:
        lacking = {one.lacking.partition(" (")[0] for one in found.source.check()}

    assert lacking == {"a login that the CRM accepts"}


@pytest.mark.parametrize("framework", [1, 4])
def test_the_version_that_an_environment_takes_by_default_changes_nothing(
    oracle_rig: ConnectorRig, pod: OraclePod, ids: dict[str, int], framework: int
) -> None:
    pod.framework = framework
    oracle_rig.run()
    pod.clock.forward(3600)
    pod.update("contacts", ids["contact"], JobTitle="Buyer")

    oracle_rig.run()

    assert held(oracle_rig, "contact")[ids["contact"]]["title"] == "Buyer"


@pytest.mark.usefixtures("ids")
def test_s19_both_databases_hold_the_same_of_oracle(new_rig: NewRig, pod_url: str) -> None:
    rigs = [new_rig(backend, Crm.ORACLE, pod_url) for backend in ("sqlite", "postgresql")]

    for rig in rigs:
        rig.run()

    assert stored(rigs[0].tenant) == stored(rigs[1].tenant)
