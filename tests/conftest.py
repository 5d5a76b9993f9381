"""What every test may rely on: nothing phones home, nothing is registered, and no store of this machine is touched."""

import os
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def closed_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Drop the user's `ONEMATCH_*` and keep MLflow's and BentoML's files below the session's folder."""
    folder = tmp_path_factory.mktemp("environment")
    kept = ("ONEMATCH_BENCH_DATA", "ONEMATCH_WRITE_DOCS", "ONEMATCH_KILLS")
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
        yield
