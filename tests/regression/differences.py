"""Two recordings side by side: which rows differ, and where in their values."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Any

from tests.regression.recording import Recording

ABSENT = "<absent>"
_SHOWN = 160


class Verdict(StrEnum):
    """What came of a part."""

    EQUAL = "equal"
    DIFFERENT = "DIFFERENT"
    FAILED = "FAILED"


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that differs: the row's key, the path inside its value, and both sides as JSON."""

    key: str
    where: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.key}{self.where}: {_short(self.before)} -> {_short(self.after)}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many rows of a part were compared, how many differ, and the first differences."""

    part: str
    n_rows: int
    n_different: int = 0
    first: tuple[Difference, ...] = ()
    failure: str = ""

    @property
    def verdict(self) -> Verdict:
        if self.failure or not self.n_rows:
            return Verdict.FAILED
        return Verdict.DIFFERENT if self.n_different else Verdict.EQUAL


def compare(part: str, before: Recording, after: Recording, most: int = 10) -> Comparison:
    """Compare two recordings row by row; a row that one side lacks differs. A part without rows has failed."""
    keys = list(dict.fromkeys([*before.rows, *after.rows]))
    different = [key for key in keys if before.rows.get(key) != after.rows.get(key)]
    found = (one for key in different for one in islice(_differences(key, before.rows, after.rows), 3))
    failure = "" if keys else "no rows were compared"
    return Comparison(part, len(keys), len(different), tuple(islice(found, most)), failure)


def _differences(key: str, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Difference]:
    if key not in before or key not in after:
        yield Difference(key, "", before.get(key, ABSENT), after.get(key, ABSENT))
        return
    for where, left, right in _walk("", json.loads(before[key]), json.loads(after[key])):
        yield Difference(key, where, left, right)


def _walk(where: str, before: Any, after: Any) -> Iterator[tuple[str, str, str]]:
    """Descend into objects, lists of one length and JSON texts; yield the paths that differ."""
    if isinstance(before, dict) and isinstance(after, dict):
        for name in sorted({*before, *after}):
            if name in before and name in after:
                yield from _walk(f"{where}.{name}", before[name], after[name])
            else:
                yield f"{where}.{name}", _told(before, name), _told(after, name)
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for number, (left, right) in enumerate(zip(before, after, strict=True)):
            yield from _walk(f"{where}[{number}]", left, right)
    elif (left := _document(before)) is not None and (right := _document(after)) is not None and left != right:
        yield from _walk(where, left, right)
    elif _text(before) != _text(after):
        yield where, *_around(_text(before), _text(after))


def _told(document: dict[str, Any], name: str) -> str:
    return _text(document[name]) if name in document else ABSENT


def _document(value: object) -> dict[str, Any] | None:
    if not isinstance(value, str) or not value.startswith("{"):
        return None
    try:
        found: dict[str, Any] = json.loads(value)
    except ValueError:
        return None
    return found


def _text(value: object) -> str:
    """Write a value so that 1, 1.0 and true differ."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def _around(before: str, after: str) -> tuple[str, str]:
    """Cut what is long to the surroundings of the first character that differs."""
    if max(len(before), len(after)) <= _SHOWN:
        return before, after
    at = next((n for n, (x, y) in enumerate(zip(before, after, strict=False)) if x != y), min(len(before), len(after)))
    start = max(0, at - 40)
    return before[start : start + _SHOWN], after[start : start + _SHOWN]


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
