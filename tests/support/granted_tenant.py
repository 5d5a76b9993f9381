"""A tenant whose seller has a grant that lives 30 minutes and can be refreshed."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from serving.contract.activities.grants import Grant, deposit, refresh_due
from serving.store.connecting import CrmConnection, connect
from serving.store.tables.contracts import authorizations
from tests.support.tenant import SELLER
from tests.support.token_server import CLIENT, TokenServer
from tests.support.writeback_tenant import Writeback

LIFE = timedelta(minutes=30)


def with_grant(tenant: Writeback, tokens: TokenServer) -> Writeback:
    scope = tenant.scope
    urls = {"api": tenant.crm.url, "token": tokens.url}
    wanted = CrmConnection(scope.instance.name, scope.instance.crm, urls, {"crm_admin": "U1"}, CLIENT)
    with tenant.tenant.store.writing() as connection:
        connect(connection, tenant.tenant.store.vault, scope.contract, wanted, tenant.now)
    give(tenant, tokens, SELLER, "refresh-0")
    return tenant


def give(tenant: Writeback, tokens: TokenServer, user_id: str, refresh_token: str) -> None:
    tokens.valid.add(refresh_token)
    grant = Grant(f"token-of-{user_id}", tenant.now + LIFE, refresh_token)
    scope = tenant.scope
    with scope.writing() as open_scope:
        deposit(open_scope, user_id, grant, tenant.now)


def refresh(tenant: Writeback) -> int:
    return refresh_due(tenant.tenant.parts, tenant.now, tenant.http)


def row_of(tenant: Writeback, user_id: str = SELLER) -> Any:
    with tenant.tenant.store.reading() as connection:
        return connection.execute(select(authorizations).where(authorizations.c.user_id == user_id)).one_or_none()


def at(tenant: Writeback, **span: float) -> datetime:
    return tenant.tenant.clock.forward(**span)


def tokens_seen(tenant: Writeback) -> set[str]:
    return {one.token for one in tenant.crm.seen}
