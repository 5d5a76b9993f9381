"""`onematch contracts`: the operator's tasks on the contracts of this installation."""

import json
import uuid
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import available_timezones

import typer
from sqlalchemy import select

from serving.access.clients import create_client
from serving.leaving.deletion import Deletion, delete_now
from serving.rules.vocabulary import Scope
from serving.runtime.process import now_in_utc
from serving.runtime.settings import load_settings
from serving.store.connecting import appoint_admin
from serving.store.contract_rows import NewContract, NewSeat, create_contract, give_subject, replace_seats
from serving.store.contracts import NotHere, load_contract
from serving.store.tables.contracts import contracts
from training.commands import learning
from training.commands.options import (
    ContractOption,
    InstanceOption,
    JsonOption,
    command,
    file_option,
    new_app,
    read_instance,
)
from training.commands.service import contract_calls, held_imports
from training.feedback.stores import connected, home_store
from training.terminal import OptionsWrong, print_json, print_line, print_lines, print_table

app = new_app("Make contracts and the credentials of their callers.")
for _module in (learning, contract_calls, held_imports):
    app.add_typer(_module.app)


@command(app, "onematch contracts create 'Acme' --time-zone Europe/Paris")
def create(
    name: Annotated[str, typer.Argument(help="The name of the customer.")],
    tier: Annotated[str, typer.Option("--tier", help="CRM sync needs advanced_plus.")] = "advanced_plus",
    sso: Annotated[bool, typer.Option("--sso", help="Keep no names and e-mails of its users.")] = False,
    time_zone: Annotated[str, typer.Option("--time-zone", help="The time zone of its days and years.")] = "UTC",
    seats: Annotated[
        Path | None,
        file_option("--seats", "NDJSON of its licences: id, email, sso_subject."),
    ] = None,
    contract_id: Annotated[str | None, typer.Option("--id", help="Its id; drawn at random by default.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Make a contract; an existing one of that id changes only its seats."""
    if time_zone not in available_timezones():
        raise OptionsWrong(f"--time-zone: got {time_zone!r}, expected a name such as Europe/Paris")
    new = NewContract(contract_id or uuid.uuid4().hex, name, tier, sso, time_zone)
    with home_store() as store, store.writing() as connection:
        create_contract(connection, store.vault, new, now_in_utc())
        if seats is not None:
            replace_seats(connection, store.vault, new.id, _read_seats(seats))
    if as_json:
        print_json({"id": new.id})
    else:
        print_line(f"contract {new.id}; onematch contracts client --contract {new.id} makes its credentials")


@command(app, "onematch contracts list", name="list")
def list_contracts(as_json: JsonOption = False) -> None:
    """List the contracts, the oldest first."""
    shown = ("id", "name", "tier", "sso", "time_zone", "created_at", "terminated_at")
    wanted = select(*(contracts.c[name] for name in shown)).order_by(contracts.c.created_at, contracts.c.id)
    with home_store() as store, store.reading() as connection:
        rows = [dict(row._mapping) for row in connection.execute(wanted)]
    if as_json:
        print_json(rows)
    else:
        print_table("Contracts", shown, [[row[name] for name in shown] for row in rows])


@command(
    app,
    "onematch contracts client --contract ID --scope sync --scope admin",
    "onematch contracts client --scope operator",
)
def client(
    scope: Annotated[list[str], typer.Option("--scope", help="sync, app, admin, reader, rep; or operator.")],
    contract: Annotated[str | None, typer.Option("--contract", help="Its id; none for the operator.")] = None,
    rotate: Annotated[str | None, typer.Option("--rotate", help="A client that gets a new secret.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Make a client and show its secret, once."""
    unknown = set(scope) - {one.value for one in Scope}
    if unknown:
        raise OptionsWrong(f"--scope: got {min(unknown)!r}, expected {', '.join(Scope)}")
    with home_store() as store, store.writing() as connection:
        if contract is not None and load_contract(connection, contract) is None:
            raise OptionsWrong(f"--contract: got {contract!r}, expected the id of a contract")
        new = create_client(connection, contract, [Scope(one) for one in scope], now_in_utc(), rotate or "")
    shown: dict[str, Any] = {"client_id": new.id, "client_secret": new.secret, "scopes": list(new.scopes)}
    if as_json:
        print_json(shown)
    else:
        print_lines(f"client_id {new.id}", f"client_secret {new.secret}")


@command(app, "onematch contracts admin --contract ID --user 17")
def admin(
    contract: ContractOption,
    user: Annotated[str, typer.Option("--user", help="The CRM's id of the user.")],
    instance: InstanceOption = "production",
    as_json: JsonOption = False,
) -> None:
    """Appoint a user of a connected CRM as an active admin, also one that the CRM left out; repeatable."""
    with home_store() as store, store.writing() as connection:
        appoint_admin(connection, connected(store, connection, contract, read_instance(instance)).instance.id, user)
    if as_json:
        print_json({"contract": contract, "instance": instance, "user": user})
    else:
        print_line(f"user {user} is an admin of the {instance} CRM of contract {contract}")


@command(app, "onematch contracts subjects FILE --contract ID")
def subjects(
    file: Annotated[Path, typer.Argument(help="NDJSON: user, sso_subject (empty: remove it).", exists=True)],
    contract: ContractOption,
    instance: InstanceOption = "production",
    as_json: JsonOption = False,
) -> None:
    """Give users of a connected CRM their SSO subjects, which imports leave; all lines or none are taken."""
    try:
        lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
        given = {str(line["user"]): str(line["sso_subject"]) for line in lines}
        with home_store() as store, store.writing() as connection:
            scope = connected(store, connection, contract, read_instance(instance))
            for user, subject in given.items():
                give_subject(connection, scope, user, subject)
    except (ValueError, TypeError, KeyError, NotHere) as error:
        raise OptionsWrong(f"{file}: expected lines with user, sso_subject of a connected CRM: {error}") from error
    print_json({"users": len(given)}) if as_json else print_line(f"{len(given)} users have an SSO subject of their own")


@command(app, "onematch contracts delete ID")
def delete(
    contract: Annotated[str, typer.Argument(help="Its id.")],
    as_json: JsonOption = False,
) -> None:
    """Run the planned deletions of a contract now, before they are due.

    Deletes the disconnected instances, and the whole contract if it was terminated. A repetition changes nothing.
    """
    home = load_settings().home_layout
    with home_store() as store:
        done = delete_now(Deletion(store, home.job_files, now_in_utc(), home), contract)
    if as_json:
        print_json({"certificates": done})
    else:
        print_line(f"certificates: {', '.join(done) or 'none, nothing was planned'}")


def _read_seats(file: Path) -> list[NewSeat]:

    try:
        return [NewSeat(**json.loads(line)) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (ValueError, TypeError) as error:
        raise OptionsWrong(f"--seats: {file}: expected lines with id, email, sso_subject: {error}") from error
