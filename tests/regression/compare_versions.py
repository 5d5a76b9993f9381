"""Prove that two checkouts of the project answer alike, to the bit.

    .venv/bin/python tests/regression/compare_versions.py BEFORE AFTER --data bench-data --quick

BEFORE and AFTER are two working trees on this machine, each with its own `.venv`. The check calls their command
`onematch` and their service over HTTP, never their modules: code may move and be renamed between the two. Each side
has its own ONEMATCH_HOME.

Parts (`--only` takes names with commas between):

- `sample`: the files of `onematch sample`
- one part for each set of `--data` and for each kind of the sample: index, bundles file by file (trained with labels
  and without), LINKS with explanations of the shipped and the trained bundles, both ways of linking, `evaluate`
- `commands`: --independent, --precision, --processes, --account-links, odd CSV files, changes of the universe, the
  review queue, the registry with a promotion, exit codes
- `http`: `/v1/match` one record and a hundred records at a time, mistakes, what OpenAPI declares, names of metrics
- `scenario`, `postgresql`: a contract over HTTP, from its connection to a CRM to the proof of its deletion
- `routes`, `console`, `connectors`, `dedupe`, `stores`: what README.md beside this file says

Equal means: the same JSON, numbers to the last digit. Not compared are moments of the run, random ids beyond the
order in which they appear, ports, durations and folders of the machine. `model_version` is compared once for each file
of links, so that it does not hide the rest.

Results are kept below --work by commit: a second run compares at once, and only what is missing is run. A change that
is not committed counts as another commit. `--plant seed|precision|sample|contract` makes a difference on the AFTER side
on purpose and must end with exit code 1.

Exit codes: 0 all equal, 1 something differs, 2 something could not be run.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.regression.checkouts import CheckoutUnusable
from tests.regression.differences import Comparison, Verdict, compare
from tests.regression.parts import PARTS, PLANTS, Run, open_run
from tests.regression.recording import LEFT_OUT, MASKED, Recording
from tests.regression.renames import Renames, RenamesUnusable, load_renames
from tests.regression.sources import FULL, QUICK

Recorded = tuple[Recording, float | None]
MAX_SHOWN = 5


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what is missing on both sides, compare, print the table; return the exit code."""
    asked = _parser().parse_args(arguments)
    scale = QUICK if asked.quick else FULL
    where = (asked.data, asked.work)
    try:
        renames = load_renames(asked.renames)
        former = renames.former_words if asked.renames is not None else None
        before = open_run("BEFORE", asked.before, where, scale, renames=former)
        after = open_run("AFTER", asked.after, where, scale, plant=asked.plant, before=before)
    except (CheckoutUnusable, RenamesUnusable) as error:
        print(f"compare_versions: {error}", file=sys.stderr)
        return 2
    print(f"BEFORE {before.version}, AFTER {after.version}, {scale.name}", file=sys.stderr)
    found = compare_runs(before, after, asked.only, asked.jobs, renames)
    _print(found)
    for name in renames.never_used():
        print(f"never used: {name}", file=sys.stderr)
    if asked.out is not None:
        _write(asked.out, (before, after), found)
    return exit_code(found)


def compare_runs(
    before: Run, after: Run, parts: Sequence[str], jobs: int, renames: Renames | None = None
) -> list[Comparison]:
    """Record the parts on both sides, so many at a time, and compare them; a part that fails does not stop the rest.

    `renames` are applied to what BEFORE answered.
    """
    renamed = renames or Renames()
    with ThreadPoolExecutor(jobs) as pool:
        recorded = {(run.name, part): pool.submit(_record, run, part) for run in (before, after) for part in parts}
        return [_compare(part, (recorded[before.name, part], recorded[after.name, part]), renamed) for part in parts]


def exit_code(found: Sequence[Comparison]) -> int:
    """Return 0 where all is equal, 1 where something differs, 2 where a part could not be run."""
    verdicts = {one.verdict for one in found}
    if Verdict.FAILED in verdicts or not verdicts:
        return 2
    return 1 if Verdict.DIFFERENT in verdicts else 0


def _record(run: Run, part: str) -> Recorded:
    recording, seconds = run.record(part)
    told = "kept" if seconds is None else f"{seconds:.0f} s"
    print(f"{run.name} {part}: {len(recording.rows)} rows, {told}", file=sys.stderr, flush=True)
    return recording, seconds


def _compare(part: str, sides: "tuple[Future[Recorded], Future[Recorded]]", renames: Renames) -> Comparison:
    for name, side in zip(("BEFORE", "AFTER"), sides, strict=True):
        if (error := side.exception()) is not None:
            return Comparison(part, 0, failure=f"{name}: {type(error).__name__}: {error}")
    before, after = (side.result()[0] for side in sides)
    try:
        if renames.digest == Renames().digest:
            return compare(part, before, after)
        return compare(part, renames.recording(before), Renames().recording(after))
    except RenamesUnusable as error:
        return Comparison(part, 0, failure=f"renames: {error}")


def _print(found: Sequence[Comparison]) -> None:
    print(f"{'part':<18}{'rows':>9}{'differ':>9}  result")
    for one in found:
        print(f"{one.part:<18}{one.n_rows:>9}{one.n_different:>9}  {one.verdict}")
        for line in (one.failure.splitlines() or one.first)[:MAX_SHOWN]:
            print(f"    {line}")
    print(f"left out of figures: {', '.join(f'{name} ({why})' for name, why in LEFT_OUT.items())}")
    print(f"left out of answers: {'; '.join(MASKED)}")


def _write(path: Path, runs: tuple[Run, Run], found: Sequence[Comparison]) -> None:
    before, after = runs
    parts = [asdict(one) | {"result": one.verdict.value} for one in found]
    sides = {"before": before.version, "after": after.version, "scale": before.sources.scale.name}
    document = {**sides, "left_out": [*LEFT_OUT, *MASKED], "parts": parts}
    path.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("before", type=Path, help="a checkout with its own .venv")
    parser.add_argument("after", type=Path, help="another one")
    parser.add_argument("--data", type=Path, default=Path("bench-data"), help="the sets with known answers")
    parser.add_argument("--work", type=Path, default=Path(".onematch/compare"), help="where results are kept")
    parser.add_argument("--quick", action="store_true", help="the small sets, and 500 records of the large ones")
    parser.add_argument("--only", type=_parts, default=tuple(PARTS), help="parts with commas between")
    parser.add_argument("--out", type=Path, help="write the report to this JSON file")
    parser.add_argument("--jobs", type=int, default=2, help="parts that run at once")
    parser.add_argument("--renames", type=Path, help="TOML: old wire names of BEFORE by their new ones")
    parser.add_argument("--plant", choices=tuple(PLANTS), help="make a difference on the AFTER side")
    return parser


def _parts(text: str) -> tuple[str, ...]:
    names = tuple(text.split(","))
    if unknown := set(names) - PARTS.keys():
        raise argparse.ArgumentTypeError(f"got {min(unknown)!r}, expected some of {', '.join(PARTS)}")
    return names


if __name__ == "__main__":
    sys.exit(main())
