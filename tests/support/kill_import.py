"""Do one long import over and over, kill it at random moments, go on, and compare what is left with a run in peace.

Called as `python -m tests.support.kill_import FOLDER KILLS PEACE_URL KILLED_URL ...`: a folder that holds the
universe's indexes, and two migrated, empty databases of each product. This process does the imports in peace, so that
the forks of the attempts have its libraries, models and compiled statements. Prints how many rows each product has, or
ends with 1 and the rows when any row or its history differs.
"""

import json
import random
import sys
import time
from contextlib import suppress
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import select

from features.schema.kinds import Kind
from serving.contract.imports.imports import ImportStateForbids, NewImport, approve_import, complete_import, open_import
from serving.contract.imports.incoming import Op, SentRow
from serving.contract.imports.pages import page_of, receive_changes, receive_page
from serving.contract.linking.relink import Relinking
from serving.contract.linking.statements import author_of, rematch
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
from tests.support.kills import kill_after
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


def run_all(url: str, folder: Path, matchers: dict[Kind, Matcher]) -> None:
    """Do the whole import, piece by piece; each has its own time, and what was done before stays as it is."""
    store = opened(url, folder)
    scope = scope_of(store)
    services = WrapperServices(Settings(home=folder), store, Matchers(matchers.__getitem__), now_in_utc, LISTENERS)
    accounts = [{"id": f"a{n}", **account(f"C{n % len(COMPANIES) + 1}", city=None)} for n in range(18)]
    contacts = [_contact(n) for n in range(60)]
    contacts[5] = {"full_name": "no id"}
    deal = {"owner_id": SELLER, "status": "open"}
    deals = [{"id": f"o{n}", "account_id": f"a{n}", "contact_ids": f"p{n}; p{n + 1}", **deal} for n in range(12)]
    _import(scope, services, CrmObject.ACCOUNT, accounts)
    _import(scope, services, CrmObject.CONTACT, contacts)
    _import(scope, services, CrmObject.OPPORTUNITY, deals)
    changed = [_contact(n) | {"title": "Somebody else", "full_name": None} for n in range(10)]
    sent = [SentRow(Op.UPSERT, CrmObject.CONTACT, row, row["id"]) for row in changed]
    sent += [SentRow(Op.DELETE, CrmObject.CONTACT, None, f"p{n}") for n in range(10, 14)]
    receive_changes(scope, sent, START + timedelta(hours=2), services)
    with scope.writing() as open_scope:
        work = Relinking(open_scope, ChangeContext(Cause.STATEMENT, START + timedelta(hours=3)), services)
        rematch(work, RecordKey(CrmObject.CONTACT, "p20"), "M12", author_of(open_scope, SELLER))
    _import(scope, services, CrmObject.CONTACT, contacts[20:50], is_full=True)
    with suppress(ImportStateForbids):  # once is enough (D22): it deletes half of the contacts
        approve_import(scope, "contact-True", START + timedelta(hours=4), services)
    store.close()


def _contact(n: int) -> dict[str, Any]:
    changes: list[dict[str, str | None]] = [{}, {"email": None}, {"email": None, "title": None}, {"company": None}]
    return {"id": f"p{n}", "account_id": f"a{n % 18}", **contact(f"M{n % len(MEMBERS) + 1}", **changes[n % 4])}


def _import(
    scope: InstanceScope,
    services: WrapperServices,
    crm_object: CrmObject,
    rows: list[dict[str, Any]],
    *,
    is_full: bool = False,
) -> None:
    import_id = f"{crm_object}-{is_full}"
    with scope.writing() as open_scope:
        open_import(open_scope, NewImport(import_id, crm_object, CANONICAL, is_full), START)
    for number, first in enumerate(range(0, len(rows), PAGE), 1):
        part = rows[first : first + PAGE]
        page = page_of(number, part, json.dumps(part).encode())
        receive_page(scope, import_id, page, START + timedelta(minutes=number), services)
    complete_import(scope, import_id, START + timedelta(hours=1), services)


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
                if name == "independent_passes" and (words := row["outcome"]["statement"]):
                    row["outcome"] = row["outcome"] | {"statement": [positions[words[0]], *words[1:]]}
                    del row["asked"]  # a hash of the statement's number among others
                if name == "records" and row.get("sealed"):
                    row["sealed"] = key.unseal(row["sealed"], f"record/{scope.instance.id}/{row['object']}/{row['id']}")
            found[name] = rows if name in IN_ORDER else sorted(rows, key=repr)
    return found


def main(folder: Path, kills: int, *urls: str) -> None:
    matchers = {kind: Matcher.open(SHIPPED / kind, folder / f"{kind}.index") for kind in Kind}
    compiling = 2  # half of the first import
    counts = []
    for peace, killed in zip(urls[::2], urls[1::2], strict=True):
        _prepare(peace, killed, folder)
        began = time.monotonic()
        run_all(peace, folder, matchers)
        duration = (time.monotonic() - began) / compiling
        compiling = 1
        moments = random.Random(20260302)
        for _ in range(kills):
            kill_after(partial(run_all, killed, folder, matchers), moments.random() * duration)
        run_all(killed, folder, matchers)
        counts.append(_compared(*(state_of(opened(url, folder)) for url in (peace, killed))))
    print(json.dumps(counts))


def _prepare(peace: str, killed: str, folder: Path) -> None:
    """Write the same contract to both databases."""
    first, second = (opened(url, folder) for url in (peace, killed))
    add_contract(first, START)
    with first.reading() as source, second.writing() as target:
        for table in (METADATA.tables[name] for name in COPIED):
            for row in source.execute(select(table)):
                target.execute(table.insert().values(**row._mapping))
    first.close()
    second.close()


def _compared(expected: dict[str, list[Any]], found: dict[str, list[Any]]) -> dict[str, int]:
    """Count the rows of each table; exit where any differs."""
    for name in COMPARED:
        other = [(a, b) for a, b in zip(expected[name], found[name], strict=False) if a != b]
        if expected[name] != found[name]:
            sys.exit(f"{name}: {len(expected[name])} and {len(found[name])} rows, {other[:1]}")
    return {name: len(rows) for name, rows in expected.items()}


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
