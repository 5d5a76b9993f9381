"""Types of own fields that compare texts and their words: `text`, `words`, `category`, and `list` of another type."""

from collections.abc import Mapping

from features.normalise.organisation_words import STOP_WORDS
from features.normalise.text import distinct, fold, split_values
from features.own_fields.field_type import (
    MAX_WITH_ITEM,
    WEIGHT,
    FieldType,
    NormaliseOne,
    Options,
    OptionWrong,
    differs,
    of_value,
    same,
    shared,
)
from features.schema.kinds import Field
from features.schema.own_field import OwnFeature, OwnKey, OwnLevel
from features.schema.texts import wording

MAX_WORDS = 30
MAX_ITEMS = 20
SEPARATOR = "; "


def _folded(_: Options) -> NormaliseOne:
    return lambda text, _country: fold(text) or None


def _words(text: str) -> list[str]:
    return sorted({word for word in fold(text).split() if word not in STOP_WORDS})[:MAX_WORDS]


TEXT = FieldType(
    name="text",
    sentence="a short text: the same, very similar, or with words in common",
    one=_folded,
    example="Field Sales",
    levels=(
        OwnLevel(same(), "same {}", 0.6, 0.002, "{}"),
        OwnLevel("round(jaro_winkler_similarity({}_l, {}_r), 6) >= 0.92", "very similar {}", 0.12, 0.0005),
        OwnLevel(shared("_words"), "a word of {} in common", 0.12, 0.04),
        differs(0.16, 0.9575),
    ),
    keys=(OwnKey("{}", "same {}", factor=0.8),),
    features=(OwnFeature("sorted", "the similarity in any word order", "text", "{}", "token_sort"), WEIGHT),
    further=(Field("{}_words", plural=True),),
    split=of_value(lambda value: (distinct([word for word in value.split() if word not in STOP_WORDS]),)),
)
WORDS = FieldType(
    name="words",
    sentence="a text whose words count, in any order",
    one=lambda _: lambda text, _country: " ".join(_words(text)) or None,
    example="python sql climate",
    levels=(
        OwnLevel(same(), "same words of {}", 0.4, 0.001, "{}"),
        OwnLevel(shared("_words", 3), "three words of {} in common", 0.15, 0.001),
        OwnLevel(shared("_words", 2), "two words of {} in common", 0.15, 0.008),
        OwnLevel(shared("_words"), "a word of {} in common", 0.15, 0.08),
        differs(0.15, 0.91),
    ),
    keys=(OwnKey("{}_words", "a word of {} in common", factor=0.5, most=MAX_WITH_ITEM),),
    features=(
        OwnFeature("set", "the words in common", "text", "{}", "token_set"),
        OwnFeature("rarest", "the rarest word in common", "rarest", "{}_words"),
        WEIGHT,
    ),
    further=(Field("{}_words", plural=True),),
    split=of_value(lambda value: (distinct(value.split()),)),
)
CATEGORY = FieldType(
    name="category",
    sentence="one of few values, weighed by how common it is",
    one=_folded,
    example="Wholesale",
    levels=(OwnLevel(same(), "same {}", 0.8, 0.1, "{}"), differs(0.2, 0.9)),
    keys=(),
    features=(WEIGHT,),
)


def list_type(item_types: Mapping[str, FieldType]) -> FieldType:
    """Return the type of lists whose items are of one of some types; the option `of` names it, by default text."""
    names = ", ".join(item_types)
    allowed = {option: what for each in item_types.values() for option, what in each.options.items()}

    def item_normaliser(options: Options) -> NormaliseOne:
        of = options.get("of", "text")
        if of not in item_types:
            raise OptionWrong("of", of, wording("one of {names}", names=names))
        own = {name: value for name, value in options.items() if name != "of"}
        foreign = next((name for name in own if name not in item_types[of].options), None)
        if foreign is not None:
            raise OptionWrong(foreign, own[foreign], wording("no such option of a list of {of}", of=of))
        item = item_types[of].one(own)

        def normalise_items(text: str, country: str | None) -> str | None:
            items = distinct([item(value, country) or "" for value in split_values(text)], MAX_ITEMS)
            return SEPARATOR.join(sorted(items)) if items else None

        return normalise_items

    return FieldType(
        name="list",
        sentence="several values of another type, separated by `;` or `|`: how many are in common",
        one=item_normaliser,
        example="Acme; Acme Tools",
        levels=(
            OwnLevel(shared("_items", 2), "two values of {} in common", 0.3, 1e-5),
            OwnLevel(shared("_items"), "a value of {} in common", 0.5, 1e-3),
            differs(0.2, 0.99899),
        ),
        keys=(OwnKey("{}_items", "a value of {} in common", most=MAX_WITH_ITEM),),
        features=(OwnFeature("shared", "the values in common", "shared", "{}_items"), WEIGHT),
        further=(Field("{}_items", plural=True),),
        split=of_value(lambda value: (tuple(value.split(SEPARATOR)),)),
        options={"of": wording("the type of an item: {names}; text by default", names=names), **allowed},
    )
