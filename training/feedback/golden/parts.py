"""The unsealed parts of a golden set: a generated sample, and published sets with answers."""

from dataclasses import field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from data.labels.labels import Labels, read_labels
from data.sample.lost_fields import lose_fields
from data.sample.sample import SampleSize, write_sample
from data.tables.formats import ENDINGS, UnreadableFile
from data.tables.optional_columns import UniverseFile
from data.tables.progress import Progress, silent
from data.tables.records import read_records
from data.tables.renames import NO_RENAMES, Renames
from data.tables.work_folders import work_folder
from features.schema.kinds import Kind
from features.schema.value_class import value_class
from serving.matching.fields_agree import Declarations, agreed_schema
from serving.runtime.home import Home
from training.evaluation.known_ids import ProfileSide, RecordSide, require_known_ids
from training.feedback.golden.golden_set import Freezing, GoldenSet, Origin, freeze, read_golden

SEED = 101
"""Another seed than that of the samples behind the shipped bundles."""
SIZE = SampleSize(people=4000, companies=1600, crm=1600)
"""Large enough for intervals of 0.01 of precision, small enough to match in seconds."""
GENERATED = "generated sample"
FIRST = Freezing("onematch", "the first set")


@value_class
class AnsweredFiles:
    """Records, profiles and answers in files whose columns may have other names."""

    crm: Path
    universe: Path
    truth: Path
    renames: Renames = field(default_factory=lambda: NO_RENAMES)
    fields: Declarations = None


def files_in(folder: Path) -> AnsweredFiles:
    """Return `crm`, `universe` and `truth` of a folder, as CSV, Parquet or NDJSON."""
    return AnsweredFiles(_table_file(folder, "crm"), _table_file(folder, "universe"), _table_file(folder, "truth"))


def golden_or_first(
    home: Home, kind: Kind, size: SampleSize = SIZE, progress: Progress = silent, freezing: Freezing = FIRST
) -> GoldenSet:
    """Read the newest golden set; where it holds no part, draw and freeze the generated one first."""
    golden = read_golden(home, kind)
    if golden is not None and golden.parts:
        return golden
    return freeze_generated(home, kind, freezing, size, progress)


def freeze_generated(
    home: Home, kind: Kind, freezing: Freezing, size: SampleSize = SIZE, progress: Progress = silent
) -> GoldenSet:
    """Draw a sample whose records lose whole groups of fields, as in CRMs, and freeze it."""
    with work_folder("golden") as folder:
        write_sample(folder, size, SEED, progress)
        drawn = folder / kind
        table = pq.read_table(drawn / "crm.parquet")
        rows = lose_fields(kind, table.to_pylist())
        pq.write_table(pa.Table.from_pylist(rows, schema=table.schema), drawn / "crm.parquet")
        return freeze(home, kind, drawn, (GENERATED, Origin.GENERATED), freezing)


def freeze_answered(
    home: Home, kind: Kind, files: AnsweredFiles, part: tuple[str, Origin], freezing: Freezing
) -> GoldenSet:
    """Freeze the records that have an answer (of the test split, if it has splits), and all profiles, in our columns.

    Records are sorted by id, so that equal sets of rows give equal parts. Raises UnusableLabels where no answer is of
    a record or of a profile, and what the readers of records and labels raise.
    """
    schema = agreed_schema(kind, files.fields, universe=UniverseFile(files.universe, files.renames))
    crm = read_records(schema, files.crm, files.renames, normalised=False)
    universe = read_records(schema, files.universe, files.renames, normalised=False, of_profiles=True)
    ids = set(crm.ids)
    named = held_out_labels(files)
    require_known_ids(named, RecordSide(files.crm, ids), ProfileSide(kind, files.universe, None, files.renames))
    labels = named.of_records(ids)
    truth = [
        {"crm_id": crm_id, "universe_id": right}
        for crm_id, answers in sorted(labels.answers.items())
        for right in (sorted(answers) if answers else [None])
    ]
    with work_folder("golden") as drawn:
        answered = crm.raw.filter(pa.array([id_ in labels.answers for id_ in crm.ids], pa.bool_()))
        for name, table in (("crm", answered), ("universe", universe.raw)):
            pq.write_table(table.sort_by("id"), drawn / f"{name}.parquet")
        columns = pa.schema([("crm_id", pa.string()), ("universe_id", pa.string())])
        pq.write_table(pa.Table.from_pylist(truth, schema=columns), drawn / "truth.parquet")
        return freeze(home, kind, drawn, part, freezing)


def held_out_labels(files: AnsweredFiles) -> Labels:
    """Return the labels of the test split, or all labels where none is of it."""
    labels = read_labels(files.truth, files.renames)
    return labels.for_split("test") if has_test_split(labels) else labels


def has_test_split(labels: Labels) -> bool:
    """Return whether some of the labels are of the test split."""
    return any(row.split == "test" for row in labels.rows)


def is_fallback(golden: GoldenSet) -> bool:
    """Return whether a set holds only the generated part that was drawn because nothing was frozen."""
    origins = {part.origin for part in golden.parts}
    return origins == {Origin.GENERATED} and (golden.by, golden.reason) == (FIRST.by, FIRST.reason)


def _table_file(folder: Path, name: str) -> Path:
    there = [folder / f"{name}{ending}" for ending in ENDINGS if (folder / f"{name}{ending}").is_file()]
    if not there:
        raise UnreadableFile(
            "{folder}: got no {name}, expected {name} with one of the endings {endings}",
            folder=folder,
            name=name,
            endings=", ".join(ENDINGS),
        )
    return there[0]
