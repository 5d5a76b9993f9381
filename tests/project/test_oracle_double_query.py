"""Queries of Oracle's double by framework version, its access, its faults and its restored backups."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from tests.support.paths import ROOT
from tests.support.vendors.clock import VendorClock
from tests.support.vendors.faults import FaultKind, VendorFault
from tests.support.vendors.oracle import CLIENT, PASSWORD, USER_NAME, OracleDouble

NOON = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
NAMES = ("O'Neil", "Smith", "smithson")


@pytest.fixture
def double() -> Iterator[OracleDouble]:
    with OracleDouble(clock=VendorClock(NOON)) as running:
        for number, name in enumerate(NAMES):
            running.user_create("contacts", {"LastName": name, "JobTitle": f"Job {number}"})
            running.clock.advance(60)
        running.user_create("accounts", {"OrganizationName": "Engines", "EmployeesTotal": 12})
        yield running


@pytest.fixture
def http(double: OracleDouble) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=double.base, auth=(USER_NAME, PASSWORD), timeout=10) as client:
        yield client


def names(http: httpx.Client, q: str, version: str) -> list[str] | int:
    """Return the names that a query finds, or the status of its refusal."""
    params = {"q": q, "fields": "LastName", "onlyData": "true"}
    answer = http.get("/contacts", params=params, headers={"REST-Framework-Version": version})
    return [row["LastName"] for row in answer.json()["items"]] if answer.status_code == 200 else answer.status_code


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("LastName = 'Smith'", ["Smith"]),
        ('LastName="Smith"', ["Smith"]),
        ("LastName = 'O''Neil'", ["O'Neil"]),
        ("LastName like 'Smi*'", ["Smith"]),
        ("UPPER(LastName) like 'SMITH*'", ["Smith", "smithson"]),
        ("LastName in ('Smith', 'smithson') and not JobTitle = 'Job 2'", ["Smith"]),
        ("(LastName = 'Smith' or JobTitle = 'Job 0') and Country is null", ["O'Neil", "Smith"]),
        ("LastUpdateDate >= '2026-11-30T12:01:00.000+00:00'", ["Smith", "smithson"]),
        ("LastUpdateDate between '2026-11-30T12:00:30Z' and '2026-11-30T13:01:30+01:00'", ["Smith"]),
        ("PartyId > 0 and LastName <> 'Smith'", ["O'Neil", "smithson"]),
        ("LastName not like '*mith*'", ["O'Neil"]),
        ("JobTitle='Job 1';LastName='Smith'", 400),
        ("LastName = Smith", 400),
        ("LastName = 'O'Neil'", 400),
        ("ShoeSize = '38'", 400),
        ("PartyId = 'many'", 400),
        ("LastUpdateDate > 'yesterday'", 400),
        ("LastName like 'Smith' and", 400),
        ("PartyId like '3*'", 400),
    ],
)
def test_a_row_match_expression(http: httpx.Client, q: str, found: list[str] | int) -> None:
    assert names(http, q, "4") == found


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("LastName=Smith", ["Smith"]),
        ("LastName='Smith';JobTitle=Job 1", ["Smith"]),
        ("LastName=Smi*", ["Smith"]),
        ("LastName LIKE 'smi%'", ["smithson"]),
        ("LastUpdateDate>=2026-11-30T12:00:30Z and <= 2026-11-30T12:01:30Z;LastName!=x", ["Smith"]),
        ("LastName='Smith' or LastName='smithson'", 400),
        ("LastName='Smith' and JobTitle='Job 1'", 400),
        ("ShoeSize=38", 400),
    ],
)
def test_a_query_by_example_of_version_1(http: httpx.Client, q: str, found: list[str] | int) -> None:
    assert names(http, q, "1") == found


def test_version_1_is_the_one_of_a_request_without_the_header(http: httpx.Client) -> None:
    params = {"q": "LastName='Smith' or LastName='smithson'"}

    plain = http.get("/contacts", params=params)
    newer = http.get("/contacts", params=params, headers={"REST-Framework-Version": "2"})

    assert (plain.status_code, plain.headers["REST-Framework-Version"]) == (400, "1")
    assert newer.json()["count"] == 2


def test_order_and_finder(double: OracleDouble, http: httpx.Client) -> None:
    first = min(row.values["PartyId"] for row in double.state.rows.values() if row.resource == "contacts")  # type: ignore[type-var]
    ordered = http.get("/contacts", params={"orderBy": "LastUpdateDate:desc,PartyId", "fields": "LastName"}).json()
    found = http.get("/contacts", params={"finder": f"PrimaryKey;PartyId={first}"}).json()

    assert [row["LastName"] for row in ordered["items"]] == list(reversed(NAMES))
    assert [row["LastName"] for row in found["items"]] == ["O'Neil"]
    for params in ({"orderBy": "ShoeSize"}, {"finder": "ByShoe;Size=1"}, {"limit": "many"}, {"expand": "Shoes"}):
        assert http.get("/contacts", params=params).status_code == 400
    assert http.get("/activities", params={"orderBy": "ActivityDescription"}).status_code == 400


def test_access_is_basic_or_a_bearer_token_until_it_expires(double: OracleDouble) -> None:
    with httpx.Client(base_url=double.address, timeout=10) as http:
        path = double.base.removeprefix(double.address) + "/accounts"
        form = {"grant_type": "client_credentials", "scope": "urn:opc:resource:fa"}
        token = http.post("/oauth2/v1/token", data=form, auth=CLIENT).json()
        bearer = {"Authorization": f"Bearer {token['access_token']}"}

        before = http.get(path, headers=bearer).status_code
        double.clock.advance(token["expires_in"])
        after = http.get(path, headers=bearer)

        assert (before, after.status_code, "WWW-Authenticate" in after.headers) == (200, 401, True)
        assert http.get(path, auth=(USER_NAME, "wrong")).status_code == 401
        assert http.post("/oauth2/v1/token", data=form, auth=("x", "y")).status_code == 401


def test_a_collection_may_lag_behind_its_items(double: OracleDouble, http: httpx.Client) -> None:
    double.set_switches({"read_lag_s": 5})
    made = http.post("/activities", json={"Subject": "Call ref-1", "ActivityFunctionCode": "TASK"})
    q = {"q": "Subject like '*ref-1'"}

    at_once = http.get("/activities", params=q, headers={"REST-Framework-Version": "4"}).json()["count"]
    item = http.get(made.headers["Location"])
    double.clock.advance(5)

    assert (at_once, item.status_code) == (0, 200)
    assert http.get("/activities", params=q, headers={"REST-Framework-Version": "4"}).json()["count"] == 1


def test_a_lost_answer_leaves_the_row_and_a_gateway_error_does_not(double: OracleDouble, http: httpx.Client) -> None:
    body = {"Subject": "Call", "ActivityFunctionCode": "TASK"}
    double.faults.add(VendorFault(FaultKind.RESET_AFTER, path="/activities", method="POST"))
    double.faults.add(VendorFault(FaultKind.STATUS, path="/activities", status=503, retry_after="2"))
    double.faults.add(VendorFault(FaultKind.STATUS_AFTER, path="/activities", status=504))

    with pytest.raises(httpx.TransportError):
        http.post("/activities", json=body)
    refused = http.post("/activities", json=body)
    late = http.post("/activities", json=body)

    assert (refused.status_code, refused.headers["Retry-After"], late.status_code) == (503, "2", 504)
    assert [write.resource for write in double.state.writes if write.source == "API"] == ["activities", "activities"]


def test_a_backup_brings_rows_back_with_their_old_dates(double: OracleDouble, http: httpx.Client) -> None:
    backup = double.backup()
    first = http.get("/contacts", params={"limit": 1}).json()["items"][0]
    http.patch(f"/contacts/{first['PartyNumber']}", json={"JobTitle": "Changed"})

    double.restore_backup(backup)

    assert http.get(f"/contacts/{first['PartyNumber']}").json() == first


@pytest.mark.e2e
def test_the_stand_alone_pod_keeps_its_state_in_a_file(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.support.vendors.oracle", "--port", "0"]
    command += ["--state", str(tmp_path / "pod.json")]
    counts = []
    for _ in range(2):
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            told = dict(word.split("=", 1) for word in process.stdout.readline().split())
            with httpx.Client(base_url=told["address"]) as client:
                arguments = {"resource": "accounts", "values": {"OrganizationName": "Engines"}}
                client.post("/__double__/user/create", content=json.dumps(arguments))
                counts.append(len(client.get("/__double__/state").json()["rows"]))
            process.terminate()

    assert counts == [1, 2]
