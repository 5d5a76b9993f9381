"""Errors of fields: a JSON pointer, what was got, what was expected."""

from typing import TypedDict

from features.schema.errors import OnematchError

_MAX_ERRORS = 20
_JSON_WORDS: dict[type, str] = {
    dict: "an object",
    list: "a list",
    bool: "a boolean",
    int: "a number",
    float: "a number",
    str: "text",
}


class FieldError(TypedDict):
    """One wrong field; `pointer` is a JSON pointer into the request (RFC 6901)."""

    pointer: str
    got: str
    expected: str


class FieldsWrong(OnematchError):
    """Fields of the request are unknown or have values that are not allowed; `errors` are the first of them."""

    def __init__(self, errors: list[FieldError]) -> None:
        self.errors = errors[:_MAX_ERRORS]
        first = errors[0]
        super().__init__(f"{first['pointer']}: got {first['got']}, expected {first['expected']}")


def wrong(pointer: str, got: str, expected: str) -> FieldError:
    """Return one error."""
    return {"pointer": pointer, "got": got, "expected": expected}


def type_word(value: object) -> str:
    """Return the type of a JSON value in words, without the value."""
    return "nothing" if value is None else _JSON_WORDS.get(type(value), type(value).__name__)


def shown(value: object) -> str:
    """Return a value of the request itself (never of a record) in at most 60 ASCII characters."""
    return repr(value)[:60].encode("ascii", "backslashreplace").decode()


def pointer_part(name: str) -> str:
    """Return a field's name as a part of a JSON pointer, at most 60 characters of it."""
    return name[:60].replace("~", "~0").replace("/", "~1")
