"""The attacked service, made once: real routes, a real store on SQLite, real matchers."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import TypeVar

import pytest

from features.normalise.records import normalise
from features.schema.kinds import Kind
from serving.matching.matcher import Answering, Matcher
from tests.attack.surface import Operation, operations
from tests.attack.two_tenants import ATTACKER, VICTIM, TwoTenants, fill, services_on_sqlite
from tests.support.made_once import made_once
from tests.support.paths import SHIPPED
from tests.support.small_network import COMPANIES, MEMBERS, build_universe, universe_in
from tests.support.tenant import make_tenant
from tests.support.wrapper_web import make_web, routes_of_the_run

T = TypeVar("T")


@cache
def every_operation() -> tuple[Operation, ...]:
    """The operations of the application's own document, which takes seconds to make."""
    return tuple(operations(routes_of_the_run().document()))


def in_turn(operation: Operation, values: Sequence[T], count: int) -> list[T]:
    """Return so many of the values, others for each operation: each value comes as often as any other."""
    first = every_operation().index(operation) * count
    return [values[at % len(values)] for at in range(first, first + count)]


OF_ONE = {"record_id", "activity_id", "import_id", "job_id", "client_id"}
CHOSEN: Mapping[str, Callable[[Operation], bool]] = {
    "operation": lambda _: True,
    "operation_with_body": lambda one: one.example is not None,
    "operation_on_one": lambda one: one.is_read and not OF_ONE.isdisjoint(one.parameters),
    "operation_of_contract": lambda one: one.is_of_contract,
    "operation_repeated": lambda one: not (one.is_read or one.path.endswith(("/termination", "/instances/{name}"))),
}
"""The operations that a test's argument of this name takes in turn."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a test that names operations each of them in turn."""
    for name in CHOSEN.keys() & set(metafunc.fixturenames):
        found = list(filter(CHOSEN[name], every_operation()))
        metafunc.parametrize(name, found, ids=[str(one) for one in found])


@pytest.fixture(scope="session")
def matchers(tmp_path_factory: pytest.TempPathFactory) -> dict[Kind, Matcher]:
    """Matchers of both kinds on the small network."""
    universe = universe_in(made_once(tmp_path_factory, "universe", build_universe))
    found = {kind: Matcher.open(SHIPPED / kind, universe.indexes[kind]) for kind in Kind}
    for kind, rows in ((Kind.PERSON, MEMBERS), (Kind.COMPANY, COMPANIES)):
        compile_functions(found[kind], [{"id": id_, **row} for id_, row in rows.items()])
    return found


def compile_functions(matcher: Matcher, rows: Sequence[Mapping[str, object]]) -> None:
    """Match some rows twice over, so that a fresh machine compiles before a request has its time limit."""
    records = [normalise(matcher.kind, row) for row in [*rows, *rows]]
    ids = [str(number) for number in range(len(records))]
    matcher.reconsider(matcher.match_records(ids, records, Answering()), records)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, matchers: dict[Kind, Matcher]) -> Iterator[TwoTenants]:
    """Both tenants on one fresh store."""
    with services_on_sqlite(tmp_path_factory.mktemp("attack"), matchers) as (parts, clock):
        web = make_web(parts)
        attacker, victim = (make_tenant(parts, web, clock, contract_id=one) for one in (ATTACKER, VICTIM))
        found = TwoTenants(attacker, victim)
        fill(found)
        yield found
