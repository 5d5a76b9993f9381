"""Type `list`: several values of another type, such as phone numbers or brands; two or one of them in common."""

from collections.abc import Mapping

from features.normalise.text import distinct, split_values
from features.own_fields.field_type import (
    MOST_WITH_ITEM,
    FieldType,
    NormaliseOne,
    Options,
    OptionWrong,
    TypeParts,
    differs,
    shared,
    weight,
)
from features.schema.kinds import Field
from features.schema.own_field import OwnFeature, OwnKey, OwnLevel, Value

MOST_ITEMS = 20
SEPARATOR = "; "


def list_type(item_types: Mapping[str, FieldType]) -> FieldType:
    """Return the type of lists whose items are of one of some types; the option `of` names it, by default text."""
    names = ", ".join(item_types)
    allowed = {option: what for each in item_types.values() for option, what in each.options.items()}

    def one(options: Options) -> NormaliseOne:
        of = options.get("of", "text")
        if of not in item_types:
            raise OptionWrong("of", of, f"one of {names}")
        own = {name: value for name, value in options.items() if name != "of"}
        foreign = next((name for name in own if name not in item_types[of].options), None)
        if foreign is not None:
            raise OptionWrong(foreign, own[foreign], f"no such option of a list of {of}")
        item = item_types[of].one(own)

        def normalise_items(text: str, country: str | None) -> str | None:
            found = distinct([item(value, country) or "" for value in split_values(text)], MOST_ITEMS)
            return SEPARATOR.join(sorted(found)) if found else None

        return normalise_items

    return FieldType(
        "list",
        "several values of another type, separated by `;` or `|`: how many are in common",
        one,
        _parts,
        "Acme; Acme Tools",
        {"of": f"the type of an item: {names}; text by default", **allowed},
    )


def _parts(name: str, one: NormaliseOne) -> TypeParts:
    items = f"{name}_items"

    def read(text: str, country: str | None) -> dict[str, Value]:
        value = one(text, country)
        return {name: value, items: tuple(value.split(SEPARATOR)) if value else None}

    return TypeParts(
        (Field(name), Field(items, plural=True)),
        read,
        (
            OwnLevel(shared(items, 2), f"two values of {name} in common", 0.3, 1e-5),
            OwnLevel(shared(items), f"a value of {name} in common", 0.5, 1e-3),
            differs(name, 0.2, 0.99899),
        ),
        (OwnKey(items, f"a value of {name} in common", most=MOST_WITH_ITEM),),
        (OwnFeature("shared", "the values in common", "shared", items), weight(name)),
    )
