"""The command line `onematch`: its commands, and how a mistake of the user is reported.

Exit codes: 0, 1 (it ran and refuses), 2 (it could not run). The module of a command is imported when the command is
called, so that `onematch --help` answers at once.
"""

import os
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from features.normalise.text import read_sentences, word_set
from features.schema.errors import OnematchError, Refused
from features.schema.rooms import code_version
from features.schema.texts import ENGLISH, LanguageWrong, present_language, speak, wording
from serving.runtime.process import collect_rarely
from training.extras import ExtraMissing, extra_of, needs_extras
from training.terminal import print_mistake, starting
from training.worded_commands import WordedContext, worded, worded_mistake

REFUSED = 1
COULD_NOT_RUN = 2
COMMANDS = read_sentences(
    """
    demo: Sample, serve, train, evaluate and promote in one go.
    sample: Generate records with their truth.
    columns: Propose which column of a file is which.
    index: Build the index of a universe.
    universe: Change the universe that an index holds.
    train: Fit the models of one kind.
    retrain: Learn from new answers of the store, and compare.
    thresholds: Show what each wanted precision costs.
    match: Decide every record of a file.
    explain: Explain a decision.
    passport: Sign what was decided of a record, and verify it later.
    evaluate: Measure a bundle, or links or clusters of any tool.
    gain: Plan which missing fields to fill first.
    dedupe: Cluster the records of a file that describe one entity.
    review: Answer the questions of the review queue.
    labels: Check the labels that a training learns from.
    serve: Answer /v1/match over HTTP.
    work: Run the background jobs of the service.
    sync: Read a CRM into a running service.
    models: List, compare, promote and roll back the trained models.
    suspects: Show the links that are probably wrong, by expected harm.
    console: Open the console, where people look, decide and repair.
    contracts: Make contracts and the credentials of their callers.
    doctor: Say what an installation lacks.
    backup: Copy an installation while it serves, sealed.
    restore: Restore a backup on an empty machine, or look what is in it.
    keys: Make and rotate the keys of an installation.
    db: Maintain the store.
    bench: Measure quality and speed; anyone can repeat it.
    """
)
"""The commands in the order of their use, with the first sentence of their help."""
OF_THE_SERVICE = word_set("serve work sync console contracts doctor backup restore keys db")
"""The commands whose modules stand in a folder of their own."""


class Commands(TyperGroup):
    """The commands by name; a mistake is reported as one red line and an exit code."""

    context_class = WordedContext

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names in the order of their use."""
        del ctx
        return [*self.commands, *COMMANDS]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Import the module of a command. Raises ExtraMissing."""
        if cmd_name in self.commands or cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        folder = "training.commands.service" if cmd_name in OF_THE_SERVICE else "training.commands"
        with starting(), needs_extras(f"onematch {cmd_name}"):
            return worded(typer.main.get_command(import_module(f"{folder}.{cmd_name}").app), ctx)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the names with their sentences, and import nothing for it."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, wording(sentence)) for name, sentence in COMMANDS.items()])

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help in the present language."""
        super(Commands, worded(self, ctx)).format_help(ctx, formatter)

    def make_context(self, *names: Any, **more: Any) -> Any:
        """Read the options that stand before the command."""
        try:
            return super().make_context(*names, **more)
        except typer.TyperException as error:
            raise _misused(error) from error

    def invoke(self, ctx: Any) -> Any:
        """Run the command; domain errors and errors of the file system show no traceback."""
        try:
            return super().invoke(ctx)
        except typer.TyperException as error:
            raise _misused(error) from error
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


def _misused(error: typer.TyperException) -> Exception:
    """Return what ends a command that was called wrongly: in English Typer's own error, else an exit."""
    context = getattr(error, "ctx", None)
    said = error.format_message()
    if present_language() == ENGLISH or (context is not None and said == context.get_help()):
        return error
    if context is not None:
        typer.echo(context.get_usage(), err=True)
    print_mistake(worded_mistake(said))
    return typer.Exit(error.exit_code)


def _describe(error: OSError) -> str:
    reason = wording(error.strerror or str(error))
    return f"{error.filename}: {reason}" if error.filename else reason


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


def main() -> None:
    """Run the command line in the language of `ONEMATCH_LANGUAGE`."""
    collect_rarely()
    try:
        speak(code := os.environ.get("ONEMATCH_LANGUAGE") or ENGLISH)
    except LanguageWrong as error:
        print_mistake(wording("ONEMATCH_LANGUAGE: got {code!r}, expected {error}", code=code, error=error))
        raise SystemExit(COULD_NOT_RUN) from error
    app()
