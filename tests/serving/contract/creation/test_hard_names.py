"""Names that are easily damaged, from the universe's file to the CRM and to everybody who reads them (S35 to S37)."""

import shutil
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.index.build import build_index
from data.index.changes import append_changes
from data.tables.outputs import ORIGINALS_FILE
from features.schema.kinds import COLUMNS, Kind
from serving.matching.matcher import Matcher
from serving.vocabulary.terms import Crm
from tests.support.creation_tenant import create, people
from tests.support.hard_names import HARD_NAMES, NAMES_OF_THEIR_OWN
from tests.support.paths import SHIPPED
from tests.support.small_network import Universe
from tests.support.tenant import SELLER
from tests.support.writeback_tenant import Writeback

WRITTEN = {
    Crm.HUBSPOT: ("firstname", "lastname", "jobtitle", "country"),
    Crm.ORACLE: ("FirstName", "LastName", "JobTitle", "Country"),
}


@pytest.fixture(scope="module")
def matchers(universe: Universe, tmp_path_factory: pytest.TempPathFactory) -> dict[Kind, Matcher]:
    """Matchers on the small network and the members with hard names, indexed from a file."""
    folder = tmp_path_factory.mktemp("hard")
    rows = pq.read_table(universe.files[Kind.PERSON]).to_pylist()
    rows += [dict.fromkeys(COLUMNS[Kind.PERSON]) | {"id": one} | columns for one, columns in HARD_NAMES.items()]
    pq.write_table(pa.Table.from_pylist(rows), folder / "members.parquet")
    build_index(Kind.PERSON, folder / "members.parquet", folder / "index")
    companies = Matcher.open(SHIPPED / Kind.COMPANY, universe.indexes[Kind.COMPANY])
    return {Kind.PERSON: Matcher.open(SHIPPED / Kind.PERSON, folder / "index"), Kind.COMPANY: companies}


def created(routed: Writeback, profile_id: str) -> str:
    """Create a member's record; return its id in the CRM."""
    answer = create(routed, f"k-{profile_id}", profile_id=profile_id, fields={}, force="There is none")
    assert answer.status_code == 201, answer.text
    return str(answer.json()["record"]["id"])


def shown(routed: Writeback, profile_id: str) -> dict[str, Any]:
    found = routed.tenant.ask("GET", f"/profiles?kind=person&q={profile_id}", acting=SELLER).json()["items"]
    return dict(found[0]["shown"])


def test_s36_what_reaches_the_crm_is_what_the_network_wrote(routed: Writeback) -> None:
    """S36: to the letter, each name from its own field."""
    for profile_id in HARD_NAMES:
        created(routed, profile_id)

    sent = [tuple(item.values.get(name) or None for name in WRITTEN[routed.crm.crm]) for item in people(routed)]
    assert sent == [
        (*NAMES_OF_THEIR_OWN[one], columns.get("title"), columns.get("country")) for one, columns in HARD_NAMES.items()
    ]


def test_an_index_of_an_earlier_version_shows_what_it_has(
    matchers: dict[Kind, Matcher], routed: Writeback, tmp_path: Path
) -> None:
    """It opens, and a change that arrives later keeps its spelling."""
    shutil.copytree(matchers[Kind.PERSON].index.path, tmp_path / "old")
    (tmp_path / "old" / ORIGINALS_FILE).unlink()
    old = Matcher.open(SHIPPED / Kind.PERSON, tmp_path / "old")
    routed.tenant.parts.matching._matcher_of = {**matchers, Kind.PERSON: old}.__getitem__

    before = shown(routed, "soren")
    append_changes(old.index.path, {"soren": {"first_name": "Søren", "last_name": "Ødegård"}}, ())

    assert (before["name"], before["last_name"]) == ("soren odegard", "odegard")
    assert shown(routed, "soren") == {"name": "Søren Ødegård", "first_name": "Søren", "last_name": "Ødegård"}
