"""The records of the scenario: a sample, as a sync service sends it and as `onematch match` reads it."""

import io
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from data.index.build import build_index
from features.schema.kinds import Kind
from tests.project.running_wrapper import SELLER, USERS, Caller, Models, Running
from tests.project.small_commands import onematch
from tests.support.paths import ROOT
from tests.support.sheets import books_of

OBJECTS = {Kind.COMPANY: "account", Kind.PERSON: "contact"}
KNOWN_EMAIL = "known.person.4711@only-in-the-crm.example"
KNOWN_NAME = "Zebedee Quillfeather"
SECRET_TEXT = "a sentence that only the seller and the CRM know, 4711"
DEGREES = {"inmail": "2nd", "message": "1st"}
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample's files, its indexes, and its CRM rows."""

    folder: Path
    models: Models
    rows: dict[Kind, list[Row]]

    def crm(self, kind: Kind) -> Path:
        return self.folder / kind / "crm.parquet"


def draw_sample(folder: Path, n_records: int) -> Sample:
    """Draw a sample and index its universe, to be matched with the shipped bundles."""
    sizes = ("--people", 2 * n_records, "--companies", n_records // 2, "--crm", n_records)
    onematch("sample", "--out", folder, "--seed", 4, *sizes)
    models = {}
    for kind in Kind:
        build_index(kind, folder / kind / "universe.parquet", folder / f"{kind}.index")
        models[kind] = (ROOT / "serving" / "shipped" / kind, folder / f"{kind}.index")
    rows = {kind: [_filled(row) for row in pq.read_table(folder / kind / "crm.parquet").to_pylist()] for kind in Kind}
    return Sample(folder, models, rows)


Outcome = tuple[str, str | None]


def match_in_batch(sample: Sample) -> dict[str, Outcome]:
    """Decide the same records with `onematch match`: decision and profile by record."""
    accounts = sample.folder / "accounts.parquet"
    contacts = sample.folder / "contacts.parquet"
    for kind, out, more in (
        (Kind.COMPANY, accounts, ()),
        (Kind.PERSON, contacts, ("--account-links", accounts)),
    ):
        bundle, index = sample.models[kind]
        files = ("--crm", sample.crm(kind), "--bundle", bundle, "--index", index, "--out", out)
        onematch("match", "--kind", kind, *files, "--links", "one-to-one", "--processes", 1, *more)
    rows = pq.read_table(accounts).to_pylist() + pq.read_table(contacts).to_pylist()
    return {row["crm_id"]: _outcome(row["decision"], row["candidate_id"]) for row in rows}


def links_in(caller: Caller) -> dict[str, dict[str, Any]]:
    """Return the link of each record of a contract, without its time."""
    found = {}
    for crm_object in OBJECTS.values():
        for record in caller.all(f"/records?object={crm_object}", scope="admin"):
            found[record["id"]] = {name: value for name, value in record["link"].items() if name != "since"}
    return found


def outcomes_of(links: Mapping[str, Mapping[str, Any]]) -> dict[str, Outcome]:
    """Return state and profile by record."""
    return {one: _outcome(link["state"], link["profile_id"]) for one, link in links.items()}


def import_in_bulk(caller: Caller, sample: Sample) -> None:
    """Send everything by pages of Parquet."""
    for kind, crm_object in OBJECTS.items():
        opened = caller.good("POST", "/imports", {"object": crm_object, "full": True}, scope="sync")
        for number, rows in enumerate(_chunks(sample.rows[kind], 500), 1):
            page = f"/imports/{opened['id']}/pages/{number}"
            assert caller.good("PUT", page, _parquet(rows), scope="sync")["rejects"] == []
        caller.good("POST", f"/imports/{opened['id']}/complete", scope="sync")


def import_by_stream(caller: Caller, sample: Sample) -> None:
    """Send everything as single changes in a shuffled order, accounts and contacts mixed."""
    changes = [
        {"op": "upsert", "object": crm_object, "record": row}
        for kind, crm_object in OBJECTS.items()
        for row in sample.rows[kind]
    ]
    random.Random(7).shuffle(changes)
    for some in _chunks(changes, 37):
        results = caller.good("POST", "/changes", {"changes": some}, scope="sync")["results"]
        assert {result["status"] for result in results} == {"applied"}


def connect(running: Running, operator: Caller, crm: str, api: str) -> Caller:
    """Make a contract, connect its CRM, import its users and give them their seats."""
    caller = running.contract(operator)
    urls = {"api": api, "portal_id": "62515"} if crm == "hubspot" else {"api": api, "pod": "https://pod.example"}
    consent = {"crm_admin": USERS[0], "agreed_at": "2026-03-02T09:00:00Z"}
    connection = {"crm": crm, "urls": urls, "consent": consent}
    assert caller.good("PUT", "/instances/production", connection, scope="admin")["state"] == "connected"
    users = [
        {"id": one, "name": f"Seller {one}", "email": f"{one.lower()}@sellers.example", "active": "true"}
        for one in USERS
    ]
    caller.good("POST", "/changes", {"changes": [upsert("user", **user) for user in users]}, scope="sync")
    for user in USERS:
        assert caller.good("PUT", f"/licences/{user}", scope="admin")["state"] == "assigned"
    return caller


def switch(caller: Caller, **switches: Any) -> None:
    """Set switches of a contract, as its admin does."""
    version = caller.call("GET", "/settings", scope="admin").headers["etag"]
    caller.good("PATCH", "/settings", switches, scope="admin", headers={"If-Match": version})


def upsert(crm_object: str, **record: Any) -> dict[str, Any]:
    return {"op": "upsert", "object": crm_object, "record": record}


def send(caller: Caller, *changes: dict[str, Any]) -> None:
    results = caller.good("POST", "/changes", {"changes": changes}, scope="sync")["results"]
    assert [result["status"] for result in results] == ["applied"] * len(changes), results


def contacts_of(sample: Sample) -> set[str]:
    return {row["id"] for kind, rows in sample.rows.items() if kind == "person" for row in rows}


def free_member(sample: Sample, links: dict[str, dict[str, Any]]) -> str:
    """A member whom no record claims."""
    claimed = {link["profile_id"] for link in links.values()}
    ids = pq.read_table(sample.folder / "person" / "universe.parquet", columns=["id"]).column("id").to_pylist()
    return str(next(one for one in ids if one not in claimed))


def activity(kind: str, member: str) -> dict[str, Any]:
    texts = {"subject": f"about {kind}", "body": SECRET_TEXT, "occurred_at": "2026-03-02T08:30:00Z"}
    more = {"degree": DEGREES[kind]} if kind in DEGREES else {}
    more |= {"link_owner": SELLER} if kind == "smart_link_view" else {}
    return {"id": f"{kind}-1", "kind": kind, "profile": {"kind": "person", "id": member}, **texts, **more}


def known_person_in(zipped: bytes) -> list[tuple[str, str]]:
    rows = books_of(zipped)["onematch.xlsx"]["contacts"]
    at = rows[0].index("email")
    return [(str(row[0]), str(row[at])) for row in rows if row[0] == "known"]


def _outcome(decision: str, profile_id: str | None) -> Outcome:
    """Return decision and profile; the profile only of linked records and duplicates."""
    return (
        (decision, profile_id) if decision in {"linked", "duplicate"} else (decision.replace("none", "unmatched"), None)
    )


def _filled(row: dict[str, Any]) -> Row:
    return {name: "; ".join(value) if isinstance(value, list) else value for name, value in row.items() if value}


def _parquet(rows: list[Row]) -> bytes:
    names = sorted({name for row in rows for name in row})
    out = io.BytesIO()
    pq.write_table(pa.table({name: [row.get(name) for row in rows] for name in names}), out)
    return out.getvalue()


def _chunks(rows: list[Any], size: int) -> Iterator[list[Any]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
