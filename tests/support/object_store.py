"""A server that speaks S3, over HTTP."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
from moto.server import ThreadedMotoServer


@contextmanager
def object_store(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Run the server, and yield an address for backups in a bucket of it."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "of-the-test")
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    httpx.post(f"http://{host}:{port}/moto-api/reset", timeout=60).raise_for_status()
    httpx.put(f"http://{host}:{port}/bucket", timeout=60).raise_for_status()
    yield f"s3://bucket/onematch?scheme=http&region=us-east-1&endpoint_override={host}:{port}"
    server.stop()
