"""Every object and field of a CRM's sync: its sources, the comparisons that read it, whether it is written (S14).

The one definition of what a sync service asks a CRM for: `properties`, `associations` and `stages` of each object.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from features.comparisons.comparisons import COMPARISONS
from features.normalise.records import normalise
from features.own_fields.optional import OPTIONAL
from features.schema.kinds import Kind
from serving.crm.reading import OBJECT_COLUMNS, NotePath, VendorObject
from serving.crm.vendor import Vendor
from serving.rules.routing.appendix import COLUMNS
from serving.rules.routing.appendix import FIELDS as WRITTEN
from serving.rules.routing.routing import Way, way
from serving.rules.vocabulary import KIND_OF, ActivityKind, CrmObject

_PROBES = {
    "full_name": "Ann Bea Lee",
    "first_name": "Ann",
    "middle_name": "Bea",
    "last_name": "Lee",
    "suffix": "Jr",
    "nickname": "Annie",
    "email": "ann@acme.com",
    "phone": "+49301234567",
    "website": "acme.com",
    "street": "1 Main Street",
    "birth_date": "1980-02-03",
    "profile_url": "https://network.example/in/ann",
    "country": "DE",
    "employees": "12",
    "stock_symbol": "ACME",
    "headline": "CTO at Acme",
}
_PLAIN_PROBE = "Acme"
FORCES = "forces the link"
"""The field identifies the profile (S90)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldUse:
    """One column: its sources in the CRM, the comparisons that read it, and whether it is written to the CRM.

    `crm_names`: the properties or fields that it is read or computed from. `associations`: those whose ids it holds,
    of Oracle Sales `child.field`.
    """

    column: str
    crm_names: tuple[str, ...] = ()
    associations: tuple[str, ...] = ()
    imported: bool = False
    compared_as: tuple[str, ...] = ()
    written: bool = False


@dataclass(frozen=True, slots=True)
class OptionalUse:
    """An optional column: how it is declared as an own field, and the CRM's standard properties that hold it."""

    column: str
    type: str
    options: Mapping[str, str]
    crm_names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectUse:
    """One object of a CRM with its fields, its name there, its notes, and what tells that a record was deleted."""

    object: CrmObject
    imported: bool
    reason: str | None
    """Why it is not imported."""
    activities: tuple[ActivityKind, ...]
    fields: tuple[FieldUse, ...]
    properties: tuple[str, ...]
    """The properties or fields to ask the CRM for, each once."""
    optional_properties: tuple[str, ...]
    """Further ones, which exist only where the customer added them."""
    associations: tuple[str, ...]
    """The associations or children to ask the CRM for, each once."""
    optional_columns: tuple[OptionalUse, ...] = ()
    """What a contract may declare as own fields, where the model in use has it."""
    crm_name: str | None = None
    written: bool = False
    notes: NotePath | None = None
    deleted_by: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    """What is read of a pipeline's stages."""


def object_uses(vendor: Vendor) -> tuple[ObjectUse, ...]:
    """Return all objects of a CRM's sync."""
    return tuple(_object_use(vendor, crm_object) for crm_object in CrmObject)


def _object_use(vendor: Vendor, crm_object: CrmObject) -> ObjectUse:
    names = vendor.names
    known = vendor.names.objects.get(crm_object)
    fields = tuple(_field_use(known, crm_object, column) for column in OBJECT_COLUMNS[crm_object])
    sources = _once((*(name for field in fields for name in field.crm_names), *(known.deleted_by if known else ())))
    asked = [name for name in sources if name not in names.always_answered]
    use = ObjectUse(
        object=crm_object,
        imported=known is not None,
        reason=vendor.not_imported(crm_object),
        activities=tuple(kind for kind in ActivityKind if way(kind, vendor.takes, crm_object) is not Way.NO),
        fields=fields,
        properties=tuple(name for name in asked if name not in names.added_by_customers),
        optional_properties=tuple(name for name in asked if name in names.added_by_customers),
        associations=_once(name.partition(".")[0] for field in fields for name in field.associations),
    )
    if known is None:
        return use
    return replace(
        use,
        optional_columns=tuple(
            OptionalUse(one.name, one.type, dict(one.options), known.optional.get(one.name, ()))
            for one in (OPTIONAL[KIND_OF[crm_object]] if crm_object in KIND_OF else ())
        ),
        crm_name=known.name,
        written=known.is_written,
        notes=known.notes,
        deleted_by=known.deleted_by,
        stages=known.stages,
    )


def _field_use(known: VendorObject | None, crm_object: CrmObject, column: str) -> FieldUse:
    if known is None:
        return FieldUse(column=column)
    written = {COLUMNS.get(field, field.value) for field in WRITTEN.get(crm_object, ())} if known.is_written else ()
    associated = known.associated.get(column)
    return FieldUse(
        column=column,
        crm_names=_once((*known.fields.get(column, ()), *known.derived.get(column, ()))),
        associations=() if associated is None else (associated,),
        imported=True,
        compared_as=compared_as(KIND_OF[crm_object], column) if crm_object in KIND_OF else (),
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
    return tuple(one.name for one in COMPARISONS[kind] if filled & set(one.fields))
