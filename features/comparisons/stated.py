"""How much a record states beside its name: each independent fact counts once, however many fields tell it."""

from collections.abc import Mapping

from features.comparisons.comparisons import COMPARISONS, INDEPENDENT
from features.pairs.columns import Record
from features.schema.kinds import Kind

_NAMES = frozenset({"first", "last", "name"})


def _fields_of_facts(kind: Kind) -> tuple[tuple[str, ...], ...]:
    read = {comparison.name: comparison.fields for comparison in COMPARISONS[kind]}
    facts = [sorted(fact) for fact in INDEPENDENT[kind] if not fact & _NAMES]
    return tuple(tuple(field for name in fact for field in read[name]) for fact in facts)


_FIELDS: Mapping[Kind, tuple[tuple[str, ...], ...]] = {kind: _fields_of_facts(kind) for kind in Kind}


def facts_stated(kind: Kind, record: Record) -> int:
    """Count the independent facts that a record states beside its name."""
    count = 0
    for fact in _FIELDS[kind]:
        for field in fact:
            if record.get(field) is not None:
                count += 1
                break
    return count
