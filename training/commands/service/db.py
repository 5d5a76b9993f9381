"""`onematch db`: the store's schema."""

import typer

from training.commands.options import add_command
from training.terminal import print_line

db_app = typer.Typer(help="Maintain the store.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the group."""
    lines = ("onematch db upgrade", "ONEMATCH_DATABASE_URL=postgresql+psycopg://host/onematch onematch db upgrade")
    add_command(db_app, upgrade, *lines)
    db_app.callback()(_group)
    app.add_typer(db_app, name="db")


def _group() -> None:
    """Keep `upgrade` a subcommand: typer runs the only command of a group without its name."""


def upgrade() -> None:
    """Bring the store's schema up to date.

    Works on ONEMATCH_DATABASE_URL, or on the SQLite file below ONEMATCH_HOME. A repetition changes nothing.
    """
    from serving.runtime.settings import load_settings
    from serving.store.opening import migrate_store
    from serving.store.upgrade import HEAD

    migrate_store(load_settings())
    print_line(f"the store has schema {HEAD}")
