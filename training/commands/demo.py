"""`onematch demo`: a running service on generated records, from an empty folder."""

import json
import shlex
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from threading import Thread
from typing import Annotated

import httpx
import pyarrow.parquet
import typer

from data.sample.sample import SampleSize
from features.schema.errors import OnematchError
from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.launch import launch
from serving.runtime.settings import load_settings
from training.commands.options import (
    CompaniesOption,
    JsonOption,
    PeopleOption,
    RecordsOption,
    command,
    new_app,
    present_home,
)
from training.demo import (
    PreparedKind,
    begin_demo,
    free_port,
    only_demo,
    own_home,
    train_demo,
    wait_until_served,
    worker_beside,
)
from training.demo_challenger import challenge_with_shipped, compare_some, match_some
from training.demo_contract import Credentials, create_demo_contract, fill_demo_contract
from training.evaluation.evaluation import EVALUATION_COLUMNS
from training.terminal import print_json, print_line, print_lines, print_table, progress_bar
from training.worded_commands import option

app = new_app()


@command(app, "onematch demo", "onematch demo --port 8080")
def demo(
    port: Annotated[
        int, option("--port", "The port on loopback; the next free one where it is taken.", min=1, max=65535)
    ] = 3000,
    people: PeopleOption = 20_000,
    companies: CompaniesOption = 4_000,
    crm: RecordsOption = 5_000,
    only_prepare: Annotated[bool, option("--only-prepare", "Stop before serving.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Sample, serve, train, evaluate and promote in one go.

    All files are below ONEMATCH_HOME/demo; the service listens on 127.0.0.1 and needs no token. It answers with the
    shipped bundles at first, and with the sample's own models as soon as they are promoted. `onematch work` runs
    beside it and ends with it.
    """
    started = time.monotonic()
    root = (present_home().root / "demo").resolve()
    size = SampleSize(people=people, companies=companies, crm=crm)
    with only_demo(root), own_home(root):
        run = _Run(root, free_port(port), as_json, started)
        if run.port != port:
            run.print_note(
                wording("port {port} is taken: the service will answer on {free_port}", port=port, free_port=run.port)
            )
        with progress_bar(quiet=as_json) as progress:
            begin_demo(run.root, size, progress, run.print_stage)
        if only_prepare:
            with progress_bar(quiet=as_json) as progress:
                run.print_kinds(train_demo(run.root, progress))
            return
        raise typer.Exit(_serve(run))


@value_class
class _Run:
    """One run of the demo, and what it prints."""

    root: Path
    port: int
    as_json: bool
    started: float

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.started

    def print_note(self, note: str) -> None:
        if not self.as_json:
            print_line(note)

    def print_stage(self, name: str, seconds: float) -> None:
        self.print_note(f"{name}: {seconds:.0f} s")

    def print_kinds(self, kinds: Sequence[PreparedKind]) -> None:
        if self.as_json:
            figures = {prepared.kind: prepared.figures for prepared in kinds}
            print_json({"home": self.root, "seconds": self.seconds, "figures": figures})
            return
        for prepared in kinds:
            print_table(
                wording("{prepared_kind}, test split", prepared_kind=prepared.kind), EVALUATION_COLUMNS, prepared.table
            )
            print_line("report: {report}", report=prepared.report)
        print_line(
            "own models after {seconds:.0f} s; list them with ONEMATCH_HOME={root} onematch models history",
            seconds=self.seconds,
            root=self.root,
        )


def _serve(run: _Run) -> int:
    record = _first_record(run.root / "sample" / "person" / "crm.parquet")
    body = json.dumps(
        {"kind": "person", "show": ["name", "title", "company", "city"], "records": [record]}, ensure_ascii=False
    )
    settings = load_settings().model_copy(update={"port": run.port})
    began = time.monotonic()

    def when_ready(address: str) -> None:
        credentials = create_demo_contract(run.root, address)
        beside.enter_context(worker_beside(log))
        run.print_stage("start of the service", time.monotonic() - began)
        header = "-H 'Content-Type: application/json'"
        command = f"  curl -s {address}/v1/match {header} -d {shlex.quote(body)}"
        print_lines(
            wording(
                "onematch answers at {address} (documentation: {address}/docs) after {seconds:.0f} s; try",
                address=address,
                seconds=run.seconds,
            ),
            "",
            command,
            "",
            wording("it answers with the shipped bundles until the sample's own models are promoted"),
            wording(
                "the contract demo is imported then; its credentials: {root}/contract.env, see docs/crm-sync.md",
                root=run.root,
            ),
        )
        Thread(target=_follow_up, args=(run, address, settings.workers, credentials), daemon=True).start()

    path = run.root / "service.log"
    run.print_note(wording("the service's log: {path}", path=path))
    with path.open("ab") as log, ExitStack() as beside:
        return launch(settings, when_ready, log)


def _follow_up(run: _Run, address: str, n_workers: int, credentials: Credentials) -> None:
    """Train and promote beside the service, then fill the demo's contract; a failure leaves the service as it is."""
    print_line(wording("the sample's own models are being trained ..."))
    try:
        with progress_bar(quiet=run.as_json) as progress:
            kinds = train_demo(run.root, progress)
    except OnematchError as error:
        print_line(
            "the sample's own models could not be promoted, the shipped ones go on answering: {error}", error=error
        )
    else:
        wait_until_served(address, run.root, n_workers)
        _compare_with_shipped(run.root, address)
        run.print_kinds(kinds)
    _fill_contract(run.root, address, credentials)


def _fill_contract(root: Path, address: str, credentials: Credentials) -> None:
    """Fill the demo's contract beside the service; a failure leaves the service as it is."""
    print_line(wording("a customer with a CRM is being imported ..."))
    try:
        states, console = fill_demo_contract(root, address, credentials)
    except (OnematchError, httpx.HTTPError) as error:
        print_line("the demo's contract could not be filled: {error}", error=error)
        return
    links = ", ".join(f"{count:,} {state}" for state, count in states.items())
    print_lines(
        wording("contract demo: {links}", links=links),
        "",
        wording("the console, where people look, decide and repair: {console}", console=console),
        wording(
            "(it opens once, within 10 minutes; ONEMATCH_HOME={root} onematch console link "
            "--contract demo --user 1 --url {address} makes another, --user 2 a seller's, "
            "--operator the models')",
            root=root,
            address=address,
        ),
        "",
    )


def _compare_with_shipped(root: Path, address: str) -> None:
    """Let the shipped bundles challenge the own models; a failure leaves the service as it is."""
    try:
        challenged = challenge_with_shipped(root)
        match_some(root, address)
        compare_some(root, challenged)
    except (OnematchError, httpx.HTTPError) as error:
        print_line("the shipped bundles do not score beside the own models: {error}", error=error)


def _first_record(file: Path) -> dict[str, str]:
    """Return the first record of a file with its filled columns, as a caller sends it."""
    row = pyarrow.parquet.read_table(file).slice(0, 1).to_pylist()[0]
    return {column: str(value) for column, value in row.items() if value is not None}
