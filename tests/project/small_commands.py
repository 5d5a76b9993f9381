"""Commands run in this process, and the small files that they run on."""

from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq
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

    def write_first(self, n_records: int, folder: Path) -> None:
        """Write the first records with their labels, and the whole universe, under the sample's names."""
        folder.mkdir(parents=True)
        for path, n in ((self.crm, n_records), (self.truth, n_records), (self.universe, None)):
            pq.write_table(pq.read_table(path)[:n], folder / path.name)
