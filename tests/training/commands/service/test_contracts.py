"""The operator's commands: contracts and their credentials, the store's schema, and the one worker."""

import json
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from serving.contract.imports.imports import NewImport, complete_import, open_import
from serving.contract.imports.incoming import Op, SentRow
from serving.contract.imports.pages import receive_changes
from serving.contract.records.matching import Matchers
from serving.contract.records.services import WrapperServices
from serving.crm.vendors import CANONICAL
from serving.listeners import LISTENERS
from serving.runtime.process import now_in_utc
from serving.runtime.settings import Settings
from serving.store.connecting import CrmConnection, active_admins, connect
from serving.store.contracts import InstanceScope, load_contract
from serving.store.opening import open_store
from serving.store.store import Store
from serving.store.tables.contracts import seats, users
from serving.vocabulary.terms import Crm, CrmObject, InstanceName
from tests.support.command_line import run
from training.feedback.served import open_served


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ONEMATCH_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def answer(line: str, *arguments: object) -> Any:
    result = run(line, *arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def connected(store: Store, connection: Connection, now: datetime) -> InstanceScope:
    """Connect a CRM to the contract `acme`, with the consent of user 17."""
    contract = load_contract(connection, "acme")
    assert contract is not None
    consent = {"crm_admin": "17", "agreed_at": now.isoformat()}
    crm = CrmConnection(InstanceName.PRODUCTION, Crm.HUBSPOT, {}, consent)
    return InstanceScope(contract, connect(connection, store.vault, contract, crm, now), store)


def test_a_contract_is_made_once_and_listed(home: Path) -> None:
    made = answer("contracts create Acme --time-zone Europe/Paris --sso --id acme")
    again = answer("contracts create 'Another name' --id acme")

    [listed] = answer("contracts list")
    assert made == again == {"id": "acme"}
    assert (listed["name"], listed["time_zone"], listed["sso"]) == ("Acme", "Europe/Paris", True)
    assert (home / "store.db").exists()


def test_the_seats_of_a_contract_are_read_from_a_file_and_no_e_mail_of_them_is_kept(home: Path) -> None:
    """S73."""
    file = home.parent / "seats.ndjson"
    file.write_text('{"id": "S1", "email": "ann@acme.example"}\n\n{"id": "S2", "sso_subject": "x"}\n')

    answer("contracts create Acme --id acme --seats", file)

    store = open_store(Settings(home=home))
    with store.reading() as connection:
        rows = connection.execute(seats.select().order_by(seats.c.id)).all()
    store.close()
    assert [(row.id, row.email_hash is None, row.subject_hash is None) for row in rows] == [
        ("S1", False, True),
        ("S2", True, False),
    ]
    assert b"ann@acme" not in b"".join(one.read_bytes() for one in home.iterdir() if one.is_file())


def test_the_operator_appoints_an_admin_where_none_is_left(home: Path) -> None:
    """S3: a user whom the CRM deleted, or never named, may act as admin."""
    answer("contracts create Acme --id acme")
    nowhere = run("contracts admin --contract acme --user 17")
    store = open_store(Settings(home=home))
    with store.writing() as connection:
        now = datetime(2026, 3, 2, tzinfo=UTC)
        instance = connected(store, connection, now).instance
        connection.execute(users.update().values(active=False, deleted_at=now, version="2", content_hash="~"))
        assert active_admins(connection, instance.id) == set()

    made = [answer("contracts admin --contract acme --user", user) for user in ("17", "18", "18")]

    with store.reading() as connection:
        found = active_admins(connection, instance.id)
        row = connection.execute(users.select().where(users.c.id == "17")).one()
    store.close()
    assert nowhere.exit_code != 0
    assert "expected a contract whose production CRM is connected" in nowhere.output
    assert made[0] == {"contract": "acme", "instance": "production", "user": "17"}
    assert found == {"17", "18"}
    assert (row.version, row.content_hash) == (None, "")


def test_a_file_gives_users_their_sso_subjects_or_changes_nothing(home: Path, tmp_path: Path) -> None:
    answer("contracts create Acme --id acme --sso")
    store = open_store(Settings(home=home))
    with store.writing() as connection:
        contract = connected(store, connection, datetime(2026, 3, 2, tzinfo=UTC)).contract
        mark = store.vault.key(connection, contract.key_id).identity_hash("00uX")
    good = tmp_path / "good.ndjson"
    bad = tmp_path / "bad.ndjson"
    good.write_text('{"user": "17", "sso_subject": "00uX"}\n')
    bad.write_text('{"user": "17", "sso_subject": ""}\n{"user": "99", "sso_subject": "y"}\n')

    given = answer("contracts subjects", good, "--contract", "acme")
    refused = run("contracts subjects", bad, "--contract", "acme")

    with store.reading() as connection:
        [row] = connection.execute(users.select()).all()
    store.close()
    assert given == {"users": 1}
    assert (refused.exit_code, "no such user: 99" in refused.stderr) == (2, True)
    assert row.given_subject_hash == mark


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("contracts create Acme --time-zone Mars", "--time-zone"),
        ("contracts client --scope sync --contract none", "--contract"),
        ("contracts client --scope everything", "--scope"),
        ("contracts client --scope sync", "operator"),
    ],
)
def test_a_mistake_of_the_operator_names_the_option(arguments: str, message: str) -> None:
    result = run(arguments)

    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.output


def test_the_schema_of_another_database_is_brought_up_to_date_by_command_alone(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONEMATCH_DATABASE_URL", f"sqlite:///{home.parent}/other.db")

    refused = run("contracts list")
    upgraded = run("db upgrade")
    again = run("db upgrade")
    listed = run("contracts list")

    assert (refused.exit_code, upgraded.exit_code, again.exit_code, listed.exit_code) == (2, 0, 0, 0)
    assert "onematch db upgrade" in refused.stderr
    assert upgraded.stdout == again.stdout


def test_commands_refuse_a_home_whose_store_is_lost_with_code_2(home: Path) -> None:
    answer("contracts create Acme")
    (home / "store.db").unlink()

    refused = [run(*command) for command in (("contracts", "list"), ("db", "upgrade"), ("work",))]

    assert [one.exit_code for one in refused] == [2, 2, 2]
    assert all("store.db: got no store" in " ".join(one.output.split()) for one in refused)
    assert not (home / "store.db").exists()


def test_held_imports_are_listed_and_decided_without_a_service(home: Path) -> None:
    """D22: approved, taken back, and dropped by the import's id; another action is refused in a sentence."""
    answer("contracts create Acme --id acme")
    held = hold_imports(Settings(home=home), 2)

    listed = answer("contracts imports list --contract acme")
    table = run("contracts imports list --contract acme")
    states = [
        answer("contracts imports", action, one, "--contract", "acme")["state"]
        for action, one in (("approve", held[1]), ("take-back", held[1]))
    ]
    refused = [
        run("contracts imports", *words, "--contract", "acme")
        for words in (("approve", held[0]), ("approve",), ("list", held[0]), ("burn", held[0]), ("drop", "nothing"))
    ]

    assert {one["id"]: one["state"] for one in listed} == {held[0]: "dropped", held[1]: "held"}
    assert "2 of 2: most_deleted, no_accepted_row" in " ".join(table.stdout.split())
    assert states == ["done", "taken_back"]
    assert [one.exit_code for one in refused] == [2, 2, 2, 2, 2]


def hold_imports(settings: Settings, count: int) -> list[str]:
    """Connect a CRM with two opportunities, and hold empty full imports of them; the last one stays held."""
    store = open_store(settings)
    now = datetime.now(UTC) - timedelta(hours=1)
    with store.writing() as connection:
        scope = connected(store, connection, now)
    services = WrapperServices(settings, store, Matchers(cache(open_served)), now_in_utc, LISTENERS)
    sent = [SentRow(Op.UPSERT, CrmObject.OPPORTUNITY, {"id": one, "status": "open"}) for one in ("O1", "O2")]
    receive_changes(scope, sent, now, services)
    names = [f"import-{number}" for number in range(1, count + 1)]
    for number, name in enumerate(names, start=1):
        at = now + timedelta(minutes=number)
        with scope.writing() as open_scope:
            open_import(open_scope, NewImport(name, CrmObject.OPPORTUNITY, CANONICAL, is_full=True), at)
        complete_import(scope, name, at, services)
    store.close()
    return names
