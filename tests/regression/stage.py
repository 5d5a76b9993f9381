"""The stage of the scenario: a contract whose every answer is kept under its request."""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from tests.regression.recording import Normaliser, Recording
from tests.regression.service import Caller, NotSettled
from tests.support.sheets import books_of

POLL = "poll"
"""The request id of calls that wait: how many there are differs from run to run."""
PATIENCE_S = 300.0
_MOVED_ON = ("seq", "audit", "attempts")
"""Numbers that calls which wait move on."""


@dataclass(slots=True)
class Stage:
    """One contract's programs and the recording."""

    caller: Caller
    found: Recording
    clean: Normaliser

    def keep(self, name: str, value: object) -> None:
        """Keep something under the next number, with names for what is random."""
        self.found.add(f"{len(self.found.rows):05} {self.clean.text(name)}", self.clean.value(value))

    def ask(self, who: str, request: str, body: object = None, headers: Mapping[str, str] | None = None) -> Any:
        """Send a request, keep status and answer; return the answer."""
        answer = self.caller.send(who, request, body, headers)
        self.keep(f"{who} {request}", content(answer))
        return answer.json() if _is_json(answer) else answer.content

    def ask_all(self, who: str, *requests: str) -> None:
        """Send requests one after the other."""
        for request in requests:
            self.ask(who, request)

    def read(self, who: str, request: str, body: object = None) -> httpx.Response:
        """Send a request that nothing keeps, neither here nor when the audit trail is read."""
        return self.caller.send(who, request, body, name=POLL)

    def list(self, who: str, path: str) -> list[dict[str, Any]]:
        """Read a list to its end and keep each item as a row, but for the requests of calls that wait."""
        items: list[dict[str, Any]] = []
        for answer in self.caller.pages(who, path):
            if answer.is_error:
                self.keep(f"{who} {path}", content(answer))
            else:
                items += answer.json()["items"]
        for item in items:
            if item.get("request_id") != POLL:
                cleaned = self.clean.value(item)
                self.keep(f"{who} {path}", tidied(cleaned) if path == "/audit" else cleaned)
        return items

    def wait(self, who: str, request: str, is_settled: Callable[[Any], bool]) -> Any:
        """Ask again and again until the answer is settled, and keep that one. Raises NotSettled."""
        until = time.monotonic() + PATIENCE_S
        while not is_settled(answer := self.read(who, request).raise_for_status().json()):
            if time.monotonic() > until:
                raise NotSettled(f"{request}: it did not settle within {PATIENCE_S:.0f} s: {str(answer)[:500]}")
            time.sleep(0.3)
        self.keep(f"{who} {request}", tidied(self.clean.value(answer)))
        return answer

    def job(self, who: str, job_id: str) -> None:
        """Wait for a job and keep its file."""
        self.wait(who, f"GET /jobs/{job_id}", lambda job: job["state"] not in {"waiting", "running"})
        self.keep("file", content(self.read(who, f"GET /jobs/{job_id}/file")))


def content(answer: httpx.Response) -> dict[str, Any]:
    """Return the status of an answer and what it holds: JSON, the sheets of a workbook, or a text."""
    if _is_json(answer):
        return {"status": answer.status_code, "body": answer.json()}
    held = books_of(answer.content) if answer.content.startswith(b"PK") else answer.text
    return {"status": answer.status_code, "body": held}


def tidied(value: Any) -> Any:
    """Return a value without numbers that waiting moves on; the ids and files that an entry names have no order."""
    if isinstance(value, dict):
        return {name: tidied(part) for name, part in value.items() if name not in _MOVED_ON}
    if isinstance(value, list):
        parts = [tidied(part) for part in value]
        return sorted(parts) if all(isinstance(part, str) for part in parts) else parts
    return value


def masked_and_sorted(items: list[dict[str, Any]]) -> list[str]:
    """Return items that have no order of their own, as texts with one name for all that is random."""
    mask = Normaliser().masked
    return sorted(mask(json.dumps(tidied(item), sort_keys=True)) for item in items)


def _is_json(answer: httpx.Response) -> bool:
    return bool(answer.content) and "json" in answer.headers.get("content-type", "")
