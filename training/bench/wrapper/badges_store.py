"""The store that badges are measured on: one contract with a contact linked to each member of a universe."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import pyarrow.parquet as pq
from sqlalchemy import func, select
from starlette.types import ASGIApp

from data.tables.progress import Progress
from features.schema.kinds import Kind
from serving.access.callers import Caller
from serving.access.clients import create_client
from serving.access.tokens import Tokens
from serving.http.application import ServiceParts, create_app
from serving.http.scoring_queue import ScoringQueue
from serving.listeners import LISTENERS
from serving.matching.matcher import Matcher
from serving.rules.linking.links import RecordKey
from serving.rules.vocabulary import CrmObject, Scope
from serving.runtime.garbage import settle
from serving.runtime.model_source import ServedModels
from serving.runtime.settings import Settings
from serving.store.contracts import InstanceScope
from serving.store.opening import open_store
from serving.store.store import Store
from serving.store.tables.links import links as links_table
from serving.store.tables.records import records
from serving.store.upgrade import migrate
from serving.store.vault import DataKey
from serving.sync.records.matching import Matchers
from serving.sync.records.records import context_of, payload_of
from serving.sync.services import WrapperServices
from training.bench.ground import BenchGround, GroundSize, prepare_ground
from training.bench.live import bundle_for
from training.bench.wrapper.contract import CONTRACT, INSTANCE, NOW, USER, make_contract, scope_of
from training.evaluation.workspace import BenchIncomplete, bench_home

CHUNK = 20_000
ONE_IN = 10
"""One record in this many differs in its title, so that some badges are out of date."""
_KEPT = ("full_name", "first_name", "last_name", "email", "phone", "title", "company", "city", "region", "country")
Row = Mapping[str, Any]
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class BadgeGround:
    """An open store with its application, and the parts of a request."""

    parts: WrapperServices
    scope: InstanceScope
    app: ASGIApp
    members: Sequence[str]
    universe: Path
    headers: Mapping[str, str]

    @property
    def path(self) -> str:
        """Return the path of the badges route."""
        return f"/v1/contracts/{CONTRACT}/badges"


def open_badge_ground(links: int, database_url: str | None, progress: Progress) -> BadgeGround:
    """Open the store with this many links, filled now or by an earlier run. Raises BenchIncomplete."""
    ground = prepare_ground(GroundSize(Kind.PERSON, links, 1), progress)
    home = bench_home() / f"badges-{links}"
    settings = Settings(home=home, database_url=database_url, rate_per_minute=10_000_000, workers=1)
    home.mkdir(parents=True, exist_ok=True)
    migrate(settings.store_url)
    store = open_store(settings)
    members = _filled(store, ground, links, progress)
    matcher = Matcher.open(bundle_for(Kind.PERSON, None), ground.index)
    parts = WrapperServices(settings, store, Matchers(lambda _: matcher, store), lambda: NOW, LISTENERS)
    models = ServedModels()
    models.replace(Kind.PERSON, ground.index, matcher)
    app = create_app(ServiceParts(settings, models, ScoringQueue(1), 60.0, parts))
    settle()
    return BadgeGround(
        parts, scope_of(store), app, members, ground.crm.with_name("universe.parquet"), headers_of(store)
    )


def _filled(store: Store, ground: BenchGround, links: int, progress: Progress) -> list[str]:
    """Link each member to its own contact unless an earlier run did; return the members."""
    with store.reading() as connection:
        done = connection.execute(select(func.count()).select_from(links_table)).scalar_one()
    universe = ground.crm.with_name("universe.parquet")
    members = [str(row["id"]) for row in member_rows(universe, links, ("id",))]
    if done == 0:
        _fill(store, member_rows(universe, links, ("id", "company_id", *_KEPT)), links, progress)
    elif done < links:
        raise BenchIncomplete(f"{store.engine.url!r} holds {done} links, expected none or at least {links}: empty it")
    return members


def member_rows(universe: Path, most: int, columns: Sequence[str]) -> Iterator[Row]:
    """Yield the first members of a universe with some of their columns."""
    file = pq.ParquetFile(universe)
    batches = file.iter_batches(CHUNK, columns=[name for name in columns if name in file.schema_arrow.names])
    return islice((row for batch in batches for row in batch.to_pylist()), most)


def _fill(store: Store, rows: Iterator[Row], links: int, progress: Progress) -> None:
    """Write everything in one transaction: a killed run leaves nothing."""
    scope = make_contract(store)
    with store.writing(INSTANCE) as connection:
        key, companies, done = store.vault.key(connection, scope.instance.key_id), set[str](), 0
        for part in in_parts(rows):
            kept = [_contact(scope, key, row, number) for number, row in enumerate(part)]
            connection.execute(records.insert(), kept)
            connection.execute(links_table.insert(), [_link(CrmObject.CONTACT, row["id"], row["id"]) for row in part])
            companies |= {row["company_id"] for row in part if row.get("company_id")}
            done += len(part)
            progress("links", done, links)
        for some in in_parts(iter(sorted(companies))):
            linked = [_link(CrmObject.ACCOUNT, _account(company), company) for company in some]
            connection.execute(links_table.insert(), linked)


def in_parts(items: Iterator[Item]) -> Iterator[list[Item]]:
    """Yield items in parts that one statement writes."""
    while part := list(islice(items, CHUNK)):
        yield part


def _contact(scope: InstanceScope, key: DataKey, row: Row, number: int) -> Row:
    record = RecordKey(CrmObject.CONTACT, row["id"])
    values = {"id": record.id} | {name: row[name] for name in _KEPT if row.get(name)}
    if number % ONE_IN == 0:
        values["title"] = "Something Else"
    company = row.get("company_id")
    return {
        "instance_id": INSTANCE, "object": record.object.value, "id": record.id, "version": "1", "content_hash": "",
        "sealed": key.seal(payload_of(values), context_of(scope, record)), "received_at": NOW, "filled": len(values),
        "marks": [], "account_id": _account(company) if company else None, "owner_id": USER, "visible_to": None,
    }  # fmt: skip


def _link(object_: CrmObject, record_id: str, profile_id: str) -> Row:
    kind = Kind.COMPANY if object_ is CrmObject.ACCOUNT else Kind.PERSON
    return {
        "instance_id": INSTANCE, "object": object_.value, "record_id": record_id, "kind": kind.value,
        "state": "linked", "profile_id": profile_id, "probability": 0.99, "margin": 0.9, "made_by": "model",
        "model_version": "bench", "basis": "shipped", "reasons": [], "since": NOW,
    }  # fmt: skip


def _account(company_id: str) -> str:
    return f"A{company_id}"


def headers_of(store: Store) -> dict[str, str]:
    """Return the headers of a caller: a token that is valid at the time of the bench, and the user."""
    scopes = frozenset({Scope.APP})
    with store.writing() as connection:
        client = create_client(connection, CONTRACT, scopes, NOW)
    token = Tokens(store.vault.derive("sign tokens")).issue(Caller(client.id, CONTRACT, scopes), NOW)
    return {"Authorization": f"Bearer {token}", "Acting-User": USER}
