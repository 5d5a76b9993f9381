"""What a type of own field is: how a value is normalised, and what comparing, blocking and ranking read of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, fields, replace
from typing import Any, TypeVar

from features.schema.errors import OnematchError
from features.schema.kinds import Field
from features.schema.own_field import OwnFeature, OwnKey, OwnLevel, Value
from features.schema.value_class import value_class

T = TypeVar("T", Field, OwnLevel, OwnKey, OwnFeature)
Options = Mapping[str, str]
NormaliseOne = Callable[[str, str | None], str | None]
"""A function from one value and the record's country to its normal form, None where it is no such value."""
ReadFurther = Callable[[str | None, str], Sequence[Value]]
"""A function from a normal form and its text to the values of further fields; none for what is missing."""
MAX_WITH_ITEM = 40
"""An item of a list, or a word, of more profiles than a person's candidates finds none by itself."""
_NAME = "{}"
"""What stands for the name of a field in the declarations of its type."""


class OptionWrong(OnematchError):
    """An option of an own field has a value that its type does not know."""

    def __init__(self, option: str, got: str, expected: str) -> None:
        super().__init__("{option}: got {got!r}, expected {expected}", option=option, got=got, expected=expected)
        self.option = option


def _nothing_further(_value: str | None, _text: str) -> Sequence[Value]:
    return ()


@value_class
class FieldType:
    """A type: its name, its sentence for users, its options with what each expects, and what it makes of a field.

    `one` returns the normaliser of single values under some options; raises OptionWrong. `example` is a value that it
    reads. Levels, keys and features are those of a field named `{}`, whose normal form is a text; `further` are its
    other normalised fields, and `split` gives their values.
    """

    name: str
    sentence: str
    one: Callable[[Options], NormaliseOne]
    example: str
    levels: tuple[OwnLevel, ...]
    keys: tuple[OwnKey, ...]
    features: tuple[OwnFeature, ...]
    further: tuple[Field, ...] = ()
    split: ReadFurther = _nothing_further
    options: Mapping[str, str] = field(default_factory=dict)


def named(declared: Sequence[T], name: str) -> tuple[T, ...]:
    """Return declarations of a type for a field of some name."""
    return tuple(replace(declaration, **_texts_named(declaration, name)) for declaration in declared)


def _texts_named(declaration: Any, name: str) -> dict[str, Any]:
    texts = {each.name: getattr(declaration, each.name) for each in fields(declaration)}
    return {key: text.replace(_NAME, name) for key, text in texts.items() if type(text) is str}


def of_value(split: Callable[[str], Sequence[Value]]) -> ReadFurther:
    """Return the values of further fields as a function of the normal form alone."""
    return lambda value, _text: () if value is None else split(value)


def same(part: str = "") -> str:
    """Return the condition that both sides hold the same text in the field, or in one of its parts."""
    return f"{_NAME}{part}_l = {_NAME}{part}_r"


def edits(most: int) -> str:
    """Return the condition that two texts are at most some edits apart (Damerau-Levenshtein)."""
    return f"damerau_levenshtein({_NAME}_l, {_NAME}_r) <= {most}"


def shared(part: str, least: int = 1) -> str:
    """Return the condition that two lists have items in common."""
    lists = f"{_NAME}{part}_l, {_NAME}{part}_r"
    return f"list_has_any({lists})" if least == 1 else f"len(list_intersect({lists})) >= {least}"


def differs(m: float, u: float) -> OwnLevel:
    """Return the last level, ELSE."""
    return OwnLevel("", "{} differs", m, u)


SAME_KEY = OwnKey(_NAME, "same {}")
SAME = OwnFeature("same", "the equality", "text", _NAME, "equal")
WEIGHT = OwnFeature("weight", "the evidence", "weight", _NAME, monotone=1)
"""The pair feature of a field's own match weight."""
