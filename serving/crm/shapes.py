"""Converting what a CRM sends to a row of canonical columns, or to a reject whose reason holds no value."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import ModuleType

from data.tables.stored_text import storable
from features.normalise.text import text_of
from serving.crm.columns import LIST_COLUMNS, OBJECT_COLUMNS, SEPARATOR
from serving.crm.hubspot import names as hubspot
from serving.crm.oracle import names as oracle
from serving.rules.vocabulary import Crm, CrmObject

LONGEST_ID = 200
"""Characters of an id; none of either CRM has more than 40."""


class Shape(StrEnum):
    CANONICAL = "canonical"
    HUBSPOT = "hubspot"
    ORACLE = "oracle"


SHAPE_OF = {Crm.HUBSPOT: Shape.HUBSPOT, Crm.ORACLE: Shape.ORACLE}
_OF: Mapping[Shape, ModuleType] = {Shape.HUBSPOT: hubspot, Shape.ORACLE: oracle}


Also = Mapping[str, str]
"""The columns to keep beside the canonical ones: the name in the CRM by the name that is kept."""
NOTHING_ELSE: Also = {}


@dataclass(frozen=True, slots=True)
class Shaped:
    """One row in canonical columns; `values` holds the filled ones."""

    id: str
    values: Mapping[str, str]
    version: str | None = None
    is_deleted: bool = False
    named: frozenset[str] = frozenset()
    """The columns of a patch, including those that it clears."""


@dataclass(frozen=True, slots=True)
class Misshapen:
    """One row that cannot be used, with the reason."""

    id: str | None
    reason: str


def shaped(shape: Shape, crm_object: CrmObject, item: object, also: Also = NOTHING_ELSE) -> Shaped | Misshapen:
    """Read one row; `also` has columns that are kept beside the canonical ones, with their names in the CRM."""
    if not isinstance(item, Mapping):
        return Misshapen(None, f"got {type(item).__name__}, expected an object of columns")
    fields, values = _columns(shape, crm_object, item)
    for ours, theirs in also.items():
        named = theirs if theirs in fields else ours
        if named in fields and ours not in values:
            values[ours] = fields[named]
    row: dict[str, str] = {}
    for name, value in values.items():
        text = _text(name, value)
        if text is None and value is not None:
            return Misshapen(_id(values), f"{name}: got {_kind_of(value)}, expected text")
        if text:
            row[name] = text
    return _checked(shape, item, row)


def shaped_patch(crm_object: CrmObject, item: object, also: Also = NOTHING_ELSE) -> Shaped | Misshapen:
    """Read the canonical columns of a patch; a column without a value is cleared."""
    read = shaped(Shape.CANONICAL, crm_object, item, also)
    if isinstance(read, Misshapen) or not isinstance(item, Mapping):
        return read
    named = {name for name in OBJECT_COLUMNS[crm_object] if name in item} - {"id"}
    named |= {ours for ours, theirs in also.items() if ours in item or theirs in item}
    if not named - {"modified_at"}:
        return Misshapen(read.id, f"got no column of a {crm_object}, expected those that changed")
    return replace(read, named=frozenset(named))


def _columns(
    shape: Shape, crm_object: CrmObject, item: Mapping[str, object]
) -> tuple[Mapping[str, object], dict[str, object]]:
    """Return the row's own fields, and the known ones under canonical names."""
    if shape is Shape.CANONICAL:
        return item, {name: item[name] for name in OBJECT_COLUMNS[crm_object] if name in item}
    crm = _OF[shape]
    fields: Mapping[str, object] = crm.fields_of(item)
    values: dict[str, object] = {}
    for ours, theirs in crm.FIELDS.get(crm_object, {}).items():
        values[ours] = next((fields[name] for name in theirs if _is_filled(fields.get(name))), None)
    return fields, values | {name: value for name, value in crm.derived(crm_object, item).items() if _is_filled(value)}


def _is_filled(value: object) -> bool:
    return value is not None and value not in ("", [])


def _checked(shape: Shape, item: Mapping[str, object], row: dict[str, str]) -> Shaped | Misshapen:
    identity = row.get("id")
    if not identity:
        return Misshapen(None, "id: got nothing, expected the record's id")
    if len(identity) > LONGEST_ID:
        return Misshapen(None, f"id: got {len(identity)} characters, expected at most {LONGEST_ID}")
    version = _text("version", item.get("version"))
    deleted = shape is not Shape.CANONICAL and bool(_OF[shape].is_deleted(item))
    return Shaped(identity, row, version or None, deleted)


def _id(values: Mapping[str, object]) -> str | None:
    value = values.get("id")
    return str(value)[:LONGEST_ID] if isinstance(value, str | int) else None


def _text(name: str, value: object) -> str | None:
    """Return a value as text, empty for a missing value; None for objects and lists."""
    if isinstance(value, list | tuple) and name in LIST_COLUMNS:
        parts = [_text("", part) for part in value if not isinstance(part, Mapping | list)]
        return SEPARATOR.join(part for part in parts if part)
    if isinstance(value, Mapping | list | tuple):
        return None
    return storable(text_of(value).replace("\0", ""))  # PostgreSQL cannot store NUL


def _kind_of(value: object) -> str:
    return "an object" if isinstance(value, Mapping) else "a list"
