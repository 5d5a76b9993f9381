"""Type `phone`: a telephone number, such as a second one; the same, or one digit apart."""

import re

from features.normalise import contacts
from features.own_fields.field_type import (
    FieldType,
    NormaliseOne,
    Options,
    OptionWrong,
    TypeParts,
    differs,
    edits,
    same,
    weight,
)
from features.schema.kinds import Field
from features.schema.own_field import OwnFeature, OwnKey, OwnLevel, Value


def _one(options: Options) -> NormaliseOne:
    fixed = options.get("country")
    if fixed is None:
        return _settled
    if not re.fullmatch("[a-z]{2}", fixed):
        raise OptionWrong("country", fixed, "a country of two letters, such as 'us'")
    return lambda text, country: _settled(text, country or fixed)


def _settled(text: str, country: str | None) -> str | None:
    """Return a number in the form that reading it again does not change, as zeros after the country's code do."""
    found = contacts.phone(text, country)
    while found is not None and (again := contacts.phone(found, country)) != found:
        found = again
    return found


def _parts(name: str, one: NormaliseOne) -> TypeParts:
    def read(text: str, country: str | None) -> dict[str, Value]:
        return {name: one(text, country)}

    return TypeParts(
        (Field(name),),
        read,
        (
            OwnLevel(same(name), f"same {name}", 0.5914, 1e-5),
            OwnLevel(edits(name, 1), f"{name} one digit apart", 0.0246, 1e-6),
            differs(name, 0.384, 0.999989),
        ),
        (OwnKey(name, f"same {name}"),),
        (OwnFeature("same", "the equality", "text", name, "equal"), weight(name)),
    )


PHONE = FieldType(
    "phone",
    "a telephone number: the same, or one digit apart",
    _one,
    _parts,
    "+49 30 123456",
    {"country": "two letters such as 'us', for numbers of records that name no country"},
)
