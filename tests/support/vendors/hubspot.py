"""A double of HubSpot's API that a test starts in a thread.

    with HubSpotDouble() as double:
        double.address, double.private_token(), double.user_create("contacts", {"email": "ada@example.com"})

It is written from the vendor's pages and OpenAPI files alone; `tests/support/vendors/README.md` lists every
behaviour with its page.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Self, TypeVar

from tests.support.vendors.clock import VendorClock
from tests.support.vendors.faults import FaultPlan, VendorFault
from tests.support.vendors.hubspot_access import ALL_SCOPES, PortalAccess, too_many
from tests.support.vendors.hubspot_endpoints import PortalEndpoints
from tests.support.vendors.hubspot_merges import merge
from tests.support.vendors.hubspot_records import PortalRecords
from tests.support.vendors.hubspot_schema import kind_of
from tests.support.vendors.hubspot_state import PortalOwner, PortalPipeline, PortalRecord, PortalState
from tests.support.vendors.hubspot_values import HubSpotRefusal
from tests.support.vendors.server import Exchange, RouteTable, VendorAnswer, VendorCall, VendorServer

_CATEGORIES = {400: "VALIDATION_ERROR", 401: "INVALID_AUTHENTICATION", 403: "MISSING_SCOPES", 500: "INTERNAL_ERROR"}
READING_POSTS = ("/search", "/batch/read")
Result = TypeVar("Result")


class HubSpotDouble:
    """One HubSpot portal with one app; its methods named `user_` are what a user of the portal does by hand."""

    def __init__(
        self, *, clock: VendorClock | None = None, faults: FaultPlan | None = None, search_lag_s: float = 0.0
    ) -> None:
        self.clock = clock or VendorClock()
        self.faults = faults or FaultPlan()
        self.state = PortalState()
        self.records = PortalRecords(self.state, self.clock, search_lag_s)
        self.access = PortalAccess(self.state)
        self._routes = RouteTable(PortalEndpoints(self.records).routes())
        self.server = VendorServer(self._answer, error=self._error, faults=self.faults, clock=self.clock)

    def __enter__(self) -> Self:
        self.server.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.__exit__()

    @property
    def address(self) -> str:
        return self.server.address

    @property
    def journal(self) -> list[Exchange]:
        return self.server.journal

    # Requests.

    def _answer(self, call: VendorCall) -> VendorAnswer:
        try:
            token = self.access.check(call)
            path = call.path.rstrip("/")
            found = self._routes.find(call.method, path)
            if found is None:
                status = 405 if self._routes.has(path) else 404
                return VendorAnswer(status, {"status": "error", "message": "resource not found"})
            handler, parts = found
            for scope in self._scopes(call, parts):
                self.access.need(token, scope)
            return handler(replace(call, parts=parts))
        except HubSpotRefusal as refusal:
            return refusal.answer()

    def _scopes(self, call: VendorCall, parts: Mapping[str, str]) -> list[str]:
        """Return the scopes that a request needs: of each object it names, to read or to write."""
        if call.path.startswith("/crm/v3/owners"):
            return ["crm.objects.owners.read"]
        writes = call.method != "GET" and not call.path.endswith(READING_POSTS)
        kinds = [kind_of(parts[name]) for name in ("type", "to") if name in parts]
        return sorted(
            {f"crm.objects.{kind.scope}.{'write' if writes else 'read'}" for kind in kinds if kind is not None}
        )

    def _error(self, fault: VendorFault) -> VendorAnswer:
        """Return the answer of a fault: HubSpot's 429, or a gateway's page without JSON."""
        if fault.status == 429:
            return too_many(fault.retry_after).answer()
        headers = {} if fault.retry_after is None else {"Retry-After": fault.retry_after}
        if fault.status in _CATEGORIES:
            return HubSpotRefusal(fault.status, "refused on demand", _CATEGORIES[fault.status]).answer()
        page = f"<html><body>{fault.status}</body></html>".encode()
        return VendorAnswer(fault.status, headers=headers, media_type="text/html", raw=page)

    def private_token(self, scopes: tuple[str, ...] = ALL_SCOPES) -> str:
        """Return a token that does not expire, as a private app has."""
        return self.access.issue(scopes)

    # What a user of the portal does.

    def user_create(self, kind: str, properties: Mapping[str, str]) -> PortalRecord:
        return self._by_user(lambda: self.records.create(kind, properties, []))

    def user_change(self, kind: str, record_id: str, properties: Mapping[str, str]) -> PortalRecord:
        return self._by_user(lambda: self.records.update(kind, record_id, properties))

    def user_delete(self, kind: str, record_id: str) -> PortalRecord:
        return self._by_user(lambda: self.records.archive(kind, record_id))

    def user_restore(self, kind: str, record_id: str) -> PortalRecord:
        return self._by_user(lambda: self.records.restore(kind, record_id))

    def user_merge(self, kind: str, primary_id: str, other_id: str) -> PortalRecord:
        return self._by_user(lambda: merge(self.records, kind, primary_id, other_id))

    def user_associate(self, kind: str, record_id: str, to_kind: str, to_id: str, types: Sequence[int] = ()) -> None:
        """Associate two records, unlabelled or with the given type ids."""
        records = self.records
        self._by_user(
            lambda: records.associations.add(records.get(kind, record_id), records.get(to_kind, to_id), types)
        )

    def user_move(self, contact_id: str, company_id: str) -> None:
        """Move a contact to another company, its only one; no date moves."""
        contact = self.records.get("contacts", contact_id)

        def leave() -> None:
            for old in list(self.records.associations.of(contact, "companies")):
                self.records.associations.remove(contact, self.records.get("companies", old))

        self._by_user(leave)
        self.user_associate("contacts", contact.id, "companies", company_id)

    def user_owner(self, owner_id: str, email: str, user_id: int, *, archived: bool = False) -> PortalOwner:
        """Add an owner."""
        owner = PortalOwner(id=owner_id, email=email, user_id=user_id, archived=archived)
        self._by_user(lambda: self.state.owners.append(owner))
        return owner

    def user_pipeline(self, pipeline: PortalPipeline) -> None:
        """Add a deal pipeline, or replace the one with this id."""
        with self.server.lock:
            kept = [known for known in self.state.pipelines if known.id != pipeline.id]
            self.state.pipelines[:] = [*kept, pipeline]

    def _by_user(self, act: Callable[[], Result]) -> Result:
        with self.server.lock:
            return act()
