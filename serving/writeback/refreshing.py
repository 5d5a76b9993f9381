"""Sellers' grants, refreshed before they run out: one refresh at a time, and none is lost to a race (D28)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import httpx

from serving.crm.credentials import Refreshed, RefreshOutcome, refresh
from serving.crm.crm_client import shared_http
from serving.crm.vendors import VENDORS
from serving.rules.routing.delivery import DeliveryOutcome
from serving.runtime.event_log import log_event, log_failure
from serving.store.connecting import read_oauth_client
from serving.store.contracts import CONNECTED, Disconnected, InstanceScope, load_scope
from serving.store.store import Store
from serving.sync.services import WrapperServices
from serving.writeback.grants import (
    Grant,
    RefreshClaim,
    claim_refresh,
    due_refreshes,
    postpone_refresh,
    read_grant,
    store_refreshed,
    store_refused,
)

TRIED_AGAIN = timedelta(seconds=60)
"""How long after a failed refresh the next one is tried, unless the endpoint names a longer time."""
MOST_IN_A_ROUND = 200
_MOST_PARALLEL_CALLS = 8


def refresh_due(parts: WrapperServices, now: datetime, http: httpx.Client | None = None) -> int:
    """Refresh the grants that run out soon, the instances in parallel; return how many were refreshed or refused.

    An instance whose token endpoint fails is not called again in this round.
    """
    with parts.store.reading() as connection:
        due = due_refreshes(connection, now, MOST_IN_A_ROUND)
    if not due:
        return 0
    with ThreadPoolExecutor(min(len(due), _MOST_PARALLEL_CALLS)) as pool:
        done = [
            pool.submit(_refresh_instance, parts.store, one, user_ids, now, http or shared_http())
            for one, user_ids in due.items()
        ]
    return sum(one.result() for one in done)


def usable_token(scope: InstanceScope, user_id: str, now: datetime, http: httpx.Client) -> str | DeliveryOutcome:
    """Return a user's access token, refreshed if it has run out; NO_GRANT without one, BUSY while it cannot be had."""
    with scope.store.reading() as connection:
        grant = read_grant(connection, scope, user_id)
    if grant is None or (grant.is_over(now) and grant.refresh_token is None):
        return DeliveryOutcome.NO_GRANT
    return _refreshed(scope, user_id, now, http) if grant.is_over(now) else grant.access_token


def token_after(
    scope: InstanceScope, user_id: str, now: datetime, http: httpx.Client, refused: str
) -> str | DeliveryOutcome:
    """Return the access token that replaces one that the CRM refused; UNAUTHORISED without one, BUSY if it failed."""
    with scope.store.reading() as connection:
        grant = read_grant(connection, scope, user_id)
    if grant is None or (grant.access_token == refused and grant.refresh_token is None):
        return DeliveryOutcome.UNAUTHORISED
    if grant.access_token != refused:
        return usable_token(scope, user_id, now, http)
    found = _refreshed(scope, user_id, now, http, refused)
    return DeliveryOutcome.UNAUTHORISED if found is DeliveryOutcome.NO_GRANT else found


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
    """Refresh a grant unless another process does; return its token, NO_GRANT if the CRM refused, BUSY if it failed."""
    with scope.writing() as connection:
        client = read_oauth_client(connection, scope.store.vault, scope.instance)
        claim = claim_refresh(connection, scope, user_id, now, refused)
        grant = None if claim is not None else read_grant(connection, scope, user_id)
    if client is None:
        return DeliveryOutcome.NO_GRANT
    if claim is None:
        is_new = grant is not None and not grant.is_over(now) and grant.access_token != refused
        return grant.access_token if grant is not None and is_new else DeliveryOutcome.BUSY
    instance = scope.instance
    in_body = VENDORS[instance.crm].has_client_in_body
    answer = refresh(http, instance.urls["token"], client, claim.refresh_token, has_client_in_body=in_body)
    facts = {"instance": scope.instance_id, "user": user_id, "outcome": answer.outcome.value}
    log_event("grant_refresh", **facts, **({} if answer.error is None else {"error": answer.error}))
    return _store(scope, claim, answer, now)


def _store(scope: InstanceScope, claim: RefreshClaim, answer: Refreshed, now: datetime) -> str | DeliveryOutcome:
    with scope.writing() as connection:
        if answer.outcome is RefreshOutcome.REFRESHED:
            refresh_token = answer.refresh_token or claim.refresh_token
            grant = Grant(answer.access_token, now + answer.lives, refresh_token)
            store_refreshed(connection, scope, claim, grant, now)
            return answer.access_token
        if answer.outcome is RefreshOutcome.REFUSED:
            store_refused(connection, scope, claim)
            return DeliveryOutcome.NO_GRANT
        postpone_refresh(connection, scope, claim, now + max(TRIED_AGAIN, answer.retry_after or TRIED_AGAIN))
        return DeliveryOutcome.BUSY
