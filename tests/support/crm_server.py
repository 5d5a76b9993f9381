"""The tests' CRM: a real HTTP server that checks and stores each request, and fails on demand."""

import json
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any
from urllib.parse import unquote

from serving.vocabulary.terms import Crm
from tests.support.crm_contract import contract_of
from tests.support.crm_memory import Answer, Holdings, HubspotMemory, OracleMemory
from tests.support.vendors.server import VendorAnswer, VendorCall, VendorServer


class Fault(Enum):
    """How a request fails; those of the second group are carried out first."""

    BUSY = auto()
    FAILED = auto()
    CLOSED = auto()
    HANGS = auto()
    UNAUTHORISED = auto()
    FORBIDDEN = auto()
    REFUSED = auto()
    COMMITS_THEN_FAILS = auto()
    COMMITS_THEN_CLOSES = auto()
    COMMITS_THEN_HANGS = auto()
    COMMITS_THEN_ANSWERS_INCOMPLETELY = auto()
    COMMITS_THEN_ANSWERS_NONSENSE = auto()


COMMITTING = tuple(fault for fault in Fault if fault.name.startswith("COMMITS"))
_STATUS = {Fault.BUSY: 429, Fault.FAILED: 500, Fault.UNAUTHORISED: 401, Fault.FORBIDDEN: 403, Fault.REFUSED: 400}


@dataclass(frozen=True, slots=True)
class Seen:
    """One request that arrived."""

    method: str
    path: str
    body: Any
    token: str

    @property
    def writes(self) -> bool:
        """Whether it may change something; a search is a POST that changes nothing."""
        return self.method != "GET" and not self.path.endswith(("/search", "/findDuplicates"))


@dataclass(slots=True)
class CrmServer:
    """One CRM; the coming requests use up `faults`, afterwards `next_fault` chooses.

    What only finds an address or a type before a write uses up `look_up_faults`.
    """

    crm: Crm
    memory: HubspotMemory | OracleMemory
    url: str = ""
    tokens: set[str] = field(default_factory=set)
    retry_after_s: int = 1
    hang_s: float = 1.0
    seen: list[Seen] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    faults: deque[Fault | None] = field(default_factory=deque)
    look_up_faults: deque[Fault | None] = field(default_factory=deque)
    next_fault: Callable[[Seen], Fault | None] = lambda _: None
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def holdings(self) -> Holdings:
        return self.memory.holdings

    def writes(self) -> list[Seen]:
        """Return the requests that may have changed something."""
        return [one for one in self.seen if one.writes]

    def company_writes(self) -> list[Seen]:
        """Return the writes to a company itself, without those to its notes (S38)."""
        return [one for one in self.writes() if _is_a_company(one.path)]

    def take(self, seen: Seen, query: dict[str, str], media_type: str) -> tuple[Fault | None, Answer]:
        """Carry a request out, or not; one at a time."""
        with self.lock:
            self.seen.append(seen)
            if self.tokens and seen.token not in self.tokens:
                return None, (401, {"message": "unauthorised"})
            wrong = contract_of(self.crm).violations(seen.method, seen.path, query, (media_type, seen.body))
            if wrong:
                self.violations += wrong
                return None, (400, {"message": wrong[0]})
            is_look_up = query.get("limit") == "1" or seen.path.endswith("/labels")
            faults = self.look_up_faults if is_look_up else self.faults
            fault = faults.popleft() if faults else self.next_fault(seen)
            if fault is not None and fault not in COMMITTING:
                return fault, (_STATUS.get(fault, 500), {"message": fault.name})
            answer = self.memory.answer(seen.method, seen.path, query, seen.body)
            failed = fault is Fault.COMMITS_THEN_FAILS
            return fault, (500, {"message": "after the fact"}) if failed else answer

    def answer(self, call: VendorCall) -> VendorAnswer:
        """Answer a request, or fail as planned."""
        path = unquote(call.path)
        token = call.headers.get("authorization", "").removeprefix("Bearer ")
        seen = Seen(call.method, path, json.loads(call.body) if call.body else None, token)
        query = {name: call.one(name) for name in call.query}
        fault, (status, answer) = self.take(seen, query, call.headers.get("content-type", ""))
        if fault in (Fault.HANGS, Fault.COMMITS_THEN_HANGS):
            time.sleep(self.hang_s)
        if fault in (Fault.CLOSED, Fault.HANGS, Fault.COMMITS_THEN_CLOSES, Fault.COMMITS_THEN_HANGS):
            return VendorAnswer(0)
        if fault is Fault.COMMITS_THEN_ANSWERS_NONSENSE:
            return VendorAnswer(status, raw=b"<html>so sorry</html>")
        headers = {"Retry-After": str(self.retry_after_s)} if status == 429 else {}
        is_cut_off = fault is Fault.COMMITS_THEN_ANSWERS_INCOMPLETELY
        if isinstance(answer, bytes):
            return VendorAnswer(
                status, headers=headers, media_type="application/octet-stream", raw=answer, is_cut_off=is_cut_off
            )
        return VendorAnswer(status, answer, headers, is_cut_off=is_cut_off)


@contextmanager
def running_crm(crm: Crm) -> Iterator[CrmServer]:
    """Serve a CRM on a free port until the block ends."""
    server = CrmServer(crm, HubspotMemory() if crm is Crm.HUBSPOT else OracleMemory())
    with VendorServer(server.answer, lock=nullcontext()) as http:
        server.url = http.address
        yield server


def _is_a_company(path: str) -> bool:
    """HubSpot's /crm/v3/objects/companies..., Oracle's .../accounts... except the notes below one."""
    parts = path.strip("/").split("/")
    return ("companies" in parts[:4] and "objects" in parts[:3]) or ("accounts" in parts[:4] and "Note" not in parts)
