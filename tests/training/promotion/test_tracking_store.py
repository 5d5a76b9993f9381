"""The local MLflow store is created once, whole, by whichever process is first."""

import subprocess
import sys
from pathlib import Path

import pytest

from serving.runtime.home import Home
from training.promotion.tracking_store import RegistryUnreachable, open_store

OPEN = """
import sys
from pathlib import Path
from serving.runtime.home import Home
from training.promotion.tracking_store import open_store
open_store(Home(Path(sys.argv[1])))
"""


@pytest.mark.e2e
def test_two_processes_that_create_the_store_together_both_open_it(tmp_path: Path) -> None:
    both = [subprocess.Popen([sys.executable, "-c", OPEN, str(tmp_path / "home")]) for _ in range(2)]

    assert [process.wait() for process in both] == [0, 0]
    assert {path.name for path in (tmp_path / "home").iterdir()} == {"mlflow.db", ".mlflow.lock"}


@pytest.mark.usefixtures("registry")
def test_a_server_that_is_named_wins_over_the_local_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, registry_home: Home
) -> None:
    uri = f"sqlite:///{registry_home.tracking_file}"
    monkeypatch.setenv("MLFLOW_TRACKING_URI", uri)

    store = open_store(Home(tmp_path / "home"))

    assert (store.uri, store.artifacts_uri) == (uri, None)
    assert not (tmp_path / "home").exists()


def test_a_store_that_cannot_be_opened_is_named_in_one_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "nonsense://nowhere")

    with pytest.raises(RegistryUnreachable, match="MLflow at nonsense://nowhere: "):
        open_store(Home(tmp_path))
