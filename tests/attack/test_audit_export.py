"""The audit trail by cursor and by `after`: a tenant reads its own entries, each once and in order."""

import base64
import json
from typing import Any

import httpx
import pytest

from serving.http.paging import write_cursor
from serving.vocabulary.terms import Scope
from tests.attack.two_tenants import ATTACKER, OF_CONTRACT, SECRET, VICTIM, TwoTenants
from tests.support.tenant import ADMIN, SELLER, Tenant

MINE = f"/v1/contracts/{ATTACKER}/audit"
OPERATORS = "/v1/audit"


def asked(tenant: Tenant, path: str, *scopes: Scope, acting: str | None = ADMIN, **query: Any) -> httpx.Response:
    headers = {"Authorization": f"Bearer {tenant.token(*(scopes or (Scope.ADMIN,)))}"}
    headers |= {} if acting is None else {"Acting-User": acting}
    return tenant.web.call("GET", path, headers=headers, params=query)


def entries(answer: httpx.Response) -> list[dict[str, Any]]:
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def everything(tenant: Tenant, path: str) -> list[dict[str, Any]]:
    return entries(asked(tenant, path, limit=1000))


@pytest.fixture(scope="module")
def trails(both: TwoTenants) -> TwoTenants:
    """Entries of both in turn, so that a number between two of one's own is the other's."""
    for _ in range(5):
        for tenant in (both.attacker, both.victim):
            asked(tenant, f"/v1/contracts/{tenant.contract_id}/records")
    return both


def test_a_cursor_or_number_of_the_victim_s_trail_shows_own_entries_alone(trails: TwoTenants) -> None:
    victims = everything(trails.victim, f"/v1/contracts/{VICTIM}/audit")
    mine = everything(trails.attacker, MINE)
    of_victim = {one["seq"] for one in victims}
    cursor = asked(trails.victim, f"/v1/contracts/{VICTIM}/audit", limit=3).json()["next_cursor"]

    found = [asked(trails.attacker, MINE, cursor=cursor, limit=1000)]
    found += [asked(trails.attacker, MINE, after=one, limit=1000) for one in sorted(of_victim)[:10]]

    assert not of_victim & {one["seq"] for one in mine}
    for answer in found:
        assert entries(answer)
        assert not of_victim & {one["seq"] for one in entries(answer)}
        assert SECRET not in answer.text


FORGED = [
    "",
    "x",
    "=" * 8,
    "é",
    "\0",
    "A" * 2_000,
    *[
        base64.urlsafe_b64encode(one).decode().rstrip("=")
        for one in (b"1", b"{}", b'"1"', b"null", b"[" * 500, b"\xff", b'{"seq": 1}')
    ],
    *[
        write_cursor(one)
        for one in (
            [],
            [None],
            [True],
            [1.5],
            ["1"],
            [-1],
            [1 << 63],
            [10**400],
            [1, 2],
            [[1]],
            ["2026-03-02T09:00:00+00:00", "a"],
            ["1 or 1=1"],
        )
    ],
]


@pytest.mark.parametrize("cursor", FORGED, ids=range(len(FORGED)))
@pytest.mark.parametrize("newest_first", [False, True])
def test_a_forged_cursor_is_refused(trails: TwoTenants, cursor: str, newest_first: bool) -> None:
    answer = asked(trails.attacker, MINE, cursor=cursor, newest_first=newest_first)

    assert answer.status_code == 422, answer.text
    assert answer.json()["type"].rpartition(":")[2] in {"cursor-wrong", "fields-wrong"}


@pytest.mark.parametrize("after", ["-1", str(1 << 63), "1e3", "x", "1.5", "", "0x1", "\0"])
def test_a_forged_number_is_refused(trails: TwoTenants, after: str) -> None:
    assert asked(trails.attacker, MINE, after=after).status_code == 422


def test_a_walk_reads_each_entry_once_though_the_walk_itself_is_entered(trails: TwoTenants) -> None:
    before = [one["seq"] for one in everything(trails.attacker, MINE)]
    by_cursor, by_number = list[int](), list[int]()

    cursor: dict[str, str] = {}
    while not by_cursor or by_cursor[-1] < before[-1]:
        answer = asked(trails.attacker, MINE, limit=3, **cursor)
        by_cursor += [one["seq"] for one in entries(answer)]
        cursor = {"cursor": answer.json()["next_cursor"]}
    while not by_number or by_number[-1] < before[-1]:
        last = by_number[-1] if by_number else 0
        by_number += [one["seq"] for one in entries(asked(trails.attacker, MINE, limit=3, after=last))]

    assert by_cursor[: len(before)] == by_number[: len(before)] == before


@pytest.mark.parametrize("acting", [SELLER, None, "nobody", "\u200b"])
def test_only_an_admin_exports_a_trail(trails: TwoTenants, acting: str | None) -> None:
    headers = {} if acting is None else {"Acting-User": acting.encode()}
    token = trails.attacker.token(Scope.ADMIN)
    answer = trails.attacker.web.call("GET", MINE, headers={"Authorization": f"Bearer {token}", **headers})

    assert answer.status_code in {403, 422}, answer.text
    assert "items" not in answer.json()


@pytest.mark.parametrize("path", [MINE, OPERATORS])
def test_no_other_scope_reads_a_trail(trails: TwoTenants, path: str) -> None:
    refused = [one for one in OF_CONTRACT if (one, path) != (Scope.ADMIN, MINE)]

    assert {asked(trails.attacker, path, one).status_code for one in refused} == {403}


def test_the_operator_s_trail_holds_no_entry_of_a_contract(trails: TwoTenants) -> None:
    """An unknown caller's attempt on a contract is there, with its route alone."""
    trails.attacker.web.call("GET", f"/v1/contracts/{VICTIM}/records/contact/{SECRET}", headers={})
    shown = json.dumps(everything_of_operator(trails))

    assert "unknown" in shown
    assert SECRET not in shown
    assert all(one["instance_id"] is None for one in everything_of_operator(trails))


def everything_of_operator(both: TwoTenants) -> list[dict[str, Any]]:
    return entries(asked(both.attacker, OPERATORS, Scope.OPERATOR, acting=None, limit=1000))
