"""A connector that is killed at any moment goes on where it stood: the store equals one made from the last state."""

import os
import random
import signal
import time

import httpx
import pytest

from serving.crm.state import StateFile, SyncState
from serving.vocabulary.terms import Crm
from tests.serving.crm.conftest import NewRig
from tests.support.connector_rig import ConnectorRig, stored
from tests.support.hubspot_portal import HubspotPortal
from tests.support.oracle_pod import OraclePod
from tests.support.portal_people import PortalLife

BACKENDS = ("sqlite", "postgresql")


class Killed(BaseException):
    """The process ends here; nothing of the connector may handle it."""


class Moments:
    """Ends a connector before its n-th call, or between its answer and what follows."""

    def __init__(self, rig: ConnectorRig) -> None:
        self.left = -1
        self.calls = 0
        rig.hooks = {"request": [self._count], "response": [self._count]}

    def _count(self, _: httpx.Request | httpx.Response) -> None:
        self.calls += 1
        self.left -= 1
        if self.left == 0:
            raise Killed


def run_to_the_end(rig: ConnectorRig, moments: Moments, kill_at: list[int]) -> int:
    """Run, killed at the n-th moment of each try, until one try is not; return how often it was killed."""
    for number, left in enumerate(kill_at):
        moments.left = left
        try:
            rig.run()
        except Killed:
            continue
        return number
    moments.left = -1
    rig.run()
    return len(kill_at)


@pytest.mark.parametrize("backend", BACKENDS)
def test_d23_thirty_kills_at_any_moment_lose_nothing_and_do_nothing_twice(
    new_rig: NewRig, portal: HubspotPortal, portal_url: str, backend: str
) -> None:
    life = PortalLife(portal)
    life.fill(companies=20, contacts=130, deals=12)
    killed = new_rig(backend, Crm.HUBSPOT, portal_url)
    draw = random.Random(5)
    moments = Moments(killed)
    kills = 0

    while kills < 30:
        kills += run_to_the_end(killed, moments, [draw.randrange(1, 70) for _ in range(6)])
        life.change(changes=25, deletions=3, merges=1)
    killed.hooks = {}
    killed.run()

    peaceful = new_rig(backend, Crm.HUBSPOT, portal_url)
    peaceful.run()
    assert stored(killed.tenant) == stored(peaceful.tenant)
    assert len(stored(killed.tenant)["records"]) > 130


def test_d23_what_changed_behind_a_killed_read_is_found_by_the_run_that_goes_on(
    oracle_rig: ConnectorRig, pod: OraclePod
) -> None:
    """Oracle lists changes by key: a contact that changes after its page was read is not on a later page."""
    contacts = [pod.create("contacts", LastName=f"Last{place}") for place in range(1_200)]
    oracle_rig.run()
    oracle_rig.hooks = {"request": [end_at_the_second_page_of_contacts]}
    with pytest.raises(Killed):
        oracle_rig.run()
    oracle_rig.hooks = {}
    pod.update("contacts", contacts[3], LastName="Changed")

    oracle_rig.run()

    found = stored(oracle_rig.tenant)["records"]["contact", str(contacts[3])][0]
    assert found["last_name"] == "Changed"


def end_at_the_second_page_of_contacts(request: httpx.Request) -> None:
    if request.url.path.endswith("/contacts") and request.url.params.get("offset", "0") != "0":
        raise Killed


@pytest.mark.parametrize("backend", BACKENDS)
def test_d23_a_kill_before_and_after_each_call_of_a_run_is_survived(
    new_rig: NewRig, portal: HubspotPortal, portal_url: str, backend: str
) -> None:
    life = PortalLife(portal)
    life.fill(companies=4, contacts=12, deals=3)
    rig = new_rig(backend, Crm.HUBSPOT, portal_url)
    moments = Moments(rig)

    run_to_the_end(rig, moments, list(range(1, 120, 3)))

    peaceful = new_rig(backend, Crm.HUBSPOT, portal_url)
    peaceful.run()
    assert stored(rig.tenant) == stored(peaceful.tenant)


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


def test_a_state_holds_no_value_of_a_record(rig: ConnectorRig, portal: HubspotPortal) -> None:
    life = PortalLife(portal)
    life.fill(companies=4, contacts=12, deals=3)
    moments = Moments(rig)
    texts = []
    for left in (20, 28, 40, 60):
        run_to_the_end(rig, moments, [left])
        texts += [file.read_text(encoding="utf-8") for file in rig.folder.glob("*.json")]

    held = [
        value
        for store in portal.objects.values()
        for one in store.records.values()
        for value in one.properties.values()
    ]
    words = [value for value in held if len(value) > 4 and not value.isdecimal()]
    assert words
    assert [value for value in words for text in texts if value in text] == []
