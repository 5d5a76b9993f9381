"""Matchers of the small models."""

import pytest

from features.schema.kinds import Kind
from serving.matching.matcher import Matcher
from tests.support.small_models import SmallModel


@pytest.fixture(scope="module")
def matchers(small_models: dict[Kind, SmallModel]) -> dict[Kind, Matcher]:
    return {kind: model.matcher() for kind, model in small_models.items()}


@pytest.fixture
def matcher(matchers: dict[Kind, Matcher], small_model: SmallModel) -> Matcher:
    return matchers[small_model.kind]
