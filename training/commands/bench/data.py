"""`onematch bench data`: the public sets that the other benches measure on."""

import typer

from training.commands.bench.options import DataOption
from training.commands.bench.quality import SetsOption
from training.commands.options import read_names
from training.terminal import print_line


def data(data: DataOption = None, sets: SetsOption = "") -> None:
    """Prepare the public sets with known answers.

    Values come from installed packages and from repositories, at a digest; a set that is there stays as it is.
    Prints what each lacks, its licence and its home. Exit code 1: a set lacks something.
    """
    from training.bench.open_sets import PREPARED, PRESENT, prepare_sets
    from training.evaluation.data_sets import data_folder

    states = []
    for name, state in prepare_sets(data_folder(data), read_names(sets)):
        print_line(f"{name}: {state}")
        states.append(state.startswith((f"{PREPARED} ", f"{PRESENT} ")))
    print_line(f"{sum(states)} of {len(states)} sets in {data_folder(data)} are as they were measured on")
    if not all(states):
        raise typer.Exit(1)
