"""The shipped bundles, for tests of what a training takes from its base model."""

import pytest

from features.schema.kinds import Kind
from serving.matching.bundle import Bundle, shipped_bundle


@pytest.fixture(scope="module", params=list(Kind))
def shipped(request: pytest.FixtureRequest) -> Bundle:
    folder = shipped_bundle(request.param)
    assert folder is not None
    return Bundle.open(folder)
