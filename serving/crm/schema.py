"""Every object and field of a CRM's sync: its sources, the comparisons that read it, whether it is written (S14).

The one definition of what a sync service asks a CRM for: `properties`, `associations` and `stages` of each object.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from types import ModuleType

from features.comparisons.comparisons import COMPARISONS
from features.normalise.records import normalise
from features.own_fields.optional import OPTIONAL
from features.schema.kinds import Kind
from serving.crm.capabilities import CAPABILITIES, Capability
from serving.crm.columns import OBJECT_COLUMNS
from serving.crm.hubspot import names as hubspot
from serving.crm.note_paths import NOTE_PATHS, NotePath
from serving.crm.oracle import names as oracle
from serving.rules.routing.appendix import FIELDS as WRITTEN
from serving.rules.vocabulary import KIND_OF, Crm, CrmObject

_NAMES: dict[Crm, ModuleType] = {Crm.HUBSPOT: hubspot, Crm.ORACLE: oracle}
_PROBES = {
    "full_name": "Ann Bea Lee", "first_name": "Ann", "middle_name": "Bea", "last_name": "Lee", "suffix": "Jr",
    "nickname": "Annie", "email": "ann@acme.com", "phone": "+49301234567", "website": "acme.com",
    "street": "1 Main Street", "birth_date": "1980-02-03", "profile_url": "https://network.example/in/ann",
    "country": "DE", "employees": "12", "stock_symbol": "ACME", "headline": "CTO at Acme",
}  # fmt: skip
_PLAIN_PROBE = "Acme"
FORCES = "forces the link"
"""The field identifies the profile (S90)."""
_PARENT = "parent_account_id"


@dataclass(frozen=True, slots=True)
class FieldUse:
    """One column: its sources in the CRM, the comparisons that read it, and whether it is written to the CRM.

    `crm_names`: the properties or fields that it is read or computed from. `associations`: those whose ids it holds,
    of Oracle Sales `child.field`.
    """

    column: str
    crm_names: tuple[str, ...]
    associations: tuple[str, ...]
    is_imported: bool
    compared_as: tuple[str, ...]
    is_written: bool


@dataclass(frozen=True, slots=True)
class OptionalUse:
    """An optional column: how it is declared as an own field, and the CRM's standard properties that hold it."""

    column: str
    type: str
    options: tuple[tuple[str, str], ...]
    crm_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ObjectUse:
    """One object of a CRM with its fields, its name there, its notes, and what tells that a record was deleted."""

    object: CrmObject
    crm_name: str | None
    capability: Capability
    fields: tuple[FieldUse, ...]
    notes: NotePath | None
    deleted_by: tuple[str, ...]
    stages: tuple[str, ...]
    """What is read of a pipeline's stages."""
    properties: tuple[str, ...]
    """The properties or fields to ask the CRM for, each once."""
    optional_properties: tuple[str, ...]
    """Further ones, which exist only where the customer added them."""
    optional_columns: tuple[OptionalUse, ...]
    """What a contract may declare as own fields, where the model in use has it."""

    @property
    def associations(self) -> tuple[str, ...]:
        """The associations or children to ask the CRM for, each once."""
        named = chain.from_iterable(field.associations for field in self.fields)
        return _once(name.partition(".")[0] for name in named)


def object_uses(crm: Crm) -> tuple[ObjectUse, ...]:
    """Return all objects of a CRM's sync."""
    return tuple(_object_use(crm, crm_object, capability) for crm_object, capability in CAPABILITIES[crm].items())


def _object_use(crm: Crm, crm_object: CrmObject, capability: Capability) -> ObjectUse:
    names, fields = _NAMES[crm], tuple(_field_uses(crm, crm_object, capability))
    deleted_by: tuple[str, ...] = names.DELETED_BY.get(crm_object, ())
    sources = _once((*chain.from_iterable(field.crm_names for field in fields), *deleted_by))
    asked = [name for name in sources if name not in names.ALWAYS_ANSWERED]
    return ObjectUse(
        crm_object,
        names.OBJECTS.get(crm_object),
        capability,
        fields,
        NOTE_PATHS[crm].get(crm_object),
        deleted_by,
        names.STAGES if crm_object is CrmObject.OPPORTUNITY else (),
        tuple(name for name in asked if name not in names.ADDED_BY_CUSTOMERS),
        tuple(name for name in asked if name in names.ADDED_BY_CUSTOMERS),
        tuple(_optional_uses(crm, crm_object)) if capability.is_imported else (),
    )


def _optional_uses(crm: Crm, crm_object: CrmObject) -> Iterable[OptionalUse]:
    kind = KIND_OF.get(crm_object)
    sources: Mapping[str, tuple[str, ...]] = _NAMES[crm].OPTIONAL.get(crm_object, {})
    for one in () if kind is None else OPTIONAL[kind]:
        yield OptionalUse(one.name, one.type, one.options, sources.get(one.name, ()))


def _field_uses(crm: Crm, crm_object: CrmObject, capability: Capability) -> list[FieldUse]:
    kind = KIND_OF.get(crm_object)
    written = {field.value for field in WRITTEN.get(crm_object, ())} if capability.is_written else set()
    if _PARENT in written:
        written.add("account_id")
    return [
        FieldUse(
            column,
            _sources(crm, crm_object, column),
            _associations(crm, crm_object, column),
            capability.is_imported,
            compared_as(kind, column) if kind is not None and capability.is_imported else (),
            column in written,
        )
        for column in OBJECT_COLUMNS[crm_object]
    ]


def _sources(crm: Crm, crm_object: CrmObject, column: str) -> tuple[str, ...]:
    names = _NAMES[crm]
    read: tuple[str, ...] = names.FIELDS.get(crm_object, {}).get(column, ())
    return _once((*read, *names.DERIVED.get(crm_object, {}).get(column, ())))


def _associations(crm: Crm, crm_object: CrmObject, column: str) -> tuple[str, ...]:
    name: str | None = _NAMES[crm].ASSOCIATED.get(crm_object, {}).get(column)
    return () if name is None else (name,)


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
