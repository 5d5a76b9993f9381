"""Random kills of the delivery and random faults of the CRM lose and duplicate nothing (S70)."""

import gc
import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
from sqlalchemy import Engine, event

from serving.contract.activities.calls import bodies_of
from serving.contract.activities.deliver import deliver_due
from serving.contract.activities.intake import NewActivity
from serving.crm.activities import Text
from serving.crm.crm_client import CrmClient
from serving.crm.delivery import LONGEST_CALL
from serving.store.contracts import InstanceScope
from serving.vocabulary.terms import ActivityKind, Crm
from tests.support.collector import FREEZE
from tests.support.crm_server import Fault, running_crm
from tests.support.tenant import make_tenant
from tests.support.writeback_tenant import COMPANY, MEMBER, Writeback, new_activity, set_up

KILLS = 50
ACTIVITIES = 36
FAULTS = [
    Fault.BUSY,
    Fault.FAILED,
    Fault.CLOSED,
    Fault.COMMITS_THEN_FAILS,
    Fault.COMMITS_THEN_CLOSES,
    Fault.COMMITS_THEN_ANSWERS_INCOMPLETELY,
    Fault.COMMITS_THEN_ANSWERS_NONSENSE,
]
KINDS: dict[Crm, list[ActivityKind]] = {
    Crm.HUBSPOT: list(ActivityKind),
    Crm.ORACLE: [kind for kind in ActivityKind if kind is not ActivityKind.CALL],
}


class Killed(BaseException):
    """The process ends here."""


@dataclass
class RandomKill:
    """Kills before or after the n-th statement, call or answer from now on; never if `left` is None."""

    left: int | None = None
    kills: int = 0

    def statement(self, _connection: object, _cursor: object, statement: str, *_: object) -> None:
        """Do not kill at the begin of a transaction: SQLAlchemy could not return its connection."""
        if not statement.startswith(("begin", "pragma")):
            self.passed()

    def passed(self, *_: object) -> None:
        if self.left is None:
            return
        self.left -= 1
        if self.left <= 0:
            self.left = None
            self.kills += 1
            raise Killed

    @contextmanager
    def watching(self, engine: Engine) -> Iterator[None]:
        names = ("before_cursor_execute", "after_cursor_execute")
        for name in names:
            event.listen(engine, name, self.statement)
        try:
            yield
        finally:
            for name in names:
                event.remove(engine, name, self.statement)


def activities_of(crm: Crm) -> list[NewActivity]:
    """Some of every kind, notes on a company among them, all different."""
    made: list[NewActivity] = []
    for number in range(ACTIVITIES):
        kind = KINDS[crm][number % len(KINDS[crm])]
        profile = COMPANY if kind is ActivityKind.NOTE and number % 2 else MEMBER
        text = Text(f"Number {number}", "All of them differ")
        made.append(new_activity(kind, id=f"a{number:02}", profile=profile, text=text))
    return made


def test_s70_fifty_kills_and_random_faults_lose_nothing_and_write_nothing_twice(
    writeback: Writeback, crm_http: httpx.Client
) -> None:
    """S70, D31, D32: the CRM and the journal equal those of an undisturbed run."""
    expected = run_undisturbed(writeback, crm_http)
    probability = random.Random(20260302)
    new = activities_of(writeback.crm.crm)
    kills = RandomKill()
    writeback.crm.next_fault = lambda _: probability.choice(FAULTS) if probability.random() < 0.25 else None

    FREEZE()  # each kill collects garbage; the models are large
    with kills.watching(writeback.tenant.store.engine):
        while kills.kills < KILLS:
            kills.left = probability.randint(1, 45)
            deliver_until_killed(writeback, kills, crm_http, [new.pop()] if new else [])
            writeback.tenant.clock.now += LONGEST_CALL if probability.random() < 0.7 else timedelta(seconds=3)
    writeback.take(*new)
    writeback.crm.next_fault = lambda _: None
    writeback.deliver_all()

    assert kills.kills == KILLS
    assert {row.state for row in writeback.rows()} == {"delivered"}
    assert len(writeback.rows()) == ACTIVITIES
    assert outcome(writeback) == expected


def run_undisturbed(writeback: Writeback, http: httpx.Client) -> tuple[list[str], list[tuple[str, str, str, str]]]:
    """Deliver the same activities to another contract's CRM without faults and kills."""
    no_web: Any = None
    tenant = writeback.tenant
    kind = writeback.crm.crm
    with running_crm(kind) as crm:
        other = set_up(make_tenant(tenant.parts, no_web, tenant.clock, contract_id="undisturbed", crm=kind), crm, http)
        other.take(*activities_of(kind))
        while other.deliver():
            pass
        return outcome(other)


def deliver_until_killed(
    writeback: Writeback, kills: RandomKill, http: httpx.Client, coming: list[NewActivity]
) -> None:
    def client_of(scope: InstanceScope, token: str) -> CrmClient:
        killing = httpx.Client(transport=KillingTransport(http, kills))
        return CrmClient(killing, scope.instance.urls["api"], token, bodies_of(scope), writeback.slept.append)

    left = kills.left
    kills.left = None
    writeback.take(*coming)
    kills.left = left
    try:
        while deliver_due(writeback.tenant.parts, writeback.now, client_of, parallel=1):
            pass
    except Killed:
        pass
    kills.left = None
    gc.collect()  # a process that ends closes its connections and cursors


class KillingTransport(httpx.BaseTransport):
    """Kills before a call is sent and after its answer has arrived."""

    def __init__(self, http: httpx.Client, kills: RandomKill) -> None:
        self._http = http
        self._reaper = kills

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self._reaper.passed()
        answer = self._http.send(
            httpx.Request(request.method, request.url, headers=request.headers, content=request.read())
        )
        self._reaper.passed()
        return httpx.Response(
            answer.status_code, headers={"Retry-After": answer.headers.get("Retry-After", "")}, content=answer.content
        )


def outcome(writeback: Writeback) -> tuple[list[str], list[tuple[str, str, str, str]]]:
    """Return the objects in the CRM and the journal, without markers (each instance has its own)."""
    held = [re.sub("om[0-9a-f]{16,32}", "MARKER", repr(item)) for item in writeback.crm.holdings.contents()]
    return sorted(held), sorted(writeback.journal())
