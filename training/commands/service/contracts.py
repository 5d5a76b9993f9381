"""`onematch contracts`: the operator's tasks on the contracts of this installation."""

import getpass
import json
import uuid
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import available_timezones

import typer
from sqlalchemy import select

from data.labels.judgements import consolidate, write_judgements
from features.schema.kinds import Kind
from features.schema.texts import wording
from serving.access.clients import create_client
from serving.contract.leaving.certificates import certify_unlearning, rows_in_models
from serving.contract.leaving.deletion import Deletion, delete_now
from serving.runtime.process import now_in_utc
from serving.runtime.settings import load_settings
from serving.store.connecting import appoint_admin
from serving.store.contract_rows import NewContract, NewSeat, create_contract, give_subject, replace_seats
from serving.store.contracts import NotHere, live_scopes, load_contract
from serving.store.tables.contracts import contracts
from serving.vocabulary.terms import InstanceName, Scope
from training.commands.options import (
    ContractOption,
    InstanceOption,
    JsonOption,
    KindOption,
    check_files,
    command,
    file_option,
    new_app,
    present_home,
    written_option,
)
from training.commands.service.audit import audit
from training.commands.service.persons import erase, stored
from training.feedback.contract_session import ContractSession
from training.feedback.golden.golden_set import Freezing, drop_contract
from training.feedback.statement_labels import judgements_of
from training.feedback.stores import connected, home_store
from training.terminal import OptionsWrong, print_json, print_line, print_result, print_table
from training.worded_commands import option

app = new_app("Make contracts and the credentials of their callers.")


@command(app, "onematch contracts create 'Acme' --time-zone Europe/Paris")
def create(
    name: Annotated[str, typer.Argument(help="The name of the customer.")],
    tier: Annotated[str, option("--tier", "CRM sync needs advanced_plus.")] = "advanced_plus",
    sso: Annotated[bool, option("--sso", "Keep no names and e-mails of its users.")] = False,
    time_zone: Annotated[str, option("--time-zone", "The time zone of its days and years.")] = "UTC",
    seats: Annotated[
        Path | None,
        file_option("--seats", "NDJSON of its licences: id, email, sso_subject."),
    ] = None,
    contract_id: Annotated[str | None, option("--id", "Its id; drawn at random by default.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Make a contract; an existing one of that id changes only its seats."""
    if time_zone not in available_timezones():
        raise OptionsWrong("--time-zone: got {time_zone!r}, expected a name such as Europe/Paris", time_zone=time_zone)
    new = NewContract(contract_id or uuid.uuid4().hex, name, tier, sso, time_zone)
    with home_store() as store, store.writing() as connection:
        create_contract(connection, store.vault, new, now_in_utc())
        if seats is not None:
            replace_seats(connection, store.vault, new.id, _read_seats(seats))
    made = wording(
        "contract {new_id}; onematch contracts client --contract {new_id} makes its credentials", new_id=new.id
    )
    print_result(as_json, {"id": new.id}, made)


@command(app, "onematch contracts list", name="list")
def list_contracts(as_json: JsonOption = False) -> None:
    """List the contracts, the oldest first."""
    shown = ("id", "name", "tier", "sso", "time_zone", "created_at", "terminated_at")
    query = select(*(contracts.c[name] for name in shown)).order_by(contracts.c.created_at, contracts.c.id)
    with home_store() as store, store.reading() as connection:
        rows = [dict(row._mapping) for row in connection.execute(query)]
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
    scope: Annotated[list[Scope], option("--scope", "What it may do; operator is of no contract.")],
    contract: Annotated[str | None, option("--contract", "Its id; none for the operator.")] = None,
    rotate: Annotated[str | None, option("--rotate", "A client that gets a new secret.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Make a client and show its secret, once."""
    with home_store() as store, store.writing() as connection:
        if contract is not None and load_contract(connection, contract) is None:
            raise OptionsWrong("--contract: got {contract!r}, expected the id of a contract", contract=contract)
        new = create_client(connection, contract, scope, now_in_utc(), rotate or "")
    shown = {"client_id": new.id, "client_secret": new.secret, "scopes": list(new.scopes)}
    print_result(
        as_json,
        shown,
        wording("client_id {new_id}", new_id=new.id),
        wording("client_secret {secret}", secret=new.secret),
    )


@command(app, "onematch contracts admin --contract ID --user 17")
def admin(
    contract: ContractOption,
    user: Annotated[str, option("--user", "The CRM's id of the user.")],
    instance: InstanceOption = InstanceName.PRODUCTION,
    as_json: JsonOption = False,
) -> None:
    """Appoint a user of a connected CRM as an active admin, also one that the CRM left out; repeatable."""
    with home_store() as store, store.writing() as connection:
        appoint_admin(connection, connected(store, connection, contract, instance).instance.id, user)
    appointed = wording(
        "user {user} is an admin of the {instance} CRM of contract {contract}",
        user=user,
        instance=instance,
        contract=contract,
    )
    print_result(as_json, {"contract": contract, "instance": instance, "user": user}, appointed)


@command(app, "onematch contracts subjects FILE --contract ID")
def subjects(
    file: Annotated[Path, typer.Argument(help="NDJSON: user, sso_subject (empty: remove it).", exists=True)],
    contract: ContractOption,
    instance: InstanceOption = InstanceName.PRODUCTION,
    as_json: JsonOption = False,
) -> None:
    """Give users of a connected CRM their SSO subjects, which imports leave; all lines or none are taken."""
    try:
        given = {str(line["user"]): str(line["sso_subject"]) for line in _read_lines(file)}
        with home_store() as store, store.writing() as connection:
            scope = connected(store, connection, contract, instance)
            for user, subject in given.items():
                give_subject(scope.on(connection), user, subject)
    except (ValueError, TypeError, KeyError, NotHere) as error:
        raise OptionsWrong(
            "{file}: expected lines with user, sso_subject of a connected CRM: {error}", file=file, error=error
        ) from error
    print_result(
        as_json, {"users": len(given)}, wording("{n_given} users have an SSO subject of their own", n_given=len(given))
    )


command(app, "onematch contracts stored contact/17 --contract ID")(stored)
command(app, "onematch contracts audit")(audit)
command(
    app,
    "onematch contracts erase contact/17 --contract ID",
    "onematch contracts erase --contract ID --again certificates.json",
)(erase)


@command(app, "onematch contracts delete ID")
def delete(
    contract: Annotated[str, typer.Argument(help="Its id.")],
    as_json: JsonOption = False,
) -> None:
    """Run the planned deletions of a contract now, before they are due.

    Deletes the disconnected instances, and the whole contract if it was terminated. A repetition changes nothing.
    """
    with home_store() as store:
        done = delete_now(Deletion(store, now_in_utc(), load_settings().home_layout), contract)
    print_result(
        as_json,
        {"certificates": done},
        wording("certificates: {done}", done=", ".join(done) or wording("none, nothing was planned")),
    )


def _read_seats(file: Path) -> list[NewSeat]:
    try:
        return [NewSeat(**line) for line in _read_lines(file)]
    except (ValueError, TypeError) as error:
        raise OptionsWrong(
            "--seats: {file}: expected lines with id, email, sso_subject: {error}", file=file, error=error
        ) from error


def _read_lines(file: Path) -> list[Any]:
    """Read NDJSON. Raises ValueError."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


@command(
    app,
    "onematch contracts judgements --kind person --out judged.csv",
    "onematch contracts judgements --kind person --contract ID --out judged.csv",
)
def judgements(
    kind: KindOption,
    out: Annotated[Path, written_option("--out", "The CSV file to write.")],
    contract: Annotated[str | None, option("--contract", "This contract, whether it opted in or not.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Write people's judgements as labels, with what they were shown.

    Writes those of the contracts that let a shared model learn from them; with `--contract` those of one contract, for
    its own use. Users are pseudonyms. Create record and forced ids have weight 0. `train --feedback` reads the file.
    """
    check_files({"--out": out}, {})
    with home_store() as store, store.reading() as connection:
        scopes = live_scopes(connection, store)
        if contract is not None and contract not in {scope.contract.id for scope in scopes}:
            raise OptionsWrong(
                "--contract: got {contract!r}, expected the id of a contract with a connected CRM", contract=contract
            )
        if contract is None:
            scopes = [scope for scope in scopes if scope.contract.settings.training]
        chosen = [scope for scope in scopes if contract in {None, scope.contract.id}]
        labels = [label for scope in chosen for label in judgements_of(scope.on(connection), kind)]
    write_judgements(labels, out)
    settled = consolidate(labels)
    counts = {"judgements": len(labels), "contracts": len(chosen), "contradictions": len(settled.contradictions)}
    print_result(
        as_json,
        {**counts, "out": out},
        wording(
            "{judgements} judgements of {contracts} contracts: {out}",
            judgements=counts["judgements"],
            contracts=counts["contracts"],
            out=out,
        ),
        *(
            wording("contradiction on {crm_id}: {summary}", crm_id=each.crm_id, summary=each.summary)
            for each in settled.contradictions
        ),
    )


@command(app, "onematch contracts unlearned ID")
def unlearned(contract: Annotated[str, typer.Argument(help="Its id.")], as_json: JsonOption = False) -> None:
    """Certify that no served model and no golden set holds anything of a contract.

    Removes its answers from the golden sets. Exit code 1 while a served model holds its rows: train and promote first.
    """
    home = present_home()
    freezing = Freezing(getpass.getuser(), wording("contract {contract} is unlearned", contract=contract))
    dropped = [kind.value for kind in Kind if drop_contract(home, kind, contract, freezing) is not None]
    with home_store() as store, store.writing() as connection:
        models = rows_in_models(home, contract)
        document = certify_unlearning(connection, store.vault, contract, models, now_in_utc())
    certificate = f"unlearning-{contract}"
    print_result(
        as_json,
        {"id": certificate, "golden_sets_changed": dropped, "document": document},
        *(
            wording(
                "{kind}: bundle {bundle} holds {rows} rows of {contract}",
                kind=kind,
                bundle=model["bundle"],
                rows=model["rows"],
                contract=contract,
            )
            for kind, model in document["models"].items()
        ),
        wording("certificate {certificate} is signed", certificate=certificate),
    )


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
    acting: Annotated[str | None, option("--acting", "The CRM's user on whose behalf; none: admin.")] = None,
    instance: InstanceOption = InstanceName.PRODUCTION,
    body: Annotated[str | None, option("--body", "Sent by POST.", metavar="FILE|JSON")] = None,
    method: Annotated[str | None, option("--method", "GET by default, POST with --body; PUT, PATCH or DELETE.")] = None,
) -> None:
    """Read or change a contract by any route of the HTTP API; prints its JSON.

    Needs no running service: the route answers in this process. What it withholds from a user it withholds here too.
    """
    sent = None if body is None else _document(body)
    with ContractSession.open(contract, acting, instance) as opened:
        answer = opened.send((method or ("GET" if body is None else "POST")).upper(), path, sent)
    if isinstance(answer, str):
        print_line(answer)
    else:
        print_json(answer)


def _document(body: str) -> object:
    """Read a JSON text, or the file that it names. Raises OptionsWrong."""
    is_text = body.lstrip().startswith(("{", "["))
    if not is_text and not Path(body).is_file():
        raise OptionsWrong("--body: got {body!r}, expected JSON or a file that exists", body=body)
    try:
        return json.loads(body if is_text else Path(body).read_text(encoding="utf-8"))
    except ValueError as error:
        raise OptionsWrong(
            "--body: got text that is not JSON ({error}), expected a JSON document", error=error
        ) from error


class ImportAction(StrEnum):
    """What to do with a contract's imports."""

    LIST = "list"
    APPROVE = "approve"
    DROP = "drop"
    TAKE_BACK = "take-back"


@command(
    app,
    "onematch contracts imports list --contract ID",
    "onematch contracts imports approve IMPORT --contract ID",
    "onematch contracts imports drop IMPORT --contract ID",
    "onematch contracts imports take-back IMPORT --contract ID",
)
def imports(
    action: Annotated[ImportAction, typer.Argument(help="list, or what to do with one import.")],
    contract: ContractOption,
    import_id: Annotated[str | None, typer.Argument(metavar="IMPORT", help="The import's id, but for list.")] = None,
    instance: InstanceOption = InstanceName.PRODUCTION,
    as_json: JsonOption = False,
) -> None:
    """List imports, and decide on a full one that is held: what it would delete is shown.

    approve deletes what the import lacks, drop ends it without a deletion. take-back restores what an approved import
    deleted within 7 days. Needs no running service.
    """
    if (import_id is None) != (action is ImportAction.LIST):
        raise OptionsWrong(
            "IMPORT: got {import_id!r} with {action}, expected an import's id, and none with list",
            import_id=import_id,
            action=action,
        )
    with ContractSession.open(contract, None, instance) as opened:
        if action is ImportAction.LIST:
            answer = opened.get("imports", limit=100)["items"]
        else:
            answer = opened.post(f"imports/{import_id}/{action.value}")
    if as_json:
        print_json(answer)
    elif action is ImportAction.LIST:
        print_table(
            "Imports", ("id", "object", "opened", "state", "would delete"), [_import_row(row) for row in answer]
        )
    else:
        counts = ", ".join(f"{name} {count}" for name, count in answer["counts"].items())
        print_line(
            "import {id} is {state}: {counts}",
            id=answer["id"],
            state=answer["state"],
            counts=counts or wording("no rows"),
        )


def _import_row(opened_import: dict[str, Any]) -> list[str]:
    held = opened_import["held"]
    would = "" if held is None else f"{held['missing']} of {held['before']}: {', '.join(held['because'])}"
    return [opened_import["id"], opened_import["object"], opened_import["opened_at"], opened_import["state"], would]
