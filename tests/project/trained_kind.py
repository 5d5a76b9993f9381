"""Running commands, and where the files of a small place lie."""

from dataclasses import dataclass
from pathlib import Path

from typer.testing import CliRunner

from training.cli import app


def onematch(*arguments: object) -> str:
    """Run a command that must succeed and give its standard output."""
    result = CliRunner().invoke(app, [str(one) for one in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


@dataclass(frozen=True, slots=True)
class TrainedKind:
    """Where the files of one kind lie."""

    kind: str
    crm: Path
    universe: Path
    truth: Path
    index: Path
    bundle: Path
