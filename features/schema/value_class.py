"""The class of a value: what the project's records, requests and results are made of."""

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

Value = TypeVar("Value")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value_class(cls: type[Value]) -> type[Value]:
    """Return a class as a frozen dataclass with slots: never changed after it is made, equal where its fields are."""
    return dataclass(frozen=True, slots=True)(cls)
