"""What happens to a text on its way into a CRM: slips of the keyboard, of the ear, of the scanner and of habit."""

import random
from functools import lru_cache

from anyascii import anyascii

_KEYBOARD_ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_SCANNED = {"m": "rn", "rn": "m", "cl": "d", "d": "cl", "l": "1", "O": "0", "0": "O", "B": "8", "S": "5", "i": "l",
            "w": "vv", "h": "b", "e": "c", "g": "q", "u": "v", "vv": "w", "I": "l", "5": "S", "1": "l"}  # fmt: skip
_HEARD = {"ph": "f", "f": "ph", "ck": "k", "c": "k", "k": "c", "ie": "y", "y": "ie", "ee": "ea", "ea": "ee", "s": "z",
          "z": "s", "ei": "ai", "ai": "ay", "v": "w", "th": "t", "t": "th", "mm": "m", "nn": "n", "ll": "l", "ss": "s",
          "tt": "t", "x": "ks", "sch": "sh", "sh": "sch", "j": "g", "au": "ow", "oo": "u", "ou": "u",
          "e": "a", "a": "e", "er": "or", "son": "sen", "sen": "son"}  # fmt: skip
_ROMANISED = {"ya": "ia", "yu": "iu", "kh": "h", "zh": "j", "shch": "sch", "ts": "c", "y": "i", "oy": "ou", "iy": "y",
              "gg": "ng", "v": "b", "x": "hs", "zh ": "ch ", "q": "ch"}  # fmt: skip


@lru_cache(maxsize=1)
def _neighbours() -> dict[str, str]:
    near: dict[str, str] = {}
    for row, keys in enumerate(_KEYBOARD_ROWS):
        for place, key in enumerate(keys):
            beside = keys[max(place - 1, 0) : place] + keys[place + 1 : place + 2]
            below = _KEYBOARD_ROWS[row + 1][place : place + 1] if row < 3 else ""
            near[key] = "".join(other for other in beside + below if other.isdigit() == key.isdigit()) or key
    return near


def typo(chance: random.Random, text: str) -> str:
    """Return the text with one slip of the keyboard: a key beside, one left out, doubled, or two swapped."""
    if len(text) < 3:
        return text
    place = chance.randrange(1, len(text))
    letter, pick = text[place], chance.random()
    if pick < 0.35:
        near = _neighbours().get(letter.lower(), letter)
        return text[:place] + chance.choice(near) + text[place + 1 :]
    if pick < 0.55:
        return text[:place] + text[place + 1 :]
    if pick < 0.7:
        return text[:place] + letter + text[place:]
    if place + 1 < len(text):
        return text[:place] + text[place + 1] + letter + text[place + 2 :]
    return text[:-1]


def misread(chance: random.Random, text: str) -> str:
    """Return the text as a scanner reads it: one group of letters taken for its lookalike."""
    return _replaced(chance, text, _SCANNED)


def misheard(chance: random.Random, text: str) -> str:
    """Return the text as somebody spells it by ear."""
    return _replaced(chance, text, _HEARD)


def romanised_otherwise(chance: random.Random, text: str) -> str:
    """Return a Latin name by another table of transliteration."""
    return _replaced(chance, text, _ROMANISED)


def _replaced(chance: random.Random, text: str, table: dict[str, str]) -> str:
    lowered = text.lower() if table is not _SCANNED else text
    found = [(place, key) for key in table if (place := lowered.find(key, 1)) > 0]
    if not found:
        return typo(chance, text)
    place, key = chance.choice(found)
    return text[:place] + table[key] + text[place + len(key) :]


def spoilt(chance: random.Random, text: str) -> str:
    """Return the text with one error of any sort."""
    pick = chance.random()
    if pick < 0.55:
        return typo(chance, text)
    if pick < 0.75:
        return misheard(chance, text)
    if pick < 0.9:
        return misread(chance, text)
    return text[: max(3, len(text) - chance.randrange(1, 5))]


def maybe(chance: random.Random, text: str | None, share: float, again: float = 0.0) -> str | None:
    """Return the text spoilt with probability `share`; a spoilt one is spoilt once more with probability `again`."""
    if text is None or chance.random() >= share:
        return text
    text = spoilt(chance, text)
    return spoilt(chance, text) if chance.random() < again else text


def without_accents(text: str) -> str:
    """Return a Latin text in plain letters; other scripts stay."""
    return text if not text or ord(max(text)) >= 0x250 else anyascii(text)


def wrong_date(chance: random.Random, date: str) -> str:
    """Return an ISO date with day and month swapped, a digit wrong, another year, or only its year."""
    year, month, day = date.split("-")
    pick = chance.random()
    if pick < 0.25:
        return f"{year}-{day}-{month}"
    if pick < 0.5:
        other = int(year) + chance.choice((-10, -2, -1, 1, 2, 10))
        return f"{min(max(other, 1), 9999):04d}-{month}-{day}"
    if pick < 0.7:
        return f"{year}-01-01"
    digits = list(year + month + day)
    place = chance.randrange(2, 8)
    digits[place] = str((int(digits[place]) + chance.randrange(1, 10)) % 10)
    return f"{''.join(digits[:4])}-{''.join(digits[4:6])}-{''.join(digits[6:])}"


def wrong_digits(chance: random.Random, text: str) -> str:
    """Return a number with one digit changed or two swapped."""
    places = [place for place, letter in enumerate(text) if letter.isdigit()]
    if len(places) < 2:
        return text
    spot = chance.randrange(len(places) - 1)
    letters = list(text)
    first, second = places[spot], places[spot + 1]
    if letters[first] != letters[second] and chance.random() < 0.5:
        letters[first], letters[second] = letters[second], letters[first]
    else:
        letters[second] = str((int(letters[second]) + chance.randrange(1, 10)) % 10)
    return "".join(letters)


def shortened(chance: random.Random, text: str, table: dict[str, str], share: float) -> str:
    """Return the text with some of its words replaced by their abbreviation."""
    return " ".join(table.get(word, word) if chance.random() < share else word for word in text.split(" "))


def written_phone(chance: random.Random, number: str) -> str:
    """Return `+49 15112345678` in one of the ways in which people write it."""
    country, _, national = number.partition(" ")
    pick = chance.random()
    if pick < 0.25:
        return number.replace(" ", "")
    if pick < 0.4:
        return f"00{country[1:]} {national}"
    if country == "+1":
        area, exchange, line = national[:3], national[3:6], national[6:]
        return chance.choice((f"({area}) {exchange}-{line}", f"{area}-{exchange}-{line}", f"{area}.{exchange}.{line}",
                              f"{area}/{exchange}-{line}"))  # fmt: skip
    local = national if country in {"+39", "+34"} else "0" + national
    return chance.choice((local, f"{country} {national[:3]} {national[3:]}", f"{local[:4]}/{local[4:]}",
                          f"{local[:3]} {local[3:6]} {local[6:]}"))  # fmt: skip
