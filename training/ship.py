"""The shipped bundles, made from the generated sample: `python -m training.ship`.

Records lose whole groups of fields at random, as the CRMs of customers do, so that the models know what to do
without any one of them.
"""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from data.index import UniverseIndex
from data.index_build import build_index
from data.labels import read_labels
from data.progress import Progress, silent
from data.sample import SampleSize, write_sample
from data.tables import read_records
from features.kinds import Kind
from features.normalise import normalise
from training.examples import Source
from training.fit import fit
from training.learn import FitRequest
from training.train import Written, held_out_evaluation, measured, write

SEED = 11
SIZE = SampleSize(people=20_000, companies=8_000, crm=8_000)
WHOLE_RECORDS, LOSS = 0.25, 0.3
"""Share of the records that keep every field; chance of each group to be lost in the others."""
_PLACE = ("street", "city", "region", "postal_code")
GROUPS: Mapping[Kind, tuple[tuple[str, ...], ...]] = {
    Kind.PERSON: (
        ("email",),
        ("phone",),
        ("email", "phone", "website"),
        ("company", "past_companies"),
        ("title", "headline"),
        ("street",),
        ("city",),
        ("region",),
        ("postal_code",),
        ("country",),
        ("birth_date",),
        ("middle_name",),
        ("company", "title", "email", "phone", "website"),
        _PLACE,
    ),
    Kind.COMPANY: (
        ("website", "email"),
        ("phone",),
        ("street",),
        ("city",),
        ("region",),
        ("postal_code",),
        ("country",),
        ("industry",),
        ("employees",),
        ("stock_symbol",),
        ("website", "email", "phone", "stock_symbol", "employees"),
        _PLACE,
        ("city", "region", "postal_code", "country", "street", "industry"),
    ),
}


def ship(kind: Kind, out: Path, size: SampleSize = SIZE, progress: Progress = silent) -> None:
    """Train the shipped bundle of one kind on a generated sample and write it to `out`."""
    with TemporaryDirectory(prefix="onematch-ship-") as folder:
        write_sample(Path(folder), size, SEED, progress)
        place = Path(folder) / kind
        build_index(kind, place / "universe.parquet", place / "index", progress)
        crm = read_records(kind, place / "crm.parquet")
        rows = lose_fields(kind, crm.raw.to_pylist())
        index = UniverseIndex.open(place / "index")
        source = Source(kind, crm.ids, [normalise(kind, row) for row in rows], index)
        labels = read_labels(place / "truth.parquet")
        fitted = fit(FitRequest(source, labels, None, 0.99, SEED), progress)
        facts = {"seed": SEED, "ancestor": None, "trained_on": f"generated sample, seed {SEED}, {size}"}
        metrics = measured(fitted, held_out_evaluation(fitted, labels))
        write(out, fitted, Written(kind, {**facts, **fitted.facts}, metrics, None))


def lose_fields(kind: Kind, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Empty whole groups of fields at random, the same ones for the same seed."""
    random = np.random.default_rng(SEED)
    groups = GROUPS[kind]
    lost = (random.random((len(rows), len(groups))) < LOSS) & (random.random((len(rows), 1)) >= WHOLE_RECORDS)
    names = [{name for group, gone in zip(groups, row, strict=True) if gone for name in group} for row in lost.tolist()]
    return [
        {name: None if name in gone else value for name, value in row.items()}
        for row, gone in zip(rows, names, strict=True)
    ]


if __name__ == "__main__":
    for each in Kind:
        target = Path(__file__).parent.parent / "serving" / "shipped" / each
        shutil.rmtree(target, ignore_errors=True)
        ship(each, target)
        print(f"{each}: {target}")
