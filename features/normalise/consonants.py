"""The consonants of a Latin word in classes that most scripts keep apart."""

import re
from collections.abc import Sequence
from functools import lru_cache

from features.normalise.text import WORDS_REMEMBERED

_CLASSES = str.maketrans("bfpvdtgkqclrmnjszx", "ppppttkkkkllmnsssk", "aeiouyhw0123456789")
_SHARP = re.compile("tsch|tch|sch|sh|ch|cz|zh|dj|dz|ts|c(?=[eiy])|g(?=[ei])")
_REPEATED = re.compile(r"(.)\1+")


@lru_cache(maxsize=WORDS_REMEMBERED)
def consonants(word: str) -> str:
    """Return the classes of a folded word's consonants, equal neighbours once; vowels, h, w and y are left out."""
    return _REPEATED.sub(r"\1", _SHARP.sub("s", word.replace("ph", "f")).translate(_CLASSES))


def joined(parts: Sequence[str]) -> str:
    """Return the consonants of the parts of a name as those of the whole."""
    return _REPEATED.sub(r"\1", "".join(parts)) if len(parts) > 1 else "".join(parts)
