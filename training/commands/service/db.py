"""`onematch db`: the store's schema."""

from serving.runtime.settings import load_settings
from serving.store.opening import migrate_store
from serving.store.upgrade import HEAD
from training.commands.options import command, new_app
from training.terminal import print_line

app = new_app("Maintain the store.")


@app.callback()
def _group() -> None:
    """Keep `upgrade` a subcommand: typer runs the only command of a group without its name."""


@command(app, "onematch db upgrade", "ONEMATCH_DATABASE_URL=postgresql+psycopg://host/onematch onematch db upgrade")
def upgrade() -> None:
    """Bring the store's schema up to date.

    Works on ONEMATCH_DATABASE_URL, or on the SQLite file below ONEMATCH_HOME. A repetition changes nothing.
    """
    migrate_store(load_settings())
    print_line(f"the store has schema {HEAD}")
