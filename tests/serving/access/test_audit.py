"""The chain of the audit trail: what breaks it, what does not; refusals that repeat are one entry with their number."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text
from typer.testing import CliRunner

from serving.access.audit import AuditEntry, Chain, append_entry, check_chain
from serving.access.rate_limits import RateExceeded, RateLimit
from serving.contract.leaving.deletion import redact_audit
from serving.store.tables.work import audit
from serving.vocabulary.terms import Scope
from tests.support.databases import ON_BOTH
from tests.support.tenant import ADMIN, START, Tenant
from training.cli import app
from training.feedback.stores import home_store

UNKNOWN = {"Authorization": "Bearer a.b.c"}


def read(tenant: Tenant, times: int = 5) -> None:
    for _ in range(times):
        tenant.ask("GET", "/users", scopes=Scope.ADMIN, acting=ADMIN)


def chain(tenant: Tenant) -> Chain:
    with tenant.store.reading() as connection:
        return check_chain(connection, tenant.contract_id)


def entries(tenant: Tenant) -> list[Any]:
    with tenant.store.reading() as connection:
        return list(connection.execute(select(audit).order_by(audit.c.seq)))


@ON_BOTH
@pytest.mark.parametrize(
    ("change", "broken"),
    [
        ("update audit set status = 403 where seq = 3", 3),
        ("update audit set acting_user = 'U9' where seq = 2", 2),
        ("update audit set subject = '{}', salt = null, hash = 'x' where seq = 5", 5),
        ("update audit set subject = '{\"users\": []}' where seq = 1", 1),
        ("update audit set hash = null where seq = 2", 3),
        ("delete from audit where seq = 4", 5),
        ("update audit set seq = 9 where seq = 2", 3),
        ("update audit set contract_id = null where seq = 1", 2),
    ],
)
def test_an_entry_that_was_changed_removed_or_moved_breaks_the_chain_there(
    tenant: Tenant, change: str, broken: int
) -> None:
    read(tenant)
    before = chain(tenant)

    with tenant.store.writing() as connection:
        connection.execute(text(change))

    assert (before.entries, before.broken_at) == (5, None)
    assert chain(tenant).broken_at == broken


@ON_BOTH
def test_an_erasure_leaves_the_chain_whole_and_a_forged_one_does_not(tenant: Tenant) -> None:
    read(tenant)

    with tenant.store.writing() as connection:
        redact_audit(connection, tenant.contract_id, tenant.instance.id)
    read(tenant, 1)

    assert (chain(tenant).broken_at, chain(tenant).redacted, chain(tenant).entries) == (None, 5, 6)
    assert {(row.acting_user, len(row.subject)) for row in entries(tenant)[:5]} == {(None, 0)}
    with tenant.store.writing() as connection:
        connection.execute(text('update audit set subject = \'{"users": ["U1"]}\' where seq = 2'))
    assert chain(tenant).broken_at == 2


def test_refusals_that_repeat_within_a_minute_are_one_more_entry_with_their_number(tenant: Tenant) -> None:
    """S77."""
    path = f"/v1/contracts/{tenant.contract_id}/users"
    for _ in range(50):
        tenant.web.call("GET", path, headers=UNKNOWN)
        tenant.web.call("POST", "/v1/oauth/token", data={"client_id": "x", "client_secret": "y"} | GRANT)
        tenant.web.call("POST", "/v1/match", headers=UNKNOWN, json={})
        tenant.ask("GET", "/v1/contracts/contract-9/users", scopes=Scope.ADMIN)
    tenant.clock.forward(minutes=1)
    read(tenant, 1)

    counted = [(row.action, row.status, row.contract_id, row.repeats) for row in entries(tenant)[:-1]]
    own = (f"GET {path.replace(tenant.contract_id, '{contract_id}')}", 404, tenant.contract_id)
    unknown = [(action, 401, None) for action in ("GET", "POST /v1/oauth/token", "POST /v1/match")]
    assert counted == [(*one, repeats) for repeats in (1, 49) for one in (*unknown, own)]
    assert entries(tenant)[3].subject == {"contracts": ["unknown"]}
    assert chain(tenant).broken_at is None
    last = entries(tenant)[-1].seq
    later = tenant.good("GET", f"/audit?after={last}", scopes=Scope.ADMIN, acting=ADMIN)["items"]
    assert later == []
    later = tenant.good("GET", f"/audit?after={last}", scopes=Scope.ADMIN, acting=ADMIN)["items"]
    assert [(one["action"], len(one["hash"])) for one in later] == [("GET /v1/contracts/{contract_id}/audit", 64)]
    seen = tenant.good("GET", "/v1/audit", scopes=Scope.OPERATOR)["items"]
    assert {(one["client_id"], one["status"]) for one in seen} == {("unknown", 401)}


GRANT = {"grant_type": "client_credentials"}


def test_processes_share_a_limit_and_a_count_from_before_the_machine_s_start_is_bounded(tmp_path: Path) -> None:
    now = [1000.0]
    first, second = (RateLimit(60, lambda: now[0], tmp_path / "counts") for _ in range(2))
    answers = [limit.admit("a")["RateLimit"] for limit in (first, second) * 5]

    assert answers == [f'"contract";r={left};t={10 - left}' for left in reversed(range(10))]
    for limit in (first, second, RateLimit(60, lambda: now[0], tmp_path / "counts")):
        with pytest.raises(RateExceeded) as refused:
            limit.admit("a")
        assert refused.value.headers["Retry-After"] == "1"
        limit.admit("b")
    now[0] = 0.0
    with pytest.raises(RateExceeded):
        second.admit("a")
    now[0] = 1.0
    second.admit("a")


def test_the_command_names_the_entry_where_a_chain_is_broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONEMATCH_HOME", str(tmp_path / "home"))
    for _ in range(3):
        append_one("contract-1")
    append_one(None)

    whole = CliRunner().invoke(app, ["contracts", "audit"])
    with home_store() as store, store.writing() as connection:
        connection.execute(text("delete from audit where seq = 2"))
    broken = CliRunner().invoke(app, ["contracts", "audit"])

    assert whole.exit_code == 0, whole.output
    assert "contract-1: 3 entries" in whole.output
    assert "operator: 1 entries" in whole.output
    assert broken.exit_code == 1
    assert "broken at: 3" in broken.output


def append_one(contract_id: str | None) -> None:
    with home_store() as store, store.writing() as connection:
        append_entry(connection, AuditEntry("a", contract_id, "GET", START, "r"), 401)
