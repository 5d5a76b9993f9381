"""A connector of each CRM: what it reads, what it reads again, and what is left when the CRM changes meanwhile.

That a run ends in the CRM's last state, whatever happened and was killed, is the law of `test_sync_rounds.py`.
"""

import copy
import os
import random
import signal
import time
from collections.abc import Callable

import httpx
import pytest

from serving.crm.source import ListMissing
from serving.crm.state import StateFile, StateInUse, SyncState
from serving.vocabulary.terms import Crm, CrmObject, Scope
from tests.serving.crm.conftest import ON_HUBSPOT, ON_ORACLE, NewRig
from tests.support.connector_rig import ConnectorRig, Vendor, differing_rows, held, stored
from tests.support.crm_lives import CrmLife, Turmoil
from tests.support.sync_tenant import Sync
from tests.support.tenant import ADMIN
from tests.support.vendors.faults import FaultKind, VendorFault
from tests.support.vendors.hubspot import HubSpotDouble
from tests.support.vendors.server import VendorAnswer, VendorCall


class Killed(BaseException):
    """The process ends here; nothing of the connector may handle it."""


def killed_at(nth: int, path: str = "") -> Callable[[httpx.Request | httpx.Response], None]:
    """Return a hook that ends the connector before its n-th call to a path, or between an answer and what follows."""
    moments = iter(range(1, 10**6))

    def count(passed: httpx.Request | httpx.Response) -> None:
        request = passed if isinstance(passed, httpx.Request) else passed.request
        if request.url.path.endswith(path) and next(moments) == nth:
            raise Killed

    return count


def test_the_next_run_reads_what_changed_and_nothing_else(rig: ConnectorRig, vendor: Vendor, life: CrmLife) -> None:
    rig.run()
    for number in range(3):
        vendor.double.clock.advance(3600)
        life.user.change("contact", life.live["contact"][number], number)
        tally = rig.run()

    contacts = held(rig, "contact")
    assert [contacts[record_id]["title"] for record_id in life.live["contact"][:3]] == ["0", "1", "2"]
    assert tally.rows[CrmObject.CONTACT] == {"applied": 1, "unchanged": 1}


@pytest.mark.usefixtures("life")
def test_s11_s19_both_databases_hold_the_same_and_a_run_confirms_that_all_was_sent(new_rig: NewRig) -> None:
    rigs = [new_rig(backend) for backend in ("sqlite", "postgresql")]

    for rig in rigs:
        rig.run()

    assert stored(rigs[0].tenant) == stored(rigs[1].tenant)
    assert rigs[0].tenant.ask("GET", "/freshness", scopes=Scope.READER).json()["last_checkpoint_at"] is not None


def test_two_connectors_never_work_on_one_instance(rig: ConnectorRig) -> None:
    with rig.begun(), pytest.raises(StateInUse):
        rig.run()


@ON_HUBSPOT
def test_d25_a_reconnected_instance_is_read_from_the_beginning(rig: ConnectorRig, life: CrmLife) -> None:
    rig.run()
    tenant = rig.tenant
    path = "/instances/production"
    assert tenant.ask("DELETE", path, scopes=Scope.ADMIN, acting=ADMIN).status_code == 202
    consent = {"crm_admin": ADMIN, "agreed_at": "2026-03-02T09:00:00Z"}
    urls = {"api": rig.vendor.double.address, "portal_id": "62515"}
    again = {"crm": "hubspot", "urls": urls, "consent": consent}
    assert tenant.ask("PUT", path, again, scopes=Scope.ADMIN, acting=ADMIN).status_code == 200

    rig.run()

    assert set(held(rig, "contact")) == set(life.live["contact"])


@ON_HUBSPOT
def test_dead_rows_are_named(rig: ConnectorRig, vendor: Vendor, life: CrmLife) -> None:
    deal = life.live["deal"][0]
    vendor.double.server.reshape = lambda _, answer: changed(answer, deal, {"amount": "many"})

    tally = rig.run()

    assert {(row.object, row.id) for row in tally.dead} == {(CrmObject.OPPORTUNITY, deal)}
    assert any(f"refused: opportunity {deal}" in line for line in rig.lines)


def changed(answer: VendorAnswer, record_id: str, properties: dict[str, str]) -> VendorAnswer:
    content = copy.deepcopy(answer.content)
    for row in content.get("results", []) if isinstance(content, dict) else []:
        if row.get("id") == record_id:
            row["properties"] |= properties
    return VendorAnswer(answer.status, content, answer.headers, answer.media_type)


@ON_HUBSPOT
def test_changes_too_large_for_one_request_are_sent_in_parts(
    rig: ConnectorRig, portal: HubSpotDouble, life: CrmLife
) -> None:
    rig.run()
    for deal in life.live["deal"]:
        portal.user_change("deals", deal, {"dealname": "x" * 1_200_000})

    rig.run()

    assert {len(values["name"]) for values in held(rig, "opportunity").values()} == {1_200_000}


def test_limits_and_failures_of_the_crm_are_waited_out(rig: ConnectorRig, vendor: Vendor, life: CrmLife) -> None:
    faults = [(FaultKind.RESET_BEFORE, 0), (FaultKind.CUT_OFF, 0), (FaultKind.STATUS, 503), (FaultKind.STATUS, 429)]
    for skip in (2, 9):
        for kind, status in faults:
            vendor.double.faults.add(VendorFault(kind, status=status, skip=skip, retry_after="7"))

    rig.run()

    assert len(vendor.double.faults.played) == 2 * len(faults)
    assert set(held(rig, "contact")) == set(life.live["contact"])
    assert 7.0 in rig.waited, "Retry-After is kept"


def test_check_names_a_login_that_is_refused(rig: ConnectorRig) -> None:
    name = "ONEMATCH_HUBSPOT_TOKEN" if rig.vendor.crm is Crm.HUBSPOT else "ONEMATCH_ORACLE_PASSWORD"
    rig.secrets[name] = "another"

    with rig.connected() as found:
        lacking = {readable.lacking.partition(" (")[0] for readable in found.source.check()}

    assert lacking == {"a login that the CRM accepts"}


def test_a_page_without_a_list_deletes_nothing(rig: ConnectorRig, vendor: Vendor, life: CrmLife) -> None:
    """Such as the page of a gateway that answers in the CRM's place, or an empty page that has more."""
    rig.run()
    forms: list[dict[str, object]] = [{"status": "ok"}]
    forms += [{"items": [], "count": 0, "hasMore": True}] if vendor.crm is Crm.ORACLE else []
    for content in forms:
        page = VendorAnswer(200, content)
        vendor.double.server.reshape = lambda call, answer, page=page: (  # type: ignore[misc]
            page if call.path.endswith("/contacts") else answer
        )
        rig.tenant.clock.forward(seconds=5)
        with pytest.raises(ListMissing):
            rig.run(full=True)

    assert set(held(rig, "contact")) == set(life.live["contact"])


def test_d22_a_deletion_of_most_of_an_object_waits_for_an_admin(
    rig: ConnectorRig, vendor: Vendor, life: CrmLife
) -> None:
    """A login that sees fewer records deletes nothing: an admin is asked, once however often the CRM is read."""
    rig.run()
    vendor.double.server.reshape = without_contacts
    rig.tenant.clock.forward(seconds=5)

    tally = rig.run(full=True)
    rig.run()

    [waiting] = rig.tenant.ask("GET", "/freshness", scopes=Scope.ADMIN).json()["held_imports"]
    assert tally.rows[CrmObject.CONTACT]["held"] == len(held(rig, "contact")) == len(life.live["contact"])
    assert any(line.startswith("held: contact: 30 deletions wait for an admin") for line in rig.lines)
    Sync(rig.tenant).decide(waiting, "approve")
    assert held(rig, "contact") == {}


def without_contacts(call: VendorCall, answer: VendorAnswer) -> VendorAnswer:
    if not call.path.endswith(("/contacts", "/contacts/search")):
        return answer
    return VendorAnswer(200, {"results": [], "total": 0, "items": [], "count": 0, "hasMore": False})


@pytest.mark.parametrize("killed", [False, True])
def test_d22_a_crm_that_was_restored_from_a_backup_counts_with_its_older_records(
    rig: ConnectorRig, vendor: Vendor, life: CrmLife, killed: bool
) -> None:
    """D22, D23: changes, deletions and merges since the backup are taken back, also by a run that goes on later."""
    rig.run()
    expected = stored(rig.tenant)
    state = vendor.double.state
    backup = copy.deepcopy(state)
    vendor.double.clock.advance(3_600)
    rig.tenant.clock.forward(hours=1)
    for deed in life.deeds(Turmoil(changes=12, creations=0, deletions=1, merges=1, restores=0, moves=0)):
        deed()
    rig.run()
    rig.tenant.clock.forward(seconds=5)
    for name in ("records", "associations", "forwards", "rows"):
        if hasattr(state, name):
            setattr(state, name, getattr(backup, name))
    assert differing_rows(stored(rig.tenant), expected)

    if killed:
        rig.hooks = {"request": [killed_at(2, "/complete")]}
        with pytest.raises(Killed):
            rig.run(full=True, authoritative=True)
        rig.hooks = {}
        rig.run()
    else:
        rig.run(full=True, authoritative=True)

    assert differing_rows(stored(rig.tenant), expected) == {}


def test_d23_a_kill_before_and_after_each_call_of_a_run_is_survived_and_no_state_holds_a_value(
    new_rig: NewRig, vendor: Vendor
) -> None:
    vendor.life.fill(accounts=3, contacts=6, deals=3)
    killed = new_rig("sqlite")
    states = []
    for moment in range(1, 90, 5):
        hook = killed_at(moment)
        killed.hooks = {"request": [hook], "response": [hook]}
        try:
            killed.run()
        except Killed:
            states += [file.read_text(encoding="utf-8") for file in killed.folder.glob("*.json")]
    killed.hooks = {}
    killed.run()

    peaceful = new_rig("sqlite")
    peaceful.run()
    assert stored(killed.tenant) == stored(peaceful.tenant)
    values = {value for record in held(killed, "contact").values() for value in record.values()}
    words = [value for value in values if len(value) > 4 and not value.isdecimal()]
    assert len(states) > 10
    assert [value for value in words for text in states if value in text] == []


@ON_ORACLE
def test_d23_what_changed_behind_a_killed_read_is_found_by_the_run_that_goes_on(
    rig: ConnectorRig, vendor: Vendor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Oracle lists changes by key: a contact that changes after its page was read is not on a later page."""
    monkeypatch.setattr("serving.crm.oracle.source.PAGE", 50)
    vendor.life.fill(accounts=1, contacts=60, deals=0)
    rig.run()
    rig.hooks = {"request": [killed_at(3, "/contacts")]}
    with pytest.raises(Killed):
        rig.run()
    rig.hooks = {}
    first = vendor.life.live["contact"][0]
    vendor.life.user.change("contact", first, 17)

    rig.run()

    assert held(rig, "contact")[first]["title"] == "17"


@ON_HUBSPOT
def test_a_state_file_killed_while_it_is_written_holds_the_former_or_the_next_state(rig: ConnectorRig) -> None:
    file = StateFile(rig.folder / "state.json")
    file.write(SyncState(instance_id="0"))
    seen = set()
    for moment in random.Random(3).choices(range(1, 30), k=10):
        child = os.fork()
        if child == 0:
            for number in range(10**6):
                file.write(SyncState(instance_id=str(number)))
        time.sleep(moment / 1000)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        seen.add(StateFile(file.path).path.read_text(encoding="utf-8").count("\n"))

    assert seen == {1}
    assert file.path.stat().st_mode & 0o777 == 0o600
