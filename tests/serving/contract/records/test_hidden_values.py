"""S33: what a user states of a record that the CRM hides from them, and what reports say of it, shows no value of it.

That a reason holds, such as "same e-mail", and that a field is empty, are values too.
"""

import uuid
from typing import Any

import pytest

from serving.vocabulary.terms import Scope
from tests.support.small_network import contact
from tests.support.sync_tenant import Sync
from tests.support.tenant import ADMIN, OTHER_SELLER, SELLER


def sent(sync: Sync, path: str, body: object, user: str) -> dict[str, Any]:
    return sync.tenant.good("POST", path, body, acting=user, headers={"Idempotency-Key": uuid.uuid4().hex})


@pytest.mark.parametrize(("user", "has_reasons"), [(SELLER, False), (OTHER_SELLER, True)])
def test_s33_an_answer_to_a_statement_has_reasons_for_who_may_see_the_record(
    sync: Sync, user: str, has_reasons: bool
) -> None:
    sync.put("contact", id="P1", visible_to=[OTHER_SELLER], **contact("M1"))
    row = {"object": "contact", "record_id": "P1"}

    judged = sent(sync, "/judgements", row | {"verdict": "skip"}, user)["link"]
    batch = sent(sync, "/judgements/batch", {"judgements": [row | {"verdict": "nobody"}]}, user)
    undone = sent(sync, f"/judgements/batch/{batch['undo_id']}/undo", None, user)["rows"][0]["link"]

    assert (judged["profile_id"], undone["profile_id"]) == ("M1", "M1")
    assert (bool(judged["reasons"]), bool(undone["reasons"])) == (has_reasons, has_reasons)


@pytest.mark.parametrize(("user", "is_withheld"), [(None, True), (ADMIN, False)])
def test_s33_the_fields_that_a_hidden_record_lacks_are_not_reported(
    sync: Sync, user: str | None, is_withheld: bool
) -> None:
    sync.put("contact", id="P1", visible_to=[ADMIN], full_name="Zebulon Quartermaine")

    answer = sync.tenant.ask("GET", "/reports/unmatched", scopes=Scope.ADMIN, acting=user)

    [item] = answer.json()["items"]
    assert (item["record_id"], item["missing_fields"] is None) == ("P1", is_withheld)
