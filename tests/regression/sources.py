"""The records that are matched: the shared sets with known answers and a generated sample of each kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tests.regression.checkouts import Side

SHIPPED = "shipped"
LABELLED = "labelled"
UNLABELLED = "unlabelled"
SAMPLE = "sample"
SETS = {
    "fodors_zagats": "company",
    "febrl3": "person",
    "febrl4": "person",
    "pseudopeople_w2": "person",
    "fd_companies": "company",
    "ror_affiliations": "company",
    "historical_50k": "person",
}
SAMPLES = {"sample_person": "person", "sample_company": "company"}
KINDS = SETS | SAMPLES


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is compared: records of a set (None: all), the size of the sample, and records that go over HTTP."""

    name: str
    most_records: int | None
    people: int
    companies: int
    crm: int
    n_http: int
    labelled: frozenset[str]
    unlabelled: frozenset[str]
    """The sources that are trained with labels, and without."""

    @property
    def is_full(self) -> bool:
        return self.most_records is None


_QUICKLY_TRAINED = frozenset({"fodors_zagats", "febrl3", "historical_50k", *SAMPLES})
QUICK = Scale(
    name="quick",
    most_records=500,
    people=2000,
    companies=500,
    crm=400,
    n_http=100,
    labelled=_QUICKLY_TRAINED,
    unlabelled=frozenset({"fodors_zagats", "sample_person"}),
)
FULL = Scale(
    name="full",
    most_records=None,
    people=20_000,
    companies=4_000,
    crm=5_000,
    n_http=400,
    labelled=frozenset(KINDS),
    unlabelled=frozenset(KINDS),
)


@dataclass(frozen=True, slots=True)
class Sources:
    """The files of every source on one side, made when they are first needed."""

    side: Side
    data: Path
    scale: Scale
    before: "Sources | None" = None
    """What the state before makes for this side, in a folder of it; None: this is that."""

    def bundles(self, source: str) -> Sequence[str]:
        """Return which bundles a source is matched with."""
        trained = {LABELLED: self.scale.labelled, UNLABELLED: self.scale.unlabelled}
        return (SHIPPED, *(bundle for bundle, trained_on in trained.items() if source in trained_on))

    def file(self, source: str, name: str) -> Path:
        """Return `crm`, `universe` or `truth` of a source, below the side's folder."""
        if source in SAMPLES:
            return self.sample() / KINDS[source] / f"{name}.parquet"
        target = self.side.folder / "sets" / source / f"{name}.parquet"
        if not target.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            most = self.scale.most_records if name == "crm" else None
            pq.write_table(thinned(pq.read_table(self.data / source / f"{name}.parquet"), most), target)
        return target

    def sample(self) -> Path:
        """Return the folder of the generated sample."""
        sizes = ("--people", self.scale.people, "--companies", self.scale.companies, "--crm", self.scale.crm)
        return self.side.made(SAMPLE, "sample", "--out", SAMPLE, *sizes, "--seed", 7, "--json")

    def index(self, source: str) -> Path:
        """Return the index of a source's universe."""
        out = f"made/{source}.index"
        files = ("--universe", self.told(source, "universe"), "--out", out)
        return self.side.made(out, "index", "--kind", KINDS[source], *files, "--json")

    def bundle(self, source: str, bundle: str) -> str:
        """Return a bundle as `--bundle` takes it; trained on the source unless it is the shipped one."""
        if bundle == SHIPPED:
            return SHIPPED
        out = f"made/{source}.{bundle}.bundle"
        self.index(source)
        files = ("--crm", self.told(source, "crm"), "--index", f"made/{source}.index", "--out", out)
        labels = ("--labels", self.told(source, "truth"), "--labels-split", "train") if bundle == LABELLED else ()
        self.side.made(out, "train", "--kind", KINDS[source], *files, *labels, "--no-register", "--json")
        return out

    def told(self, source: str, name: str) -> str:
        """Return a file as commands are told it: relative to the side's folder."""
        return str(self.file(source, name).relative_to(self.side.folder))

    def records(self, source: str, most: int) -> list[dict[str, str]]:
        """Return CRM records as JSON callers send them: columns that are filled, lists joined."""
        table = thinned(pq.read_table(self.file(source, "crm")), most)
        return [filled(row) for row in table.to_pylist()]


def filled(row: dict[str, object]) -> dict[str, str]:
    """Return a row's filled columns as text."""
    joined = {name: "; ".join(map(str, v)) if isinstance(v, list) else v for name, v in row.items()}
    return {name: str(value) for name, value in joined.items() if value not in {None, ""}}


def thinned(table: pa.Table, most: int | None) -> pa.Table:
    """Return at most so many rows, spread evenly over the table."""
    if most is None or len(table) <= most:
        return table
    return table.take([number * len(table) // most for number in range(most)])
