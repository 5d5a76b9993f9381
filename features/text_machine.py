"""Texts as machine code, over code points: reading them, their words and pieces."""

import numpy as np

from features.compiled import part
from features.machine_types import Content, Points


@part
def read(content: Content, begin: np.int64, end: np.int64) -> Points:
    """Read the code points of UTF-8, in which lone surrogates may stand."""
    points = np.empty(end - begin, np.int32)
    n, at = 0, np.int64(begin)
    while at < end:
        first = np.int32(content[at])
        if first < 0x80:
            points[n] = first
            at += 1
        elif first < 0xE0:
            points[n] = (first & 0x1F) << 6 | (np.int32(content[at + 1]) & 0x3F)
            at += 2
        elif first < 0xF0:
            second, third = np.int32(content[at + 1]) & 0x3F, np.int32(content[at + 2]) & 0x3F
            points[n] = (first & 0x0F) << 12 | second << 6 | third
            at += 3
        else:
            second, third = np.int32(content[at + 1]) & 0x3F, np.int32(content[at + 2]) & 0x3F
            fourth = np.int32(content[at + 3]) & 0x3F
            points[n] = (first & 0x07) << 18 | second << 12 | third << 6 | fourth
            at += 4
        n += 1
    return points[:n]


@part
def same(one: Points, other: Points) -> bool:
    if len(one) != len(other):
        return False
    for i in range(len(one)):
        if one[i] != other[i]:
            return False
    return True


@part
def same_piece(one: Points, other: Points, start: int, end: int) -> bool:
    return same(one[min(start, len(one)) : min(end, len(one))], other[min(start, len(other)) : min(end, len(other))])


@part
def common_start(one: Points, other: Points) -> float:
    """Return the common prefix as a share of the longer text (`Prefix.normalized_similarity`)."""
    longest, n = max(len(one), len(other)), 0
    while n < min(len(one), len(other)) and one[n] == other[n]:
        n += 1
    return 1.0 - (longest - n) / longest if longest else 1.0


@part
def where_equal(text: Points, point: int) -> np.uint64:
    """Return the places of a letter as bits."""
    where = np.uint64(0)
    for i in range(len(text)):
        where |= np.uint64(text[i] == point) << np.uint64(i)
    return where


@part
def is_space(point: int) -> bool:
    """Say what rapidfuzz parts words at."""
    if point < 0x80:
        return point == 0x20 or 0x09 <= point <= 0x0D or 0x1C <= point <= 0x1F
    if 0x2000 <= point <= 0x200A or 0x2028 <= point <= 0x2029:
        return True
    return point in (0x85, 0xA0, 0x1680, 0x202F, 0x205F, 0x3000)


@part
def _stands_before(text: Points, one: int, other: int) -> bool:
    """Compare the words that begin at two places of a text, letter by letter."""
    while True:
        ended, other_ended = one == len(text) or is_space(text[one]), other == len(text) or is_space(text[other])
        if ended or other_ended:
            return not other_ended
        if text[one] != text[other]:
            return text[one] < text[other]
        one, other = one + 1, other + 1


@part
def sorted_words(text: Points) -> Points:
    """Return a text with its words in order, one blank between them."""
    begins, n = np.empty(len(text), np.int64), 0
    for i in range(len(text)):
        if not is_space(text[i]) and (i == 0 or is_space(text[i - 1])):
            at = n
            while at and _stands_before(text, i, begins[at - 1]):
                begins[at] = begins[at - 1]
                at -= 1
            begins[at] = i
            n += 1
    result, size = np.empty(len(text) + 1, np.int32), 0
    for place in range(n):
        if place:
            result[size] = 0x20
            size += 1
        at = begins[place]
        while at < len(text) and not is_space(text[at]):
            result[size] = text[at]
            size, at = size + 1, at + 1
    return result[:size]


@part
def without_blanks(text: Points) -> Points:
    result, n = np.empty(len(text), np.int32), 0
    for point in text:
        if point != 0x20:
            result[n] = point
            n += 1
    return result[:n]


@part
def holds_words(text: Points, words: Points) -> bool:
    """Say whether one text stands in another as a run of whole words."""
    n = len(words)
    for begin in range(len(text) - n + 1):
        starts = begin == 0 or text[begin - 1] == 0x20
        if starts and (begin + n == len(text) or text[begin + n] == 0x20) and same(text[begin : begin + n], words):
            return True
    return False
