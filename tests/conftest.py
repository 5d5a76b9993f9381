"""What every test may rely on: nothing phones home, nothing is registered, and no store of this machine is touched."""

import gc
import os
import resource
from collections.abc import Iterator
from contextlib import ExitStack
from functools import cache, partial
from pathlib import Path

import pytest
from hypothesis import settings

from features.compiled.ahead import compile_ahead
from features.schema.kinds import Kind
from serving.runtime.process import collect_rarely, settle
from tests.support.built_bento import bento_in, build_bento
from tests.support.databases import Databases, folder_in_memory
from tests.support.made_once import made_once
from tests.support.postgres import postgres_server
from tests.support.small_models import SmallModel, draw_small_sample, small_models_in, train_small_model

collect_rarely()  # the imports and the tests that are collected stay
# How long an example takes is the bench's matter. Each run tries the same ones; `make explore` draws others, and what
# it finds becomes an `@example`.
settings.register_profile("onematch", deadline=None, max_examples=50, derandomize=True, database=None)
settings.register_profile("explore", deadline=None, max_examples=500, print_blob=True)
settings.load_profile("onematch")


def pytest_configure(config: pytest.Config) -> None:
    """Compile before several processes need it at once; let many indexes be open, of 84 mapped files each."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(4096, hard)), hard))
    if config.getoption("numprocesses", None):
        compile_ahead(config.getoption("numprocesses"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest files, whole commands and trainings, so that no worker waits for another one's last file.

    A file's tests stay together, in their order: they share what the file makes.
    """
    commands = {item.path for item in items if item.get_closest_marker("e2e")}
    trainings = Path(__file__).parent / "training"
    place = {path: (path not in commands, trainings not in path.parents) for path in {item.path for item in items}}
    items.sort(key=lambda item: place[item.path])


def pytest_collection_finish() -> None:
    """Exclude modules and tests, some hundred thousand objects that stay, from every garbage collection."""
    settle()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def closed_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Drop the user's `ONEMATCH_*` and keep MLflow's and BentoML's files below the session's folder.

    No test takes the power away, so nothing in this process waits until the disk has written: an index has 84 files.
    """
    folder = tmp_path_factory.mktemp("environment")
    kept = (
        "ONEMATCH_WRITE_DOCS",
        "ONEMATCH_KILLS",
        "ONEMATCH_SCENARIO",
        "ONEMATCH_HAMMER",
        "ONEMATCH_FUZZ",
    )
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("ONEMATCH_") and name not in kept]:
            patch.delenv(name)
        for name in ("MLFLOW_TRACKING_URI", "MLFLOW_REGISTRY_URI"):
            patch.delenv(name, raising=False)
        patch.setenv("ONEMATCH_HOME", str(folder / "home"))
        patch.setenv("ONEMATCH_REGISTER", "false")
        patch.setenv("BENTOML_HOME", str(folder / "bentoml"))
        patch.setenv("BENTOML_DO_NOT_TRACK", "true")
        patch.setenv("MLFLOW_DISABLE_TELEMETRY", "true")
        # A JVM that lives for half a minute: half of its processor time would go into optimising code.
        patch.setenv("SPARK_SUBMIT_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        patch.setattr(os, "fsync", lambda _descriptor: None)
        yield


@pytest.fixture(scope="session")
def databases() -> Iterator[Databases]:
    """Fresh databases on demand; PostgreSQL starts with the first that asks for it."""
    with folder_in_memory() as folder, ExitStack() as servers:

        @cache
        def postgres_url() -> str:
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("XDG_RUNTIME_DIR", str(folder))
                return servers.enter_context(postgres_server())

        found = Databases(folder, postgres_url)
        yield found
        found.close()


@pytest.fixture
def database_url(request: pytest.FixtureRequest, databases: Databases) -> Iterator[str]:
    """SQLite, or each database that a test names."""
    url = databases.make(getattr(request, "param", "sqlite"))
    yield url
    databases.drop(url)


@pytest.fixture(scope="session")
def small_models(tmp_path_factory: pytest.TempPathFactory) -> dict[Kind, SmallModel]:
    """A small sample with an index and a trained model of each kind; tests copy what they change.

    They are trained once in a run: all its workers share them, and a second worker begins with the other kind.
    """
    models = small_models_in(made_once(tmp_path_factory, "small_models", draw_small_sample))
    is_second = os.environ.get("PYTEST_XDIST_WORKER", "gw0") == "gw1"
    for kind in reversed(Kind) if is_second else Kind:
        made_once(tmp_path_factory, f"small_model_{kind}", partial(_train, models[kind]))
    return models


def _train(model: SmallModel, _folder: Path) -> None:
    train_small_model(model)


@pytest.fixture(scope="session")
def bento(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The service as `bentofile.yaml` packs it, built once in a run."""
    return bento_in(made_once(tmp_path_factory, "bento", build_bento))


@pytest.fixture(scope="session", params=list(Kind))
def small_model(request: pytest.FixtureRequest, small_models: dict[Kind, SmallModel]) -> SmallModel:
    """Each of the small models in turn."""
    kind: Kind = request.param
    return small_models[kind]
