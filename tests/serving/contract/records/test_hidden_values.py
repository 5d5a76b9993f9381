"""S33: what a user states of a record that the CRM hides from them, and what reports say of it, shows no value of it.

That a reason holds, such as "same e-mail", and that a field is empty, are values too.
"""

import uuid
from typing import Any

import pytest

from tests.support.small_network import contact
from tests.support.sync_tenant import Sync
from tests.support.tenant import OTHER_SELLER, SELLER


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
