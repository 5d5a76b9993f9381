"""The files of a data set as other tools get them, and two of these tools, as their own documentation recommends.

The Python Record Linkage Toolkit: several blocks, similarities cut to agreements, its ECM classifier. goldenmatch: its
zero-configuration match and deduplication of CSV files.
"""

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pandas as pd

from features.normalise.text import word_set
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from features.schema.value_class import value_class
from training.evaluation.data_sets import QualitySet

MIN_FILLED = 0.02
"""The least share of filled values that a column needs on both sides to be given to a tool."""
BLOCKS: dict[Kind, tuple[str, ...]] = {
    Kind.PERSON: ("first_name", "last_name", "birth_date", "postal_code", "street", "email", "phone", "company"),
    Kind.COMPANY: ("name", "website", "phone", "street", "stock_symbol"),
}
EXACT = word_set("email phone postal_code website country region stock_symbol")
AGREES = 0.85
MAX_PAIRS = 20e6
Tools = Mapping[str, tuple[str, Callable[..., Any]]]
"""By name, the package of a tool and the function that runs it."""
Clusters = Mapping[str, str]
"""The cluster of each record."""
_RESULT = {"target_id": "crm_id", "ref_id": "universe_id", "__match_score__": "probability"}


LONGEST_ERROR = 80


class ToolFailed(OnematchError):
    """Another tool ended with an error."""


def run_tool(tool: Callable[..., Any], kind: Kind, table: object) -> Any:
    """Return what a tool makes of records. Raises ToolFailed."""
    try:
        return tool(kind, table)
    except Exception as error:
        raise ToolFailed(f"{type(error).__name__}: {error}".partition("\n")[0][:LONGEST_ERROR]) from error


@value_class
class Tables:
    """Both files of a set: lower case, empty is missing, only columns that both sides fill."""

    crm: pd.DataFrame
    universe: pd.DataFrame

    @property
    def columns(self) -> list[str]:
        return [name for name in self.crm.columns if name != "id"]


def read_tables(of: QualitySet) -> Tables:
    """Read both files of a set for a tool."""
    crm, universe = (read_folded(of.file(name)) for name in ("crm", "universe"))
    both = [name for name in crm.columns if name in universe.columns and name != "id"]
    filled = [name for name in both if min(crm[name].notna().mean(), universe[name].notna().mean()) >= MIN_FILLED]
    return Tables(crm[["id", *filled]], universe[["id", *filled]])


def blocked_pairs(tables: Tables, rule: tuple[str, ...]) -> float:
    """Count the pairs that agree on all columns of a rule."""
    left, right = (table.groupby(list(rule)).size() for table in (tables.crm, tables.universe))
    return float((left * right).sum())


def read_for_tools(path: Path) -> pd.DataFrame:
    """Read the records of one file for a tool, without columns that are hardly filled."""
    table = read_folded(path)
    return table[[name for name in table.columns if name == "id" or table[name].notna().mean() >= MIN_FILLED]]


def read_folded(path: Path) -> pd.DataFrame:
    """Read a table in lower case; empty is missing."""
    table = pd.read_parquet(path).astype(object)
    for column in table.columns.drop("id"):
        text = table[column].astype("string").str.lower().str.strip()
        filled = text.notna() & (text.fillna("") != "")
        table[column] = [value if here else None for value, here in zip(text, filled, strict=True)]
    return table


def link_with_recordlinkage(kind: Kind, tables: Tables) -> pd.DataFrame:
    """Block, compare, and classify every blocked pair by expectation and conditional maximisation."""
    import recordlinkage

    crm = tables.crm.set_index("id")
    universe = tables.universe.set_index("id")
    index = recordlinkage.Index()
    for column in BLOCKS[kind]:
        if column in tables.columns and blocked_pairs(tables, (column,)) <= MAX_PAIRS:
            index.block(column)
    if kind is Kind.COMPANY:
        crm["start"] = crm["name"].str[:6]
        universe["start"] = universe["name"].str[:6]
        index.block("start")
    pairs = index.index(crm, universe)
    compare = recordlinkage.Compare()
    for column in tables.columns:
        if column in EXACT:
            compare.exact(column, column, label=column)
        else:
            compare.string(column, column, method="jarowinkler", threshold=AGREES, label=column)
    agreements = compare.compute(pairs, crm, universe)
    classifier = recordlinkage.ECMClassifier(binarize=None)
    classifier.fit(agreements)
    probability = classifier.prob(agreements)
    crm_ids, universe_ids = (agreements.index.get_level_values(level) for level in (0, 1))
    return pd.DataFrame({"crm_id": crm_ids, "universe_id": universe_ids, "probability": np.asarray(probability)})


def link_with_goldenmatch(kind: Kind, tables: Tables) -> pd.DataFrame:  # noqa: ARG001 - it detects the kind of the rows
    """Match two CSV files as in its documentation: the best profile of each record; its score is no probability."""
    import goldenmatch

    with TemporaryDirectory() as folder:
        files = {name: str(Path(folder, f"{name}.csv")) for name in ("crm", "universe")}
        tables.crm.to_csv(files["crm"], index=False)
        tables.universe.to_csv(files["universe"], index=False)
        matched = goldenmatch.match(files["crm"], files["universe"]).matched
    if matched is None or not matched.num_rows:
        return pd.DataFrame({name: [] for name in _RESULT.values()})
    rows = matched.select(list(_RESULT)).to_pylist()
    links = pd.DataFrame(rows).rename(columns=_RESULT)
    return links.astype({"crm_id": str, "universe_id": str})


def cluster_with_goldenmatch(kind: Kind, table: pd.DataFrame) -> Clusters:  # noqa: ARG001 - it detects the kind
    """Deduplicate a CSV file as in its documentation; its clusters list rows of the file."""
    import goldenmatch

    with TemporaryDirectory() as folder:
        path = Path(folder) / "records.csv"
        table.to_csv(path, index=False)
        clusters_of_rows = goldenmatch.dedupe(str(path)).clusters
    ids = table["id"].astype(str).tolist()
    clusters = {record: f"alone-{record}" for record in ids}
    for number, cluster in clusters_of_rows.items():
        clusters |= {ids[row]: str(number) for row in cluster["members"]}
    return clusters


def installed_of(tools: Tools) -> list[str]:
    """Return the tools whose packages are installed."""
    return [name for name, (package, _) in tools.items() if find_spec(package) is not None]


def absent_of(tools: Tools) -> str:
    """Return a sentence with the tools that are not installed."""
    return f"Not installed: {', '.join(sorted({*tools} - {*installed_of(tools)})) or 'none'}."
