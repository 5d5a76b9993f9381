"""Links of a contract where the network holds a person twice, and knows it by clusters of its own."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from features.schema.kinds import Kind
from serving.matching.matcher import Matcher
from serving.vocabulary.terms import Scope
from tests.support.clustered_network import build_rows, cluster_rows
from tests.support.paths import SHIPPED
from tests.support.small_network import MEMBERS, Universe, contact
from tests.support.sync_tenant import DUPLICATE, LINKED, Sync, upsert
from tests.support.tenant import SELLER

COPY = "M1-again"


@pytest.fixture(scope="module")
def twice(universe: Universe, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The network's people with one of them a second time, stating less, and the cluster of both."""
    rows = pq.read_table(universe.files[Kind.PERSON]).to_pylist()
    copy = {name: value for name, value in MEMBERS["M1"].items() if name not in {"profile_url", "country"}}
    index = build_rows(Kind.PERSON, [*rows, {"id": COPY, **copy}], tmp_path_factory.mktemp("twice") / "person.index")
    return cluster_rows(index, [["M1", COPY]]).path


@pytest.fixture
def matchers(matchers_on_copy: dict[Kind, Matcher], twice: Path, tmp_path: Path) -> Mapping[Kind, Matcher]:
    """The tenant's network holds a person twice; the test may change it."""
    shutil.copytree(twice, tmp_path / "twice.index")
    return matchers_on_copy | {Kind.PERSON: Matcher.open(SHIPPED / Kind.PERSON, tmp_path / "twice.index")}


def change(sync: Sync, **one: Any) -> None:
    body = {"kind": "person", "changes": [one]}
    assert sync.tenant.ask("POST", "/v1/universe/changes", body, scopes=Scope.OPERATOR).status_code == 200


def badges(sync: Sync) -> list[str]:
    answer = sync.tenant.ask("POST", "/badges", {"kind": "person", "profiles": ["M1", COPY]}, acting=SELLER)
    return [one["badge"] for one in answer.json()["items"]]


def test_a_record_is_linked_to_the_first_profile_and_gets_one_badge(sync: Sync) -> None:
    sync.send(upsert("contact", id="P1", **contact("M1")), upsert("contact", id="P2", **contact("M1", phone=None)))

    assert sorted(sync.states().values()) == [(DUPLICATE, "M1"), (LINKED, "M1")]
    assert badges(sync) == ["in_crm", "not_in_crm"]


def test_statements_go_before_clusters(sync: Sync) -> None:
    """A re-match to the second profile holds, also beside one to the first; the model's claim loses to both."""
    sync.send(upsert("contact", id="P1", **contact("M1")), upsert("contact", id="P2", **contact("M1", phone=None)))

    sync.rematch("contact", "P2", COPY)
    one_stated = sync.states()
    sync.rematch("contact", "P1", "M1")

    assert one_stated == {"contact/P1": (DUPLICATE, "M1"), "contact/P2": (LINKED, COPY)}
    assert sync.states() == {"contact/P1": (LINKED, "M1"), "contact/P2": (LINKED, COPY)}
    assert badges(sync) == ["in_crm", "in_crm"]


def test_the_link_follows_when_the_first_profile_goes_and_comes_back_with_it(sync: Sync) -> None:
    """D13: a closed profile loses its links at once; the other one of its cluster takes them over."""
    sync.put("contact", id="P1", **contact("M1"))

    change(sync, op="delete", id="M1", version="2")
    closed = sync.states()
    sync.put("contact", id="P2", **contact("M1", phone="+1 512 555 0199"))

    assert closed == {"contact/P1": (LINKED, COPY)}
    assert {profile for _, profile in sync.states().values()} == {COPY}
