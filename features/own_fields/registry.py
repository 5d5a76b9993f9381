"""All types of own fields, by name, and own fields made of their declarations."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import Any

from sqlglot.dialects.duckdb import DuckDB

from features.blocking.blocking_rules import BLOCKING_RULES, MAX_BLOCKING_RULES, rules_left
from features.comparisons.comparisons import COMPARISONS
from features.normalise.text import word_set
from features.own_fields.contact_types import EMAIL, HANDLE, PHONE, URL
from features.own_fields.field_type import FieldType, NormaliseOne, OptionWrong, named
from features.own_fields.identifier_type import IDENTIFIER
from features.own_fields.number_types import DATE, GEO, NUMBER
from features.own_fields.optional import also_read, said_in_part_by, states_relation
from features.own_fields.text_types import CATEGORY, TEXT, WORDS, list_type
from features.schema.errors import OnematchError
from features.schema.kinds import COLUMNS, FIELDS, Field, Kind
from features.schema.own_field import Declaration, OwnField, ReadValue, Value
from features.schema.schema import BUILT_IN, Schema
from features.schema.texts import wording

ITEM_TYPES: Mapping[str, FieldType] = {
    each.name: each for each in (IDENTIFIER, TEXT, WORDS, CATEGORY, NUMBER, DATE, URL, PHONE, EMAIL, HANDLE, GEO)
}
"""A new type is a declaration in its neighbours' module, and its name here."""
TYPES: Mapping[str, FieldType] = {**ITEM_TYPES, "list": list_type(ITEM_TYPES)}


VALUES_REMEMBERED = 100_000
"""Texts of an own field whose reading is kept."""
_NAME = re.compile("[a-z][a-z0-9_]{0,39}")
RESERVED = word_set(
    """
    crm_id universe_id split op into version unique_id source_dataset match_key match_weight match_probability row
    linked_company
    """
)
RESERVED_STARTS = ("gamma_", "bf_", "tf_")
"""Names of columns that Splink, or a file of labels or of changes, gives a meaning of its own."""
_SQL_WORDS = frozenset(word.lower() for word in DuckDB.Generator.RESERVED_KEYWORDS)
"""Splink names its tables after columns, and cannot name one after a reserved word of DuckDB's SQL."""


class DeclarationWrong(OnematchError):
    """A declaration of own fields cannot be used; `number` is that of the field, `key` the key that is wrong."""

    def __init__(self, number: int, key: str, reason: str) -> None:
        super().__init__(reason)
        self.number = number
        self.key = key


@lru_cache(maxsize=64)
def schema_for(kind: Kind, declarations: tuple[Declaration, ...]) -> Schema:
    """Return the schema of a kind with the declared fields of that kind. Raises DeclarationWrong."""
    numbered = [(number, declaration) for number, declaration in enumerate(declarations) if declaration.kind is kind]
    if not numbered:
        return BUILT_IN[kind]
    fields = [own_field(declaration, number) for number, declaration in numbered]
    for number, declaration in numbered:
        _refuse_name(number, declaration.name)
    _refuse_repeated(kind, numbered, fields)
    schema = Schema(kind, tuple(sorted(fields, key=lambda field: field.name)))
    if (left := rules_left(schema)) < 0:
        most = MAX_BLOCKING_RULES - len(BLOCKING_RULES[kind])
        reason = wording(
            "got fields with {rules} blocking rules, expected at most {most}", rules=most - left, most=most
        )
        raise DeclarationWrong(numbered[-1][0], "name", reason)
    return schema


def _refuse_name(number: int, name: str) -> None:
    if not _NAME.fullmatch(name):
        reason = wording(
            "name: got {name!r}, expected small letters, digits and _, at most 40, the first one a letter", name=name
        )
        raise DeclarationWrong(number, "name", reason)
    if is_reserved(name):
        whose = "is a reserved word of SQL" if name in _SQL_WORDS else "Splink or a file uses"
        reason = wording(
            "name: got {name!r}, which {whose}; expected another name, such as 'field_{name}'", name=name, whose=whose
        )
        raise DeclarationWrong(number, "name", reason)


def is_reserved(name: str) -> bool:
    """Return whether a name has a meaning in SQL, in Splink or in a file, so that no own field can have it."""
    return name in RESERVED or name in _SQL_WORDS or name.startswith(RESERVED_STARTS)


def own_field(declaration: Declaration, number: int = 0) -> OwnField:
    """Return the field of a declaration. Raises DeclarationWrong."""
    type_ = TYPES.get(declaration.type)
    if type_ is None:
        raise DeclarationWrong(
            number,
            "type",
            wording("type: got {type!r}, expected one of {types}", type=declaration.type, types=", ".join(TYPES)),
        )
    for option, value in declaration.options:
        if option not in type_.options:
            known = ", ".join(type_.options) or "none"
            reason = wording(
                "{option}: got {value!r}, expected an option of the type {type__name}: {known}",
                option=option,
                value=value,
                type__name=type_.name,
                known=known,
            )
            raise DeclarationWrong(number, option, reason)
    try:
        normalise_value = type_.one(dict(declaration.options))
    except OptionWrong as error:
        raise DeclarationWrong(number, error.option, str(error)) from error
    fields = (Field(declaration.name), *named(type_.further, declaration.name))
    return OwnField(
        declaration,
        fields,
        read=_reader(type_, normalise_value, [field.name for field in fields]),
        levels=named(type_.levels, declaration.name),
        keys=named(type_.keys, declaration.name),
        features=named(type_.features, declaration.name),
        also=also_read(declaration),
        is_relation=states_relation(declaration),
        in_part=said_in_part_by(declaration),
    )


def _reader(type_: FieldType, normalise_value: NormaliseOne, names: Sequence[str]) -> ReadValue:
    """Return the function from a text to the values of a field, null where it says nothing."""

    @lru_cache(VALUES_REMEMBERED)
    def read(text: str, country: str | None) -> Mapping[str, Value]:
        value = normalise_value(text, country)
        return dict(zip_longest(names, (value, *type_.split(value, text))))

    return read


def schema_from_json(kind: Kind, saved: Sequence[Mapping[str, Any]]) -> Schema:
    """Return the schema of a kind with the fields that an index or a bundle states. Raises DeclarationWrong."""
    return schema_for(kind, tuple(map(Declaration.from_json, saved)))


def _refuse_repeated(kind: Kind, numbered: Iterable[tuple[int, Declaration]], own_fields: Iterable[OwnField]) -> None:
    taken = dict.fromkeys(
        [*COLUMNS[kind], *(field.name for field in FIELDS[kind])], wording("is built in for a {kind}", kind=kind)
    )
    taken |= dict.fromkeys(
        [comparison.name for comparison in COMPARISONS[kind]], wording("is built in for a {kind}", kind=kind)
    )
    for (number, declaration), own in zip(numbered, own_fields, strict=True):
        for name in dict.fromkeys([declaration.name, *(field.name for field in own.fields)]):
            if name in taken:
                whose = "" if name == declaration.name else wording(" of its part {name!r}", name=name)
                reason = wording(
                    "name: got {declaration_name!r}, which{whose} {taken}; expected another name",
                    declaration_name=declaration.name,
                    whose=whose,
                    taken=taken[name],
                )
                raise DeclarationWrong(number, "name", reason)
            taken[name] = wording("the field {declaration_name!r} has already", declaration_name=declaration.name)
