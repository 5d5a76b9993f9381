"""Phonetic forms of names by metaphone."""

from functools import lru_cache

from rigour.text import metaphone

WORDS_REMEMBERED = 1 << 17


@lru_cache(maxsize=WORDS_REMEMBERED)
def word_sound(word: str) -> str:
    """Return the metaphone of a word, empty where it has none (other scripts, digits)."""
    return metaphone(word)


def sound(word: str) -> str:
    """Return the metaphone of a word, or the word itself where it has none."""
    return word_sound(word) or word


def text_sound(text: str) -> str:
    """Return the metaphones of a text's words, or the text itself where none of them has one."""
    return " ".join(map(word_sound, text.split())) or text
