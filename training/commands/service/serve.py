"""`onematch serve`: answer /v1/match over HTTP."""

import os
from pathlib import Path
from typing import Annotated

import typer

from features.schema.kinds import Kind
from serving.launch import launch
from serving.matching.bundle import bundle_folder
from serving.runtime.settings import load_settings
from training.commands.options import command, new_app
from training.terminal import OptionsWrong, print_line, progress_bar
from training.worded_commands import option

app = new_app()


@command(
    app,
    "ONEMATCH_TOKEN=... onematch serve",
    "ONEMATCH_TOKEN=... onematch serve --bundle person=person.bundle --index person=members.index",
)
def serve(
    port: Annotated[int | None, option("--port", "3000 by default.", min=1, max=65535)] = None,
    host: Annotated[str | None, option("--host", "127.0.0.1 by default.")] = None,
    behind_proxy: Annotated[
        bool, option("--behind-proxy", "Bind beyond loopback: a proxy with TLS is the only way there.")
    ] = False,
    workers: Annotated[int | None, option("--workers", "2 by default.", min=1)] = None,
    bundle: Annotated[
        list[str] | None,
        option("--bundle", "A bundle in place of the champion.", metavar="KIND=DIR|KIND=shipped"),
    ] = None,
    index: Annotated[
        list[str] | None, option("--index", "An index in place of the champion's.", metavar="KIND=DIR")
    ] = None,
) -> None:
    """Answer /v1/match over HTTP.

    Serves the champions, or the bundles and indexes named here. Needs ONEMATCH_TOKEN.
    Tokens pass in the clear, so an address beyond loopback needs --behind-proxy.
    """
    given = {"PORT": port, "HOST": host, "WORKERS": workers, "BEHIND_PROXY": behind_proxy or None}
    os.environ.update({f"ONEMATCH_{name}": str(value) for name, value in given.items() if value is not None})
    os.environ.update(_name_folders("BUNDLE", bundle) | _name_folders("INDEX", index))
    settings = load_settings()
    with progress_bar(lines=True) as progress:
        code = launch(
            settings, lambda address: print_line("onematch answers at {address}", address=address), progress=progress
        )
    raise typer.Exit(code)


def _name_folders(option: str, pairs: list[str] | None) -> dict[str, str]:
    """Return the environment variables for `person=DIR` pairs, as the workers read them."""
    variables = {}
    for pair in pairs or []:
        kind, _, folder = pair.partition("=")
        if kind not in {each.value for each in Kind} or not folder:
            raise OptionsWrong(
                "--{option}: got {pair!r}, expected person=DIR or company=DIR", option=option.lower(), pair=pair
            )
        path = bundle_folder(folder, Kind(kind)) if option == "BUNDLE" else Path(folder)
        if not path.is_dir():
            raise OptionsWrong("--{option}: {folder} is not a folder", option=option.lower(), folder=folder)
        variables[f"ONEMATCH_{option}_{kind.upper()}"] = str(path.resolve())
    return variables
