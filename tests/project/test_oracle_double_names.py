"""The names and lengths that Oracle's double knows, and what it tells of itself."""

from collections.abc import Iterator
from datetime import UTC, datetime

import httpx
import pytest

from tests.support.vendors.clock import VendorClock
from tests.support.vendors.oracle import PASSWORD, USER_NAME, OracleDouble


@pytest.fixture
def double() -> Iterator[OracleDouble]:
    with OracleDouble(clock=VendorClock(datetime(2026, 11, 30, 12, 0, tzinfo=UTC))) as running:
        yield running


@pytest.fixture
def http(double: OracleDouble) -> Iterator[httpx.Client]:
    headers = {"REST-Framework-Version": "4"}
    with httpx.Client(base_url=double.base, auth=(USER_NAME, PASSWORD), headers=headers, timeout=10) as client:
        yield client


def test_resources_with_dates_of_their_own_show_them_by_the_names_that_the_pod_has(
    double: OracleDouble, http: httpx.Client
) -> None:
    double.user_create("leads", {"Name": "Interest"})
    asked = {"q": "LeadLastUpdateDate >= '2026-11-30T12:00:00Z'", "fields": "LeadLastUpdateDate"}
    plain = {"fields": "LastUpdateDate"}

    both = [http.get("/leads", params=params).status_code for params in (asked, plain)]
    shown = http.get("/leads", params=asked).json()["items"][0]["LeadLastUpdateDate"]
    double.set_switches({"date_names": "own"})
    own = [http.get("/leads", params=params).status_code for params in (asked, plain)]
    double.set_switches({"date_names": "plain"})

    assert (both, own, shown) == ([200, 200], [200, 400], "2026-11-30T12:00:00.000Z")
    assert http.get("/leads", params=asked).status_code == 400


def test_names_by_hearsay_are_refused_even_by_an_empty_collection_until_a_switch_serves_them(
    double: OracleDouble, http: httpx.Client
) -> None:
    refused = http.get("/opportunities", params={"fields": "WinLossReason"})
    double.set_switches({"doubtful_names": True})

    assert refused.status_code == 400
    assert http.get("/opportunities", params={"fields": "WinLossReason"}).status_code == 200


def test_a_subject_has_500_characters_at_most(http: httpx.Client) -> None:
    body = {"ActivityFunctionCode": "TASK"}

    assert http.post("/activities", json=body | {"Subject": "x" * 501}).status_code == 400
    assert http.post("/activities", json=body | {"Subject": "x" * 500}).status_code == 201


def test_a_pod_lists_its_versions_and_describes_all_its_resources(double: OracleDouble, http: httpx.Client) -> None:
    listed = http.get(double.base.rpartition("/")[0]).json()["items"][0]
    described = http.get("/describe").json()["Resources"]
    double.set_switches({"resource_users": False})

    assert (listed["version"], listed["adf:extension"]["defaultFrameworkVersion"]) == ("11.13.18.05", "1")
    assert "resourceUsers" in described
    assert "resourceUsers" not in http.get("/describe").json()["Resources"]
