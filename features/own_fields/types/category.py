"""Type `category`: one of few values, such as a segment or a role; weighed by how common the value is."""

from features.normalise.text import fold
from features.own_fields.field_type import FieldType, NormaliseOne, Options, TypeParts, differs, same, weight
from features.schema.kinds import Field
from features.schema.own_field import OwnLevel, Value


def _one(_: Options) -> NormaliseOne:
    return lambda text, _country: fold(text) or None


def _parts(name: str, one: NormaliseOne) -> TypeParts:
    def read(text: str, country: str | None) -> dict[str, Value]:
        return {name: one(text, country)}

    return TypeParts(
        (Field(name),),
        read,
        (OwnLevel(same(name), f"same {name}", 0.8, 0.1, tf_column=name), differs(name, 0.2, 0.9)),
        (),
        (weight(name),),
    )


CATEGORY = FieldType("category", "one of few values, weighed by how common it is", _one, _parts, "Wholesale")
