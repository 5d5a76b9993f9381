"""The blind index of records: keyed hashes of name words and e-mails, which hide the values without the key.

Each word of a name also has spellings: keyed numbers of its beginnings, and of what is left without one of its
letters. Two words are one edit apart (Damerau's: a letter wrong, missing, too many, or swapped with its neighbour)
only if one of them, or what is left of it without one letter, is also the other or what is left of that (the symmetric
deletions of SymSpell, W. Garbe, https://github.com/wolfgarbe/SymSpell).

Beside each hash of a record stand the keyed bits of the first three letters of all its words (a Bloom filter): of the
records that hold one word, nearly all that lack another are passed over without a look at them.
"""

import string
from collections.abc import Iterable, Iterator, Mapping

from features.normalise.readings import is_other_script, readings
from features.normalise.text import LONGEST_FOLDED, fold
from serving.store.vault import DataKey
from serving.vocabulary.terms import KIND_OF, CrmObject

MAX_WORDS = 20
SHORTEST_BEGINNING = 3
LONGEST_SPELT = 40
"""Letters of a beginning that is found, and of a word that has near spellings."""
_LETTERS = string.ascii_lowercase + string.digits
_BITS = 63
_BITS_A_WORD = 3
_NAMES = ("full_name", "first_name", "middle_name", "last_name", "nickname", "name")


def hashes_of(key: DataKey, crm_object: CrmObject, values: Mapping[str, str]) -> tuple[str, ...]:
    """Return the keyed hashes of a record: one for each word of its names in their order, then one for its e-mail.

    An opportunity has one for its whole name, which should be unique (S48).
    """
    if crm_object is CrmObject.OPPORTUNITY:
        return (key.keyed_hash(f"name {values['name']}"),) if "name" in values else ()
    if crm_object is CrmObject.USER:
        return ()
    hashes = [word_hash(key, word) for word in name_words(crm_object, values)]
    if "email" in values:
        hashes.append(email_hash(key, values["email"]))
    return tuple(hashes)


def name_words(crm_object: CrmObject, values: Mapping[str, str]) -> tuple[str, ...]:
    """Return the words of a record's names by which it is found, of other scripts those of their readings too.

    Opportunities and users have none.
    """
    if crm_object not in KIND_OF:
        return ()
    named = [values[name] for name in _NAMES if name in values]
    joined = " ".join(named)
    folded = fold(joined)
    if max(len(joined), len(folded)) >= LONGEST_FOLDED:  # each name is cut by itself
        folded = " ".join(map(fold, named))
    read = [reading for name in named for reading in readings(name)] if is_other_script(joined) else ()
    return tuple(dict.fromkeys(" ".join((folded, *read)).split()))[:MAX_WORDS]


def word_hash(key: DataKey, word: str) -> str:
    """Return the keyed hash of one word of a name."""
    return key.keyed_hash(f"word {word}")


def email_hash(key: DataKey, email: str) -> str:
    """Return the keyed hash of an e-mail."""
    return key.keyed_hash(f"email {email}")


def number_of(hashed: str) -> int:
    """Return the first 64 bits of a word's keyed hash: the spelling of the whole word."""
    return int(hashed[:16], 16) - (1 << 63)


def spellings_of(key: DataKey, word: str, hashed: str) -> set[int]:
    """Return the keyed numbers by which a word is found: the word, its beginnings, and without one of its letters."""
    beginnings = (
        _beginning(key, word[:length]) for length in range(SHORTEST_BEGINNING, min(len(word), LONGEST_SPELT + 1))
    )
    return {number_of(hashed), *beginnings, *(_shortened(key, rest) for rest in _without_one_letter(word))}


def beginning_spelling(key: DataKey, text: str) -> int | None:
    """Return the spelling of the words that begin with a text; None where it is too short."""
    return _beginning(key, text[:LONGEST_SPELT]) if len(text) >= SHORTEST_BEGINNING else None


def near_spellings(key: DataKey, text: str) -> set[int]:
    """Return the spellings of the words that may be one edit apart from a text."""
    rests = set(_without_one_letter(text))
    return {_shortened(key, form) for form in (text, *rests)} | {number_of(word_hash(key, rest)) for rest in rests}


def beginnings_of(key: DataKey, words: Iterable[str]) -> int:
    """Return the keyed bits of the first three letters of words: those of a word are among those of its record."""
    bits = 0
    for beginning in {word[:SHORTEST_BEGINNING] for word in words}:
        number = key.keyed_number(f"first {beginning}")
        for _ in range(_BITS_A_WORD):
            number, bit = divmod(number, _BITS)
            bits |= 1 << bit
    return bits


def one_edit_apart(text: str) -> set[str]:
    """Return all folded words that are one edit apart from a text."""
    rests = set(_without_one_letter(text))
    parts = [(text[:at], text[at:]) for at in range(len(text) + 1)]
    longer = {f"{before}{letter}{after}" for before, after in parts for letter in _LETTERS}
    changed = {f"{before}{letter}{after[1:]}" for before, after in parts[:-1] for letter in _LETTERS}
    swapped = {f"{before}{after[1]}{after[0]}{after[2:]}" for before, after in parts[:-2]}
    return (rests | longer | changed | swapped) - {text, ""}


def _without_one_letter(word: str) -> Iterator[str]:
    if len(word) <= LONGEST_SPELT:
        yield from (word[:at] + word[at + 1 :] for at in range(len(word)))


def _beginning(key: DataKey, text: str) -> int:
    return key.keyed_number(f"begins {text}")


def _shortened(key: DataKey, text: str) -> int:
    return key.keyed_number(f"shortened {text}")
