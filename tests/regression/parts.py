"""The parts of the check, and how each is run once for a checkout and kept for the next time."""

import hashlib
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from tests.regression.checkouts import Side, usable_version
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
    """One side of the check: its records, and where results are kept."""

    name: str
    sources: Sources
    results: Path

    def record(self, parts: Sequence[str]) -> dict[str, Recording]:
        """Return the recordings of the parts, kept ones or new ones; a part that fails does not stop the rest."""
        return {part: self._record(part) for part in parts}

    def _record(self, part: str) -> Recording:
        kept = self.results / f"{part}.parquet"
        if kept.is_file():
            return Recording.read(kept)
        began = time.monotonic()
        try:
            found = PARTS[part](self.sources)
        except Exception as error:  # noqa: BLE001 - the report says it
            return Recording(failure=f"{self.name}: {type(error).__name__}: {error}")
        self.results.mkdir(parents=True, exist_ok=True)
        found.write(kept)
        seconds = time.monotonic() - began
        print(f"{self.name} {part}: {len(found.rows)} rows, {seconds:.0f} s", file=sys.stderr, flush=True)
        return found


def open_runs(
    roots: tuple[Path, Path], data: Path, work: Path, scale: Scale, renames: Renames | None = None
) -> tuple[Run, Run]:
    """Return both sides; BEFORE makes the stores that AFTER opens. Raises CheckoutUnusable.

    Results lie below `work` by the code of the tree and of this check, and for AFTER by what it is compared with.
    """
    files = sorted(path for path in Path(__file__).parent.glob("*.py") if not path.name.startswith("test_"))
    check = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:8]
    names = [f"{root.resolve().name}-{usable_version(root.resolve())}-{scale.name}" for root in roots]
    if renames is not None:
        names[0] += f"-renames-{renames.digest}"
    sides = [Side(root.resolve(), work.resolve() / name) for root, name in zip(roots, names, strict=True)]
    sides[0] = replace(sides[0], renames=renames.former_words if renames is not None else Renames())
    maker = replace(sides[0], folder=sides[1].folder / names[0])
    for side in (*sides, maker):
        side.folder.mkdir(parents=True, exist_ok=True)
    before = Sources(sides[0], data.resolve(), scale)
    after = Sources(sides[1], data.resolve(), scale, before=replace(before, side=maker))
    results = sides[1].folder / f"results-{check}-of-{names[0]}"
    return Run("BEFORE", before, sides[0].folder / f"results-{check}"), Run("AFTER", after, results)
