"""How likely a name in Latin letters is another spelling of a name, by learned correspondences of letters.

`learned_spellings.txt` is the table: for one or two letters of a romanised name, the letters that other spellings have
for them, each with ten times the natural logarithm of how much more often than by accident. Lines of Chinese
characters hold the Latin spellings of a name of this one character, the most usual first.
`python -m training.scripts.learn` makes it (`training/scripts`).
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from anyascii import anyascii
from numpy.typing import NDArray

from features.compiled.calls import correspondences
from features.normalise.text import fold
from features.schema.array_types import Codes, SmallRows

TABLE = Path(__file__).with_name("learned_spellings.txt")
NOTHING = "-"
"""Stands for no letter."""
_LETTERS = 27
_ABSENT = -128


class _Table(NamedTuple):
    columns: Codes
    weights: SmallRows
    characters: dict[str, tuple[str, ...]]


def spellings(word: str) -> tuple[str, ...]:
    """Return the usual Latin spellings of a Chinese character as a name, the most usual first; nothing for others."""
    return _table().characters.get(word, ())


def spelling_ratio(written: str, latin: str) -> float:
    """Return the natural logarithm of how much more likely two names are spellings of one than names of strangers.

    Words may come in any order. Not a number where either has no letters.
    """
    return spelling_ratios((written,), (latin,))[0]


def spelling_ratios(forms: Sequence[str], latins: Sequence[str]) -> list[float]:
    """Return for each Latin name the ratio of the form of a written name that is nearest to it."""
    table = _table()
    others = [_letters_of(romanised(latin)) for latin in latins]
    by_words = {" ".join(sorted(form.split())): form for form in map(romanised, reversed(forms))}
    content = np.concatenate(others) if others else np.zeros(0, np.uint8)
    sizes = np.array([len(other) for other in others], np.int64)
    has_letters = np.array([other.any() for other in others], np.bool_)
    best = np.full(len(others), np.nan)
    scores = np.empty(len(others))
    for own in map(_letters_of, by_words.values()):
        correspondences.liken(own, content, np.cumsum(sizes), table.columns, table.weights, scores)
        best = np.fmax(best, np.where(has_letters & own.any(), scores, np.nan))
    found: list[float] = best.tolist()
    return found


def romanised(name: str) -> str:
    """Return a name in ASCII letters, with the vowel signs that folding takes for accents."""
    return fold(name if name.isascii() else anyascii(name))


@lru_cache(maxsize=20_000)
def _letters_of(name: str) -> NDArray[np.uint8]:
    """Return the letters of a romanised name as numbers from 1 on, and 0 between words."""
    content = np.frombuffer(name.encode(), np.uint8)
    return np.where((content >= ord("a")) & (content <= ord("z")), content - np.uint8(96), np.uint8(0)).astype(np.uint8)


def weights_of_letters() -> list[tuple[str, str, int]]:
    """Return written letters, one or two, those that another spelling has for them, and ten times the log ratio."""
    return [
        (line[0], "" if spelling == NOTHING else spelling, int(weight))
        for line in _lines()
        if line[0].isascii()
        for spelling, weight in zip(line[1::2], line[2::2], strict=True)
    ]


def _lines() -> list[list[str]]:
    return [line.split() for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


@cache
def _table() -> _Table:
    units = [(_code(written), _code(spelling), weight) for written, spelling, weight in weights_of_letters()]
    rows, codes, weights = np.array(units, np.int64).T
    targets, columns = np.unique(codes, return_inverse=True)
    matrix = np.full((_LETTERS**2, len(targets)), _ABSENT, np.int8)
    matrix[rows, columns] = weights
    column_of = np.full(_LETTERS**3, -1, np.int32)
    column_of[targets] = np.arange(len(targets))
    characters = {line[0]: tuple(line[1:]) for line in _lines() if not line[0].isascii()}
    return _Table(column_of, matrix, characters)


def _code(letters: str) -> int:
    code = 0
    for letter in letters:
        code = code * _LETTERS + ord(letter) - 96
    return code
