"""`onematch bench`: measurements of quality and speed that anyone can repeat.

The table declares all benches. A bench is imported when it is called; its options are the parameters of its function.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from inspect import Parameter, signature
from typing import Any

import typer
from typer.core import TyperGroup

from training.commands.options import JsonFile, MarkdownFile, ReportFile, command, new_app
from training.extras import require_training
from training.worded_commands import worded

DATA = "data"
"""The one that measures nothing, so that it writes no figures."""
BENCHES: Mapping[str, tuple[str, ...]] = {
    DATA: (
        "training.bench.open_sets",
        "Prepare the public sets with known answers.",
        "",
        "--data sets --sets febrl3,febrl4",
    ),
    "quality": (
        "training.bench.quality.quality",
        "Train and measure on every set with known answers.",
        "--quick",
        "--sets febrl3,febrl4 --labels with",
    ),
    "stated": (
        "training.bench.stated.stated",
        "Measure whether stated precisions are true, and whether what can be linked is linked.",
        "--quick --markdown stated.md",
        "--sets fd_companies --half",
    ),
    "peers": (
        "training.bench.peers.peers",
        "Measure other tools on the same records and splits.",
        "--sets febrl3,fd_companies --markdown peers.md",
    ),
    "dedupe": (
        "training.bench.dedupe.dedupe",
        "Measure clusters of the sets below `duplicates`, and those of other tools.",
        "--sets febrl3 --markdown dedupe.md",
    ),
    "live": (
        "training.bench.live",
        "Measure one record at a time, in process.",
        "--people 1000000 --queries 2000 --report live.html",
        "--people 10000,100000,1000000",
    ),
    "batch": (
        "training.bench.batch",
        "Measure records per second by size of chunk.",
        "--people 1000000 --records 10000",
        "--whole 100000,1000000 --report batch.html",
    ),
    "http": (
        "training.bench.http",
        "Measure the service with two workers.",
        "--people 1000000 --connections 16,64 --report http.html",
    ),
    "train": (
        "training.bench.train",
        "Measure training by stage.",
        "--records 10000,100000 --report train.html",
    ),
    "splink": (
        "training.bench.splink",
        "Measure one record, and a whole job, beside Splink.",
        "--people 1000000 --queries 50",
        "--people 1000000 --whole 1000000",
    ),
    "import": (
        "training.bench.imports",
        "Measure an import of contacts, and the share of matching in it.",
        "--records 100000 --people 100000",
    ),
    "loop": (
        "training.bench.loop",
        "Measure nights of retraining, of which some are killed: what follows drift, and what refuses poison.",
        "--companies 2000 --records 3000",
    ),
    "suspects": (
        "training.bench.suspects",
        "Measure the wrong-link radar: expected over true wrong links, and planted ones.",
        "--sets febrl3,fd_companies",
    ),
    "labels": (
        "training.bench.labels",
        "Measure whether labels that are wrong are found, and what correcting them gives.",
        "--sets febrl3,fodors_zagats",
    ),
}
"""By name the module whose function of that name is the bench, the first sentence of its help, and example options."""


class Benches(TyperGroup):
    """The benches by name; the one that is called is imported then, so that others need not load for a list."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command of a bench with its own options. Raises ExtraMissing."""
        name, listed, rest = super().resolve_command(ctx, args)
        require_training("onematch bench")  # before a process of the bench lacks it in the middle of its work
        return name, listed if name is None else worded(loaded(name), ctx), rest


def loaded(name: str) -> Any:
    """Return the command of a bench: its own options, then the files that every bench writes."""
    module, _about, *examples = BENCHES[name]
    function = getattr(import_module(module), "import_contacts" if name == "import" else name)
    alone = new_app()
    lines = (f"onematch bench {name} {options}".rstrip() for options in examples)
    command(alone, *lines, name=name)(function if name == DATA else with_outputs(name, function))
    return typer.main.get_command(alone)


def with_outputs(name: str, function: Callable[..., Any]) -> Callable[..., None]:
    """Return a function that runs a bench, prints what it measured, and takes the files to write as well."""
    from training.bench.harness import run_bench

    def run(
        *, json: JsonFile = None, report: ReportFile = None, markdown: MarkdownFile = None, **options: object
    ) -> None:
        run_bench(name, function, options, {"json": json, "markdown": markdown, "report": report})

    _, *own = signature(function).parameters.values()
    common = [
        parameter for parameter in signature(run).parameters.values() if parameter.kind is not Parameter.VAR_KEYWORD
    ]
    run.__signature__ = signature(run).replace(parameters=[*own, *common])  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in (*own, *common)}
    run.__doc__ = function.__doc__
    return run


app = new_app("Measure quality and speed; anyone can repeat it.", Benches)
for _name, (_module, _about, *_examples) in BENCHES.items():
    app.command(_name, help=_about)(lambda: None)
