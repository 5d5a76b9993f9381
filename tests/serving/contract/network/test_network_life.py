"""One life cycle of the network: changes, rebuilt indexes, links that follow, opt-outs from InMail (D12, D13, D34)."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from sqlalchemy import select

from data.index.build import build_index
from data.index.index import UniverseIndex
from features.schema.kinds import Kind
from serving.contract.network.universe import change_alone, notice_indexes, open_adopted
from serving.contract.records.matching import Matchers
from serving.contract.records.network_changes import ProfileChange, ProfileOp, ProfileStatus
from serving.matching.matcher import Matcher
from serving.runtime.home import Pointer, write_pointer
from serving.runtime.model_source import ModelNotReady
from serving.store.tables.links import followed_indexes
from serving.store.tables.work import audit
from serving.vocabulary.terms import Scope
from serving.worker import Worker, work_table
from tests.support.paths import SHIPPED
from tests.support.small_network import MEMBERS, Universe, contact
from tests.support.sync_tenant import LINKED, Sync, upsert
from tests.support.tenant import SELLER, Tenant

OLD_FILE = datetime(2026, 3, 1, tzinfo=UTC)
"""A time before every change of these tests."""
PERSON = Kind.PERSON


@pytest.fixture
def matchers(matchers_on_copy: dict[Kind, Matcher]) -> dict[Kind, Matcher]:
    """The tenant's network is the test's own; a test swaps it for another."""
    return matchers_on_copy


@pytest.fixture
def both(sync: Sync, new_tenant: Callable[..., Tenant]) -> tuple[Sync, Sync]:
    """Two tenants on one network."""
    return sync, Sync(new_tenant(contract_id="contract-2"))


def change(tenant: Tenant, *changes: Mapping[str, Any]) -> list[str]:
    body = {"kind": "person", "changes": list(changes)}
    answer = tenant.ask("POST", "/v1/universe/changes", body, scopes=Scope.OPERATOR)
    assert answer.status_code == 200, answer.text
    return [one["status"] for one in answer.json()["results"]]


def member(id_: str, version: str, **more: Any) -> dict[str, Any]:
    return {"op": "upsert", "id": id_, "version": version, "record": dict(MEMBERS[id_])} | more


def inmail_allowed(sync: Sync, profile_id: str) -> bool:
    answer = sync.tenant.ask("POST", "/badges", {"kind": "person", "profiles": [profile_id]}, acting=SELLER)
    assert answer.status_code == 200, answer.text
    return bool(answer.json()["items"][0]["inmail_allowed"])


def work(tenant: Tenant) -> None:
    """Do all jobs that wait."""
    worker = Worker(tenant.parts, work_table())
    worker.take_over()
    while worker.turn():
        pass


def rebuilt(
    universe: Universe, folder: Path, changed: Mapping[str, Mapping[str, str] | None], as_of: datetime = OLD_FILE
) -> Path:
    """Build another index of the network: with other columns of some members, without those that are None."""
    rows = [
        row | dict(changed.get(row["id"]) or {})
        for row in pq.read_table(universe.files[PERSON]).to_pylist()
        if changed.get(row["id"], row) is not None
    ]
    names = list(dict.fromkeys(name for row in rows for name in row))
    file = folder.with_suffix(".parquet")
    pq.write_table(pa.table({name: pa.array([row.get(name) for row in rows], pa.string()) for name in names}), file)
    build_index(PERSON, file, folder, workers=1, as_of=as_of)
    return folder


def swap(sync: Sync, matchers: dict[Kind, Matcher], folder: Path) -> UniverseIndex:
    """Serve another index, as a worker does when its pointer or its folder changes."""
    opened = open_adopted(sync.tenant.store, SHIPPED / PERSON, folder)
    matchers[PERSON] = opened
    return opened.index


def test_d34_an_opt_out_stays_through_upserts_and_a_new_opening_and_is_unset_only_explicitly(sync: Sync) -> None:
    """S82: what unsets it is in the audit trail by the member's id."""
    change(sync.tenant, member("M3", "1", inmail_opt_out=True))
    allowed = []

    for one in (
        member("M3", "2"),
        member("M3", "3", inmail_opt_out=None),
        {"op": "delete", "id": "M3", "version": "4"},
        member("M3", "5"),
        member("M3", "6", inmail_opt_out=False),
        {"op": "opt_out", "id": "M3"},
        member("M3", "7"),
        {"op": "opt_in", "id": "M3"},
    ):
        change(sync.tenant, one)
        allowed += [] if one["op"] == "delete" else [inmail_allowed(sync, "M3")]

    assert allowed == [False, False, False, True, False, False, True]
    with sync.tenant.store.reading() as connection:
        changes = select(audit.c.subject).where(audit.c.action == "POST /v1/universe/changes")
        trail = connection.execute(changes.order_by(audit.c.seq))
        named = [row.subject.get("inmail_opted_in") for row in trail]
    assert named == [[], [], [], [], [], ["M3"], [], [], ["M3"]]


def test_d34_an_opt_out_of_a_merged_profile_reaches_its_survivor(sync: Sync) -> None:
    change(sync.tenant, {"op": "merge", "id": "M1", "into": "M6"}, {"op": "merge", "id": "M6", "into": "M7"})

    change(sync.tenant, {"op": "opt_out", "id": "M1"})

    assert inmail_allowed(sync, "M7") is False


def test_d34_the_column_of_a_universe_opts_out_and_never_in_and_yields_to_a_later_opt_in(
    sync: Sync, matchers: dict[Kind, Matcher], universe: Universe, tmp_path: Path
) -> None:
    """S82: an opt-out survives an index that is built again from a file without the column."""
    column = {"M3": {"inmail_opt_out": "true"}, "M4": {"inmail_opt_out": "TRUE"}, "M5": {"inmail_opt_out": "false"}}
    change(sync.tenant, {"op": "opt_out", "id": "M5"}, {"op": "opt_out", "id": "M6"}, {"op": "opt_in", "id": "M4"})
    stated = rebuilt(universe, tmp_path / "stated", column)

    swap(sync, matchers, stated)
    first = [inmail_allowed(sync, id_) for id_ in ("M3", "M4", "M5", "M6", "M7")]
    swap(sync, matchers, rebuilt(universe, tmp_path / "bare", {}))
    second = [inmail_allowed(sync, id_) for id_ in ("M3", "M4", "M5", "M6", "M7")]

    assert first == second == [False, True, False, False, True]


def test_d13_who_is_gone_stays_gone_and_who_changed_is_newer_in_an_index_built_from_an_older_file(
    sync: Sync, matchers: dict[Kind, Matcher], universe: Universe, tmp_path: Path
) -> None:
    change(
        sync.tenant,
        {"op": "delete", "id": "M1", "version": "5"},
        {"op": "merge", "id": "M2", "into": "M3", "version": "5"},
        {"op": "delete", "id": "M4", "version": "5"},
        member("M4", "6", record={**MEMBERS["M4"], "title": "Chairman"}),
        {"op": "upsert", "id": "M99", "version": "1", "record": {"full_name": "Nova Star"}},
    )

    index = swap(sync, matchers, rebuilt(universe, tmp_path / "again", {}))
    sync.put("contact", id="P1", **contact("M1"))
    late = change(sync.tenant, member("M1", "4"), member("M1", "5"))
    still = index.rows_of(["M1", "M2", "M99"])
    change(sync.tenant, member("M1", "6"))
    work(sync.tenant)

    shown = sync.tenant.ask("GET", "/profiles?kind=person&q=M4", acting=SELLER).json()["items"][0]["shown"]
    assert (still[:2], still[2] is not None, shown["title"]) == ([None, None], True, "Chairman")
    assert late == ["stale", "stale"]
    assert sync.states()["contact/P1"] == (LINKED, "M1"), "a newer version opens it again"
    reopened = open_adopted(sync.tenant.store, SHIPPED / PERSON, index.path).index
    assert reopened.sequence == index.sequence, "nothing is left to take over"


def test_s39_the_filter_counts_among_more_namesakes_than_a_match_weighs(sync: Sync) -> None:
    """A seller reads those who are not in the CRM page by page; the most probable ones are there already."""
    new = [{"op": "upsert", "id": f"N{n}", "version": "1", "record": {"full_name": "Nova Quill"}} for n in range(30)]
    change(sync.tenant, *new)
    for n in range(15):
        sync.put("contact", id=f"P{n}", full_name="Nova Quill", profile_url=f"N{n}")
    path = "/profiles?kind=person&q=Nova+Quill&limit=10&in_crm=false"

    first = sync.tenant.good("GET", path, acting=SELLER)
    second = sync.tenant.good("GET", f"{path}&cursor={first['next_cursor']}", acting=SELLER)

    assert sorted(one["id"] for one in first["items"] + second["items"]) == [f"N{n}" for n in range(15, 30)]
    assert second["next_cursor"] is None


def test_d12_a_served_kind_is_followed_where_the_other_one_is_not_served(sync: Sync) -> None:
    parts = sync.tenant.parts
    served = sync.tenant.parts.matching

    def companies_alone(kind: Kind) -> Matcher:
        if kind is not Kind.COMPANY:
            raise ModelNotReady("people are not served")
        return served.matcher(kind)

    notice_indexes(replace(parts, matching=Matchers(companies_alone)), sync.tenant.clock())

    with parts.store.reading() as connection:
        assert connection.execute(select(followed_indexes.c.kind)).scalars().all() == ["company"]


def test_d12_d13_links_follow_a_served_index_that_was_built_anew(
    both: tuple[Sync, Sync], matchers: dict[Kind, Matcher], universe: Universe, tmp_path: Path
) -> None:
    """Links to profiles that it lacks end, statements too until it holds them again; a member who moved keeps hers."""
    for one in both:
        one.send(*(upsert("contact", id=f"P{n}", **contact(f"M{n}")) for n in (1, 2, 3)))
        one.rematch("contact", "P3", "M5")
        work(one.tenant)
    moved = {"company": "Quartz", "company_id": "", "email": "", "title": "CEO", "full_name": "T", "profile_url": ""}
    gone: dict[str, Any] = {"M1": None, "M5": None, "M2": {**moved, "first_name": "Q", "last_name": "Z"}}

    swap(both[0], matchers, rebuilt(universe, tmp_path / "new", gone))
    work(both[0].tenant)
    ended = [one.states() for one in both]
    swap(both[0], matchers, rebuilt(universe, tmp_path / "newer", {}))
    work(both[0].tenant)

    for states in ended:
        assert states["contact/P2"] == (LINKED, "M2")
        assert {states["contact/P1"][1], states["contact/P3"][1]}.isdisjoint({"M1", "M5"})
        assert states["contact/P1"][0] != LINKED
    for one in both:
        assert one.states()["contact/P3"] == (LINKED, "M5"), "the statement has its effect again"
        assert one.states()["contact/P1"] == (LINKED, "M1")
    badges = [(one["profile_id"], one["badge"]) for one in both[1].events("badge.changed")]
    assert {("M1", "not_in_crm"), ("M2", "out_of_date")} <= {*badges}
    assert "network" in {one["cause"] for one in both[0].events("link.changed") if one["record_id"] == "P1"}
    assert both[0].events("model.promoted") == []


def test_an_acknowledged_delete_reaches_every_index_that_a_worker_may_still_answer_from(
    sync: Sync, matchers: dict[Kind, Matcher], universe: Universe, tmp_path: Path
) -> None:
    """D13: a worker notices a swap later than another; each deletes for both, in whatever order."""
    old = matchers[PERSON]
    home = sync.tenant.parts.settings.home_layout
    new = rebuilt(universe, tmp_path / "new", {})
    write_pointer(home, PERSON, Pointer(SHIPPED / PERSON, old.index.path))
    write_pointer(home, PERSON, Pointer(SHIPPED / PERSON, new))

    change(sync.tenant, {"op": "delete", "id": "M1"})
    opened = swap(sync, matchers, new)
    change(sync.tenant, {"op": "delete", "id": "M2"})

    old.index.refresh()
    assert [index.rows_of(["M1", "M2"]) for index in (old.index, opened)] == [[None, None]] * 2
    assert opened.row_of("M3") is not None


def test_an_index_built_again_in_its_folder_is_changed_for_those_who_still_answer_from_the_former_one(
    sync: Sync, matchers: dict[Kind, Matcher], universe: Universe
) -> None:
    """D13: what is deleted between the rebuild and the opening of its result is gone from both."""
    old = matchers[PERSON].index
    change(sync.tenant, {"op": "delete", "id": "M1"})
    build_index(PERSON, universe.files[PERSON], old.path, workers=1)

    change(sync.tenant, {"op": "delete", "id": "M2"})

    opened = open_adopted(sync.tenant.store, SHIPPED / PERSON, old.path).index
    assert [index.rows_of(["M1", "M2"]) for index in (old, opened)] == [[None, None]] * 2
    assert timedelta() < datetime.now(UTC) - opened.facts.as_of


def test_a_batch_is_read_against_what_another_process_changed_in_the_index(matchers: dict[Kind, Matcher]) -> None:
    index = matchers[PERSON].index
    change_alone(UniverseIndex.open(index.path), [ProfileChange(ProfileOp.DELETE, "M1")])

    step = change_alone(index, [ProfileChange(ProfileOp.MERGE, "M2", into="M1")])

    assert [status for status, _ in step.results] == [ProfileStatus.REJECTED]
