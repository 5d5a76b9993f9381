"""What is compared of files: the sample, and for each source its index, bundles, links, explanations and figures."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from tests.regression.checkouts import Side
from tests.regression.recording import Recording, without
from tests.regression.sources import KINDS, LABELLED, SHIPPED, Sources

ONE_TO_ONE = "one-to-one"
BEST_PER_RECORD = "best-per-record"


def record_sample(sources: Sources) -> Recording:
    """Compare the generated sample, row by row."""
    found = Recording()
    folder = sources.sample()
    for file in sorted(folder.rglob("*.parquet")):
        add_rows(found, str(file.relative_to(folder)), file)
    return found


def record_source(sources: Sources, source: str) -> Recording:
    """Compare everything that is made from the files of one source."""
    found = Recording()
    side = sources.side
    found.add_document("index", json.loads((sources.index(source) / "manifest.json").read_text()))
    _add_printed(found, f"made/{source}.index", side)
    bundles = sources.bundles(source)
    for bundle in bundles:
        name = sources.bundle(source, bundle)
        if bundle != SHIPPED:
            add_folder(found, f"{bundle} bundle", side.folder / name)
            _add_printed(found, name, side)
        for links in (BEST_PER_RECORD, ONE_TO_ONE) if bundle == LABELLED else (BEST_PER_RECORD,):
            _add_links(found, sources, source, (bundle, links))
        if bundle == LABELLED:
            _add_figures(found, sources, source, ("--bundle", name))
        if sources.scale.is_full or LABELLED not in bundles:  # quickly only once
            _add_figures(found, sources, source, ("--scored", _links_file(source, bundle, BEST_PER_RECORD)))
    return found


def match(sources: Sources, source: str, bundle: str, *more: object, out: str) -> Any:
    """Match a source's records; return what was printed, without what no two runs share."""
    files = ("--crm", sources.told(source, "crm"), "--index", f"made/{source}.index", "--out", out)
    asked = ("--bundle", sources.bundle(source, bundle), "--processes", 1, "--json", *more)
    return without(sources.side.printed("match", "--kind", KINDS[source], *files, *asked))


def add_rows(found: Recording, key: str, file: Path) -> None:
    """Keep the rows of a Parquet or CSV file, each under its number; without the hash that would make all differ."""
    if file.suffix == ".parquet":
        rows = pq.read_table(file).to_pylist()
    else:
        rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8")))) if file.is_file() else []
    for number, row in enumerate(rows):
        found.add(f"{key}/{number}", {name: value for name, value in row.items() if name != "model_version"})
    found.add(f"{key}#model_version", sorted({str(row.get("model_version")) for row in rows}))


def add_rejects(found: Recording, key: str, file: Path) -> None:
    """Keep which rows were rejected; why is a sentence for people."""
    rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8")))) if file.is_file() else []
    found.add(f"{key}#rejects", [row[:-1] for row in rows])


def add_folder(found: Recording, key: str, folder: Path) -> None:
    """Keep the files of a bundle."""
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = f"{key}/{file.relative_to(folder)}"
        if file.suffix == ".json":
            found.add_document(name, json.loads(file.read_text()))
        else:
            found.add_text(name, file.read_text())


def _add_links(found: Recording, sources: Sources, source: str, how: tuple[str, str]) -> None:
    bundle, links = how
    out = _links_file(source, bundle, links)
    (sources.side.folder / "links").mkdir(exist_ok=True)
    explain = ("--explain",) if links == BEST_PER_RECORD else ()
    key = f"links {bundle} {links}"
    found.add_document(key, match(sources, source, bundle, "--links", links, *explain, out=out))
    add_rows(found, key, sources.side.folder / out)
    add_rejects(found, key, sources.side.folder / f"{out}.rejects.csv")


def _add_figures(found: Recording, sources: Sources, source: str, what: tuple[str, str]) -> None:
    truth = ("--truth", sources.told(source, "truth"), "--split", "test", "--json", "-")
    files = ("--crm", sources.told(source, "crm"), "--index", f"made/{source}.index")
    figures = sources.side.printed("evaluate", "--kind", KINDS[source], *files, *what, *truth)
    found.add_document(f"figures {' '.join(what)}", without(figures))


def _links_file(source: str, bundle: str, links: str) -> str:
    return f"links/{source}.{bundle}.{links}.parquet"


def _add_printed(found: Recording, path: str, side: Side) -> None:
    found.add_document(f"printed {path}", without(json.loads((side.folder / f"{path}.printed").read_text())))
