"""Links are recomputed and switched at once for another model or another wanted precision (D20)."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from features.schema.kinds import Kind
from serving.contract.linking.recompute import RECOMPUTE, notice_models, run_recompute, stage_all
from serving.contract.records.matching import Matchers
from serving.contract.records.report import ReportName, ReportReading
from serving.contract.reports.tables import REPORTS
from serving.matching.bundle import Bundle
from serving.matching.matcher import Matcher
from serving.runtime.model_source import ModelNotReady
from serving.store.jobs import WORK, claim, take_lease
from serving.store.tables.work import jobs
from serving.vocabulary.terms import Scope
from serving.worker import Worker, work_table
from tests.support.paths import SHIPPED
from tests.support.small_models import parts_of
from tests.support.small_network import Universe, account, contact
from tests.support.sync_tenant import LINKED, REVIEW, Sync, upsert
from tests.support.tenant import ADMIN, Tenant
from training.fitting.bundle import write_bundle


@pytest.fixture
def matchers(universe: Universe) -> dict[Kind, Matcher]:
    """Matchers that the test may exchange for others."""
    return {kind: Matcher.open(SHIPPED / kind, universe.indexes[kind]) for kind in Kind}


def work(tenant: Tenant, matching: Matchers | None = None) -> None:
    """Look which models answer and do all jobs that wait."""
    parts = tenant.parts if matching is None else replace(tenant.parts, matching=matching)
    worker = Worker(parts, work_table())
    worker.take_over()
    while worker.turn():
        pass


def stricter(universe: Universe, folder: Path, linked: float) -> Matcher:
    """Another model for people, which links only from a higher probability on."""
    bundle = Bundle.open(SHIPPED / Kind.PERSON)
    collective = bundle.collective and replace(
        bundle.collective, policy=replace(bundle.collective.policy, linked=linked)
    )
    parts = replace(parts_of(bundle), policy=replace(bundle.policy, linked=linked), collective=collective)
    write_bundle(parts, folder / "other.bundle")
    return Matcher.open(folder / "other.bundle", universe.indexes[Kind.PERSON])


def test_a_promoted_model_moves_links_of_the_model_and_none_of_statements(
    sync: Sync, matchers: dict[Kind, Matcher], universe: Universe, tmp_path: Path
) -> None:
    """D20: explicit links never move; each move is an event with cause `model`; so is the switch, with its report."""
    sync.send(
        upsert("account", id="A1", **account("C1")),
        upsert("contact", id="P1", **contact("M1")),
        upsert("contact", id="P2", **contact("M2")),
    )
    sync.rematch("contact", "P2", "M5")
    before = sync.links()

    matchers[Kind.PERSON] = stricter(universe, tmp_path, 0.99999)
    until_then = sync.states()["contact/P1"]
    work(sync.tenant)

    after = sync.links()
    assert until_then == (LINKED, "M1"), "the old one answers until then"
    assert (after["contact/P1"].state, after["contact/P2"].profile_id) == (REVIEW, "M5")
    assert after["contact/P1"].model_version.split(".")[0] == matchers[Kind.PERSON].model_version.split(".")[0]
    assert after["contact/P2"].made_by == before["contact/P2"].made_by
    assert sync.history("contact", "P1")[-1] == (REVIEW, "M1", "model")
    moves = [one for one in sync.events("link.changed") if one["cause"] == "model"]
    assert [one["record_id"] for one in moves] == ["P1"]
    report = sync.events("model.promoted")[-1]
    assert {name: report[name] for name in ("appear", "move", "vanish")} == {"appear": 0, "move": 0, "vanish": 1}


def test_a_promoted_model_moves_links_where_the_other_kind_is_not_served(
    sync: Sync, matchers: dict[Kind, Matcher], universe: Universe, tmp_path: Path
) -> None:
    """D20; reports show the served kind."""

    def people_alone(kind: Kind) -> Matcher:
        if kind is not Kind.PERSON:
            raise ModelNotReady("companies are not served")
        return matchers[kind]

    sync.put("contact", id="P1", **contact("M1"))
    with sync.tenant.store.reading() as connection:
        reading = ReportReading(sync.tenant.scope.on(connection), Matchers(people_alone), None)
        reports = {name: list(report.rows(reading)) for name, report in REPORTS.items()}
    before = sync.states()["contact/P1"]
    matchers[Kind.PERSON] = stricter(universe, tmp_path, 0.99999)

    work(sync.tenant, Matchers(people_alone))

    assert (before, sync.states()["contact/P1"]) == ((LINKED, "M1"), (REVIEW, "M1"))
    assert {kind for kind, *_ in reports[ReportName.PRECISION]} == {"person"}


def test_a_promoted_model_is_no_work_for_a_crm_that_is_disconnected(
    sync: Sync, matchers: dict[Kind, Matcher], universe: Universe, tmp_path: Path
) -> None:
    """D12, D24."""
    sync.send(upsert("contact", id="P1", **contact("M1")))
    sync.tenant.ask("DELETE", "/instances/production", scopes=Scope.ADMIN, acting=ADMIN)

    matchers[Kind.PERSON] = stricter(universe, tmp_path, 0.99999)
    notice_models(sync.tenant.parts, sync.tenant.clock())

    with sync.tenant.store.reading() as connection:
        assert connection.execute(select(jobs).where(jobs.c.kind == RECOMPUTE)).all() == []


def test_a_switch_interrupted_before_its_end_changes_nothing_and_is_taken_up_again(
    sync: Sync, matchers: dict[Kind, Matcher], universe: Universe, tmp_path: Path
) -> None:
    """D20: what is staged is no link yet; records that change meanwhile are decided by the new model.

    A worker that ends right after the switch has done the job: the one that takes over does it no second time.
    """
    sync.send(*(upsert("contact", id=f"P{n}", **contact(f"M{n}")) for n in range(1, 4)))
    before = sync.links_without_dates()
    matchers[Kind.PERSON] = stricter(universe, tmp_path, 0.9995)
    scope = sync.tenant.scope
    parts = sync.tenant.parts
    notice_models(parts, parts.clock())
    with parts.store.writing() as connection:
        take_lease(connection, WORK, "gone", parts.clock())
        job = claim(connection, [RECOMPUTE], parts.clock())
    assert job is not None

    stage_all(scope, parts)
    staged = sync.links_without_dates()
    sync.put("contact", id="P3", modified_at="2026-03-05T00:00:00Z", **contact("M4"))
    run_recompute(parts, job)
    sync.tenant.clock.forward(seconds=31)
    work(sync.tenant)

    assert staged == before
    assert len(sync.events("model.promoted")) == 1
    fresh = Sync(sync.tenant)
    assert fresh.links()["contact/P3"].profile_id == "M4"
    assert {link.model_version.split(".")[0] for link in fresh.links().values()} == {
        matchers[Kind.PERSON].model_version.split(".")[0]
    }


def test_another_wanted_precision_cuts_every_link_again(sync: Sync) -> None:
    """Settings: every configured threshold changes what is linked; explicit links stay."""
    sync.send(upsert("contact", id="P1", **contact("M1")), upsert("contact", id="P2", **contact("M2")))
    sync.rematch("contact", "P2", "M5")

    changed = precision(sync.tenant, 0.9999)
    work(sync.tenant)
    strict = sync.states()
    precision(sync.tenant, 0.9)
    work(sync.tenant)

    assert changed == 200
    assert strict == {"contact/P1": (REVIEW, "M1"), "contact/P2": (LINKED, "M5")}
    assert sync.states() == {"contact/P1": (LINKED, "M1"), "contact/P2": (LINKED, "M5")}


def precision(tenant: Tenant, wanted: float) -> int:
    return wish(tenant, precision=wanted)


def wish(tenant: Tenant, **wanted: float) -> int:
    shown = tenant.ask("GET", "/settings", scopes=Scope.ADMIN, acting="U1")
    headers = {"If-Match": shown.headers["ETag"]}
    body: Mapping[str, Any] = wanted
    return tenant.ask("PATCH", "/settings", body, scopes=Scope.ADMIN, acting="U1", headers=headers).status_code
