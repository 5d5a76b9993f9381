"""How people of other scripts spell their names in Latin letters: drawn from the learned correspondences of letters.

A romanisation by one table would make each name its own reading, and a model that learns from that would take any other
spelling for a stranger's.
"""

import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterable

from features.normalise.learned_spellings import weights_of_letters

_STEPS = 10
_LONGEST = 2


class Speller:
    """Draws other spellings of words of ASCII letters; `words` are names by whose letters ratios become shares."""

    def __init__(self, words: Iterable[str]) -> None:
        counts = Counter(letter for word in words for letter in word.lower())
        total = counts.total()
        self._choices: dict[str, tuple[list[str], list[float]]] = defaultdict(lambda: ([], []))
        for written, spelling, weight in weights_of_letters():
            by_accident = math.prod(counts[letter] / total for letter in written + spelling)
            spellings, shares = self._choices[written]
            spellings.append(spelling)
            shares.append(math.exp(weight / _STEPS) * by_accident)
        self._shares = {unit: sum(shares) for unit, (_, shares) in self._choices.items()}

    def spelled(self, dice: random.Random, word: str) -> str:
        """Return a word as somebody may spell it; letters that the table lacks stay."""
        letters = word.lower()
        ahead = [1.0] * (len(letters) + 1)
        for at in range(len(letters) - 1, -1, -1):
            ahead[at] = sum(self._ways(letters, at, ahead).values())
        drawn = ""
        at = 0
        while at < len(letters):
            ways = self._ways(letters, at, ahead)
            [unit] = dice.choices(list(ways), list(ways.values()))
            spellings, shares = self._choices.get(unit, ([unit], [1.0]))
            drawn += dice.choices(spellings, shares)[0]
            at += len(unit)
        return drawn.capitalize() or word

    def _ways(self, letters: str, at: int, ahead: list[float]) -> dict[str, float]:
        """Return the units that can come next, each with the share of all that follows."""
        units = [letters[at : at + size] for size in range(1, min(_LONGEST, len(letters) - at) + 1)]
        known = {unit: self._shares[unit] * ahead[at + len(unit)] for unit in units if unit in self._shares}
        return known or {units[0]: ahead[at + 1]}
