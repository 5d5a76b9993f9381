"""A token ends with its client's generation: rotating and revoking raise it, and nothing brings it back."""

from collections.abc import Collection

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

from serving.access.clients import NewClient, create_client, revoke_client
from serving.rules.vocabulary import Scope
from tests.support.store_place import ADMIN, Place

ALL = (Scope.ADMIN, Scope.SYNC)


def rotate(place: Place, scopes: Collection[Scope], client_id: str = "") -> NewClient:
    with place.store.writing() as connection:
        return create_client(connection, place.contract_id, scopes, place.clock(), client_id)


def revoke(place: Place, client: NewClient) -> None:
    with place.store.writing() as connection:
        revoke_client(connection, place.contract_id, client.id, place.clock())


def token_of(place: Place, client: NewClient) -> str:
    form = {"grant_type": "client_credentials", "client_id": client.id, "client_secret": client.secret}
    answer = place.web.call("POST", "/v1/oauth/token", data=form)
    return str(answer.json()["access_token"])


def use(place: Place, token: str, path: str = "/settings") -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}", "Acting-User": ADMIN}
    return place.web.call("GET", f"/v1/contracts/{place.contract_id}{path}", headers=headers)


def test_a_revoked_token_stays_refused_when_its_client_is_rotated(place: Place) -> None:
    client = rotate(place, ALL)
    token = token_of(place, client)
    revoke(place, client)
    again = rotate(place, ALL, client.id)

    assert use(place, token).status_code == 401
    assert use(place, token_of(place, again)).status_code == 200


def test_a_rotation_that_narrows_the_scopes_ends_the_wider_token(place: Place) -> None:
    client = rotate(place, ALL)
    token = token_of(place, client)
    assert use(place, token).status_code == 200

    narrow = rotate(place, [Scope.SYNC], client.id)

    assert use(place, token).status_code == 401
    assert use(place, token_of(place, narrow)).status_code == 403


@pytest.mark.parametrize("ends", ["rotate", "revoke"])
def test_v1_match_refuses_the_token_of_an_ended_generation(place: Place, ends: str) -> None:
    client = rotate(place, ALL)
    headers = {"Authorization": f"Bearer {token_of(place, client)}"}
    body = {"kind": "person", "records": [{"id": "a"}]}
    assert place.web.call("POST", "/v1/match", json=body, headers=headers).status_code == 503

    if ends == "rotate":
        rotate(place, ALL, client.id)
    else:
        revoke(place, client)

    assert place.web.call("POST", "/v1/match", json=body, headers=headers).status_code == 401


def test_each_rotation_and_each_revocation_raises_the_generation(place: Place) -> None:
    client = rotate(place, ALL)
    revoke(place, client)
    revoke(place, client)

    again = rotate(place, ALL, client.id)

    assert (client.generation, again.generation) == (1, 3)


def test_a_token_without_a_generation_is_refused(place: Place) -> None:
    client = rotate(place, ALL)
    claims = {"iss": "onematch", "sub": client.id, "contract": place.contract_id, "scope": "admin"}
    claims |= {"exp": str(int(place.clock().timestamp()) + 900)}
    key = OctKey.import_key(place.store.vault.derive("sign tokens"))

    token = jwt.encode({"alg": "HS256"}, {**claims, "exp": int(claims["exp"])}, key)

    assert use(place, token).status_code == 401
