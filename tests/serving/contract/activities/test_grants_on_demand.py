"""A call that a person waits for refreshes the seller's grant too, and no wrong client gives one up (D28)."""

import json

import pytest

from serving.store.connecting import CrmConnection, connect
from serving.vocabulary.terms import Crm
from tests.support.creation_tenant import create
from tests.support.granted_tenant import at, tokens_seen, with_grant
from tests.support.token_server import CLIENT, TokenServer
from tests.support.writeback_tenant import Writeback, new_activity


def test_d28_a_person_who_waits_for_the_crm_gets_a_refreshed_token_too(routed: Writeback, tokens: TokenServer) -> None:
    """D28, S23."""
    with_grant(routed, tokens)
    at(routed, hours=1)

    made = create(routed)

    assert made.status_code == 201
    assert tokens_seen(routed) == {"access-1"}


def test_d28_a_person_who_waits_is_told_to_try_again_while_the_endpoint_fails(
    routed: Writeback, tokens: TokenServer
) -> None:
    with_grant(routed, tokens)
    tokens.faults.append((503, {}))
    at(routed, hours=1)

    failed = create(routed)

    assert (failed.status_code, failed.json()["type"].rpartition(":")[2]) == (503, "crm-unavailable")
    assert routed.crm.seen == []


@pytest.mark.parametrize("crm", [Crm.HUBSPOT], indirect=True)
def test_d28_a_wrong_client_gives_up_no_sellers_grant(granted: Writeback, tokens: TokenServer) -> None:
    """D28: the operator named the wrong secret, and names the right one later."""
    scope = granted.scope
    for client, expected in ((("client-of-the-app", "wrong"), "retrying"), (CLIENT, "delivered")):
        wanted = CrmConnection(
            scope.instance.name, scope.instance.crm, scope.instance.urls, {"crm_admin": "U1"}, client
        )
        with granted.tenant.store.writing() as connection:
            connect(connection, granted.tenant.store.vault, scope.contract, wanted, granted.now)
        at(granted, hours=1)
        if expected == "retrying":
            granted.take(new_activity())
        granted.deliver()

        assert granted.row().state == expected
    assert json.dumps(granted.row().reason) == "null"
    assert tokens.calls == 2
