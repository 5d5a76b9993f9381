"""Do one long import over and over, kill it at random moments, go on, and compare what is left with a run in peace.

Called as `python -m tests.support.kill_import REHEARSAL_URL PEACE_URL KILLED_URL FOLDER KILLS`: three migrated, empty
databases and a folder that holds the universe's indexes. This process rehearses the import, so that the forks have its
libraries, models and compiled statements: half of an attempt's time would be their compilation. Each attempt is a fork.
Ends with 1 and a sentence when any row or its history differs.
"""

import json
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from features.schema.kinds import Kind
from serving.contract.imports.imports import ImportStateForbids, NewImport, approve_import, complete_import, open_import
from serving.contract.imports.incoming import Op, SentRow
from serving.contract.imports.pages import page_of, receive_changes, receive_page
from serving.contract.linking.relink import Relinking
from serving.contract.linking.statements import author_of, rematch_record
from serving.contract.records.change_context import ChangeContext
from serving.contract.records.matching import Matchers
from serving.contract.records.services import WrapperServices
from serving.crm.vendors import CANONICAL
from serving.listeners import LISTENERS
from serving.matching.matcher import Matcher
from serving.runtime.process import now_in_utc
from serving.runtime.settings import Settings
from serving.store.contracts import InstanceScope, live_instance, load_contract
from serving.store.store import Store
from serving.store.tables.schema import METADATA
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import Cause, CrmObject, InstanceName
from tests.support.databases import opened
from tests.support.kills import kill_after, undisturbed
from tests.support.paths import SHIPPED
from tests.support.small_network import COMPANIES, MEMBERS, account, contact
from tests.support.tenant import SELLER, START, add_contract

COPIED = ("keys", "contracts", "instances", "users")
COMPARED = (
    "users",
    "records",
    "record_hashes",
    "name_spellings",
    "aliases",
    "opportunities",
    "opportunity_people",
    "imports",
    "import_pages",
    "import_ids",
    "rejects",
    "independent_passes",
    "candidates",
    "statements",
    "links",
    "link_history",
    "saves",
    "events",
    "kept_deletions",
)
IN_ORDER = {"rejects", "statements", "link_history", "saves", "events"}
"""Tables that only grow: their numbers may leave gaps, their order may not differ."""
PAGE = 12
Step = Callable[[InstanceScope, WrapperServices], None]


def steps() -> Iterator[Step]:
    """The import, piece by piece; each has its own time and can be sent again."""
    accounts = [{"id": f"a{n}", **account(f"C{n % len(COMPANIES) + 1}", city=None)} for n in range(18)]
    contacts = [_contact(n) for n in range(60)]
    contacts[5] = {"full_name": "no id"}
    deals = [
        {
            "id": f"o{n}",
            "name": f"Deal {n}",
            "owner_id": SELLER,
            "status": "open",
            "account_id": f"a{n}",
            "contact_ids": f"p{n}; p{n + 1}",
        }
        for n in range(12)
    ]
    for crm_object, rows in (
        (CrmObject.ACCOUNT, accounts),
        (CrmObject.CONTACT, contacts),
        (CrmObject.OPPORTUNITY, deals),
    ):
        yield from _import(crm_object, rows)
    yield _changes(Op.UPSERT, [_contact(n) | {"title": "Somebody else", "full_name": None} for n in range(10)])
    yield _changes(Op.DELETE, [{"id": f"p{n}"} for n in range(10, 14)])
    yield _rematch("p20", "M12")
    yield from _import(CrmObject.CONTACT, contacts[20:50], name="again", full=True)
    yield _approve(f"{CrmObject.CONTACT}again")


def _contact(n: int) -> dict[str, Any]:
    changes: list[dict[str, str | None]] = [{}, {"email": None}, {"email": None, "title": None}, {"company": None}]
    return {"id": f"p{n}", "account_id": f"a{n % 18}", **contact(f"M{n % len(MEMBERS) + 1}", **changes[n % 4])}


def _import(crm_object: CrmObject, rows: list[dict[str, Any]], name: str = "", *, full: bool = False) -> Iterator[Step]:
    import_id = f"{crm_object}{name}"

    def begin(scope: InstanceScope, _: WrapperServices) -> None:
        with scope.writing() as open_scope:
            open_import(open_scope, NewImport(import_id, crm_object, CANONICAL, full), START)

    def page(number: int) -> Step:
        part = rows[(number - 1) * PAGE : number * PAGE]
        wanted = page_of(number, part, json.dumps(part).encode())
        at = START + timedelta(minutes=number)
        return lambda scope, services: _ignore(receive_page(scope, import_id, wanted, at, services))

    yield begin
    for number in range(1, -(-len(rows) // PAGE) + 1):
        yield page(number)
    end = START + timedelta(hours=1)
    yield lambda scope, services: _ignore(complete_import(scope, import_id, end, services))


def _changes(op: Op, rows: list[dict[str, Any]]) -> Step:
    at = START + timedelta(hours=2)
    sent = [SentRow(op, CrmObject.CONTACT, row if op is Op.UPSERT else None, row["id"]) for row in rows]
    return lambda scope, services: _ignore(receive_changes(scope, sent, at, services))


def _rematch(record_id: str, profile_id: str) -> Step:
    def say(scope: InstanceScope, services: WrapperServices) -> None:
        context = ChangeContext(Cause.STATEMENT, START + timedelta(hours=3))
        with scope.writing() as open_scope:
            work = Relinking(open_scope, context, services)
            rematch_record(work, RecordKey(CrmObject.CONTACT, record_id), profile_id, author_of(open_scope, SELLER))

    return say


def _approve(import_id: str) -> Step:
    """Approve the full import, which deletes half of the contacts; once is enough (D22)."""

    def say(scope: InstanceScope, services: WrapperServices) -> None:
        with suppress(ImportStateForbids):
            approve_import(scope, import_id, START + timedelta(hours=4), services)

    return say


def _ignore(_: object) -> None:
    return None


def run_all(url: str, folder: Path, matchers: dict[Kind, Matcher]) -> None:
    """Do the whole import, from its beginning; what was done before stays as it is."""
    store = opened(url, folder)
    services = WrapperServices(Settings(home=folder), store, Matchers(matchers.__getitem__), now_in_utc, LISTENERS)
    for step in steps():
        step(scope_of(store), services)
    store.close()


def scope_of(store: Store) -> InstanceScope:
    with store.reading() as connection:
        contract = load_contract(connection, "contract-1")
        instance = live_instance(connection, "contract-1", InstanceName.PRODUCTION)
    assert contract is not None
    assert instance is not None
    return InstanceScope(contract, instance, store)


def state_of(store: Store) -> dict[str, list[Any]]:
    """Every row that matters, payloads in the clear.

    A statement's number stands as its place in their order: who is killed amid a transaction leaves a gap.
    """
    scope = scope_of(store)
    found = {}
    with store.reading() as connection:
        key = store.vault.key(connection, scope.instance.key_id)
        said = METADATA.tables["statements"]
        positions = {
            seq: position for position, seq in enumerate(connection.scalars(select(said.c.seq).order_by(said.c.seq)))
        }
        for name in COMPARED:
            table = METADATA.tables[name]
            order = [table.c.seq] if name in IN_ORDER else list(table.primary_key.columns)
            rows = [dict(row._mapping) for row in connection.execute(select(table).order_by(*order))]
            for row in rows:
                row.pop("seq", None)
                if row.get("statement_seq") is not None:
                    row["statement_seq"] = positions[row["statement_seq"]]
                if (
                    name == "independent_passes" and row["outcome"]["statement"]
                ):  # what a user said, led by its statement's number
                    number, *words = row["outcome"]["statement"]
                    row["outcome"] = row["outcome"] | {"statement": [positions[number], *words]}
                    del row["asked"]  # a hash of that number among others
                if row.get("sealed") and name == "records":
                    context = f"record/{scope.instance.id}/{row['object']}/{row['id']}"
                    row["sealed"] = key.unseal(row["sealed"], context)
            found[name] = rows if name in IN_ORDER else sorted(rows, key=repr)
    return found


def prepare(peace: str, others: list[str], folder: Path) -> None:
    """Put one contract with the same keys into all databases."""
    first = opened(peace, folder)
    add_contract(first, START)
    for url in others:
        other = opened(url, folder)
        with first.reading() as source, other.writing() as open_scope:
            for name in COPIED:
                table = METADATA.tables[name]
                for row in source.execute(select(table)):
                    open_scope.execute(table.insert().values(**row._mapping))
        other.close()
    first.close()


def main(rehearsal: str, peace: str, killed: str, folder: Path, kills: int) -> None:
    matchers = {kind: Matcher.open(SHIPPED / kind, folder / f"{kind}.index") for kind in Kind}
    prepare(peace, [rehearsal, killed], folder)
    run_all(rehearsal, folder, matchers)
    duration = undisturbed(lambda: run_all(peace, folder, matchers))
    moments = random.Random(20260302)
    for _ in range(kills):
        kill_after(lambda: run_all(killed, folder, matchers), moments.random() * duration)
    undisturbed(lambda: run_all(killed, folder, matchers))
    first = opened(peace, folder)
    second = opened(killed, folder)
    expected = state_of(first)
    found = state_of(second)
    wrong = [name for name in COMPARED if expected[name] != found[name]]
    for name in wrong:
        other = [(a, b) for a, b in zip(expected[name], found[name], strict=False) if a != b]
        print(f"{name}: {len(expected[name])} and {len(found[name])} rows", *other[:1], sep="\n  ", file=sys.stderr)
    print(json.dumps({name: len(rows) for name, rows in expected.items()}))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], Path(sys.argv[4]), int(sys.argv[5]))
