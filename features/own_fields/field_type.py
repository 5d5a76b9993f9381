"""What a type of own field is: how a value is normalised, and what comparing, blocking and ranking read of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from features.schema.errors import OnematchError
from features.schema.kinds import Field
from features.schema.own_field import OwnFeature, OwnKey, OwnLevel, ReadValue

Options = Mapping[str, str]
NormaliseOne = Callable[[str, str | None], str | None]
"""A function from one value and the record's country to its normal form, None where it is no such value."""


class OptionWrong(OnematchError):
    """An option of an own field has a value that its type does not know."""

    def __init__(self, option: str, got: str, expected: str) -> None:
        super().__init__(f"{option}: got {got!r}, expected {expected}")
        self.option = option


@dataclass(frozen=True, slots=True)
class TypeParts:
    """What a type makes of a field of some name; the first of `fields` is a text that is null without a value."""

    fields: tuple[Field, ...]
    read: ReadValue
    levels: tuple[OwnLevel, ...]
    keys: tuple[OwnKey, ...]
    features: tuple[OwnFeature, ...]


@dataclass(frozen=True, slots=True)
class FieldType:
    """A type: its name, its sentence for users, its options with what each expects, and its two functions.

    `one` returns the normaliser of single values under some options; raises OptionWrong. `parts` takes the name of the
    field and that normaliser. `example` is a value that it reads.
    """

    name: str
    sentence: str
    one: Callable[[Options], NormaliseOne]
    parts: Callable[[str, NormaliseOne], TypeParts]
    example: str
    options: Mapping[str, str] = field(default_factory=dict)


MOST_WITH_ITEM = 40
"""An item of a list, or a word, of more profiles than a person's candidates finds none by itself."""


def same(name: str) -> str:
    """Return the condition that both sides hold the same text."""
    return f"{name}_l = {name}_r"


def similar(name: str, least: float) -> str:
    """Return the condition that two texts are similar (Jaro-Winkler)."""
    return f"round(jaro_winkler_similarity({name}_l, {name}_r), 6) >= {least}"


def edits(name: str, most: int) -> str:
    """Return the condition that two texts are at most some edits apart (Damerau-Levenshtein)."""
    return f"damerau_levenshtein({name}_l, {name}_r) <= {most}"


def shared(name: str, least: int = 1) -> str:
    """Return the condition that two lists have items in common."""
    if least == 1:
        return f"list_has_any({name}_l, {name}_r)"
    return f"len(list_intersect({name}_l, {name}_r)) >= {least}"


def differs(name: str, m: float, u: float) -> OwnLevel:
    """Return the last level, ELSE."""
    return OwnLevel("", f"{name} differs", m, u)


def weight(name: str) -> OwnFeature:
    """Return the pair feature of a field's own match weight."""
    return OwnFeature("weight", "the evidence", "weight", name, monotone=1)
