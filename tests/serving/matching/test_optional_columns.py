"""Optional columns from file to answer: read where profiles have them, evidence to a model that never saw them."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

import onematch
from data.index.build import build_index
from data.index.index import UniverseIndex
from features.normalise.records import normalise
from features.own_fields.optional import OPTIONAL
from features.own_fields.registry import schema_for
from features.pairs.columns import columns_of
from features.ranking.feature_list import feature_matrix, features_of
from features.schema.kinds import Kind
from serving.batch.files import FileMatchRequest, match_file
from serving.matching.bundle import shipped_bundle
from serving.matching.matcher import Matcher
from serving.matching.outcomes import Outcome
from tests.support.own_schema import own_bundle, own_index, write_profiles
from training.universe_file import apply_changes

LEI = "529900T8BM49AURSDO55"
OTHER_LEI = "213800D1EI4B9WTWWD28"
NEW_LEI = "969500AB12CD34EF5636"
ACME: Mapping[str, str] = {"id": "c1", "name": "Acme", "city": "Oslo"}
COMPANIES: tuple[Mapping[str, str], ...] = (
    {**ACME, "LEI code": LEI},
    {**ACME, "id": "c2", "LEI code": OTHER_LEI},
    {"id": "c3", "name": "Globex", "city": "Bergen", "LEI code": ""},
)
SHIPPED = shipped_bundle(Kind.COMPANY) or Path()


@pytest.fixture(scope="module")
def universe(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_profiles(tmp_path_factory.mktemp("optional") / "universe.parquet", COMPANIES)


@pytest.fixture(scope="module")
def matcher(universe: Path) -> Matcher:
    """A matcher of the shipped bundle and an index whose profiles have LEIs, under another name."""
    out = universe.parent / "companies.index"
    onematch.Index.build("company", universe, out, columns={"LEI code": "lei"})
    return Matcher.open("shipped", out)


def _best(matcher: Matcher, **row: str) -> Outcome:
    [outcome] = matcher.match_rows([{"id": "r", "name": "Acme", "city": "Oslo", **row}])
    assert isinstance(outcome, Outcome)
    return outcome


def test_a_model_that_never_saw_a_column_takes_it_as_independent_evidence(matcher: Matcher) -> None:
    plain = _best(matcher)
    told = _best(matcher, lei=OTHER_LEI)
    against = _best(matcher, lei=LEI)

    assert plain.candidates[0].probability == plain.candidates[1].probability
    assert (told.candidates[0].id, against.candidates[0].id) == ("c2", "c1")
    assert told.candidates[0].probability > plain.candidates[0].probability > told.candidates[1].probability
    assert any("same lei" in reason for reason in told.candidates[0].reasons)


def test_records_without_the_column_are_answered_as_by_an_index_without_it(matcher: Matcher, tmp_path: Path) -> None:
    plain = tmp_path / "plain.parquet"
    pq.write_table(pq.read_table(matcher.index.path.parent / "universe.parquet").drop(["LEI code"]), plain)
    build_index(Kind.COMPANY, plain, tmp_path / "plain.index")

    without = Matcher.open("shipped", tmp_path / "plain.index")

    for name in ("Acme", "Globex Inc"):
        assert _best(matcher, name=name).candidates == _best(without, name=name).candidates
    assert without.schema.own == ()


@pytest.mark.parametrize("ending", ["csv", "ndjson"])
def test_files_name_their_columns_and_records_may_lack_them(universe: Path, tmp_path: Path, ending: str) -> None:
    lines = {
        "csv": f"id,name,city,My LEI\nr,Acme,Oslo,{OTHER_LEI}\n",
        "ndjson": f'{{"id": "r", "name": "Acme", "city": "Oslo", "My LEI": "{OTHER_LEI}"}}\n',
    }
    crm = tmp_path / f"crm.{ending}"
    crm.write_text(lines[ending])
    renames = {"LEI code": "lei", "My LEI": "lei"}
    found = {}
    for name, named in (("read", renames), ("ignored", {"LEI code": "lei"})):
        out = tmp_path / f"{name}.parquet"
        match_file(FileMatchRequest(Kind.COMPANY, crm, SHIPPED, out, universe=universe, renames=named))
        found[name] = pq.read_table(out).to_pylist()[0]

    assert found["read"]["candidate_id"] == "c2"
    assert found["read"]["margin"] > found["ignored"]["margin"] == 0


def test_a_field_that_an_index_lacks_is_as_one_that_is_empty_there(tmp_path: Path) -> None:
    fields = OPTIONAL[Kind.PERSON][:2]
    schema = schema_for(Kind.PERSON, fields)
    bundle = own_bundle(tmp_path, fields)
    row = {"id": "r", "full_name": "Ann Lee", "emails": "ann@lee.com", "employee_number": "7"}
    found = []
    for held in (fields, fields[:1]):
        matcher = Matcher.open(bundle, own_index(tmp_path / f"{len(held)}", held))
        scored = matcher.scorer.score(columns_of(matcher.schema, ["r"], [normalise(schema, row)]))
        found.append(np.column_stack([scored.raw, feature_matrix(scored.shortlist.evidence, features_of(schema))]))

    np.testing.assert_array_equal(found[0], found[1])


def test_changes_of_a_universe_carry_optional_columns(universe: Path, tmp_path: Path) -> None:
    folder = tmp_path / "changed.index"
    changes = tmp_path / "changes.csv"
    onematch.Index.build("company", universe, folder, columns={"LEI code": "lei"})
    changes.write_text(f"id,op,name,LEI code\nc9,upsert,Initech,{NEW_LEI}\n", encoding="utf-8")

    apply_changes(Kind.COMPANY, folder, changes, renames={"LEI code": "lei"})

    index = UniverseIndex.open(folder)
    assert index.ids(index.candidates([{"lei": NEW_LEI.lower()}], 5).rows) == ["c9"]


@pytest.mark.parametrize(("kind", "name"), [("person", "full_name"), ("company", "name")])
def test_a_whole_website_says_what_it_is_rarer_than_its_domain(tmp_path: Path, kind: str, name: str) -> None:
    profiles = tmp_path / "profiles.csv"
    others = "".join(f"b{n},Bo,acme.com/b\n" for n in range(40))
    profiles.write_text(f"id,{name},website\na,Ann,acme.com/a\n{others}")
    index = onematch.Index.build(kind, profiles, tmp_path / "index")
    told = "Ann acme.com", "Ann acme.com/a", "Bo acme.com", "Bo acme.com/b", "Ann oslo.com", "Ann oslo.com/y"
    matcher = Matcher.open("shipped", index.path)

    best = [_best(matcher, **{name: text[:3], "website": text[3:]}).candidates[0].probability for text in told]

    own, own_page, shared, shared_page, other, other_page = best
    assert own_page > own
    assert (shared_page, other_page) == pytest.approx((shared, other), abs=0.02)
