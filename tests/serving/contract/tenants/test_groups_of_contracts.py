"""A contract chooses where accounts go that name a part of a company; its passports state the choice."""

from typing import Any

import pytest

import onematch
from features.schema.kinds import Kind
from serving.matching.matcher import Matcher
from serving.matching.outcomes import HINDRANCE_REASONS, Hindrance
from serving.vocabulary.terms import RecordState, Scope
from tests.serving.contract.linking.test_recompute import work
from tests.serving.matching.test_company_groups import LABS, PROFILES
from tests.support.own_schema import write_profiles
from tests.support.sync_tenant import Sync
from tests.support.tenant import ADMIN, SELLER

PARENT = {"name": "parent", "kind": "company", "type": "text", "property": "hs_parent_company"}


@pytest.fixture(scope="module")
def of_groups(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    folder = tmp_path_factory.mktemp("groups")
    onematch.Index.build("company", write_profiles(folder / "universe.parquet", PROFILES), folder / "index")
    return Matcher.open("shipped", folder / "index")


@pytest.fixture
def matchers(of_groups: Matcher, matchers: dict[Kind, Matcher]) -> dict[Kind, Matcher]:
    """The companies' network has parents."""
    return matchers | {Kind.COMPANY: of_groups}


@pytest.fixture
def part(sync: Sync) -> Sync:
    """A contract with the account of a part that the network has."""
    declared = sync.tenant.ask(
        "PUT", "/instances/production/fields", {"fields": [PARENT]}, scopes=Scope.ADMIN, acting=ADMIN
    )
    assert declared.status_code == 200, declared.text
    sync.put("account", id="a1", hs_parent_company="Acme Holding", **LABS)
    return sync


def choose(sync: Sync, groups: str) -> None:
    """Set the contract's choice, and let the worker decide again."""
    answer = sync.tenant.change_settings(groups=groups)
    assert answer.status_code == 200, answer.text
    work(sync.tenant)


def passport(sync: Sync) -> dict[str, Any]:
    return sync.tenant.good("GET", "/records/account/a1/passport", acting=SELLER)


def verdict(sync: Sync, document: dict[str, Any]) -> object:
    answer = sync.tenant.ask("POST", "/passports/verify", document, acting=SELLER)
    return answer.json().get("verdict", answer.text)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_contract_that_chose_parents_goes_there_and_passports_of_both_choices_are_replayed(part: Sync) -> None:
    as_part = part.link("account", "a1")
    of_part = passport(part)

    choose(part, "parent")
    as_parent = part.link("account", "a1")
    of_parent = passport(part)
    part.put("account", id="a2", hs_parent_company="Acme Holding", **LABS)
    later = part.link("account", "a2")
    choose(part, "part")

    assert (as_part.profile_id, part.link("account", "a1").profile_id) == ("labs", "labs")
    assert (as_parent.state, as_parent.profile_id) == (RecordState.REVIEW, "acme")
    assert as_parent.reasons[0] == HINDRANCE_REASONS[Hindrance.PART]
    assert (later.state, later.profile_id) == (RecordState.REVIEW, "acme")
    assert (of_part["passport"]["profile"]["id"], of_parent["passport"]["profile"]["id"]) == ("labs", "acme")
    assert of_parent["passport"]["thresholds"]["prefers_parent"] is True
    assert (verdict(part, of_part), verdict(part, of_parent)) == ("valid", "valid")
    of_parent["passport"]["profile"]["id"] = "labs"
    assert verdict(part, of_parent) == "forged"
