"""A field of a user's own: its declaration, and the plain data that its type makes of it for every layer above."""

from collections.abc import Callable, Mapping
from dataclasses import field
from enum import StrEnum
from typing import Any, Self

from features.schema.kinds import Field, Kind
from features.schema.value_class import value_class

Value = str | tuple[str, ...] | None
ReadValue = Callable[[str, str | None], Mapping[str, Value]]
"""A function from a text and the record's country, where that is known, to the values of normalised fields."""


@value_class
class Declaration:
    """An own field as a user declares it: `records` and `profiles` are its columns in a file of either side."""

    name: str
    kind: Kind
    type: str
    records: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    options: tuple[tuple[str, str], ...] = ()

    @property
    def meaning(self) -> tuple[str, str, tuple[tuple[str, str], ...]]:
        """What two declarations must have in common so that one model can read both: not the names of columns."""
        return self.name, self.type, self.options

    def columns(self, *, of_profiles: bool) -> tuple[str, ...]:
        """Return the columns of a file of one side; by default there is one, of the field's name."""
        return (self.profiles if of_profiles else self.records) or (self.name,)

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "kind": str(self.kind),
            "type": self.type,
            "records": list(self.records),
            "profiles": list(self.profiles),
            "options": dict(self.options),
        }

    @classmethod
    def from_json(cls, saved: Mapping[str, Any]) -> Self:
        return cls(
            name=str(saved["name"]),
            kind=Kind(saved["kind"]),
            type=str(saved["type"]),
            records=tuple(map(str, saved["records"])),
            profiles=tuple(map(str, saved["profiles"])),
            options=tuple(sorted((str(key), str(value)) for key, value in saved["options"].items())),
        )


@value_class
class OwnLevel:
    """A comparison level: its SQL (empty for the last one, ELSE), its label, and its shipped prior m and u."""

    sql: str
    label: str
    m: float
    u: float
    tf_column: str | None = None


class Beside(StrEnum):
    """What a value is joined with to make a key of a person: the sound of a first or of a last name, or the city."""

    FIRST = "first"
    LAST = "last"
    CITY = "city"


@value_class
class OwnKey:
    """A blocking rule of an own field: two records share a key where they share a value of a normalised field.

    A value of more than `most` profiles finds none by itself (0: no bound). With `beside` the rule is a joint one: the
    records also share that. The value, a text then, counts from the character `start` on.
    """

    field: str
    sentence: str
    factor: float = 1.0
    most: int = 0
    beside: Beside | None = None
    start: int = 0


@value_class
class OwnFeature:
    """A pair feature of an own field: a `form` of comparing one of its normalised fields on both sides."""

    suffix: str
    sentence: str
    form: str
    field: str
    measure: str = ""
    monotone: int = 0


@value_class
class OwnField:
    """An own field: what normalising, blocking, comparing and ranking read of it; the last of `levels` is ELSE."""

    declaration: Declaration
    fields: tuple[Field, ...]
    read: ReadValue
    levels: tuple[OwnLevel, ...]
    keys: tuple[OwnKey, ...]
    features: tuple[OwnFeature, ...]
    also: tuple[str, ...] = ()
    """Canonical columns whose value the field takes too: a list all of them, any other type the first filled one."""
    is_relation: bool = False
    """Whether it is no independent evidence to a model that never saw it."""
    in_part: str | None = None
    """The built-in comparison that says a part of what the field says."""
    nothing: Mapping[str, Value] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "nothing", {field.name: None for field in self.fields})

    @property
    def name(self) -> str:
        return self.declaration.name

    @property
    def is_list(self) -> bool:
        """Whether the field holds several values."""
        return self.declaration.type == "list"
