"""The scenario's second contract: Oracle Sales, leads, single changes in a shuffled order, bodies that nobody sends."""

import random
from collections.abc import Mapping
from typing import Any

from tests.regression.scenario_activities import KINDS, activity, switch
from tests.regression.scenario_links import linked, list_links
from tests.regression.service import Call, by_seller
from tests.regression.stage import Stage

OBJECTS = {"company": "account", "person": "contact"}
MAX_PEOPLE = 150
AT_ONCE = 37
N_LEADS = 40


def stream(stage: Stage, rows: Mapping[str, list[dict[str, str]]]) -> None:
    """Send accounts, contacts and leads as a stream of changes, look at links and badges, and try every activity."""
    changes = _changes(rows)
    random.Random(7).shuffle(changes)
    for start in range(0, len(changes), AT_ONCE):
        _send(stage, changes[start : start + AT_ONCE])
    lead = linked(list_links(stage, "streamed"), "lead")
    _send(stage, [{"op": "convert", "object": "lead", "id": lead[0][0], "into": rows["person"][0]["id"]}])
    links = list_links(stage, "converted")
    switch(stage, {"writeback": True, "primary_account": True})
    for crm_object in ("lead", "contact"):
        for kind in KINDS:
            sent = activity(kind, linked(links, crm_object)[3][1], f"{crm_object}-{kind}")
            stage.ask(f"dry run {sent['id']}", by_seller("POST", "/activities?dry_run=true", sent))
    for kind, crm_object in OBJECTS.items():
        profiles = [profile for _, profile in linked(links, crm_object)]
        body = {"kind": kind, "profiles": profiles}
        stage.ask(f"badges {kind}", by_seller("POST", "/badges", body))


def _changes(rows: Mapping[str, list[dict[str, str]]]) -> list[dict[str, Any]]:
    people = rows["person"]
    leads = [{**row, "id": f"lead-{row['id']}", "status": "NEW"} for row in people[MAX_PEOPLE : MAX_PEOPLE + N_LEADS]]
    objects = {OBJECTS[kind]: some[:MAX_PEOPLE] for kind, some in rows.items()} | {"lead": leads}
    return [
        {"op": "upsert", "object": crm_object, "record": row} for crm_object, some in objects.items() for row in some
    ]


def _send(stage: Stage, changes: list[dict[str, Any]]) -> None:
    stage.ask("changes", Call("POST", "/changes", {"changes": changes}, "sync"))
