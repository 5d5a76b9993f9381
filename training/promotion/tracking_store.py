"""The tracking store of MLflow, and its errors as one domain error."""

import fcntl
import importlib
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from data.tables.atomic import replacing
from features.compiled.private_paths import make_private_folder
from features.schema.errors import OnematchError
from features.schema.value_class import value_class
from serving.runtime.home import Home

if TYPE_CHECKING:
    from mlflow import MlflowClient


class RegistryUnreachable(OnematchError):
    """The tracking store did not answer, or refused a request."""


@value_class
class TrackingStore:
    """Where runs and models are kept: local SQLite below the home, or the server that `MLFLOW_TRACKING_URI` names."""

    uri: str
    artifacts_uri: str | None
    client: "MlflowClient"


def open_store(home: Home) -> TrackingStore:
    """Open the store; create the local one if there is none. Raises RegistryUnreachable."""
    os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
    os.environ.setdefault("MLFLOW_UV_AUTO_DETECT", "false")  # it would store the lock of the current folder's project
    importlib.import_module("mlflow")  # it configures its loggers, whose levels are set below
    for noisy in ("mlflow", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    logging.getLogger("mlflow.utils.environment").setLevel(logging.ERROR)  # an environment of uv has no pip
    if uri := os.environ.get("MLFLOW_TRACKING_URI"):
        return TrackingStore(uri, None, _connect(uri))
    _make_once(home)
    uri = f"sqlite:///{home.tracking_file.resolve()}"
    return TrackingStore(uri, home.artifacts.resolve().as_uri(), _connect(uri))


@contextmanager
def in_one_sentence(uri: str) -> Iterator[None]:
    """Raise errors of MLflow and its transport as RegistryUnreachable."""
    from mlflow.exceptions import MlflowException

    try:
        yield
    except MlflowException as error:
        raise RegistryUnreachable("MLflow at {uri}: {error}", uri=uri, error=str(error).splitlines()[0]) from error


@contextmanager
def if_absent() -> Iterator[None]:
    """Ignore the error that another process has created the same object."""
    from mlflow.exceptions import MlflowException

    try:
        yield
    except MlflowException as error:
        if error.error_code != "RESOURCE_ALREADY_EXISTS":
            raise


def _connect(uri: str) -> "MlflowClient":
    from mlflow import MlflowClient

    with in_one_sentence(uri):
        return MlflowClient(tracking_uri=uri, registry_uri=os.environ.get("MLFLOW_REGISTRY_URI") or uri)


def _make_once(home: Home) -> None:
    """Create the local store under another name and rename it.

    MLflow takes seconds to create it; two processes collide in it (3.17: "table _alembic_tmp_experiments already
    exists"), and a killed one leaves a store that cannot be opened.
    """
    if home.tracking_file.exists():
        return
    make_private_folder(home.root)
    with (home.root / ".mlflow.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not home.tracking_file.exists():
            with replacing(home.tracking_file) as beside:
                _connect(f"sqlite:///{beside.resolve()}")
