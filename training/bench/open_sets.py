"""The public sets that quality is measured on, prepared from packages and repositories: `sets/sets.toml` declares them.

Of a prepared set `sets/` holds ids, answers and splits alone. Values come from its sources, whose digests are known.
"""

import hashlib
import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.request import urlopen

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import typer

from features.schema.errors import OnematchError
from training.bench.harness import DataOption, SetsOption, read_names
from training.evaluation.data_sets import data_folder
from training.fitting.methods.splink_fit import quiet_connection
from training.terminal import print_line

SETS = Path(__file__).with_name("sets")
ROWS = "rows.parquet"
"""Which row of the sources is which record of which file, and its id."""
DOWNLOAD_S = 60
PREPARED = "prepared"
PRESENT = "present"


class SourceMissing(OnematchError):
    """A set cannot be prepared here; the message says what it lacks."""


def data(data: DataOption = None, sets: SetsOption = "") -> None:
    """Prepare the public sets with known answers.

    Values come from installed packages and from repositories, at a digest; a set that is there stays as it is.
    Prints what each lacks, its licence and its home. Exit code 1: a set lacks something.
    """
    states = []
    for name, state in prepare_sets(data_folder(data), read_names(sets)):
        print_line(f"{name}: {state}")
        states.append(state.startswith((f"{PREPARED} ", f"{PRESENT} ")))
    print_line(
        "{states} of {n_states} sets in {data} are as they were measured on",
        states=sum(states),
        n_states=len(states),
        data=data_folder(data),
    )
    if not all(states):
        raise typer.Exit(1)


def prepare_sets(folder: Path, names: Sequence[str], home: Path = SETS) -> Iterator[tuple[str, str]]:
    """Prepare the declared sets, or those of `names`, below a folder; yield the name and the state of each.

    A set that is there stays as it is, and is compared with the rows that were measured on. Raises SourceMissing for
    an unknown name.
    """
    declared = tomllib.loads((home / "sets.toml").read_text(encoding="utf-8"))
    for name in names or declared["set"]:
        if name not in declared["set"]:
            raise SourceMissing("got the set {name}, expected any of {set}", name=name, set=", ".join(declared["set"]))
        stated = declared["set"][name]
        out = folder / name
        if not out.is_dir():
            try:
                state = _prepare(out, home / name, stated, declared)
            except SourceMissing as missing:
                state = f"lacking: {missing}"
        else:
            state = PRESENT if digest_of(out) == stated["digest"] else "present, with other rows than were measured on"
        yield name, f"{state} ({stated['licence']}; {stated['link']})"


def _prepare(out: Path, assigned: Path, stated: Mapping[str, Any], declared: Mapping[str, Any]) -> str:
    """Write the files of a set: rows of its sources under their ids, and the answers. Raises SourceMissing."""
    if "select" not in stated:
        raise SourceMissing("this command does not prepare it; rows that lie there are recognised")
    with TemporaryDirectory(prefix="onematch-sets-") as folder, quiet_connection() as connection:
        files = [f"{folder}/{source}" for source in stated["sources"]]
        for file, source in zip(files, stated["sources"], strict=True):
            Path(file).write_bytes(_read(**declared["source"][source]))
        raw = connection.sql(declared[stated["select"]]["select"].format(files=files)).to_arrow_table()
    rows = pq.read_table(assigned / ROWS)
    tables = {path.stem: pq.read_table(path) for path in assigned.glob("*.parquet") if path.name != ROWS}
    for stem in pc.unique(rows["file"]).to_pylist():
        own = rows.filter(pc.equal(rows["file"], stem))
        tables[stem] = raw.take(own["row"]).add_column(0, "id", own["id"])
    if _digest(tables) != stated["digest"]:
        raise SourceMissing("its sources give other rows than were measured on")
    out.mkdir(parents=True)
    for stem, table in tables.items():
        pq.write_table(table, out / f"{stem}.parquet", compression="zstd")
    return PREPARED


def _read(file: str, sha256: str, package: str = "") -> bytes:
    """Return a file of an installed package, or of a repository by its address. Raises SourceMissing."""
    try:
        if package:
            content = Path(str(distribution(package.partition("==")[0]).locate_file(file))).read_bytes()
        else:
            with urlopen(file, timeout=DOWNLOAD_S) as answer:
                content = answer.read()
    except PackageNotFoundError:
        raise SourceMissing("pip install {package}", package=package) from None
    except OSError as error:
        raise SourceMissing("{file} cannot be read: {error}", file=file, error=error) from error
    if (got := hashlib.sha256(content).hexdigest()) != sha256:
        raise SourceMissing("{file}: got the digest {got}, expected {sha256}", file=file, got=got, sha256=sha256)
    return content


def digest_of(folder: Path) -> str:
    """Return the digest of a set's rows, whatever wrote its files."""
    return _digest({path.stem: pq.read_table(path) for path in folder.glob("*.parquet")})


def _digest(tables: Mapping[str, pa.Table]) -> str:
    digest = hashlib.sha256()
    for stem in sorted(tables):
        digest.update(json.dumps([stem, tables[stem].to_pydict()]).encode())
    return digest.hexdigest()
