"""What is compared of deduplication: CLUSTERS of a file by several ways, and the clusters of an index."""

import csv
import shutil

import pyarrow.parquet as pq

from tests.regression.file_parts import add_folder, add_rows
from tests.regression.recording import Normaliser, Recording, without
from tests.regression.sources import KINDS, SAMPLES, SHIPPED, Sources


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
    side = sources.side
    clean = Normaliser(folder=str(side.folder))
    kept = f"dedupe/{source}.bundle"
    first = f"dedupe/{source}.unlabelled.csv"
    runs: dict[str, tuple[object, ...]] = {
        "unlabelled": ("--save-bundle", kept, "--report", f"dedupe/{source}.html"),
        "labelled": ("--labels", _labels(sources, source)),
        "previous": ("--previous", first, "--precision", 0.9),
        "onto": ("--bundle", kept, "--onto", first),
    }
    shutil.rmtree(side.folder / kept, ignore_errors=True)
    for name, options in runs.items():
        out = f"dedupe/{source}.{name}.csv"
        files = ("--records", sources.told(source, "crm"), "--out", out, "--processes", 1, "--json")
        printed = side.printed("dedupe", "--kind", KINDS[source], *files, *options)
        found.add_document(f"{source} {name}", clean.value(without(printed)))
        for file in (out, f"{out.removesuffix('.csv')}.changes.csv", f"{out}.rejects.csv", f"{out}.changes.csv"):
            add_rows(found, file, side.folder / file)
    add_folder(found, f"{source} bundle", side.folder / kept)


def _add_profiles(found: Recording, sources: Sources, source: str) -> None:
    """Cluster the profiles of a copy of the index, and match with it."""
    side = sources.side
    clean = Normaliser(folder=str(side.folder))
    index, out, links = (f"dedupe/{source}.{name}" for name in ("index", "profiles.csv", "links.parquet"))
    shutil.rmtree(side.folder / index, ignore_errors=True)
    shutil.copytree(sources.index(source), side.folder / index)
    asked = ("--kind", KINDS[source], "--index", index)
    printed = side.printed("universe", "cluster", *asked, "--json", "--processes", 1, "--precision", 0.7, "--out", out)
    found.add_document(f"{source} profiles", clean.value(without(printed)))
    add_rows(found, out, side.folder / out)
    files = ("--crm", sources.told(source, "crm"), "--out", links)
    side.onematch("match", *asked, "--json", *files, "--bundle", SHIPPED, "--processes", 1)
    add_rows(found, links, side.folder / links)
    found.add(f"{source} removed", clean.text(side.onematch("universe", "cluster", *asked, "--remove")))


def _labels(sources: Sources, source: str) -> str:
    """Write which records share a profile by the truth, as labels of clusters."""
    path = f"dedupe/{source}.labels.csv"
    truth = pq.read_table(sources.file(source, "truth")).to_pylist()
    with (sources.side.folder / path).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("id", "cluster_id"))
        writer.writerows((row["crm_id"], row["universe_id"]) for row in truth if row["universe_id"])
    return path
