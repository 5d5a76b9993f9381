"""`onematch console`: links that open the console in a browser."""

from typing import Annotated

import typer

from training.commands.options import JsonOption, example
from training.feedback.stores import home_store, now_in_utc
from training.terminal import OptionsWrong, print_json, print_line

console_app = typer.Typer(help="Open the console, where people look, decide and repair.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the group."""
    lines = ("onematch console link --contract ID --user 17", "onematch console link --operator")
    console_app.command("link", epilog=example(*lines))(link)
    app.add_typer(console_app, name="console")


def link(
    contract: Annotated[str | None, typer.Option("--contract", help="The contract's id.")] = None,
    user: Annotated[str | None, typer.Option("--user", help="The CRM's id of the user who will look.")] = None,
    instance: Annotated[str, typer.Option("--instance", help="production or sandbox.")] = "production",
    operator: Annotated[bool, typer.Option("--operator", help="For the operator: models, read-only.")] = False,
    url: Annotated[
        str | None, typer.Option("--url", help="Where browsers reach the service; loopback by default.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Make a link that opens the console once, within 10 minutes."""
    from serving.console.sessions import OPERATOR, Visitor, make_link
    from serving.rules.vocabulary import InstanceName
    from serving.runtime.settings import load_settings

    if operator == (contract is not None or user is not None) or (contract is None) != (user is None):
        raise OptionsWrong("expected --contract and --user, or --operator alone")
    if instance not in list(InstanceName):
        raise OptionsWrong(f"--instance: got {instance!r}, expected {' or '.join(InstanceName)}")
    visitor = OPERATOR if operator else Visitor(contract, InstanceName(instance), user)
    with home_store() as store, store.writing() as connection:
        token = make_link(connection, visitor, now_in_utc())
    address = f"{(url or f'http://127.0.0.1:{load_settings().port}').rstrip('/')}/console/enter?link={token}"
    if as_json:
        print_json({"url": address})
    else:
        print_line(address)
