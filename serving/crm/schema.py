"""Every object and field of a CRM's sync: its name, the comparisons that read it, whether it is written (S14)."""

from dataclasses import dataclass
from functools import cache

from features.comparisons.comparisons import COMPARISONS
from features.normalise.records import normalise
from features.schema.kinds import Kind
from serving.crm.capabilities import CAPABILITIES, Capability
from serving.crm.columns import OBJECT_COLUMNS
from serving.crm.hubspot import names as hubspot
from serving.crm.note_paths import NOTE_PATHS, NotePath
from serving.crm.oracle import names as oracle
from serving.rules.routing.appendix import FIELDS as WRITTEN
from serving.rules.vocabulary import KIND_OF, Crm, CrmObject

_THEIRS = {Crm.HUBSPOT: hubspot.FIELDS, Crm.ORACLE: oracle.FIELDS}
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
    """One column: the CRM's names for it, the comparisons that read it, and whether it is written to the CRM."""

    column: str
    crm_names: tuple[str, ...]
    is_imported: bool
    compared_as: tuple[str, ...]
    is_written: bool


@dataclass(frozen=True, slots=True)
class ObjectUse:
    """One object of a CRM with its fields, and the address of its notes where it takes any."""

    object: CrmObject
    capability: Capability
    fields: tuple[FieldUse, ...]
    notes: NotePath | None


def object_uses(crm: Crm) -> tuple[ObjectUse, ...]:
    """Return all objects of a CRM's sync."""
    return tuple(
        ObjectUse(
            crm_object, capability, tuple(_field_uses(crm, crm_object, capability)), NOTE_PATHS[crm].get(crm_object)
        )
        for crm_object, capability in CAPABILITIES[crm].items()
    )


def _field_uses(crm: Crm, crm_object: CrmObject, capability: Capability) -> list[FieldUse]:
    theirs = _THEIRS[crm].get(crm_object, {})
    kind = KIND_OF.get(crm_object)
    written = {field.value for field in WRITTEN.get(crm_object, ())} if capability.is_written else set()
    if _PARENT in written:
        written.add("account_id")
    return [
        FieldUse(
            column,
            theirs.get(column, ()),
            capability.is_imported,
            compared_as(kind, column) if kind is not None and capability.is_imported else (),
            column in written,
        )
        for column in OBJECT_COLUMNS[crm_object]
    ]


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
