"""A double of HubSpot's API that a test starts in a thread, or that stands alone for another process.

`python -m tests.support.vendors.hubspot --port 8700 --state portal.json` serves a portal whose state is in the
file; commands of `tests.support.vendors.admin` change it while it runs. In a test:

    with HubSpotDouble() as double:
        double.address, double.refresh_token(), double.user_create("contacts", {"email": "ada@example.com"})

It is written from the vendor's pages and OpenAPI files alone; `tests/support/vendors/README.md` lists every
behaviour with its page, and `HubSpotSwitches` holds what no page confirms.
"""

import argparse
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Self, TypeVar

from tests.support.vendors.admin import administer
from tests.support.vendors.clock import VendorClock
from tests.support.vendors.faults import FaultPlan, VendorFault
from tests.support.vendors.hubspot_access import ALL_SCOPES, PortalAccess
from tests.support.vendors.hubspot_links import AssociationEndpoints
from tests.support.vendors.hubspot_merges import PortalMerges
from tests.support.vendors.hubspot_objects import ObjectEndpoints
from tests.support.vendors.hubspot_records import USER, PortalRecords, duplicates
from tests.support.vendors.hubspot_schema import kind_of
from tests.support.vendors.hubspot_settings import SettingEndpoints
from tests.support.vendors.hubspot_state import (
    HubSpotSwitches,
    LeadsAccess,
    PortalOwner,
    PortalPipeline,
    PortalRecord,
    PortalState,
)
from tests.support.vendors.hubspot_values import HubSpotRefusal
from tests.support.vendors.hubspot_webhooks import PortalWebhooks
from tests.support.vendors.server import ADMIN, Exchange, RouteTable, VendorAnswer, VendorCall, VendorServer

READING_POSTS = ("/search", "/batch/read")
Result = TypeVar("Result")
CLIENT = ("client-of-the-double", "secret-of-the-double")


class HubSpotDouble:
    """One HubSpot portal with one app; its methods named `user_` are what a user of the portal does by hand."""

    def __init__(
        self,
        *,
        switches: HubSpotSwitches | None = None,
        clock: VendorClock | None = None,
        state: Path | None = None,
        port: int = 0,
    ) -> None:
        self.switches = switches or HubSpotSwitches()
        self.clock = clock or VendorClock()
        self.faults = FaultPlan()
        self._path = state
        kept = state is not None and state.exists()
        self.state = PortalState.model_validate_json(state.read_text()) if kept and state is not None else PortalState()
        self.webhooks = PortalWebhooks(
            self.state, self.clock, app_id=77, secret=CLIENT[1], portal_id=self.switches.portal_id
        )
        self.records = PortalRecords(self.state, self.switches, self.clock, self.webhooks.emit)
        self.merges = PortalMerges(self.records)
        self.access = PortalAccess(self.state, self.switches, self.clock, CLIENT)
        objects = ObjectEndpoints(self.records)
        associations = AssociationEndpoints(self.records)
        settings = SettingEndpoints(self.records)
        self._routes = RouteTable([*associations.routes(), *settings.routes(), *objects.routes()])
        self.server = VendorServer(self._answer, error=self._error, faults=self.faults, clock=self.clock, port=port)

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
        if call.path.startswith(ADMIN):
            answer = administer(self, call)
        elif call.path in {"/oauth/v1/token", "/oauth/v3/token"} and call.method == "POST":
            answer = self.access.token_endpoint(call)
        else:
            answer = self._guarded(call)
        if call.method != "GET" and not call.path.endswith(READING_POSTS):
            self.save()
        return answer

    def _guarded(self, call: VendorCall) -> VendorAnswer:
        headers: Mapping[str, str] = {}
        try:
            token = self.access.check(call)
            headers = self.access.count(token, search=call.path.endswith("/search"))
            path = call.path.rstrip("/")
            found = self._routes.find(call.method, path)
            if found is None:
                status = 405 if self._routes.has(path) else 404
                return VendorAnswer(status, {"status": "error", "message": "resource not found"}, headers)
            handler, parts = found
            for scope in self._scopes(call, parts):
                self.access.need(token, scope)
            answer = handler(
                VendorCall(
                    method=call.method,
                    path=call.path,
                    query=call.query,
                    headers=call.headers,
                    body=call.body,
                    parts=parts,
                )
            )
        except HubSpotRefusal as refusal:
            refused = refusal.answer()
            return VendorAnswer(refused.status, refused.content, {**headers, **refused.headers})
        return VendorAnswer(answer.status, answer.content, {**headers, **answer.headers})

    def _scopes(self, call: VendorCall, parts: Mapping[str, str]) -> list[str]:
        """Return the scopes that a request needs: of each object it names, to read or to write."""
        if call.path.startswith("/crm/v3/owners"):
            return ["crm.objects.owners.read"]
        writes = call.method != "GET" and not call.path.endswith(READING_POSTS)
        kinds = [kind_of(parts[name]) for name in ("type", "to") if name in parts]
        scopes = {f"crm.objects.{kind.scope}.{'write' if writes else 'read'}" for kind in kinds if kind is not None}
        if self.switches.leads is LeadsAccess.AVAILABLE:
            scopes = {scope for scope in scopes if ".leads." not in scope}
        return sorted(scopes)

    def _error(self, fault: VendorFault) -> VendorAnswer:
        """Return the answer of a fault: HubSpot's 429, or a gateway's page without JSON."""
        if fault.status == 429:
            return self.access.too_many("TEN_SECONDLY_ROLLING", fault.retry_after).answer()
        headers = {} if fault.retry_after is None else {"Retry-After": fault.retry_after}
        if fault.status == 500:
            return HubSpotRefusal(500, "internal error", "INTERNAL_ERROR").answer()
        page = f"<html><body>{fault.status}</body></html>".encode()
        return VendorAnswer(fault.status, headers=headers, media_type="text/html", raw=page)

    # Access for a test.

    def refresh_token(self, scopes: tuple[str, ...] = ALL_SCOPES) -> str:
        """Install the app and return its refresh token."""
        return self.access.install(scopes)

    def private_token(self, scopes: tuple[str, ...] = ALL_SCOPES) -> str:
        """Return a token that does not expire, as a private app has."""
        return self.access.issue(scopes, expires=False)

    # What a user of the portal does.

    def user_create(self, kind: str, properties: Mapping[str, str]) -> PortalRecord:
        return self._by_user(lambda: self.records.create(kind, properties, [], source=USER))

    def user_change(
        self, kind: str, record_id: str, properties: Mapping[str, str], *, silent: bool = False
    ) -> PortalRecord:
        """Change properties; `silent` moves no date, as an import of old values may."""
        return self._by_user(lambda: self.records.update(kind, record_id, properties, source=USER, silent=silent))

    def user_delete(self, kind: str, record_id: str) -> PortalRecord:
        return self._by_user(lambda: self.records.archive(kind, record_id, source=USER))

    def user_restore(self, kind: str, record_id: str) -> PortalRecord:
        return self._by_user(lambda: self.records.restore(kind, record_id))

    def user_purge(self, record_id: str) -> None:
        self._by_user(lambda: self.merges.purge(record_id, source=USER))

    def user_merge(self, kind: str, primary_id: str, other_id: str) -> PortalRecord:
        return self._by_user(lambda: self.merges.merge(kind, primary_id, other_id, source=USER))

    def user_associate(self, kind: str, record_id: str, to_kind: str, to_id: str, types: Sequence[int] = ()) -> None:
        """Associate two records, unlabelled or with the given type ids."""

        def associate() -> None:
            record = self.records.get(kind, record_id)
            target = self.records.get(to_kind, to_id)
            self.records.associations.add(record, target, types, source=USER)

        self._by_user(associate)

    def user_dissociate(self, kind: str, record_id: str, to_kind: str, to_id: str) -> None:
        def dissociate() -> None:
            record = self.records.get(kind, record_id)
            target = self.records.get(to_kind, to_id)
            self.records.associations.remove(record, target, None, source=USER)

        self._by_user(dissociate)

    def user_move(self, contact_id: str, company_id: str) -> None:
        """Move a contact to another company, its only one; dates move as `association_touches_modified` says."""
        contact = self.records.get("contacts", contact_id)
        for old in list(self.records.associations.of(contact, "companies")):
            self.user_dissociate("contacts", contact.id, "companies", old)
        primary = self.records.associations.primary_type("contacts", "companies")
        self.user_associate("contacts", contact.id, "companies", company_id, [] if primary is None else [primary])

    def user_owner(self, owner_id: str, email: str, user_id: int, *, archived: bool = False) -> PortalOwner:
        """Add an owner, or replace the one with this id."""
        owner = PortalOwner(id=owner_id, email=email, user_id=user_id, archived=archived)
        with self.server.lock:
            self.state.owners[:] = [known for known in self.state.owners if known.id != owner_id] + [owner]
            self.save()
        return owner

    def user_pipeline(self, pipeline: PortalPipeline | Mapping[str, object]) -> None:
        """Add a deal pipeline, or replace the one with this id."""
        wanted = PortalPipeline.model_validate(pipeline)
        with self.server.lock:
            kept = [known for known in self.state.pipelines if known.id != wanted.id]
            self.state.pipelines[:] = [*kept, wanted]
            self.save()

    def user_label(self, source: str, target: str, type_id: int, label: str) -> None:
        """Define an association label of the portal's own."""
        self._by_user(lambda: self.state.labels.setdefault(f"{source}/{target}", {}).update({type_id: label}))

    def user_operations(self) -> Mapping[str, Callable[..., object]]:
        """Return the operations by name for the commands over HTTP; arguments come by name there."""
        return {
            "create": self.user_create,
            "change": self.user_change,
            "delete": self.user_delete,
            "restore": self.user_restore,
            "purge": self.user_purge,
            "merge": self.user_merge,
            "associate": self.user_associate,
            "dissociate": self.user_dissociate,
            "move": self.user_move,
            "owner": self.user_owner,
            "pipeline": self.user_pipeline,
            "label": self.user_label,
            "install": self.refresh_token,
            "private_token": self.private_token,
            "revoke": self.access.revoke,
            "subscribe": self.webhooks.subscribe,
            "deliver": lambda repeat=False: [delivery.status for delivery in self.webhooks.deliver(repeat=repeat)],
        }

    def _by_user(self, act: Callable[[], Result]) -> Result:
        with self.server.lock:
            result = act()
            self.save()
        return result

    # State.

    def backup(self) -> str:
        """Return the whole state as JSON."""
        with self.server.lock:
            return self.state.model_dump_json()

    def restore_backup(self, backup: str) -> None:
        """Put a whole state back, with its old modified dates, as a portal's backup tool does; tokens stay."""
        with self.server.lock:
            old = PortalState.model_validate_json(backup)
            for name in PortalState.model_fields:
                if name not in {"next_id", "tokens", "refresh_tokens", "writes", "events"}:
                    setattr(self.state, name, getattr(old, name))
            self.state.next_id = max(self.state.next_id, old.next_id)
            self.save()

    def set_switches(self, values: Mapping[str, object]) -> None:
        for name, value in HubSpotSwitches.model_validate({**self.switches.model_dump(), **values}):
            setattr(self.switches, name, value)

    def save(self) -> None:
        """Write the state to its file, if it has one, in one step."""
        if self._path is not None:
            fresh = self._path.with_suffix(".new")
            fresh.write_text(self.backup())
            fresh.replace(self._path)

    def duplicates(self, marker: str) -> Mapping[str, list[str]]:
        """Return the live activities by the marker that their text holds, where more than one holds it."""
        return duplicates(self.state, marker)


def main() -> None:
    """Serve one portal until the process is stopped; print the address and a refresh token."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--port", type=int, default=8700)
    parser.add_argument("--state", type=Path)
    arguments = parser.parse_args()
    double = HubSpotDouble(port=arguments.port, state=arguments.state)
    refresh = next(iter(double.state.refresh_tokens), None) or double.refresh_token()
    double.save()
    print(
        f"address={double.address} client_id={CLIENT[0]} client_secret={CLIENT[1]} refresh_token={refresh}", flush=True
    )
    double.server.serve()


if __name__ == "__main__":
    main()
