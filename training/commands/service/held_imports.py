"""`onematch contracts imports`: full imports that wait for an admin, since they would delete much of an object."""

from enum import StrEnum
from typing import Annotated, Any

import typer

from training.commands.options import ContractOption, InstanceOption, JsonOption, command, new_app, read_instance
from training.feedback.contract_session import ContractSession
from training.terminal import OptionsWrong, print_json, print_line, print_table

app = new_app()


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
    instance: InstanceOption = "production",
    as_json: JsonOption = False,
) -> None:
    """List imports, and decide on a full one that is held: what it would delete is shown.

    approve deletes what the import lacks, drop ends it without a deletion. take-back restores what an approved import
    deleted within 7 days. Needs no running service.
    """
    if (import_id is None) != (action is ImportAction.LIST):
        raise OptionsWrong(f"IMPORT: got {import_id!r} with {action}, expected an import's id, and none with list")
    with ContractSession.open(contract, None, read_instance(instance)) as opened:
        if action is ImportAction.LIST:
            found = opened.get("imports", limit=100)["items"]
        else:
            found = opened.post(f"imports/{import_id}/{action.value}")
    if as_json:
        print_json(found)
    elif action is ImportAction.LIST:
        print_table("Imports", ("id", "object", "opened", "state", "would delete"), [_row(one) for one in found])
    else:
        counts = ", ".join(f"{name} {count}" for name, count in found["counts"].items())
        print_line(f"import {found['id']} is {found['state']}: {counts or 'no rows'}")


def _row(one: dict[str, Any]) -> list[str]:
    held = one["held"]
    would = "" if held is None else f"{held['missing']} of {held['before']}: {', '.join(held['because'])}"
    return [one["id"], one["object"], one["opened_at"], one["state"], would]
