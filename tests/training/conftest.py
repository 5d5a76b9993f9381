"""One local MLflow store for the session: creating it takes seconds, so tests differ by the model's name."""

import pytest

from serving.runtime.home import Home
from training.promotion.registry import Registry


@pytest.fixture(scope="session")
def registry_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return Home(tmp_path_factory.mktemp("registry").resolve())


@pytest.fixture(scope="session")
def registry(registry_home: Home) -> Registry:
    return Registry(registry_home)
