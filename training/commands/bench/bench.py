"""`onematch bench`: measurements of quality and speed that anyone can repeat."""

import typer

from training.commands.bench.data import data
from training.commands.bench.dedupe import dedupe
from training.commands.bench.explain import explain
from training.commands.bench.guarantee import promise
from training.commands.bench.quality import peers, quality
from training.commands.bench.speed import batch, growth, http, live, splink, train
from training.commands.bench.wrapper import import_, locate
from training.commands.options import add_command
from training.extras import require_extra

bench_app = typer.Typer(help="Measure quality and speed; anyone can repeat it.", no_args_is_help=True)
EXAMPLES = {
    "data": ("onematch bench data", "onematch bench data --data sets --sets febrl3,febrl4"),
    "quality": (
        "onematch bench quality --quick",
        "onematch bench quality --sets febrl3,febrl4 --labels with",
    ),
    "peers": ("onematch bench peers --sets febrl3,fd_companies --markdown peers.md",),
    "dedupe": ("onematch bench dedupe --sets febrl3 --markdown dedupe.md",),
    "live": ("onematch bench live --people 1000000 --queries 2000 --report live.html",),
    "explain": (
        "onematch bench explain --people 1000000",
        "onematch bench explain --queries 0 --sets sample,pseudopeople_w2,historical_50k,fd_companies",
    ),
    "batch": (
        "onematch bench batch --people 1000000 --records 10000",
        "onematch bench batch --whole 100000,1000000 --report batch.html",
    ),
    "growth": ("onematch bench growth --sizes 10000,100000,1000000 --report growth.html",),
    "http": ("onematch bench http --people 1000000 --connections 16,64 --report http.html",),
    "splink": (
        "onematch bench splink --people 1000000 --queries 50",
        "onematch bench splink --people 1000000 --whole 1000000",
    ),
    "train": ("onematch bench train --records 10000,100000 --report train.html",),
    "promise": ("onematch bench promise --report promise.html", "onematch bench promise --sets fd_companies"),
    "locate": (
        "onematch bench locate --records 1000000",
        "onematch bench locate --database postgresql://localhost/bench",
    ),
    "import": ("onematch bench import --records 100000 --people 100000",),
}


@bench_app.callback()
def _start() -> None:
    require_extra("train", "onematch bench")  # before a process of the bench lacks it in the middle of its work


def register(app: typer.Typer) -> None:
    """Add the commands."""
    speed = (live, explain, batch, http, train, growth, splink)
    for command in (data, quality, peers, dedupe, *speed, locate, import_, promise):
        name = command.__name__.rstrip("_").replace("_", "-")
        add_command(bench_app, command, *EXAMPLES[name], name=name)
    app.add_typer(bench_app, name="bench")
