"""A client of the service that works longer than a token lives."""

from datetime import timedelta

import httpx
import pytest

from features.schema.kinds import Kind
from serving.access.clients import NewClient, create_client
from serving.access.tokens import LIFE
from serving.rules.vocabulary import Scope
from tests.support.place_universe import contact
from tests.support.store_place import SELLER, Place
from tests.support.sync_place import Sync, upsert
from training.feedback.client_credentials import ClientCredentials, GivenToken, auth_of_environment
from training.feedback.review_http import ReviewService, ServiceRefused, refuse_unsafe
from training.terminal import OptionsWrong

HERE = "http://127.0.0.1"


def service(place: Place, auth: httpx.Auth, asked: list[str] | None = None) -> ReviewService:
    def send(request: httpx.Request) -> httpx.Response:
        if asked is not None:
            asked.append(request.url.path)
        found = place.web.call(request.method, str(request.url), headers=request.headers, content=request.content)
        return httpx.Response(found.status_code, headers=found.headers, content=found.content)

    return ReviewService(HERE, place.contract_id, SELLER, httpx.Client(transport=httpx.MockTransport(send), auth=auth))


def new_client(place: Place) -> NewClient:
    with place.store.writing() as connection:
        return create_client(connection, place.contract_id, {Scope.APP}, place.clock())


def credentials(client: NewClient, secret: str | None = None) -> ClientCredentials:
    return ClientCredentials(f"{HERE}/v1/oauth/token", (client.id, secret or client.secret), "app")


def test_a_sitting_outlasts_its_token_and_an_answer_that_met_the_end_counts_once(place: Place) -> None:
    Sync(place).send(upsert("contact", id="P1", **contact("M1")))
    asked: list[str] = []
    scratch = service(place, credentials(new_client(place)), asked)
    [question] = scratch.next_questions(Kind.PERSON, 5, blind=False).questions
    place.clock.forward(minutes=LIFE / timedelta(minutes=1) + 1)

    scratch.answer(question, "match")

    assert asked.count("/v1/oauth/token") == 2
    assert scratch.next_questions(Kind.PERSON, 5, blind=False).questions == ()
    assert len(Sync(place).statements()) == 1
    assert asked.count("/v1/oauth/token") == 2, "a token that is valid is used again"


def test_a_token_that_was_given_ends_the_sitting_when_it_is_over(place: Place) -> None:
    scratch = service(place, GivenToken(place.token(Scope.APP)))
    place.clock.forward(minutes=16)

    with pytest.raises(ServiceRefused, match="401"):
        scratch.next_questions(Kind.PERSON, 5, blind=False)


def test_a_client_that_is_refused_is_told_so_once(place: Place) -> None:
    asked: list[str] = []
    scratch = service(place, credentials(new_client(place), "another secret"), asked)

    with pytest.raises(ServiceRefused, match="401"):
        scratch.next_questions(Kind.PERSON, 5, blind=False)

    assert len(asked) == 2


def test_a_client_s_credentials_go_before_a_token_and_one_of_them_is_needed() -> None:
    client = {"ONEMATCH_CLIENT_ID": "a", "ONEMATCH_CLIENT_SECRET": "b"}

    both = auth_of_environment(HERE, "app", client | {"ONEMATCH_TOKEN": "t"})
    token = auth_of_environment(HERE, "app", {"ONEMATCH_TOKEN": "t", "ONEMATCH_CLIENT_ID": "a"})

    assert isinstance(both, ClientCredentials)
    assert isinstance(token, GivenToken)
    with pytest.raises(OptionsWrong, match="ONEMATCH_CLIENT_SECRET"):
        auth_of_environment(HERE, "app", {})


def test_credentials_never_leave_this_machine_in_the_clear() -> None:
    refuse_unsafe("https://onematch.example")
    refuse_unsafe("http://127.0.0.1:3000")

    with pytest.raises(OptionsWrong, match="expected https"):
        refuse_unsafe("http://onematch.example")
