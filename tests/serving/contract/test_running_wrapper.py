"""The wrapper of the tests works as other tests expect."""

import pytest

from features.schema.kinds import Kind
from serving.matching.matcher import Matcher
from serving.matching.outcomes import Outcome
from tests.support.small_network import COMPANIES, MEMBERS, account, contact
from tests.support.tenant import Tenant


def decisions(matcher: Matcher, rows: list[dict[str, str | None]]) -> list[tuple[str, str | None]]:
    found = [one for one in matcher.match_rows(rows) if isinstance(one, Outcome)]
    return [(one.decision, None if one.match is None else one.match.id) for one in found]


def test_each_named_profile_is_found_by_the_record_that_is_made_from_it(matchers: dict[Kind, Matcher]) -> None:
    people = [{"id": one, **contact(one)} for one in MEMBERS]
    companies = [{"id": one, **account(one)} for one in COMPANIES]

    found = decisions(matchers[Kind.PERSON], people), decisions(matchers[Kind.COMPANY], companies)

    assert found == ([("linked", one) for one in MEMBERS], [("linked", one) for one in COMPANIES])


@pytest.mark.parametrize("path", ["/nothing", "/v1/nothing"])
def test_the_test_installation_answers(tenant: Tenant, path: str) -> None:
    assert tenant.ask("GET", path).status_code == 404
    assert tenant.instance.contract_id == tenant.contract.id
