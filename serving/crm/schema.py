"""Every object and field of a CRM's sync: its sources, the comparisons that read it, whether it is written (S14).

The one definition of what a sync service asks a CRM for: `properties`, `associations` and `stages` of each object.
"""

from collections.abc import Iterable
from functools import cache

from pydantic import BaseModel

from features.comparisons.comparisons import COMPARISONS
from features.normalise.records import normalise
from features.normalise.text import read_sentences
from features.own_fields.optional import OPTIONAL
from features.schema.kinds import Kind
from serving.crm.appendix import COLUMNS
from serving.crm.appendix import FIELDS as WRITTEN
from serving.crm.reading import OBJECT_COLUMNS, VendorObject
from serving.crm.routing import Way, way
from serving.crm.vendor import Vendor
from serving.vocabulary.terms import KIND_OF, ActivityKind, CrmObject

_PROBES = read_sentences(
    """
    full_name: Ann Bea Lee
    first_name: Ann
    middle_name: Bea
    last_name: Lee
    suffix: Jr
    nickname: Annie
    email: ann@acme.com
    phone: +49301234567
    website: acme.com
    street: 1 Main Street
    birth_date: 1980-02-03
    profile_url: https://network.example/in/ann
    country: DE
    employees: 12
    stock_symbol: ACME
    headline: CTO at Acme
    """
)
_PLAIN_PROBE = "Acme"
FORCES = "forces the link"
"""The field identifies the profile (S90)."""


class FieldShown(BaseModel):
    """A column: its sources in the CRM, the comparisons that read it, and whether it is written to the CRM.

    `crm_names`: the properties or fields that it is read or computed from; `associations`: those whose ids it holds.
    """

    column: str
    crm_names: tuple[str, ...]
    associations: tuple[str, ...]
    imported: bool
    compared_as: tuple[str, ...]
    written: bool


class OptionalColumnShown(BaseModel):
    """A column that counts where profiles have it: the own field to declare, and the CRM's properties that hold it.

    Without `crm_names` the CRM has no standard property for it; a customer's own may hold it.
    """

    column: str
    type: str
    options: dict[str, str]
    crm_names: tuple[str, ...]


class NotesShown(BaseModel):
    """Where notes are written, and the vendor's page that says so; an assumed path is tried by a test note."""

    path: str
    page: str | None
    assumed: bool


class ObjectShown(BaseModel):
    """An object: whether it is imported and written (or why not), its activities, its notes and its fields.

    A sync service asks the CRM for `properties`, for `optional_properties` where the customer has them, and for
    `associations` (of Oracle Sales: children); of pipelines it sends the `stages`. `deleted_by` marks deleted records.
    """

    object: CrmObject
    crm_name: str | None
    imported: bool
    written: bool
    reason: str | None
    activities: tuple[ActivityKind, ...]
    notes: NotesShown | None
    properties: tuple[str, ...]
    optional_properties: tuple[str, ...]
    associations: tuple[str, ...]
    stages: tuple[str, ...]
    deleted_by: tuple[str, ...]
    fields: tuple[FieldShown, ...]
    optional_columns: tuple[OptionalColumnShown, ...]


_ABSENT = VendorObject(name="", fields={})


def object_uses(vendor: Vendor) -> list[ObjectShown]:
    """Return all objects of a CRM's sync."""
    return [_object_use(vendor, crm_object) for crm_object in CrmObject]


def _object_use(vendor: Vendor, crm_object: CrmObject) -> ObjectShown:
    names = vendor.names
    known = names.objects.get(crm_object, _ABSENT)
    fields = tuple(_field_use(known, crm_object, column) for column in OBJECT_COLUMNS[crm_object])
    sources = _once((*(name for field in fields for name in field.crm_names), *known.deleted_by))
    requested = [name for name in sources if name not in names.always_answered]
    declarable = OPTIONAL[KIND_OF[crm_object]] if crm_object in KIND_OF and known is not _ABSENT else ()
    return ObjectShown(
        object=crm_object,
        crm_name=known.name or None,
        imported=known is not _ABSENT,
        written=known.is_written,
        reason=vendor.not_imported(crm_object),
        activities=tuple(kind for kind in ActivityKind if way(kind, vendor.takes, crm_object) is not Way.NO),
        notes=_notes(known),
        properties=tuple(name for name in requested if name not in names.added_by_customers),
        optional_properties=tuple(name for name in requested if name in names.added_by_customers),
        associations=_once(name.partition(".")[0] for field in fields for name in field.associations),
        stages=known.stages,
        deleted_by=known.deleted_by,
        fields=fields,
        optional_columns=tuple(
            OptionalColumnShown(
                column=declaration.name,
                type=declaration.type,
                options=dict(declaration.options),
                crm_names=known.optional.get(declaration.name, ()),
            )
            for declaration in declarable
        ),
    )


def _notes(known: VendorObject) -> NotesShown | None:
    notes = known.notes
    return None if notes is None else NotesShown(path=notes.path, page=notes.page, assumed=notes.page is None)


def _field_use(known: VendorObject, crm_object: CrmObject, column: str) -> FieldShown:
    written = {COLUMNS.get(field, field.value) for field in WRITTEN.get(crm_object, ())} if known.is_written else ()
    is_compared = known is not _ABSENT and crm_object in KIND_OF
    return FieldShown(
        column=column,
        crm_names=_once((*known.fields.get(column, ()), *known.derived.get(column, ()))),
        associations=tuple(filter(None, [known.associated.get(column)])),
        imported=known is not _ABSENT,
        compared_as=compared_as(KIND_OF[crm_object], column) if is_compared else (),
        written=column in written,
    )


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


@cache
def compared_as(kind: Kind, column: str) -> tuple[str, ...]:
    """Return the comparisons that read a column, found by normalising a row with this column alone."""
    if column == "account_id":
        return ("company_id",) if kind is Kind.PERSON else ()
    if column == "profile_url":
        return (FORCES,)
    record = normalise(kind, {column: _PROBES.get(column, _PLAIN_PROBE)})
    filled = {name for name, value in record.items() if value is not None}
    return tuple(comparison.name for comparison in COMPARISONS[kind] if filled & set(comparison.fields))
