"""The tests' token endpoint: rotating refresh tokens, each valid once, as RFC 6749 allows; it fails on demand."""

import base64
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Any

from serving.vocabulary.terms import Crm
from tests.support.vendors.server import VendorAnswer, VendorCall, VendorServer

CLIENT = ("client-of-the-app", "secret-of-the-app")


@dataclass(slots=True)
class TokenServer:
    """One endpoint: `valid` are the refresh tokens that it would take, `faults` the statuses it answers first.

    `delay_s` lets calls overlap; `reused` are refresh tokens that came after they were used up.
    """

    crm: Crm
    url: str = ""
    delay_s: float = 0.0
    valid: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)
    reused: list[str] = field(default_factory=list)
    issued: list[str] = field(default_factory=list)
    faults: deque[tuple[int, Mapping[str, str]]] = field(default_factory=deque)
    calls: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, form: Mapping[str, str], basic: str) -> VendorAnswer:
        """Answer one refresh."""
        with self.lock:
            self.calls += 1
            if self.faults:
                status, headers = self.faults.popleft()
                return VendorAnswer(status, {"message": "so sorry"}, headers)
            return self._refresh(form, basic)

    def _refresh(self, form: Mapping[str, str], basic: str) -> VendorAnswer:
        if not self._is_our_client(form, basic):
            return VendorAnswer(401, {"error": "invalid_client"})
        token = form.get("refresh_token", "")
        if form.get("grant_type") != "refresh_token" or token not in self.valid:
            self.reused += [token] if token in self.used else []
            return VendorAnswer(400, self._refusal())
        return VendorAnswer(200, self._issued(token))

    def _is_our_client(self, form: Mapping[str, str], basic: str) -> bool:
        """HubSpot takes the client in the body, Oracle's identity domains by Basic authentication."""
        if self.crm is Crm.HUBSPOT:
            return (form.get("client_id"), form.get("client_secret")) == CLIENT
        return basic == base64.b64encode(":".join(CLIENT).encode()).decode() and "client_secret" not in form

    def _refusal(self) -> dict[str, str]:
        if self.crm is Crm.HUBSPOT:
            return {"status": "BAD_REFRESH_TOKEN", "message": "missing or invalid refresh token"}
        return {"error": "invalid_grant", "error_description": "the token is not valid"}

    def _issued(self, token: str) -> dict[str, Any]:
        self.issued.append(f"access-{len(self.issued) + 1}")
        content = {"access_token": self.issued[-1], "token_type": "bearer", "expires_in": 1800}
        again = f"refresh-{len(self.issued)}"
        self.valid = (self.valid - {token}) | {again}
        self.used = self.used | {token}
        return {**content, "refresh_token": again}


@contextmanager
def running_token_server(crm: Crm) -> Iterator[TokenServer]:
    """Serve an endpoint on a free port until the block ends."""
    server = TokenServer(crm)

    def answer(call: VendorCall) -> VendorAnswer:
        reply = server.answer(call.form, call.headers.get("authorization", "").removeprefix("Basic "))
        time.sleep(server.delay_s)
        return reply

    with VendorServer(answer, lock=nullcontext()) as endpoint:
        server.url = f"{endpoint.address}/oauth/v3/token"
        yield server
