"""Measure the table of learned spellings alone: `python -m training.scripts.measure --data FOLDER`.

A record of politicians_scripts (`split=test`) is compared with every member of its country's parliaments by the ratio
of the names, nothing else; ties count by their share. Beside it: the mean best Jaro-Winkler similarity of the romanised
words.
"""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import numpy as np
import pyarrow.parquet as pq
import typer
from rapidfuzz.distance import JaroWinkler

from features.normalise import learned_spellings
from features.normalise.learned_spellings import romanised, spelling_ratios
from serving.contract.reports.segment_rules import script_called
from training.scripts.learn import RECORDS


def main(
    data: Annotated[Path, typer.Option("--data", help="The folder of the sets.", exists=True, file_okay=False)],
    table: Annotated[Path, typer.Option("--table", help="The table to measure.")] = learned_spellings.TABLE,
) -> None:
    """Print for each script the records, and the share of them whose right profile comes first by either measure."""
    learned_spellings.TABLE = table
    folder = data / RECORDS
    slices = _rows(folder / "slices.parquet")
    scripts = {row["crm_id"]: script_called(row["script"]) for row in slices}
    records = {row["id"]: row for row in _rows(folder / "crm.parquet")}
    members: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for profile in _rows(folder / "universe.parquet"):
        members[profile["country"]].append((profile["id"], profile["full_name"]))
    shares: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for row in _rows(folder / "truth.parquet"):
        if row["split"] == "test" and row["universe_id"] is not None:
            name = records[row["crm_id"]]["full_name"]
            ids, names = zip(*members[records[row["crm_id"]]["country"]], strict=True)
            right = ids.index(row["universe_id"])
            learned = _first(spelling_ratios([name], names), right)
            shares[scripts[row["crm_id"]]].append((learned, _first(_alike(name, names), right)))
    for script, of_records in sorted(shares.items(), key=lambda named: -len(named[1])):
        learned, alike = np.mean(of_records, axis=0).tolist()
        print(f"{script} {len(of_records)} {learned:.3f} {alike:.3f}")


def _rows(path: Path) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = pq.read_table(path).to_pylist()
    return rows


def _first(values: Sequence[float], right: int) -> float:
    """Return the share of the right one among those that come first, 0 where it does not."""
    known = np.nan_to_num(np.array(values), nan=-np.inf)
    return float((known[right] == known.max()) / (known == known.max()).sum())


def _alike(written: str, names: Sequence[str]) -> list[float]:
    """Return the mean best similarity of the words of a name with those of each of several."""
    own = romanised(written).split()
    others = [romanised(name).split() for name in names]
    return [_mean_of_best(own, other) for other in others]


def _mean_of_best(own: Sequence[str], other: Sequence[str]) -> float:
    best = [max((JaroWinkler.similarity(word, each) for each in other), default=0.0) for word in own]
    return float(np.mean(best)) if best else 0.0


if __name__ == "__main__":
    typer.run(main)
