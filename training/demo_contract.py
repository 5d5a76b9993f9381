"""The demo's contract: a customer with a connected CRM, imported through the HTTP API as a sync service does it."""

import random
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pyarrow.parquet as pq

from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from serving.access.clients import create_client
from serving.console.sessions import Visitor, make_link
from serving.runtime.process import now_in_utc
from serving.store.contract_rows import NewContract, NewSeat, create_contract, replace_seats
from serving.vocabulary.terms import InstanceName, RecordState, Scope
from training.demo import DEMO_CRM
from training.feedback.stores import home_store

CONTRACT = "demo"
TIME_ZONE = "Europe/Paris"
ADMIN = "1"
SELLERS = ("2", "3")
SCOPES = (Scope.SYNC, Scope.APP, Scope.ADMIN, Scope.READER)
N_ACCOUNTS = 400
N_CONTACTS = 600
N_LEADS = 150
N_DEALS = 120
PAGE = 500
MODIFIED = "2026-03-01T12:00:00Z"
PIPELINE = "Sales"
_STAGES = ("Qualify", "Propose", "Negotiate", "Won", "Lost")
_STATUS = {"Won": "won", "Lost": "lost"}
Row = Mapping[str, object]
Credentials = Mapping[Scope, tuple[str, str]]
"""The id and the secret of the client of each scope."""


class ContractNotMade(OnematchError):
    """The service refused a call by which the demo makes its contract."""


@dataclass(slots=True)
class DemoClient:
    """Calls the service with the credentials of each scope; Acting-User is the admin."""

    http: httpx.Client
    credentials: Credentials
    tokens: dict[Scope, str] = field(default_factory=dict)

    def call(self, scope: Scope, method: str, path: str, body: object = None) -> Any:
        """Call a route below the contract; raises ContractNotMade for a refusal."""
        sent = {"Authorization": f"Bearer {self._token(scope)}", "Acting-User": ADMIN}
        if method == "POST":
            sent["Idempotency-Key"] = uuid.uuid4().hex
        return _answer(self.http.request(method, f"/v1/contracts/{CONTRACT}{path}", json=body, headers=sent))

    def _token(self, scope: Scope) -> str:
        if scope not in self.tokens:
            client_id, secret = self.credentials[scope]
            form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": secret}
            self.tokens[scope] = _answer(self.http.post("/v1/oauth/token", data=form))["access_token"]
        return self.tokens[scope]


def fill_demo_contract(root: Path, address: str, credentials: Credentials) -> tuple[Mapping[str, int], str]:
    """Connect and import the demo's CRM over HTTP, and assign its seats; repeatable.

    Return how many records have a link, by state, and the address that opens the console. Raises ContractNotMade.
    """
    with httpx.Client(base_url=address, timeout=120) as http:
        client = DemoClient(http, credentials)
        _connect(client)
        for crm_object, rows in _rows(root / "sample"):
            _import(client, crm_object, rows)
        for user in (ADMIN, *SELLERS):
            client.call(Scope.ADMIN, "PUT", f"/licences/{user}")
        return _links(client), _open_console(address)


def create_demo_contract(root: Path, address: str) -> Credentials:
    """Create the contract, its seats, and a client with a new secret for each scope; repeatable.

    Return the credentials, which `contract.env` below `root` holds too, for a shell.
    """
    seats = [NewSeat(f"seat-{user}", f"user{user}@customer.example") for user in (ADMIN, *SELLERS)]
    new = NewContract(CONTRACT, "The customer of the demo", "advanced_plus", False, TIME_ZONE)
    with home_store() as store, store.writing() as connection:
        create_contract(connection, store.vault, new, now_in_utc())
        replace_seats(connection, store.vault, CONTRACT, seats)
        clients = {
            scope: create_client(connection, CONTRACT, [scope], now_in_utc(), f"{CONTRACT}-{scope}") for scope in SCOPES
        }
    credentials = {scope: (client.id, client.secret) for scope, client in clients.items()}
    _write_environment(root / "contract.env", address, credentials)
    return credentials


def _open_console(address: str) -> str:
    """Return a link that opens the console for the admin, once."""
    with home_store() as store, store.writing() as connection:
        token = make_link(connection, Visitor(CONTRACT, InstanceName.PRODUCTION, ADMIN), now_in_utc())
    return f"{address}/console/enter?link={token}&at_once"


def _write_environment(file: Path, address: str, credentials: Credentials) -> None:
    lines = [f"ADDRESS={address}", f"CONTRACT={CONTRACT}", f"API={address}/v1/contracts/{CONTRACT}"]
    for scope, (client_id, secret) in credentials.items():
        lines += [f"{scope.upper()}_ID={client_id}", f"{scope.upper()}_SECRET={secret}"]
    file.unlink(missing_ok=True)
    file.touch(mode=0o600)
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _connect(client: DemoClient) -> None:
    urls = {"api": f"https://{DEMO_CRM}", "pod": f"https://{DEMO_CRM}"}
    consent = {"crm_admin": ADMIN, "agreed_at": MODIFIED}
    client.call(Scope.ADMIN, "PUT", "/instances/production", {"crm": "oracle", "urls": urls, "consent": consent})


def _import(client: DemoClient, crm_object: str, rows: Sequence[Row]) -> None:
    pipelines = [{"id": PIPELINE, "stages": [{"id": stage} for stage in _STAGES]}]
    asked = {"object": crm_object, "full": True, "pipelines": pipelines if crm_object == "opportunity" else []}
    opened = client.call(Scope.SYNC, "POST", "/imports", asked)
    path = f"/imports/{opened['id']}"
    for number, start in enumerate(range(0, len(rows), PAGE), 1):
        client.call(Scope.SYNC, "PUT", f"{path}/pages/{number}", {"rows": rows[start : start + PAGE]})
    client.call(Scope.SYNC, "POST", f"{path}/complete")


def _links(client: DemoClient) -> dict[str, int]:
    """Count the imported accounts, contacts and leads by the state of their link."""
    rates = client.call(Scope.READER, "GET", "/reports/match-rates")["items"]
    return {state: sum(int(rate[state]) for rate in rates) for state in RecordState}


def _rows(sample: Path) -> list[tuple[str, list[Row]]]:
    """Return the objects in the order of their import, with rows that refer to each other."""
    accounts: list[Row] = [row | _owned(n) for n, row in enumerate(_crm_rows(sample, Kind.COMPANY)[:N_ACCOUNTS])]
    known = {row["id"] for row in accounts}
    people = sorted(_crm_rows(sample, Kind.PERSON), key=lambda row: row.get("account_id") not in known)
    contacts: list[Row] = [row | _owned(n) for n, row in enumerate(people[:N_CONTACTS])]
    leads: list[Row] = [row | _owned(n) | {"status": "open"} for n, row in enumerate(people[N_CONTACTS:][:N_LEADS])]
    return [
        ("user", _users()),
        ("account", accounts),
        ("contact", contacts),
        ("lead", leads),
        ("opportunity", _deals(accounts, contacts)),
    ]


def _crm_rows(sample: Path, kind: Kind) -> list[dict[str, object]]:
    rows = pq.read_table(sample / kind / "crm.parquet").to_pylist()
    return [{column: value for column, value in row.items() if value} for row in rows]


def _owned(n: int) -> dict[str, object]:
    return {"owner_id": SELLERS[n % len(SELLERS)], "modified_at": MODIFIED}


def _users() -> list[Row]:
    names = {ADMIN: "Alex Admin", SELLERS[0]: "Sasha Seller", SELLERS[1]: "Robin Seller"}
    return [
        {"id": id_, "name": name, "email": f"user{id_}@customer.example", "active": "true", "modified_at": MODIFIED}
        for id_, name in names.items()
    ]


def _deals(accounts: Sequence[Row], contacts: Sequence[Row]) -> list[Row]:
    """Return opportunities of the accounts that have contacts, in every stage."""
    people: dict[object, list[str]] = {}
    for row in contacts:
        people.setdefault(row.get("account_id"), []).append(str(row["id"]))
    with_people = [row for row in accounts if row["id"] in people][:N_DEALS]
    draw = random.Random(0)
    return [_deal(n, account, people[account["id"]], draw) for n, account in enumerate(with_people)]


def _deal(n: int, account: Row, people: list[str], draw: random.Random) -> Row:
    stage = draw.choice(_STAGES)
    created = f"2026-{draw.randint(1, 2):02}-{draw.randint(1, 28):02}"
    closes = f"2026-{draw.randint(3, 12):02}-15"
    return {
        "id": f"D{n + 1}",
        "name": f"{account.get('name', account['id'])}: {draw.choice(('renewal', 'first order', 'fleet', 'support'))}",
        "account_id": account["id"],
        "contact_ids": "; ".join(people[:3]),
        "owner_id": SELLERS[n % len(SELLERS)],
        "pipeline": PIPELINE,
        "stage": stage,
        "status": _STATUS.get(stage, "open"),
        "amount": str(draw.randint(5, 900) * 100),
        "currency": "EUR",
        "created_at": f"{created}T09:00:00Z",
        "close_date": closes,
        "modified_at": MODIFIED,
    }


def _answer(response: httpx.Response) -> Any:
    if response.is_error:
        request = response.request
        raise ContractNotMade(
            "{method} {url_path}: {status_code} {text}",
            method=request.method,
            url_path=request.url.path,
            status_code=response.status_code,
            text=response.text[:500],
        )
    return response.json() if response.content else None
