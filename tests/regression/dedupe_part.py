"""What is compared of deduplication: CLUSTERS of a file by several ways, and the clusters of an index."""

import csv
import json
import shutil
from pathlib import Path

import pyarrow.parquet as pq

from tests.regression.command_parts import relative
from tests.regression.recording import Recording, without
from tests.regression.sources import KINDS, SHIPPED, Sources

SAMPLES = ("sample_person", "sample_company")


def record_dedupe(sources: Sources) -> Recording:
    """Compare the clusters of both kinds of records, of their profiles, and links to clusters."""
    found = Recording()
    (sources.side.folder / "dedupe").mkdir(exist_ok=True)
    for source in SAMPLES:
        _add_records(found, sources, source)
        _add_profiles(found, sources, source)
    return found


def _add_records(found: Recording, sources: Sources, source: str) -> None:
    """Cluster records without labels, with them, with earlier clusters, and by a kept bundle."""
    labels = _labels(sources, source)
    kept = f"dedupe/{source}.bundle"
    runs: dict[str, tuple[object, ...]] = {
        "unlabelled": ("--save-bundle", kept, "--report", f"dedupe/{source}.html"),
        "labelled": ("--labels", labels),
        "previous": ("--previous", f"dedupe/{source}.unlabelled.csv", "--precision", 0.9),
        "onto": ("--bundle", kept, "--onto", f"dedupe/{source}.unlabelled.csv"),
    }
    shutil.rmtree(sources.side.folder / kept, ignore_errors=True)
    for name, options in runs.items():
        out = f"dedupe/{source}.{name}.csv"
        files = ("--records", sources.told(source, "crm"), "--out", out, "--processes", 1, "--json")
        printed = sources.side.printed("dedupe", "--kind", KINDS[source], *files, *options)
        found.add_document(f"{source} {name}", relative(without(printed), sources.side.folder))
        for file in (out, f"{out.removesuffix('.csv')}.changes.csv", f"{out}.rejects.csv", f"{out}.changes.csv"):
            _add_rows(found, f"{source} {name} {Path(file).name}", sources.side.folder / file)
    bundle = sources.side.folder / kept
    for path in sorted(one for one in bundle.rglob("*") if one.is_file()):
        found.add_text(f"{source} bundle/{path.relative_to(bundle)}", path.read_text())


def _add_profiles(found: Recording, sources: Sources, source: str) -> None:
    """Cluster the profiles of a copy of the index, and match with it."""
    side = sources.side
    index = f"dedupe/{source}.index"
    shutil.rmtree(side.folder / index, ignore_errors=True)
    shutil.copytree(sources.index(source), side.folder / index)
    out = f"dedupe/{source}.profiles.csv"
    asked = ("--kind", KINDS[source], "--index", index, "--processes", 1, "--json", "--precision", 0.7)
    printed = side.printed("universe", "cluster", *asked, "--out", out)
    found.add_document(f"{source} profiles", relative(without(printed), side.folder))
    _add_rows(found, f"{source} profiles", side.folder / out)
    links = f"dedupe/{source}.links.parquet"
    files = ("--crm", sources.told(source, "crm"), "--index", index, "--out", links)
    side.onematch("match", "--kind", KINDS[source], *files, "--bundle", SHIPPED, "--processes", 1, "--json")
    for number, row in enumerate(pq.read_table(side.folder / links).to_pylist()):
        found.add(f"{source} links to clusters/{number}", {name: row[name] for name in row if name != "model_version"})
    removed = side.onematch("universe", "cluster", "--kind", KINDS[source], "--index", index, "--remove", "--json")
    found.add(f"{source} removed", relative(removed, side.folder))


def _labels(sources: Sources, source: str) -> str:
    """Write which records share a profile by the truth, as labels of clusters."""
    path = sources.side.folder / "dedupe" / f"{source}.labels.csv"
    truth = pq.read_table(sources.file(source, "truth")).to_pylist()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("id", "cluster_id"))
        writer.writerows((row["crm_id"], row["universe_id"]) for row in truth if row["universe_id"])
    return str(path.relative_to(sources.side.folder))


def _add_rows(found: Recording, key: str, file: Path) -> None:
    if file.is_file():
        with file.open(encoding="utf-8", newline="") as lines:
            for number, row in enumerate(csv.DictReader(lines)):
                found.add(f"{key}/{number}", json.loads(json.dumps(row)))
