"""Independent facts: which comparisons measure the same fact, and how many facts a record states beside its name."""

from collections.abc import Mapping

from features.comparisons.comparisons import COMPARISONS
from features.normalise.text import word_rows, word_set
from features.pairs.columns import Record
from features.schema.kinds import Kind
from features.schema.schema import Shape, schema_of


def _groups(table: str) -> tuple[frozenset[str], ...]:
    """Return groups of comparisons, a line each."""
    return tuple(map(frozenset, word_rows(table)))


INDEPENDENT_FACTS: Mapping[Kind, tuple[frozenset[str], ...]] = {
    Kind.PERSON: _groups(
        """
        first middle
        last
        email
        phone
        company domain
        title
        street city region postal country
        birth_date
        """
    ),
    Kind.COMPANY: _groups(
        """
        name
        domain
        phone
        street city region postal country
        industry
        ticker
        """
    ),
}
"""The comparisons of each independent fact, by kind; comparisons of one fact count as one piece of evidence for EM."""
SHARED_BY_COLLEAGUES: Mapping[Kind, tuple[frozenset[str], ...]] = {
    Kind.PERSON: _groups(
        """
        email phone domain
        street city region postal country
        company
        """
    ),
    Kind.COMPANY: (),
}
"""Groups of comparisons that agree together for everybody at one place of work, whoever they are."""
_NAMES = word_set("first last name")


def _fields_of_facts(kind: Kind) -> tuple[tuple[str, ...], ...]:
    read = {comparison.name: comparison.fields for comparison in COMPARISONS[kind]}
    facts = [sorted(fact) for fact in INDEPENDENT_FACTS[kind] if not fact & _NAMES]
    return tuple(tuple(field for name in fact for field in read[name]) for fact in facts)


_FIELDS: Mapping[Kind, tuple[tuple[str, ...], ...]] = {kind: _fields_of_facts(kind) for kind in Kind}


def independent_facts_of(shape: Shape) -> tuple[frozenset[str], ...]:
    """Return the comparisons of each independent fact; every own field is one."""
    schema = schema_of(shape)
    return INDEPENDENT_FACTS[schema.kind] + tuple(frozenset({own_field.name}) for own_field in schema.own)


def facts_stated(shape: Shape, record: Record) -> int:
    """Return the number of independent facts that a record states beside its name, each counted once."""
    schema = schema_of(shape)
    count = sum(record.get(own_field.fields[0].name) is not None for own_field in schema.own)
    for fact in _FIELDS[schema.kind]:
        for field in fact:
            if record.get(field) is not None:
                count += 1
                break
    return count
