"""`onematch sync`: a connector that reads a CRM and sends what it reads to a running service."""

import os
import re
import time
from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated

import typer
from prometheus_client import start_http_server

from features.schema.texts import wording
from serving.crm.calling import CallFailed
from serving.crm.credentials import GrantFailed, Secrets
from serving.crm.run import ConnectorOptions, ConnectorRun, connector
from serving.crm.service import Tally
from serving.crm.transport import new_http
from serving.runtime.settings import load_settings, split_address
from serving.vocabulary.terms import Crm, InstanceName
from training.commands.options import InstanceOption, JsonOption, command, new_app
from training.terminal import OptionsWrong, print_json, print_line, print_note, print_table, progress_bar
from training.worded_commands import option

app = new_app("Read a CRM into a running service.")
HERE = "http://127.0.0.1:3000"
HINTS_EVERY_S = 30.0
_ABOUT = {
    Crm.HUBSPOT: """Read HubSpot: all records the first time, then what changed, what was deleted and merged.

    ONEMATCH_HUBSPOT_TOKEN, or ONEMATCH_HUBSPOT_TOKEN_FILE, holds the token; docs/connectors.md says more.
    """,
    Crm.ORACLE: """Read Oracle Sales: all records the first time, then what changed; a sweep finds what was deleted.

    ONEMATCH_ORACLE_USER and ONEMATCH_ORACLE_PASSWORD hold the login; docs/connectors.md says more.
    """,
}
_ANY = "Read {0}. ONEMATCH_{1}_TOKEN, or a file that ONEMATCH_{1}_TOKEN_FILE names, holds the token."
_EVERY = {Crm.HUBSPOT: "5m"}
_SPAN = re.compile(r"(\d+)([smh])")
_SECONDS = {"s": 1, "m": 60, "h": 3600}

ContractOption = Annotated[str, option("--contract", "The contract's id.")]
ServiceOption = Annotated[
    str, option("--service", "Where onematch answers.", envvar="ONEMATCH_SERVICE", show_envvar=True)
]
CrmUrlOption = Annotated[str | None, option("--crm-url", "The CRM's API; by default the one that the instance names.")]
FullOption = Annotated[bool, option("--full", "Read all records again; those that are gone are deleted.")]
AuthoritativeOption = Annotated[
    bool,
    option("--authoritative", "With --full, after the CRM was restored from a backup: its state counts."),
]
OnceOption = Annotated[bool, option("--once", "Read once and end; the default.")]
EveryOption = Annotated[str | None, option("--every", "Read again and again, such as 5m; never ends.")]
MetricsOption = Annotated[str | None, option("--metrics", "HOST:PORT where the connector answers /metrics.")]


def _reading(crm: Crm, about: str) -> Callable[..., None]:
    """Return the command that reads a CRM, with its help."""

    def read(
        contract: ContractOption,
        instance: InstanceOption = InstanceName.PRODUCTION,
        full: FullOption = False,
        authoritative: AuthoritativeOption = False,
        once: OnceOption = False,
        every: EveryOption = None,
        service: ServiceOption = HERE,
        crm_url: CrmUrlOption = None,
        metrics: MetricsOption = None,
        as_json: JsonOption = False,
    ) -> None:
        options = _options(crm, contract, instance, service, crm_url)
        every_s = _pace(once, every)
        if authoritative and not full:
            raise OptionsWrong("--authoritative: got it without --full, expected both")
        _run(options, every_s, {"full": full, "authoritative": authoritative}, metrics, as_json)

    read.__doc__ = about
    return read


for _crm in Crm:
    _start = f"onematch sync {_crm} --contract ID"
    _about = _ABOUT.get(_crm, _ANY.format(_crm, _crm.upper()))
    command(app, _start, f"{_start} --every {_EVERY.get(_crm, '15m')}", name=_crm.value)(_reading(_crm, _about))


@command(app, "onematch sync check --contract ID")
def check(
    contract: ContractOption,
    instance: InstanceOption = InstanceName.PRODUCTION,
    service: ServiceOption = HERE,
    crm_url: CrmUrlOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what the connector's credentials may read; nothing is imported. Exit code 1: something is refused."""
    options = _options(None, contract, instance, service, crm_url)
    with new_http() as http:
        connected = connector(options, Secrets(os.environ), http, Tally())
        readable = list(connected.source.check())
    if as_json:
        print_json([asdict(access) for access in readable])
    else:
        rows = [
            [access.what, "yes" if access.is_readable else wording("no: needs {lacking}", lacking=access.lacking)]
            for access in readable
        ]
        print_table(
            wording(
                "{caller_name} of contract {contract}", caller_name=connected.source.caller.name, contract=contract
            ),
            ("object", "readable"),
            rows,
        )
    if not all(access.is_readable for access in readable):
        raise typer.Exit(1)


def _options(
    crm: Crm | None, contract: str, instance: InstanceName, service: str, crm_url: str | None
) -> ConnectorOptions:
    folder = load_settings().home_layout.connectors
    return ConnectorOptions(
        contract=contract,
        instance=instance,
        service_url=service,
        folder=folder,
        crm=crm,
        crm_url=crm_url,
    )


def _pace(once: bool, every: str | None) -> float | None:
    """Return the seconds between two runs, None for one run."""
    if every is None:
        return None
    span = _SPAN.fullmatch(every)
    if once or span is None or not int(span[1]):
        raise OptionsWrong("--every: got {every!r}, expected a span such as 30s, 5m or 1h, and no --once", every=every)
    return float(int(span[1]) * _SECONDS[span[2]])


def _run(
    options: ConnectorOptions, every_s: float | None, depth: dict[str, bool], metrics: str | None, as_json: bool
) -> None:
    if metrics is not None:
        _serve_metrics(metrics)
    with progress_bar(quiet=as_json) as progress, new_http() as http:
        tally = Tally(progress, print_note if as_json else print_line)
        run = connector(options, Secrets(os.environ), http, tally)
        with run.file.locked():
            run.begin()
            if every_s is None:
                run.once(**depth)
            else:
                _run_once(run, **depth)
            _show(tally, as_json)
            while every_s is not None:
                rest(run, every_s, time.monotonic, time.sleep)
                _run_once(run)


def _run_once(run: ConnectorRun, *, full: bool = False, authoritative: bool = False) -> None:
    """Run once, with a sweep where it is due; what fails now is tried again the next time."""
    try:
        run.once(full=full, authoritative=authoritative, sweep=run.is_sweep_due())
    except (CallFailed, GrantFailed) as failed:
        print_note("{failed}; the next run goes on where this one stood", failed=failed)


def rest(run: ConnectorRun, span_s: float, seconds: Callable[[], float], sleep: Callable[[float], None]) -> None:
    """Wait until the next run, and follow meanwhile what webhooks name."""
    until = seconds() + span_s
    while (left := until - seconds()) > 0:
        sleep(min(left, HINTS_EVERY_S))
        try:
            run.follow_hints()
        except (CallFailed, GrantFailed) as failed:
            print_note(str(failed))


def _serve_metrics(address: str) -> None:
    try:
        host, port = split_address(address)
    except ValueError as error:
        raise OptionsWrong("--metrics: got {address!r}, {error}", address=address, error=error) from error
    start_http_server(port, host)


def _show(tally: Tally, as_json: bool) -> None:
    if as_json:
        refused = [asdict(row) for row in tally.dead]
        print_json({"rows": tally.rows, "calls": tally.calls, "refused": refused, "notes": tally.notes})
        return
    rows = [
        [crm_object, result, count] for crm_object, counts in tally.rows.items() for result, count in counts.items()
    ]
    print_table("Rows", ("object", "result", "rows"), rows)
    print_line("calls: " + ", ".join(f"{count} to {service}" for service, count in tally.calls.items()))
