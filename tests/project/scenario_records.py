"""The records of the scenario: a sample, as a sync service sends it and as `onematch match` reads it."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from data.index.build import build_index
from features.schema.kinds import Kind
from tests.project.small_commands import onematch
from tests.regression.recording import Normaliser, Recording
from tests.regression.scenario import connect, new_contract
from tests.regression.scenario_links import OBJECTS
from tests.regression.service import Caller
from tests.regression.sources import SHIPPED, filled
from tests.regression.stage import Stage
from tests.support.sheets import books_of

KNOWN_EMAIL = "known.person.4711@only-in-the-crm.example"
KNOWN_NAME = "Zebedee Quillfeather"
Row = dict[str, str]
Outcome = tuple[str, str | None]
"""A decision, and the profile of linked records and duplicates."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample's files, its indexes with the shipped bundles, and its CRM rows."""

    folder: Path
    models: dict[str, tuple[str, Path]]
    rows: dict[str, list[Row]]

    def crm(self, kind: str) -> Path:
        return self.folder / kind / "crm.parquet"


def draw_sample(folder: Path, n_records: int) -> Sample:
    """Draw a sample and index its universe."""
    sizes = ("--people", 2 * n_records, "--companies", n_records // 2, "--crm", n_records)
    onematch("sample", "--out", folder, "--seed", 4, *sizes)
    for kind in Kind:
        build_index(kind, folder / kind / "universe.parquet", folder / f"{kind}.index")
    models = {kind: (SHIPPED, folder / f"{kind}.index") for kind in OBJECTS}
    rows = {kind: [filled(row) for row in pq.read_table(folder / kind / "crm.parquet").to_pylist()] for kind in OBJECTS}
    return Sample(folder, models, rows)


def match_in_batch(sample: Sample) -> dict[str, Outcome]:
    """Decide the same records with `onematch match`: decision and profile by record."""
    accounts, contacts = (sample.folder / f"{name}.parquet" for name in ("accounts", "contacts"))
    for kind, out, more in (("company", accounts, ()), ("person", contacts, ("--account-links", accounts))):
        bundle, index = sample.models[kind]
        files = ("--crm", sample.crm(kind), "--bundle", bundle, "--index", index, "--out", out)
        onematch("match", "--kind", kind, *files, "--links", "one-to-one", "--processes", 1, *more)
    rows = pq.read_table(accounts).to_pylist() + pq.read_table(contacts).to_pylist()
    return {row["crm_id"]: _outcome(row["decision"], row["candidate_id"]) for row in rows}


def links_in(caller: Caller) -> dict[str, dict[str, Any]]:
    """Return the link of each record of a contract, without its time."""
    records = [record for name in OBJECTS.values() for record in caller.items("program", f"/records?object={name}")]
    return {record["id"]: record["link"] | {"since": None} for record in records}


def outcomes_of(links: Mapping[str, Mapping[str, Any]]) -> dict[str, Outcome]:
    """Return state and profile by record."""
    return {record: _outcome(link["state"], link["profile_id"]) for record, link in links.items()}


def connected(operator: Caller, crm: str, api: str, key: str | None = None) -> Stage:
    """Make a contract, connect its CRM, import its users and give them their seats."""
    stage = Stage(new_contract(operator, "Acme", key), Recording(), Normaliser())
    urls = {"api": api, "portal_id": "62515"} if crm == "hubspot" else {"api": api, "pod": "https://pod.example"}
    connect(stage, crm, urls)
    return stage


def send(caller: Caller, *records: tuple[str, Mapping[str, Any]]) -> None:
    """Send records with their objects as one request of changes."""
    changes = [{"op": "upsert", "object": crm_object, "record": record} for crm_object, record in records]
    results = caller.good("sync", "POST /changes", {"changes": changes})["results"]
    assert [result["status"] for result in results] == ["applied"] * len(changes), results


def free_member(sample: Sample, links: Mapping[str, Mapping[str, Any]]) -> str:
    """A member whom no record claims."""
    claimed = {link["profile_id"] for link in links.values()}
    ids = pq.read_table(sample.folder / "person" / "universe.parquet", columns=["id"]).column("id").to_pylist()
    return str(next(one for one in ids if one not in claimed))


def known_person_in(zipped: bytes) -> list[tuple[str, str]]:
    rows = books_of(zipped)["onematch.xlsx"]["contacts"]
    at = rows[0].index("email")
    return [(str(row[0]), str(row[at])) for row in rows if row[0] == "known"]


def wait_for(found: Callable[[], bool], within_s: float = 300) -> None:
    """Wait until a condition holds."""
    until = time.monotonic() + within_s
    while not found():
        assert time.monotonic() < until, f"it did not come within {within_s} s"
        time.sleep(0.25)


def _outcome(decision: str, profile_id: str | None) -> Outcome:
    has_profile = decision in {"linked", "duplicate"}
    return decision.replace("none", "unmatched"), profile_id if has_profile else None
