"""A collective pass for tests of routes."""

import pytest

from features.schema.kinds import Kind
from serving.matching.matcher import Matcher
from serving.matching.policy import Policy
from tests.support.paths import SHIPPED
from tests.support.small_collective import bundle_with_collective
from tests.support.small_network import Universe


@pytest.fixture(scope="session")
def collective_matcher(universe: Universe, tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    """A matcher of people whose bundle has a collective pass, which a replay reads from its folder."""
    policy = Policy(linked=0.6, review=0.05, margin=0.05, precision=0.99)
    folder = tmp_path_factory.mktemp("collective") / "person.bundle"
    return Matcher.open(bundle_with_collective(SHIPPED / Kind.PERSON, folder, policy), universe.indexes[Kind.PERSON])


@pytest.fixture
def collective(matchers: dict[Kind, Matcher], collective_matcher: Matcher, monkeypatch: pytest.MonkeyPatch) -> None:
    """That matcher for one test."""
    monkeypatch.setitem(matchers, Kind.PERSON, collective_matcher)
