"""MLflow's pages over the runs and models of an installation, served on loopback while somebody looks at them."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from urllib.parse import quote

from features.schema.errors import OnematchError
from features.schema.texts import wording
from serving.launch import PortTaken, require_free
from serving.runtime.home import Home
from training.promotion.registry import EXPERIMENT
from training.promotion.tracking_store import TrackingStore, open_store
from training.promotion.training_log import PARENT

HOST = "127.0.0.1"
USUAL_PORT = 5000
READY_WITHIN_S = 600
SHOWN_LOG = 600
"""Characters of the server's log in an error."""


class PagesFailed(OnematchError):
    """MLflow's server ended, or did not answer in time."""


def show_runs(home: Home, port: int | None, when_ready: Callable[[str], None]) -> None:
    """Serve the pages until a signal ends them; call `when_ready` with their address once they answer.

    A server that `MLFLOW_TRACKING_URI` names has pages of its own: `when_ready` gets its address at once.
    Raises PortTaken, PagesFailed, RegistryUnreachable.
    """
    store = open_store(home)
    if store.uri.startswith(("http://", "https://")):
        when_ready(store.uri)
        return
    if port is not None:
        require_free(HOST, port)
    with _server(store, home.artifacts, port or _free_port()) as (address, server):
        when_ready(f"{address}{first_page(store)}")
        server.wait()


@contextmanager
def _server(store: TrackingStore, artifacts: Path, port: int) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    options = ["--host", HOST, "--port", str(port), "--workers", "1", "--backend-store-uri", store.uri]
    command = [sys.executable, "-m", "mlflow", "server", *options, "--artifacts-destination", str(artifacts.resolve())]
    with TemporaryFile() as log:
        server = subprocess.Popen(command, env=_environment(), stdout=log, stderr=log)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        try:
            address = f"http://{HOST}:{port}"
            _wait_until_ready(address, server, log)
            yield address, server
        except KeyboardInterrupt:
            pass
        finally:
            server.terminate()
            server.wait()


def first_page(store: TrackingStore) -> str:
    """Return the path of the page of runs, after a sweep of their comparison; of all experiments before any run."""
    experiment = store.client.get_experiment_by_name(EXPERIMENT)
    if experiment is None:
        return ""
    ids = [experiment.experiment_id]
    newest = store.client.search_runs(ids, order_by=["attributes.start_time DESC"], max_results=1)
    parent = newest[0].data.tags.get(PARENT) if newest else None
    if parent is None:
        return f"/#/experiments/{ids[0]}/runs"
    children = store.client.search_runs(ids, f"tags.`{PARENT}` = '{parent}'", order_by=["attributes.start_time ASC"])
    compared = (quote(json.dumps(names)) for names in ([child.info.run_id for child in children], ids))
    return "/#/compare-runs?runs={}&experiments={}".format(*compared)


def _environment() -> dict[str, str]:
    """Return the environment of the server, which runs no jobs and shows the local store alone."""
    kept = {name: value for name, value in os.environ.items() if name != "MLFLOW_TRACKING_URI"}
    return kept | {"MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false", "MLFLOW_DISABLE_TELEMETRY": "true"}


def _wait_until_ready(address: str, server: "subprocess.Popen[bytes]", log: IO[bytes]) -> None:
    until = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    log.seek(0)
    end = log.read().decode(errors="replace").strip()[-SHOWN_LOG:]
    raise PagesFailed(
        "MLflow's server does not answer at {address}; its log ends with: {end}",
        address=address,
        end=end or wording("nothing"),
    )


def _free_port() -> int:
    """Return MLflow's usual port, or any free one where something else listens there."""
    try:
        require_free(HOST, USUAL_PORT)
    except PortTaken:
        with socket.socket() as probe:
            probe.bind((HOST, 0))
            return int(probe.getsockname()[1])
    return USUAL_PORT
