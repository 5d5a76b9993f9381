"""What is compared of the commands beside training and matching: odd files, options, changes, review, refusals."""

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from tests.regression.file_parts import add_rejects, add_rows, match
from tests.regression.recording import Normaliser, Recording, without
from tests.regression.sources import LABELLED, SHIPPED, Sources, filled

PERSON = "sample_person"
COMPANY = "sample_company"
VARIANTS: dict[str, tuple[object, ...]] = {
    "independent": ("--independent",),
    "precision": ("--precision", 0.9),
    "two processes": ("--processes", 2),
}


def record_commands(sources: Sources) -> Recording:
    """Compare single runs of the commands on the generated sample."""
    found = Recording()
    sources.index(PERSON)
    (sources.side.folder / "commands").mkdir(exist_ok=True)
    for name, options in VARIANTS.items():
        _add_match(found, sources, f"match {name}", *options)
    _add_account_links(found, sources)
    _add_odd_file(found, sources)
    _add_changes(found, sources)
    _add_review(found, sources)
    if sources.scale.is_full:
        _add_registry(found, sources)
    _add_refusals(found, sources)
    return found


def _add_match(found: Recording, sources: Sources, key: str, *options: object) -> None:
    out = f"commands/{key.replace(' ', '_')}.parquet"
    found.add_document(key, match(sources, PERSON, LABELLED, *options, out=out))
    add_rows(found, key, sources.side.folder / out)


def _add_account_links(found: Recording, sources: Sources) -> None:
    accounts = "commands/accounts.parquet"
    sources.index(COMPANY)
    match(sources, COMPANY, SHIPPED, "--links", "one-to-one", out=accounts)
    _add_match(found, sources, "match account links", "--account-links", accounts, "--links", "one-to-one")


def _add_odd_file(found: Recording, sources: Sources) -> None:
    """Match a CSV of renamed and unknown columns, with rows that are rejected."""
    folder = sources.side.folder / "commands"
    _write_odd_file(folder / "odd.csv", sources)
    files = ("--crm", "commands/odd.csv", "--index", f"made/{PERSON}.index", "--out", "commands/odd_links.csv")
    options = ("--bundle", "shipped", "--map", "key=id", "--explain", "--processes", 1, "--json")
    found.add_document("odd file", without(sources.side.printed("match", "--kind", "person", *files, *options)))
    add_rows(found, "odd file", folder / "odd_links.csv")
    add_rejects(found, "odd file", folder / "odd_links.csv.rejects.csv")


def _write_odd_file(path: Path, sources: Sources) -> None:
    rows = [filled(row) for row in pq.read_table(sources.file(PERSON, "crm")).slice(0, 60).to_pylist()]
    rows = [{"key" if name == "id" else name: value for name, value in row.items()} for row in rows]
    rows += [rows[3], {**rows[4], "key": ""}, {**rows[5], "key": "odd", "full_name": "Łukasz  O’Brien-Åström, Jr."}]
    columns = [*dict.fromkeys(name for row in rows for name in row), "shoe_size"]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)


def _add_changes(found: Recording, sources: Sources) -> None:
    """Change a copy of the index, then match with it."""
    folder = sources.side.folder / "commands"
    shutil.rmtree(folder / "changed.index", ignore_errors=True)
    shutil.copytree(sources.index(PERSON), folder / "changed.index")
    _write_changes(folder / "changes.ndjson", sources)
    index = ("--index", "commands/changed.index")
    applied = sources.side.printed("universe", "apply", "--kind", "person", *index, "commands/changes.ndjson", "--json")
    found.add("universe apply", Normaliser().value(without(applied)))
    files = ("--crm", sources.told(PERSON, "crm"), *index, "--out", "commands/changed.parquet")
    sources.side.onematch("match", "--kind", "person", *files, "--bundle", "shipped", "--processes", 1, "--json")
    add_rows(found, "match after changes", folder / "changed.parquet")


def _write_changes(path: Path, sources: Sources) -> None:
    """Write upserts, deletions and a merge of profiles that records are about."""
    truth = pq.read_table(sources.file(PERSON, "truth")).to_pylist()
    ids = sorted({str(row["universe_id"]) for row in truth if row["universe_id"]})
    profiles = {row["id"]: filled(row) for row in pq.read_table(sources.file(PERSON, "universe")).to_pylist()}
    changes: list[dict[str, Any]] = [{"op": "delete", "id": one, "version": "5"} for one in ids[:5]]
    changes += [{"op": "upsert", "version": "5", **profiles[one], "title": "Fleet Manager"} for one in ids[5:10]]
    changes += [{"op": "merge", "id": ids[10], "into": ids[11], "version": "5"}]
    path.write_text("".join(f"{json.dumps(one)}\n" for one in changes), encoding="utf-8")


def _add_review(found: Recording, sources: Sources) -> None:
    """List the questions of the review queue of links that `match --independent` wrote."""
    files = ("--links", "commands/match_independent.parquet", "--crm", sources.told(PERSON, "crm"))
    more = ("--index", f"made/{PERSON}.index", "--out", "commands/judged.csv", "--limit", 50, "--json")
    found.add_document("review", sources.side.printed("review", "--kind", "person", *files, *more))


def _add_registry(found: Recording, sources: Sources) -> None:
    """Train with a run in MLflow, freeze a golden set, promote, and list what is there."""
    side = sources.side
    clean = Normaliser(folder=str(side.folder))
    shutil.rmtree(side.folder / "registry", ignore_errors=True)
    home = {"ONEMATCH_HOME": str(side.folder / "registry"), "ONEMATCH_TRACK": "true"}
    files = ("--crm", sources.told(PERSON, "crm"), "--index", f"made/{PERSON}.index")
    labels = ("--labels", sources.told(PERSON, "truth"), "--labels-split", "train", "--out", "commands/own.bundle")
    steps: dict[str, tuple[object, ...]] = {
        "train": ("train", "--kind", "person", *files, *labels, "--json"),
        "freeze": ("models", "freeze", "--kind", "person", "--add", "sample/person", "--reason", "r", "--json"),
        "promote": ("models", "promote", "--kind", "person", "--index", f"made/{PERSON}.index", "--json"),
        "list": ("models", "list", "--kind", "person", "--json"),
        "history": ("models", "history", "--kind", "person", "--json"),
    }
    for name, step in steps.items():
        done = side.run(*step, **home)
        printed = json.loads(done.stdout or "null")
        kept = without(printed) if isinstance(printed, dict) else printed
        found.add(f"registry {name}", {"code": done.returncode, "printed": clean.value(kept)})


def _add_refusals(found: Recording, sources: Sources) -> None:
    """Compare the exit codes of mistakes; what is said is for people."""
    truth = sources.told(PERSON, "truth")
    crm = sources.told(PERSON, "crm")
    index = f"made/{PERSON}.index"
    common = ("match", "--kind", "person", "--bundle", "shipped", "--out", "commands/refused.parquet")
    files = ("--crm", crm, "--index", index)
    mistakes: dict[str, tuple[object, ...]] = {
        "no index": (*common, "--crm", crm),
        "no id": (*common, "--crm", truth, "--index", index),
        "other kind": (*common, *files, "--kind", "company"),
        "wrong choice": (*common, *files, "--links", "all"),
        "wrong ending": (*common, *files, "--out", "commands/refused.xlsx"),
        "no bundle": (*common, *files, "--bundle", "sample"),
        "no contract": ("contracts", "client", "--contract", "nobody", "--scope", "sync"),
        "no command": ("marry",),
    }
    for name, mistake in mistakes.items():
        found.add(f"refusal {name}", {"code": sources.side.run(*mistake).returncode})
