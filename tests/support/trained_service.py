"""A place with a trained model, and the real service on it."""

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pyarrow.parquet as pq

from data.index.build import build_index
from serving.launch import wait_until_ready
from serving.runtime.home import Home, Pointer
from tests.support.built_bento import environment_of
from tests.support.small_models import SmallModel

TOKEN = "the-token-of-this-test"


@dataclass(frozen=True, slots=True)
class TrainedKind:
    """A home on copies of a small model's files; `other_index` is built on half of the universe."""

    home: Home
    pair: Pointer
    other_index: Path
    rows: list[dict[str, Any]]


def prepare_trained(folder: Path, model: SmallModel) -> TrainedKind:
    """Copy the bundle and the index, and build another index."""
    shutil.copytree(model.bundle, folder / "bundle")
    shutil.copytree(model.index, folder / "index")
    universe = pq.read_table(model.file("universe"))
    pq.write_table(universe.slice(0, len(universe) // 2), folder / "half.parquet")
    build_index(model.kind, folder / "half.parquet", folder / "other_index")
    pair = Pointer(folder / "bundle", folder / "index")
    return TrainedKind(Home(folder / "home"), pair, folder / "other_index", model.rows())


@dataclass(frozen=True, slots=True)
class Running:
    """A running service and where it writes its log."""

    address: str
    log: Path

    def get(self, path: str, token: str | None = None) -> httpx.Response:
        headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        return httpx.get(self.address + path, headers=headers, timeout=300)

    def match(self, request: Mapping[str, object], token: str = TOKEN) -> httpx.Response:
        headers = {"Authorization": f"Bearer {token}"}
        return httpx.post(f"{self.address}/v1/match", json=request, headers=headers, timeout=300)

    def versions(self, asked: int = 8) -> set[str]:
        """The model versions that answers name, over new connections and so over both workers."""
        request = {"kind": "person", "records": [{"id": "a", "full_name": "Ann Lee"}]}
        answers = [self.match(request) for _ in range(asked)]
        return {answer.json()["results"][0]["model_version"] for answer in answers}


@contextmanager
def serving(bento: Path, folder: Path, **settings: str) -> Iterator[Running]:
    """Serve a bento by its tag, from another folder than the project, with two workers, until the block ends."""
    folder.mkdir(exist_ok=True)
    shutil.copytree(bento.parents[2], folder / "bentoml", dirs_exist_ok=True)
    port = free_port()
    command = [sys.executable, "-m", "bentoml", "serve", "onematch:latest", "--host", "127.0.0.1", "--port", str(port)]
    environment = environment_of(folder / "bentoml") | settings
    running = Running(f"http://127.0.0.1:{port}", folder / "service.log")
    with running.log.open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
        try:
            wait_until_ready(running.address, process, n_workers=2)
            yield running
        finally:
            process.terminate()
            process.wait(30)
    shutil.rmtree(folder / "bentoml", ignore_errors=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
