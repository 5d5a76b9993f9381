"""The result of a bench: tables with notes, the settings, and the machine that it ran on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from training.bench.machine import describe_machine, in_words, load_average

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class BenchTable:
    """Rows under one heading; every row has the same columns, None where nothing was measured."""

    title: str
    rows: Sequence[Row]
    note: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(self.rows[0]) if self.rows else ()

    @property
    def numbers(self) -> frozenset[str]:
        """The columns that hold numbers."""
        return frozenset(name for name in self.columns if any(isinstance(row[name], int | float) for row in self.rows))


@dataclass(frozen=True, slots=True)
class BenchResult:
    """One bench: its settings, its tables, and the machine that it ran on."""

    name: str
    settings: Row
    tables: Sequence[BenchTable]
    load_before: float
    load_after: float = field(default_factory=load_average)
    machine: Row = field(default_factory=describe_machine)

    @property
    def machine_in_words(self) -> str:
        return in_words(self.machine, (self.load_before, self.load_after))

    def as_json(self) -> dict[str, object]:
        tables = [{"title": table.title, "note": table.note, "rows": list(table.rows)} for table in self.tables]
        load = {"before": self.load_before, "after": self.load_after}
        return {
            "bench": self.name, "settings": dict(self.settings), "machine": dict(self.machine),
            "load_average": load, "tables": tables,
        }  # fmt: skip


def heading(column: str) -> str:
    """Return the heading of a column."""
    return column.replace("_", " ")


def cell(value: object) -> str:
    """Return a value as text: small fractions with four digits, large numbers with commas, None as a dash."""
    if value is None:
        return "-"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:.4f}" if abs(value) < 10 else f"{value:,.1f}"
