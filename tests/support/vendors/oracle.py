"""A double of Oracle Sales' REST API that a test starts in a thread.

    with OracleDouble() as double:
        double.base, double.user_create("contacts", {"LastName": "Byron"})

It is written from the vendor's pages alone; `tests/support/vendors/README.md` lists every behaviour with its page.
Basic authentication is that of the examples of
https://docs.oracle.com/en/cloud/saas/sales/faaps/op-contacts-action-findduplicates-post.html . The identity domain's
`/oauth2/v1/token` with a client's credentials:
https://docs.oracle.com/en/cloud/saas/field-service/fapcf/t-create-ofs-application-oua.html . UNCONFIRMED: the errors
of the token endpoint and the body of a 401.
"""

import base64
import uuid
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Self, TypeVar
from urllib.parse import parse_qs

from tests.support.vendors.clock import VendorClock
from tests.support.vendors.faults import FaultPlan, VendorFault
from tests.support.vendors.oracle_endpoints import BASE, VERSION, OracleEndpoints
from tests.support.vendors.oracle_records import OracleRecords
from tests.support.vendors.oracle_schema import RESOURCES, OracleResource
from tests.support.vendors.oracle_state import OracleRefusal, OracleRow, OracleState, OracleToken
from tests.support.vendors.server import Exchange, VendorAnswer, VendorCall, VendorServer

USER_NAME = "integration.user"
PASSWORD = "password-of-the-double"
CLIENT = ("client-of-the-double", "secret-of-the-double")
DEFAULT_FRAMEWORK_VERSION = "1"
"""https://docs.oracle.com/en/cloud/saas/sales/faaps/Set_the_REST_Framework_Version.html"""
Result = TypeVar("Result")


class OracleDouble:
    """One Oracle Sales pod; its methods named `user_` are what a user of the pod does by hand."""

    def __init__(self, *, clock: VendorClock | None = None, faults: FaultPlan | None = None) -> None:
        self.clock = clock or VendorClock()
        self.faults = faults or FaultPlan()
        self.access_token_s = 3600
        self.state = OracleState()
        self.records = OracleRecords(self.state, self.clock)
        self.server = VendorServer(self._answer, error=self._error, faults=self.faults, clock=self.clock)
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
        if call.path == "/oauth2/v1/token" and call.method == "POST":
            return self._token(call)
        if not self._is_known(call):
            challenge = {"WWW-Authenticate": 'Basic realm="Oracle Fusion Applications"'}
            return VendorAnswer(401, headers=challenge, media_type="text/html", raw=b"<html>401 Unauthorized</html>")
        version = call.headers.get("rest-framework-version", DEFAULT_FRAMEWORK_VERSION)
        headers = {"REST-Framework-Version": version}
        try:
            answer = self._endpoints.answer(call, _framework_version(version))
        except OracleRefusal as refusal:
            return VendorAnswer(refusal.status, headers=headers, media_type="text/plain", raw=refusal.detail.encode())
        return VendorAnswer(answer.status, answer.content, {**answer.headers, **headers}, answer.media_type, answer.raw)

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
            {"access_token": self.access_token(), "token_type": "Bearer", "expires_in": self.access_token_s},
        )

    def access_token(self) -> str:
        """Return a new bearer token."""
        token = f"token-{uuid.uuid4()}"
        expires_at = self.clock.now() + timedelta(seconds=self.access_token_s)
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
        made = self._by_user(lambda: self.records.create(RESOURCES[resource], values))
        return made.id(RESOURCES[resource].id)

    def user_child(self, resource: str, row_id: int, child: str, values: Mapping[str, object]) -> int:
        """Create a child, such as a note or an opportunity contact, and return its id."""
        parent_resource, parent = self._row(resource, row_id)
        known = parent_resource.children[child]
        made = self._by_user(lambda: self.records.create(known, values, parent=parent))
        return made.id(known.id)

    def user_change(self, resource: str, row_id: int, values: Mapping[str, object], *, silent: bool = False) -> None:
        """Change values; `silent` leaves LastUpdateDate as it is."""
        known, row = self._row(resource, row_id)
        self._by_user(lambda: self.records.update(known, row, values, silent=silent))

    def user_delete(self, resource: str, row_id: int) -> None:
        """Delete a row: it is 404 from now on and in no list."""
        with self.server.lock:
            self._row(resource, row_id)[1].deleted = True

    def user_restore(self, resource: str, row_id: int) -> None:
        row = self._row(resource, row_id, deleted=True)[1]
        self._by_user(lambda: self.records.restore(row))

    def user_merge(self, resource: str, survivor_id: int, loser_id: int) -> None:
        """Merge a party into another one."""
        known, survivor = self._row(resource, survivor_id)
        loser = self._row(resource, loser_id)[1]
        self._by_user(lambda: self.records.merge(known, survivor, loser))

    def user_move(self, contact_id: int, account_id: int, *, silent: bool = True) -> None:
        """Move a contact to another account, without a trace in its LastUpdateDate unless told otherwise."""
        self.user_change("contacts", contact_id, {"AccountPartyId": account_id}, silent=silent)

    def _by_user(self, act: Callable[[], Result]) -> Result:
        with self.server.lock:
            return act()

    def key(self, resource: str, row_id: int) -> str:
        """Return what addresses a row in a path, for a look that a client could not take by itself."""
        return self._endpoints.reading.key(RESOURCES[resource], self.state.rows[f"{resource}/{row_id}"])


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
