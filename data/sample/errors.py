"""Errors of texts in a CRM: typing, hearing, scanning, abbreviation and other transliteration."""

import random
from functools import lru_cache

from anyascii import anyascii

from data.sample.locales import word_table

_KEYBOARD_ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")


@lru_cache(maxsize=1)
def _neighbours() -> dict[str, str]:
    near: dict[str, str] = {}
    for row, keys in enumerate(_KEYBOARD_ROWS):
        for position, key in enumerate(keys):
            beside = keys[max(position - 1, 0) : position] + keys[position + 1 : position + 2]
            below = _KEYBOARD_ROWS[row + 1][position : position + 1] if row < 3 else ""
            near[key] = "".join(sign for sign in beside + below if sign.isdigit() == key.isdigit()) or key
    return near


def typo(dice: random.Random, text: str) -> str:
    """Return the text with one typing error: a neighbouring key, a letter left out or doubled, or two swapped."""
    if len(text) < 3:
        return text
    position = dice.randrange(1, len(text))
    letter = text[position]
    pick = dice.random()
    if pick < 0.35:
        near = _neighbours().get(letter.lower(), letter)
        return text[:position] + dice.choice(near) + text[position + 1 :]
    if pick < 0.55:
        return text[:position] + text[position + 1 :]
    if pick < 0.7:
        return text[:position] + letter + text[position:]
    if position + 1 < len(text):
        return text[:position] + text[position + 1] + letter + text[position + 2 :]
    return text[:-1]


def misread(dice: random.Random, text: str) -> str:
    """Return the text with one scanning error: a group of letters replaced by one of the same shape."""
    return _replaced(dice, text, "scanned")


def romanised_otherwise(dice: random.Random, text: str) -> str:
    """Return a Latin name by another table of transliteration."""
    return _replaced(dice, text, "romanised")


def _replaced(dice: random.Random, text: str, kind: str) -> str:
    table = word_table(kind)
    lowered = text if kind == "scanned" else text.lower()
    occurrences = [(position, key) for key in table if (position := lowered.find(key, 1)) > 0]
    if not occurrences:
        return typo(dice, text)
    position, key = dice.choice(occurrences)
    return f"{text[:position]}{table[key]}{text[position + len(key) :]}"


def with_error(dice: random.Random, text: str) -> str:
    """Return the text with one error of any sort."""
    pick = dice.random()
    if pick < 0.55:
        return typo(dice, text)
    if pick < 0.75:
        return _replaced(dice, text, "heard")
    if pick < 0.9:
        return misread(dice, text)
    return text[: max(3, len(text) - dice.randrange(1, 5))]


def maybe(dice: random.Random, text: str | None, share: float, again: float = 0.0) -> str | None:
    """Return the text with an error with probability `share`, and then a second one with probability `again`."""
    if text is None or dice.random() >= share:
        return text
    text = with_error(dice, text)
    return with_error(dice, text) if dice.random() < again else text


def without_accents(text: str) -> str:
    """Return a Latin text in ASCII letters; other scripts stay."""
    return text if not text or ord(max(text)) >= 0x250 else anyascii(text)


def wrong_date(dice: random.Random, date: str) -> str:
    """Return an ISO date with day and month swapped, a digit wrong, another year, or only its year."""
    year, month, day = date.split("-")
    pick = dice.random()
    if pick < 0.25:
        return f"{year}-{day}-{month}"
    if pick < 0.5:
        wrong_year = int(year) + dice.choice((-10, -2, -1, 1, 2, 10))
        return f"{min(max(wrong_year, 1), 9999):04d}-{month}-{day}"
    if pick < 0.7:
        return f"{year}-01-01"
    digits = list(year + month + day)
    position = dice.randrange(2, 8)
    digits[position] = str((int(digits[position]) + dice.randrange(1, 10)) % 10)
    return f"{''.join(digits[:4])}-{''.join(digits[4:6])}-{''.join(digits[6:])}"


def wrong_digits(dice: random.Random, text: str) -> str:
    """Return a number with one digit changed or two swapped."""
    positions = [position for position, letter in enumerate(text) if letter.isdigit()]
    if len(positions) < 2:
        return text
    spot = dice.randrange(len(positions) - 1)
    letters = list(text)
    first = positions[spot]
    second = positions[spot + 1]
    if letters[first] != letters[second] and dice.random() < 0.5:
        letters[first], letters[second] = letters[second], letters[first]
    else:
        letters[second] = str((int(letters[second]) + dice.randrange(1, 10)) % 10)
    return "".join(letters)


def shortened(dice: random.Random, text: str, table: dict[str, str], share: float) -> str:
    """Return the text with some of its words replaced by their abbreviation."""
    return " ".join(table.get(word, word) if dice.random() < share else word for word in text.split(" "))


def written_phone(dice: random.Random, number: str) -> str:
    """Return `+49 15112345678` in one of the ways in which people write it."""
    country, _, national = number.partition(" ")
    pick = dice.random()
    if pick < 0.25:
        return number.replace(" ", "")
    if pick < 0.4:
        return f"00{country[1:]} {national}"
    if country == "+1":
        area = national[:3]
        exchange = national[3:6]
        line = national[6:]
        return dice.choice(
            (
                f"({area}) {exchange}-{line}",
                f"{area}-{exchange}-{line}",
                f"{area}.{exchange}.{line}",
                f"{area}/{exchange}-{line}",
            )
        )
    local = national if country in {"+39", "+34"} else "0" + national
    return dice.choice(
        (
            local,
            f"{country} {national[:3]} {national[3:]}",
            f"{local[:4]}/{local[4:]}",
            f"{local[:3]} {local[3:6]} {local[6:]}",
        )
    )
