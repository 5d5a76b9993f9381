"""The parts of the check, and how each is run once for a checkout and kept for the next time."""

import hashlib
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from tests.regression.checkouts import Checkout, Side
from tests.regression.command_parts import record_commands
from tests.regression.connector_part import record_connectors
from tests.regression.console_part import record_console
from tests.regression.dedupe_part import record_dedupe
from tests.regression.file_parts import record_sample, record_source
from tests.regression.match_part import record_matches
from tests.regression.recording import Recording
from tests.regression.renames import Renames
from tests.regression.route_part import record_routes
from tests.regression.scenario import record_scenario, record_scenario_on_postgresql
from tests.regression.sources import KINDS, Scale, Sources
from tests.regression.store_part import record_stores

PLANTS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "seed": {"train": ("--seed", "1")},
    "precision": {"match": ("--precision", "0.95")},
    "sample": {"sample": ("--seed", "8")},
    "contract": {"contracts create": ("--sso",)},
}
"""Differences that are made on purpose on the AFTER side, as more options by command."""
PARTS: Mapping[str, Callable[[Sources], Recording]] = {
    "sample": record_sample,
    **{source: partial(record_source, source=source) for source in KINDS},
    "commands": record_commands,
    "http": record_matches,
    "scenario": record_scenario,
    "postgresql": record_scenario_on_postgresql,
    "routes": record_routes,
    "console": record_console,
    "connectors": record_connectors,
    "dedupe": record_dedupe,
    "stores": record_stores,
}


@dataclass(frozen=True, slots=True)
class Run:
    """One side of the check: a checkout, its records, and where results are kept: by commit and name of the tree."""

    name: str
    sources: Sources
    version: str

    @property
    def results(self) -> Path:
        return self.sources.side.folder / "results"

    def kept(self, part: str) -> Path:
        """Return where a part's result lies; another version of this check keeps its own."""
        before = self.sources.before
        of = f"{part}-of-{before.side.folder.name}" if part == "stores" and before is not None else part
        return self.results / f"{of}-{_own_digest()}.parquet"

    def record(self, part: str) -> tuple[Recording, float | None]:
        """Return a part's recording and the seconds that it took; None where it was kept from before."""
        if self.kept(part).is_file():
            return Recording.read(self.kept(part)), None
        began = time.monotonic()
        found = PARTS[part](self.sources)
        self.results.mkdir(parents=True, exist_ok=True)
        found.write(self.kept(part))
        return found, time.monotonic() - began


def open_run(
    name: str,
    root: Path,
    where: tuple[Path, Path],
    scale: Scale,
    *,
    plant: str | None = None,
    before: Run | None = None,
    renames: Renames | None = None,
) -> Run:
    """Return one side; `where` is the folder of the data and the folder to work in. Raises CheckoutUnusable.

    `before` makes the stores that this side opens; `renames` are of what this side is asked.
    """
    data, work = where
    checkout = Checkout(root.resolve())
    checkout.require_usable()
    version = checkout.version()
    how = scale.name if plant is None else f"{scale.name}-plant-{plant}"
    if renames is not None:
        how += f"-renames-{renames.digest}"
    folder = work.resolve() / f"{version}-{checkout.root.name}" / how
    folder.mkdir(parents=True, exist_ok=True)
    side = Side(checkout, folder, PLANTS[plant] if plant is not None else {}, renames or Renames())
    maker = None if before is None else _maker(before, folder / f"before-{before.version}")
    return Run(name, Sources(side, data.resolve(), scale, maker), version)


def _maker(before: Run, folder: Path) -> Sources:
    """Return what the state before makes in a folder of the other side."""
    folder.mkdir(exist_ok=True)
    return replace(before.sources, side=Side(before.sources.side.checkout, folder, renames=before.sources.side.renames))


@cache
def _own_digest() -> str:
    files = sorted(path for path in Path(__file__).parent.glob("*.py") if not path.name.startswith("test_"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:8]
