"""A contract keeps one active admin whatever happens to the CRM's users, and the operator can appoint one (S3)."""

from typing import Any

import pytest

from serving.vocabulary.terms import Scope
from tests.support.sync_tenant import T1, T2, Sync, upsert
from tests.support.tenant import ADMIN


def is_admin(sync: Sync, user: str) -> bool:
    return sync.tenant.ask("GET", "/users", scopes=Scope.ADMIN, acting=user).status_code == 200


def test_a_full_import_of_users_without_the_only_admin_keeps_the_admin_and_warns(sync: Sync) -> None:
    sync.tenant.clock.forward(hours=1)
    opened = sync.open("user", full=True)
    sync.page(opened, 1, [{"id": "U9", "name": "Una", "modified_at": T1}])

    done = sync.complete(opened).json()

    [warning] = done["warnings"]
    assert (warning["name"], warning["count"], done["state"]) == ("last_admin_kept", 1, "done")
    assert "onematch contracts admin" in warning["advice"]
    assert done["counts"]["deleted"] == 2
    assert is_admin(sync, ADMIN)


@pytest.mark.parametrize(
    "change",
    [
        {"op": "delete", "object": "user", "id": ADMIN, "modified_at": T2},
        upsert("user", id=ADMIN, name="Ada", active="false", modified_at=T2),
        {"op": "patch", "object": "user", "record": {"id": ADMIN, "active": "false", "modified_at": T2}},
    ],
)
def test_no_change_removes_the_only_admin(sync: Sync, change: dict[str, Any]) -> None:
    body = {"changes": [change]}

    answer = sync.tenant.ask("POST", "/changes", body, scopes=Scope.SYNC).json()

    [result] = answer["results"]
    [warning] = answer["warnings"]
    assert (result["status"], result["warning"]) == ("rejected", "last_admin_kept")
    assert result["reason"] == "got the removal of the last active admin, expected another admin first"
    assert warning["name"] == "last_admin_kept"
    assert is_admin(sync, ADMIN)
