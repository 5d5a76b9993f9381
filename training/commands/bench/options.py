"""The options that several benches share, each declared once."""

from pathlib import Path
from typing import Annotated

import typer

from features.schema.kinds import Kind

KindChoice = Annotated[Kind, typer.Option("--kind", help="What the records are.")]
Profiles = Annotated[
    int, typer.Option("--people", "--companies", min=50, help="How many profiles the generated universe has.")
]
BundleOption = Annotated[
    Path | None,
    typer.Option("--bundle", help="The bundle to measure; the shipped one unless told.", exists=True, file_okay=False),
]
StartFrom = Annotated[
    str | None, typer.Option("--start-from", metavar="none|BUNDLE", help="The shipped bundle unless told.")
]
DataOption = Annotated[
    Path | None,
    typer.Option("--data", help="Where the sets lie; ONEMATCH_BENCH_DATA, then ../shared/data, unless told."),
]
DatabaseOption = Annotated[
    str | None, typer.Option("--database", help="An empty PostgreSQL database; a SQLite file unless told.")
]
