"""A double of Oracle Sales' REST API that a test starts in a thread, or that stands alone for another process.

`python -m tests.support.vendors.oracle --port 8701 --state pod.json` serves a pod whose state is in the file; commands
of `tests.support.vendors.admin` change it while it runs. In a test:

    with OracleDouble() as double:
        double.base, double.user_create("contacts", {"LastName": "Byron"})

It is written from the vendor's pages alone; `tests/support/vendors/README.md` lists every behaviour with its page, and
`OracleSwitches` holds what no page confirms. Basic authentication is that of the examples of
https://docs.oracle.com/en/cloud/saas/sales/faaps/op-contacts-action-findduplicates-post.html . The identity domain's
`/oauth2/v1/token` with a client's credentials:
https://docs.oracle.com/en/cloud/saas/field-service/fapcf/t-create-ofs-application-oua.html . UNCONFIRMED: the errors
of the token endpoint and the body of a 401.
"""

import argparse
import base64
import uuid
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Self, TypeVar
from urllib.parse import parse_qs

from tests.support.vendors.admin import administer
from tests.support.vendors.clock import VendorClock
from tests.support.vendors.faults import FaultPlan, VendorFault
from tests.support.vendors.oracle_endpoints import BASE, VERSION, OracleEndpoints
from tests.support.vendors.oracle_lobs import duplicates
from tests.support.vendors.oracle_reading import Content
from tests.support.vendors.oracle_records import USER, OracleRecords
from tests.support.vendors.oracle_schema import RESOURCES, OracleResource
from tests.support.vendors.oracle_state import (
    OracleRefusal,
    OracleRow,
    OracleState,
    OracleSwitches,
    OracleToken,
)
from tests.support.vendors.server import ADMIN, Exchange, VendorAnswer, VendorCall, VendorServer

USER_NAME = "integration.user"
PASSWORD = "password-of-the-double"
CLIENT = ("client-of-the-double", "secret-of-the-double")
ERROR = "application/vnd.oracle.adf.error+json"
TITLES = {400: "Bad Request", 404: "Not Found", 405: "Method Not Allowed", 412: "Precondition Failed"}
Result = TypeVar("Result")


class OracleDouble:
    """One Oracle Sales pod; its methods named `user_` are what a user of the pod does by hand."""

    def __init__(
        self,
        *,
        switches: OracleSwitches | None = None,
        clock: VendorClock | None = None,
        state: Path | None = None,
        port: int = 0,
    ) -> None:
        self.switches = switches or OracleSwitches()
        self.clock = clock or VendorClock()
        self.faults = FaultPlan()
        self._path = state
        kept = state is not None and state.exists()
        self.state = OracleState.model_validate_json(state.read_text()) if kept and state is not None else OracleState()
        self.records = OracleRecords(self.state, self.switches, self.clock)
        self.server = VendorServer(self._answer, error=self._error, faults=self.faults, clock=self.clock, port=port)
        self._endpoints = OracleEndpoints(self.records, self.server.address)

    def __enter__(self) -> Self:
        self.server.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.__exit__()

    @property
    def address(self) -> str:
        return self.server.address

    @property
    def base(self) -> str:
        """The address of the collections."""
        return f"{self.address}{BASE}/{VERSION}"

    @property
    def journal(self) -> list[Exchange]:
        return self.server.journal

    # Requests.

    def _answer(self, call: VendorCall) -> VendorAnswer:
        if call.path.startswith(ADMIN):
            answer = administer(self, call)
        elif call.path == "/oauth2/v1/token" and call.method == "POST":
            answer = self._token(call)
        elif not self._is_known(call):
            challenge = {"WWW-Authenticate": 'Basic realm="Oracle Fusion Applications"'}
            answer = VendorAnswer(401, headers=challenge, media_type="text/html", raw=b"<html>401 Unauthorized</html>")
        else:
            answer = self._served(call)
        if call.method != "GET":
            self.save()
        return answer

    def _served(self, call: VendorCall) -> VendorAnswer:
        version = self.switches.default_framework_version
        text = call.headers.get("rest-framework-version", str(version))
        method = call.headers.get("x-http-method-override", call.method) if call.method == "POST" else call.method
        overridden = VendorCall(method, call.path, call.query, call.headers, call.body)
        try:
            version = _framework_version(text)
            answer = self._endpoints.answer(overridden, version)
        except OracleRefusal as refusal:
            answer = _refused(refusal, call, version)
        return VendorAnswer(
            answer.status,
            answer.content,
            {**answer.headers, "REST-Framework-Version": str(version)},
            answer.media_type,
            answer.raw,
        )

    def _error(self, fault: VendorFault) -> VendorAnswer:
        """Return the answer of a fault: a page without JSON, as a gateway before the pod gives."""
        headers = {} if fault.retry_after is None else {"Retry-After": fault.retry_after}
        page = f"<html><body>{fault.status}</body></html>".encode()
        return VendorAnswer(fault.status, headers=headers, media_type="text/html", raw=page)

    # Access.

    def _token(self, call: VendorCall) -> VendorAnswer:
        form = {name: values[-1] for name, values in parse_qs(call.body.decode()).items()}
        client = (form.get("client_id"), form.get("client_secret"))
        if _basic(call) != CLIENT and client != CLIENT:
            return VendorAnswer(401, {"error": "invalid_client", "error_description": "Client authentication failed."})
        return VendorAnswer(
            200,
            {"access_token": self.access_token(), "token_type": "Bearer", "expires_in": self.switches.access_token_s},
        )

    def access_token(self) -> str:
        """Return a new bearer token."""
        token = f"token-{uuid.uuid4()}"
        expires_at = self.clock.now() + timedelta(seconds=self.switches.access_token_s)
        self.state.tokens[token] = OracleToken(expires_at=expires_at)
        return token

    def _is_known(self, call: VendorCall) -> bool:
        scheme, _, value = call.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            token = self.state.tokens.get(value)
            return token is not None and self.clock.now() < token.expires_at
        return _basic(call) == (USER_NAME, PASSWORD)

    # What a user of the pod does.

    def _row(self, resource: str, id_: int, *, deleted: bool = False) -> tuple[OracleResource, OracleRow]:
        row = self.state.rows[f"{resource}/{id_}"]
        assert row.deleted is deleted, f"{resource} {id_}: deleted is {row.deleted}"
        return RESOURCES[resource], row

    def user_create(self, resource: str, values: Mapping[str, object]) -> int:
        """Create a row and return its id."""
        made = self._by_user(lambda: self.records.create(RESOURCES[resource], values, source=USER))
        return made.id(RESOURCES[resource].id)

    def user_child(self, resource: str, row_id: int, child: str, values: Mapping[str, object]) -> int:
        """Create a child, such as a note or an opportunity contact, and return its id."""
        parent_resource, parent = self._row(resource, row_id)
        known = parent_resource.children[child]
        made = self._by_user(lambda: self.records.create(known, values, parent=parent, source=USER))
        return made.id(known.id)

    def user_change(self, resource: str, row_id: int, values: Mapping[str, object], *, silent: bool = False) -> None:
        """Change values; `silent` leaves LastUpdateDate as it is."""
        known, row = self._row(resource, row_id)
        self._by_user(lambda: self.records.update(known, row, values, source=USER, silent=silent))

    def user_delete(self, resource: str, row_id: int) -> None:
        known, row = self._row(resource, row_id)
        self._by_user(lambda: self.records.delete(known, row, source=USER))

    def user_restore(self, resource: str, row_id: int) -> None:
        known, row = self._row(resource, row_id, deleted=True)
        self._by_user(lambda: self.records.restore(known, row))

    def user_merge(self, resource: str, survivor_id: int, loser_id: int) -> None:
        """Merge a party into another one."""
        known, survivor = self._row(resource, survivor_id)
        loser = self._row(resource, loser_id)[1]
        self._by_user(lambda: self.records.merge(known, survivor, loser))

    def user_move(self, contact_id: int, account_id: int, *, silent: bool = True) -> None:
        """Move a contact to another account, without a trace in its LastUpdateDate unless told otherwise."""
        self.user_change("contacts", contact_id, {"AccountPartyId": account_id}, silent=silent)

    def user_operations(self) -> Mapping[str, Callable[..., object]]:
        """Return the operations by name for the commands over HTTP; arguments come by name there."""
        return {
            "create": self.user_create,
            "child": self.user_child,
            "change": self.user_change,
            "delete": self.user_delete,
            "restore": self.user_restore,
            "merge": self.user_merge,
            "move": self.user_move,
            "access_token": self.access_token,
        }

    def _by_user(self, act: Callable[[], Result]) -> Result:
        with self.server.lock:
            result = act()
            self.save()
        return result

    # State.

    def key(self, resource: str, row_id: int) -> str:
        """Return what addresses a row in a path, for a look that a client could not take by itself."""
        return self._endpoints.reading.key(RESOURCES[resource], self.state.rows[f"{resource}/{row_id}"])

    def backup(self) -> str:
        """Return the whole state as JSON."""
        with self.server.lock:
            return self.state.model_dump_json()

    def restore_backup(self, backup: str) -> None:
        """Put all rows back as they were, with their old dates; tokens and the journal stay."""
        with self.server.lock:
            old = OracleState.model_validate_json(backup)
            self.state.rows = old.rows
            self.state.next_id = max(self.state.next_id, old.next_id)
            self.save()

    def set_switches(self, values: Mapping[str, object]) -> None:
        for name, value in OracleSwitches.model_validate({**self.switches.model_dump(), **values}):
            setattr(self.switches, name, value)

    def save(self) -> None:
        """Write the state to its file, if it has one, in one step."""
        if self._path is not None:
            fresh = self._path.with_suffix(".new")
            fresh.write_text(self.backup())
            fresh.replace(self._path)

    def duplicates(self, marker: str) -> Mapping[str, list[str]]:
        """Return activities and notes by the marker that they hold, where more than one holds it."""
        return duplicates(self.state, marker)


def _framework_version(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 9:
        raise OracleRefusal(400, f"REST-Framework-Version {text} is not supported")
    return int(text)


def _basic(call: VendorCall) -> tuple[str, str] | None:
    scheme, _, value = call.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    name, _, password = base64.b64decode(value).decode().partition(":")
    return name, password


def _refused(refusal: OracleRefusal, call: VendorCall, version: int) -> VendorAnswer:
    """Return a refusal: details in JSON from version 4 on for a client that accepts them, else a line of text."""
    headers = {"ETag": f'"{refusal.code}"'} if refusal.status == 412 else {}
    accept = call.headers.get("accept", "*/*")
    if version < 4 or not any(type_ in accept for type_ in ("application/json", ERROR, "*/*")):
        return VendorAnswer(refusal.status, headers=headers, media_type="text/plain", raw=refusal.detail.encode())
    detail: Content = {"detail": refusal.detail, "o:errorCode": refusal.code, "o:errorPath": refusal.path}
    content: Content = {
        "title": TITLES.get(refusal.status, "Error"),
        "status": str(refusal.status),
        "o:errorDetails": [{name: value for name, value in detail.items() if value}],
    }
    return VendorAnswer(refusal.status, content, headers, media_type=ERROR)


def main() -> None:
    """Serve one pod until the process is stopped; print its address and its access data."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--port", type=int, default=8701)
    parser.add_argument("--state", type=Path)
    arguments = parser.parse_args()
    double = OracleDouble(port=arguments.port, state=arguments.state)
    print(f"address={double.address} user={USER_NAME} password={PASSWORD}", flush=True)
    double.server.serve()


if __name__ == "__main__":
    main()
