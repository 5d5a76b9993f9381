"""What consoles show: the overview, a profile, the curve, the models; on both databases."""

from dataclasses import replace
from typing import Any

import pytest

from features.schema.kinds import Kind
from serving.runtime.home import Pointer, write_pointer, write_shadow
from serving.runtime.model_records import (
    GateRun,
    RegisteredVersion,
    leave_registered,
    leave_verdicts,
)
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import RecordState, Scope
from tests.support.databases import ON_BOTH
from tests.support.live_console import DIFF
from tests.support.reports_tenant import reported
from tests.support.seen_tenant import CONTACT, LEAD, Seen
from tests.support.small_network import contact
from tests.support.sync_tenant import Sync, upsert
from tests.support.tenant import OTHER_SELLER, SELLER, Tenant

VERDICT = {
    "gate": "work",
    "passed": True,
    "figure": "f",
    "champion": None,
    "challenger": 1.0,
    "bound": {"code": "at_most_rows", "rows": 20_000},
    "told": {"code": "share", "share": 0.5},
}


@pytest.fixture
def seen(tenant: Tenant) -> Seen:
    return reported(tenant)


def shown(tenant: Tenant, path: str, scope: Scope = Scope.ADMIN, acting: str | None = None) -> dict[str, Any]:
    return tenant.good("GET", path, scopes=scope, acting=acting)


def test_s33_a_profile_withholds_what_the_crm_hides_from_the_user(seen: Seen) -> None:
    seen.record(RecordKey(CONTACT, "p2"), contact("M2", company="Hidden Co"), visible_to=[OTHER_SELLER])

    mine = shown(seen.tenant, "/profiles/person/M2", Scope.APP, SELLER)
    nobodys = shown(seen.tenant, "/profiles/person/M2")
    theirs = shown(seen.tenant, "/profiles/person/M2", Scope.APP, OTHER_SELLER)

    for one in (mine, nobodys):
        assert "Hidden Co" not in str(one)
        assert (one["record"]["columns"], one["record"]["withheld"]) == (None, "crm_permission")
        assert one["badge"]["contact_info"] == {"withheld": "crm_permission"}
    assert theirs["record"]["columns"]["company"] == "Hidden Co"


@ON_BOTH
def test_the_curve_has_intervals_and_counts_the_contract_s_links(seen: Seen) -> None:
    seen.link(RecordKey(LEAD, "l2"), "M4", probability=0.5)
    before = shown(seen.tenant, "/curve?kind=person", Scope.READER)["bundle"][-1]["links"]
    seen.link(RecordKey(LEAD, "l3"), "M4", RecordState.DUPLICATE, probability=0.99)
    seen.link(RecordKey(LEAD, "l4"), "M4", RecordState.REVIEW, probability=0.99)

    found = shown(seen.tenant, "/curve?kind=person", Scope.READER)

    thresholds = [one["threshold"] for one in found["bundle"]]
    assert thresholds == sorted(thresholds, reverse=True)
    for one in found["bundle"]:
        for name in ("precision", "recall", "linked_share"):
            assert one[name]["low"] <= one[name]["value"] <= one[name]["high"]
    links = [one["links"] for one in found["bundle"]]
    assert links == sorted(links)
    assert links[-1] == before > links[0]
    assert found["own"] == []


def test_a_contract_s_own_answers_make_a_curve_of_their_own(sync: Sync) -> None:
    sync.send(*(upsert("contact", id=member, **contact(member)) for member in ("M1", "M2")))
    for member, verdict in (("M1", "match"), ("M2", "not_match")):
        body = {"object": "contact", "record_id": member, "profile_id": member, "verdict": verdict}
        headers = {"Idempotency-Key": member}
        assert sync.tenant.ask("POST", "/judgements", body, acting=SELLER, headers=headers).status_code == 200

    found = shown(sync.tenant, "/curve?kind=person")

    assert found["answers"] == 2
    assert found["own"][-1]["linked"] == 2
    assert found["own"][-1]["precision"]["value"] == 0.5
    assert sum(one["answers"] for one in found["own_reliability"]) == 2


def test_models_are_shown_to_the_operator_alone_by_names_and_not_by_paths(tenant: Tenant) -> None:
    home = tenant.parts.settings.home_layout
    champion = RegisteredVersion("onematch-person", 1, ("champion",), "t")
    write_pointer(home, Kind.PERSON, Pointer(home.root / "bundles/person/abc", home.root / "far/members.index"))
    leave_registered(home, Kind.PERSON, champion.model, [champion])
    run = GateRun(
        at="t", kind=Kind.PERSON, model="m", version=1, bundle="abc", by="ann", promoted=True, verdicts=(VERDICT,)
    )
    before = VERDICT | {"bound": "at most 7", "told": "0.50 of it"}
    for number in (1, 2, 3):
        leave_verdicts(
            home, replace(run, at=f"t{number}", version=number, verdicts=(before if number == 1 else VERDICT,))
        )

    models = shown(tenant, "/v1/models", Scope.OPERATOR)
    first = shown(tenant, "/v1/models/person/gates?limit=2", Scope.OPERATOR)
    rest = shown(tenant, f"/v1/models/person/gates?cursor={first['next_cursor']}", Scope.OPERATOR)

    person = next(one for one in models["items"] if one["kind"] == "person")
    assert person["champion"] == {"bundle": "abc", "index": "members.index"}
    assert [one["aliases"] for one in person["versions"]] == [["champion"]]
    assert person["moved_to"] == 1  # the history names no champion yet
    assert [one["version"] for one in (*first["items"], *rest["items"])] == [3, 2, 1]
    assert rest["next_cursor"] is None
    said = [run["verdicts"][0] for run in (*first["items"], *rest["items"])]  # kept as codes now, as sentences before
    assert [(one["bound"], one["told"]) for one in said] == [
        *[("at most 20,000", "0.50 of it")] * 2,
        ("at most 7", "0.50 of it"),
    ]
    for path in ("", "/person/history", "/person/shadow", "/person/gates", "/person/diff"):
        assert str(home.root) not in tenant.ask("GET", f"/v1/models{path}", scopes=Scope.OPERATOR).text
        assert tenant.ask("GET", f"/v1/models{path}", scopes=Scope.ADMIN).status_code == 403


def test_all_compared_badges_are_shown_by_segment_and_change_with_the_cards_of_both(tenant: Tenant) -> None:
    home = tenant.parts.settings.home_layout
    [changed] = DIFF["changed"]
    changes = [changed | {"crm_id": f"r{n}", "change": one} for n, one in enumerate(("appears", "appears", "vanishes"))]
    card = {"sections": [{"title": "What it is", "text": "", "columns": ["part"], "rows": [["trees"]]}]}

    def asked(query: str, path: str = "diff") -> dict[str, Any]:
        return shown(tenant, f"/v1/models/person/{path}?{query}", Scope.OPERATOR)

    nothing = asked("limit=2")
    home.write(home.diff_file(Kind.PERSON), {**DIFF, "changed": changes})
    write_pointer(home, Kind.PERSON, Pointer(home.root / "abc", home.root / "i"))
    write_shadow(home, Kind.PERSON, Pointer(home.root / "def", home.root / "i"))
    home.write(home.card_file("def"), card)
    found = asked("limit=2")
    rest = asked(f"limit=2&cursor={found['next_cursor']}")

    assert (nothing["at"], nothing["items"], nothing["is_current"]) == (None, [], False)
    assert (found["totals"], found["segments"], found["is_current"]) == (DIFF["totals"], DIFF["segments"], True)
    assert [one["record_id"] for one in (*found["items"], *rest["items"])] == ["r0", "r1", "r2"]
    assert [one["record_id"] for one in asked("change=vanishes")["items"]] == ["r2"]
    assert asked("limit=3")["next_cursor"] is None
    assert (found["champion"], found["challenger"], found["bundle"]) == ("abc", DIFF["challenger"], "def")
    assert asked("", "cards")["items"] == [{"bundle": "def", "role": "challenger", **card}]


def test_what_a_challenger_would_change_is_counted_and_listed_newest_first(tenant: Tenant) -> None:
    home = tenant.parts.settings.home_layout
    file = home.shadow_changes(Kind.PERSON)
    file.parent.mkdir(parents=True)
    line = (
        '{"record_id": "%s", "change": "%s", "before": null, "after": "M1", "probability_before": 0.1,'
        ' "probability_after": 0.9, "champion": "a", "challenger": "b", "reasons": []}\n'
    )
    file.write_text(line % ("r1", "appears") + line % ("r2", "moves") + '{"half')

    found = shown(tenant, "/v1/models/person/shadow", Scope.OPERATOR)

    assert [one["record_id"] for one in found["items"]] == ["r2", "r1"]
    assert found["counts"] == {"appears": 1, "moves": 1}
    assert found["challenger"] is None
