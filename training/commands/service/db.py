"""`onematch db`: the store's schema."""

from typing import Annotated

import typer

from serving.runtime.settings import load_settings
from serving.store.opening import migrate_store
from serving.store.upgrade import HEAD, downgrade
from training.commands.options import command, new_app
from training.terminal import print_line

app = new_app("Maintain the store.")


@command(app, "onematch db upgrade", "ONEMATCH_DATABASE_URL=postgresql+psycopg://host/onematch onematch db upgrade")
def upgrade() -> None:
    """Bring the store's schema up to date.

    Works on ONEMATCH_DATABASE_URL, or on the SQLite file below ONEMATCH_HOME. A repetition changes nothing, and a
    newer schema that serves this version stays. Services of the version before go on.
    """
    print_line("the store has schema {load_settings}", load_settings=migrate_store(load_settings()))


@command(app, "onematch db downgrade 0051", name="downgrade")
def take_back(
    to: Annotated[str, typer.Argument(metavar="SCHEMA", help="The schema that the earlier version needs.")],
) -> None:
    """Take the store's schema back, for an earlier version.

    Services and worker of this version go on until those of the earlier one replace them: columns that it does not
    read stay. Refused where a migration cannot be undone.
    """
    downgrade(load_settings().store_url, to)
    print_line("the store has schema {to}; this version needs {head}", to=to, head=HEAD)
