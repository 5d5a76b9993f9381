"""How the engine reads some values of each mapped column, and the type that those of an unknown one look like."""

import re
from collections.abc import Callable, Mapping, Sequence

from anyascii import anyascii

from data.tables.mapping.proposal import MappingProposal
from data.tables.mapping.samples import ColumnSample
from features.normalise.records import normalise
from features.normalise.written import main_fields
from features.own_fields.optional import OPTIONAL
from features.own_fields.registry import TYPES, is_reserved, schema_for
from features.schema.kinds import Kind
from features.schema.own_field import Value
from features.schema.schema import Schema
from features.schema.value_class import value_class

FEWEST_VALUES = 10
MIN_FILLED = 0.1
SAMPLED = 200
MAX_CATEGORIES = 40
MOSTLY = 0.8
ALMOST_ALL = 0.95
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("email", re.compile(r"\S+@\S+\.\S+")),
    ("url", re.compile(r"(https?://|www\.)\S+|[\w-]+(\.[\w-]+)+/\S*")),
    ("geo", re.compile(r"[-+]?\d{1,3}\.\d{2,}\s*[,; ]\s*[-+]?\d{1,3}\.\d{2,}|(?i:point)\s*\(.*\)")),
    ("date", re.compile(r"\d{4}[-/.年년] ?\d{1,2}[-/.月월] ?\d{1,2}.*|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}")),
    ("phone", re.compile(r"\+[\d ()./-]{7,}|\(?0\d[\d ()./-]{6,}|\(\d{3}\) ?\d{3}-\d{4}|\d{3}[-/.]\d{3}[-/.]\d{4}")),
)
_SEVERAL = re.compile(r"[^;|]+[;|][^;|]+.*")
_AMOUNT = re.compile(r"[-+]?(?!0\d)[\d.,' ]*\d( ?(%|[A-Z]{3}|€|\$))?")
_WITH_POINT = re.compile(r"\.(\d{1,2}|\d{4,})(?!\d)|,\d{3}\.|\d{4}\.\d{3}")
_WITH_COMMA = re.compile(r",(\d{1,2}|\d{4,})(?!\d)")
_GROUPED = re.compile(r"(?<!\d)\d{1,3}(\.\d{3})+(?!\d)")
_SYLLABLE = re.compile(r"(?<=[a-z])(?=[A-Z])")
"""Where a word of a script without spaces begins, transliterated."""
_CODE = re.compile(r"(?=.*\d)[A-Za-z0-9./ -]{4,}")


def likely_type(values: Sequence[str], rows: int) -> str | None:
    """Return the type of a column's filled values in so many rows; None for few values, or always the same one."""
    distinct = set(values)
    if len(values) < FEWEST_VALUES or len(values) < MIN_FILLED * rows or len(distinct) < 2:
        return None
    sample = values[:SAMPLED]
    for name, pattern in _PATTERNS:
        normalise_value = TYPES[name].one({})
        read = [value for value in sample if pattern.fullmatch(value) and normalise_value(value, None) is not None]
        if len(read) >= MOSTLY * len(sample):
            return name
    if _share(sample, _SEVERAL.fullmatch) >= 0.25:
        return "list"
    is_key = len(distinct) >= MOSTLY * len(values) and decimal_sign(sample) is None
    if is_key and _share(sample, _CODE.fullmatch) >= ALMOST_ALL and len({len(value) for value in sample}) <= 3:
        return "identifier"
    if _share(sample, _AMOUNT.fullmatch) >= ALMOST_ALL:
        return "number"
    if len(distinct) <= min(MAX_CATEGORIES, len(values) / 2):
        return "category"
    return "identifier" if all(map(str.isdecimal, sample)) else "text"


def own_name(header: str) -> str:
    """Return the name of a field for the header of a column, in Latin letters."""
    latin = header if header.isascii() else _SYLLABLE.sub(" ", anyascii(header))
    words = "_".join(re.findall("[a-z0-9]+", latin.casefold()))[:40].strip("_")
    return f"field_{words}"[:40] if is_reserved(words) or not words[:1].isalpha() else words


def decimal_sign(values: Sequence[str]) -> str | None:
    """Return the comma where a column's own numbers say that it stands before decimals; None where none says so.

    `1.250` is then 1,250: others have a comma before decimals, or the point stands before three digits in all.
    """
    numbers = [value for value in values[:SAMPLED] if any(sign in value for sign in ".,")]
    if any(_WITH_POINT.search(value) for value in numbers):
        return None
    grouped = sum(_GROUPED.search(value) is not None for value in numbers)
    return "," if grouped and (grouped >= FEWEST_VALUES or any(map(_WITH_COMMA.search, numbers))) else None


def _share(values: Sequence[str], holds: Callable[[str], object]) -> float:
    return sum(bool(holds(value)) for value in values) / len(values)


SHOWN_VALUES = 5
FIELD_OF: Mapping[str, str] = {
    **main_fields(Kind.COMPANY),
    **main_fields(Kind.PERSON),
    "name": "name",
    "nickname": "first_forms",
    "headline": "title",
}
"""The normalised field that shows best how a column is read; other columns are read as they are."""
NOTHING = "no evidence"


@value_class
class ColumnReading:
    """Some different values of a column and how each is read, NOTHING for a value that is no evidence."""

    header: str
    column: str
    values: tuple[tuple[str, str], ...]


def readings(proposal: MappingProposal, sample: ColumnSample) -> list[ColumnReading]:
    """Return how five values of each mapped column are read; each as part of its row, as in a match."""
    shown_by_header: dict[str, dict[str, str]] = {header: {} for header in proposal.taken}
    for position in range(max(map(len, sample.values.values()), default=0)):
        headers = [
            header
            for header, shown in shown_by_header.items()
            if len(shown) < SHOWN_VALUES and (value := sample.values[header][position]) and value not in shown
        ]
        if headers:
            read = _read_row(proposal, sample, position)
            for header in headers:
                shown_by_header[header][sample.values[header][position]] = read(header)
        if all(len(shown) >= SHOWN_VALUES for shown in shown_by_header.values()):
            break
    return [ColumnReading(name, proposal.taken[name], tuple(shown.items())) for name, shown in shown_by_header.items()]


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
    return schema_for(kind, tuple(declaration for declaration in OPTIONAL[kind] if declaration.name in named))


def _read_row(proposal: MappingProposal, sample: ColumnSample, position: int) -> _RowReading:
    row = {column: sample.values[header][position] for header, column in proposal.taken.items()}
    return _RowReading(proposal.kind, proposal.taken, row)
