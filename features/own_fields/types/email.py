"""Type `email`: an e-mail address, such as a private one; the same, or with the same name before the @."""

from features.normalise.contacts import read_email
from features.own_fields.field_type import FieldType, NormaliseOne, Options, TypeParts, differs, same, weight
from features.schema.kinds import Field
from features.schema.own_field import OwnFeature, OwnKey, OwnLevel, Value


def _one(_: Options) -> NormaliseOne:
    return lambda text, _country: email.address if (email := read_email(text)) else None


def _parts(name: str, one: NormaliseOne) -> TypeParts:
    before = f"{name}_name"

    def read(text: str, country: str | None) -> dict[str, Value]:
        address = one(text, country)
        email = read_email(address) if address else None
        return {name: address, before: email.name if email else None}

    return TypeParts(
        (Field(name), Field(before)),
        read,
        (
            OwnLevel(same(name), f"same {name}", 0.45, 1e-6),
            OwnLevel(same(before), f"same name before the @ of {name}", 0.1, 3e-5),
            differs(name, 0.45, 0.999969),
        ),
        (
            OwnKey(name, f"same {name}"),
            OwnKey(before, f"same name before the @ of {name}", factor=0.9),
        ),
        (
            OwnFeature("same", "the equality", "text", name, "equal"),
            OwnFeature("name", "the names before the @", "text", before, "jaro_winkler"),
            weight(name),
        ),
    )


EMAIL = FieldType(
    "email", "an e-mail address: the same, or the same name before the @", _one, _parts, "jo.doe@acme.example"
)
