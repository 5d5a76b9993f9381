"""The readings of a name that is not written in Latin letters: the ways in which it may be written in them.

A Latin name costs one search for other letters.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from anyascii import anyascii

from features.normalise import han_readings
from features.normalise.consonants import consonants, joined
from features.normalise.hangul import is_hangul, spell_hangul
from features.normalise.kana import is_kana, spell_kana
from features.normalise.learned_spellings import spellings
from features.normalise.name_titles import DOUBLE_SURNAMES, name_alone, without_titles
from features.normalise.text import distinct, fold, read_forms

MOST = 14
"""Readings of one name that are kept."""
MOST_SPELLINGS = 4
MOST_CONSONANTS = 24
LONGEST = 120
"""Characters of a name that are read."""
_OTHER_LETTERS = re.compile(
    "[\u0370-\u1cff\u2c00-\u2c5f\u2c80-\u2dff\u2e80-\ua71f\ua800-\uab2f\uabc0-\ufaff\ufb13-\ufdff\ufe70-\ufefc"
    "\uff66-\uffdc\U00010000-\U0001d3ff\U00020000-\U0003ffff]"
)
_PARTS = re.compile(r"[\s·・•‧=＝\-‐–,،]+")
_HAN = re.compile("[\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+$")
LONGEST_HAN_NAME = 4
"""Characters of a Han name without blanks that has a surname; a longer one is a foreign name by its sound."""
PIECES = (2, 3, 4)
"""Characters of the words of such a name."""
_LOOSE = (("kh", "h"), ("zh", "j"), ("ts", "c"), ("shch", "sht"), ("yu", "iu"), ("ya", "ia"), ("w", "v"), ("y", "i"))
"""How other languages write what English writes so."""
_GREEK = read_forms(
    """
    ou: ου, ού
    e: αι, αί
    i: ει, εί, οι, οί, υ, ύ, η, ή
    av: αυ, αύ
    ev: ευ, εύ
    b: μπ
    d: ντ
    g: γκ, γγ
    j: τζ
    v: β
    h: χ
    """
)
_GREEK_SOUNDS = re.compile("|".join(sorted(_GREEK, key=len, reverse=True)))
_GREEK_LETTERS = re.compile("[\u0370-\u03ff]")
_AT_BEGINNING = re.compile("^y")


def is_other_script(text: str) -> bool:
    """Return whether a text holds a letter that is not Latin."""
    return not text.isascii() and _OTHER_LETTERS.search(text) is not None


@lru_cache(maxsize=50_000)
def readings(written: str) -> tuple[str, ...]:
    """Return the ways to write a name in folded Latin letters, whole names with words apart; none for a Latin name.

    A family name that stands first is also read last, and the other way round.
    """
    text = unicodedata.normalize("NFKC", without_titles(name_alone(written))[:LONGEST])
    words = [word for word in _PARTS.split(text) if word]
    if not words or not is_other_script(text):
        return ()
    family = _family_and_given(words) if len(words) == len(text.split()) else None
    return distinct(_family_names(*family) if family else _in_order(words), MOST) or ()


def _family_and_given(words: list[str]) -> tuple[str, str] | None:
    """Return the family name and the given name of an East Asian name, None for other names."""
    is_han = all(_HAN.match(word) for word in words)
    if not is_han and not all(is_hangul(letter) for word in words for letter in word):
        return None
    if len(words) == 2 and len(words[0]) <= 2 and len(words[1]) <= 2:
        return words[0], words[1]
    name = words[0]
    if len(words) > 1 or not 2 <= len(name) <= LONGEST_HAN_NAME:
        return None
    size = 2 if name[:2] in DOUBLE_SURNAMES or len(name) == LONGEST_HAN_NAME else 1
    return name[:size], name[size:]


def _family_names(family: str, given: str) -> list[str]:
    """Return an East Asian name by each language and spelling, in both orders."""
    if is_hangul(family[0]):
        pairs = [
            (spell_hangul(family, usual=usual, is_surname=True), spell_hangul(given, usual=usual))
            for usual in (True, False)
        ]
    else:
        pairs = [
            ("".join(map(read, family)), " ".join(filter(None, map(read, given))))
            for read in (han_readings.pinyin, han_readings.wade_giles, han_readings.cantonese)
        ]
        pairs += [
            (
                spell_hangul(han_readings.korean_surname(family), usual=usual, is_surname=True),
                spell_hangul("".join(map(han_readings.korean, given)), usual=usual),
            )
            for usual in (True, False)
        ]
    pairs += [(spelt, pairs[at % len(pairs)][1]) for at, spelt in enumerate(spellings(family)[:MOST_SPELLINGS])]
    return [name for first, rest in pairs if first and rest for name in (f"{first} {rest}", f"{rest} {first}")]


def _in_order(words: list[str]) -> list[str]:
    """Return a name whose words stand for themselves: by letters, by other languages' letters, and as learned."""
    names: list[list[str]] = [[], [], []]
    learned = [spellings(word) for word in words]
    for word in words:
        for name, spelt in zip(names, _spelt(word), strict=True):
            name.append(spelt)
    for at in range(min(MOST_SPELLINGS, max(map(len, learned)))):
        names.append([own[min(at, len(own) - 1)] if own else names[0][i] for i, own in enumerate(learned)])
    written = [" ".join(filter(None, name)) for name in names]
    turned = [" ".join(filter(None, (*name[1:], name[0]))) for name in names] if len(words) <= 3 else []
    return [*written, *turned]


def pieces(written: str) -> list[str]:
    """Return the sounds that a foreign name in Han without blanks begins and ends with: its words, perhaps."""
    if len(written) <= LONGEST_HAN_NAME or not _HAN.match(written):
        return []
    sounds = list(map(han_readings.pinyin, written))
    return [piece for size in PIECES for piece in ("".join(sounds[:size]), "".join(sounds[-size:]))]


def _spelt(word: str) -> tuple[str, str, str]:
    """Return a word by its letters, as other languages write these, and by its sound."""
    if any(map(is_kana, word)):
        letters = fold(spell_kana(word))
        return letters, letters.replace("r", "l"), letters.replace("b", "v")
    if _HAN.match(word):
        letters = "".join(map(han_readings.pinyin, word))
        return letters, letters, "".join(map(han_readings.cantonese, word))
    if is_hangul(word[0]):
        letters = spell_hangul(word, usual=False).replace(" ", "")
        return fold(letters), fold(letters.replace("eu", "")), fold(letters.replace("l", "r"))
    letters = fold(anyascii(word)).replace(" ", "")  # `fold` alone leaves out the signs of vowels
    loose = letters
    for usual, other in _LOOSE:
        loose = loose.replace(usual, other)
    if not _GREEK_LETTERS.search(word):
        return letters, loose, _AT_BEGINNING.sub("j", letters)
    sound = fold(_GREEK_SOUNDS.sub(lambda match: _GREEK[match[0]], word.lower())).replace(" ", "")
    return letters, loose, sound


def consonants_of(words: Sequence[str], names: Iterable[Sequence[str]] = ()) -> tuple[str, ...] | None:
    """Return the consonants of whole names, by default of the words together, then those of each word."""
    each = list(map(consonants, words))
    whole = [joined(list(map(consonants, name))) for name in names] or [joined(each)]
    return distinct((*whole, *each), MOST_CONSONANTS)
