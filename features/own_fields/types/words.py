"""Type `words`: a text whose words count and whose order does not, such as tags or skills."""

from features.normalise.organisation_words import STOP_WORDS
from features.normalise.text import distinct, fold
from features.own_fields.field_type import (
    MOST_WITH_ITEM,
    FieldType,
    NormaliseOne,
    Options,
    TypeParts,
    differs,
    same,
    shared,
    weight,
)
from features.schema.kinds import Field
from features.schema.own_field import OwnFeature, OwnKey, OwnLevel, Value

MOST_WORDS = 30


def _one(_: Options) -> NormaliseOne:
    return lambda text, _country: " ".join(_words(text)) or None


def _words(text: str) -> list[str]:
    return sorted({word for word in fold(text).split() if word not in STOP_WORDS})[:MOST_WORDS]


def _parts(name: str, one: NormaliseOne) -> TypeParts:
    words = f"{name}_words"

    def read(text: str, country: str | None) -> dict[str, Value]:
        value = one(text, country)
        return {name: value, words: distinct(value.split()) if value else None}

    return TypeParts(
        (Field(name), Field(words, plural=True)),
        read,
        (
            OwnLevel(same(name), f"same words of {name}", 0.4, 0.001, tf_column=name),
            OwnLevel(shared(words, 3), f"three words of {name} in common", 0.15, 0.001),
            OwnLevel(shared(words, 2), f"two words of {name} in common", 0.15, 0.008),
            OwnLevel(shared(words), f"a word of {name} in common", 0.15, 0.08),
            differs(name, 0.15, 0.91),
        ),
        (OwnKey(words, f"a word of {name} in common", factor=0.5, most=MOST_WITH_ITEM),),
        (
            OwnFeature("set", "the words in common", "text", name, "token_set"),
            OwnFeature("rarest", "the rarest word in common", "rarest", words),
            weight(name),
        ),
    )


WORDS = FieldType("words", "a text whose words count, in any order", _one, _parts, "python sql climate")
