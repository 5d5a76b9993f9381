"""The command line in this process."""

import shlex
from collections.abc import Iterator
from typing import Any

from typer.testing import CliRunner, Result

from training.cli import app


def run(line: str, *arguments: object) -> Result:
    """Run a command as a user types it, without the name of the program; `arguments` follow as they are."""
    return CliRunner().invoke(app, [*shlex.split(line), *map(str, arguments)])


def commands_below(command: Any, name: str = "") -> Iterator[str]:
    """Yield the commands of a group in their order, each by its words."""
    if not hasattr(command, "list_commands"):
        yield name
        return
    for word in command.list_commands(None):
        yield from commands_below(command.get_command(None, word), f"{name} {word}".strip())
