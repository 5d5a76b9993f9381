"""Small files for the tests that run whole commands."""

import pytest

from features.schema.kinds import Kind
from tests.project.small_commands import SmallFiles
from tests.support.small_models import SmallModel


@pytest.fixture(scope="session")
def small(small_models: dict[Kind, SmallModel]) -> SmallFiles:
    """The files of the small model of people, which all workers of a run share."""
    model = small_models[Kind.PERSON]
    crm, universe, truth = (model.file(name) for name in ("crm", "universe", "truth"))
    return SmallFiles(kind="person", crm=crm, universe=universe, truth=truth, index=model.index, bundle=model.bundle)
