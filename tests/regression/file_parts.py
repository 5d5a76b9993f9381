"""What is compared of files: the sample, and for each source its index, bundles, links, explanations and figures."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from tests.regression.checkouts import Side
from tests.regression.recording import Recording, without
from tests.regression.sources import KINDS, LABELLED, SHIPPED, Sources

ONE_TO_ONE = "one-to-one"
BEST_PER_RECORD = "best-per-record"
_HASHED = {"model_version"}
"""Columns that would make every row differ at once; their distinct values are compared in a row of their own."""


def record_sample(sources: Sources) -> Recording:
    """Compare the generated sample, row by row."""
    found = Recording()
    folder = sources.sample()
    for file in sorted(folder.rglob("*.parquet")):
        rows = pq.read_table(file).to_pylist()
        for number, row in enumerate(rows):
            found.add(f"{file.relative_to(folder)}/{number}", row)
    return found


def record_source(sources: Sources, source: str) -> Recording:
    """Compare everything that is made from the files of one source."""
    found = Recording()
    side = sources.side
    found.add_document("index", json.loads((sources.index(source) / "manifest.json").read_text()))
    _add_printed(found, f"made/{source}.index", side)
    for bundle in sources.bundles(source):
        _add_bundle(found, sources, source, bundle)
        for links in (BEST_PER_RECORD, ONE_TO_ONE) if bundle == LABELLED else (BEST_PER_RECORD,):
            _add_links(found, sources, source, (bundle, links))
    for bundle, is_scored in _measured(sources, source):
        what = ("--scored", _links(source, bundle)) if is_scored else ("--bundle", sources.bundle(source, bundle))
        _add_figures(found, sources, source, what)
    return found


def _measured(sources: Sources, source: str) -> Iterator[tuple[str, bool]]:
    """Yield whose figures are measured, and whether by its links; quickly only once."""
    bundles = sources.bundles(source)
    if LABELLED in bundles:
        yield LABELLED, False
    yield from ((one, True) for one in bundles if sources.scale.is_full or LABELLED not in bundles)


def match(sources: Sources, source: str, bundle: str, *more: object, out: str) -> Any:
    """Match a source's records; return what was printed, without what no two runs share."""
    files = ("--crm", sources.told(source, "crm"), "--index", f"made/{source}.index", "--out", out)
    asked = ("--bundle", sources.bundle(source, bundle), "--processes", 1, "--json", *more)
    return without(sources.side.printed("match", "--kind", KINDS[source], *files, *asked))


def add_links(found: Recording, key: str, file: Path) -> None:
    """Keep the rows of LINKS; explanations are JSON texts."""
    rows = _read_links(file)
    for number, row in enumerate(rows):
        kept = {name: value for name, value in row.items() if name not in _HASHED}
        found.add(f"{key}/{number} {row['crm_id']}", kept)
    for name in sorted(_HASHED):
        found.add(f"{key}#{name}", sorted({str(row.get(name)) for row in rows}))


def add_rejects(found: Recording, key: str, file: Path) -> None:
    """Keep which rows were rejected; why is a sentence for people."""
    rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8")))) if file.is_file() else []
    found.add(f"{key}#rejects", [row[:-1] for row in rows])


def _add_bundle(found: Recording, sources: Sources, source: str, bundle: str) -> None:
    if bundle == SHIPPED:
        return
    folder = sources.side.folder / sources.bundle(source, bundle)
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        key = f"{bundle} bundle/{file.relative_to(folder)}"
        if file.suffix == ".json":
            found.add_document(key, json.loads(file.read_text()))
        else:
            found.add_text(key, file.read_text())
    _add_printed(found, f"made/{source}.{bundle}.bundle", sources.side)


def _add_links(found: Recording, sources: Sources, source: str, how: tuple[str, str]) -> None:
    bundle, links = how
    out = f"links/{source}.{bundle}.{links}.parquet"
    (sources.side.folder / "links").mkdir(exist_ok=True)
    explain = ("--explain",) if links == BEST_PER_RECORD else ()
    summary = match(sources, source, bundle, "--links", links, *explain, out=out)
    key = f"links {bundle} {links}"
    found.add_document(key, summary)
    add_links(found, key, sources.side.folder / out)
    add_rejects(found, key, sources.side.folder / f"{out}.rejects.csv")


def _add_figures(found: Recording, sources: Sources, source: str, what: tuple[str, str]) -> None:
    truth = ("--truth", sources.told(source, "truth"), "--split", "test", "--json", "-")
    files = ("--crm", sources.told(source, "crm"), "--index", f"made/{source}.index")
    figures = sources.side.printed("evaluate", "--kind", KINDS[source], *files, *what, *truth)
    found.add_document(f"figures {' '.join(what)}", without(figures))


def _links(source: str, bundle: str) -> str:
    return f"links/{source}.{bundle}.{BEST_PER_RECORD}.parquet"


def _add_printed(found: Recording, path: str, side: Side) -> None:
    printed: Mapping[str, Any] = json.loads((side.folder / f"{path}.printed").read_text())
    found.add_document(f"printed {path}", without(printed))


def _read_links(file: Path) -> list[dict[str, Any]]:
    if file.suffix == ".parquet":
        rows: list[dict[str, Any]] = pq.read_table(file).to_pylist()
        return rows
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
