"""Accept deliveries: activities under kills of both processes and faults of the CRM are there once, on their record.

    python -m tests.support.deliveries_at_scale --crm hubspot --activities 210 --kills 12

The CRM is the vendor's double on a socket. Each round is a fork: the service takes some activities, or a worker that
gets the lease delivers what is due; some are killed by SIGKILL at a statement of the store, or before
or after a call, and the next worker takes over. Time is passed in, to the double too. The figures are printed as JSON;
ends with 1 where an activity is lost, twice or elsewhere.
"""

import argparse
import json
import os
import random
import re
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
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
from serving.crm.retries import LONGEST_CALL
from serving.store.contracts import InstanceScope
from serving.store.jobs import WORK, drop_lease
from serving.store.store import Store
from serving.store.tables.contracts import instances
from serving.store.tables.work import activities
from serving.store.upgrade import migrate
from serving.vocabulary.links import LinkChange, ProfileKey, RecordKey
from serving.vocabulary.terms import KIND_OF, ActivityKind, Crm, CrmObject
from serving.worker import Task, Worker, WorkTable
from tests.support.crm_server import CrmServer, Fault, running_crm
from tests.support.databases import opened
from tests.support.kills import in_a_fork
from tests.support.made_links import link_row
from tests.support.tenant import SELLER, START, Clock, Tenant, make_parts, make_tenant
from tests.support.writeback_tenant import WritebackTransaction

LAGS_S = (0, 15, 45, 90, 149)
PASSING = [fault for fault in Fault if fault.value[1] in (0, 429, 500)]
"""Faults after which an activity is tried again."""
AT_STATEMENTS = 1 / 3
"""The share of a worker's kills that are at a statement of the store, in place of a call."""
FAULTY = 1 / 3
"""The share of the calls that fail."""
_SUBJECTS = ("", "Your fleet", "  ", 'Ann & "Bob" <b>')
_NAME = re.compile(r"number-\d{4}x")
_SINGULAR = {"contacts": "contact", "companies": "account", "accounts": "account", "leads": "lead"}


@dataclass(frozen=True, slots=True)
class Place:
    """A profile, the record that it is linked to, and whose activities go there."""

    profile: ProfileKey
    record: RecordKey


def places_in(crm: CrmServer) -> list[Place]:
    """Let the CRM know people and firms; return them."""
    people = {CrmObject.CONTACT: 8} if crm.crm is Crm.HUBSPOT else {CrmObject.CONTACT: 6, CrmObject.LEAD: 2}
    places = []
    for begin, (crm_object, count) in enumerate({**people, CrmObject.ACCOUNT: 3}.items(), start=1):
        for record_id in (str(100 * begin + number) for number in range(count)):
            crm.know(f"{crm_object.value}s", record_id)
            profile = ProfileKey(KIND_OF[crm_object], f"{crm_object.value}-of-{record_id}")
            places.append(Place(profile, RecordKey(crm_object, record_id)))
    return places


def held(crm: CrmServer) -> Iterator[tuple[str, str, str]]:
    """Yield the name of each activity that the CRM holds, with the part and its record."""
    for item in crm.items.values():
        name = _NAME.search(repr(item.values))
        ids = {of: item.values.get(column) for of, column in (("contact", "PrimaryContactId"), ("lead", "LeadId"))}
        named = [f"{of}/{record_id}" for of, record_id in ids.items() if record_id is not None]
        on = named or [f"{_SINGULAR[kind]}/{record_id}" for kind, _, record_id in (to.partition("/") for to in item.on)]
        if name is not None:
            yield name[0], item.kind, ", ".join(sorted(on))


def new_activities(crm: CrmServer, places: list[Place], count: int) -> list[tuple[NewActivity, Place]]:
    """Return activities of every kind that the CRM takes, on all records; a third has no subject."""
    kinds = [kind for kind in ActivityKind if crm.crm is Crm.HUBSPOT or kind is not ActivityKind.CALL]
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
                    user_id=SELLER,
                    profile=place.profile,
                    text=text,
                    degree=degrees.get(kind),
                    occurred_at=at,
                ),
                place,
            )
        )
    return made


def expected(crm: CrmServer, activity: NewActivity, place: Place) -> list[tuple[str, str]]:
    """Return the objects that an activity must be, with their record."""
    on = f"{place.record.object.value}/{place.record.id}"
    if crm.crm is Crm.ORACLE:
        is_note = activity.kind is ActivityKind.NOTE
        names = (["Note"] if is_note else []) + ([] if place.record.object is CrmObject.ACCOUNT else ["activities"])
        return sorted((name, on) for name in names)
    kinds = {ActivityKind.INMAIL: "communications", ActivityKind.MESSAGE: "communications", ActivityKind.CALL: "calls"}
    return [(kinds.get(activity.kind, "notes"), on)]


@dataclass
class Accepting:
    """A tenant in a store of a folder, the CRM, and the draws."""

    crm: CrmServer
    folder: Path
    draw: random.Random
    url: str
    clock: Clock = field(default_factory=Clock)
    kills: Counter[str] = field(default_factory=Counter)

    @contextmanager
    def tenant(self) -> Iterator[Tenant]:
        """Open the store and the tenant in this process."""
        store = opened(self.url, self.folder)
        no_web: Any = None
        nothing: dict[Kind, Any] = {}
        parts = make_parts(store, Matchers(nothing.__getitem__), self.clock, self.folder)
        try:
            yield Tenant(parts, no_web, self.clock)
        finally:
            store.close()

    def set_up(self, places: list[Place]) -> None:
        """Write the contract, the seller with seat and grant, records and links."""
        migrate(self.url)
        with self.tenant() as tenant:
            make_tenant(tenant.parts, tenant.web, self.clock, crm=self.crm.crm)
            tenant.settings(writeback=True)
            with tenant.store.writing() as connection:
                connection.execute(update(instances).values(urls={"api": self.crm.url}))
            tenant.give_seats()
            scope = tenant.scope
            with scope.writing() as open_scope:
                work = WritebackTransaction(open_scope, self.clock(), tenant.parts.matching)
                work.grant(SELLER)
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

    def worker(self, kill_at: int | None, *, at_statement: bool = False) -> bool:
        """Work as `onematch work` in a process of its own, until nothing is due; return whether it ended by itself.

        A worker that waits for the lease of a killed one does nothing.
        """

        def deliver() -> None:
            http = httpx.Client(verify=secure_context(), timeout=5.0)

            def client_of(scope: InstanceScope, token: str) -> CrmClient:
                dying = http if kill_at is None or at_statement else httpx.Client(transport=_Dying(http, counted))
                return CrmClient(dying, scope.instance.urls["api"], token, bodies_of(scope), lambda _: None)

            counted = _Counted(kill_at or 0)
            with self.tenant() as tenant:
                if kill_at is not None and at_statement:
                    _die_at_statement(tenant.store, kill_at)
                table = WorkTable({}, [Task("deliver", 0, partial(deliver_due, client_of=client_of))])
                worker = Worker(tenant.parts, table)
                while worker.take_over() and worker.turn():
                    pass
                with tenant.store.writing() as connection:
                    drop_lease(connection, WORK, worker.holder)

        return self._forked("worker", deliver)

    def _forked(self, name: str, work: Callable[[], None]) -> bool:
        _, status = os.waitpid(in_a_fork(work), 0)
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
        """Let a third of the coming calls fail, and the index lag."""
        self.crm.next_fault = lambda _: self.draw.choice(PASSING) if self.draw.random() < FAULTY else None
        lag_s = self.draw.choice(LAGS_S)
        if self.crm.crm is Crm.HUBSPOT:
            self.crm.portal.records.search_lag_s = lag_s
        else:
            self.crm.pod.records.read_lag_s = lag_s


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


def accept(crm: CrmServer, folder: Path, url: str, *, count: int, kills: int, seed: int) -> dict[str, Any]:
    """Take and deliver all activities under kills and faults; return the figures."""
    work = Accepting(crm, folder, random.Random(seed), url)
    crm.clock.source = work.clock
    places = places_in(crm)
    work.set_up(places)
    new = new_activities(crm, places, count)
    left = [activity for activity, _ in new]
    rounds = 0
    while (left or work.waiting() or sum(work.kills.values()) < kills) and rounds < 2_000:
        rounds += 1
        work.plan_faults()
        some = left[: max(1, count // 12)]
        dies = sum(work.kills.values()) < kills
        if some and work.service(
            some, work.draw.randint(3, 60) if dies and work.kills["service"] < kills // 2 else None
        ):
            left = left[len(some) :]
        is_idle = not left and not work.waiting()
        at_statement = is_idle or work.draw.random() < AT_STATEMENTS
        kill_at = work.draw.randint(1, 3 if is_idle else 30 if at_statement else 8)
        is_whole = work.worker(kill_at if dies and rounds % 2 else None, at_statement=at_statement)
        moments = work.waiting()
        step = timedelta(seconds=1) if left or not moments else max(min(moments) - work.clock(), timedelta(seconds=1))
        work.clock.now += step if is_whole else max(step, LONGEST_CALL)
    crm.next_fault = lambda _: None
    return _judged(crm, new) | {
        "crm": crm.crm.value,
        "activities": count,
        "kills": dict(work.kills),
        "faults": dict(Counter(call.fault.value for call in crm.double.journal if call.fault is not None)),
        "rounds": rounds,
        "hours": round((work.clock() - START).total_seconds() / 3600, 1),
        "states": dict(work.states()),
    }


def _judged(crm: CrmServer, new: list[tuple[NewActivity, Place]]) -> dict[str, Any]:
    parts_by_name: dict[str, list[tuple[str, str]]] = {}
    for name, part, on in held(crm):
        parts_by_name.setdefault(name, []).append((part, on))
    judged: Counter[str] = Counter({"right": 0, "lost": 0, "twice": 0, "elsewhere": 0})
    for activity, place in new:
        found = sorted(parts_by_name.get(f"number-{activity.id[1:]}x", []))
        wanted = expected(crm, activity, place)
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
    parser.add_argument("--database", help="an empty database in place of a file of SQLite")
    asked = parser.parse_args()
    with running_crm(asked.crm) as crm, tempfile.TemporaryDirectory() as folder:
        url = asked.database or f"sqlite:///{folder}/store.db"
        found = accept(crm, Path(folder), url, count=asked.activities, kills=asked.kills, seed=asked.seed)
    print(json.dumps(found, indent=1))
    return 0 if found["right"] == asked.activities and sum(found["kills"].values()) == asked.kills else 1


if __name__ == "__main__":
    sys.exit(main())
