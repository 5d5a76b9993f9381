"""A place with a trained model, and the real service on it."""

import os
import re
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
from data.sample.sample import SampleSize, write_sample
from features.schema.kinds import Kind
from serving.launch import wait_until_ready
from serving.runtime.home import Home, Pointer
from tests.support.paths import ROOT
from training.request import TrainRequest
from training.train import train

TOKEN = "the-token-of-this-test"


@dataclass(frozen=True, slots=True)
class TrainedKind:
    """Folders of one trained kind; `other_index` is built on half of the universe."""

    home: Home
    pair: Pointer
    other_index: Path
    rows: list[dict[str, Any]]


def prepare_trained(folder: Path) -> TrainedKind:
    """Draw a small sample, build two indexes and train one bundle for people."""
    write_sample(folder / "sample", SampleSize(people=1500, companies=300, crm=1000), seed=5)
    people = folder / "sample" / "person"
    universe = pq.read_table(people / "universe.parquet")
    pq.write_table(universe.slice(0, len(universe) // 2), folder / "half.parquet")
    build_index(Kind.PERSON, people / "universe.parquet", folder / "index")
    build_index(Kind.PERSON, folder / "half.parquet", folder / "other_index")
    train(
        TrainRequest(
            Kind.PERSON,
            people / "crm.parquet",
            folder / "bundle",
            index=folder / "index",
            labels=people / "truth.parquet",
            start_from="none",
            register=False,
        )
    )
    rows = pq.read_table(people / "crm.parquet").to_pylist()
    known = [{name: value for name, value in row.items() if value is not None} for row in rows]
    return TrainedKind(
        Home(folder / "home"), Pointer(folder / "bundle", folder / "index"), folder / "other_index", known
    )


@dataclass(frozen=True, slots=True)
class Running:
    """A running service and where it writes its log."""

    address: str
    log: Path

    def get(self, path: str, token: str | None = None) -> httpx.Response:
        headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        return httpx.get(self.address + path, headers=headers, timeout=30)

    def match(self, request: Mapping[str, object], token: str = TOKEN) -> httpx.Response:
        headers = {"Authorization": f"Bearer {token}"}
        return httpx.post(f"{self.address}/v1/match", json=request, headers=headers, timeout=60)

    def versions(self, asked: int = 8) -> set[str]:
        """The model versions that answers name, over new connections and so over both workers."""
        request = {"kind": "person", "records": [{"id": "a", "full_name": "Ann Lee"}]}
        answers = [self.match(request) for _ in range(asked)]
        return {answer.json()["results"][0]["model_version"] for answer in answers}


def build_bento(bentoml_home: Path) -> Path:
    """Run `bentoml build` on the project; give the bento's folder."""
    command = [sys.executable, "-m", "bentoml", "build", "--output", "tag", str(ROOT)]
    done = subprocess.run(command, env=environment_of(bentoml_home), capture_output=True, text=True, check=True)
    found = re.search(r"onematch:(\w+)", done.stdout)
    assert found, done.stdout
    return bentoml_home / "bentos" / "onematch" / found[1]


@contextmanager
def serving(bento: Path, folder: Path, **settings: str) -> Iterator[Running]:
    """Serve a bento from another folder than the project, with two workers, until the block ends."""
    folder.mkdir(exist_ok=True)
    port = free_port()
    command = [sys.executable, "-m", "bentoml", "serve", str(bento), "--host", "127.0.0.1", "--port", str(port)]
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


def refused_start(bento: Path, folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Start a service that should not start; give how it ended."""
    command = [sys.executable, "-m", "bentoml", "serve", str(bento), "--host", "127.0.0.1", "--port", str(free_port())]
    environment = environment_of(folder / "bentoml") | settings
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False)


def environment_of(bentoml_home: Path) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("ONEMATCH_")}
    return inherited | {"BENTOML_HOME": str(bentoml_home), "BENTOML_DO_NOT_TRACK": "true"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
