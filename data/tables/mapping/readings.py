"""How the engine reads some values of each mapped column: as they are in the file, and normalised."""

from collections.abc import Mapping
from dataclasses import dataclass

from data.tables.mapping.proposal import MappingProposal
from data.tables.mapping.samples import ColumnSample
from features.normalise.records import normalise
from features.normalise.written import main_fields
from features.own_fields.optional import OPTIONAL
from features.own_fields.registry import schema_for
from features.schema.kinds import Kind
from features.schema.own_field import Value
from features.schema.schema import Schema

SHOWN_VALUES = 5
FIELD_OF: Mapping[str, str] = {
    **main_fields(Kind.COMPANY),
    **main_fields(Kind.PERSON),
    "name": "name",
    "nickname": "first_forms",
    "headline": "title",
}
"""The normalised field that shows best how a column is read; other columns are read as they are."""
NOTHING = "-"


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """Some different values of a column and how each is read, `-` for a value that is no evidence."""

    header: str
    column: str
    values: tuple[tuple[str, str], ...]


def readings(proposal: MappingProposal, sample: ColumnSample) -> list[ColumnReading]:
    """Return how five values of each mapped column are read; each as part of its row, as in a match."""
    found: dict[str, dict[str, str]] = {header: {} for header in proposal.taken}
    for position in range(max(map(len, sample.values.values()), default=0)):
        wanted = [
            header
            for header, shown in found.items()
            if len(shown) < SHOWN_VALUES and (value := sample.values[header][position]) and value not in shown
        ]
        if wanted:
            read = _read_row(proposal, sample, position)
            for header in wanted:
                found[header][sample.values[header][position]] = read(header)
        if all(len(shown) >= SHOWN_VALUES for shown in found.values()):
            break
    return [ColumnReading(name, proposal.taken[name], tuple(shown.items())) for name, shown in found.items()]


class _RowReading:
    """One row, normalised as a whole: a phone is read with the row's country."""

    __slots__ = ("_columns", "_record", "_row")

    def __init__(self, kind: Kind | None, columns: Mapping[str, str], row: Mapping[str, str]) -> None:
        self._columns = columns
        self._row = row
        self._record: Mapping[str, Value] = {} if kind is None else normalise(_schema(kind, columns), row)

    def __call__(self, header: str) -> str:
        """Return how the row's value of a header is read."""
        column = self._columns[header]
        field = FIELD_OF.get(column, column)
        if column not in FIELD_OF and field not in self._record:
            return self._row[column]
        value = self._record.get(field)
        return "; ".join(value) if isinstance(value, tuple) else value or NOTHING


def _schema(kind: Kind, columns: Mapping[str, str]) -> Schema:
    """Return the schema of a kind with the optional columns that a file has."""
    named = set(columns.values())
    return schema_for(kind, tuple(one for one in OPTIONAL[kind] if one.name in named))


def _read_row(proposal: MappingProposal, sample: ColumnSample, position: int) -> _RowReading:
    row = {column: sample.values[header][position] for header, column in proposal.taken.items()}
    return _RowReading(proposal.kind, proposal.taken, row)
