"""How likely a name in Latin letters is another spelling of a name, by learned correspondences of letters.

`learned_spellings.txt` is the table: for one or two letters of a romanised name, the letters that other spellings have
for them, each with ten times the natural logarithm of how much more often than by accident. Lines of Chinese
characters hold the Latin spellings of a name of this one character, the most usual first.
`python -m training.scripts.learn` makes it (`training/scripts`).
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

import numpy as np
from anyascii import anyascii

from features.compiled.arguments import LONGEST, MOST_WORDS, SpellingTable, SpeltNames
from features.compiled.calls import correspondences
from features.normalise.consonants import consonants
from features.normalise.text import fold

TABLE = Path(__file__).with_name("learned_spellings.txt")
NOTHING = "-"
"""Stands for no letter."""
_LETTERS = 27
_ABSENT = -128
_WORD = re.compile("[a-z]+")
_NUMBERS = bytes(at - 96 if at in b"abcdefghijklmnopqrstuvwxyz" else 0 for at in range(256))
_STEPS = 10
_LATIN_LETTERS = 26
_LEAST_SHARE = 0.01
_MOST_KEPT = 24
"""Beginnings of the consonants of one word that are followed."""


class _Table(NamedTuple):
    compiled: SpellingTable
    characters: dict[str, tuple[str, ...]]


def spellings(word: str) -> tuple[str, ...]:
    """Return the usual Latin spellings of a Chinese character as a name, the most usual first; nothing for others."""
    return _table().characters.get(word, ())


def spelling_ratios(forms: Sequence[str], latins: Sequence[str]) -> list[float]:
    """Return for each Latin name how much it is a spelling of the form of a written name that is nearest to it.

    It is the natural logarithm of how much more likely both are spellings of one name than names of strangers; not a
    number where either has no letters. Words may come in any order.
    """
    by_words = {" ".join(sorted(form.split())): form for form in map(romanised, reversed(forms))}
    scores = np.empty(len(latins))
    written = _words_of(by_words.values())
    correspondences.liken(written, _words_of(map(romanised, latins)), _table().compiled, scores)
    found: list[float] = scores.tolist()
    return found


def romanised(name: str) -> str:
    """Return a name in ASCII letters, with the vowel signs that folding takes for accents."""
    return fold(name if name.isascii() else anyascii(name))


def _words_of(names: Iterable[str]) -> SpeltNames:
    """Return the distinct words of romanised names, and pairs of neighbours, as letters from 1 on; of each name which.

    Between the words of a pair is 0.
    """
    numbers: dict[str, int] = {}
    entries: list[int] = []
    counts: list[int] = []
    for name in names:
        words = _WORD.findall(name)[:MOST_WORDS]
        spans = [*words, *map(" ".join, pairwise(words))]
        entries += [numbers.setdefault(each[:LONGEST], len(numbers)) for each in spans]
        counts.append(len(words))
    letters = np.frombuffer("".join(numbers).encode().translate(_NUMBERS), np.uint8)
    bounds = np.cumsum([0, *map(len, numbers)])
    return letters, bounds, np.array(entries, np.int64), np.array(counts, np.int64)


@lru_cache(maxsize=20_000)
def spelt_consonants(word: str, most: int) -> tuple[str, ...]:
    """Return the consonants that other spellings of a romanised word have, the likeliest first.

    The likelihood of consonants is the sum over all spellings that have them; a long word is cut off.
    """
    word = word[:LONGEST]
    found = _followed(word, times=2)
    return tuple(sorted(found, key=found.__getitem__, reverse=True)[:most])


@lru_cache(maxsize=20_000)
def _beginnings(word: str) -> tuple[tuple[str, float], ...]:
    """Return the likeliest consonants of the spellings of some letters that a word begins with."""
    if not word:
        return (("", 1.0),)
    return tuple(sorted(_followed(word).items(), key=itemgetter(1), reverse=True)[:_MOST_KEPT])


def _followed(word: str, times: int = 1) -> dict[str, float]:
    """Return the likelihood of the consonants of all spellings of some letters."""
    found: dict[str, float] = {}
    if len(word) > 1:
        _follow(found, _beginnings(word[:-2]), word[-2:])
    _follow(found, _beginnings(word[:-1]), word[-1:], times)
    return found


def _follow(found: dict[str, float], beginnings: Iterable[tuple[str, float]], letters: str, times: int = 1) -> None:
    """Add to the likelihood of consonants those of beginnings with what other spellings have for the next letters."""
    following = times * _consonants_of_letters().get(letters, ())
    known = found.get
    for before, share in beginnings:
        last = before[-1:]
        for after, first, rest, likelihood in following:
            reached = before + (rest if first == last else after)
            found[reached] = known(reached, 0.0) + share * likelihood


@cache
def _consonants_of_letters() -> dict[str, tuple[tuple[str, str, str, float], ...]]:
    """Return for one or two letters the consonants of their other spellings, the first and the rest, how likely."""
    found: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for written, spelling, weight in weights_of_letters():
        found[written][consonants(spelling)] += math.exp(weight / _STEPS) / _LATIN_LETTERS ** len(spelling)
    return {
        written: tuple(
            (each, each[:1], each[1:], share)
            for each, share in shares.items()
            if share > _LEAST_SHARE * sum(shares.values())
        )
        for written, shares in found.items()
    }


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
    matrix = np.full((_LETTERS**2 + 1, len(targets) + 1), _ABSENT, np.int8)
    matrix[rows, columns] = weights
    column_of = np.full(_LETTERS**3, len(targets), np.int32)
    column_of[targets] = np.arange(len(targets))
    characters = {line[0]: tuple(line[1:]) for line in _lines() if not line[0].isascii()}
    ratios = np.arange(256, dtype=np.uint8).view(np.int8) / _STEPS
    ratios[_ABSENT] = -np.inf
    return _Table((column_of, matrix, ratios), characters)


def _code(letters: str) -> int:
    code = 0
    for letter in letters:
        code = code * _LETTERS + ord(letter) - 96
    return code
