"""Optional columns: fields that every CRM has beside the canonical ones; they are evidence where profiles have them.

Each is a declaration of an own field that comes with the product. An index has those whose column its universe has.
"""

from collections.abc import Iterable, Mapping

from features.normalise.text import word_rows
from features.schema.kinds import PLURAL_COLUMNS, Kind
from features.schema.own_field import Declaration


def _declarations(kind: Kind, table: str) -> tuple[Declaration, ...]:
    """Return the declarations of a table: each line has a name, a type and its options."""
    return tuple(
        Declaration(kind=kind, name=name, type=type_, options=tuple((key, value) for key, _, value in options))
        for name, type_, *given in word_rows(table)
        for options in [[option.partition("=") for option in given]]
    )


WEBSITE = "website"
OPTIONAL: Mapping[Kind, tuple[Declaration, ...]] = {
    Kind.PERSON: _declarations(
        Kind.PERSON,
        """
        employee_number identifier
        emails list of=email
        phones list of=phone
        social_handles list of=handle
        web_page url
        """,
    ),
    Kind.COMPANY: _declarations(
        Kind.COMPANY,
        """
        tax_number identifier number=tax
        registration_number identifier
        lei identifier number=lei
        duns identifier pattern=[0-9]{9}
        parent text
        web_page url
        """,
    ),
}
WEB_PAGES = {kind: one for kind, declared in OPTIONAL.items() for one in declared if one.name == "web_page"}
ALSO: Mapping[str, tuple[str, ...]] = {"emails": ("email",), "phones": ("phone",), "web_page": (WEBSITE,)}
"""Canonical columns whose value an optional one takes too: the second address of one side is the first of the other.
Of websites these are whole addresses alone, since all others say no more than the domain."""
COUNTED_ONCE: Mapping[str, str] = {"web_page": "domain"}
"""Built-in comparisons that say a part of what an optional field says, which counts once
(docs/experiments/whole-hosts.md)."""
RELATIONS = frozenset({"parent"})
"""Fields that state a relation: the parts of a company share its name and its value, which is no independent evidence
(docs/experiments/groups-of-companies.md)."""
OPTIONAL_COLUMNS: Mapping[Kind, tuple[str, ...]] = {
    kind: tuple(declaration.name for declaration in OPTIONAL[kind]) for kind in Kind
}
MAY_BE_LISTS = PLURAL_COLUMNS.union(
    declaration.name for declarations in OPTIONAL.values() for declaration in declarations if declaration.type == "list"
)
"""Columns whose values may be lists where a format has lists."""
_MEANINGS = {kind: frozenset(declaration.meaning for declaration in OPTIONAL[kind]) for kind in Kind}


def is_optional(declaration: Declaration) -> bool:
    """Whether a declaration is that of an optional column, from whatever column of a file it is read."""
    return declaration.meaning in _MEANINGS[declaration.kind]


def also_read(declaration: Declaration) -> tuple[str, ...]:
    """Return the canonical columns whose values a field takes beside its own column."""
    return ALSO.get(declaration.name, ()) if is_optional(declaration) else ()


def said_in_part_by(declaration: Declaration) -> str | None:
    """Return the built-in comparison that says a part of what a field says; None where there is none."""
    return COUNTED_ONCE.get(declaration.name) if is_optional(declaration) else None


def states_relation(declaration: Declaration) -> bool:
    """Whether a field counts only in a model that was fitted with it."""
    return declaration.name in RELATIONS and is_optional(declaration)


def with_optional(declared: Iterable[Declaration], optional: Iterable[Declaration]) -> tuple[Declaration, ...]:
    """Return declarations and those optional ones whose name is not among them."""
    chosen = tuple(declared)
    names = {(declaration.kind, declaration.name) for declaration in chosen}
    return chosen + tuple(declaration for declaration in optional if (declaration.kind, declaration.name) not in names)
