"""The options that several benches share, each declared once."""

from pathlib import Path
from typing import Annotated

import typer

from features.schema.kinds import Kind

KindChoice = Annotated[Kind, typer.Option("--kind", help="What the records are.")]
Profiles = Annotated[int, typer.Option("--people", "--companies", min=50, help="Profiles of the generated universe.")]
BundleOption = Annotated[
    Path | None,
    typer.Option("--bundle", help="The bundle to measure; the shipped one by default.", exists=True, file_okay=False),
]
StartFrom = Annotated[
    str | None,
    typer.Option("--start-from", metavar="none|BUNDLE", help="The base model; the shipped bundle by default."),
]
DataOption = Annotated[
    Path | None,
    typer.Option("--data", help="The folder of the sets; by default ONEMATCH_BENCH_DATA, then bench-data."),
]
DatabaseOption = Annotated[
    str | None, typer.Option("--database", help="An empty PostgreSQL database; a SQLite file by default.")
]
