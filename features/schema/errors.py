"""The errors that all others derive from; the command line and the service map them to a status."""

_JSON_WORDS: dict[type, str] = {
    dict: "an object",
    list: "a list",
    bool: "a boolean",
    int: "a number",
    float: "a number",
    str: "text",
}


class OnematchError(Exception):
    """A user's input or a file cannot be used; the message names what was got, what was expected, and where."""


class Refused(OnematchError):
    """The command ran and its answer is no: a gate failed."""


def type_word(value: object) -> str:
    """Return the type of a JSON value in words, without the value."""
    return "nothing" if value is None else _JSON_WORDS.get(type(value), type(value).__name__)
