"""Members' birth dates by `/v1/match` and `/v1/explain`: what a contract's token answers leads to none of them.

The attacker knows name, town and work of twelve members and sends records with guessed dates. All that an answer holds
may count: probabilities, weights, margins, reasons, levels and the order of candidates.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pyarrow.parquet as pq
import pytest
from pydantic import SecretStr

from features.schema.kinds import Kind
from serving.application import ServiceParts, create_app
from serving.http.scoring_queue import ScoringQueue
from serving.matching.matcher import Matcher
from serving.matching.outcomes import Outcome
from serving.runtime.settings import Settings
from serving.vocabulary.terms import Scope
from tests.attack.two_tenants import services_on_sqlite
from tests.support.made_once import made_once
from tests.support.service_fakes import served
from tests.support.small_network import build_universe, universe_in
from tests.support.tenant import Tenant, make_tenant
from tests.support.wrapper_web import Web

OPERATOR = "the operator's own token"
KNOWN = ("full_name", "first_name", "last_name", "title", "company", "city", "country")
Row = Mapping[str, Any]


@dataclass
class Service:
    """A service with models, and a contract's token."""

    tenant: Tenant
    matcher: Matcher
    members: Sequence[Row]

    def match(self, records: Sequence[Row], token: str = "", **more: Any) -> list[dict[str, Any]]:
        """Match records with a contract's token, or another."""
        body = {"kind": "person", "records": list(records), "limit": 5, **more}
        headers = {"Authorization": f"Bearer {token or self.tenant.token(Scope.APP)}"}
        answer = self.tenant.web.call("POST", "/v1/match", json=body, headers=headers)
        assert answer.status_code == 200, answer.text
        return list(answer.json()["results"])

    def explain(self, record: Row, profile_id: str) -> str:
        """Explain a record and a profile with a contract's token."""
        body = {"kind": "person", "record": record, "profile_id": profile_id, "edits": False}
        headers = {"Authorization": f"Bearer {self.tenant.token(Scope.APP)}"}
        answer = self.tenant.web.call("POST", "/v1/explain", json=body, headers=headers)
        assert answer.status_code == 200, answer.text
        return answer.text

    @property
    def victims(self) -> list[Row]:
        """Twelve members with a birth date."""
        return [one for one in self.members if one["birth_date"]][:12]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory, matchers: dict[Kind, Matcher]) -> Iterator[Service]:
    universe = universe_in(made_once(tmp_path_factory, "universe", build_universe))
    members = pq.read_table(universe.files[Kind.PERSON]).to_pylist()
    with services_on_sqlite(tmp_path_factory.mktemp("private"), matchers) as (parts, clock):
        service = ServiceParts(Settings(token=SecretStr(OPERATOR)), served(matchers), ScoringQueue(8), wrapper=parts)
        yield Service(make_tenant(parts, Web(create_app(service)), clock), matchers[Kind.PERSON], members)


def guessed(victim: Row, days: Sequence[date | str]) -> list[Row]:
    """Return records of what is known of a member, one for each guessed date."""
    known = {name: victim[name] for name in KNOWN if victim[name]}
    return [{"id": f"g{at}", **known, "birth_date": str(day)} for at, day in enumerate(days)]


def different(results: Sequence[Row], days: Sequence[date]) -> list[date]:
    """Return the guesses whose answers differ from the usual one in any way."""
    texts = [json.dumps({**one, "record_id": ""}) for one in results]
    [(usual, _)] = Counter(texts).most_common(1)
    return [day for text, day in zip(texts, days, strict=True) if text != usual]


def test_a_thousand_dates_around_the_right_one_answer_alike(service: Service) -> None:
    """Nothing stands out: number, reason, order or decision."""
    for victim in service.victims[:4]:
        middle = date.fromisoformat(victim["birth_date"])
        days = [middle + timedelta(days=at) for at in range(-500, 500)]

        assert different(service.match(guessed(victim, days)), days) == []


def test_ten_dates_of_a_request_say_equal_and_eleven_count_nowhere(service: Service) -> None:
    for victim in service.victims[:2]:
        right = date.fromisoformat(victim["birth_date"])
        others = [date(1901, 1, day) for day in range(1, 11)]
        ten, eleven = ([right, *others[:count]] for count in (9, 10))

        assert different(service.match(guessed(victim, ten)), ten) == [right]
        assert different(service.match(guessed(victim, eleven)), eleven) == []


def test_small_requests_show_at_most_the_right_date_itself(service: Service) -> None:
    """Of few dates a request, numbers say equal or not: no digit, no neighbour and no year, alone or in a date."""
    for victim in service.victims:
        right = date.fromisoformat(victim["birth_date"])
        near = [right.replace(day=right.day % 28 + 1), right.replace(month=right.month % 12 + 1, day=1)]
        near += [date(right.year, 3, 9), date(right.year + 1, right.month, 1), date(1901, 11, 30), date(2001, 2, 27)]
        days: list[date | str] = [*(day for day in near if day != right), str(right.year)]
        answers = [service.match(guessed(victim, [day]), explain=True)[0] for day in days]
        numbers = [json.dumps({**one, "decision": "", "match": None, "reasons": []}) for one in answers]

        assert len(set(numbers)) == 1, victim["id"]


def test_an_explanation_says_equal_or_nothing_of_a_birth_date(service: Service) -> None:
    for victim in service.victims[:4]:
        year = date.fromisoformat(victim["birth_date"]).year
        near = [
            one
            for one in (date(year, 3, 9), date(year, 9, 30), date(1901, 1, 1))
            if one.isoformat() != victim["birth_date"]
        ]
        records = guessed(victim, near)

        texts = [service.explain({**one, "id": "g"}, victim["id"]) for one in records]

        assert len(set(texts)) == 1


def test_decisions_are_those_of_the_operator_s_token(service: Service) -> None:
    """Honest records, right and with slips: linked, review or none of the same profile; the operator's numbers stay."""
    slips: Sequence[Row] = ({}, {"birth_date": "1950-01-01"}, {"email": "other@elsewhere.example"}, {"phone": None})
    rows = [
        {**{name: one[name] for name in (*KNOWN, "email", "phone", "birth_date") if one[name]}, **slip, "id": f"{at}"}
        for at, one in enumerate(service.members[:100])
        for slip in slips
    ]

    ours = [service.match([row])[0] for row in rows[:80]] + service.match(rows[80:])
    theirs = service.match(rows, OPERATOR)
    direct = service.matcher.match_rows(rows)

    assert [(one["decision"], (one["match"] or {}).get("id")) for one in ours] == [
        (one["decision"], (one["match"] or {}).get("id")) for one in theirs
    ]
    assert [one["margin"] for one in theirs] == [round(one.margin, 6) for one in direct if isinstance(one, Outcome)]


def test_an_equal_value_counts_as_before(service: Service) -> None:
    """The record's own e-mail, phone and date are no news to who sent them."""
    victim = service.victims[0]
    row = {**{name: victim[name] for name in (*KNOWN, "email", "phone", "birth_date") if victim[name]}, "id": "r"}

    assert service.match([row]) == service.match([row], OPERATOR)
