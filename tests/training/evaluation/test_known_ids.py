"""Labels that name no record or no profile are refused before anything is computed."""

from pathlib import Path

import pytest

from data.index.build import build_index
from data.labels.label_rows import Label, UnusableLabels, Verdict
from data.labels.labels import Labels, labels_of
from data.labels.links import Link, LinksTable
from data.tables.text_table import UnusableTable
from features.schema.kinds import Kind
from training.evaluation.known_ids import ProfileSide, RecordSide, require_known_ids, require_known_links

RECORDS = RecordSide(Path("crm.csv"), {"r2", "r1", "r3", "r4"})


def labels(*pairs: tuple[str, str | None]) -> Labels:
    return labels_of(
        Label(row, crm_id, right, Verdict.MATCH if right else Verdict.NOBODY)
        for row, (crm_id, right) in enumerate(pairs, 1)
    )


@pytest.fixture(params=["universe", "index"])
def profiles(request: pytest.FixtureRequest, tmp_path: Path) -> ProfileSide:
    universe = tmp_path / "universe.csv"
    universe.write_text("Key,full_name\np1,Ann Lee\np2,Bob Ray\n", encoding="utf-8")
    if request.param == "universe":
        return ProfileSide(Kind.PERSON, universe, None, {"Key": "id"})
    build_index(Kind.PERSON, universe, tmp_path / "index", renames={"Key": "id"}, workers=1)
    return ProfileSide(Kind.PERSON, None, tmp_path / "index")


def test_profiles_that_no_label_names_are_shown_beside_what_was_got(profiles: ProfileSide) -> None:
    message = r"none of 1 universe_id is an id of .*(universe.csv|index): got 'z'; the ids there are such as 'p1', 'p2'"

    with pytest.raises(UnusableLabels, match=message):
        require_known_ids(labels(("r1", "z")), RECORDS, profiles)


def test_exchanged_columns_are_recognised() -> None:
    with pytest.raises(UnusableLabels, match=r"got 'p1'.*; are crm_id and universe_id exchanged"):
        require_known_ids(labels(("p1", "r1")), RECORDS, None)


def test_links_of_other_records_are_refused_by_their_file() -> None:
    scored = Path("scored.csv")
    require_known_links(LinksTable([Link("r1"), Link("x")]), scored, RECORDS)
    require_known_links(LinksTable([]), scored, RECORDS)

    with pytest.raises(
        UnusableTable, match=r"scored.csv: none of 1 crm_id is an id of crm.csv: got 'x'; the ids there"
    ):
        require_known_links(LinksTable([Link("x")]), scored, RECORDS)
