"""S33 as a law over every readable route: no answer holds a value of a hidden record, or depends on one but by totals.

One contract is read before and after its hidden records get other values, by a seller and by an admin who may not see
them. The routes are those of the document and the console's pages, so that a new one is held to the law.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from serving.console.page import Role
from serving.contract.records.report import ReportName
from serving.pages import PAGES
from serving.vocabulary.terms import Scope
from tests.attack.surface import operations
from tests.support.console_visit import Browser, browser_of
from tests.support.small_network import account, contact
from tests.support.sync_tenant import T3, Sync, upsert
from tests.support.tenant import ADMIN, OTHER_SELLER, SELLER
from tests.support.wrapper_web import SharedRoutes

READERS: Mapping[str, tuple[Scope, frozenset[Role]]] = {
    SELLER: (Scope.APP, frozenset({Role.USER})),
    ADMIN: (Scope.ADMIN, frozenset(Role) - {Role.OPERATOR}),
}
"""Who reads, with which scope and pages; the hidden records are OTHER_SELLER's alone."""
MARKERS = ("Zanzibarite", "Quixotry", "99887766", "mystery@hidden", "Wunderlich")
ZEB = {"full_name": "Zebulon Quartermaine", "email": "zeb@quartzworks.example", "phone": "+44 20 7946 0321"}
HIDDEN: Mapping[str, Mapping[str, str | None]] = {
    "stated": contact("M2", title="Plumber", company="Elsewhere Ltd"),
    "claims": {**contact("M1", title=None), "account_id": "a1"},
    "twin": ZEB,
}
"""One whose link a user stated, one that lost a visible record's profile, one that resembles one without a profile."""
RECORDS = ("seen", "alone", *HIDDEN)
FILLED = {
    "{contract_id}": "known",
    "{object}": "contact",
    "{kind}": "person",
    "{profile_id}": "M1",
    "{company_id}": "C1",
    "{profile_id:path}": "M1",
}
QUERY = {"kind": "person", "profile_id": "M1", "q": "okonkwo"}
FURTHER = (
    "/records/contact/seen/explanation?profile_id=M1&against=M2&edits=true",
    "/records/contact/stated/explanation?profile_id=M2&edits=true",
    "/records?q=zebulon",
    "/review-queue?about=records",
    "/review-queue?blind=true",
    "/profiles/person/M2",
)
SENT: Mapping[str, Any] = {
    "/badges": {"kind": "person", "profiles": ["M1", "M2", "M3"]},
    "/judgements/batch?dry_run=true": {
        "judgements": [
            {"object": "contact", "record_id": "stated", "verdict": "match", "profile_id": "M2"},
            {"object": "contact", "record_id": "claims", "verdict": "not_match", "profile_id": "M1"},
        ]
    },
}
"""What is posted and changes nothing."""
OF_THE_MOMENT = ("/audit", "/passport")
"""What grows with every call, and what is sealed anew: the law of passports stands in test_passports."""
TOTALS = re.compile(r"/overview|/curve|/reports/(match-rates|drift|precision|segments|gain)$")
"""Sums over all records of a contract (S29)."""
MOMENTS = {"since", "at", "cause", "as_of", "undo_id", "next_cursor", "changes_cursor"}


def send_hidden(sync: Sync, **values: Mapping[str, str | None]) -> None:
    """Send the hidden records, with other values; they are always older than the visible ones."""
    at = (sync.tenant.clock.forward(seconds=1) - timedelta(days=9)).isoformat()
    beside = {"visible_to": [OTHER_SELLER], "modified_at": at}
    sync.send(
        *(
            upsert("contact", id=name, **{**columns, **values.get(name, {}), **beside})
            for name, columns in HIDDEN.items()
        )
    )


@pytest.fixture
def filled(sync: Sync) -> Sync:
    """A contract with visible records beside the hidden ones, each of which resembles one of them."""
    more = {"phone": "+1 512 555 0100", "street": "1 Main Street", "postal_code": "78701", "modified_at": T3}
    sync.send(
        upsert("account", id="a1", **account("C1")),
        upsert("contact", id="seen", **contact("M1") | more),
        upsert("contact", id="alone", **ZEB),
        upsert("contact", id="third", **contact("M3")),
    )
    send_hidden(sync)
    sync.rematch("contact", "stated", "M2", OTHER_SELLER)
    return sync


def urls_of(document: Mapping[str, Any], scope: Scope, user: str) -> Iterator[str]:
    """Yield the URL of each route that a scope may read, for each record and each report where it names one."""
    for one in operations(document):
        if one.is_of_contract and one.is_read and scope.value in one.scopes and not one.path.endswith(OF_THE_MOMENT):
            names = [name.value for name in ReportName] if one.path.endswith("/reports/{name}") else ["production"]
            for name, record_id in product(names, RECORDS if "{record_id}" in one.path else RECORDS[:1]):
                values = {"contract_id": "known", "user_id": user, **QUERY, "record_id": record_id, "name": name}
                yield filled_in(one.url(values | {"object": "contact", "company_id": "C1"}), record_id, name)
    yield from FURTHER


def pages_of(roles: frozenset[Role]) -> Iterator[str]:
    """Yield the path of each page of the console, for each record where it names one."""
    for page in PAGES:
        if page.method == "GET" and page.role in roles and not page.path.endswith("passport.json"):
            for record_id in RECORDS if "{record_id" in page.path else RECORDS[:1]:
                yield "/console" + filled_in(page.path, record_id, "unmatched")


def filled_in(path: str, record_id: str, name: str) -> str:
    """Return a path with values for its parameters."""
    for parameter, value in {**FILLED, "{record_id:path}": record_id, "{name}": name, "{job_id}": "1"}.items():
        path = path.replace(parameter, value)
    return path.removeprefix("/v1/contracts/known")


def read_all(sync: Sync, document: Mapping[str, Any], browsers: Mapping[str, Browser]) -> dict[str, str]:
    """Return every answer to every reader, by reader and address."""
    found = {}
    for user, (scope, roles) in READERS.items():
        for url in dict.fromkeys(urls_of(document, scope, user)):
            for accept in ("application/json", "text/csv") if "/reports/" in url else ("application/json",):
                answer = sync.tenant.ask("GET", url, scopes=scope, acting=user, headers={"Accept": accept})
                assert answer.status_code in {200, 404, 406}, answer.text
                found[f"{user} {accept} {url}"] = answer.text
        for url, body in SENT.items():
            headers = {"Idempotency-Key": f"{user}-{url.count('/')}"}
            found[f"{user} {url}"] = sync.tenant.ask(
                "POST", url, body, scopes=Scope.APP, acting=user, headers=headers
            ).text
        for path in dict.fromkeys(pages_of(roles)):
            found[f"{user} {path}"] = browsers[user].get(path).text
    return found


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """Return the answers that differ by more than totals; the console's pages are made from the same answers."""
    compared = [name for name in after if "/console" not in name and TOTALS.search(name) is None]
    return [name for name in compared if without_totals(before[name]) != without_totals(after[name])]


def without_totals(text: str) -> str:
    """Return an answer without its numbers and moments; a history counts each of its states once."""
    if not text.startswith("{"):
        return re.sub(r"(?<![A-Za-z0-9+])-?\d[\d.:TZ+-]*", "0", text)
    return json.dumps(_without_totals(json.loads(text)))


def _without_totals(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {name: _without_totals(one) for name, one in value.items() if name not in MOMENTS}
        return kept | {
            name: list(dict.fromkeys(map(json.dumps, kept[name]))) for name in {"history", "link_history"} & kept.keys()
        }
    if isinstance(value, list):
        return [_without_totals(one) for one in value]
    return 0 if isinstance(value, int | float) and not isinstance(value, bool) else value


COMMON: Mapping[str, list[str | None]] = {
    "title": [MARKERS[0], "Painter"],
    "city": [MARKERS[1], "Austin"],
    "phone": [f"+49 30 {MARKERS[2]}", ZEB["phone"], None],
}
FURTHER_OF_STATED: Mapping[str, list[str | None]] = {
    "company": [f"{MARKERS[4]} Works", "Elsewhere Ltd"],
    "email": [f"{MARKERS[3]}.example", contact("M1")["email"]],
}
FURTHER_OF_TWIN: Mapping[str, list[str | None]] = {"company": [f"{MARKERS[4]} Works", None]}
OTHERS = {"stated": {**COMMON, **FURTHER_OF_STATED}, "claims": COMMON, "twin": {**COMMON, **FURTHER_OF_TWIN}}
VALUES = st.fixed_dictionaries(
    {
        name: st.fixed_dictionaries({column: st.sampled_from(some) for column, some in columns.items()})
        for name, columns in OTHERS.items()
    }
)
"""Other values of the hidden records, under which decisions stay: states, profiles, the badge, who left a company."""


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_s33_no_answer_holds_or_depends_on_what_a_hidden_record_holds(
    filled: Sync, shared_routes: SharedRoutes
) -> None:
    """Decisions are for all: states with their probabilities, the badge (S32), and that a record is in a report."""
    document = shared_routes.document()
    browsers = {user: browser_of(filled.tenant, user) for user in READERS}
    before = read_all(filled, document, browsers)
    states = filled.states()

    @settings(max_examples=2, phases=(Phase.generate,), suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(VALUES)
    def holds(values: dict[str, dict[str, str | None]]) -> None:
        send_hidden(filled, **values)

        after = read_all(filled, document, browsers)

        assert filled.states() == states
        assert [name for name, text in after.items() if any(marker in text for marker in MARKERS)] == []
        assert changed(before, after) == []

    holds()
