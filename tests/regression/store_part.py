"""What is compared of stores that exist: a home and a database of BEFORE, opened by this side and then used."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.regression.contract_part import InUse, contract_in_use, shipped_models
from tests.regression.recording import Normaliser, Recording
from tests.regression.route_part import unsealed
from tests.regression.scenario_activities import activity, switch
from tests.regression.scenario_links import linked, list_links
from tests.regression.service import (
    ADMIN,
    SELLER,
    Call,
    Caller,
    by_admin,
    by_seller,
    postgres_database,
    running_service,
)
from tests.regression.sources import Sources
from tests.regression.stage import Stage, tidied_audit

READ = (
    "/settings",
    "/instances/production",
    "/freshness",
    "/overview",
    "/reports/match-rates",
    "/reports/drift",
    "/reports/precision",
    "/checkpoint",
)
LISTED = ("/users", "/licences", "/imports", "/events", "/saves", "/activities", "/judgements/batch")


def record_stores(sources: Sources) -> Recording:
    """Compare what this side finds in stores that BEFORE made, on both databases."""
    found = Recording()
    _add_store(found, sources, "sqlite", {})
    with postgres_database() as url:
        _add_store(found, sources, "postgresql", {"ONEMATCH_DATABASE_URL": url})
    return found


def _add_store(found: Recording, sources: Sources, name: str, database: Mapping[str, str]) -> None:
    maker = sources.before or sources
    home = sources.side.folder / "homes" / f"kept-{name}"
    shutil.rmtree(home, ignore_errors=True)
    caller, operator, passport = _made(maker, name, home, database)
    models = shipped_models(maker)
    side = sources.side
    upgraded = side.run("db", "upgrade", ONEMATCH_HOME=str(home), **database)
    found.add(f"{name} upgraded", {"code": upgraded.returncode})
    serving = running_service(side, name, models, with_worker=True, home=home, more=database)
    with serving as service:
        clean = Normaliser(folder=str(side.folder))
        caller.service = operator.service = service
        caller.tokens.clear()
        stage = Stage(caller, found, clean, n_steps=0 if name == "sqlite" else 500)
        _read(stage, passport)
        stage.n_steps += 1
        service.onematch("contracts", "create", "Later", "--id", "later", "--json")
        stage.keep("contracts", json.loads(service.onematch("contracts", "list", "--json")))


def _made(maker: Sources, name: str, home: Path, database: Mapping[str, str]) -> tuple[Caller, Caller, Any]:
    """Let BEFORE fill a store; return who may call, and a passport."""
    with contract_in_use(maker, Recording(), name, database, home=home) as used:
        use_a_little(used)
        record = linked(used.links, "contact")[0][0]
        call = by_admin("GET", f"/records/contact/{record}/passport")
        return used.stage.caller, used.operator, used.stage.read(call).raise_for_status().json()


def use_a_little(used: InUse) -> None:
    """Log an activity, deposit a grant, judge, re-match and export."""
    stage = used.stage
    pairs = linked(used.links, "contact")
    switch(stage, {"writeback": True})
    stage.ask("note", by_seller("POST", "/activities", activity("note", pairs[5][1], "note-1")))
    grant = {"access_token": "grant-of-u2"}
    stage.ask("grant", by_seller("PUT", f"/users/{SELLER}/crm-authorization", grant))
    body = {"judgements": [{"object": "contact", "record_id": pairs[6][0], "verdict": "nobody"}]}
    stage.ask("batch", by_admin("POST", "/judgements/batch", body))
    stage.ask("rematch", by_seller("PUT", f"/records/contact/{pairs[1][0]}/link", {"profile_id": pairs[2][1]}))
    export = stage.ask("export", by_admin("POST", "/exports"))
    stage.job("export", export["id"], "admin", ADMIN)


def _read(stage: Stage, passport: Any) -> None:
    """Read all that the store holds, verify the passport, and go on working with it."""
    links = list_links(stage, "kept")
    for path in READ:
        stage.ask(path, by_admin("GET", path))
    for path in LISTED:
        stage.all(path, Call("GET", path, scope="app" if path in {"/events", "/saves"} else "admin", acting=ADMIN))
    stage.all("audit", by_admin("GET", "/audit"), tidied_audit)
    verified = stage.read(by_admin("POST", "/passports/verify", passport))
    stage.keep("passport", {"status": verified.status_code, "body": unsealed(verified.json())})
    record, profile = linked(links, "contact")[3]
    stage.ask("reject", by_seller("DELETE", f"/records/contact/{record}/link"))
    stage.ask("record", by_seller("GET", f"/records/contact/{record}"))
    stage.ask("rematch", by_seller("PUT", f"/records/contact/{record}/link", {"profile_id": profile}))
    list_links(stage, "after")
