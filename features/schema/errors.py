"""The errors that all others derive from; the command line and the service map them to a status."""

import re
from collections.abc import Mapping
from typing import Any

from features.schema.texts import either, wording

_JSON_WORDS: dict[type, str] = {
    dict: "an object",
    list: "a list",
    bool: "a boolean",
    int: "a number",
    float: "a number",
    str: "text",
}
_EXPECTED = {
    "missing": "a value",
    "extra_forbidden": "no field of this name",
    "greater_than": "more than {gt}",
    "greater_than_equal": "at least {ge}",
    "less_than": "less than {lt}",
    "less_than_equal": "at most {le}",
    "too_short": "a length of at least {min_length}",
    "too_long": "a length of at most {max_length}",
    "string_too_short": "a length of at least {min_length}",
    "string_too_long": "a length of at most {max_length}",
    "string_pattern_mismatch": "a text of the pattern {pattern}",
    "timezone_aware": "a time with its zone, such as 2026-01-31T08:00:00Z",
    "json": "JSON",
    "finite": "a finite number",
    "int": "a whole number",
    "float": "a number",
    "decimal": "a number",
    "bool": "true or false",
    "string": "text",
    "date": "a date, such as 2026-01-31",
    "datetime": "a time, such as 2026-01-31T08:00:00Z",
    "list": "a list",
    "tuple": "a list",
    "dict": "an object",
    "model": "an object",
}
"""What is expected, by a type of pydantic's errors or by the first word of several types."""


class OnematchError(Exception):
    """A user's input or a file cannot be used; the message names what was got, what was expected, and where.

    It carries a template and its values, and is a sentence in the present language where it is shown.
    """

    def __init__(self, template: str = "", /, **values: object) -> None:
        super().__init__(template)
        self.say(template, **values)

    def say(self, template: str, /, **values: object) -> None:
        """Change the sentence."""
        self.template = template
        self.values = values

    def __str__(self) -> str:
        """Return the sentence."""
        return wording(self.template, **self.values)


class Refused(OnematchError):
    """The command ran and its answer is no: a gate failed."""


def type_word(value: object) -> str:
    """Return the type of a JSON value in words, without the value."""
    return wording("nothing" if value is None else _JSON_WORDS.get(type(value), type(value).__name__))


def expected_of(error: Mapping[str, Any]) -> str:
    """Return what is expected where pydantic found an error; what a validator of ours raised says it itself."""
    code = error["type"]
    values = {name: f"{value:g}" if isinstance(value, float) else value for name, value in error.get("ctx", {}).items()}
    if code == "value_error":
        return wording(str(values["error"]))
    if code in ("enum", "literal_error"):
        return either(re.findall(r"'[^']*'|(?<![\w'])\d+", values["expected"]))
    return wording(_EXPECTED.get(code) or _EXPECTED.get(code.partition("_")[0], "a value of another form"), **values)
