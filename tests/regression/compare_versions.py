"""Prove that two checkouts of the project answer alike, to the bit.

    .venv/bin/python tests/regression/compare_versions.py BEFORE AFTER --data bench-data --quick

BEFORE and AFTER are two working trees on this machine, each with its own `.venv`. The check calls their command
`onematch` and their service over HTTP, never their modules: code may move and be renamed between the two. README.md
beside this file says what each part compares, and what is left out.

Exit codes: 0 all equal, 1 something differs, 2 something could not be run.
"""

import argparse
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.regression.checkouts import CheckoutUnusable
from tests.regression.parts import PARTS, open_runs
from tests.regression.recording import Recording
from tests.regression.renames import Renames, load_renames
from tests.regression.sources import FULL, QUICK

MAX_SHOWN = 5
ABSENT = "<absent>"
_WIDTH = 160


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many rows of a part were compared, which differ and where, and why it could not be run."""

    part: str
    n_rows: int
    different: Sequence[str] = ()
    failure: str = ""

    @property
    def exit_code(self) -> int:
        return 2 if self.failure else int(bool(self.different))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what is missing on both sides, compare, print the table; return the exit code."""
    asked = _parser().parse_args(arguments)
    renames = load_renames(asked.renames) if asked.renames is not None else None
    scale = QUICK if asked.quick else FULL
    try:
        runs = open_runs((asked.before, asked.after), asked.data, asked.work, scale, renames)
    except CheckoutUnusable as error:
        print(f"compare_versions: {error}", file=sys.stderr)
        return 2
    with ThreadPoolExecutor(len(runs)) as pool:
        before, after = pool.map(lambda run: run.record(asked.only), runs)
    found = [compare(part, before[part], after[part], renames) for part in asked.only]
    words = ("equal", "DIFFERENT", "FAILED")
    print(f"{'part':<18}{'rows':>9}{'differ':>9}  result")
    for one in found:
        print(f"{one.part:<18}{one.n_rows:>9}{len(one.different):>9}  {words[one.exit_code]}")
        for line in (one.failure.splitlines() or one.different)[:MAX_SHOWN]:
            print(f"    {line}")
    return max(one.exit_code for one in found)


def compare(part: str, before: Recording, after: Recording, renames: Renames | None = None) -> Comparison:
    """Compare two recordings row by row, BEFORE's under its new names; a part without rows has failed."""
    if renames is not None:
        before, after = renames.recording(before), Renames().recording(after)
    keys = dict.fromkeys([*before.rows, *after.rows])
    sides = {key: (before.rows.get(key, ABSENT), after.rows.get(key, ABSENT)) for key in keys}
    different = [f"{key}: {_around(*values)}" for key, values in sides.items() if values[0] != values[1]]
    failure = before.failure or after.failure or ("" if keys else "no rows were compared")
    return Comparison(part, len(keys), different, failure)


def _around(before: str, after: str) -> str:
    """Show the surroundings of the first character that differs."""
    pairs = enumerate(zip(before, after, strict=False))
    at = next((number for number, (left, right) in pairs if left != right), min(len(before), len(after)))
    shown = slice(max(0, at - _WIDTH // 2), at + _WIDTH // 2)
    return f"{before[shown]} -> {after[shown]}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("before", type=Path, help="a checkout with its own .venv")
    parser.add_argument("after", type=Path, help="another one")
    parser.add_argument("--data", type=Path, default=Path("bench-data"), help="the sets with known answers")
    parser.add_argument("--work", type=Path, default=Path(".onematch/compare"), help="where results are kept")
    parser.add_argument("--quick", action="store_true", help="the small sets, and 500 records of the large ones")
    parser.add_argument("--only", type=_parts, default=tuple(PARTS), help="parts with commas between")
    parser.add_argument("--renames", type=Path, help="TOML: old wire names of BEFORE by their new ones")
    return parser


def _parts(text: str) -> tuple[str, ...]:
    names = tuple(text.split(","))
    if unknown := set(names) - PARTS.keys():
        raise argparse.ArgumentTypeError(f"got {min(unknown)!r}, expected some of {', '.join(PARTS)}")
    return names


if __name__ == "__main__":
    sys.exit(main())
