"""The stage of the scenario: a contract whose every answer is kept under the name of its step."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx

from tests.regression.recording import Normaliser, Recording
from tests.regression.service import Call, Caller, NotSettled
from tests.support.sheets import books_of

Items = list[dict[str, Any]]
Tidying = Callable[[Items], Items]
POLL = "poll"
"""Begins the request ids of calls that wait: how many there are differs from run to run."""
PATIENCE_S = 300.0
_PAGE = 1000


@dataclass(slots=True)
class Stage:
    """One contract's programs, the recording, and how many steps there were."""

    caller: Caller
    found: Recording
    clean: Normaliser
    n_steps: int = 0
    n_polls: int = 0

    def ask(self, name: str, call: Call) -> Any:
        """Send a request, keep status and answer; return the answer."""
        self.n_steps += 1
        answer = self.caller.send(call, f"step-{self.n_steps:03}")
        self.keep(name, {"status": answer.status_code, "body": _content(answer)})
        return answer.json() if _is_json(answer) else answer.content

    def read(self, call: Call) -> httpx.Response:
        """Send a request that nothing keeps, neither here nor when the audit trail is read."""
        self.n_polls += 1
        return self.caller.send(call, f"{POLL}-{self.n_polls}")

    def keep(self, name: str, value: object) -> None:
        """Keep something that the step says, with names for what is random."""
        self.found.add(f"{self.n_steps:03} {name}", self.clean.value(value))

    def all(self, name: str, call: Call, tidied: Tidying = list) -> list[dict[str, Any]]:
        """Read a list to its end and keep each item as a row, tidied, but for the requests of calls that wait."""
        self.n_steps += 1
        items: list[dict[str, Any]] = []
        cursor: str | None = ""
        while cursor is not None and len(items) % _PAGE == 0:
            page = self._page(call, cursor, len(items))
            if not page["items"]:
                break
            items += page["items"]
            cursor = page["next_cursor"]
        kept = [item for item in items if not str(item.get("request_id", "")).startswith(POLL)]
        for number, item in enumerate(tidied(self.clean.value(kept))):
            self.keep(f"{name}/{number}", item)
        self.keep(f"{name}#n", len(kept))
        return items

    def wait(self, name: str, call: Call, is_settled: Callable[[Any], bool]) -> Any:
        """Ask again and again until the answer is settled, and keep that one. Raises NotSettled."""
        self.n_steps += 1
        until = time.monotonic() + PATIENCE_S
        while True:
            answer = self.read(call).raise_for_status().json()
            if is_settled(answer):
                self.keep(name, _without_times(answer))
                return answer
            if time.monotonic() > until:
                raise NotSettled(f"{name}: it did not settle within {PATIENCE_S:.0f} s: {str(answer)[:500]}")
            time.sleep(0.3)

    def job(self, name: str, job_id: str, scope: str, acting: str | None) -> None:
        """Wait for a job and keep its file."""
        call = Call("GET", f"/jobs/{job_id}", scope=scope, acting=acting)
        self.wait(f"{name} job", call, lambda job: job["state"] not in {"waiting", "running"})
        answer = self.read(Call("GET", f"/jobs/{job_id}/file", scope=scope, acting=acting))
        self.keep(f"{name} file", {"status": answer.status_code, "body": _content(answer)})

    def _page(self, call: Call, cursor: str, n_before: int) -> Any:
        joint = "&" if "?" in call.path else "?"
        path = f"{call.path}{joint}limit={_PAGE}" + (f"&cursor={cursor}" if cursor else "")
        page = Call(call.method, path, scope=call.scope, acting=call.acting)
        answer = self.caller.send(page, f"step-{self.n_steps:03}-{n_before}")
        if answer.is_success:
            return answer.json()
        return {"items": [{"status": answer.status_code, "body": answer.json()}], "next_cursor": None}


def _is_json(answer: httpx.Response) -> bool:
    return bool(answer.content) and "json" in answer.headers.get("content-type", "")


def _content(answer: httpx.Response) -> object:
    if _is_json(answer):
        return answer.json()
    return books_of(answer.content) if answer.content.startswith(b"PK") else answer.text


def tidied_audit(entries: Items) -> Items:
    """Return the audit trail without numbers, which calls that wait move on; the ids of an entry have no order."""
    subjects = [{name: sorted(ids) for name, ids in entry["subject"].items()} for entry in entries]
    numberless = [{key: value for key, value in entry.items() if key != "seq"} for entry in entries]
    return [entry | {"subject": subject} for entry, subject in zip(numberless, subjects, strict=True)]


def tidied_certificates(certificates: Items) -> Items:
    """Return certificates without counts of the audit trail; neither they nor the files in them have an order."""
    mask = Normaliser().masked
    return sorted(map(_tidied_certificate, certificates), key=lambda one: mask(json.dumps(one, sort_keys=True)))


def _tidied_certificate(certificate: dict[str, Any]) -> dict[str, Any]:
    document = dict(certificate["document"])
    for counts in document.keys() & {"deleted", "redacted", "stripped"}:  # the last one before it was renamed
        document[counts] = {name: count for name, count in document[counts].items() if name != "audit"}
    document["files_removed"] = sorted(document["files_removed"])
    return certificate | {"document": document}


def _without_times(answer: Any) -> Any:
    """Return an answer without what depends on how often was tried."""
    return json.loads(json.dumps(answer), object_hook=lambda one: {k: v for k, v in one.items() if k != "attempts"})
