"""A client of the service that runs longer than a token is valid."""

from datetime import timedelta

import httpx
import pytest

from data.labels.label_rows import Verdict
from features.schema.kinds import Kind
from serving.access.clients import NewClient, create_client
from serving.access.tokens import LIFE
from serving.rules.vocabulary import Scope
from tests.support.small_network import contact
from tests.support.sync_tenant import Sync, upsert
from tests.support.tenant import SELLER, Tenant
from training.feedback.client_credentials import ClientCredentials, GivenToken, auth_of_environment
from training.feedback.review_http import ReviewService, ServiceQueue, ServiceRefused, refuse_unsafe
from training.terminal import OptionsWrong

HERE = "http://127.0.0.1"


def service(tenant: Tenant, auth: httpx.Auth, requests: list[str] | None = None) -> ReviewService:
    def send(request: httpx.Request) -> httpx.Response:
        if requests is not None:
            requests.append(request.url.path)
        found = tenant.web.call(request.method, str(request.url), headers=request.headers, content=request.content)
        return httpx.Response(found.status_code, headers=found.headers, content=found.content)

    return ReviewService(HERE, tenant.contract_id, SELLER, httpx.Client(transport=httpx.MockTransport(send), auth=auth))


def new_client(tenant: Tenant) -> NewClient:
    with tenant.store.writing() as connection:
        return create_client(connection, tenant.contract_id, {Scope.APP}, tenant.clock())


def credentials(client: NewClient, secret: str | None = None) -> ClientCredentials:
    return ClientCredentials(f"{HERE}/v1/oauth/token", (client.id, secret or client.secret), "app")


def test_a_sitting_outlasts_its_token_and_an_answer_that_met_the_end_counts_once(tenant: Tenant) -> None:
    Sync(tenant).send(upsert("contact", id="P1", **contact("M1")))
    asked: list[str] = []
    scratch = service(tenant, credentials(new_client(tenant)), asked)
    [question] = scratch.next_questions(Kind.PERSON, 5, blind=False).questions
    tenant.clock.forward(minutes=LIFE / timedelta(minutes=1) + 1)

    scratch.answer(question, Verdict.MATCH, question.profile_id)

    assert asked.count("/v1/oauth/token") == 2
    assert scratch.next_questions(Kind.PERSON, 5, blind=False).questions == ()
    assert len(Sync(tenant).statements()) == 1
    assert asked.count("/v1/oauth/token") == 2, "a token that is valid is used again"


def test_an_answer_that_is_taken_back_is_asked_again(tenant: Tenant) -> None:
    Sync(tenant).send(upsert("contact", id="P1", **contact("M1")))
    scratch = service(tenant, credentials(new_client(tenant)), [])
    queue = ServiceQueue(scratch, Kind.PERSON, scratch.next_questions(Kind.PERSON, 5, blind=False))
    shown = queue.question(0)

    queue.answer(0, Verdict.NOT_MATCH, 0)
    answered = scratch.next_questions(Kind.PERSON, 5, blind=False).questions
    queue.undo(0)

    assert shown.candidates[0].id == "M1"
    assert shown.candidates[0].values
    assert shown.record["email"]
    assert answered == ()
    assert len(scratch.next_questions(Kind.PERSON, 5, blind=False).questions) == 1


def test_an_expired_given_token_ends_the_review_session(tenant: Tenant) -> None:
    scratch = service(tenant, GivenToken(tenant.token(Scope.APP)))
    tenant.clock.forward(minutes=16)

    with pytest.raises(ServiceRefused, match="401"):
        scratch.next_questions(Kind.PERSON, 5, blind=False)


def test_a_refused_client_gets_one_error(tenant: Tenant) -> None:
    requests: list[str] = []
    scratch = service(tenant, credentials(new_client(tenant), "another secret"), requests)

    with pytest.raises(ServiceRefused, match="401"):
        scratch.next_questions(Kind.PERSON, 5, blind=False)

    assert len(requests) == 2


def test_a_client_s_credentials_go_before_a_token_and_one_of_them_is_needed() -> None:
    client = {"ONEMATCH_CLIENT_ID": "a", "ONEMATCH_CLIENT_SECRET": "b"}

    both = auth_of_environment(HERE, "app", client | {"ONEMATCH_TOKEN": "t"})
    token = auth_of_environment(HERE, "app", {"ONEMATCH_TOKEN": "t", "ONEMATCH_CLIENT_ID": "a"})

    assert isinstance(both, ClientCredentials)
    assert isinstance(token, GivenToken)
    with pytest.raises(OptionsWrong, match="ONEMATCH_CLIENT_SECRET"):
        auth_of_environment(HERE, "app", {})


def test_credentials_are_not_sent_without_encryption_to_another_machine() -> None:
    refuse_unsafe("https://onematch.example")
    refuse_unsafe("http://127.0.0.1:3000")

    with pytest.raises(OptionsWrong, match="expected https"):
        refuse_unsafe("http://onematch.example")
