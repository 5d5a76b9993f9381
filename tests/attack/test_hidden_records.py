"""S33 as a law over questions: no answer about a hidden record depends on what it holds.

Two contracts differ in the values of their hidden records alone. A seller who may not see these asks drawn questions,
with hidden values, other profiles and dry runs; the answers are equal, byte by byte, numbers included.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from features.schema.kinds import Kind
from serving.contract.records.services import WrapperServices
from serving.matching.matcher import Matcher
from serving.vocabulary.terms import Scope
from tests.attack.two_tenants import services_on_sqlite
from tests.support.console_visit import browser_of
from tests.support.small_network import MEMBERS, account, contact
from tests.support.sync_tenant import T1, T3, Sync, upsert
from tests.support.tenant import ADMIN, OTHER_SELLER, SELLER, Clock, Tenant, make_tenant
from tests.support.wrapper_web import Web, make_web

NAMES = ("Zebulon Quartermaine", "Wunderlich Zanzibar", "Olga O'Neill")
E_MAILS = ("zeb@quartzworks.example", "mystery@hidden.example", "ingrid.solbakken@borealis.example")
STREETS = ("1 Main Street", "9 Quixotic Road")
PHONES = ("+44 20 7946 0321", "+49 30 99887766")
VARYING = re.compile(
    r'(data-token|name="form_token" value)="[^"]+"|"(undo_id|request_id|etag)": ?"[^"]+"'
    r'|"risk":\{[^}]+\}'
    r"|[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
)
"""What differs between any two answers, and the sums over all of a contract's links (S29)."""
HIDDEN = ("model", "stated", "review", "unknown")
Values = Mapping[str, Mapping[str, str | None]]


def maybe(values: tuple[str, ...]) -> st.SearchStrategy[str | None]:
    return st.none() | st.sampled_from(values)


VALUES = st.fixed_dictionaries(
    {
        "model": st.fixed_dictionaries({"street": maybe(STREETS), "phone": maybe(PHONES), "birth_date": st.none()}),
        "stated": st.fixed_dictionaries({"email": maybe(E_MAILS), "phone": maybe(PHONES), "street": maybe(STREETS)}),
        "review": st.fixed_dictionaries({"phone": maybe(PHONES), "street": maybe(STREETS)}),
        "unknown": st.fixed_dictionaries({"full_name": st.sampled_from(NAMES), "email": maybe(E_MAILS)}),
    }
)
"""What the hidden records hold; the states and profiles of their links, which are for all, do not depend on it."""
TEXTS = st.sampled_from([*NAMES, *E_MAILS, "Quartermaine", "zeb", "Thackeray", "Okonkwo", MEMBERS["M2"]["email"]])
PROFILES = st.sampled_from(sorted(MEMBERS))
JUDGED = st.fixed_dictionaries(
    {"record_id": st.sampled_from(HIDDEN), "verdict": st.sampled_from(["match", "not_match", "nobody", "lifted"])}
)


@dataclass
class Attacked:
    """A service on which contracts are made that differ in hidden values alone."""

    parts: WrapperServices
    clock: Clock
    web: Web
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def filled(self, values: Values) -> "Contract":
        """Make a contract with visible records beside the hidden ones."""
        tenant = make_tenant(self.parts, self.web, self.clock, contract_id=f"contract-{next(self.numbers):04}")
        sync = Sync(tenant)
        seen_by = {"visible_to": [OTHER_SELLER], "modified_at": T1}
        of: dict[str, dict[str, Any]] = {
            "model": contact("M1"),
            "stated": contact("M2"),
            "unknown": {"company": "Elsewhere Ltd"},
        }
        of["review"] = {"full_name": "Philippa Wetherington", "city": "Boston"}
        sync.send(
            upsert("account", id="a1", **account("C1")),
            upsert("contact", id="seen", **contact("M3"), modified_at=T3),
            upsert("contact", id="alone", full_name="Zebulon Quartermaine", email=E_MAILS[0], modified_at=T3),
            *(upsert("contact", id=name, **{**of[name], **values[name], **seen_by}) for name in HIDDEN),
        )
        sync.rematch("contact", "stated", "M2", OTHER_SELLER)
        return Contract(tenant, sync)


@dataclass
class Contract:
    """One contract, and the questions of those who may not see its hidden records."""

    tenant: Tenant
    sync: Sync

    def asked(self, method: str, path: str, body: object = None, acting: str = SELLER) -> str:
        """Ask as somebody; return the answer without the names of contract and request."""
        scope = Scope.ADMIN if acting == ADMIN else Scope.APP
        headers = {"Idempotency-Key": str(hash((path, json.dumps(body))))} if method == "POST" else {}
        answer = self.tenant.ask(method, path, body, scopes=scope, acting=acting, headers=headers)
        assert answer.status_code < 500, answer.text
        return f"{answer.status_code} {self.without_names(answer.text)}"

    def without_names(self, text: str) -> str:
        found = text.replace(self.tenant.contract_id, "contract").replace(self.tenant.instance.id, "instance")
        return VARYING.sub("", found)

    def pages(self, *paths: str) -> list[str]:
        """Open pages of the console as the seller."""
        browser = browser_of(self.tenant, SELLER)
        return [self.without_names(browser.get(f"/console{path}").text) for path in paths]


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory, matchers: dict[Kind, Matcher]) -> Iterator[Attacked]:
    with services_on_sqlite(tmp_path_factory.mktemp("hidden"), matchers) as (parts, clock):
        yield Attacked(parts, clock, make_web(parts))


PLAIN = (
    "/records",
    *(f"/records/contact/{name}?at=2030-01-01T00:00:00Z" for name in HIDDEN),
    *(f"/review-queue?limit=100{of}" for of in ("", "&blind=true", "&about=records")),
)
"""What a seller asks without a word of her own."""


def questions(text: str, profile: str, against: str, judged: list[dict[str, str]]) -> Iterator[tuple[str, str, Any]]:
    """Yield what a seller may ask: by a text, for a profile, and what would become of verdicts."""
    for of in ("", "&object=contact", "&state=linked", "&state=unmatched"):
        yield "GET", f"/records?{urlencode({'q': text})}{of}", None
    for number, name in enumerate(HIDDEN, int(profile.removeprefix("M"))):
        edits = "&edits=true" * (number % 2)
        yield "GET", f"/records/contact/{name}/explanation?profile_id={profile}&against={against}{edits}", None
    yield "GET", f"/profiles?{urlencode({'kind': 'person', 'q': text})}", None
    yield "GET", f"/profiles/person/{profile}", None
    yield "POST", "/badges", {"kind": "person", "profiles": ["M1", "M2", profile]}
    yield "POST", "/judgements", {"object": "contact", "record_id": judged[0]["record_id"], "verdict": "skip"}
    rows = [{"object": "contact", "profile_id": profile, **row} for row in judged]
    sent = [
        {name: value for name, value in row.items() if row["verdict"] != "nobody" or name != "profile_id"}
        for row in rows
    ]
    yield "POST", "/judgements/batch?dry_run=true", {"judgements": sent}
    for kind in ("note", "inmail"):
        activity: dict[str, Any] = {
            "id": f"{kind}-1",
            "kind": kind,
            "profile": {"kind": "person", "id": profile},
            "subject": "x",
        }
        activity |= {"body": "y", "degree": "2nd" if kind == "inmail" else None, "occurred_at": T1}
        yield "POST", "/activities?dry_run=true", activity


ADMINS = (
    *(f"/reports/{name}" for name in ("suspects", "unmatched", "duplicates")),
    "/duplicates",
    "/duplicates/merges",
)


@settings(
    max_examples=4,
    phases=(Phase.generate,),
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(one=VALUES, other=VALUES, data=st.data())
def test_s33_no_question_of_a_seller_is_answered_by_a_hidden_value(
    attacked: Attacked, one: Values, other: Values, data: st.DataObject
) -> None:
    assume(one != other)
    first = attacked.filled(one)
    second = attacked.filled(other)
    assert first.sync.states() == second.sync.states()

    for _ in range(3):
        judged = data.draw(st.lists(JUDGED, min_size=1, max_size=3))
        asked = questions(data.draw(TEXTS), data.draw(PROFILES), data.draw(PROFILES), judged)
        for method, path, body in asked:
            assert first.asked(method, path, body) == second.asked(method, path, body), (method, path, body)
    for path in PLAIN:
        assert first.asked("GET", path) == second.asked("GET", path), path
    for path in ADMINS:
        assert first.asked("GET", path, acting=ADMIN) == second.asked("GET", path, acting=ADMIN), path
    paths = [f"/records/contact/{name}" for name in HIDDEN] + [f"/records?q={E_MAILS[1]}", "/profiles/person/M1"]
    assert first.pages(*paths) == second.pages(*paths)


def test_s33_an_explanation_of_a_hidden_record_names_its_link_alone(attacked: Attacked) -> None:
    """A seller found 20 of 20 hidden members by the probabilities of profiles that she named."""
    nothing: Values = {name: {} for name in HIDDEN}
    hidden = attacked.filled({**nothing, "unknown": {"full_name": NAMES[0], "email": E_MAILS[0]}})

    answers = [
        json.loads(hidden.asked("GET", f"/records/contact/model/explanation?profile_id={one}").split(" ", 1)[1])
        for one in MEMBERS
    ]

    assert {json.dumps(one) for one in answers} == {json.dumps(answers[0])}
    assert (answers[0]["profile_id"], answers[0]["probability"], answers[0]["decision"]) == ("M1", None, None)


@pytest.mark.parametrize("text", [E_MAILS[0], NAMES[0], "quarterm", "zebulom quartermaine"])
def test_s33_a_text_leads_to_no_hidden_record(attacked: Attacked, text: str) -> None:
    nothing: Values = {name: {} for name in HIDDEN}
    hidden = attacked.filled({**nothing, "unknown": {"full_name": NAMES[0], "email": E_MAILS[0]}})
    found = {}
    for user in (SELLER, OTHER_SELLER):
        answer = hidden.tenant.ask("GET", f"/records?{urlencode({'q': text})}", acting=user).json()
        found[user] = sorted(one["id"] for one in answer["items"])

    assert found == {SELLER: ["alone"], OTHER_SELLER: ["alone", "unknown"]}
