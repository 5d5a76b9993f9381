"""What Typer says of a command, in the present language: its headings, and its sentences as templates with values."""

import re
from collections.abc import Mapping
from functools import partial
from inspect import cleandoc
from string import Formatter
from typing import Any

import typer

from features.schema.texts import ENGLISH, present_language, wording

TEMPLATES = (
    "No such command {name}. Did you mean {other}?",
    "No such command {name}.",
    "No such option: {option} (Possible options: {others})",
    "No such option: {option}",
    "Missing option {option}. Choose from: {choices}",
    "Missing option {option}.",
    "Missing argument {argument}.",
    "Got unexpected extra argument(s) ({arguments})",
    "Option {option} requires an argument.",
    "Option {option} does not take a value.",
    "Invalid value for {option}: {reason}",
    "Value error, {value} is not one of {choices}.",
    "{place} {path} does not exist.",
    "{place} {path} is a file.",
    "{place} {path} is a directory.",
)


def option(name: str, about: str, **rules: Any) -> Any:
    """Return an option of a command: its flag, the sentence of its help, and Typer's rules for its value."""
    return typer.Option(name, help=about, **rules)


class WordedContext(typer.Context):
    """A command's context whose help has its headings in the present language."""

    def make_formatter(self) -> Any:
        """Return what lays the help out."""
        formatter: Any = super().make_formatter()
        write_heading = formatter.write_heading
        formatter.write_usage = partial(formatter.write_usage, prefix=wording("Usage: "))
        formatter.write_heading = lambda heading: write_heading(wording(heading))
        return formatter


def worded(command: Any, ctx: Any) -> Any:
    """Return a command whose help, and that of the commands below it, is in the present language."""
    if None in (command, ctx) or present_language() == ENGLISH:
        return command
    command.context_class = WordedContext
    command.short_help = wording(command.get_short_help_str(limit=1000))
    paragraphs = cleandoc(command.help or "").split("\n\n")
    command.help = "\n\n".join(wording(" ".join(paragraph.split())) for paragraph in paragraphs)
    for option in command.get_params(ctx):
        option.help = wording(option.help or "")
    for below in getattr(command, "commands", {}).values():
        worded(below, ctx)
    return command


def worded_mistake(said: str) -> str:
    """Return a sentence of Typer's in the present language; one without a template is looked up as it is."""
    text = " ".join(said.split())
    for template in TEMPLATES:
        if found := re.fullmatch(_pattern(template), text):
            return wording(template, **_values(found.groupdict()))
    return wording(text)


def _values(found: Mapping[str, str]) -> dict[str, str]:
    return {name: worded_mistake(value) if name == "reason" else value for name, value in found.items()}


def _pattern(template: str) -> str:
    parts = [(re.escape(text), name) for text, name, _, _ in Formatter().parse(template)]
    return "".join(text + (f"(?P<{name}>.+?)" if name else "") for text, name in parts)
