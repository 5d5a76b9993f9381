"""Groups of companies: a record that names a part goes to the part, else to its parent for review with the reason."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest

import onematch
from data.labels.links import LinkDecision
from features.normalise.records import normalise
from serving.batch.kept_parts import packed, unpacked
from serving.contract.linking.provisional_links import IndependentPass, independent_of, provisional_link, with_survivor
from serving.matching.collective import with_probabilities
from serving.matching.conclude import decided
from serving.matching.matcher import Answering, Matcher
from serving.matching.outcomes import Hindrance, Outcome, link_of
from serving.vocabulary.links import NO_RULING, RecordKey
from serving.vocabulary.terms import CrmObject, RecordState
from tests.support.own_schema import write_profiles

ACME = {"name": "Acme Holding AG", "website": "acme.example", "city": "Zurich", "phone": "+41443210000"}
PROFILES: tuple[Mapping[str, str], ...] = (
    {"id": "acme", **ACME, "parent": ""},
    {
        "id": "labs",
        "name": "Borealis Laboratories Ltd",
        "website": "borealis.example",
        "city": "Leeds",
        "parent": "Acme",
    },
    {"id": "one", "name": "Twin Holding", "city": "Rome", "parent": ""},
    {"id": "two", "name": "Twin Holding", "city": "Oslo", "parent": ""},
)
LABS = {"name": "Borealis Laboratories", "website": "borealis.example", "city": "Leeds"}


@pytest.fixture(scope="module")
def matcher(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    folder = tmp_path_factory.mktemp("groups")
    onematch.Index.build("company", write_profiles(folder / "universe.parquet", PROFILES), folder / "index")
    return Matcher.open("shipped", folder / "index").with_precision(0.9)


def _decided(matcher: Matcher, **row: str) -> Outcome:
    [outcome] = matcher.match_rows([{"id": "r", **row}])
    assert isinstance(outcome, Outcome)
    return outcome


def test_a_parent_in_common_is_no_evidence_to_a_model_that_never_saw_the_column(matcher: Matcher) -> None:
    plain = _decided(matcher, **LABS)
    named = _decided(matcher, **LABS, parent="Acme Holding")

    assert named.candidates[0].probability == plain.candidates[0].probability


@pytest.mark.parametrize(
    "row",
    [
        {"name": "Quarz Optik GmbH", "city": "Bonn"},
        {"name": "Acme Norway", "website": "acme.example", "city": "Oslo", "phone": "+41443210000"},
    ],
)
def test_a_part_that_the_network_lacks_goes_to_its_parent_for_review(matcher: Matcher, row: dict[str, str]) -> None:
    outcome = _decided(matcher, **row, parent="ACME Holding")
    link = link_of(outcome)

    assert (link.candidate_id, link.decision) == ("acme", LinkDecision.REVIEW)
    assert outcome.match is None
    assert outcome.hindrance is Hindrance.PART
    assert [one.probability for one in outcome.candidates] == sorted(
        (one.probability for one in outcome.candidates), reverse=True
    )


def test_a_part_that_the_network_has_stays_best_unless_the_policy_prefers_parents(matcher: Matcher) -> None:
    outcome = _decided(matcher, **LABS, parent="Acme Holding")

    link = link_of(decided(outcome, replace(matcher.policy, prefers_parent=True), 5))

    assert link_of(outcome).candidate_id == "labs"
    assert outcome.hindrance is not Hindrance.PART
    assert (link.candidate_id, link.decision) == ("acme", LinkDecision.REVIEW)
    assert decided(outcome, matcher.policy, 5) == outcome


def test_a_parent_that_is_the_record_itself_unknown_or_one_of_two_changes_nothing(matcher: Matcher) -> None:
    plain = _decided(matcher, **ACME)

    for parent in ("Acme Holding", "Acme", "No Such Company", "Twin Holding"):
        named = _decided(matcher, **ACME, parent=parent)
        assert named.part_of is None
        assert (named.decision, named.candidates[0].id) == (plain.decision, plain.candidates[0].id)


def test_a_record_that_names_its_profile_is_linked_to_it_whatever_its_parent(matcher: Matcher) -> None:
    outcome = _decided(matcher, name="Quarz Optik", parent="Acme Holding", profile_url="labs")

    assert (outcome.decision, link_of(outcome).candidate_id) == (LinkDecision.LINKED, "labs")


def test_the_parent_survives_storage_and_the_collective_pass(matcher: Matcher) -> None:
    outcome = _decided(matcher, name="Quarz Optik GmbH", parent="Acme Holding")

    assert unpacked(packed([outcome])) == [outcome]
    again = with_probabilities(outcome, [one.probability for one in outcome.candidates], matcher.policy)
    assert link_of(again).candidate_id == "acme"
    independent = independent_of(outcome, NO_RULING, None)
    stored = IndependentPass.from_json("r", independent.as_json(), outcome.model_version)
    assert stored.outcome.part_of == "acme"
    moved = with_survivor(stored, {"acme": "heir"})
    assert moved.outcome.part_of == "heir"
    link = provisional_link(RecordKey(CrmObject.ACCOUNT, "r"), outcome, stored, datetime.now(UTC))
    assert (link.state, link.profile_id) == (RecordState.REVIEW, "acme")


def test_a_rejected_parent_is_no_answer(matcher: Matcher) -> None:
    record = normalise(matcher.schema, {"name": "Quarz Optik GmbH", "parent": "Acme Holding"})

    [outcome] = matcher.match_records(["r"], [record], Answering(5), {"r": {"acme"}})

    assert outcome.part_of is None
    assert all(one.id != "acme" for one in outcome.candidates)
