"""A record's explanation in a contract: as the link was decided, and never a value that the CRM hides."""

from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.small_network import contact
from tests.support.sync_tenant import Sync
from tests.support.tenant import ADMIN, OTHER_SELLER, SELLER

SECRETS = ("zanzibar", "quixotic", "+49 30 1234567", "mystery@hidden.example")
TOTALS = {
    "object",
    "id",
    "profile_id",
    "state",
    "decision",
    "probability",
    "withheld",
    "others_withheld",
    "explanation",
}


def explained(sync: Sync, record_id: str, query: str, acting: str = SELLER) -> httpx.Response:
    return sync.tenant.ask("GET", f"/records/contact/{record_id}/explanation?{query}", acting=acting)


@pytest.mark.usefixtures("collective")
def test_s33_a_hidden_claimant_is_one_step_and_no_edit_is_searched(sync: Sync) -> None:
    sync.put("contact", id="P1", **contact("M1"))
    sync.put("contact", id="P2", visible_to=[OTHER_SELLER], **contact("M1", title="Intern"))

    found = explained(sync, "P1", "profile_id=M1&edits=true").json()
    seen = explained(sync, "P1", "profile_id=M1&edits=true", acting=OTHER_SELLER).json()

    assert found["others_withheld"] == "crm_permission"
    assert (found["explanation"]["pair"]["collective"], found["explanation"]["edits"]) == (None, None)
    assert (seen["others_withheld"], seen["explanation"]["edits"]["tried"] > 0) == (None, True)


COLUMNS = ("title", "city", "phone", "email", "company", "first_name")
VALUES = st.sampled_from([*SECRETS, "Austin", "Intern", None])


@pytest.mark.usefixtures("collective")
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hidden=st.dictionaries(st.sampled_from(COLUMNS), VALUES, max_size=4), edits=st.booleans())
def test_s33_nothing_but_totals_depends_on_a_record_that_is_hidden(
    sync: Sync, hidden: dict[str, Any], edits: bool
) -> None:
    """A seller sees the same of the visible record, whatever a hidden claimant holds, the total's step apart."""
    query = f"profile_id=M1&against=M2&edits={str(edits).lower()}"
    sync.put("contact", id="P1", **contact("M1", city="Dallas"))
    sync.put("contact", id="P2", visible_to=[ADMIN], **contact("M1"))
    plain = explained(sync, "P1", query).json()

    sync.put("contact", id="P2", visible_to=[ADMIN], **contact("M1", **hidden))
    changed = explained(sync, "P1", query).json()

    for secret in SECRETS:
        assert secret not in str(changed)
    if plain["others_withheld"] == changed["others_withheld"] == "crm_permission":
        assert own_part(plain) == own_part(changed)
    alone = explained(sync, "P2", query, acting=SELLER).json()
    assert (alone["explanation"], set(alone)) == (None, TOTALS)


def own_part(found: dict[str, Any]) -> object:
    """Return what of an explanation does not come from other records."""
    explanation = found["explanation"]
    pair = explanation["pair"]
    steps = [step for step in pair["waterfall"] if step["kind"] != "collective"]
    differences = [one for one in explanation["contrast"]["steps"] if one["kind"] != "collective"]
    return pair["comparisons"], pair["retrieval"], steps, differences, explanation["contrast"]["comparisons"]
