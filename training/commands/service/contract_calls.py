"""`onematch contracts call`: whatever the HTTP API answers about a contract, without a running service."""

import json
from pathlib import Path
from typing import Annotated

import typer

from training.commands.options import ContractOption, InstanceOption, command, new_app, read_instance
from training.feedback.contract_session import ContractSession
from training.terminal import OptionsWrong, print_json, print_line

app = new_app()


@command(
    app,
    "onematch contracts call overview --contract ID",
    "onematch contracts call 'curve?kind=person' --contract ID",
    "onematch contracts call duplicates/merges --contract ID",
    "onematch contracts call saves/proposals --contract ID --acting 17",
    "onematch contracts call 'judgements/batch?dry_run=true' --contract ID --acting 17 --body batch.json",
)
def call(
    path: Annotated[str, typer.Argument(help="A route below the contract, as /docs of a service lists them.")],
    contract: ContractOption,
    acting: Annotated[str | None, typer.Option("--acting", help="The CRM's user on whose behalf; none: admin.")] = None,
    instance: InstanceOption = "production",
    body: Annotated[str | None, typer.Option("--body", metavar="FILE|JSON", help="Sent by POST.")] = None,
    method: Annotated[
        str | None, typer.Option("--method", help="GET by default, POST with --body; PUT, PATCH or DELETE.")
    ] = None,
) -> None:
    """Read or change a contract by any route of the HTTP API; prints its JSON.

    Needs no running service: the route answers in this process. What it withholds from a user it withholds here too.
    """
    sent = None if body is None else _document(body)
    with ContractSession.open(contract, acting, read_instance(instance)) as opened:
        found = opened.send((method or ("GET" if body is None else "POST")).upper(), path, sent)
    if isinstance(found, str):
        print_line(found)
    else:
        print_json(found)


def _document(body: str) -> object:
    """Read a JSON text, or the file that it names. Raises OptionsWrong."""
    is_text = body.lstrip().startswith(("{", "["))
    if not is_text and not Path(body).is_file():
        raise OptionsWrong(f"--body: got {body!r}, expected JSON or a file that exists")
    try:
        return json.loads(body if is_text else Path(body).read_text(encoding="utf-8"))
    except ValueError as error:
        raise OptionsWrong(f"--body: got text that is not JSON ({error}), expected a JSON document") from error
