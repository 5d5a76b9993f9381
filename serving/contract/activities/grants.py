"""The sellers' own CRM grants, deposited by the application and stored sealed (D28); no system user exists (S7)."""

import json
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import field, replace
from datetime import datetime, timedelta
from typing import Any

import httpx
from sqlalchemy import ColumnElement, Connection, and_, or_, select, update

from features.schema.errors import OnematchError
from features.schema.value_class import value_class
from serving.contract.activities.journal import queued_at
from serving.contract.records.services import WrapperServices
from serving.crm.credentials import RefreshOutcome, refresh
from serving.crm.crm_client import shared_http
from serving.crm.retries import DeliveryOutcome
from serving.crm.vendors import VENDORS
from serving.runtime.event_log import log_event, log_failure
from serving.store.connecting import read_oauth_client
from serving.store.contracts import CONNECTED, Disconnected, InstanceScope, OpenScope, load_scope
from serving.store.store import Store
from serving.store.tables.contracts import authorizations, instances, users
from serving.store.tables.work import activities
from serving.store.upserts import among, upsert
from serving.vocabulary.terms import ActivityState

REFRESHED_AHEAD = timedelta(minutes=5)
"""How long before its end an access token is refreshed, at most; of one that lives shortly, a quarter of its life."""
LONGEST_REFRESH = timedelta(seconds=60)
"""Longer than a refresh may take: after that another process may try it."""
TRIED_AGAIN = timedelta(seconds=60)
"""How long after a failed refresh the next one is tried, unless the endpoint names a longer time."""
MAX_IN_A_ROUND = 200
_MAX_PARALLEL_CALLS = 8


class NoOauthClient(OnematchError):
    """The connection names no token endpoint and no client, so a refresh token could not be used."""


@value_class
class Grant:
    """A seller's access token for the CRM, its expiry (None: valid until it is refused), and its refresh token.

    `sealed`: its state in the store, which a later deposit changes.
    """

    access_token: str = field(repr=False)
    expires_at: datetime | None
    refresh_token: str | None = field(default=None, repr=False)
    sealed: bytes = field(default=b"", repr=False)

    def is_valid(self, now: datetime, refused: str | None = None) -> bool:
        """Whether the access token has not expired, and is not the one that the CRM refused."""
        return self.access_token != refused and (self.expires_at is None or self.expires_at > now)


def deposit(scope: OpenScope, user_id: str, grant: Grant, now: datetime) -> None:
    """Store a user's grant and queue the activities that wait for it. Raises NoOauthClient."""
    if grant.refresh_token is not None and scope.instance.oauth_client is None:
        raise NoOauthClient("got a refresh_token, expected one only where the connection names a token url and client")
    of_user = {"instance_id": scope.instance_id, "user_id": user_id}
    row = {**of_user, **_columns(scope, user_id, grant, now), "deposited_at": now}
    upsert(scope.connection, authorizations, [row])
    release_pending(scope.connection, scope.contract.id, user_id, now)


def release_pending(connection: Connection, contract_id: str, user_id: str, now: datetime) -> None:
    """Queue a user's activities that wait for a grant or a seat (D18, D28)."""
    here = select(instances.c.id).filter_by(contract_id=contract_id)
    waiting = update(activities).filter_by(user_id=user_id, state=ActivityState.PENDING_AUTH)
    connection.execute(waiting.where(activities.c.instance_id.in_(here)).values(**queued_at(now)))


def revoke(scope: OpenScope, user_id: str) -> None:
    """Delete a user's grant; later activities wait for a new one."""
    scope.delete(authorizations, user_id=user_id)


def read_grant(scope: OpenScope, user_id: str) -> Grant | None:
    """Return a user's grant, also an expired one."""
    row = scope.execute(scope.own(authorizations).filter_by(user_id=user_id)).one_or_none()
    return None if row is None else _grant(scope, row)


def users_with_a_grant(scope: OpenScope, user_ids: Collection[str], now: datetime) -> frozenset[str]:
    """Return the users whose access token is valid or can be refreshed."""
    grant = authorizations.c
    is_usable = or_(grant.expires_at.is_(None), grant.expires_at > now, grant.refresh_at.is_not(None))
    query = scope.own(grant.user_id).where(is_usable, among(grant.user_id, user_ids))
    return frozenset(scope.execute(query).scalars())


def due_refreshes(connection: Connection, now: datetime, limit: int) -> dict[str, list[str]]:
    """Return the active users whose grants are to be refreshed now, by connected instance; soonest to expire first."""
    query = (
        select(authorizations.c.instance_id, authorizations.c.user_id)
        .join(instances, instances.c.id == authorizations.c.instance_id)
        .join(users, and_(users.c.instance_id == authorizations.c.instance_id, users.c.id == authorizations.c.user_id))
        .where(instances.c.state == CONNECTED, users.c.active)
        .where(authorizations.c.refresh_at <= now, _unclaimed(now))
        .order_by(authorizations.c.expires_at, authorizations.c.instance_id, authorizations.c.user_id)
    )
    due: dict[str, list[str]] = {}
    for row in connection.execute(query.limit(limit)):
        due.setdefault(row.instance_id, []).append(row.user_id)
    return due


def claim_refresh(scope: OpenScope, user_id: str, now: datetime, refused: str | None = None) -> Grant | None:
    """Claim the refresh of a grant, in a transaction that locks the instance; None if it is not due, or is claimed.

    With the access token that the CRM `refused` it is due at once, and the token counts as expired.
    """
    refreshable = scope.own(authorizations).filter_by(user_id=user_id).where(authorizations.c.refresh_at.is_not(None))
    row = scope.execute(refreshable.where(_unclaimed(now))).one_or_none()
    if row is None:
        return None
    grant = _grant(scope, row)
    is_refused = grant.access_token == refused
    if grant.refresh_token is None or (not is_refused and row.refresh_at > now):
        return None
    claimed: dict[str, Any] = {"refreshing_until": now + LONGEST_REFRESH}
    if is_refused and grant.is_valid(now):
        grant = replace(grant, expires_at=now)
        claimed |= {"expires_at": now, "refresh_at": now}
    _change(scope, user_id, grant, claimed)
    return grant


def _change(scope: OpenScope, user_id: str, claimed: Grant, values: dict[str, Any]) -> None:
    """Change a claimed grant; one that was deposited or revoked since the claim stays as it is."""
    same = scope.change(authorizations, user_id=user_id, sealed=claimed.sealed)
    scope.execute(same.values(**values))


def _columns(scope: OpenScope, user_id: str, grant: Grant, now: datetime) -> dict[str, Any]:
    """Return the columns of a grant, with the time at which it is refreshed, before it runs out."""
    refresh_at = None
    if grant.refresh_token is not None and grant.expires_at is not None:
        refresh_at = grant.expires_at - min(REFRESHED_AHEAD, max(grant.expires_at - now, timedelta()) / 4)
    plain = {"access_token": grant.access_token, "refresh_token": grant.refresh_token}
    sealed = scope.data_key.seal(json.dumps(plain).encode(), _context(scope, user_id))
    return {"sealed": sealed, "expires_at": grant.expires_at, "refresh_at": refresh_at, "refreshing_until": None}


def _grant(scope: OpenScope, row: Any) -> Grant:
    plain = json.loads(scope.data_key.unseal(row.sealed, _context(scope, row.user_id)))
    return Grant(plain["access_token"], row.expires_at, plain.get("refresh_token"), row.sealed)


def _unclaimed(now: datetime) -> ColumnElement[bool]:
    return or_(authorizations.c.refreshing_until.is_(None), authorizations.c.refreshing_until <= now)


def _context(scope: InstanceScope, user_id: str) -> str:
    return f"grant/{scope.instance_id}/{user_id}"


def refresh_due(parts: WrapperServices, now: datetime, http: httpx.Client | None = None) -> int:
    """Refresh the grants that run out soon, the instances in parallel; return how many were refreshed or refused.

    An instance whose token endpoint fails is not called again in this round.
    """
    with parts.store.reading() as connection:
        due = due_refreshes(connection, now, MAX_IN_A_ROUND)
    if not due:
        return 0
    with ThreadPoolExecutor(min(len(due), _MAX_PARALLEL_CALLS)) as pool:
        done = [
            pool.submit(_refresh_instance, parts.store, instance_id, user_ids, now, http or shared_http())
            for instance_id, user_ids in due.items()
        ]
    return sum(future.result() for future in done)


def usable_token(
    scope: InstanceScope, user_id: str, now: datetime, http: httpx.Client, refused: str | None = None
) -> str | DeliveryOutcome:
    """Return a user's access token, refreshed if it has run out, or if it is the one that the CRM `refused`.

    Without one NO_GRANT, of a refused one UNAUTHORISED; BUSY while it cannot be had.
    """
    with scope.reading() as open_scope:
        grant = read_grant(open_scope, user_id)
    if grant is not None and grant.is_valid(now, refused):
        return grant.access_token
    is_refused = refused is not None and (grant is None or grant.access_token == refused)
    lacking = DeliveryOutcome.UNAUTHORISED if is_refused else DeliveryOutcome.NO_GRANT
    if grant is None or grant.refresh_token is None:
        return lacking
    token = _refreshed(scope, user_id, now, http, refused)
    return lacking if token is DeliveryOutcome.NO_GRANT else token


def _refresh_instance(store: Store, instance_id: str, user_ids: list[str], now: datetime, http: httpx.Client) -> int:
    with store.reading() as connection:
        scope = load_scope(connection, store, instance_id)
    if scope is None or scope.instance.state != CONNECTED:
        return 0
    for done, user_id in enumerate(user_ids):
        try:
            if _refreshed(scope, user_id, now, http) is DeliveryOutcome.BUSY:
                return done
        except Disconnected:
            return done
        except Exception as error:  # noqa: BLE001 - one customer's connection must not stop the others
            log_failure("refresh_failed", error, instance=instance_id, user=user_id)
            return done
    return len(user_ids)


def _refreshed(
    scope: InstanceScope, user_id: str, now: datetime, http: httpx.Client, refused: str | None = None
) -> str | DeliveryOutcome:
    """Refresh a grant unless another process does; return its token, NO_GRANT if the CRM refused, BUSY if it failed.

    Where the CRM refused, the access token stays until it expires.
    """
    with scope.writing() as open_scope:
        client = read_oauth_client(open_scope.connection, scope.store.vault, scope.instance)
        claimed = claim_refresh(open_scope, user_id, now, refused)
        grant = claimed or read_grant(open_scope, user_id)
    if client is None:
        return DeliveryOutcome.NO_GRANT
    if claimed is None or claimed.refresh_token is None:
        return grant.access_token if grant is not None and grant.is_valid(now, refused) else DeliveryOutcome.BUSY
    in_body = VENDORS[scope.instance.crm].has_client_in_body
    answer = refresh(http, scope.instance.urls["token"], client, claimed.refresh_token, has_client_in_body=in_body)
    facts = {"instance": scope.instance_id, "user": user_id, "outcome": answer.outcome}
    log_event("grant_refresh", **facts, **({} if answer.error is None else {"error": answer.error}))
    with scope.writing() as open_scope:
        if answer.outcome is RefreshOutcome.LATER:
            at = now + max(TRIED_AGAIN, answer.retry_after or TRIED_AGAIN)
            _change(open_scope, user_id, claimed, {"refresh_at": at, "refreshing_until": None})
            return DeliveryOutcome.BUSY
        is_refused = answer.outcome is RefreshOutcome.REFUSED
        fresh = Grant(answer.access_token, now + answer.lives, answer.refresh_token or claimed.refresh_token)
        kept = replace(claimed, refresh_token=None) if is_refused else fresh
        _change(open_scope, user_id, claimed, _columns(open_scope, user_id, kept, now))
    return DeliveryOutcome.NO_GRANT if is_refused else kept.access_token
