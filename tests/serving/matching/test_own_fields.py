"""Matching with own fields: their evidence, its explanation, and what index, bundle and file must agree on."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from data.index.format import IndexRefused, read_manifest
from data.tables.own_columns import UnusableColumns
from data.tables.records import read_records
from features.blocking.blocking_rules import rules_of
from features.own_fields.registry import schema_for
from features.schema.kinds import COLUMNS, Kind
from serving.batch.files import FileMatchRequest, match_file
from serving.explanation.explained_record import by_itself
from serving.explanation.explanation import WantedExplanation, explain
from serving.http.wire.problems import FieldsWrong
from serving.http.wire.requests import read_call
from serving.matching.bundle import Bundle, shipped_bundle
from serving.matching.fields_agree import FieldsDisagree, agreed_schema
from serving.matching.matcher import Matcher
from serving.matching.outcomes import Outcome
from tests.support.own_schema import (
    INTERESTS,
    MEMBER_NO,
    OWN,
    declared,
    own_bundle,
    own_index,
    own_matcher,
    write_profiles,
)


@pytest.fixture(scope="module")
def matcher(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    """A matcher with a member number and a list of interests."""
    return own_matcher(tmp_path_factory.mktemp("own"))


def _best(matcher: Matcher, **row: str) -> Outcome:
    [outcome] = matcher.match_rows([{"id": "r", **row}], explain=True)
    assert isinstance(outcome, Outcome)
    return outcome


@pytest.mark.parametrize(("own", "right"), [({"member_no": "7992-7398713"}, "m1"), ({"interests": "Chess"}, "m2")])
def test_own_fields_tell_apart_what_all_else_does_not(matcher: Matcher, own: dict[str, str], right: str) -> None:
    plain = _best(matcher, full_name="Ann Lee", city="Oslo")
    told = _best(matcher, full_name="Ann Lee", city="Oslo", **own)

    assert plain.candidates[0].probability == plain.candidates[1].probability
    assert told.candidates[0].id == right
    assert told.candidates[0].probability > told.candidates[1].probability


def test_an_identifier_alone_finds_its_profile_by_a_rule_of_its_own(matcher: Matcher) -> None:
    found = matcher.index.candidates([{"member_no": "26"}], 5)

    assert matcher.index.ids(found.rows) == ["m3"]
    own_rule = [rule.name for rule in rules_of(matcher.schema)].index("own_member_no")
    assert found.rules.tolist() == [1 << own_rule]


def test_the_waterfall_of_own_fields_adds_up_and_a_members_value_is_private(matcher: Matcher) -> None:
    row = {"id": "r", "full_name": "Ann Lee", "city": "Oslo", "member_no": "18", "interests": "go"}

    found = explain(matcher, by_itself(matcher, row), WantedExplanation("m1", with_private=True))
    shown = explain(matcher, by_itself(matcher, row), WantedExplanation("m1"))

    assert found.pair.waterfall[-1].probability == pytest.approx(found.pair.probability, abs=1e-6)
    compared = {one.name: one for one in found.pair.comparisons}
    assert compared["member_no"].level == "member_no differs"
    assert compared["interests"].level == "a value of interests in common"
    [field] = compared["member_no"].fields
    assert (field.name, field.record, field.profile) == ("member_no", "18", "79927398713")
    [withheld] = [one for one in shown.pair.comparisons if one.name == "member_no"]
    assert (withheld.fields[0].profile, withheld.fields[0].withheld) == (None, "network")


def test_a_base_model_without_own_fields_sees_none_and_their_evidence_is_added(matcher: Matcher) -> None:
    base = Bundle.open(shipped_bundle(Kind.PERSON) or Path())
    with_base = Matcher(replace(matcher.bundle, base_model=base), matcher.index)
    row = {"id": "r", "full_name": "Ann Lee", "city": "Oslo"}
    own = with_base.match_rows([row | {"member_no": "18"}])

    assert isinstance(own[0], Outcome)
    assert own[0].candidates[0].id == "m2"


def test_v1_match_takes_the_own_columns_of_the_loaded_model_and_no_others(matcher: Matcher) -> None:
    def body(column: str) -> bytes:
        return json.dumps({"kind": "person", "records": [{"id": "1", "full_name": "Ann Lee", column: "18"}]}).encode()

    def columns(_: Kind) -> tuple[str, ...]:
        return matcher.columns

    assert read_call(body("member_no"), columns).records
    with pytest.raises(FieldsWrong):
        read_call(body("member_no"))
    with pytest.raises(FieldsWrong):
        read_call(body("number"), columns)
    assert set(matcher.columns) - set(COLUMNS[Kind.PERSON]) == {"member_no", "interests"}


def test_index_bundle_and_file_that_disagree_are_refused_by_the_name_of_the_field(tmp_path: Path) -> None:
    bundle = own_bundle(tmp_path)
    index = own_index(tmp_path, (MEMBER_NO,))

    with pytest.raises(FieldsDisagree, match=r"own field 'interests': got the bundle .* has type = 'list'.* no such"):
        Matcher.open(bundle, index)
    with pytest.raises(FieldsDisagree, match="'interests'"):
        Matcher.open(shipped_bundle(Kind.PERSON) or Path(), own_index(tmp_path, (INTERESTS,)))
    other = (declared("member_no", "text"), INTERESTS)
    with pytest.raises(FieldsDisagree, match=r"'member_no': got --fields has type = .*; the bundle"):
        agreed_schema(Kind.PERSON, other, bundle)


def test_columns_may_be_named_otherwise_in_a_file_of_declarations(tmp_path: Path) -> None:
    bundle = own_bundle(tmp_path)
    index = own_index(tmp_path)
    renamed = (replace(MEMBER_NO, records=("Mitglied",)), INTERESTS)
    crm = write_profiles(
        tmp_path / "crm.parquet", [{"id": "r", "full_name": "Ann Lee", "Mitglied": "18", "interests": "go"}]
    )
    out = tmp_path / "links.parquet"

    match_file(FileMatchRequest(Kind.PERSON, crm, bundle, out, index=index, fields=renamed))

    assert out.exists()
    table = read_records(agreed_schema(Kind.PERSON, renamed, bundle, index), crm)
    assert table.records[0]["member_no"] == "18"
    with pytest.raises(UnusableColumns, match=r"no column 'No\.' of the own field 'member_no'"):
        read_records(agreed_schema(Kind.PERSON, None, bundle, index), crm)


def test_several_columns_are_one_value(tmp_path: Path) -> None:
    schema = schema_for(Kind.PERSON, (replace(INTERESTS, records=("a", "b")),))
    crm = write_profiles(tmp_path / "crm.parquet", [{"id": "r", "full_name": "Ann Lee", "a": "Go", "b": "Chess; go"}])
    crm_csv = tmp_path / "crm.csv"
    crm_csv.write_text("id,full_name,a,b\nr,Ann Lee,Go,Chess; go\n", encoding="utf-8")

    for file in (crm, crm_csv):
        table = read_records(schema, file)
        assert table.records[0]["interests_items"] == ("chess", "go")
        assert table.unknown_columns == ()


def test_a_manifest_keeps_the_declaration_and_one_of_an_unknown_type_is_refused(tmp_path: Path) -> None:
    folder = own_index(tmp_path)
    assert read_manifest(folder).schema.declarations == tuple(sorted(OWN, key=lambda one: one.name))

    manifest = folder / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"type": "list"', '"type": "bag"'), encoding="utf-8")

    with pytest.raises(IndexRefused):
        read_manifest(folder)
