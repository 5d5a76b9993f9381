"""One local MLflow store for the session, in which tests differ by the model's name; trainings of few trees."""

from collections.abc import Iterator

import pytest

from features.schema.kinds import Kind
from serving.runtime.home import Home
from tests.support.few_trees import growing_few_trees
from tests.support.small_models import SmallModel
from tests.support.tracking_template import with_tracking_store
from training.promotion.registry import Registry


@pytest.fixture(scope="session")
def registry_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return with_tracking_store(tmp_path_factory, Home(tmp_path_factory.mktemp("registry").resolve()))


@pytest.fixture(scope="session")
def registry(registry_home: Home) -> Registry:
    return Registry(registry_home)


@pytest.fixture(scope="module")
def few_trees_in_module(small_models: dict[Kind, SmallModel]) -> Iterator[None]:
    """Grow few trees in all trainings of a module; the small models, which others share, are there before."""
    del small_models
    with growing_few_trees():
        yield


@pytest.fixture
def few_trees(small_models: dict[Kind, SmallModel]) -> Iterator[None]:
    """Grow few trees in the trainings of a test."""
    del small_models
    with growing_few_trees():
        yield
