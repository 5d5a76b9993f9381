"""What is compared of stores that exist: a home and a database of BEFORE, opened by this side and then used."""

import json
import shutil
from collections.abc import Mapping
from typing import Any

from tests.regression.contract_part import contract_in_use, shipped_models
from tests.regression.recording import Normaliser, Recording
from tests.regression.route_part import unsealed
from tests.regression.scenario_activities import activity, switch
from tests.regression.scenario_links import Links, linked, list_links
from tests.regression.service import SELLER, running_service
from tests.regression.sources import Sources
from tests.regression.stage import Stage, content
from tests.support.postgres import postgres_server

READ = (
    *("/settings", "/instances/production", "/freshness", "/overview", "/checkpoint"),
    *("/reports/match-rates", "/reports/drift", "/reports/precision"),
)
LISTED = ("/users", "/licences", "/imports", "/activities", "/judgements/batch", "/audit")


def record_stores(sources: Sources) -> Recording:
    """Compare what this side finds in stores that BEFORE made, on both databases."""
    found = Recording()
    _add_store(found, sources, "sqlite", {})
    with postgres_server() as url:
        _add_store(found, sources, "postgresql", {"ONEMATCH_DATABASE_URL": url})
    return found


def _add_store(found: Recording, sources: Sources, name: str, database: Mapping[str, str]) -> None:
    maker = sources.before or sources
    side = sources.side
    home = side.folder / "homes" / f"kept-{name}"
    shutil.rmtree(home, ignore_errors=True)
    with contract_in_use(maker, Recording(), name, database, home=home) as used:
        _use_a_little(used.stage, used.links)
        record = linked(used.links, "contact")[0][0]
        passport = used.stage.read("admin", f"GET /records/contact/{record}/passport").raise_for_status().json()
        caller = used.stage.caller
    found.add(f"{name} upgraded", side.run("db", "upgrade", ONEMATCH_HOME=str(home), **database).returncode)
    with running_service(side, name, shipped_models(maker), n_of_jobs=1, home=home, more=database) as service:
        caller.service = service
        caller.tokens.clear()
        stage = Stage(caller, found, Normaliser(folder=str(side.folder)))
        _read(stage, passport)
        service.onematch("contracts", "create", "Later", "--id", "later", "--json")
        stage.keep("contracts", json.loads(service.onematch("contracts", "list", "--json")))


def _use_a_little(stage: Stage, links: Links) -> None:
    """Log an activity, deposit a grant, judge, re-match and export."""
    pairs = linked(links, "contact")
    switch(stage, {"writeback": True})
    stage.ask("seller", "POST /activities", activity("note", pairs[5][1], "note-1"))
    stage.ask("seller", f"PUT /users/{SELLER}/crm-authorization", {"access_token": "grant-of-u2"})
    judged = {"object": "contact", "record_id": pairs[6][0], "verdict": "nobody"}
    stage.ask("admin", "POST /judgements/batch", {"judgements": [judged]})
    stage.ask("seller", f"PUT /records/contact/{pairs[1][0]}/link", {"profile_id": pairs[2][1]})
    stage.job("admin", stage.ask("admin", "POST /exports")["id"])


def _read(stage: Stage, passport: Any) -> None:
    """Read all that the store holds, verify the passport, and go on working with it."""
    record, profile = linked(list_links(stage), "contact")[3]
    stage.ask_all("admin", *(f"GET {path}" for path in READ))
    for path in LISTED:
        stage.list("admin", path)
    stage.list("seller", "/events")
    stage.list("seller", "/saves")
    stage.keep("passport", unsealed(content(stage.read("admin", "POST /passports/verify", passport))))
    path = f"/records/contact/{record}"
    stage.ask_all("seller", f"DELETE {path}/link", f"GET {path}")
    stage.ask("seller", f"PUT {path}/link", {"profile_id": profile})
    list_links(stage)
