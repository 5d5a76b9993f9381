"""A vendor's double as the writeback sees it: faults on demand, what it was asked, and what was written into it."""

import base64
import json
import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import Enum
from typing import Any
from urllib.parse import unquote

from serving.vocabulary.terms import Crm
from tests.support.tenant import ADMIN, OTHER_SELLER, SELLER
from tests.support.vendors.clock import VendorClock
from tests.support.vendors.faults import FaultKind, FaultPlan, VendorFault
from tests.support.vendors.hubspot import ALL_SCOPES, HubSpotDouble
from tests.support.vendors.hubspot_schema import KINDS
from tests.support.vendors.hubspot_state import PortalRecord
from tests.support.vendors.oracle import OracleDouble
from tests.support.vendors.oracle_schema import NOTE, RESOURCES, AttributeType
from tests.support.vendors.oracle_state import OracleRow
from tests.support.vendors.server import VendorAnswer, VendorCall

_NEVER = datetime(2100, 1, 1, tzinfo=UTC)


class Fault(Enum):
    """How a request fails; those that commit are carried out first."""

    BUSY = (FaultKind.STATUS, 429)
    FAILED = (FaultKind.STATUS, 500)
    UNAUTHORISED = (FaultKind.STATUS, 401)
    FORBIDDEN = (FaultKind.STATUS, 403)
    REFUSED = (FaultKind.STATUS, 400)
    MISSING = (FaultKind.STATUS, 404)
    CLOSED = (FaultKind.RESET_BEFORE, 0)
    COMMITS_THEN_FAILS = (FaultKind.STATUS_AFTER, 500)
    COMMITS_THEN_CLOSES = (FaultKind.RESET_AFTER, 0)
    COMMITS_THEN_ANSWERS_INCOMPLETELY = (FaultKind.CUT_OFF, 0)
    COMMITS_THEN_ANSWERS_NONSENSE = (FaultKind.TRUNCATED, 0)


@dataclass(frozen=True, slots=True)
class Seen:
    """One request that arrived."""

    method: str
    path: str
    body: Any
    token: str = ""

    @property
    def writes(self) -> bool:
        """Whether it may change something; a search is a POST that changes nothing."""
        return self.method != "GET" and not self.path.endswith(("/search", "/findDuplicates"))


@dataclass(frozen=True, slots=True)
class Item:
    """What stands in a CRM: the values that were set, and its records, such as `contacts/101`."""

    kind: str
    id: str
    values: dict[str, Any]
    on: set[str]


class TenantClock(VendorClock):
    """The clock of a tenant, which a test moves."""

    source: Callable[[], datetime] | None = None

    def now(self) -> datetime:
        at = super().now() if self.source is None else self.source()
        return at.replace(microsecond=at.microsecond // 1000 * 1000)


class _Portal(HubSpotDouble):
    """A portal that takes the tokens of a test."""

    tokens: frozenset[str] | set[str] = frozenset()

    def _answer(self, call: VendorCall) -> VendorAnswer:
        token = _token(call)
        self.state.tokens.pop(token, None)
        if not self.tokens or token in self.tokens:
            self.state.tokens[token] = ALL_SCOPES
        return super()._answer(call)


class _Pod(OracleDouble):
    """A pod that takes the tokens of a test, and knows rows by the ids of the tests beside its own numbers."""

    tokens: frozenset[str] | set[str] = frozenset()

    def __init__(self, *, clock: VendorClock, faults: FaultPlan) -> None:
        super().__init__(clock=clock, faults=faults)
        self.numbers: dict[str, int] = {}

    def _answer(self, call: VendorCall) -> VendorAnswer:
        token = _token(call)
        self.state.tokens.pop(token, None)
        if not self.tokens or token in self.tokens:
            self.state.tokens[token] = _NEVER
        body, query = call.body.decode(), {name: list(values) for name, values in call.query.items()}
        for name, number in self.numbers.items():
            body = body.replace(f'"{name}"', str(number))
            query["q"] = [re.sub(rf"'{name}'|(?<==){name}\b", str(number), text) for text in query.get("q", [""])]
        return super()._answer(replace(call, body=body.encode(), query=query))


class CrmServer(FaultPlan):
    """One CRM; the coming requests use up `faults`, afterwards `next_fault` chooses.

    What only finds an address or a type before a write uses up `look_up_faults`.
    """

    def __init__(self, crm: Crm) -> None:
        super().__init__()
        self.crm = crm
        self.clock = TenantClock()
        self.faults: deque[Fault | None] = deque()
        self.look_up_faults: deque[Fault | None] = deque()
        self.next_fault: Callable[[Seen], Fault | None] = lambda _: None
        self.retry_after_s = 1
        self._known: set[str] = set()
        double = _Portal if crm is Crm.HUBSPOT else _Pod
        self.double = double(clock=self.clock, faults=self)
        for number, user in enumerate((ADMIN, SELLER, OTHER_SELLER), start=1):
            if isinstance(self.double, _Portal):
                self.double.user_owner(user, f"{user}@seller.example", number)
            else:
                self.know("resourceUsers", user)

    @property
    def portal(self) -> HubSpotDouble:
        assert isinstance(self.double, HubSpotDouble)
        return self.double

    @property
    def pod(self) -> OracleDouble:
        assert isinstance(self.double, OracleDouble)
        return self.double

    @property
    def url(self) -> str:
        return self.double.address

    @property
    def tokens(self) -> frozenset[str] | set[str]:
        """The tokens that the CRM takes; all of them where none is named."""
        return self.double.tokens

    @tokens.setter
    def tokens(self, tokens: set[str]) -> None:
        self.double.tokens = tokens

    def take(self, method: str, target: str, body: bytes) -> VendorFault | None:
        """Return the fault of a request."""
        path, _, query = target.partition("?")
        is_look_up = "limit=1" in query.split("&") or path.endswith("/labels")
        faults = self.look_up_faults if is_look_up else self.faults
        fault = faults.popleft() if faults else self.next_fault(Seen(method, unquote(path), _read(body)))
        if fault is None:
            return None
        kind, status = fault.value
        return VendorFault(kind, status=status, retry_after=str(self.retry_after_s) if status == 429 else None)

    # What it was asked.

    @property
    def seen(self) -> list[Seen]:
        calls = [exchange.call for exchange in self.double.journal]
        return [Seen(call.method, unquote(call.path), _read(call.body), _token(call)) for call in calls]

    def writes(self) -> list[Seen]:
        """Return the requests that may have changed something."""
        return [seen for seen in self.seen if seen.writes]

    def company_writes(self) -> list[Seen]:
        """Return the writes to a company itself, without those to its notes (S38)."""
        return [seen for seen in self.writes() if _is_a_company(seen.path)]

    # What it holds.

    @property
    def items(self) -> dict[str, Item]:
        """What was written by requests and by `user_write`, by id; not the records that were known before."""
        shown = (self._item(row) for key, row in self._rows().items() if key not in self._known)
        return {item.id: item for item in shown}

    def of(self, kind: str) -> list[Item]:
        return [item for item in self.items.values() if item.kind == kind]

    def contents(self) -> list[tuple[str, str, str]]:
        """Return the items without assigned ids: kind, values, records; sorted."""
        items = self.items.values()
        return sorted((item.kind, repr(sorted(item.values.items())), repr(sorted(item.on))) for item in items)

    def record(self, kind: str, record_id: str) -> Item:
        """Return a record, whoever made it."""
        return self._item(self._rows()[f"{kind}/{self._number(record_id)}"])

    def know(self, kind: str, record_id: str) -> None:
        """Add a record that was there before; HubSpot has no leads, and calls accounts companies."""
        if isinstance(self.double, _Portal):
            kind = "companies" if kind == "accounts" else kind
            if kind in KINDS and f"{kind}/{record_id}" not in self.double.state.records:
                made = self.double.user_create(kind, {_NAMES[kind]: f"Known {record_id}"})
                del self.double.state.records[made.key]
                made.id = record_id
                self.double.state.records[made.key] = made
                self.double.records.touch(made)
        else:
            number = int(record_id) if record_id.isdecimal() else len(self.double.numbers) + 1
            self.double.numbers[record_id] = number
            if f"{kind}/{number}" not in self.double.state.rows:
                following = self.double.state.next_id
                self.double.state.next_id = number - 1
                self.double.user_create(kind, {_ORACLES_NAMES[kind]: f"Known {record_id}"})
                self.double.state.next_id = following
        self._known.add(f"{kind}/{self._number(record_id)}")

    def user_write(self, kind: str, values: Mapping[str, Any], on: str = "") -> str:
        """Add what somebody else wrote, on a record such as `contacts/101`; return its id."""
        if isinstance(self.double, _Portal):
            return self.double.user_create(kind, values).id
        if not on:
            return str(self.double.user_create(kind, values))
        resource, _, record_id = on.partition("/")
        return str(self.double.user_child(resource, int(record_id), kind, values))

    def edit(self, item: Item, name: str, text: str) -> None:
        """Change a text of an item, as a user of the CRM does."""
        if isinstance(self.double, _Portal):
            self.double.user_change(item.kind, item.id, {name: text})
        else:
            [row] = [row for row in self._rows().values() if self._item(row) == item]
            row.values[name] = base64.b64encode(text.encode()).decode()

    def lose(self, kind: str, record_id: str) -> None:
        """Delete a record, as a user of the CRM does."""
        if isinstance(self.double, _Portal):
            self.double.user_delete(kind, record_id)
        else:
            self.double.user_delete(kind, self.double.numbers[record_id])

    def _number(self, record_id: str) -> str | int:
        return record_id if isinstance(self.double, _Portal) else self.double.numbers.get(record_id, record_id)

    def _rows(self) -> dict[str, Any]:
        """Return the rows that are there, by kind and id."""
        if isinstance(self.double, _Portal):
            return {key: record for key, record in self.double.state.records.items() if not record.archived}
        rows = self.double.state.rows
        there = {key: row for key, row in rows.items() if not row.gone}
        return {key: row for key, row in there.items() if not row.parent or row.parent in there}

    def _item(self, row: PortalRecord | OracleRow) -> Item:
        if isinstance(row, PortalRecord):
            known = KINDS[row.kind].properties
            values: dict[str, Any] = {name: text for name, text in row.properties.items() if not known[name].read_only}
            return Item(row.kind, row.id, values, set(self.portal.state.associations.get(row.key, ())))
        resource = NOTE if row.resource == NOTE.name else RESOURCES[row.resource]
        values = {}
        for name, value in row.values.items():
            attribute = resource.attributes[name]
            if attribute.updatable and value is not None:
                is_large = attribute.type is AttributeType.LOB
                values[name] = base64.b64decode(str(value)).decode() if is_large else value
        return Item(row.resource, str(row.id(resource.id)), values, {row.parent} if row.parent else set())


_NAMES = {"contacts": "lastname", "companies": "name"}
_ORACLES_NAMES = {"accounts": "OrganizationName", "contacts": "LastName", "leads": "Name", "resourceUsers": "Username"}


@contextmanager
def running_crm(crm: Crm) -> Iterator[CrmServer]:
    """Serve a CRM on a free port until the block ends."""
    server = CrmServer(crm)
    with server.double:
        yield server


def _token(call: VendorCall) -> str:
    return call.headers.get("authorization", "").removeprefix("Bearer ")


def _read(body: bytes) -> Any:
    return json.loads(body) if body else None


def _is_a_company(path: str) -> bool:
    """HubSpot's /crm/v3/objects/companies..., Oracle's .../accounts... except the notes below one."""
    parts = path.strip("/").split("/")
    return ("companies" in parts[:4] and "objects" in parts[:3]) or ("accounts" in parts[:4] and "Note" not in parts)
