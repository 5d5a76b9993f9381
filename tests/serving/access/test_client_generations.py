"""A token ends with its client's generation, which rotating and revoking raise."""

from collections.abc import Collection

import httpx
from joserfc import jwt
from joserfc.jwk import OctKey

from serving.access.clients import NewClient, create_client, revoke_client
from serving.vocabulary.terms import Scope
from tests.support.databases import ON_BOTH
from tests.support.tenant import ADMIN, Tenant

ALL = (Scope.ADMIN, Scope.SYNC)


def rotate(tenant: Tenant, scopes: Collection[Scope], client_id: str = "") -> NewClient:
    with tenant.store.writing() as connection:
        return create_client(connection, tenant.contract_id, scopes, tenant.clock(), client_id)


def revoke(tenant: Tenant, client: NewClient) -> None:
    with tenant.store.writing() as connection:
        revoke_client(connection, tenant.contract_id, client.id, tenant.clock())


def token_of(tenant: Tenant, client: NewClient) -> str:
    form = {"grant_type": "client_credentials", "client_id": client.id, "client_secret": client.secret}
    answer = tenant.web.call("POST", "/v1/oauth/token", data=form)
    return str(answer.json()["access_token"])


def use(tenant: Tenant, token: str, path: str = "/settings") -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}", "Acting-User": ADMIN}
    return tenant.web.call("GET", f"/v1/contracts/{tenant.contract_id}{path}", headers=headers)


@ON_BOTH
def test_a_revoked_token_stays_refused_when_its_client_is_rotated(tenant: Tenant) -> None:
    client = rotate(tenant, ALL)
    token = token_of(tenant, client)
    revoke(tenant, client)
    again = rotate(tenant, ALL, client.id)

    assert use(tenant, token).status_code == 401
    assert use(tenant, token_of(tenant, again)).status_code == 200


def test_a_token_without_a_generation_is_refused(tenant: Tenant) -> None:
    client = rotate(tenant, ALL)
    claims = {"iss": "onematch", "sub": client.id, "contract": tenant.contract_id, "scope": "admin"}
    claims |= {"exp": str(int(tenant.clock().timestamp()) + 900)}
    key = OctKey.import_key(tenant.store.vault.derive("sign tokens"))

    token = jwt.encode({"alg": "HS256"}, {**claims, "exp": int(claims["exp"])}, key)

    assert use(tenant, token).status_code == 401
