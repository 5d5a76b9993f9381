"""The token endpoint of each CRM: what is sent, what is refused, and what is tried later (D28)."""

import json
from collections.abc import Mapping
from datetime import timedelta
from types import SimpleNamespace

import httpx
import pytest
from hubspot.oauth import ApiClient

from serving.crm.credentials import Refreshed, RefreshOutcome, read_refreshed, refresh
from serving.crm.transport import AddressUnsafe
from serving.crm.vendors import VENDORS
from serving.vocabulary.terms import Crm

NEW = {"access_token": "new", "refresh_token": "again", "expires_in": 1800, "token_type": "bearer"}


def refreshed(http: httpx.Client, crm: Crm, url: str = "https://crm.example/oauth/v3/token") -> Refreshed:
    in_body = VENDORS[crm].has_client_in_body
    return refresh(http, url, ("the-id", "the-secret"), "old", has_client_in_body=in_body)


def sent_to(crm: Crm) -> tuple[httpx.Request, str]:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json=NEW)

    refreshed(httpx.Client(transport=httpx.MockTransport(answer)), crm)
    return seen[0], seen[0].content.decode()


def test_d28_hubspot_gets_the_client_in_a_forms_body_and_nothing_in_the_address() -> None:
    request, form = sent_to(Crm.HUBSPOT)

    assert request.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert form == "grant_type=refresh_token&refresh_token=old&client_id=the-id&client_secret=the-secret"
    assert (request.url.query, "Authorization" in request.headers) == (b"", False)


def test_d28_oracle_gets_the_client_by_basic_authentication() -> None:
    request, form = sent_to(Crm.ORACLE)

    assert form == "grant_type=refresh_token&refresh_token=old"
    assert request.headers["Authorization"] == "Basic dGhlLWlkOnRoZS1zZWNyZXQ="


def test_d28_an_answer_that_hubspots_model_holds_is_read_completely() -> None:
    model = ApiClient().deserialize(SimpleNamespace(data=json.dumps(NEW)), "TokenResponseIF")

    found = read_refreshed(httpx.Response(200, json=NEW))

    assert found == Refreshed(
        RefreshOutcome.REFRESHED, model.access_token, model.refresh_token, timedelta(seconds=model.expires_in)
    )


def test_d28_without_a_new_refresh_token_the_former_one_stays() -> None:
    """D28: HubSpot does not rotate them."""
    found = read_refreshed(httpx.Response(200, json={"access_token": "new", "refresh_token": ""}))

    assert (found.refresh_token, found.lives) == (None, timedelta(minutes=30))


@pytest.mark.parametrize(
    ("status", "content", "outcome"),
    [
        (400, {"error": "invalid_grant"}, RefreshOutcome.REFUSED),
        (401, {"error": "invalid_grant"}, RefreshOutcome.REFUSED),
        (400, {"status": "BAD_REFRESH_TOKEN", "message": "missing or invalid refresh token"}, RefreshOutcome.REFUSED),
        (400, {"status": "error", "error": "invalid_grant"}, RefreshOutcome.REFUSED),
        (401, {"error": "invalid_client"}, RefreshOutcome.LATER),
        (400, {"status": "BAD_CLIENT_ID"}, RefreshOutcome.LATER),
        (404, {}, RefreshOutcome.LATER),
        (429, {}, RefreshOutcome.LATER),
        (500, {"error": "invalid_grant"}, RefreshOutcome.LATER),
        (503, {}, RefreshOutcome.LATER),
        (200, {}, RefreshOutcome.LATER),
        (200, {"access_token": "two words"}, RefreshOutcome.LATER),
        (200, {"access_token": 5}, RefreshOutcome.LATER),
    ],
)
def test_d28_a_refresh_is_refused_only_where_the_crm_says_that_the_token_is_no_longer_valid(
    status: int, content: Mapping[str, object], outcome: RefreshOutcome
) -> None:
    """D28: a wrong client is the operator's matter; nobody's refresh token is given up for it."""
    assert read_refreshed(httpx.Response(status, json=content)).outcome is outcome


@pytest.mark.parametrize("content", [b"", b"<html>", b"[1]"])
def test_d28_an_answer_that_is_no_object_is_tried_later(content: bytes) -> None:
    assert read_refreshed(httpx.Response(200, content=content)).outcome is RefreshOutcome.LATER


def test_d28_a_lost_answer_is_tried_later() -> None:

    def fail(_: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("no")

    found = refreshed(httpx.Client(transport=httpx.MockTransport(fail)), Crm.HUBSPOT)

    assert (found.outcome, found.error) == (RefreshOutcome.LATER, "ReadTimeout")


def test_s77_neither_tokens_nor_secrets_are_shown_by_values() -> None:
    """S77: a value that is logged by mistake says nothing."""
    found = read_refreshed(httpx.Response(200, json=NEW))

    assert not {"'new'", "'again'"} & set(repr(found).replace(",", " ").split())


def test_s76_a_token_endpoint_without_tls_is_not_called() -> None:
    with pytest.raises(AddressUnsafe):
        refreshed(httpx.Client(), Crm.HUBSPOT, "http://crm.example/token")
