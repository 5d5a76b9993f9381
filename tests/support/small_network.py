"""A small network: a dozen companies and members with names that tests can use, among generated ones."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from data.index.build import build_index
from data.sample.sample import SampleSize, write_sample
from features.schema.kinds import COLUMNS, Kind

COMPANIES = {
    "C1": {"name": "Acme Robotics", "website": "acmerobotics.example", "city": "Austin", "country": "US"},
    "C2": {"name": "Borealis Shipping", "website": "borealis.example", "city": "Oslo", "country": "NO"},
    "C3": {"name": "Cinnabar Paints", "website": "cinnabar.example", "city": "Leeds", "country": "GB"},
    "C4": {"name": "Delphine Travel", "website": "delphine.example", "city": "Lyon", "country": "FR"},
    "C5": {"name": "Eiderdown Bedding", "website": "eiderdown.example", "city": "Aarhus", "country": "DK"},
    "C6": {"name": "Fenwick Optics", "website": "fenwick.example", "city": "Boston", "country": "US"},
}


def _member(first: str, last: str, title: str, company_id: str) -> dict[str, str]:
    company = COMPANIES[company_id]
    return {
        "first_name": first,
        "last_name": last,
        "full_name": f"{first} {last}",
        "email": f"{first}.{last}@{company['website']}".lower(),
        "title": title,
        "company": company["name"],
        "company_id": company_id,
        "city": company["city"],
        "country": company["country"],
        "profile_url": f"https://network.example/in/{first}-{last}".lower(),
    }


MEMBERS = {
    "M1": _member("Wilhelmina", "Thackeray", "Head of Procurement", "C1"),
    "M2": _member("Thaddeus", "Okonkwo", "Chief Engineer", "C1"),
    "M3": _member("Ingrid", "Solbakken", "Fleet Manager", "C2"),
    "M4": _member("Torvald", "Aasland", "Finance Director", "C2"),
    "M5": _member("Beatrix", "Hollingsworth", "Marketing Manager", "C3"),
    "M6": _member("Ravindra", "Kulasekara", "Plant Manager", "C3"),
    "M7": _member("Celestine", "Fauconnier", "Sales Director", "C4"),
    "M8": _member("Anselme", "Peyrefitte", "Data Analyst", "C4"),
    "M9": _member("Rasmus", "Bjerregaard", "Logistics Lead", "C5"),
    "M10": _member("Philippa", "Wetherington", "Optical Designer", "C6"),
    "M11": _member("Obadiah", "Castellanos", "Account Executive", "C6"),
    "M12": _member("Yevgenia", "Dragunova", "Research Scientist", "C6"),
}


@dataclass(frozen=True, slots=True)
class Universe:
    """The index of each kind, and the files it was built from."""

    indexes: dict[Kind, Path]
    files: dict[Kind, Path]


def account(company_id: str, **changes: str | None) -> dict[str, str | None]:
    """Return the canonical columns of an account that is a company; no id."""
    return {**COMPANIES[company_id], **changes}


def contact(member_id: str, **changes: str | None) -> dict[str, str | None]:
    """Return the canonical columns of a contact or lead that is a member; no id, and nothing that forces a link."""
    columns = {name: value for name, value in MEMBERS[member_id].items() if name not in ("company_id", "profile_url")}
    return {**columns, **changes}


def universe_in(folder: Path) -> Universe:
    """Return the network that `build_universe` made in a folder."""
    return Universe(
        {kind: folder / f"{kind}.index" for kind in Kind}, {kind: folder / f"{kind}.parquet" for kind in Kind}
    )


def build_universe(folder: Path) -> Universe:
    """Write the network's files and build both indexes."""
    universe = universe_in(folder)
    write_sample(folder / "sample", SampleSize(people=200, companies=80, crm=20), seed=11)
    named = {Kind.PERSON: MEMBERS, Kind.COMPANY: COMPANIES}
    for kind, profiles in named.items():
        generated = pq.read_table(folder / "sample" / kind / "universe.parquet").to_pylist()
        rows: list[dict[str, Any]] = [{"id": one, **columns} for one, columns in profiles.items()] + generated
        columns = {name: [_text(row.get(name)) for row in rows] for name in COLUMNS[kind]}
        pq.write_table(pa.table(columns), universe.files[kind])
        build_index(kind, universe.files[kind], universe.indexes[kind])
    return universe


def _text(value: Any) -> str | None:
    return "; ".join(value) if isinstance(value, list) else value
