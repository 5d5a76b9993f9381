"""The sets that quality is measured on: folders with records and their known answers, and the generated sample."""

from collections.abc import Sequence
from os import environ
from pathlib import Path

from data.tables.fields_file import read_declared
from data.tables.progress import Progress
from features.schema.kinds import Kind
from features.schema.own_field import Declaration
from features.schema.value_class import value_class
from training.evaluation.workspace import SAMPLING, BenchIncomplete, bench_home, code_digest, make_once

DATA_FOLDER = "bench-data"
FILES = ("crm", "universe", "truth")
CLUSTER_FILES = ("records", "clusters")
FIELDS = "fields.toml"
SAMPLE_PEOPLE = 20_000
SAMPLE_COMPANIES = 4_000
SAMPLE_CRM = 5_000
UNSPOILT_FIELDS = 2
"""Untouched fields that a generated record needs in common with its profile to count for candidate recall."""
SAMPLE_PREFIX = "sample_"
_NAME_PARTS = {"first_name", "full_name", "last_name"}


@value_class
class QualitySet:
    """A folder with `crm`, `universe` and `truth`, or `records` and `clusters`, as Parquet; columns decide its kind.

    A file `fields.toml` declares own fields.
    """

    name: str
    kind: Kind
    folder: Path

    def file(self, name: str) -> Path:
        return self.folder / f"{name}.parquet"

    @property
    def has_clusters(self) -> bool:
        """Whether the files are records and their clusters."""
        return self.file(CLUSTER_FILES[0]).is_file()

    @property
    def declared(self) -> tuple[Declaration, ...] | None:
        """The own fields of the set, None where it declares none."""
        path = self.folder / FIELDS
        return read_declared(path) if path.is_file() else None


def data_folder(named: Path | None = None) -> Path:
    """Return the folder of the sets: the named one, else ONEMATCH_BENCH_DATA, else that of `onematch bench data`."""
    return named or Path(environ.get("ONEMATCH_BENCH_DATA") or DATA_FOLDER)


def find_sets(data: Path, names: Sequence[str] = ()) -> list[QualitySet]:
    """Return the sets below a folder, or those of `names`; raises BenchIncomplete for a missing one."""
    sets = [
        QualitySet(folder.name, kind_of(folder / "crm.parquet"), folder)
        for folder in (sorted(data.iterdir()) if data.is_dir() else [])
        if all((folder / f"{name}.parquet").is_file() for name in FILES)
    ]
    missing = set(names) - {each.name for each in sets}
    if missing:
        raise BenchIncomplete(
            "{data}: got no set {missing}, expected folders with {files}",
            data=data,
            missing=", ".join(sorted(missing)),
            files=FILES,
        )
    return [each for each in sets if not names or each.name in names]


def kind_of(records: Path) -> Kind:
    """Return the kind of a set by the columns of its records."""
    import pyarrow.parquet as pq

    columns = set(pq.read_schema(records).names)
    if columns & _NAME_PARTS:
        return Kind.PERSON
    if "name" in columns:
        return Kind.COMPANY
    raise BenchIncomplete(
        "{records}: got columns {columns}, expected a name or its parts", records=records, columns=sorted(columns)
    )


def sample_sets(progress: Progress) -> list[QualitySet]:
    """Draw the generated sample unless it was drawn before; return one set for each kind."""
    from data.sample.sample import SampleSize, write_sample

    sized = SampleSize(SAMPLE_PEOPLE, SAMPLE_COMPANIES, SAMPLE_CRM)

    def write(path: Path) -> None:
        write_sample(path, sized, 0, progress)

    made_from: dict[str, object] = {"size": str(sized), "code": code_digest(SAMPLING)}
    sample = make_once(bench_home() / "sample", made_from, write)
    return [QualitySet(f"{SAMPLE_PREFIX}{kind}", kind, sample / kind) for kind in Kind]


def unspoilt_records(truth: Path) -> frozenset[str]:
    """Return the records of a generated truth that share enough untouched fields with their profile."""
    from data.tables.text_table import read_text_table

    table = read_text_table(truth, required=("crm_id",))
    if "unspoilt" not in table.columns:
        return frozenset()
    counts = zip(table.columns["crm_id"], table.columns["unspoilt"], strict=True)
    return frozenset(crm_id for crm_id, count in counts if crm_id and int(count or 0) >= UNSPOILT_FIELDS)


def is_sample(of: QualitySet) -> bool:
    """Return whether a set was generated for the bench."""
    return of.name.startswith(SAMPLE_PREFIX)
