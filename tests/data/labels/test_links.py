"""LINKS are read as they were written, and other tools' links are read too."""

import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.labels.links import SCHEMA, Basis, Link, LinkDecision, LinksTable, read_links, write_links
from data.tables.text_table import UnusableTable

FULL = Link(
    crm_id="c1",
    candidate_id="u1",
    probability=0.987654,
    decision=LinkDecision.LINKED,
    margin=0.5,
    runner_up_id="u2",
    match_weight=12.25,
    reasons=("the name is the same", "the city is the same"),
    basis=Basis.OWN_LABELS,
    winner_id="c0",
    model_version="ab+cd.0",
    details='{"name": 1}',
)
ids = st.text("abcøЖ字/:=-", min_size=1, max_size=5)


@pytest.mark.parametrize("ending", ["parquet", "csv"])
def test_links_are_read_as_they_were_written(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"links.{ending}"
    rows = [FULL, Link("=c2")]

    write_links(LinksTable(rows), path)

    assert list(read_links(path)) == rows
    assert ending == "parquet" or path.read_text(encoding="utf-8").splitlines()[2] == "'=c2,,0,none,0,,,,,,,"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20, deadline=None)
@given(
    st.dictionaries(ids, st.tuples(ids, st.floats(0, 1).map(lambda p: round(p, 6)))),
    st.sampled_from(["parquet", "csv"]),
)
def test_any_ids_and_probabilities_survive(tmp_path: Path, rows: dict[str, tuple[str, float]], ending: str) -> None:
    path = tmp_path / f"links.{ending}"
    links = [Link(crm_id, candidate, probability) for crm_id, (candidate, probability) in rows.items()]

    write_links(LinksTable(links), path)

    assert list(read_links(path)) == links


def test_parquet_has_the_designed_columns_and_details_only_when_explained(tmp_path: Path) -> None:
    plain = tmp_path / "plain.parquet"
    explained = tmp_path / "explained.parquet"

    write_links(LinksTable([Link("c2")]), plain)
    write_links(LinksTable([FULL]), explained)

    assert pq.read_schema(plain).equals(SCHEMA)
    assert pq.read_schema(explained).names == [*SCHEMA.names, "details"]


def test_of_several_rows_of_a_record_the_most_probable_is_kept_whatever_their_order(tmp_path: Path) -> None:
    rows = ["1,a,0.2", "1,b,0.9", "1,c,0.9", "1,,1"]
    kept = []

    for order in (rows, rows[::-1]):
        path = tmp_path / "scored.csv"
        path.write_text("\n".join(["crm_id,candidate_id,probability", *order]), encoding="utf-8")
        kept.append(read_links(path).of("1").candidate_id)

    assert kept[0] == kept[1]
    assert kept[0] in {"b", "c"}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("1,a,1.5,linked", "row 1: got the probability 1.5, expected 0 to 1"),
        ("1,a,nan,linked", "got the probability nan, expected 0 to 1"),
        ("1,a,0.5,maybe", "got the decision 'maybe', expected one of linked, review, none, duplicate"),
        (",a,0.5,linked", "row 1: crm_id is empty"),
    ],
)
def test_unusable_rows_are_named(tmp_path: Path, row: str, message: str) -> None:
    path = tmp_path / "scored.csv"
    path.write_text(f"crm_id,candidate_id,probability,decision\n{row}\n", encoding="utf-8")

    with pytest.raises(UnusableTable, match=re.escape(message)):
        read_links(path)


def test_links_are_written_as_parquet_or_csv_only(tmp_path: Path) -> None:
    with pytest.raises(UnusableTable, match=r"written as \.parquet or \.csv"):
        write_links(LinksTable([FULL]), tmp_path / "links.xlsx")

    assert list(tmp_path.iterdir()) == []
