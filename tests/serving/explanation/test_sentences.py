"""What is said of a record and a profile agrees with their values, and is the same wherever it is said."""

import json
import re
from collections.abc import Iterator
from html import unescape
from random import Random
from typing import Any

import pytest
from pydantic import SecretStr

from features.comparisons.comparisons import field_words
from features.normalise.records import normalise
from features.pairs.columns import Record
from features.schema.kinds import Kind
from features.schema.texts import wording
from serving.application import ServiceParts, create_app
from serving.console.view import state
from serving.contract.records.blind_index import name_words
from serving.contract.records.keys import batched
from serving.explanation.bodies import EXPLAIN, Closeness, ExplanationShown, PairShown
from serving.explanation.drawn import drawn_steps
from serving.explanation.explained_record import by_itself
from serving.explanation.explanation import WantedExplanation, explain
from serving.explanation.levels import reading_agreed, spelt_in, values_in_common
from serving.http.scoring_queue import ScoringQueue
from serving.matching.conclude import FORCED
from serving.matching.explanation import profile_of, row_of
from serving.matching.matcher import Matcher
from serving.matching.outcomes import Outcome
from serving.runtime.settings import Settings
from serving.vocabulary.terms import CrmObject
from tests.support.console_visit import Browser, browser_of
from tests.support.service_fakes import TOKEN, Face, served
from tests.support.small_models import SmallModel
from tests.support.sync_tenant import Sync
from tests.support.tenant import ADMIN
from training import explanation_view
from training.evaluation.report.explanation_page import render_explanation

NAMED = {
    "e-mail": "email",
    "mailbox": "email_name",
    "phone": "phone",
    "domain": "domain",
    "compan": "companies",
    "title": "title",
    "street": "street",
    "house": "house",
    "cit": "city",
    "region": "region",
    "postal": "postal",
    "birth": "birth_date",
    "middle": "middle",
    "suffix": "suffix",
    "nickname": "first_forms",
    "first name": "first",
    "last name": "last",
    "industr": "industry",
}
"""The field that a word of a sentence names."""
HEADERS = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
REJECTED = 10
"""The link of each such record is rejected."""
OF_ONE = ("other's", "record's", "profile's", "profile is")


@pytest.fixture
def matchers(small_models: dict[Kind, SmallModel]) -> dict[Kind, Matcher]:
    return {kind: model.matcher() for kind, model in small_models.items()}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_all_that_is_said_of_500_records_agrees_with_their_values_and_is_the_same_wherever_it_is_said(
    small_models: dict[Kind, SmallModel], matchers: dict[Kind, Matcher], sync: Sync, monkeypatch: pytest.MonkeyPatch
) -> None:
    face = Face(create_app(ServiceParts(Settings(token=SecretStr(TOKEN)), served(matchers), ScoringQueue(8))))
    browser = browser_of(sync.tenant, ADMIN)
    printed: list[str] = []
    monkeypatch.setattr(explanation_view, "print_line", lambda text, **values: printed.append(wording(text, **values)))
    monkeypatch.setattr(explanation_view, "print_table", lambda *table: printed.extend(map(str, table[2])))
    wrong: list[tuple[str, str]] = []
    n_said = 0
    for crm_object, kind in (("contact", Kind.PERSON), ("account", Kind.COMPANY)):
        rows = drawn(small_models[kind])
        for some in batched(rows, 50):
            sync.bulk(crm_object, some)
        for row, best in zip(rows, matchers[kind].match_rows(rows), strict=True):
            if not isinstance(best, Outcome) or best.best is None:
                continue
            profile_id = best.best.id
            wanted = WantedExplanation(profile_id, with_private=True)
            found = explain(matchers[kind], by_itself(matchers[kind], row), wanted)
            explanation_view.print_explanation(found)
            body = json.dumps({"kind": kind, "record": row, "profile_id": profile_id}).encode()
            told = ExplanationShown.model_validate(face.call("POST", EXPLAIN, body, HEADERS).json())
            index = matchers[kind].index
            wrong += contradictions(found.pair, normalise(kind, row), profile_of(index, row_of(index, profile_id)))
            assert (told.decision, said_of(told)) == (found.decision, said_of(found))
            assert (found.decision.decision, found.pair.probability) == (best.decision, best.best.probability)
            weights = found.pair.prior_weight + sum(one.weight for one in found.pair.comparisons)
            assert abs(weights - best.best.match_weight) <= 1e-4
            for text in (" ".join(printed), text_of(render_explanation(found))):
                wrong += [(said, text[:40]) for said in said_of(found) if said not in text]
            path = f"/records/{crm_object}/{row['id']}"
            wrong += contradicted(sync, browser, path, profile_id, found)
            printed.clear()
            n_said += 1
            if n_said % REJECTED == 0 and sync.reject(crm_object, row["id"]).is_success:
                wrong += contradicted(sync, browser, path, profile_id)

    assert wrong == []
    assert n_said > 480


def drawn(model: SmallModel) -> list[dict[str, Any]]:
    """Return 250 records of a kind, those in other scripts first; some name a profile, and companies aliases."""
    rows = Random(41).sample(model.rows(), 1_000)
    rows.sort(key=lambda row: not re.search("[^\0-\u024f]", " ".join(row.values())))
    for named, plural, profile in zip(rows[:250:10], rows[1:250:10], model.rows("universe"), strict=False):
        named["profile_url"] = profile["id"]
        plural |= {"aliases": f"Initech; {profile['name']}"} if model.kind is Kind.COMPANY else {}
    return rows[:250]


def contradicted(
    sync: Sync, browser: Browser, path: str, profile_id: str, alone: ExplanationShown | None = None
) -> Iterator[tuple[str, str]]:
    """Yield what a record's page lacks of the API's answers; without `alone` a user refused the profile."""
    link = sync.tenant.good("GET", path, acting=ADMIN)["link"]
    named = profile_id if alone else link["profile_id"] or profile_id
    answer = sync.tenant.good("GET", f"{path}/explanation?profile_id={named}", acting=ADMIN)
    shown = ExplanationShown.model_validate(answer["explanation"])
    page = text_of(browser.get(f"/console{path}?profile={named}").text)
    says = {*said_of(shown), f"{path.rpartition('/')[2]} {state(link['state'])}"}
    says |= {f" {link['probability']:.2%}"} if link["profile_id"] else set()
    assert (", by its profile address." in page) == (shown.basis == FORCED)
    if alone is None:
        says.add("a user said that it is not")
        assert shown.decision.profile_id != profile_id
    elif shown.pair.collective is None:
        assert (said_of(shown), link["probability"]) == (said_of(alone), alone.decision.probability)
    yield from ((said, path) for said in says if said not in page)


def text_of(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def said_of(shown: ExplanationShown) -> set[str]:
    """Return what all places say: probability, reason of the decision, levels of filled fields with what both have in
    common, and the largest steps."""
    says = {said for one in shown.pair.comparisons if one.closeness for said in (one.level, *one.matched)}
    says |= {bar.label for bar in drawn_steps(shown.pair.waterfall)}
    return says | {shown.decision.says[1:], f"{shown.pair.probability:.6f}"}


def contradictions(pair: PairShown, *sides: Record) -> Iterator[tuple[str, str]]:
    """Yield sentences that name a field that is empty on a side, and levels that the values do not have."""
    for said in (*(step.says for step in pair.waterfall), *(one.level for one in pair.comparisons if one.closeness)):
        filled = any if any(word in said for word in OF_ONE) else all
        named = [field for word, field in NAMED.items() if word in said]
        yield from ((said, field) for field in named if not filled(side.get(field) for side in sides))
    for one in pair.comparisons:
        name = one.fields[0].name
        ours, theirs = (side.get(name) for side in sides)
        ends = {f"{field_words(one.name)} differs": Closeness.DIFFERENT, f"{field_words(one.name)} is missing": None}
        close = Closeness.SAME if ours == theirs else Closeness.CLOSE
        if one.closeness != ends.get(one.level, close) or (one.closeness is None) != (None in (ours, theirs)):
            yield one.level, f"{name}: {ours} and {theirs} are {one.closeness}"


def test_a_company_in_common_is_the_past_one_as_the_profile_spells_it() -> None:
    profile: Record = {"company": "acme", "companies": ("initech", "globex", "acme")}

    common = values_in_common("list_has_any(companies_l, companies_r)", {"companies": ("globex",)}, profile)

    assert common == {"globex": "companies"}
    assert spelt_in("Initech; GLÖBEX GmbH; Acme", "globex") == "GLÖBEX"


@pytest.mark.parametrize(
    ("written", "spelt", "read"),
    [
        ("李元旭", "LEE Won Wook", "Lee Won Wook"),
        ("李偉明", "Lee Wei-ming", "Li Wei Ming"),
        ("黃志明", "Huang Chi-ming", "Huang Chih Ming"),
    ],
)
def test_a_name_of_another_script_says_how_it_was_read(written: str, spelt: str, read: str) -> None:
    native, latin = (normalise(Kind.PERSON, {"full_name": name}) for name in (written, spelt))

    assert reading_agreed(native, latin) == reading_agreed(latin, native) == (f"{written} read as {read}",)
    assert reading_agreed(latin, latin) == ()
    assert "lee" in name_words(CrmObject.CONTACT, {"full_name": "李元旭"})
