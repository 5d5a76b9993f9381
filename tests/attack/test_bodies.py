"""Hostile bodies and ids on every route: each gets an answer, no failure and no value of another tenant."""

from tests.attack.conftest import in_turn
from tests.attack.surface import Operation
from tests.attack.two_tenants import ATTACKER, OF_CONTRACT, TwoTenants, shows_secret
from tests.support.tenant import ADMIN, SELLER

BODIES = {
    "empty": b"",
    "no json": b"{",
    "null": b"null",
    "list": b"[]",
    "text": b'"x"',
    "nan": b"NaN",
    "nan inside": b'{"claim_margin": NaN, "limit": Infinity}',
    "deep list": b"[" * 50_000 + b"]" * 50_000,
    "deep object": b'{"a":' * 20_000 + b"1" + b"}" * 20_000,
    "long number": b'{"limit": ' + b"9" * 5_000 + b"}",
    "duplicated keys": b'{"name": "a", "name": ["b"], "id": 1, "id": {"id": 2}}',
    "half surrogate": b'{"name": "\\ud800", "id": "\\udfff", "q": "\\ud83d"}',
    "zero byte": b'{"name": "a\\u0000b", "id": "\\u0000"}',
    "no utf-8": b'{"name": "\xff\xfe"}',
    "wide": b'{"x": "' + b"a" * 2_000_000 + b'"}',
    "many keys": b"{" + b",".join(b'"k%d":1' % n for n in range(20_000)) + b"}",
}
IDS = (
    "..",
    "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "..%5c..%5cwindows",
    "%00",
    "%ff%fe",
    "a" * 5_000,
    "%ed%a0%80",
)


def test_a_hostile_body_is_refused_or_answered(both: TwoTenants, operation_with_body: Operation) -> None:
    token = both.attacker.token(*OF_CONTRACT)
    for name in in_turn(operation_with_body, [*BODIES], 5):
        answer = both.send(operation_with_body, ATTACKER, token, acting=SELLER, content=BODIES[name])

        assert answer.status_code < 500 or answer.status_code == 503, (name, answer.text)
        assert answer.status_code < 400 or answer.headers["content-type"] == "application/problem+json", name
        assert not shows_secret(answer), name


def test_a_hostile_id_in_a_path_reveals_nothing(both: TwoTenants, operation: Operation) -> None:
    in_path = [name for name, one in operation.parameters.items() if one["in"] == "path"]
    for name in in_path:
        for hostile in in_turn(operation, IDS, 3):
            values = both.values(operation, ATTACKER) | {name: hostile}

            answer = both.send(operation, ATTACKER, both.attacker.token(*OF_CONTRACT), acting=ADMIN, values=values)

            assert answer.status_code < 500, (name, hostile, answer.text)
            assert not shows_secret(answer), (name, hostile)
