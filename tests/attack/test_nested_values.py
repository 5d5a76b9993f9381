"""Values inside of values without end are refused in words by whatever reads them, and end no process."""

import base64
from collections.abc import Callable

import pytest

from serving.console.api import Refusal, names_in
from serving.contract.passports.passport import PassportUnreadable, canonical
from serving.http.paging import CursorWrong, read_cursor

DEPTH = 100_000
TEXT = "[" * DEPTH + "]" * DEPTH


def nested() -> object:
    """Return lists inside of lists."""
    inside: list[object] = []
    for _ in range(DEPTH):
        inside = [inside]
    return inside


@pytest.mark.parametrize(
    ("read", "refusal"),
    [
        (lambda: read_cursor(base64.urlsafe_b64encode(TEXT.encode()).decode()), CursorWrong),
        (lambda: names_in(TEXT, 1), Refusal),
        (lambda: canonical(nested()), PassportUnreadable),
    ],
    ids=["cursor", "button of a form", "passport"],
)
def test_values_without_end_are_refused(read: Callable[[], object], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        read()
