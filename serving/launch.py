"""The start of the service: its workers as a subprocess, and the wait until all are ready."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from functools import partial
from typing import IO

from data.tables.progress import Progress, silent
from features.compiled.ahead import COMPILING, compile_ahead
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from features.schema.rooms import IMPORT_ROOT
from features.schema.texts import wording
from serving.access.bearer import refuse_unprotected_start
from serving.runtime.event_log import log_refusal
from serving.runtime.process import LAUNCHER
from serving.runtime.settings import Settings
from serving.store.opening import open_store

READY_WITHIN_S = 300


class NothingToServe(OnematchError):
    """Neither pointers nor settings name a bundle and an index."""


class PortTaken(OnematchError):
    """The service's address is in use."""


class ServiceFailed(OnematchError):
    """The workers ended or were not ready in time."""


def launch(
    settings: Settings,
    when_ready: Callable[[str], None],
    log: IO[bytes] | None = None,
    progress: Progress = silent,
) -> int:
    """Serve until the workers end; a signal or the end of the terminal ends them. Returns their code, then 0.

    Calls `when_ready` with the address once all workers are ready. Their events go to `log`, else to standard output.
    Raises NothingToServe, TokenMissing, TransportOpen, PortTaken, ServiceFailed, and what `open_store` raises.
    """
    require_servable(settings)
    require_free(settings.host, settings.port)
    if (listener := settings.metrics_listener) is not None:
        require_free(*listener)
    open_store(settings).close()
    compile_ahead(settings.workers, partial(progress, COMPILING))
    command = [sys.executable, "-m", "bentoml", "serve", "serving.service:OnematchService"]
    options = ["--host", settings.host, "--port", str(settings.port), "--working-dir", str(IMPORT_ROOT)]
    address = f"http://{f'[{settings.host}]' if ':' in settings.host else settings.host}:{settings.port}"
    # In a session of their own: to BentoML the end of a terminal means to start its workers anew.
    workers = subprocess.Popen(
        [*command, *options],
        env=os.environ | _environment(settings),
        stdout=log,
        stderr=None if log is None else subprocess.STDOUT,
        start_new_session=True,
    )
    signals = _forward_signals(workers)
    try:
        wait_until_ready(address, workers, settings.workers, progress=progress)
        _note_port(settings)
        when_ready(address)
        code = workers.wait()
    except ServiceFailed:
        if not signals:
            raise
    finally:
        end_process(workers)
    return 0 if signals else code


def _note_port(settings: Settings) -> None:
    """Write the port for other commands; a disk that is full ends no service."""
    try:
        settings.home_layout.write(settings.home_layout.port_file, settings.port)
    except OSError as error:
        log_refusal("port_not_written", file=str(settings.home_layout.port_file), reason=error.strerror)


def require_servable(settings: Settings) -> None:
    """Raise unless a kind has a bundle and an index, and the service has a token or is open on loopback."""
    if all(settings.served(kind) is None for kind in Kind):
        raise NothingToServe(
            "nothing to serve: promote a model (onematch models promote), or name --bundle and --index for a kind"
        )
    refuse_unprotected_start(settings)


def require_free(host: str, port: int) -> None:
    """Raise PortTaken when the address cannot be bound, so that no other service's answers are taken for ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(
                "{host}:{port} cannot be bound: {strerror}; name another one with --port",
                host=host,
                port=port,
                strerror=error.strerror,
            ) from error


def wait_until_ready(
    address: str,
    service: "subprocess.Popen[bytes]",
    n_workers: int,
    within_s: float = READY_WITHIN_S,
    progress: Progress = silent,
) -> None:
    """Poll `/readyz` until each worker has answered 200; raises ServiceFailed after `within_s`.

    Each connection may reach another worker, so an answer is about one worker alone.
    """
    until = time.monotonic() + within_s
    ready = set[int]()
    while time.monotonic() < until:
        if service.poll() is not None:
            raise ServiceFailed(
                "the service at {address} ended with code {returncode} before it was ready",
                address=address,
                returncode=service.returncode,
            )
        progress("start the workers", len(ready), n_workers)
        ready |= _ready_worker(address)
        if len(ready) >= n_workers:
            progress("start the workers", n_workers, n_workers)
            return
        time.sleep(0.02 if ready else 0.1)
    counts = wording(
        "{n_ready} of {n_workers} workers were ready within {within_s:.0f} s",
        n_ready=len(ready),
        n_workers=n_workers,
        within_s=within_s,
    )
    raise ServiceFailed("the service at {address} was not ready: {counts}", address=address, counts=counts)


def _ready_worker(address: str) -> set[int]:
    """Return the id of a worker that answers 200; an empty set where none does."""
    try:
        with urllib.request.urlopen(f"{address}/readyz", timeout=2) as answer:
            return {int(json.load(answer)["worker"])} if answer.status == 200 else set()
    except (urllib.error.URLError, OSError):
        return set()


def _environment(settings: Settings) -> dict[str, str]:
    # BentoML deletes the counters below its home at start: two homes of onematch must not share one.
    bentoml_home = os.environ.get("BENTOML_HOME") or str(settings.home_layout.bentoml.resolve())
    return {
        "BENTOML_DO_NOT_TRACK": "true",
        "BENTOML_HOME": bentoml_home,
        "ONEMATCH_HOME": str(settings.home.resolve()),
        "ONEMATCH_WORKERS": str(settings.workers),
        "ONEMATCH_HOST": settings.host,
        "ONEMATCH_PORT": str(settings.port),
        "ONEMATCH_BEHIND_PROXY": str(settings.behind_proxy),
        LAUNCHER: str(os.getpid()),
    }


def _forward_signals(workers: "subprocess.Popen[bytes]") -> list[int]:
    """End the workers after SIGTERM, SIGINT or SIGHUP (a closed terminal); the returned list receives the numbers."""
    received: list[int] = []

    def pass_on(number: int, _frame: object) -> None:
        received.append(number)
        workers.send_signal(signal.SIGTERM)

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:  # nohup
            signal.signal(number, pass_on)
    return received


def end_process(started: "subprocess.Popen[bytes]") -> None:
    """End a process that this one started, with force where it does not end within 20 seconds."""
    if started.poll() is None:
        started.terminate()
        try:
            started.wait(timeout=20)
        except subprocess.TimeoutExpired:
            started.kill()
