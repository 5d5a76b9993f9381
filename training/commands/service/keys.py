"""`onematch keys`: the keys of an installation."""

from pathlib import Path
from typing import Annotated

import typer

from features.compiled.private_paths import make_once, make_private_folder
from serving.store.opening import new_master_key
from training.commands.options import command, new_app
from training.terminal import OptionsWrong, print_line

app = new_app("Make and rotate the keys of an installation.")


@app.callback()
def _group() -> None:
    """Keep `new` a subcommand."""


@command(app, "onematch keys new backup.key")
def new(file: Annotated[Path, typer.Argument(metavar="FILE", help="The file, which is not there yet.")]) -> None:
    """Make a random key of 32 bytes in base64, for --key-file, ONEMATCH_BACKUP_KEY or ONEMATCH_MASTER_KEY."""
    if file.exists():
        raise OptionsWrong(f"{file}: got a file, expected none: a key is never overwritten")
    make_private_folder(file.resolve().parent)
    make_once(file, f"{new_master_key()}\n".encode())
    print_line(f"{file}: a new key, mode 0600; who loses it loses what it seals")
