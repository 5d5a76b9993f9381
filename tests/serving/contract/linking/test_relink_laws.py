"""Links are a function of records and statements (D3), in whatever order these arrive."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from data.labels.label_rows import Verdict
from data.labels.links import read_links
from features.schema.kinds import COLUMNS, Kind
from serving.batch.files import ONE_TO_ONE, FileMatchRequest, match_file
from serving.contract.imports.incoming import Op, SentRow
from serving.contract.imports.pages import receive_changes
from serving.contract.linking.relink import Relinking, relink
from serving.contract.linking.statements import state
from serving.contract.records.change_context import ChangeContext
from serving.contract.records.matching import Matchers
from serving.matching.matcher import Matcher
from serving.matching.policy import Policy
from serving.store.tables.links import candidates, independent_passes, link_history, links
from serving.store.tables.records import records
from serving.vocabulary.links import RecordKey, Statement
from serving.vocabulary.terms import KIND_OF, Cause, Crm, CrmObject, StatementSource
from tests.support.databases import Databases, opened
from tests.support.paths import SHIPPED
from tests.support.small_collective import bundle_with_collective
from tests.support.small_network import COMPANIES, MEMBERS, Universe, account, contact
from tests.support.sync_tenant import Sync
from tests.support.tenant import Clock, Tenant, add_contract, make_parts
from tests.support.wrapper_web import Web

BEGIN = datetime(2026, 2, 1, tzinfo=UTC)
Step = SentRow | Statement


def moment(minutes: int) -> datetime:
    return BEGIN + timedelta(minutes=minutes)


def sent(crm_object: CrmObject, record: Mapping[str, Any], minutes: int) -> SentRow:
    return SentRow(Op.UPSERT, crm_object, dict(record) | {"modified_at": moment(minutes).isoformat()})


def pool() -> list[tuple[CrmObject, dict[str, Any]]]:
    """Records that get in each other's way: three forms of each member, two of each company, leads beside contacts."""
    found: list[tuple[CrmObject, dict[str, Any]]] = []
    for number, company in enumerate(COMPANIES, start=1):
        found.append((CrmObject.ACCOUNT, {"id": f"A{number}", **account(company)}))
        found.append((CrmObject.ACCOUNT, {"id": f"A{number}b", **account(company, city=None)}))
    for number, member in enumerate(MEMBERS, start=1):
        full = contact(member)
        thin = contact(member, email=None, title=None, city=None)
        found.append((CrmObject.CONTACT, {"id": f"P{number}", **full, "account_id": f"A{(number + 1) // 2}"}))
        found.append((CrmObject.LEAD, {"id": f"P{number}", **thin}))
        name = {"full_name": full["full_name"], "company": "Acme Robotics", "account_id": "A1"}
        found.append((CrmObject.CONTACT, {"id": f"Q{number}", **name}))
    return found


@st.composite
def scripts(draw: st.DrawFn) -> list[Step]:
    """A history: records in several versions, deletions, merges, and statements in between."""
    chosen = draw(
        st.lists(st.sampled_from(pool()), min_size=3, max_size=14, unique_by=lambda one: (one[0], one[1]["id"]))
    )
    steps: list[Step] = []
    for number, (crm_object, record) in enumerate(chosen):
        steps.append(sent(crm_object, record, number))
        fate = draw(st.sampled_from(["stays", "stays", "changes", "goes", "merges"]))
        if fate == "changes":
            other = draw(st.sampled_from([row for kind, row in pool() if kind is crm_object]))
            steps.append(sent(crm_object, other | {"id": record["id"]}, 100 + number))
        if fate == "goes":
            at = moment(100 + number).isoformat()
            steps.append(SentRow(Op.DELETE, crm_object, id=record["id"], modified_at=at))
        if fate == "merges" and crm_object is CrmObject.CONTACT:
            steps.append(SentRow(Op.MERGE, crm_object, id=record["id"], into="P1" if record["id"] != "P1" else "P2"))
    people = [RecordKey(crm_object, record["id"]) for crm_object, record in chosen]
    steps.extend(_said(draw, people, number) for number in range(draw(st.integers(0, 4))))
    return steps


def _said(draw: st.DrawFn, keys: Sequence[RecordKey], number: int) -> Statement:
    key = draw(st.sampled_from(keys))
    kind = KIND_OF[key.object]
    verdict = draw(st.sampled_from(list(Verdict)))
    profile = draw(st.sampled_from(list(MEMBERS if kind is Kind.PERSON else COMPANIES)))
    named = None if verdict is Verdict.NOBODY else profile
    return Statement(
        key=key,
        kind=kind,
        verdict=verdict,
        source=StatementSource.REMATCH,
        profile_id=named,
        at=moment(200 + number),
        user_pseudonym="u",
    )


@dataclass
class Ground:
    """Makes a fresh tenant for every history."""

    databases: Databases
    matchers: Mapping[Kind, Matcher]
    folder: Path
    backend: str = "sqlite"

    def tenant(self) -> Tenant:
        store = opened(self.databases.make(self.backend), self.folder)
        clock = Clock()
        add_contract(store, clock(), crm=Crm.ORACLE)
        return Tenant(make_parts(store, Matchers(self.matchers.__getitem__), clock, self.folder), _no_web(), clock)

    def played(self, steps: Sequence[Sequence[Step]]) -> dict[str, Any]:
        """Play batches on a fresh tenant; return its links."""
        tenant = self.tenant()
        for batch in steps:
            play(tenant, batch)
        links_without_dates = Sync(tenant).links_without_dates()
        assert links_without_dates == recomputed(tenant), "relinking what is touched equals relinking everything"
        tenant.store.close()
        self.databases.drop(str(tenant.store.engine.url.render_as_string(hide_password=False)))
        return links_without_dates


def _no_web() -> Web:
    """These tenants are not called from outside."""
    return cast("Web", None)


def play(tenant: Tenant, batch: Sequence[Step]) -> None:
    """Send the changes of a batch, then its statements."""
    rows = [step for step in batch if isinstance(step, SentRow)]
    receive_changes(tenant.scope, rows, tenant.clock(), tenant.parts)
    with tenant.scope.writing() as open_scope:
        work = Relinking(open_scope, ChangeContext(Cause.STATEMENT, tenant.clock()), tenant.parts)
        state(work, [step for step in batch if isinstance(step, Statement)])


def recomputed(tenant: Tenant) -> dict[str, Any]:
    """Delete all that was derived from records and statements, and relink all records."""
    instance_id = tenant.instance.id
    with tenant.scope.writing() as open_scope:
        for table in (links, independent_passes, candidates, link_history):
            open_scope.execute(delete(table).where(table.c.instance_id == instance_id))
        live = open_scope.execute(select(records.c.object, records.c.id).where(records.c.deleted_at.is_(None)))
        keys = [RecordKey(CrmObject(row.object), row.id) for row in live if CrmObject(row.object) in KIND_OF]
        relink(
            Relinking(open_scope, ChangeContext(Cause.MODEL, tenant.clock()), tenant.parts),
            keys,
        )
    return Sync(tenant).links_without_dates()


@pytest.fixture(scope="module")
def ground(databases: Databases, matchers: Mapping[Kind, Matcher], tmp_path_factory: pytest.TempPathFactory) -> Ground:
    return Ground(databases, matchers, tmp_path_factory.mktemp("laws"))


@settings(max_examples=12, deadline=None, phases=[Phase.generate])
@given(scripts(), st.randoms(use_true_random=False))
def test_order_batches_and_repetitions_make_no_difference(
    ground: Ground, steps: list[Step], draw: random.Random
) -> None:
    """D3: links follow from the live records and the statements alone."""
    changes = [step for step in steps if isinstance(step, SentRow)]
    shuffled = [*draw.sample(steps, len(steps)), *draw.choices(changes, k=min(3, len(changes)))]

    at_once = ground.played([steps])
    bit_by_bit = ground.played(list(_pieces(shuffled, draw)))

    assert bit_by_bit == at_once


def _pieces(steps: Sequence[Step], draw: random.Random) -> Iterator[Sequence[Step]]:
    at = 0
    while at < len(steps):
        size = draw.randint(1, 4)
        yield steps[at : at + size]
        at += size


def test_links_equal_those_of_onematch_match_on_the_same_records(
    ground: Ground, universe: Universe, tmp_path: Path
) -> None:
    """D3: same matcher, accounts first, then people with the companies of their accounts; one to one."""
    rows = {kind: _records(universe, kind) for kind in Kind}
    tenant = ground.tenant()
    draw = random.Random(7)
    for kind, crm_object in ((Kind.PERSON, CrmObject.CONTACT), (Kind.COMPANY, CrmObject.ACCOUNT)):
        steps = [SentRow(Op.UPSERT, crm_object, row) for row in draw.sample(rows[kind], len(rows[kind]))]
        for batch in _pieces_of(steps, 40):
            play(tenant, batch)

    accounts = _matched(universe, Kind.COMPANY, rows[Kind.COMPANY], tmp_path, None)
    people = _matched(universe, Kind.PERSON, rows[Kind.PERSON], tmp_path, accounts)

    expected = {f"account/{crm_id}": link for crm_id, link in _links(accounts).items()}
    expected |= {f"contact/{crm_id}": link for crm_id, link in _links(people).items()}
    assert _stored(tenant) == expected
    assert {state for state, *_ in expected.values()} >= {"linked", "duplicate", "none"}


def _pieces_of(steps: Sequence[Step], size: int) -> Iterator[Sequence[Step]]:
    for start in range(0, len(steps), size):
        yield steps[start : start + size]


def _records(universe: Universe, kind: Kind) -> list[dict[str, Any]]:
    """The sample's records of a kind and those that get in each other's way."""
    file = universe.files[kind].parent / "sample" / kind / "crm.parquet"
    sample = [{name: value for name, value in row.items() if value} for row in pq.read_table(file).to_pylist()]
    crm_object = CrmObject.CONTACT if kind is Kind.PERSON else CrmObject.ACCOUNT
    ours = [{name: value for name, value in row.items() if value} for one, row in pool() if one is crm_object]
    return [{**row, "modified_at": moment(number).isoformat()} for number, row in enumerate(sample + ours)]


def _matched(
    universe: Universe, kind: Kind, rows: Sequence[Mapping[str, Any]], folder: Path, account_links: Path | None
) -> Path:
    """Run what `onematch match --links one-to-one` runs; return LINKS."""
    crm = folder / f"{kind}.crm.parquet"
    out = folder / f"{kind}.links.parquet"
    pq.write_table(pa.table({name: [row.get(name) for row in rows] for name in COLUMNS[kind]}), crm)
    bundle = SHIPPED / kind
    index = universe.indexes[kind]
    match_file(FileMatchRequest(kind, crm, bundle, out, index=index, links=ONE_TO_ONE, account_links=account_links))
    return out


def _links(path: Path) -> dict[str, tuple[Any, ...]]:
    return {
        link.crm_id: (str(link.decision), link.candidate_id, link.probability, link.winner_id)
        if link.decision != "none"
        else ("none", None, link.probability, None)
        for link in read_links(path)
    }


def _stored(tenant: Tenant) -> dict[str, tuple[Any, ...]]:
    return {
        name: (
            "none" if link.state == "unmatched" else link.state.value,
            link.profile_id,
            link.probability,
            link.winner and link.winner.id,
        )
        for name, link in Sync(tenant).links().items()
    }


@pytest.fixture(scope="module")
def collective_ground(
    ground: Ground, universe: Universe, tmp_path_factory: pytest.TempPathFactory, matchers: Mapping[Kind, Matcher]
) -> Ground:
    """Fresh tenants whose bundle of people has a collective pass."""
    policy = Policy(linked=0.6, review=0.05, margin=0.05, precision=0.99)
    folder = tmp_path_factory.mktemp("collective") / "person.bundle"
    bundle = bundle_with_collective(SHIPPED / Kind.PERSON, folder, policy)
    people = Matcher.open(bundle, universe.indexes[Kind.PERSON])
    return Ground(ground.databases, {**matchers, Kind.PERSON: people}, ground.folder)


@pytest.mark.parametrize("goes", ["deletion", "merge", "change"])
def test_d3_a_claim_that_comes_or_goes_decides_its_neighbours_anew(collective_ground: Ground, goes: str) -> None:
    """D3: of two records on one member each is decided by the other's claim; both orders end alike."""
    strong = sent(CrmObject.CONTACT, {"id": "P1", **contact("M1")}, 1)
    weak = sent(CrmObject.CONTACT, {"id": "P2", **contact("M1", email=None, title=None, city=None)}, 2)
    other = sent(CrmObject.CONTACT, {"id": "P1", **contact("M5")}, 9)
    at = moment(10).isoformat()
    end = {
        "deletion": SentRow(Op.DELETE, CrmObject.CONTACT, id="P1", modified_at=at),
        "merge": SentRow(Op.MERGE, CrmObject.CONTACT, id="P1", into="P3"),
        "change": other,
    }[goes]

    alone = collective_ground.played([[weak]])
    beside = collective_ground.played([[weak], [strong]])
    gone = collective_ground.played([[weak], [strong], [end]])

    assert collective_ground.played([[strong], [weak]]) == collective_ground.played([[strong, weak]]) == beside
    assert beside["contact/P2"]["probability"] < alone["contact/P2"]["probability"]
    assert gone["contact/P2"] == alone["contact/P2"]
