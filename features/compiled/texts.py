"""Reading texts as code points, their words and pieces; numpy has no such texts, and rapidfuzz needs Python strings.

Making a Python string of each text in the mapped index takes longer than comparing it. All texts of a comparison share
one array of letters: one text is the n letters from a on, another one the m letters from b on.

Held to Python and rapidfuzz by tests/features/compiled/test_measures.py.
"""

import numpy as np

from features.compiled.loader import part
from features.compiled.memory import first_of, keep_alive
from features.schema.array_types import Content, LetterMasks, Letters, whole

WORD = 64
ASCII = 128
"""Texts of at most WORD letters are compared by the bits of one 64-bit word; letters below ASCII have a mask each."""
YEAR_DIGITS = 4
MAX_YEARS = 50


@part
def _decode(content: Content, begin: int, end: int, letters: Letters, a: int) -> int:
    """Write the code points of UTF-8 that may hold lone surrogates; return their number."""
    n = whole(a)
    at = whole(begin)
    while at < end:
        first = np.int32(content[at])
        if first < 0x80:
            letters[n] = first
            at += 1
        elif first < 0xE0:
            letters[n] = (first & 0x1F) << 6 | (np.int32(content[at + 1]) & 0x3F)
            at += 2
        elif first < 0xF0:
            second = np.int32(content[at + 1]) & 0x3F
            third = np.int32(content[at + 2]) & 0x3F
            letters[n] = (first & 0x0F) << 12 | second << 6 | third
            at += 3
        else:
            second = np.int32(content[at + 1]) & 0x3F
            third = np.int32(content[at + 2]) & 0x3F
            fourth = np.int32(content[at + 3]) & 0x3F
            letters[n] = (first & 0x07) << 18 | second << 12 | third << 6 | fourth
            at += 4
        n += 1
    return n - a


@part
def read(content: Content, begin: int, end: int, letters: Letters, a: int) -> tuple[int, bool]:
    """Write the code points of a text; return their number and whether all are of ASCII."""
    n = end - begin
    every = np.uint8(0)
    for i in range(n):
        letters[a + i] = content[begin + i]
        every |= content[begin + i]
    plain = bool(every < ASCII)
    return n if plain else _decode(content, begin, end, letters, a), plain


@part
def write_masks(letters: Letters | Content, a: int, n: int, masks: LetterMasks, at: int) -> None:
    """Write the positions of each letter of ASCII in a text of at most WORD letters, as bits; 0 for a longer text."""
    for letter in range(ASCII):
        masks[at + letter] = 0
    if n <= WORD:
        for i in range(n):
            if letters[a + i] < ASCII:
                masks[at + letters[a + i]] |= np.uint64(1) << np.uint64(i)


@part
def renumbered(letters: Letters, a: int, n: int, b: int, m: int) -> Letters:
    """Return two texts, one after the other, in letters below ASCII that are equal across them where theirs are.

    Two texts of more than WORD letters with too many distinct ones keep theirs (`long_texts`).
    """
    lacking = ASCII - 1
    new_letters = np.full(n + m, lacking, np.int32)
    by_first = n <= WORD or m > WORD
    numbers = 0
    for at in range(n if by_first else m):
        if new_letters[at if by_first else n + at] != lacking:
            continue
        if numbers == lacking:
            return _copied(letters, a, n, b, m)
        point = letters[a + at] if by_first else letters[b + at]
        for i in range(n):
            if letters[a + i] == point:
                new_letters[i] = numbers
        for j in range(m):
            if letters[b + j] == point:
                new_letters[n + j] = numbers
        numbers += 1
    return new_letters


@part
def _copied(letters: Letters, a: int, n: int, b: int, m: int) -> Letters:
    copy = np.empty(n + m, np.int32)
    for i in range(n):
        copy[i] = letters[a + i]
    for j in range(m):
        copy[n + j] = letters[b + j]
    return copy


@part
def same(letters: Letters, a: int, n: int, b: int, m: int) -> bool:
    if n != m:
        return False
    for i in range(n):
        if letters[a + i] != letters[b + i]:
            return False
    return True


@part
def same_piece(letters: Letters, a: int, n: int, b: int, m: int, start: int, end: int) -> bool:
    own_end = min(end, n)
    other_end = min(end, m)
    if own_end != other_end and not (own_end <= start and other_end <= start):
        return False
    for i in range(start, own_end):
        if letters[a + i] != letters[b + i]:
            return False
    return True


@part
def common_start(letters: Letters, a: int, n: int, b: int, m: int) -> float:
    """Return the common prefix as a share of the longer text (`Prefix.normalized_similarity`)."""
    longest = max(n, m)
    common = 0
    while common < min(n, m) and letters[a + common] == letters[b + common]:
        common += 1
    return 1.0 - (longest - common) / longest if longest else 1.0


@part
def _year(letters: Letters, a: int, n: int) -> int:
    """Return the year that a text of four digits names, -1 for another text."""
    if n != YEAR_DIGITS:
        return -1
    year = whole(0)
    for i in range(n):
        if not 0x30 <= letters[a + i] <= 0x39:
            return -1
        year = 10 * year + letters[a + i] - 0x30
    return year


@part
def years_near(letters: Letters, a: int, n: int, b: int, m: int) -> float:
    """Return 1 for the same year and less the further apart, 0 from MAX_YEARS on or where one is no year."""
    year = _year(letters, a, n)
    other_year = _year(letters, b, m)
    return max(0.0, 1 - abs(year - other_year) / MAX_YEARS) if year >= 0 and other_year >= 0 else 0.0


BLANK = 0x20
LAST_OF_A_BYTE = 0xFF


@part
def _is_space(point: int, fits_a_byte: bool) -> bool:
    """Return whether rapidfuzz parts words at a letter: texts whose letters all fit a byte have fewer blanks."""
    if point < 0x80:
        return point == BLANK or 0x09 <= point <= 0x0D or 0x1C <= point <= 0x1F
    if fits_a_byte:
        return False
    if 0x2000 <= point <= 0x200A or 0x2028 <= point <= 0x2029:
        return True
    return point in (0x85, 0xA0, 0x1680, 0x202F, 0x205F, 0x3000)


@part
def _precedes(text: Letters, n: int, position: int, other_position: int) -> bool:
    """Return whether the word that begins at one position of a text precedes the word at another, by code points."""
    while True:
        ended = position == n or text[position] == BLANK
        other_ended = other_position == n or text[other_position] == BLANK
        if ended or other_ended:
            return not other_ended
        if text[position] != text[other_position]:
            return text[position] < text[other_position]
        position = position + 1
        other_position = other_position + 1


@part
def _words_in_order(letters: Letters, a: int, n: int) -> bool:
    """Return whether the words of a text of ASCII are in order already, one blank between them."""
    word = a
    for i in range(a, a + n):
        point = letters[i]
        if point >= 0x80 or (point != BLANK and _is_space(point, True)):
            return False
        is_first = i == a or letters[i - 1] == BLANK
        if point == BLANK and (is_first or i == a + n - 1):
            return False
        if is_first and i > a:
            if _precedes(letters, a + n, i, word):
                return False
            word = i
    return True


@part
def sort_words(letters: Letters, a: int, n: int) -> int:
    """Put the words of a text in order, one blank between them; return how many letters are left."""
    if _words_in_order(letters, a, n):
        return n
    held_copy = np.empty(n, np.int32)
    held_begins = np.empty(n, np.int64)
    copy = first_of(held_copy)
    begins = first_of(held_begins)
    words = 0
    fits_a_byte = True
    for i in range(n):
        copy[i] = letters[a + i]
        fits_a_byte = fits_a_byte and copy[i] <= LAST_OF_A_BYTE
    for i in range(n):
        if _is_space(copy[i], fits_a_byte):
            copy[i] = BLANK
    for i in range(n):
        if copy[i] != BLANK and (i == 0 or copy[i - 1] == BLANK):
            at = words
            while at and _precedes(copy, n, i, begins[at - 1]):
                begins[at] = begins[at - 1]
                at -= 1
            begins[at] = i
            words += 1
    size = 0
    for position in range(words):
        if position:
            letters[a + size] = BLANK
            size += 1
        at = begins[position]
        while at < n and copy[at] != BLANK:
            letters[a + size] = copy[at]
            size = size + 1
            at = at + 1
    keep_alive((held_copy, held_begins))
    return size


@part
def sort_letters(letters: Letters, a: int, n: int) -> None:
    """Put the letters of a text in order."""
    for i in range(a + 1, a + n):
        letter = letters[i]
        at = i
        while at > a and letters[at - 1] > letter:
            letters[at] = letters[at - 1]
            at -= 1
        letters[at] = letter


@part
def drop_blanks(letters: Letters, a: int, n: int) -> int:
    """Take the blanks out of a text; return how many letters are left."""
    size = 0
    for i in range(n):
        if letters[a + i] != 0x20:
            letters[a + size] = letters[a + i]
            size += 1
    return size


@part
def holds_words(letters: Letters, a: int, n: int, b: int, m: int) -> bool:
    """Return whether the first text contains the second one as a run of whole words."""
    for begin in range(a, a + n - m + 1):
        if (begin == a or letters[begin - 1] == 0x20) and (begin + m == a + n or letters[begin + m] == 0x20):
            i = 0
            while i < m and letters[begin + i] == letters[b + i]:
                i += 1
            if i == m:
                return True
    return False
