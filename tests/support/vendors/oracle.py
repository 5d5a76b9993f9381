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
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from tests.support.vendors.clock import VendorClock
from tests.support.vendors.faults import FaultPlan
from tests.support.vendors.oracle_endpoints import BASE, OracleEndpoints
from tests.support.vendors.oracle_records import OracleRecords
from tests.support.vendors.oracle_schema import RESOURCES
from tests.support.vendors.oracle_state import OracleRefusal, OracleRow, OracleState
from tests.support.vendors.server import VendorAnswer, VendorCall, VendorDouble

USER_NAME = "integration.user"
PASSWORD = "password-of-the-double"
CLIENT = ("client-of-the-double", "secret-of-the-double")
TOKEN_S = 3600
DEFAULT_FRAMEWORK_VERSION = "1"
"""https://docs.oracle.com/en/cloud/saas/sales/faaps/Set_the_REST_Framework_Version.html"""


class OracleDouble(VendorDouble):
    """One Oracle Sales pod; its methods named `user_` are what a user of the pod does by hand."""

    def __init__(self, *, clock: VendorClock | None = None, faults: FaultPlan | None = None) -> None:
        super().__init__(clock, faults)
        self.state = OracleState()
        self.records = OracleRecords(self.state, self.clock)
        self._endpoints = OracleEndpoints(self.records, self.server.address)

    @property
    def base(self) -> str:
        """The address of the collections."""
        return f"{self.address}{BASE}"

    # Requests.

    def _answer(self, call: VendorCall) -> VendorAnswer:
        if call.path == "/oauth2/v1/token":
            return self._token(call)
        if not self._is_known(call):
            return VendorAnswer(401, media_type="text/html", raw=b"<html>401 Unauthorized</html>")
        headers = {"rest-framework-version": DEFAULT_FRAMEWORK_VERSION, **call.headers}
        try:
            return self._endpoints.answer(replace(call, headers=headers))
        except OracleRefusal as refusal:
            return VendorAnswer(refusal.status, media_type="text/plain", raw=refusal.detail.encode())

    # Access.

    def _token(self, call: VendorCall) -> VendorAnswer:
        client = (call.form.get("client_id"), call.form.get("client_secret"))
        if _basic(call) != CLIENT and client != CLIENT:
            return VendorAnswer(401, {"error": "invalid_client", "error_description": "Client authentication failed."})
        token = f"token-{uuid.uuid4()}"
        self.state.tokens[token] = self.clock.now() + timedelta(seconds=TOKEN_S)
        return VendorAnswer(200, {"access_token": token, "token_type": "Bearer", "expires_in": TOKEN_S})

    def _is_known(self, call: VendorCall) -> bool:
        token = call.headers.get("authorization", "").removeprefix("Bearer ")
        expires_at = self.state.tokens.get(token)
        return _basic(call) == (USER_NAME, PASSWORD) or (expires_at is not None and self.clock.now() < expires_at)

    # What a user of the pod does.

    def _row(self, resource: str, id_: int) -> OracleRow:
        return self.state.rows[f"{resource}/{id_}"]

    def user_create(self, resource: str, values: Mapping[str, object]) -> int:
        """Create a row and return its id."""
        with self.server.lock:
            return self.records.create(RESOURCES[resource], values).id(RESOURCES[resource].id)

    def user_child(self, resource: str, row_id: int, child: str, values: Mapping[str, object]) -> int:
        """Create a child, such as a note or an opportunity contact, and return its id."""
        known = RESOURCES[resource].children[child]
        with self.server.lock:
            return self.records.create(known, values, self._row(resource, row_id)).id(known.id)

    def user_change(self, resource: str, row_id: int, values: Mapping[str, object], *, silent: bool = False) -> None:
        """Change values; `silent` leaves LastUpdateDate as it is."""
        with self.server.lock:
            self.records.update(RESOURCES[resource], self._row(resource, row_id), values, silent=silent)

    def user_delete(self, resource: str, row_id: int) -> None:
        """Delete a row: it is 404 from now on and in no list."""
        with self.server.lock:
            self._row(resource, row_id).gone = True

    def user_restore(self, resource: str, row_id: int) -> None:
        """Bring a deleted row back, as an administrator does."""
        with self.server.lock:
            self._row(resource, row_id).gone = False
            self.records.touch(self._row(resource, row_id))

    def user_merge(self, resource: str, survivor_id: int, loser_id: int) -> None:
        """Merge a party into another one."""
        with self.server.lock:
            rows = (self._row(resource, row_id) for row_id in (survivor_id, loser_id))
            self.records.merge(RESOURCES[resource], *rows)


def _basic(call: VendorCall) -> tuple[str, str] | None:
    scheme, _, value = call.headers.get("authorization", "").partition(" ")
    if scheme != "Basic":
        return None
    name, _, password = base64.b64decode(value).decode().partition(":")
    return name, password
