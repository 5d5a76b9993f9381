"""Accept deliveries: activities under kills of both processes and faults of the CRM are there once, on their record.

    python -m tests.support.deliveries_at_scale --crm hubspot --activities 210 --kills 12

The CRM is the vendor's double on a socket. Each round is a fork: the service takes some activities, or the worker
delivers what is due; some are killed by SIGKILL at a statement of the store, or before or after a call. Time is passed
in, to the double too. The figures are printed as JSON; ends with 1 where an activity is lost, twice or elsewhere.
"""

import argparse
import json
import os
import random
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import event, select, update

from features.schema.kinds import Kind
from serving.access.bearer import secure_context
from serving.contract.activities.calls import bodies_of
from serving.contract.activities.deliver import deliver_due
from serving.contract.activities.intake import NewActivity, accept_activities
from serving.contract.records.link_rows import replace_links
from serving.contract.records.matching import Matchers
from serving.crm.activities import Degree, Text
from serving.crm.crm_client import CrmClient
from serving.crm.delivery import LONGEST_CALL
from serving.store.contracts import InstanceScope
from serving.store.store import Store
from serving.store.tables.contracts import instances, users
from serving.store.tables.work import activities
from serving.store.upgrade import migrate
from serving.store.upserts import upsert
from serving.vocabulary.links import LinkChange
from serving.vocabulary.terms import ActivityKind, Crm, CrmObject
from tests.support.databases import opened
from tests.support.made_links import link_row
from tests.support.tenant import START, Clock, Tenant, make_parts, make_tenant
from tests.support.vendor_rigs import Place, VendorRig, running
from tests.support.vendors.faults import FaultKind, VendorFault
from tests.support.writeback_tenant import WritebackTransaction

LAGS_S = (0, 15, 45, 90, 120)
FAULTS_A_ROUND = 16
_SUBJECTS = ("", "Your fleet", "  ", 'Ann & "Bob" <b>')
_WRITTEN_AS = {FaultKind.STATUS: (429, 500, 503), FaultKind.STATUS_AFTER: (500, 502, 504)}


def new_activities(rig: VendorRig, places: list[Place], count: int) -> list[tuple[NewActivity, Place]]:
    """Return activities of every kind that the CRM takes, on all records; a third has no subject."""
    kinds = [kind for kind in ActivityKind if rig.crm is Crm.HUBSPOT or kind is not ActivityKind.CALL]
    people = [place for place in places if place.profile.kind is Kind.PERSON]
    firms = [place for place in places if place.profile.kind is Kind.COMPANY]
    degrees = {ActivityKind.INMAIL: Degree.SECOND, ActivityKind.MESSAGE: Degree.FIRST}
    made = []
    for n in range(count):
        kind = kinds[n % len(kinds)]
        at_firms = kind is ActivityKind.NOTE and n % 4 == 1
        place = firms[n % len(firms)] if at_firms else people[n % len(people)]
        text = Text(_SUBJECTS[n % len(_SUBJECTS)], f"Hello & <hi>\nnumber-{n:04}x")
        at = START - timedelta(minutes=n)
        made.append(
            (
                NewActivity(
                    id=f"a{n:04}",
                    kind=kind,
                    user_id=rig.seller,
                    profile=place.profile,
                    text=text,
                    degree=degrees.get(kind),
                    occurred_at=at,
                ),
                place,
            )
        )
    return made


def expected(rig: VendorRig, activity: NewActivity, place: Place) -> list[tuple[str, str]]:
    """Return the objects that an activity must be, with their record."""
    on = f"{place.record.object.value}/{place.record.id}"
    if rig.crm is Crm.ORACLE:
        is_note = activity.kind is ActivityKind.NOTE
        names = (["Note"] if is_note else []) + ([] if place.record.object is CrmObject.ACCOUNT else ["activities"])
        return sorted((name, on) for name in names)
    kinds = {ActivityKind.INMAIL: "communications", ActivityKind.MESSAGE: "communications", ActivityKind.CALL: "calls"}
    return [(kinds.get(activity.kind, "notes"), on)]


@dataclass
class Accepting:
    """A tenant in a store of a folder, the vendor, and the draws."""

    rig: VendorRig
    folder: Path
    draw: random.Random
    clock: Clock = field(default_factory=Clock)
    kills: Counter[str] = field(default_factory=Counter)

    @contextmanager
    def tenant(self) -> Iterator[Tenant]:
        """Open the store and the tenant in this process."""
        store = opened(f"sqlite:///{self.folder}/store.db", self.folder)
        no_web: Any = None
        nothing: dict[Kind, Any] = {}
        parts = make_parts(store, Matchers(nothing.__getitem__), self.clock, self.folder)
        try:
            yield Tenant(parts, no_web, self.clock)
        finally:
            store.close()

    def set_up(self, places: list[Place]) -> None:
        """Write the contract, the seller with seat and grant, records and links."""
        migrate(f"sqlite:///{self.folder}/store.db")
        with self.tenant() as tenant:
            make_tenant(tenant.parts, tenant.web, self.clock, crm=self.rig.crm)
            tenant.settings(writeback=True)
            instance_id = tenant.instance.id
            with tenant.store.writing() as connection:
                connection.execute(update(instances).values(urls={"api": self.rig.address}))
                row: dict[str, Any] = {"instance_id": instance_id, "id": self.rig.seller, "content_hash": ""}
                row |= {"active": True, "is_admin": False, "auto_save": True, "writeback": True}
                upsert(connection, users, [row], ["instance_id", "id"])
            tenant.give_seats(self.rig.seller)
            scope = tenant.scope
            with scope.writing() as open_scope:
                work = WritebackTransaction(open_scope, self.clock())
                work.grant(self.rig.seller, self.rig.token)
                for place in places:
                    work.add_record(place.record, {}, None)
                    link = link_row(place.record, place.profile.id, since=self.clock())
                    replace_links(open_scope, [LinkChange(place.record, place.profile.kind, None, link)])

    def service(self, new: list[NewActivity], kill_at: int | None) -> bool:
        """Take activities in a process of its own, one request each; return whether it ended by itself."""

        def take() -> None:
            with self.tenant() as tenant:
                if kill_at is not None:
                    _die_at_statement(tenant.store, kill_at)
                for one in new:
                    scope = tenant.scope
                    with scope.writing() as open_scope:
                        accept_activities(open_scope, [one], self.clock(), tenant.parts.matching)

        return self._forked("service", take)

    def worker(self, kill_at: int | None) -> bool:
        """Deliver what is due in a process of its own; return whether it ended by itself."""

        def deliver() -> None:
            http = httpx.Client(verify=secure_context(), timeout=5.0)

            def client_of(scope: InstanceScope, token: str) -> CrmClient:
                dying = http if kill_at is None else httpx.Client(transport=_Dying(http, counted))
                return CrmClient(dying, scope.instance.urls["api"], token, bodies_of(scope), lambda _: None)

            counted = _Counted(kill_at or 0)
            with self.tenant() as tenant:
                while deliver_due(tenant.parts, self.clock(), client_of):
                    pass

        return self._forked("worker", deliver)

    def _forked(self, name: str, work: Callable[[], None]) -> bool:
        child = os.fork()
        if child == 0:
            try:
                work()
            except BaseException as error:  # noqa: BLE001 - a fork must never go on as its parent
                print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
                os._exit(1)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        self.kills[name] += os.WIFSIGNALED(status)
        if not os.WIFSIGNALED(status) and status != 0:
            sys.exit(f"{name} ended with status {status}")
        return status == 0

    def waiting(self) -> list[datetime]:
        with self.tenant() as tenant, tenant.store.reading() as connection:
            due = select(activities.c.next_at).where(activities.c.next_at.is_not(None))
            return list(connection.execute(due).scalars())

    def states(self) -> Counter[str]:
        with self.tenant() as tenant, tenant.store.reading() as connection:
            return Counter(
                f"{state} {reason or ''}".strip()
                for state, reason in connection.execute(select(activities.c.state, activities.c.reason))
            )

    def plan_faults(self) -> None:
        """Put faults before the coming calls."""
        self.rig.faults.clear()
        for _ in range(FAULTS_A_ROUND):
            kind = self.draw.choice(list(FaultKind))
            status = self.draw.choice(_WRITTEN_AS.get(kind, (500,)))
            self.rig.faults.add(
                VendorFault(kind, status=status, skip=self.draw.randrange(3 * FAULTS_A_ROUND), retry_after=None)
            )
        self.rig.lag(self.draw.choice(LAGS_S))


class _Counted:
    """Counts moments, and kills this process at one of them."""

    def __init__(self, left: int) -> None:
        self.left = left

    def passed(self, *_: object) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


class _Dying(httpx.BaseTransport):
    """Kills before a call is sent or after its answer has arrived."""

    def __init__(self, http: httpx.Client, counted: _Counted) -> None:
        self._http = http
        self._counted = counted

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self._counted.passed()
        sent = httpx.Request(request.method, request.url, headers=request.headers, content=request.read())
        answer = self._http.send(sent)
        self._counted.passed()
        headers = {name: answer.headers[name] for name in ("Retry-After", "Content-Type") if name in answer.headers}
        return httpx.Response(answer.status_code, headers=headers, content=answer.content)


def _die_at_statement(store: Store, number: int) -> None:
    event.listen(store.engine, "before_cursor_execute", _Counted(number).passed)


def accept(rig: VendorRig, folder: Path, count: int, kills: int, seed: int) -> dict[str, Any]:
    """Take and deliver all activities under kills and faults; return the figures."""
    work = Accepting(rig, folder, random.Random(seed))
    places = rig.places()
    rig.clock.freeze(work.clock())
    work.set_up(places)
    new = new_activities(rig, places, count)
    left = [activity for activity, _ in new]
    rounds = 0
    while (left or work.waiting()) and rounds < 2_000:
        rounds += 1
        work.plan_faults()
        some = left[: max(1, count // 12)]
        dies = sum(work.kills.values()) < kills
        if some and work.service(
            some, work.draw.randint(3, 60) if dies and work.kills["service"] < kills // 2 else None
        ):
            left = left[len(some) :]
        is_whole = work.worker(work.draw.randint(1, 30) if dies and rounds % 2 else None)
        moments = work.waiting()
        step = timedelta(seconds=1) if left or not moments else max(min(moments) - work.clock(), timedelta(seconds=1))
        work.clock.now += step if is_whole else max(step, LONGEST_CALL)
        rig.clock.freeze(work.clock())
    rig.faults.clear()
    return _judged(rig, new) | {
        "crm": rig.crm.value,
        "activities": count,
        "kills": dict(work.kills),
        "faults": dict(Counter(kind.value for kind, *_ in rig.faults.played)),
        "rounds": rounds,
        "hours": round((work.clock() - START).total_seconds() / 3600, 1),
        "states": dict(work.states()),
    }


def _judged(rig: VendorRig, new: list[tuple[NewActivity, Place]]) -> dict[str, Any]:
    held: dict[str, list[tuple[str, str]]] = {}
    for name, part, on in rig.held():
        held.setdefault(name, []).append((part, on))
    judged: Counter[str] = Counter({"right": 0, "lost": 0, "twice": 0, "elsewhere": 0})
    for activity, place in new:
        found = sorted(held.get(f"number-{activity.id[1:]}x", []))
        wanted = expected(rig, activity, place)
        parts = [part for part, _ in found]
        wanted_parts = [part for part, _ in wanted]
        if found == wanted:
            judged["right"] += 1
        elif parts == wanted_parts:
            judged["elsewhere"] += 1
        else:
            judged["twice" if len(parts) > len(set(parts)) else "lost"] += 1
    return dict(judged)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--crm", type=Crm, choices=list(Crm), required=True)
    parser.add_argument("--activities", type=int, default=210)
    parser.add_argument("--kills", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with running(asked.crm) as rig, tempfile.TemporaryDirectory() as folder:
        found = accept(rig, Path(folder), asked.activities, asked.kills, asked.seed)
    print(json.dumps(found, indent=1))
    return 0 if found["right"] == asked.activities and sum(found["kills"].values()) == asked.kills else 1


if __name__ == "__main__":
    sys.exit(main())
