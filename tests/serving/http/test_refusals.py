"""The refusals of the service and their problems."""

import asyncio
import json
import logging
import threading

import httpx
import pytest

from serving.access.body_limits import MATCH_BODY
from serving.runtime.settings import Settings
from tests.support.service_fakes import TOKEN, FakeMatcher, face_of

ONE = b'{"kind": "person", "records": [{"id": "a"}]}'
SECRET = "Wilhelmina"


def assert_problem(response: httpx.Response, status: int, name: str) -> None:
    problem = response.json()
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert problem["type"] == f"urn:onematch:problem:{name}"
    assert problem["status"] == status


@pytest.mark.parametrize(
    ("body", "status", "name", "detail"),
    [
        (b"", 400, "body-not-json", "got 0 bytes"),
        (b"{", 400, "body-not-json", "got 1 bytes"),
        (b"\xff\xfe", 400, "body-not-json", "got 2 bytes"),
        (b'{"kind": "person", "records": NaN}', 400, "body-not-json", "not JSON"),
        (b"[" * 100_000, 400, "body-not-json", "recursion limit"),
        (b'["\\ud800"' + b"[" * 100_000, 400, "body-not-json", "not JSON"),
        (b"9" * 10_000, 400, "body-not-json", "not JSON"),
        (b"[]", 422, "fields-wrong", "got a list, expected an object"),
        (b'{"records": [{"id": "a"}]}', 422, "fields-wrong", "/kind: got nothing, expected person or company"),
        (b'{"kind": "dog", "records": [{"id": "a"}]}', 422, "fields-wrong", "/kind: got 'dog', expected person or"),
        (b'{"kind": "person"}', 422, "fields-wrong", "/records: got nothing, expected a list of 1 to 1000"),
        (b'{"kind": "person", "records": {}}', 422, "fields-wrong", "/records: got an object, expected a list"),
        (b'{"kind": "person", "records": []}', 422, "records-missing", "got 0 records, expected 1 to 1000"),
        (b'{"kind": "person", "records": [{}], "limit": 51}', 422, "fields-wrong", "/limit: got 51, expected a whole"),
        (b'{"kind": "person", "records": [{}], "limit": "5"}', 422, "fields-wrong", "/limit: got '5'"),
        (b'{"kind": "person", "records": [{}], "explain": 1}', 422, "fields-wrong", "/explain: got 1, expected true"),
        (b'{"kind": "person", "records": [{}], "wait": 1}', 422, "fields-wrong", "/wait: got an unknown field"),
        (b'{"kind": "person", "records": [{"id": "a"}, {"a/b": 1}]}', 422, "fields-wrong", "/records/1/a~1b: got an"),
        (
            b'{"kind": "company", "records": [{"first_name": "A"}]}',
            422,
            "fields-wrong",
            "expected a company column: id",
        ),
        (b'{"kind": "person", "records": [' + b"{}," * 1000 + b"{}]}", 413, "too-many-records", "got 1001 records"),
        (b" " * (MATCH_BODY + 1), 413, "body-too-large", "expected at most"),
    ],
    ids=range(21),
)
def test_a_wrong_request_is_answered_with_what_was_got_and_expected(
    body: bytes, status: int, name: str, detail: str
) -> None:
    response = face_of(FakeMatcher()).match(body)

    assert_problem(response, status, name)
    assert detail in response.json()["detail"]


def test_every_unknown_field_is_named_by_its_pointer() -> None:
    body = {"kind": "person", "records": [{"id": "a", "fist_name": SECRET}, {"id": "b", "e-mail": SECRET}]}

    response = face_of(FakeMatcher()).match(json.dumps(body).encode())

    assert [one["pointer"] for one in response.json()["errors"]] == ["/records/0/fist_name", "/records/1/e-mail"]
    assert SECRET not in response.text


@pytest.mark.parametrize("value", [[SECRET], {SECRET: SECRET}, [[SECRET]], {"a": {"b": SECRET}}])
def test_an_error_never_repeats_a_value_of_a_record(value: object) -> None:
    body = {"kind": "person", "records": [{"id": "a", "last_name": value}]}

    response = face_of(FakeMatcher()).match(json.dumps(body).encode())

    assert response.status_code == 200
    assert SECRET not in response.text


@pytest.mark.parametrize(
    ("headers", "status", "name"),
    [
        ({"Content_Type": "text/plain"}, 415, "media-type-wrong"),
        ({"Content_Type": ""}, 415, "media-type-wrong"),
        ({"Content_Encoding": "gzip"}, 415, "media-type-wrong"),
        ({"Authorization": ""}, 401, "token-wrong"),
        ({"Authorization": "Bearer "}, 401, "token-wrong"),
        ({"Authorization": "Bearer another"}, 401, "token-wrong"),
        ({"Authorization": f"Basic {TOKEN}"}, 401, "token-wrong"),
    ],
)
def test_a_request_without_the_right_headers_is_refused(headers: dict[str, str], status: int, name: str) -> None:
    response = face_of(FakeMatcher()).match(ONE, **headers)

    assert_problem(response, status, name)


def test_json_with_a_charset_and_a_token_in_any_case_of_its_scheme_are_accepted() -> None:
    response = face_of(FakeMatcher()).match(
        ONE, Content_Type="application/json; charset=utf-8", Authorization=f"bearer {TOKEN}"
    )

    assert response.status_code == 200


@pytest.mark.parametrize(
    ("base_url", "host", "status"),
    [
        ("http://127.0.0.1", "127.0.0.1:3000", 200),
        ("http://127.0.0.1", "localhost", 200),
        ("http://[::1]", "[::1]:3000", 200),
        ("http://127.0.0.1", "evil.example:3000", 401),
        ("http://127.0.0.1", "127.0.0.1.evil.example", 401),
        ("http://127.0.0.1", "10.1.2.3", 401),
        ("http://10.1.2.3", "localhost", 401),
    ],
)
def test_an_open_service_answers_on_loopback_and_under_its_names_only(base_url: str, host: str, status: int) -> None:
    face = face_of(FakeMatcher(), settings=Settings(open=True, token=None))
    face.base_url = base_url

    response = face.call("POST", "/v1/match", ONE, {"Content-Type": "application/json", "Host": host})

    assert response.status_code == status


@pytest.mark.parametrize(
    ("method", "path", "status", "name"),
    [
        ("GET", "/nowhere", 404, "not-found"),
        ("GET", "/v1/match", 405, "method-not-allowed"),
        ("DELETE", "/healthz", 405, "method-not-allowed"),
    ],
)
def test_an_unknown_path_or_method_is_a_problem_too(method: str, path: str, status: int, name: str) -> None:
    response = face_of(FakeMatcher()).call(method, path)

    assert_problem(response, status, name)


def test_a_bug_is_a_problem_and_its_values_reach_neither_the_caller_nor_the_log(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger("onematch"), "handlers", [caplog.handler])
    monkeypatch.setattr(logging.getLogger("onematch"), "propagate", False)
    caplog.set_level(logging.INFO, "onematch")
    matcher = FakeMatcher(bug=KeyError(SECRET))

    response = face_of(matcher).match(ONE)

    assert_problem(response, 500, "internal")
    assert SECRET not in response.text
    assert [one.message for one in caplog.records if one.name == "onematch"] == ["request_failed", "request"]
    assert not any(SECRET in str(vars(one)) for one in caplog.records if one.name == "onematch")


def test_a_full_queue_answers_503_with_retry_after_and_readyz_is_not_queued() -> None:
    gate = threading.Event()
    face = face_of(FakeMatcher(gate=gate), waiting=2)
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}

    async def run() -> tuple[httpx.Response, httpx.Response, list[httpx.Response]]:
        scoring = [asyncio.create_task(face.call_async("POST", "/v1/match", ONE, headers)) for _ in range(2)]
        await asyncio.sleep(0.1)
        refused = await face.call_async("POST", "/v1/match", ONE, headers)
        ready = await face.call_async("GET", "/readyz", b"", {})
        gate.set()
        return refused, ready, await asyncio.gather(*scoring)

    refused, ready, answered = asyncio.run(run())

    assert_problem(refused, 503, "queue-full")
    assert refused.headers["retry-after"] == "1"
    assert ready.status_code == 200
    assert [one.status_code for one in answered] == [200, 200]


def test_a_request_that_takes_too_long_is_answered_504() -> None:
    gate = threading.Event()

    response = face_of(FakeMatcher(gate=gate), timeout_s=0.05).match(ONE)
    gate.set()

    assert_problem(response, 504, "timed-out")


@pytest.mark.parametrize(
    ("given", "echoed"),
    [("abc-1.2:3", "abc-1.2:3"), ("a b\tc<script>", "abcscript"), ("x" * 500, "x" * 128)],
)
def test_a_request_id_is_echoed_without_unsafe_characters(given: str, echoed: str) -> None:
    response = face_of(FakeMatcher()).match(ONE, X_Request_Id=given)

    assert response.headers["x-request-id"] == echoed
