"""Sellers' grants are refreshed before they run out, one refresh at a time, and given up only when refused (D28)."""

import threading
import time

import pytest
from sqlalchemy import select, update

from serving.store.tables.contracts import instances, users
from tests.support.crm_server import Fault
from tests.support.granted_tenant import LIFE, at, give, refresh, row_of, tokens_seen
from tests.support.tenant import SELLER
from tests.support.token_server import CLIENT, TokenServer
from tests.support.writeback_tenant import Writeback, new_activity


def test_d28_a_grant_is_refreshed_before_it_runs_out_and_not_sooner(granted: Writeback, tokens: TokenServer) -> None:
    """D28: five minutes ahead."""
    at(granted, minutes=24)
    too_soon = refresh(granted)
    at(granted, minutes=2)
    in_time = refresh(granted)
    again = refresh(granted)

    assert (too_soon, in_time, again, tokens.calls) == (0, 1, 0, 1)
    assert row_of(granted).expires_at == granted.now + LIFE


def test_s15_both_tokens_and_the_client_are_sealed(granted: Writeback) -> None:
    """S15, S77."""
    at(granted, minutes=26)
    refresh(granted)

    with granted.tenant.store.reading() as connection:
        instance = connection.execute(select(instances)).one()
    stored = repr([list(row_of(granted)), list(instance)])
    for secret in ("access-1", "refresh-1", "refresh-0", *CLIENT):
        assert secret not in stored


@pytest.mark.parametrize("status", [500, 503, 429])
def test_d28_a_failing_endpoint_is_called_again_later_and_nothing_waits_for_the_seller(
    granted: Writeback, tokens: TokenServer, status: int
) -> None:
    """D28: 5xx is no refusal; the activity is retried, and sent once the endpoint answers."""
    tokens.faults.extend([(status, {})] * 3)
    at(granted, hours=1)
    granted.take(new_activity())

    granted.deliver()
    first = granted.row()
    granted.deliver_all()

    assert (first.state, first.reason, first.in_doubt) == ("retrying", "busy", False)
    assert granted.row().state == "delivered"
    assert tokens.calls == 4


def test_d28_the_endpoints_own_waiting_time_is_kept(granted: Writeback, tokens: TokenServer) -> None:
    tokens.faults.append((503, {"Retry-After": "600"}))
    at(granted, minutes=26)

    failed = refresh(granted)
    at(granted, minutes=9)
    too_soon = refresh(granted)
    at(granted, minutes=1)

    assert (failed, too_soon, refresh(granted)) == (0, 0, 1)


def test_d28_a_refused_grant_waits_for_the_seller_once_its_token_ran_out(
    granted: Writeback, tokens: TokenServer
) -> None:
    """D28: invalid_grant, and HubSpot's BAD_REFRESH_TOKEN."""
    tokens.valid.clear()
    at(granted, minutes=26)
    refresh(granted)
    granted.take(new_activity(id="while-valid"))
    granted.deliver()
    at(granted, minutes=5)
    granted.take(new_activity(id="too-late"))
    give(granted, tokens, SELLER, "refresh-of-hers")
    granted.deliver_all()

    assert [(row.id, row.state) for row in granted.rows()] == [("too-late", "delivered"), ("while-valid", "delivered")]


def test_d28_a_token_that_the_crm_refuses_early_is_refreshed_and_the_call_repeated(
    granted: Writeback, tokens: TokenServer
) -> None:
    """D28: a 401 before the expiry, such as after a reinstallation."""
    granted.crm.tokens = {"access-1"}
    granted.take(new_activity())

    granted.deliver()

    assert granted.row().state == "delivered"
    assert (tokens.calls, granted.crm.seen[-1].token) == (1, "access-1")


def test_d28_a_token_that_is_refused_after_its_refresh_waits_for_the_seller(
    granted: Writeback, tokens: TokenServer
) -> None:
    """D28: no endless circle of refreshes."""
    granted.crm.next_fault = lambda _: Fault.UNAUTHORISED
    granted.take(new_activity())

    granted.deliver()

    assert (granted.row().state, granted.row().reason) == ("pending_auth", "unauthorised")
    assert tokens.calls == 1


@pytest.mark.both_databases
def test_d28_of_many_that_need_a_token_at_once_one_refreshes_it(granted: Writeback, tokens: TokenServer) -> None:
    """D28: a refresh token that rotates would be lost to a second one."""
    tokens.delay_s = 0.2
    at(granted, hours=1)
    granted.take(*[new_activity(id=f"a{n}") for n in range(12)])
    at_once = [threading.Thread(target=refresh, args=(granted,)) for _ in range(4)]
    at_once += [threading.Thread(target=granted.deliver) for _ in range(2)]

    for one in at_once:
        one.start()
    for one in at_once:
        one.join()
    granted.deliver_all()

    assert tokens.calls == 1
    assert {row.state for row in granted.rows()} == {"delivered"}
    assert tokens_seen(granted) == {"access-1"}


@pytest.mark.both_databases
def test_d28_a_grant_that_was_deposited_during_a_refresh_stays(granted: Writeback, tokens: TokenServer) -> None:
    """D28: the seller authorised anew while the older refresh was under way."""
    tokens.delay_s = 0.5
    at(granted, minutes=26)
    under_way = threading.Thread(target=refresh, args=(granted,))
    under_way.start()
    while not tokens.calls:
        time.sleep(0.01)

    give(granted, tokens, SELLER, "refresh-of-hers")
    under_way.join()
    granted.take(new_activity())
    granted.deliver()

    assert tokens_seen(granted) == {f"token-of-{SELLER}"}
    assert row_of(granted).expires_at == granted.now + LIFE


def test_d18_d24_nothing_is_refreshed_for_who_left(granted: Writeback, tokens: TokenServer) -> None:
    """D18, D24: an inactive user, and a disconnected instance."""
    at(granted, minutes=26)
    with granted.scope.writing() as open_scope:
        open_scope.execute(update(users).where(users.c.id == SELLER).values(active=False))
    inactive = refresh(granted)
    with granted.scope.writing() as open_scope:
        open_scope.execute(update(users).where(users.c.id == SELLER).values(active=True))
    granted.disconnect()

    assert (inactive, refresh(granted), tokens.calls) == (0, 0, 0)
