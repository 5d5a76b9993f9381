"""An empty MLflow store, made once in a run and copied: MLflow migrates for three seconds to make one."""

import shutil
from pathlib import Path

import pytest

from serving.runtime.home import Home
from tests.support.made_once import made_once


def with_tracking_store(factory: pytest.TempPathFactory, home: Home) -> Home:
    """Put an empty store into a home, as the first training does where there is none."""
    made = made_once(factory, "tracking_store", _make_store)
    home.root.mkdir(parents=True, exist_ok=True)
    shutil.copy(Home(made).tracking_file, home.tracking_file)
    return home


def _make_store(folder: Path) -> None:
    from training.promotion.tracking_store import open_store  # the services' tests import no training

    open_store(Home(folder))
