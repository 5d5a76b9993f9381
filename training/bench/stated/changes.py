"""The changes of a set whose stated precision is measured: more strangers, fewer columns, own fields of no use."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from features.pairs.columns import hash_text
from training.evaluation.data_sets import CLUSTER_FILES, FIELDS, FILES, QualitySet
from training.evaluation.workspace import bench_home, code_digest, file_hash, make_once

NAMES = ("last_name", "name", "full_name", "first_name", "middle_name", "id")
"""What every record keeps; the first that there is goes into the harmful field."""
TIMES = 10
FEWEST_STRANGERS = 0.1
"""Strangers for each matched record that a set with fewer counts as having."""
OWN_FIELD = '\n[[field]]\nname = "extra"\nkind = "{}"\ntype = "category"\n'
VALUES = 20
Tables = list[pd.DataFrame]
"""The answers, then the records, and where the answers are no clusters the profiles."""
Change = Callable[[Tables, np.random.Generator], Tables]


def changed(of: QualitySet, change: str, seed: int, *, half: bool) -> QualitySet:
    """Return a set as changed, made now or before.

    With `half` the answers of split=train alone are kept, one half of the entities to learn from, the other to judge.
    """
    *names, answers_file = CLUSTER_FILES if of.has_clusters else FILES
    files = (answers_file, *names)
    name = f"{of.folder.parent.name}-{of.name}-{change}-{seed}{'-half' * half}"
    varied = replace(of, name=name, folder=bench_home() / "stated" / name)

    def make(folder: Path) -> None:
        folder.mkdir(parents=True)
        answers, *sides = [pd.read_parquet(of.file(file)) for file in files]
        tables = CHANGES[change]([halves(answers) if half else answers, *sides], np.random.default_rng(seed))
        for file, table in zip(files, tables, strict=True):
            table.to_parquet(folder / f"{file}.parquet", index=False)
        own = of.folder / FIELDS
        text = (own.read_text() if own.is_file() else "") + OWN_FIELD.format(of.kind) * ("extra" in tables[1])
        if text:
            (folder / FIELDS).write_text(text)

    made_from: dict[str, object] = {file: file_hash(of.file(file)) for file in files}
    make_once(varied.folder, made_from | {"code": code_digest(("training/bench/stated",))}, make)
    return varied


def halves(answers: pd.DataFrame) -> pd.DataFrame:
    """Return the answers of split=train, half of the entities by hash as split=test."""
    record, entity = answers.columns[:2]
    known = answers[answers["split"] == "train"]
    parts = known[entity].fillna(known[record]).map(lambda text: ("train", "test")[hash_text(f"half {text}") % 2])
    return known.assign(split=parts)


def strangers(tables: Tables, rng: np.random.Generator) -> Tables:
    """Return ten times as many strangers for each matched record.

    Matched entities lose their profile, or where clusters are the answers all records but one.
    """
    answers, records, *profiles = tables
    record, entity = answers.columns[:2]
    matched = answers[entity].notna() if profiles else answers.duplicated(entity, keep=False)
    ratio = max((~matched).sum() / matched.sum(), FEWEST_STRANGERS)
    entities = answers[entity][matched].unique()
    n_lost = len(entities) * (1 - len(answers) / (1 + TIMES * ratio) / matched.sum())
    gone = answers[entity].isin(rng.choice(entities, int(n_lost), replace=False))
    if not profiles:
        gone &= answers.duplicated(entity)
        return [answers[~gone], records[~records["id"].isin(answers[record][gone])]]
    left = [each[~each["id"].isin(answers[entity][gone])] for each in profiles]
    answers = answers.assign(**{entity: answers[entity].mask(gone)}).sort_values(entity)
    return [answers[answers[entity].notna() | ~answers.duplicated(record)], records, *left]


def half_of_the_columns(tables: Tables, rng: np.random.Generator) -> Tables:
    """Empty half of the columns beside the names."""
    columns = rng.permutation([name for name in tables[1].columns if name not in NAMES])
    gone = columns[: (len(columns) + 1) // 2]
    return [table.assign(**{n: pd.Series(dtype="string") for n in gone if n in table}) for table in tables]


def useless_field(tables: Tables, rng: np.random.Generator) -> Tables:
    """Add an own field of random values."""
    return [table.assign(extra=rng.integers(0, VALUES, len(table)).astype(str)) for table in tables]


def harmful_field(tables: Tables, rng: np.random.Generator) -> Tables:
    """Add an own field that repeats a name in half of the records and has another record's in the others."""
    name = next(each for each in NAMES if each in tables[1])
    own = [(side[name], rng.random(len(side)) < 0.5, rng.permutation(side[name])) for side in tables[1:]]
    added = [side.assign(extra=of.where(*other)) for side, (of, *other) in zip(tables[1:], own, strict=True)]
    return [tables[0], *added]


CHANGES: Mapping[str, Change] = {
    "as_it_is": lambda tables, _rng: tables,
    "strangers": strangers,
    "half_of_the_columns": half_of_the_columns,
    "useless_field": useless_field,
    "harmful_field": harmful_field,
}
