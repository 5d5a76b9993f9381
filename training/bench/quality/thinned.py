"""Sets whose universes lack answers, as in a CRM most of whose people are on no network."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from hashlib import md5
from pathlib import Path
from shutil import copyfile

import pyarrow as pa
import pyarrow.parquet as pq

from data.tables.text_table import read_text_table
from training.evaluation.code_digest import code_digest
from training.evaluation.data_sets import FILES, QualitySet
from training.evaluation.workspace import bench_home, file_hash, make_once

WHOLE = 100


def thinned_sets(sets: Sequence[QualitySet], answers: int) -> list[QualitySet]:
    """Return the sets with `answers` percent of the right profiles left in their universes, by hash of their ids.

    All records stay; those without their profile get the answer "nobody". Thinned sets are kept for the next run.
    """
    if answers == WHOLE:
        return [*sets]
    return [_thinned(each, answers) for each in sets]


def _thinned(of: QualitySet, answers: int) -> QualitySet:
    def write(folder: Path) -> None:
        folder.mkdir(parents=True)
        write_thinned(of, answers, folder)

    name = f"{of.name}@{answers}"
    hashes = {part: file_hash(of.file(part))[:12] for part in FILES}
    made_from: dict[str, object] = {"files": hashes, "code": code_digest(["training/bench/quality/thinned.py"])}
    return replace(of, name=name, folder=make_once(bench_home() / "thinned" / name, made_from, write), part_of=of.name)


def write_thinned(of: QualitySet, answers: int, folder: Path) -> None:
    """Write the records, the remaining universe and the remaining answers into a folder."""
    truth = read_text_table(of.file("truth"), required=("crm_id", "universe_id")).columns
    removed = {name for name in truth["universe_id"] if name and not _stays(name, answers)}
    rows = rows_left(truth["crm_id"], truth["universe_id"], removed)
    left = {name: pa.array([values[row] for row in rows], pa.string()) for name, values in truth.items()}
    answer = [truth["universe_id"][row] for row in rows]
    left["universe_id"] = pa.array([None if name in removed else name for name in answer], pa.string())
    pq.write_table(pa.table(left), folder / "truth.parquet")
    universe = pq.read_table(of.file("universe"))
    ids = universe["id"].cast(pa.string()).to_pylist()
    pq.write_table(universe.filter(pa.array([name not in removed for name in ids])), folder / "universe.parquet")
    copyfile(of.file("crm"), folder / "crm.parquet")


def rows_left(crm_ids: Sequence[str | None], answers: Sequence[str | None], removed: Collection[str]) -> list[int]:
    """Return the rows of a truth that stay: of each record those with a remaining profile, or else its first."""
    found = {record for record, answer in zip(crm_ids, answers, strict=True) if answer not in removed}
    stay = []
    seen = set()
    for row, (record, answer) in enumerate(zip(crm_ids, answers, strict=True)):
        if answer not in removed or (record not in found and record not in seen):
            stay.append(row)
        seen.add(record)
    return stay


def _stays(profile: str, answers: int) -> bool:
    return int.from_bytes(md5(profile.encode(), usedforsecurity=False).digest()[:4], "big") % WHOLE < answers
