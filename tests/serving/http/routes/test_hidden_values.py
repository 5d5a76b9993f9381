"""S33 as a law: what a record holds that the CRM hides from a user changes no answer to this user, totals apart.

The same contract is read before and after the hidden records get other values, by a seller and by an admin who may
not see them. Every readable route of the document is called, so that a new one is held to the law.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from serving.rules.vocabulary import Scope
from tests.attack.surface import Operation, operations
from tests.support.small_network import contact
from tests.support.sync_tenant import Sync, upsert
from tests.support.tenant import ADMIN, OTHER_SELLER, SELLER
from tests.support.wrapper_web import SharedRoutes

MARKERS = ("zanzibarite", "quixotry", "+49 30 99887766", "mystery@hidden-values.example")
READERS = ((Scope.APP, SELLER), (Scope.ADMIN, ADMIN))
"""Who reads; the hidden records are OTHER_SELLER's alone."""
ZEB = {"full_name": "Zebulon Quartermaine", "email": "zeb@quartzworks.example", "phone": "+44 20 7946 0321"}
VALUES = {"object": "contact", "kind": "person", "profile_id": "M1", "q": "thackeray", "name": "production"}
FURTHER = (
    "/records/contact/{record_id}/explanation?profile_id=M1&against=M2&edits=true",
    "/records/contact/{record_id}/explanation?profile_id=M2&edits=true",
    "/review-queue?about=records",
    "/review-queue?kind=person&blind=true",
    "/reports/duplicates?cause=records",
    "/reports/suspects?cause=shared_mailbox",
    "/duplicates/person/M1",
    "/profiles/person/M2",
)
JUDGED = {
    "judgements": [
        {"object": "contact", "record_id": "stated", "verdict": "match", "profile_id": "M2"},
        {"object": "contact", "record_id": "claims", "verdict": "not_match", "profile_id": "M1"},
    ]
}
CHANGING = re.compile(r'"(sealed|signature|value|hmac|fingerprint|since|at|as_of|issued_at|id|etag)": "[^"]*"')


def send_hidden(sync: Sync, *, stated: dict[str, Any], claims: dict[str, Any], twin: dict[str, Any]) -> None:
    """Send three hidden records: one that a user linked, one that claims a visible record's profile, one unmatched."""
    hidden = {"visible_to": [OTHER_SELLER]}
    sync.send(
        upsert("contact", id="stated", **contact("M2") | stated | hidden),
        upsert("contact", id="claims", **contact("M1") | claims | hidden),
        upsert("contact", id="twin", **ZEB | twin | hidden),
    )


@pytest.fixture
def filled(sync: Sync) -> Sync:
    """A contract with visible records beside the hidden ones, each of which resembles one of them."""
    sync.send(
        upsert("contact", id="seen", **contact("M1", city="Dallas")),
        upsert("contact", id="alone", **ZEB),
        upsert("contact", id="third", **contact("M3")),
    )
    send_hidden(sync, stated={}, claims={}, twin={})
    sync.rematch("contact", "stated", "M2", OTHER_SELLER)
    return sync


def urls(found: list[Operation]) -> Iterator[str]:
    """Yield the URL of every readable route of a contract, for each record where it names one."""
    for one in found:
        if one.is_of_contract and one.is_read and "passport" not in one.path:
            path = one.path.removeprefix("/v1/contracts/{contract_id}")
            names = sorted(one.parameters["name"]["schema"]["enum"]) if path == "/reports/{name}" else [VALUES["name"]]
            for name in names:
                yield from each_record(Operation(one.method, path, one.scopes, one.parameters, None), name)
    for path in FURTHER:
        yield from [path.replace("{record_id}", record_id) for record_id in ("stated", "claims", "seen")]


def each_record(one: Operation, name: str) -> Iterator[str]:
    for record_id in ("stated", "claims", "twin", "seen", "alone") if "{record_id}" in one.path else ("seen",):
        values = {"contract_id": "known", "record_id": record_id, **VALUES, "name": name}
        yield one.url(values)


def read_all(sync: Sync, asked: list[str]) -> dict[str, str]:
    """Return every answer to every reader, by its URL, without what says when it was made."""
    found = {}
    for scope, user in READERS:
        for url in asked:
            for accept in ("application/json", "text/csv") if "/reports/" in url else ("application/json",):
                answer = sync.tenant.ask("GET", url, scopes=scope, acting=user, headers={"Accept": accept})
                found[f"{user} {accept} {url}"] = CHANGING.sub("", answer.text)
        tried = sync.tenant.ask("POST", "/judgements/batch?dry_run=true", JUDGED, scopes=scope, acting=user,
                                headers={"Idempotency-Key": user})  # fmt: skip
        found[f"{user} batch"] = CHANGING.sub("", tried.text)
    return found


DRAWN = st.fixed_dictionaries(
    {},
    optional={
        "email": st.sampled_from([MARKERS[3], contact("M1")["email"], ZEB["email"]]),
        "phone": st.sampled_from([MARKERS[2], ZEB["phone"]]),
        "title": st.sampled_from([MARKERS[0], "Head of Procurement"]),
        "city": st.sampled_from([MARKERS[1], "Dallas"]),
    },
)


def test_s33_no_answer_holds_or_depends_on_what_a_hidden_record_holds(
    filled: Sync, shared_routes: SharedRoutes
) -> None:
    asked = sorted(set(urls(operations(shared_routes.document()))))
    before, states = read_all(filled, asked), filled.states()

    @settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(stated=DRAWN, claims=DRAWN, twin=DRAWN)
    def holds(stated: dict[str, Any], claims: dict[str, Any], twin: dict[str, Any]) -> None:
        send_hidden(filled, stated=stated, claims=claims, twin=twin)
        after = read_all(filled, asked)

        assert [name for name, text in after.items() if any(marker in text for marker in MARKERS)] == []
        if filled.states() == states:
            assert {
                name: (before[name], after[name]) for name in after if words(before[name]) != words(after[name])
            } == {}

    holds()


def words(text: str) -> str:
    """Return a text without its numbers: totals may change."""
    return re.sub(r"-?\d+(\.\d+)?(e-?\d+)?", "0", text)
