"""How a wrong field is told: where it stands, what was got, what was expected."""

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
    """Fields of the request are unknown or hold what they cannot hold; `errors` names the first of them."""

    def __init__(self, errors: list[FieldError]) -> None:
        self.errors = errors[:_MAX_ERRORS]
        first = errors[0]
        super().__init__(f"{first['pointer']}: got {first['got']}, expected {first['expected']}")


def wrong(pointer: str, got: str, expected: str) -> FieldError:
    """Make one error."""
    return {"pointer": pointer, "got": got, "expected": expected}


def type_word(value: object) -> str:
    """Say what a JSON value is, without saying the value."""
    return "nothing" if value is None else _JSON_WORDS.get(type(value), type(value).__name__)


def shown(value: object) -> str:
    """Write a value of the request itself (never of a record) in at most 60 ASCII characters."""
    return repr(value)[:60].encode("ascii", "backslashreplace").decode()


def pointer_part(name: str) -> str:
    """Write a field's name as a part of a JSON pointer, cut to what a reader needs."""
    return name[:60].replace("~", "~0").replace("/", "~1")
