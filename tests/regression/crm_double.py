"""A small HubSpot for the scenario: keeps objects, finds them again, and remembers each request that it got."""

import itertools
import json
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any

OBJECTS = "/crm/v3/objects/"
FIRST_ID = 9001
_MARK = re.compile(r"om[0-9a-f]{32,}|\d{4}-\d{2}-\d{2}T[\d:.]+Z|\b\d{13}\b")
"""Marks of activities, and moments, which may be those of the run."""
Answer = tuple[int, Any]


@dataclass(slots=True)
class CrmDouble:
    """What stands in the CRM, by id: its kind and properties."""

    url: str = ""
    items: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)
    seen: list[dict[str, Any]] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def answer(self, method: str, path: str, body: Any) -> Answer:
        """Carry a request out; one at a time."""
        with self.lock:
            self.seen.append({"method": method, "path": path, "body": body})
            kind, *rest = path.removeprefix(OBJECTS).split("/")
            if rest == ["search"]:
                return 200, self._found(kind, body)
            if not rest:
                return 201, self._created(kind, body)
            return self._changed(method, rest, body)

    def _created(self, kind: str, body: Any) -> Any:
        item_id = self._new_id(kind, body)
        self.items[item_id] = (kind, body["properties"])
        return self._shown(item_id)

    def _new_id(self, kind: str, body: Any) -> str:
        """Return an id that rests on the content, not on the order of requests, nor on marks and moments."""
        content = _MARK.sub("", f"{kind} {json.dumps(body, sort_keys=True)}")
        number = FIRST_ID + zlib.crc32(content.encode())
        return str(next(one for one in itertools.count(number) if str(one) not in self.items))

    def _found(self, kind: str, body: Any) -> Any:
        filters = body["filterGroups"][0]["filters"]
        found = [one for one, item in self.items.items() if item[0] == kind and _has_all(item[1], filters)]
        return {"total": len(found), "results": [self._shown(one) for one in found[:10]]}

    def _changed(self, method: str, rest: list[str], body: Any) -> Answer:
        item_id = rest[0]
        if len(rest) > 1:
            return (200, {"id": item_id}) if method == "PUT" else (204, None)
        if method == "DELETE":
            self.items.pop(item_id, None)
            return 204, None
        kind, properties = self.items.get(item_id, ("contacts", {}))
        self.items[item_id] = (kind, properties | body["properties"])
        return 200, self._shown(item_id)

    def _shown(self, item_id: str) -> Any:
        return {"id": item_id, "properties": self.items[item_id][1], "archived": False}


def _has_all(properties: dict[str, str], filters: list[dict[str, str]]) -> bool:
    return all(_has(properties.get(one["propertyName"], ""), one["operator"], one["value"]) for one in filters)


def _has(value: str, operator: str, wanted: str) -> bool:
    if operator == "CONTAINS_TOKEN":
        return wanted.casefold() in re.findall(r"\w+", value.casefold())
    return operator == "GTE" or value.casefold() == wanted.casefold()


@contextmanager
def running_crm() -> Iterator[CrmDouble]:
    """Serve the CRM on a free port until the block ends."""
    crm = CrmDouble()
    http = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(crm))
    http.daemon_threads = True
    crm.url = f"http://127.0.0.1:{http.server_port}"
    thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield crm
    finally:
        http.shutdown()
        http.server_close()
        thread.join()


def _handler_of(crm: CrmDouble) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            sent = self.rfile.read(length)
            status, answer = crm.answer(self.command, self.path, json.loads(sent) if sent else None)
            body = b"" if answer is None else json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = handle_any  # noqa: N815 - the names of http.server

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of http.server
            """Say nothing."""

    return Handler
