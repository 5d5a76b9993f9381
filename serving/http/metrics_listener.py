"""A listener for `/metrics` and what else a process says of itself, on an address that only the monitoring reaches."""

import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import AF_INET, AF_INET6
from typing import ClassVar

from serving.runtime.event_log import log_failure

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_READ_WITHIN_S = 10


Answers = Mapping[str, Callable[[], tuple[int, bytes]]]
"""Status and body of each path."""


class MetricsListener:
    """Answers `GET` of some paths on a host and port. Raises OSError where the address cannot be bound.

    `shared`: several processes may have the port, since each answers for all.
    """

    def __init__(self, address: tuple[str, int], answers: Answers, *, shared: bool) -> None:
        self._server = _server_class(address[0], shared=shared)(address, _handler_class(answers))

    @property
    def port(self) -> int:
        """The port of the listener."""
        return int(self._server.server_address[1])

    def start(self) -> None:
        """Start answering, in threads of its own."""
        threading.Thread(target=self._server.serve_forever, name="metrics", daemon=True).start()

    def stop(self) -> None:
        """Stop answering."""
        self._server.shutdown()
        self._server.server_close()


def _server_class(host: str, *, shared: bool) -> type[ThreadingHTTPServer]:
    class Server(ThreadingHTTPServer):
        address_family = AF_INET6 if ":" in host else AF_INET
        allow_reuse_port = shared
        daemon_threads = True

    return Server


def _handler_class(answers: Answers) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout: ClassVar[int] = _READ_WITHIN_S
        server_version = "onematch"
        sys_version = ""

        def do_GET(self) -> None:
            if self.path not in answers:
                self.send_error(404)
                return
            try:
                status, body = answers[self.path]()
            except Exception as error:  # noqa: BLE001 - the server would print values with its trace
                log_failure("metrics_failed", error)
                self.send_error(500)
                return
            self.send_response(status)
            self.send_header("Content-Type", CONTENT_TYPE)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Log nothing, as the main listener does for `/metrics`."""

    return Handler
