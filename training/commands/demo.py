"""`onematch demo`: a running service on generated records, from an empty folder."""

import json
import shlex
import time
from pathlib import Path
from threading import Thread
from typing import Annotated

import typer

from data.tables.progress import silent
from training.commands.evaluate import EVALUATION_COLUMNS
from training.commands.options import JsonOption, example, present_home
from training.terminal import print_json, print_line, print_lines, print_table, progress_bar


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog=example("onematch demo", "onematch demo --port 8080"))(demo)


def demo(
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="The port to serve on, on loopback.")] = 3000,
    people: Annotated[int, typer.Option("--people", min=1, help="Members in the universe.")] = 20_000,
    companies: Annotated[int, typer.Option("--companies", min=1, help="Companies in the universe.")] = 4_000,
    crm: Annotated[int, typer.Option("--crm", min=1, help="CRM records of each kind.")] = 5_000,
    only_prepare: Annotated[bool, typer.Option("--only-prepare", help="Stop before serving.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Sample, train, evaluate and serve in one go.

    All files are below ONEMATCH_HOME/demo; the service listens on 127.0.0.1 and needs no token.
    """
    from data.sample.sample import SampleSize
    from training.demo import own_home, prepare_demo

    started = time.monotonic()
    root = (present_home().root / "demo").resolve()
    size = SampleSize(people=people, companies=companies, crm=crm)
    with own_home(root), progress_bar(quiet=as_json) as progress:
        kinds = prepare_demo(root, size, progress)
    seconds = time.monotonic() - started
    if as_json:
        print_json({"home": root, "seconds": seconds, "figures": {one.kind: one.figures for one in kinds}})
    else:
        for one in kinds:
            print_table(f"{one.kind}, test split", EVALUATION_COLUMNS, one.table)
            print_line(f"report: {one.report}")
        print_line(f"ready after {seconds:.0f} s; list its models with ONEMATCH_HOME={root} onematch models history")
    if not only_prepare:
        raise typer.Exit(_serve(root, port))


def _serve(root: Path, port: int) -> int:
    from serving.launch import launch
    from serving.runtime.settings import load_settings
    from training.demo import own_home

    record = _first_record(root / "sample" / "person" / "crm.parquet")
    body = json.dumps({"kind": "person", "records": [record]}, ensure_ascii=False)

    def when_ready(address: str) -> None:
        header = "-H 'Content-Type: application/json'"
        command = f"  curl -s {address}/v1/match {header} -d {shlex.quote(body)}"
        print_lines(f"onematch answers at {address} (documentation: {address}/docs); try", "", command, "")
        Thread(target=_make_contract, args=(root, address), daemon=True).start()

    with own_home(root):
        return launch(load_settings().model_copy(update={"port": port}), when_ready)


def _make_contract(root: Path, address: str) -> None:
    """Make the demo's contract beside the service; a failure leaves the service as it is."""
    import httpx

    from features.schema.errors import OnematchError
    from training.demo_contract import make_demo_contract

    print_line("a customer with a CRM is being imported ...")
    try:
        made = make_demo_contract(root, address, silent)
    except (OnematchError, httpx.HTTPError) as error:
        print_line(f"the demo's contract could not be made: {error}")
        return
    links = ", ".join(f"{count:,} {state}" for state, count in made.links.items())
    print_lines(
        f"contract demo: {links}", f"its credentials: {made.environment}; docs/crm-sync.md shows what to do with it", ""
    )


def _first_record(file: Path) -> dict[str, str]:
    """Return the first record of a file with its filled columns, as a caller sends it."""
    import pyarrow.parquet

    row = pyarrow.parquet.read_table(file).slice(0, 1).to_pylist()[0]
    return {column: str(value) for column, value in row.items() if value is not None}
