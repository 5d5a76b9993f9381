"""Reading the fields of a form: a value that cannot be read is refused as the API refuses one."""

import json
import math
from collections.abc import Sequence

from serving.console.api import Refusal


def names_in(value: str, count: int) -> Sequence[str]:
    """Return the names that a button or tick stands for, written as a JSON list. Raises Refusal."""
    try:
        found = json.loads(value)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, list) or len(found) != count or not all(isinstance(one, str) for one in found):
        raise Refusal(
            422, {"title": "The form cannot be read", "detail": f"expected {count} names, load the page again"}
        )
    return found


def number_in(name: str, value: str) -> float | None:
    """Return a number, None for an empty field. Raises Refusal."""
    if not value:
        return None
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        detail = f"{name.replace('_', ' ')}: got {value!r}, expected a number"
        raise Refusal(422, {"title": "A number is expected", "detail": detail})
    return number
