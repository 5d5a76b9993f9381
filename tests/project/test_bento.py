"""The bento in an environment and a folder of its own: only its packages are installed."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import yaml

from features.schema.kinds import Kind
from serving.launch import wait_until_ready
from serving.matching.bundle import bundle_hash
from serving.runtime.home import Home, Pointer, write_pointer
from tests.support.built_bento import bento_in, build_bento
from tests.support.core_environment import UV, install_core
from tests.support.paths import ROOT
from tests.support.small_models import SmallModel
from tests.support.trained_service import TOKEN, free_port
from training.promotion.promotion import store_in_bentoml

pytestmark = pytest.mark.e2e
CLIENT = """
import json, sys
import bentoml
address, token, record = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
with bentoml.SyncHTTPClient(address, token=token, timeout=300) as client:
    matched = client.match(kind="person", records=[record])
    best = matched["results"][0]["candidates"][0]["id"]
    explained = client.explain(kind="person", record=record, profile_id=best)
    paths = list(client.request("GET", "/docs.json").json()["paths"])
with bentoml.SyncHTTPClient(address, token="another", timeout=300) as stranger:
    try:
        refused = stranger.match(kind="person", records=[record])
    except bentoml.exceptions.BentoMLException as error:
        refused = error.error_code
print(json.dumps([matched, explained, paths, refused]))
"""
WITHOUT_ANYTHING_ELSE = ("ONEMATCH_", "PYTHON", "VIRTUAL_ENV")


@dataclass(frozen=True, slots=True)
class Place:
    """A folder with nothing of the project but the bento, an environment, and files of a user."""

    folder: Path
    environment: Path
    bento: Path
    model: SmallModel
    version: str

    def variables(self, **settings: str) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(WITHOUT_ANYTHING_ELSE)}
        own = {"BENTOML_HOME": str(self.folder / "bentoml"), "ONEMATCH_TOKEN": TOKEN, "BENTO_PATH": str(self.bento)}
        return inherited | own | {"PATH": f"{self.environment / 'bin'}:/usr/bin:/bin"} | settings

    def onematch(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the command line as the image has it."""
        return subprocess.run(
            [str(self.folder / "onematch"), *arguments],
            cwd=self.folder,
            env=self.variables(),
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )

    @property
    def dockerfile(self) -> str:
        return (self.bento / "env" / "docker" / "Dockerfile").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def place(small_models: dict[Kind, SmallModel], tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Build the bento where a champion is in BentoML's store and in the home, then leave the home behind."""
    folder = tmp_path_factory.mktemp("place")
    model = small_models[Kind.PERSON]
    version = bundle_hash(model.bundle)
    home = Home(tmp_path_factory.mktemp("home"))
    promoted = Path(shutil.copytree(model.bundle, home.bundle(Kind.PERSON, version)))
    write_pointer(home, Kind.PERSON, Pointer(promoted, model.index))
    with pytest.MonkeyPatch.context() as patch:
        store_in(patch, folder / "bentoml", promoted)
        build_bento(folder / "bentoml", ONEMATCH_HOME=str(home.root))
    shutil.rmtree(home.root)
    install_core(folder / "environment")
    bento = bento_in(folder / "bentoml")
    made = Place(folder, folder / "environment", bento, model, version)
    [command_line] = re.findall(r"printf '#!/bin/sh.*?onematch$", made.dockerfile, re.MULTILINE)
    subprocess.run(["sh", "-c", command_line.replace("/usr/local/bin", str(folder))], check=True)
    return made


def store_in(patch: pytest.MonkeyPatch, bentoml_home: Path, bundle: Path) -> None:
    """Put a bundle into the model store of a BentoML home, in a process that reads that home."""
    code = f"from pathlib import Path; {store_in_bentoml.__name__}(Kind.PERSON, Path({str(bundle)!r}))"
    imports = "from training.promotion.promotion import store_in_bentoml; from features.schema.kinds import Kind; "
    patch.setenv("BENTOML_HOME", str(bentoml_home))
    subprocess.run([sys.executable, "-c", imports + code], cwd=ROOT, check=True, timeout=300)


@contextmanager
def served(place: Place, **settings: str) -> Iterator[str]:
    """Serve the bento by its tag; yield the address once both workers are ready."""
    port = free_port()
    command = [place.environment / "bin" / "bentoml", "serve", "onematch:latest", "--host", "127.0.0.1", "--port", port]
    with (place.folder / "service.log").open("wb") as log:
        process = subprocess.Popen(
            list(map(str, command)), cwd=place.folder, env=place.variables(**settings), stdout=log, stderr=log
        )
        try:
            wait_until_ready(f"http://127.0.0.1:{port}", process, n_workers=2)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(60)


def test_the_bento_lists_the_champion_as_its_model_and_has_a_readme_of_its_own(place: Place) -> None:
    described = yaml.safe_load((place.bento / "bento.yaml").read_text(encoding="utf-8"))

    [service] = described["services"]
    assert [model["tag"] for model in service["models"]] == [f"onematch-person:{place.version}"]
    assert (place.bento / "README.md").read_bytes() == (ROOT / "docs" / "bento.md").read_bytes()


def test_a_bento_that_is_built_without_a_champion_lists_no_model(bento: Path) -> None:
    described = yaml.safe_load((bento / "bento.yaml").read_text(encoding="utf-8"))

    assert [service["models"] for service in described["services"]] == [[]]


def test_no_compiler_stays_in_the_image_of_the_bento(place: Place) -> None:
    [installed] = re.findall(r"apt-get install .*--no-install-recommends (.*?) &&", place.dockerfile)
    [removed] = re.findall(r"apt-get purge .*--auto-remove (.*?) &&", place.dockerfile)

    assert removed == installed
    assert f"FROM python:{sys.version_info[0]}.{sys.version_info[1]}-slim " in place.dockerfile


def test_the_image_builds_every_package_that_has_no_wheel(place: Place) -> None:
    exported = [
        str(UV),
        "export",
        "--frozen",
        "--offline",
        "--no-dev",
        "--no-emit-project",
        "--no-hashes",
        "--no-annotate",
    ]
    done = subprocess.run(exported, cwd=ROOT, capture_output=True, text=True, check=True)
    names = set(re.findall(r"^([\w.-]+)==", done.stdout, re.MULTILINE))
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]

    without = {package["name"] for package in lock if package["name"] in names and not package.get("wheels")}

    assert without == set(re.findall(r"pip wheel .*? ([\w-]+) &&", place.dockerfile))


def test_the_commands_of_an_operator_run_from_the_bento_alone(place: Place) -> None:
    upgraded = place.onematch("db", "upgrade")
    created = place.onematch("contracts", "create", "Acme")
    version = place.onematch("--version")

    assert upgraded.stdout.startswith("the store has schema "), upgraded.stderr
    assert created.returncode == 0, created.stderr
    assert version.stdout.strip() == place.bento.name, version.stderr
    with subprocess.Popen(
        [place.folder / "onematch", "work"], cwd=place.folder, env=place.variables(), stdout=subprocess.PIPE, text=True
    ) as worker:
        assert worker.stdout is not None
        assert "following the alias champion of MLflow needs the extra train" in worker.stdout.readline()
        while "work_address_taken" in (line := worker.stdout.readline()):
            pass
        assert line == "onematch works\n"
        worker.terminate()
        assert worker.wait(60) == 0


def test_the_client_of_bentoml_matches_and_explains_with_the_model_of_the_bento(place: Place) -> None:
    """By tag, from a folder without a home: an index is named, the bundle is the bento's own."""
    profiles = place.folder / "members.parquet"
    pq.write_table(pq.read_table(place.model.file("universe")), profiles)
    built = place.onematch("index", "--kind", "person", "--universe", profiles.name, "--out", "members.index")
    assert built.returncode == 0, built.stderr
    record = next(row for row in place.model.rows() if row.get("email") and row.get("full_name"))

    with served(place, ONEMATCH_INDEX_PERSON=str(place.folder / "members.index")) as address:
        said = subprocess.run(
            [str(place.environment / "bin" / "python"), "-c", CLIENT, address, TOKEN, json.dumps(record)],
            cwd=place.folder,
            env=place.variables(),
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )

    assert said.returncode == 0, said.stderr
    matched, explained, paths, refused = json.loads(said.stdout)
    assert matched["results"][0]["model_version"].startswith(place.version)
    assert explained["pair"]["probability"] == matched["results"][0]["candidates"][0]["probability"]
    assert {"/v1/match", "/v1/explain"} <= set(paths)
    assert refused == 401
