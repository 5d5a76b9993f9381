"""`onematch bench`: measurements of quality and speed that anyone can repeat.

The table declares all benches. A bench is imported when it is called; its options are the parameters of its function.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from inspect import Parameter, signature
from typing import Any

import typer
from typer.core import TyperGroup

from training.commands.options import JsonFile, MarkdownFile, ReportFile, command, new_app
from training.extras import require_extra


@dataclass(frozen=True, slots=True)
class DeclaredBench:
    """The module and function of a bench, the first sentence of its help, and examples of its options."""

    module: str
    function: str
    about: str
    examples: tuple[str, ...]


DATA = "data"
"""The one that measures nothing, so that it writes no figures."""
BENCHES: Mapping[str, DeclaredBench] = {
    DATA: DeclaredBench(
        "training.bench.open_sets",
        "data",
        "Prepare the public sets with known answers.",
        ("", "--data sets --sets febrl3,febrl4"),
    ),
    "quality": DeclaredBench(
        "training.bench.quality.quality",
        "quality",
        "Train and measure on every set with known answers.",
        ("--quick", "--sets febrl3,febrl4 --labels with"),
    ),
    "peers": DeclaredBench(
        "training.bench.peers.peers",
        "peers",
        "Measure other tools on the same records and splits.",
        ("--sets febrl3,fd_companies --markdown peers.md",),
    ),
    "dedupe": DeclaredBench(
        "training.bench.dedupe.dedupe",
        "dedupe",
        "Measure clusters of the sets below `duplicates`, and those of other tools.",
        ("--sets febrl3 --markdown dedupe.md",),
    ),
    "live": DeclaredBench(
        "training.bench.live",
        "live",
        "Measure one record at a time, in process.",
        ("--people 1000000 --queries 2000 --report live.html",),
    ),
    "batch": DeclaredBench(
        "training.bench.batch",
        "batch",
        "Measure records per second by size of chunk.",
        ("--people 1000000 --records 10000", "--whole 100000,1000000 --report batch.html"),
    ),
    "http": DeclaredBench(
        "training.bench.http",
        "http",
        "Measure the service with two workers.",
        ("--people 1000000 --connections 16,64 --report http.html",),
    ),
    "train": DeclaredBench(
        "training.bench.train",
        "train",
        "Measure training by stage.",
        ("--records 10000,100000 --report train.html",),
    ),
    "growth": DeclaredBench(
        "training.bench.growth",
        "growth",
        "Measure how time and size grow with the universe.",
        ("--sizes 10000,100000,1000000 --report growth.html",),
    ),
    "splink": DeclaredBench(
        "training.bench.splink",
        "splink",
        "Measure one record, and a whole job, beside Splink.",
        ("--people 1000000 --queries 50", "--people 1000000 --whole 1000000"),
    ),
    "locate": DeclaredBench(
        "training.bench.wrapper.locate",
        "locate",
        "Measure locating a record by what a user types of its name: beginnings, misspellings, two words.",
        ("--records 1000000", "--database postgresql://localhost/bench"),
    ),
    "import": DeclaredBench(
        "training.bench.wrapper.imports",
        "import_",
        "Measure an import of contacts, and the share of matching in it.",
        ("--records 100000 --people 100000",),
    ),
}


class Benches(TyperGroup):
    """The benches by name; the one that is called is imported then, so that others need not load for a list."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command of a bench with its own options. Raises ExtraMissing."""
        name, listed, rest = super().resolve_command(ctx, args)
        require_extra("train", "onematch bench")  # before a process of the bench lacks it in the middle of its work
        return name, listed if name is None else loaded(name), rest


def loaded(name: str) -> Any:
    """Return the command of a bench: its own options, then the files that every bench writes."""
    declared = BENCHES[name]
    function = getattr(import_module(declared.module), declared.function)
    alone = new_app()
    examples = (f"onematch bench {name} {options}".rstrip() for options in declared.examples)
    command(alone, *examples, name=name)(function if name == DATA else with_outputs(name, function))
    return typer.main.get_command(alone)


def with_outputs(name: str, function: Callable[..., Any]) -> Callable[..., None]:
    """Return a function that runs a bench, prints what it measured, and takes the files to write as well."""
    from training.bench.harness import OutputSort, run_bench

    def run(
        *, json: JsonFile = None, report: ReportFile = None, markdown: MarkdownFile = None, **options: object
    ) -> None:
        outputs = {OutputSort.JSON: json, OutputSort.MARKDOWN: markdown, OutputSort.REPORT: report}
        run_bench(name, function, options, outputs)

    _, *own = signature(function).parameters.values()
    common = [one for one in signature(run).parameters.values() if one.kind is not Parameter.VAR_KEYWORD]
    run.__signature__ = signature(run).replace(parameters=[*own, *common])  # type: ignore[attr-defined]
    run.__annotations__ = {one.name: one.annotation for one in (*own, *common)}
    run.__doc__ = function.__doc__
    return run


app = new_app("Measure quality and speed; anyone can repeat it.", Benches)
for _name, _declared in BENCHES.items():
    app.command(_name, help=_declared.about)(lambda: None)
