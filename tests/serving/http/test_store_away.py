"""A database that stops while the service runs: every route says so, and the service goes on by itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import psycopg
import pytest
from sqlalchemy import event, make_url

from serving.application import ServiceParts, create_app
from serving.contract.records.services import WrapperServices
from serving.http.scoring_queue import ScoringQueue
from serving.runtime.model_source import ServedModels
from serving.store.engine import create_engine
from serving.store.store import Store
from serving.store.vault import Vault
from serving.vocabulary.terms import Scope
from tests.support.console_visit import browser_of
from tests.support.databases import MASTER, ON_BOTH
from tests.support.tenant import ADMIN, Clock, Tenant, make_tenant
from tests.support.wrapper_web import Web

NAME = "the service that loses its database"
CHANGES = {"changes": [{"op": "upsert", "object": "account", "record": {"id": "A1", "name": "Acme"}}]}


@pytest.fixture
def running(parts: WrapperServices, database_url: str, tmp_path: Path, clock: Clock) -> Iterator[Tenant]:
    """A tenant whose service opens its own connections."""
    named = make_url(database_url)
    if named.get_backend_name() == "postgresql":
        named = named.update_query_dict({"application_name": NAME})
    store = Store(create_engine(named.render_as_string(hide_password=False)), Vault(MASTER, tmp_path / "shards"))
    own = replace(parts, store=store)
    service = ServiceParts(own.settings, ServedModels(), ScoringQueue(8), wrapper=own)
    yield make_tenant(own, Web(create_app(service)), clock)
    store.close()


@contextmanager
def stopped(store: Store, url: str) -> Iterator[None]:
    """Take the database away: PostgreSQL ends its sessions and takes no new one, SQLite's file has another name."""
    if store.is_sqlite:
        file = Path(make_url(url).database or "")
        store.close()
        away = file.rename(file.with_name("elsewhere.db"))
        yield
        away.rename(file)
        return
    name = str(make_url(url).database)
    server = url.replace(f"/{name}", "/postgres", 1)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'alter database "{name}" allow_connections false'.encode())
        connection.execute("select pg_terminate_backend(pid) from pg_stat_activity where application_name = %s", [NAME])
        yield
        connection.execute(f'alter database "{name}" allow_connections true'.encode())


def is_away(answer: httpx.Response) -> bool:
    """Whether an answer is the problem of a database that is away."""
    kind = (answer.status_code, answer.headers["content-type"], int(answer.headers["retry-after"]) > 0)
    assert kind == (503, "application/problem+json", True), answer.text
    return str(answer.json()["type"]).endswith(":store-away")


@ON_BOTH
def test_routes_answer_503_while_the_database_is_away_and_work_again_after(running: Tenant, database_url: str) -> None:
    """A read, a write with its audit entry, the token route and `/v1/match` with a client's token."""
    token = running.token(Scope.SYNC, Scope.ADMIN)
    running.token(Scope.SYNC)
    bearer = {"Authorization": f"Bearer {token}"}
    login = {"data": {"grant_type": "client_credentials", "client_id": "a", "client_secret": "b"}}

    with stopped(running.store, database_url):
        answers = [
            running.ask("GET", "/freshness", scopes=(Scope.SYNC, Scope.ADMIN)),
            running.ask("POST", "/changes", CHANGES, scopes=Scope.SYNC),
            running.web.call("POST", "/v1/match", json={}, headers=bearer),
            running.web.call("POST", "/v1/oauth/token", **login),
        ]
    taken = running.ask("POST", "/changes", CHANGES, scopes=Scope.SYNC)

    assert all(is_away(one) for one in answers)
    assert taken.json()["results"][0]["status"] == "applied"


@ON_BOTH
def test_a_page_of_the_console_says_that_the_database_is_away(running: Tenant, database_url: str) -> None:
    browser = browser_of(running, ADMIN)

    with stopped(running.store, database_url):
        answer = browser.call("GET", "/console/settings")
    again = browser.call("GET", "/console/settings")

    assert (answer.status_code, answer.headers.get("retry-after")) == (503, "5")
    assert "The database does not answer" in answer.text
    assert again.status_code == 200


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_write_to_a_locked_file_answers_503(running: Tenant, database_url: str) -> None:
    """Another process holds SQLite's write lock; the wait for it is cut here, as no test waits 20 seconds."""
    running.token(Scope.SYNC)
    event.listen(running.store.engine, "checkout", lambda one, *_: one.execute("pragma busy_timeout = 0"))
    other = Store(create_engine(database_url), running.store.vault)

    with other.writing():
        locked = running.ask("POST", "/changes", CHANGES, scopes=Scope.SYNC)
    taken = running.ask("POST", "/changes", CHANGES, scopes=Scope.SYNC)
    other.close()

    assert is_away(locked)
    assert taken.status_code == 200


def test_a_wrong_statement_is_a_bug_and_no_outage(running: Tenant) -> None:
    running.token(Scope.ADMIN)
    with running.store.writing() as connection:
        connection.exec_driver_sql("alter table checkpoints rename to elsewhere")

    answer = running.ask("GET", "/freshness", scopes=Scope.ADMIN)

    with running.store.writing() as connection:
        connection.exec_driver_sql("alter table elsewhere rename to checkpoints")
    assert answer.status_code == 500
