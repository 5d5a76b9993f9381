"""Secrets come from the environment or from files, and authenticate each CRM in its ways."""

from pathlib import Path

import httpx
import pytest

from serving.crm.credentials import (
    FixedToken,
    GrantedToken,
    GrantFailed,
    GrantRefused,
    SecretMissing,
    Secrets,
    basic_login,
)
from serving.crm.run import ConnectorOptions, connector, crm_credentials
from serving.crm.service import Tally
from serving.crm.transport import AddressUnsafe, new_http
from serving.vocabulary.terms import Crm, InstanceName


def of(crm: Crm, **given: str) -> object:
    secrets = Secrets({f"ONEMATCH_{crm.upper()}_{name}": value for name, value in given.items()})
    return crm_credentials(crm, secrets, httpx.Client(), "https://crm.example")


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("pat-1\n", encoding="utf-8")

    assert of(Crm.HUBSPOT, TOKEN_FILE=str(file)) == FixedToken("pat-1")


def test_a_missing_secret_is_named_without_any_value(tmp_path: Path) -> None:
    with pytest.raises(SecretMissing, match="neither ONEMATCH_HUBSPOT_TOKEN nor ONEMATCH_HUBSPOT_TOKEN_FILE"):
        of(Crm.HUBSPOT)
    with pytest.raises(SecretMissing, match="ONEMATCH_HUBSPOT_TOKEN_FILE: got"):
        of(Crm.HUBSPOT, TOKEN_FILE=str(tmp_path / "missing"))


def test_each_crm_has_its_ways_to_authenticate() -> None:
    refreshed = of(Crm.HUBSPOT, REFRESH_TOKEN="r", CLIENT_ID="c", CLIENT_SECRET="s")
    client = of(Crm.ORACLE, TOKEN_URL="https://idcs.example/oauth2/v1/token", CLIENT_ID="c", CLIENT_SECRET="s")

    assert isinstance(refreshed, GrantedToken)
    assert refreshed.urls[0] == "https://crm.example/oauth/v3/token"
    assert isinstance(client, GrantedToken)
    assert client.form == {"grant_type": "client_credentials", "client_id": "c", "client_secret": "s"}
    assert of(Crm.ORACLE, USER="u", PASSWORD="p") == basic_login("u", "p")


def test_a_refresh_token_that_changes_is_kept_in_its_private_file(tmp_path: Path) -> None:
    file = tmp_path / "refresh"
    file.write_text("old", encoding="utf-8")
    secrets = Secrets({"X_FILE": str(file)})

    secrets.keep("X", "new")

    assert secrets.need("X") == "new"
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_refused_grant_shows_no_secret() -> None:
    http = httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(400, json={})))
    grant = GrantedToken(http, ("https://crm.example/token",), {"client_secret": "the-secret"})

    with pytest.raises(GrantRefused) as refused:
        grant.header()

    assert "the-secret" not in str(refused.value) + repr(refused.value)


@pytest.mark.parametrize("version", ["v3", "2026-03", "v1"])
@pytest.mark.parametrize("absent", [404, 405, 401])
def test_another_version_of_the_token_endpoint_is_called_where_one_does_not_exist(version: str, absent: int) -> None:
    called: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        called.append(request.url.path)
        is_there = request.url.path == f"/oauth/{version}/token"
        body = {"access_token": "a", "expires_in": 9} if is_there else {"message": "no credentials found"}
        return httpx.Response(200 if is_there else absent, json=body)

    http = httpx.Client(transport=httpx.MockTransport(answer))
    given = {"REFRESH_TOKEN": "r", "CLIENT_ID": "c", "CLIENT_SECRET": "s"}
    secrets = Secrets({f"ONEMATCH_HUBSPOT_{name}": value for name, value in given.items()})
    credentials = crm_credentials(Crm.HUBSPOT, secrets, http, "https://crm.example")

    assert credentials.header() == "Bearer a"
    assert credentials.refresh()
    assert credentials.header() == "Bearer a"
    assert called.count(f"/oauth/{version}/token") == len(called[called.index(f"/oauth/{version}/token") :])


def test_a_refused_client_is_not_tried_at_another_endpoint() -> None:
    called: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        called.append(request.url.path)
        return httpx.Response(401, json={"error": "invalid_client"})

    http = httpx.Client(transport=httpx.MockTransport(answer))

    with pytest.raises(GrantRefused):
        GrantedToken(http, ("https://crm.example/new", "https://crm.example/old"), {}).header()

    assert called == ["/new"]


def test_a_token_endpoint_that_is_down_or_busy_is_no_refusal() -> None:
    busy = iter([503, 429, 500, 429, 429])
    http = httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(next(busy))))
    waited: list[float] = []

    with pytest.raises(GrantFailed):
        GrantedToken(http, ("https://crm.example/token",), {}, sleep=waited.append).header()

    assert waited == [1.0, 2.0, 4.0, 8.0]


@pytest.mark.parametrize("address", ["http://onematch.example", "ftp://127.0.0.1"])
def test_s76_no_secret_is_sent_in_the_clear(tmp_path: Path, address: str) -> None:
    options = ConnectorOptions("c", InstanceName.PRODUCTION, address, tmp_path)

    with new_http() as http, pytest.raises(AddressUnsafe):
        connector(options, Secrets({}), http, Tally())
