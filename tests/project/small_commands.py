"""Commands run in this process, and the small files that they run on."""

from dataclasses import dataclass
from pathlib import Path

from typer.testing import CliRunner

from training.cli import app


def onematch(*arguments: object) -> str:
    """Run a command that must succeed; return its standard output."""
    result = CliRunner().invoke(app, [str(one) for one in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


@dataclass(frozen=True, slots=True)
class SmallFiles:
    """The files of one kind, with their index and a trained bundle."""

    kind: str
    crm: Path
    universe: Path
    truth: Path
    index: Path
    bundle: Path
