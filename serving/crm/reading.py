"""The canonical columns of the five objects, and reading what a CRM sends into them.

What cannot be read becomes a reject, whose reason holds no value.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace

from data.tables.stored_text import storable
from features.normalise.text import text_of, word_set
from features.schema.errors import type_word
from features.schema.kinds import COMPANY_COLUMNS, PERSON_COLUMNS
from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.vocabulary.terms import CrmObject

_OF_MEMBERS = frozenset({"past_companies", "past_titles"})
_PERSON = tuple(name for name in PERSON_COLUMNS if name not in _OF_MEMBERS)
_OPPORTUNITY = (
    "id name account_id contact_ids lead_ids owner_id pipeline stage status amount currency created_at close_date "
    "modified_at visible_to crm_number"
)
_USER = ("id", "name", "email", "sso_subject", "active", "modified_at")
OBJECT_COLUMNS: Mapping[CrmObject, tuple[str, ...]] = {
    CrmObject.ACCOUNT: (*COMPANY_COLUMNS, "visible_to", "crm_number"),
    CrmObject.CONTACT: (*_PERSON, "crm_number"),
    CrmObject.LEAD: (*_PERSON, "status", "stage", "crm_number"),
    CrmObject.OPPORTUNITY: tuple(_OPPORTUNITY.split()),
    CrmObject.USER: _USER,
}
LIST_COLUMNS = word_set("aliases contact_ids lead_ids visible_to")
"""Columns whose text holds several values, separated by `; `."""
SEPARATOR = "; "


def listed(text: str | None) -> tuple[str, ...]:
    """Return the values of a list column."""
    return tuple(part for part in (value.strip() for value in (text or "").split(";")) if part)


LONGEST_ID = 200
"""Characters of an id; none of any CRM has more than 40."""
Also = Mapping[str, str]
"""The columns to keep beside the canonical ones: the name in the CRM by the name that is kept."""
NOTHING_ELSE: Also = {}
Item = Mapping[str, object]
"""A record as the CRM sends it."""
Sources = Mapping[str, tuple[str, ...]]
"""Our columns with the properties or fields that they are read from."""


def sources(*texts: str) -> Sources:
    """Return columns with what they are read from, by lines `column: property property`."""
    parted = [line.strip().partition(": ") for text in texts for line in text.strip().splitlines()]
    return {column: tuple(properties.split()) for column, _, properties in parted}


@value_class
class NotePath:
    """The path to which a note on a record is written, and the vendor's page that says so; without one it is assumed.

    Names in braces are keys that the CRM gives. Where the CRM answers another path in its links, that one is used.
    """

    path: str
    page: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorObject:
    """One object in a CRM: its names there, and what the CRM does with it."""

    name: str
    """In the CRM's paths."""
    fields: Sources
    """The first filled property of a column counts."""
    optional: Sources = field(default_factory=dict)
    """Optional columns with the standard properties that hold them; others are a customer's own."""
    derived: Sources = field(default_factory=dict)
    """Computed columns, with the properties that they are computed from."""
    associated: Mapping[str, str] = field(default_factory=dict)
    """Columns that hold ids of associated objects, with the association, or the child and its field."""
    deleted_by: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    """What is read of a pipeline's stages."""
    notes: NotePath | None = None
    """None: it takes no note (S55, S58)."""
    is_written: bool = False
    page_type: str | None = None
    """Its name in the address of a record's own page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorNames:
    """A CRM's names for our columns; an object that is missing is not imported."""

    objects: Mapping[CrmObject, VendorObject]
    fields_of: Callable[[Item], Item]
    """Returns the fields of an item."""
    derived: Callable[[CrmObject, Item], Item]
    """Returns the computed columns of an item."""
    is_deleted: Callable[[Item], bool]
    always_answered: Collection[str] = ()
    """Properties that need not be asked for."""
    added_by_customers: Collection[str] = ()


@value_class
class Shaped:
    """One row in canonical columns; `values` holds the filled ones."""

    id: str
    values: Mapping[str, str]
    version: str | None = None
    is_deleted: bool = False
    named: frozenset[str] = frozenset()
    """The columns of a patch, including those that it clears."""


@value_class
class Misshapen:
    """One row that cannot be used, with the reason."""

    id: str | None
    reason: str


def shaped(
    names: VendorNames | None, crm_object: CrmObject, item: object, also: Also = NOTHING_ELSE
) -> Shaped | Misshapen:
    """Read one row by a CRM's names, None: in canonical columns; `also` has further columns to keep."""
    if not isinstance(item, Mapping):
        return Misshapen(None, wording("got {item}, expected an object of columns", item=type_word(item)))
    fields, values = _columns(names, crm_object, item)
    for ours, theirs in also.items():
        named = theirs if theirs in fields else ours
        if named in fields and ours not in values:
            values[ours] = fields[named]
    row: dict[str, str] = {}
    for name, value in values.items():
        text = _text(name, value)
        if text is None and value is not None:
            kind = "an object" if isinstance(value, Mapping) else "a list"
            return Misshapen(_id(values), wording("{name}: got {kind}, expected text", name=name, kind=kind))
        if text:
            row[name] = text
    identity = row.get("id")
    if not identity:
        return Misshapen(None, "id: got nothing, expected the record's id")
    if len(identity) > LONGEST_ID:
        return Misshapen(
            None,
            wording(
                "id: got {n_identity} characters, expected at most {longest_id}",
                n_identity=len(identity),
                longest_id=LONGEST_ID,
            ),
        )
    version = _text("version", item.get("version")) or None
    return Shaped(identity, row, version, names is not None and names.is_deleted(item))


def shaped_patch(crm_object: CrmObject, item: object, also: Also = NOTHING_ELSE) -> Shaped | Misshapen:
    """Read the canonical columns of a patch; a column without a value is cleared."""
    read = shaped(None, crm_object, item, also)
    if isinstance(read, Misshapen) or not isinstance(item, Mapping):
        return read
    named = {name for name in OBJECT_COLUMNS[crm_object] if name in item} - {"id"}
    named |= {ours for ours, theirs in also.items() if ours in item or theirs in item}
    if not named - {"modified_at"}:
        return Misshapen(
            read.id, wording("got no column of a {crm_object}, expected those that changed", crm_object=crm_object)
        )
    return replace(read, named=frozenset(named))


def _columns(names: VendorNames | None, crm_object: CrmObject, item: Item) -> tuple[Item, dict[str, object]]:
    """Return the row's own fields, and the known ones under canonical names."""
    if names is None:
        return item, {name: item[name] for name in OBJECT_COLUMNS[crm_object] if name in item}
    fields = names.fields_of(item)
    values = dict[str, object]()
    if crm_object not in names.objects:
        return fields, values
    for ours, theirs in names.objects[crm_object].fields.items():
        values[ours] = next((fields[name] for name in theirs if _is_filled(fields.get(name))), None)
    return fields, values | {
        name: value for name, value in names.derived(crm_object, item).items() if _is_filled(value)
    }


def _is_filled(value: object) -> bool:
    return value is not None and value not in ("", [])


def _id(values: Item) -> str | None:
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
