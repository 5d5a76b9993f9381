"""What a merge of duplicates would keep: for each field, whose value survives and by which rule. Pure."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from features.schema.value_class import value_class
from serving.vocabulary.links import RecordKey

_NO_VALUES = frozenset({"id", "crm_number", "modified_at", "visible_to"})


class SurvivesBy(StrEnum):
    """The rule by which a value survives."""

    KEPT = "kept_record"
    """The kept record has one."""
    FILLED = "fills_empty_field"
    """The kept record has none: the first duplicate that has one gives it."""


class LostValue(NamedTuple):
    """A value of a record that does not survive."""

    record: RecordKey
    value: str


@value_class
class MergedField:
    """One field of the merged record: its value, the record that it is from, and the values that are lost."""

    field: str
    value: str
    source: RecordKey
    by: SurvivesBy
    lost: tuple[LostValue, ...]


def merge_preview(
    kept: RecordKey, duplicates: Sequence[RecordKey], values: Mapping[RecordKey, Mapping[str, str]]
) -> list[MergedField]:
    """Return the fields that any of the records has, by name; `duplicates` stand in the order of their claims."""
    order = (kept, *duplicates)
    held = (name for key in order for name, value in values.get(key, {}).items() if value)
    names = sorted(set(held) - _NO_VALUES)
    return [_merged(name, order, values) for name in names]


def _merged(name: str, order: Sequence[RecordKey], values: Mapping[RecordKey, Mapping[str, str]]) -> MergedField:
    held = [(key, values[key][name]) for key in order if values.get(key, {}).get(name)]
    source, value = held[0]
    lost = tuple(LostValue(key, other) for key, other in held[1:] if other != value)
    return MergedField(name, value, source, SurvivesBy.KEPT if source == order[0] else SurvivesBy.FILLED, lost)
