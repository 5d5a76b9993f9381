"""The command line `onematch`: its commands, and how a mistake of the user is reported.

Exit codes: 0, 1 (it ran and refuses), 2 (it could not run). Each command imports its heavy libraries when it runs, so
that `--help` answers at once.
"""

from typing import Any

import typer
from typer.core import TyperGroup

from features.schema.errors import OnematchError, Refused
from features.schema.rooms import code_version
from serving.runtime.garbage import collect_rarely
from training.commands import (
    bench,
    columns,
    dedupe,
    demo,
    evaluate,
    explain,
    gain,
    index,
    match,
    models,
    passport,
    review,
    sample,
    suspects,
    thresholds,
    train,
)
from training.commands.service import console, contracts, db, serve, sync, work
from training.extras import ExtraMissing, extra_of
from training.terminal import print_mistake

REFUSED, COULD_NOT_RUN = 1, 2


class Commands(TyperGroup):
    """The commands in the order of their use; a mistake is reported as one red line and an exit code."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Keep the order of registration."""
        del ctx
        return list(self.commands)

    def invoke(self, ctx: Any) -> Any:
        """Run the command; domain errors and errors of the file system show no traceback."""
        try:
            return super().invoke(ctx)
        except Refused as refusal:
            print_mistake(str(refusal))
            raise typer.Exit(REFUSED) from refusal
        except OnematchError as error:
            print_mistake(str(error))
            raise typer.Exit(COULD_NOT_RUN) from error
        except ModuleNotFoundError as error:
            if (extra := extra_of(error)) is None:
                raise
            print_mistake(str(ExtraMissing(f"onematch {ctx.invoked_subcommand}", extra)))
            raise typer.Exit(COULD_NOT_RUN) from error
        except BrokenPipeError:
            raise
        except OSError as error:
            print_mistake(_describe(error))
            raise typer.Exit(COULD_NOT_RUN) from error


def _describe(error: OSError) -> str:
    return f"{error.filename}: {error.strerror}" if error.filename else str(error)


def _show_version(value: bool) -> None:
    if value:
        typer.echo(code_version())
        raise typer.Exit


app = typer.Typer(
    name="onematch",
    cls=Commands,
    help="Decide which network member or company each CRM record really is.",
    context_settings={"help_option_names": ["-h", "--help"]},
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.callback()
def _start(
    version: bool = typer.Option(False, "--version", callback=_show_version, is_eager=True, help="Show the version."),
) -> None:
    del version


_OF_FILES = (demo, sample, columns, index, train, thresholds, match, explain, passport, evaluate, gain, dedupe, review)
_OF_SERVICES = (serve, work, sync, models, suspects, console, contracts, db)
for _module in (*_OF_FILES, *_OF_SERVICES, bench):
    _module.register(app)


def main() -> None:
    """Run the command line."""
    collect_rarely()
    app()
