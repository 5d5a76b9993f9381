"""Type `text`: a short text, such as a department; the same, very similar, or with words in common."""

from features.normalise.organisation_words import STOP_WORDS
from features.normalise.text import distinct, fold
from features.own_fields.field_type import (
    FieldType,
    NormaliseOne,
    Options,
    TypeParts,
    differs,
    same,
    shared,
    similar,
    weight,
)
from features.schema.kinds import Field
from features.schema.own_field import OwnFeature, OwnKey, OwnLevel, Value


def _one(_: Options) -> NormaliseOne:
    return lambda text, _country: fold(text) or None


def _parts(name: str, one: NormaliseOne) -> TypeParts:
    words = f"{name}_words"

    def read(text: str, country: str | None) -> dict[str, Value]:
        value = one(text, country)
        found = distinct([word for word in value.split() if word not in STOP_WORDS]) if value else None
        return {name: value, words: found}

    return TypeParts(
        (Field(name), Field(words, plural=True)),
        read,
        (
            OwnLevel(same(name), f"same {name}", 0.6, 0.002, tf_column=name),
            OwnLevel(similar(name, 0.92), f"very similar {name}", 0.12, 0.0005),
            OwnLevel(shared(words), f"a word of {name} in common", 0.12, 0.04),
            differs(name, 0.16, 0.9575),
        ),
        (OwnKey(name, f"same {name}", factor=0.8),),
        (OwnFeature("sorted", "the similarity in any word order", "text", name, "token_sort"), weight(name)),
    )


TEXT = FieldType("text", "a short text: the same, very similar, or with words in common", _one, _parts, "Field Sales")
