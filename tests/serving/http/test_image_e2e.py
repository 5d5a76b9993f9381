"""The bento's image, made without an engine: its Dockerfile's steps in an unprivileged, read-only root."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from features.schema.kinds import Kind
from tests.support.paths import ROOT
from tests.support.small_network import MEMBERS, Universe, contact
from tests.support.trained_service import TOKEN, free_port

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(3600)]
SCRIPT = str(ROOT / "docs" / "deploy" / "image.sh")
KEPT = Path.home() / ".cache" / "onematch" / "image"
"""The steps take minutes; the root that they made is kept, and made anew where one of them is another."""
HOME = "/var/lib/onematch"
INDEX = f"{HOME}/members.index"


@pytest.fixture(scope="module")
def image(bento: Path) -> Path:
    if "ONEMATCH_IMAGE" not in os.environ:
        pytest.skip("ONEMATCH_IMAGE=1 makes the image: ten minutes, and from registries")
    built = subprocess.run([SCRIPT, "build", bento, KEPT], env=os.environ | {"PYTHON": sys.executable}, check=False)
    if built.returncode == 3:
        pytest.skip("docs/deploy/image.sh says what is missing for an image without an engine")
    assert built.returncode == 0
    return KEPT


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The volume of the home; the one of compiled code is kept too."""
    (KEPT.parent / "image.volume.cache").mkdir(exist_ok=True)
    (tmp_path / "home.cache").symlink_to(KEPT.parent / "image.volume.cache")
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


def settings(**more: object) -> dict[str, str]:
    mine = {"HOME": HOME, "TOKEN": TOKEN, "WORKERS": 1, "WORK_ADDRESS": f"127.0.0.1:{free_port()}", **more}
    return os.environ | {f"ONEMATCH_{name}": str(value) for name, value in mine.items()}


@contextmanager
def running(image: Path, home: Path, environment: dict[str, str], *command: str) -> Iterator[Path]:
    """Run a command of the image, and yield the file that it prints to."""
    log = home.parent / f"{len(command)}.log"
    with log.open("wb") as out:
        started = subprocess.Popen(
            [SCRIPT, "run", image, home, *command], env=environment, stdout=out, stderr=out, start_new_session=True
        )
    try:
        yield log
    finally:
        os.killpg(started.pid, signal.SIGKILL)
        started.wait()


def ready(address: str, log: Path) -> Any:
    """Return what is answered once it is ready."""
    until = time.monotonic() + 1800
    while time.monotonic() < until:
        with suppress(httpx.TransportError):
            if (answer := httpx.get(f"{address}/readyz", timeout=10)).is_success:
                return answer.json()
        time.sleep(0.5)
    raise AssertionError(log.read_text())


def test_service_worker_and_schema_start_from_the_image_as_its_user_on_a_read_only_root(
    image: Path, home: Path, universe: Universe
) -> None:
    port, work = free_port(), f"127.0.0.1:{free_port()}"
    environment = settings(WORK_ADDRESS=work, BUNDLE_PERSON="/home/bentoml/bento/src/serving/shipped/person")
    environment |= {"ONEMATCH_INDEX_PERSON": INDEX}
    index = universe.indexes[Kind.PERSON]
    subprocess.run(["cp", "-r", index, home / "members.index"], check=True)

    def run(*command: str) -> str:
        done = subprocess.run([SCRIPT, "run", image, home, *command], env=environment, capture_output=True, check=True)
        return done.stdout.decode()

    upgraded = run("onematch", "db", "upgrade")
    written = run("sh", "-c", f"for one in / /app /usr {HOME}; do touch $one/x 2>/dev/null && echo $one; done; id -un")
    compilers = run("sh", "-c", "command -v g++ gcc; true")
    with running(image, home, environment, "onematch", "work") as log:
        worker = ready(f"http://{work}", log)
    with running(image, home, environment, "onematch", "serve", "--port", str(port)) as log:
        ready(f"http://127.0.0.1:{port}", log)
        printed = log.read_text()
        row = contact(next(iter(MEMBERS))) | {"id": "c-1"}
        headers = {"Authorization": f"Bearer {TOKEN}"}
        body = {"kind": "person", "records": [row]}
        answer = httpx.post(f"http://127.0.0.1:{port}/v1/match", json=body, headers=headers, timeout=300)

    assert "the store has schema" in upgraded
    assert written.split() == [HOME, "bentoml"]
    assert compilers == ""
    assert worker["status"] == "working"
    assert "start the workers" in printed
    assert any((KEPT.parent / "image.volume.cache").rglob("*.nbi"))
    assert answer.json()["results"][0]["match"]["id"] == next(iter(MEMBERS))
