"""The two files of a data set as pandas tables, prepared the same way for every other tool."""

from dataclasses import dataclass

import pandas as pd

from training.evaluation.data_sets import QualitySet

LEAST_FILLED = 0.02
"""The least share of filled values that a column needs on both sides to be given to a tool."""


@dataclass(frozen=True, slots=True)
class Tables:
    """Both files of a set: lower case, empty is missing, only columns that both sides fill."""

    crm: pd.DataFrame
    universe: pd.DataFrame

    @property
    def columns(self) -> list[str]:
        return [name for name in self.crm.columns if name != "id"]


def read_tables(of: QualitySet) -> Tables:
    """Read both files of a set for a tool."""
    crm, universe = (_read(of, name) for name in ("crm", "universe"))
    both = [name for name in crm.columns if name in universe.columns and name != "id"]
    filled = [name for name in both if min(crm[name].notna().mean(), universe[name].notna().mean()) >= LEAST_FILLED]
    return Tables(crm[["id", *filled]], universe[["id", *filled]])


def blocked_pairs(tables: Tables, rule: tuple[str, ...]) -> float:
    """Count the pairs that agree on all columns of a rule."""
    left, right = (table.groupby(list(rule)).size() for table in (tables.crm, tables.universe))
    return float((left * right).sum())


def _read(of: QualitySet, name: str) -> pd.DataFrame:
    table = pd.read_parquet(of.file(name)).astype(object)
    for column in table.columns.drop("id"):
        text = table[column].astype("string").str.lower().str.strip()
        filled = text.notna() & (text.fillna("") != "")
        table[column] = [value if here else None for value, here in zip(text, filled, strict=True)]
    return table
