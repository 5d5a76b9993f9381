"""Own fields of every type, and a matcher of a few profiles with own fields, made without a training."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from data.index.build import build_index
from features.comparisons.comparisons import prior_comparisons
from features.own_fields.registry import TYPES, schema_for
from features.schema.kinds import Kind
from features.schema.own_field import Declaration
from features.schema.schema import Schema
from tests.support.small_models import parts_of

if TYPE_CHECKING:
    from serving.matching.matcher import Matcher

MEMBER_NO = Declaration(
    name="member_no",
    kind=Kind.PERSON,
    type="identifier",
    records=("No.",),
    profiles=("number",),
    options=(("number", "luhn"),),
)
INTERESTS = Declaration("interests", Kind.PERSON, "list", options=(("of", "text"),))
OWN: tuple[Declaration, ...] = (MEMBER_NO, INTERESTS)
PROFILES: tuple[Mapping[str, str], ...] = (
    {"id": "m1", "full_name": "Ann Lee", "city": "Oslo", "number": "79927398713", "interests": "sailing; go"},
    {"id": "m2", "full_name": "Ann Lee", "city": "Oslo", "number": "18", "interests": "chess"},
    {"id": "m3", "full_name": "Bo Berg", "city": "Bergen", "number": "26", "interests": "ski; chess"},
    {"id": "m4", "full_name": "Cy Dahl", "city": "Bergen", "number": "34", "interests": ""},
)
"""Two profiles that own fields alone tell apart, and two others."""


def declared(name: str, type_: str, kind: Kind = Kind.PERSON, **options: str) -> Declaration:
    """Return the declaration of a field that is read from a column of its own name."""
    return Declaration(name, kind, type_, options=tuple(sorted(options.items())))


def every_type(kind: Kind) -> Schema:
    """Return the schema of a kind with a field of each type, named `my_` and the type."""
    return schema_for(kind, tuple(declared(f"my_{name}", name, kind) for name in TYPES))


def write_profiles(path: Path, profiles: Sequence[Mapping[str, str]] = PROFILES) -> Path:
    """Write profiles as a Parquet file."""
    names = list(dict.fromkeys(name for row in profiles for name in row))
    pq.write_table(pa.table({name: pa.array([row.get(name) for row in profiles], pa.string()) for name in names}), path)
    return path


def own_index(folder: Path, declarations: tuple[Declaration, ...] = OWN) -> Path:
    """Build the index of the profiles with own fields."""
    folder.mkdir(parents=True, exist_ok=True)
    universe = write_profiles(folder / "universe.parquet")
    build_index(schema_for(Kind.PERSON, declarations), universe, folder / "own.index")
    return folder / "own.index"


def own_bundle(folder: Path, declarations: tuple[Declaration, ...] = OWN) -> Path:
    """Write the shipped bundle of people with own fields whose m and u are their types' priors."""
    from serving.matching.bundle import Bundle, shipped_bundle
    from training.fitting.bundle import write_bundle

    schema = schema_for(Kind.PERSON, declarations)
    shipped = Bundle.open(shipped_bundle(Kind.PERSON) or Path())
    splink: dict[str, Any] = dict(shipped.splink)
    splink["comparisons"] = [*splink["comparisons"], *prior_comparisons(schema)]
    saved = [one.as_json() for one in schema.declarations]
    write_bundle(replace(parts_of(shipped), splink=splink, own_fields=saved), folder / "own.bundle")
    return folder / "own.bundle"


def own_matcher(folder: Path, declarations: tuple[Declaration, ...] = OWN) -> "Matcher":
    """Return a matcher of the profiles that reads own fields."""
    from serving.matching.matcher import Matcher

    return Matcher.open(own_bundle(folder, declarations), own_index(folder, declarations))
