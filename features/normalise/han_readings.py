"""How a Han character is read: by Mandarin, Cantonese and Korean, in the spellings that people of each place use."""

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from features.normalise.hangul import without_first_r
from features.normalise.text import read_forms, word_set

TABLE = Path(__file__).with_name("han_readings.txt")
"""Lines of a character, its Mandarin, Cantonese and Korean readings; training/shipped/han_readings.py makes it."""

_PINYIN_PIECES = re.compile("(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]?)(.*)")
_WADE_INITIALS = read_forms(
    """
    p: b
    t: d
    k: g
    ch: j, q, zh
    hs: x
    ts: z, c
    j: r
    """
)
_WADE_FINALS = read_forms(
    """
    ung: ong
    iung: iong
    ieh: ie
    ien: ian
    ueh: ue, ve
    u: v
    """
)
_WADE_SYLLABLES = read_forms(
    """
    tzu: zi, ci
    szu: si
    chih: zhi, chi
    shih: shi
    jih: ri
    ko: ge
    kuei: gui
    ho: he
    yeh: ye
    yen: yan
    yu: you
    erh: er
    hsu: xu
    chu: qu, ju
    """
)
_CANTONESE_PIECES = re.compile("(gw|kw|ng|[bpmfdtnlgkhwzcsj]?)(.*)")
_CANTONESE_INITIALS = read_forms(
    """
    kw: gw
    k: g
    ch: z, c
    y: j
    sh: s
    """
)
_CANTONESE_FINALS = read_forms(
    """
    eung: oeng
    euk: oek
    ui: eoi
    un: eon, yun
    ut: eot, yut
    o: ou
    a: aa
    ai: aai
    au: aau
    am: aam
    an: aan
    ang: aang
    ap: aap
    at: aat
    ak: aak
    u: yu
    """
)


class HanReadings(NamedTuple):
    """The readings of a character in each language, the commonest first; Korean ones in Hangul."""

    mandarin: tuple[str, ...] = ()
    cantonese: tuple[str, ...] = ()
    korean: tuple[str, ...] = ()


@cache
def _lines() -> dict[str, str]:
    return {line[0]: line[2:] for line in TABLE.read_text(encoding="utf-8").splitlines()}


@lru_cache(maxsize=8192)
def han_readings(character: str) -> HanReadings:
    """Return how a character is read, nothing where the table lacks it."""
    line = _lines().get(character, "")
    return HanReadings(*[tuple(part.split("/")) if part != "-" else () for part in line.split()])


def pinyin(character: str) -> str:
    """Return the Mandarin reading as the mainland spells it."""
    read = han_readings(character).mandarin
    return read[0].replace("v", "u") if read else ""


def wade_giles(character: str) -> str:
    """Return the Mandarin reading as Taiwan spells it, without apostrophes."""
    read = han_readings(character).mandarin
    syllable = read[0] if read else ""
    pieces = _PINYIN_PIECES.fullmatch(syllable)
    if syllable in _WADE_SYLLABLES or not pieces:
        return _WADE_SYLLABLES.get(syllable, "")
    initial, final = pieces.groups()
    return _WADE_INITIALS.get(initial, initial) + _WADE_FINALS.get(final, final)


def cantonese(character: str) -> str:
    """Return the Cantonese reading as Hong Kong spells it."""
    read = han_readings(character).cantonese
    pieces = _CANTONESE_PIECES.fullmatch(read[0]) if read else None
    if not pieces:
        return ""
    initial, final = pieces.groups()
    initial = "s" if initial == "s" and final not in _SHARP else _CANTONESE_INITIALS.get(initial, initial)
    return initial + _CANTONESE_FINALS.get(final, final)


_SHARP = word_set("ek ing eng yu yun ui oeng")
"""Finals before which Hong Kong writes `sh`, as in Shek and Shum."""


def korean(character: str) -> str:
    """Return the Korean reading in Hangul."""
    read = han_readings(character).korean
    return read[0] if read else ""


def korean_surname(characters: str) -> str:
    """Return a Korean surname in Hangul, where it begins a name and so has no `r` before `i` and `y`, else an `n`."""
    read = "".join(_KOREAN_SURNAMES.get(each) or korean(each) for each in characters)
    return without_first_r(read)


_KOREAN_SURNAMES = {"金": "김", "沈": "심", "车": "차", "車": "차"}
"""Characters that are read in another way where they are a surname."""
