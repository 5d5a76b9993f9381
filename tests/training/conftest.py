"""One local MLflow store for the session: tests differ by the model's name."""

import pytest

from serving.runtime.home import Home
from tests.support.tracking_template import with_tracking_store
from training.promotion.registry import Registry


@pytest.fixture(scope="session")
def registry_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return with_tracking_store(tmp_path_factory, Home(tmp_path_factory.mktemp("registry").resolve()))


@pytest.fixture(scope="session")
def registry(registry_home: Home) -> Registry:
    return Registry(registry_home)
