"""The client of a CRM: outcomes, retries, TLS, and no write to a company (S38, S76)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from serving.crm.crm_client import CompanyWritten, CrmClient, is_company_write, outcome_of, read_answer
from serving.crm.requests import CrmRequest, segment
from serving.crm.retries import DeliveryOutcome
from serving.crm.transport import AddressUnsafe, refuse_unsafe
from serving.crm.vendors import VENDORS
from serving.vocabulary.terms import Crm

BODIES = VENDORS[Crm.HUBSPOT].bodies
NOTE = CrmRequest("POST", "/crm/v3/objects/notes", {"properties": {}, "associations": []})


def client_of(answer: Callable[[httpx.Request], httpx.Response], slept: list[float] | None = None) -> CrmClient:
    http = httpx.Client(transport=httpx.MockTransport(answer))
    pauses: list[float] = [] if slept is None else slept
    return CrmClient(http, "https://crm.example", "token", BODIES, pauses.append)


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, DeliveryOutcome.WRITTEN),
        (204, DeliveryOutcome.WRITTEN),
        (199, DeliveryOutcome.UNKNOWN),
        (300, DeliveryOutcome.REFUSED),
        (400, DeliveryOutcome.REFUSED),
        (401, DeliveryOutcome.UNAUTHORISED),
        (403, DeliveryOutcome.REFUSED),
        (404, DeliveryOutcome.GONE),
        (408, DeliveryOutcome.UNKNOWN),
        (410, DeliveryOutcome.GONE),
        (423, DeliveryOutcome.BUSY),
        (429, DeliveryOutcome.BUSY),
        (477, DeliveryOutcome.BUSY),
        (500, DeliveryOutcome.UNKNOWN),
        (503, DeliveryOutcome.UNKNOWN),
    ],
)
def test_d31_each_status_has_its_outcome(status: int, outcome: DeliveryOutcome) -> None:
    """D31, S70."""
    assert outcome_of(status) is outcome


@pytest.mark.parametrize(
    ("failure", "outcome"),
    [
        (httpx.ConnectError("no"), DeliveryOutcome.UNREACHABLE),
        (httpx.ConnectTimeout("no"), DeliveryOutcome.UNREACHABLE),
        (httpx.PoolTimeout("no"), DeliveryOutcome.BUSY),
        (httpx.ReadTimeout("no"), DeliveryOutcome.UNKNOWN),
        (httpx.WriteError("no"), DeliveryOutcome.UNKNOWN),
        (httpx.RemoteProtocolError("no"), DeliveryOutcome.UNKNOWN),
    ],
)
def test_d31_an_unsent_call_is_busy_and_a_lost_one_unknown(failure: httpx.HTTPError, outcome: DeliveryOutcome) -> None:

    def fail(_: httpx.Request) -> httpx.Response:
        raise failure

    assert client_of(fail).send(NOTE).outcome is outcome


def test_d31_an_incomplete_answer_is_an_unknown_outcome() -> None:
    assert read_answer(httpx.Response(201, content=b'{"id": "1')).outcome is DeliveryOutcome.UNKNOWN


def test_d28_a_request_carries_the_sellers_token_and_the_media_type() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(201, json={"id": "1"})

    more = {"REST-Framework-Version": "1"}
    sent = CrmRequest("POST", "/x", {"a": 1}, {"q": "A LIKE '*b*'"}, "application/vnd.x+json", headers=more)
    reply = client_of(answer).send(sent)

    assert seen[0].headers["REST-Framework-Version"] == "1"
    assert reply.body == {"id": "1"}
    assert seen[0].headers["Authorization"] == "Bearer token"
    assert seen[0].headers["Content-Type"] == "application/vnd.x+json"
    assert seen[0].url.params["q"] == "A LIKE '*b*'"


@pytest.mark.parametrize(
    ("status", "header", "waited"),
    [
        (429, {}, [0.2, 0.2]),
        (429, {"Retry-After": "1"}, [1.0, 1.0]),
        (429, {"Retry-After": "600"}, [3.0, 3.0]),
        (429, {"Retry-After": "soon"}, [0.2, 0.2]),
        (500, {}, []),
    ],
)
def test_s70_d31_a_patient_call_is_repeated_while_the_crm_is_busy_and_not_after_an_unknown_outcome(
    status: int, header: dict[str, str], waited: list[float]
) -> None:
    """S70: 429 with Retry-After, three tries, never longer than three seconds between them."""
    slept: list[float] = []

    reply = client_of(lambda _: httpx.Response(status, headers=header), slept).send_patiently(NOTE)

    assert reply.outcome is outcome_of(status)
    assert slept == waited


@pytest.mark.parametrize(
    ("status", "header", "waited"),
    [
        (423, {}, timedelta(seconds=2)),
        (423, {"Retry-After": "5"}, timedelta(seconds=5)),
        (477, {"Retry-After": "86400"}, timedelta(days=1)),
        (477, {}, None),
    ],
)
def test_s70_locked_and_migrating_accounts_are_called_again_when_hubspots_page_says(
    status: int, header: dict[str, str], waited: timedelta | None
) -> None:
    """S70: a lock lasts two seconds; a migration up to a day, by its Retry-After."""
    reply = read_answer(httpx.Response(status, headers=header))

    assert (reply.outcome, reply.retry_after) == (DeliveryOutcome.BUSY, waited)


@pytest.mark.parametrize("reason", [DeliveryOutcome.UNAUTHORISED, DeliveryOutcome.BUSY])
def test_d28_without_a_replacement_the_reason_is_the_outcome(reason: DeliveryOutcome) -> None:
    """D28: BUSY while the grant's refresh fails, which is tried again later."""
    client = replace(client_of(lambda _: httpx.Response(401)), renew=lambda _: reason)

    assert client.send(NOTE).outcome is reason


def test_d8_the_text_of_a_large_attribute_is_read_as_it_is() -> None:
    """D8, S70."""
    text = "Grüße\n{}"
    sent = httpx.Response(200, content=text.encode(), headers={"Content-Type": "application/octet-stream"})
    broken = httpx.Response(200, content=b"\xff", headers={"Content-Type": "application/octet-stream"})

    assert read_answer(sent).body == text
    assert read_answer(broken).outcome is DeliveryOutcome.UNKNOWN


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("POST", "/crm/v3/objects/companies", True),
        ("PATCH", "/crm/v3/objects/companies/5", True),
        ("PUT", "/crm/v3/objects/companies/5/associations/contacts/1/2", True),
        ("POST", "/crmRestApi/resources/11.13.18.05/accounts", True),
        ("PATCH", "/crmRestApi/resources/11.13.18.05/accounts/CDRM_1", True),
        ("POST", "/crmRestApi/resources/11.13.18.05/accounts/CDRM_1/child/Address", True),
        ("POST", "/crmRestApi/resources/11.13.18.05/accounts/CDRM_1/child/Note", False),
        ("DELETE", "/crmRestApi/resources/11.13.18.05/accounts/CDRM_1/child/Note/7", False),
        ("POST", "/crmRestApi/resources/11.13.18.05/accounts/CDRM_1/child/Notebook", True),
        ("GET", "/crmRestApi/resources/11.13.18.05/accounts/CDRM_1", False),
        ("PUT", "/crm/v3/objects/notes/7/associations/companies/5/190", False),
        ("PUT", "/crm/v3/objects/contacts/7/associations/companies/5/279", False),
        ("POST", "/crm/v3/objects/contacts", False),
    ],
)
def test_s38_a_company_is_never_written_but_notes_on_it_may_be(method: str, path: str, expected: bool) -> None:
    assert is_company_write(CrmRequest(method, path)) is expected


def test_s38_the_client_itself_refuses_to_write_a_company() -> None:
    """S38: no request is sent."""
    client = client_of(lambda _: httpx.Response(500))

    with pytest.raises(CompanyWritten):
        client.send(CrmRequest("PATCH", "/crm/v3/objects/companies/5", {"properties": {"name": "x"}}))


@given(st.text(min_size=1))
def test_s38_an_id_stays_one_segment_of_a_path(record_id: str) -> None:
    """S38: an id is one segment, whatever its characters."""
    path = f"/crm/v3/objects/contacts/{segment(record_id)}"

    assert not is_company_write(CrmRequest("PATCH", path))
    assert httpx.URL("https://crm.example" + path).path.startswith("/crm/v3/objects/contacts/")
    assert "/" not in segment(record_id)
    assert segment(record_id) not in {".", ".."}


@pytest.mark.parametrize("address", ["http://api.hubapi.com", "ftp://127.0.0.1", "api.hubapi.com", ""])
def test_s76_an_address_that_is_neither_https_nor_loopback_is_refused(address: str) -> None:
    for safe in ("https://api.hubapi.com", "http://127.0.0.1:8080"):
        refuse_unsafe(safe)
    with pytest.raises(AddressUnsafe):
        refuse_unsafe(address)
