"""`onematch keys`: the keys of an installation."""

from contextlib import closing
from pathlib import Path
from typing import Annotated, Literal

import typer

from features.compiled.private_paths import make_once, make_private_folder
from serving.runtime.process import now_in_utc
from serving.runtime.settings import load_settings
from serving.store.key_rotation import Signed, rotate_master, rotate_signing
from serving.store.opening import new_master_key, open_store
from training.commands.options import command, new_app
from training.terminal import OptionsWrong, print_line

app = new_app("Make and rotate the keys of an installation.")


@command(app, "onematch keys new backup.key")
def new(file: Annotated[Path, typer.Argument(metavar="FILE", help="The file, which is not there yet.")]) -> None:
    """Make a random key of 32 bytes in base64, for --key-file, ONEMATCH_BACKUP_KEY or ONEMATCH_MASTER_KEY."""
    if file.exists():
        raise OptionsWrong("{file}: got a file, expected none: a key is never overwritten", file=file)
    make_private_folder(file.resolve().parent)
    make_once(file, f"{new_master_key()}\n".encode())
    print_line("{file}: a new key, mode 0600; who loses it loses what it seals", file=file)


@command(app, "onematch keys rotate tokens", "onematch keys rotate master")
def rotate(what: Annotated[Literal["master", "tokens", "passports"], typer.Argument(help="Which key.")]) -> None:
    """Replace a key while service and worker run; a repetition goes on where one was interrupted.

    Tokens of the key before are valid until they end, within 15 minutes; passports of it always.
    """
    settings = load_settings()
    with closing(open_store(settings)) as store:
        if what == "master":
            print_line(
                "{settings} keys are wrapped under the new master key alone",
                settings=rotate_master(settings, store, now_in_utc()),
            )
            return
        rotate_signing(store, Signed(what), now_in_utc())
    print_line("{what} are signed with a new key, by every process within 5 seconds", what=what)
