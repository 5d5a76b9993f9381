"""`onematch models ui`: the runs and the registered models in a browser."""

from typing import Annotated

import typer

from training.commands.options import present_home
from training.terminal import print_line, print_note

UI_LINES = ("onematch models ui", "onematch models ui --port 5001 --no-browser")


def ui(
    port: Annotated[
        int | None, typer.Option("--port", min=1, max=65535, help="5000 by default, or any free port if it is taken.")
    ] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Print the address only.")] = False,
) -> None:
    """Open MLflow's pages: runs with figures and plots, data sets, models and their versions.

    Serves the local store on 127.0.0.1 until Ctrl-C. A server that MLFLOW_TRACKING_URI names is opened as it is.
    """
    import webbrowser

    from training.promotion.tracking_ui import show_runs

    def announce(address: str) -> None:
        print_line(f"MLflow shows runs and models at {address}")
        if not no_browser and not webbrowser.open(address):
            print_note("no browser could be opened here")

    print_note("starting MLflow's server, which takes some seconds; Ctrl-C ends it")
    show_runs(present_home(), port, announce)
