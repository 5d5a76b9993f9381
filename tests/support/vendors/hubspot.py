"""A double of HubSpot's API that a test starts in a thread.

    with HubSpotDouble() as double:
        double.address, double.private_token(), double.user_create("contacts", {"email": "ada@example.com"})

It is written from the vendor's pages and OpenAPI files alone; `tests/support/vendors/README.md` lists every
behaviour with its page. Scopes: 403, as https://developers.hubspot.com/docs/api-reference/error-handling says.
UNCONFIRMED: the words of the 401 and 403 bodies, which public clients report.
"""

import uuid
from collections.abc import Mapping
from dataclasses import replace

from tests.support.vendors.clock import VendorClock
from tests.support.vendors.faults import FaultPlan
from tests.support.vendors.hubspot_endpoints import PortalEndpoints
from tests.support.vendors.hubspot_records import PortalRecords
from tests.support.vendors.hubspot_schema import KINDS
from tests.support.vendors.hubspot_state import PortalOwner, PortalPipeline, PortalRecord, PortalState
from tests.support.vendors.hubspot_values import HubSpotRefusal
from tests.support.vendors.server import RouteTable, VendorAnswer, VendorCall, VendorDouble

READING_POSTS = ("/search", "/batch/read")
ALL_SCOPES = (
    *(f"crm.objects.{kind}.{way}" for kind in ("contacts", "companies", "deals") for way in ("read", "write")),
    "crm.objects.owners.read",
)


class HubSpotDouble(VendorDouble):
    """One HubSpot portal with one app; its methods named `user_` are what a user of the portal does by hand."""

    def __init__(
        self, *, clock: VendorClock | None = None, faults: FaultPlan | None = None, search_lag_s: float = 0.0
    ) -> None:
        super().__init__(clock, faults)
        self.state = PortalState()
        self.records = PortalRecords(self.state, self.clock, search_lag_s)
        self._routes = RouteTable(PortalEndpoints(self.records).routes())

    # Requests.

    def _answer(self, call: VendorCall) -> VendorAnswer:
        try:
            return self._routed(call)
        except HubSpotRefusal as refusal:
            return refusal.answer

    def _routed(self, call: VendorCall) -> VendorAnswer:
        scheme, _, token = call.headers.get("authorization", "").partition(" ")
        granted = self.state.tokens.get(token) if scheme == "Bearer" else None
        if granted is None:
            raise HubSpotRefusal(401, "Authentication credentials not found.", "INVALID_AUTHENTICATION")
        found = self._routes.find(call.method, call.path)
        if found is None:
            return VendorAnswer(404, {"status": "error", "message": "resource not found"})
        handler, parts = found
        lacking = [scope for scope in self._scopes(call, parts) if scope not in granted]
        if lacking:
            needed = {"message": "Scopes are required.", "context": {"requiredGranularScopes": lacking[:1]}}
            message = "This app hasn't been granted all required scopes to make this call."
            raise HubSpotRefusal(403, message, "MISSING_SCOPES", errors=[needed])
        return handler(replace(call, parts=parts))

    def _scopes(self, call: VendorCall, parts: Mapping[str, str]) -> list[str]:
        """Return the scopes that a request needs: of each object it names, to read or to write."""
        if call.path.startswith("/crm/v3/owners"):
            return ["crm.objects.owners.read"]
        way = "read" if call.method == "GET" or call.path.endswith(READING_POSTS) else "write"
        kinds = [KINDS[parts[name]] for name in ("type", "to") if parts.get(name) in KINDS]
        return sorted({f"crm.objects.{kind.scope}.{way}" for kind in kinds})

    def private_token(self, scopes: tuple[str, ...] = ALL_SCOPES) -> str:
        """Return a token that does not expire, as a private app has."""
        token = f"token-{uuid.uuid4()}"
        self.state.tokens[token] = scopes
        return token

    # What a user of the portal does.

    def user_create(self, kind: str, properties: Mapping[str, str]) -> PortalRecord:
        with self.server.lock:
            return self.records.create(kind, properties)

    def user_change(self, kind: str, record_id: str, properties: Mapping[str, str]) -> PortalRecord:
        with self.server.lock:
            return self.records.update(kind, record_id, properties)

    def user_delete(self, kind: str, record_id: str) -> None:
        with self.server.lock:
            self.records.archive(kind, record_id)

    def user_restore(self, kind: str, record_id: str) -> None:
        with self.server.lock:
            self.records.restore(kind, record_id)

    def user_merge(self, kind: str, primary_id: str, other_id: str) -> PortalRecord:
        with self.server.lock:
            return self.records.merge(kind, primary_id, other_id)

    def user_associate(self, kind: str, record_id: str, to_kind: str, to_id: str) -> None:
        with self.server.lock:
            self.records.associate(self.records.get(kind, record_id), self.records.get(to_kind, to_id))

    def user_move(self, contact_id: str, company_id: str) -> None:
        """Move a contact to another company, its only one; no date moves."""
        with self.server.lock:
            contact = self.records.get("contacts", contact_id)
            for old in self.records.associated(contact, "companies"):
                self.records.dissociate(contact, self.records.get("companies", old))
            self.records.associate(contact, self.records.get("companies", company_id))

    def user_owner(self, owner_id: str, email: str, user_id: int, *, archived: bool = False) -> None:
        self.state.owners.append(PortalOwner(owner_id, email, user_id, archived))

    def user_pipeline(self, pipeline: PortalPipeline) -> None:
        self.state.pipelines.append(pipeline)
