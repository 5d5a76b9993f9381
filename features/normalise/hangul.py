"""Hangul in Latin letters: the revised romanisation, and the spellings that Koreans usually choose for their names."""

from functools import lru_cache

from features.normalise.name_titles import KOREAN_SURNAMES
from features.normalise.text import read_forms

FIRST_SYLLABLE = 0xAC00
MEDIALS = 21
FINALS = 28
N, R, SILENT = 2, 5, 11
BEGIN_WITH_I = frozenset({2, 3, 6, 7, 12, 17, 20})
"""Medials `ya yae yeo ye yo yu i`."""

_FINALS = "- k k k n n n t l k m l l l p l m p p t t ng t t k t p t"
_REVISED = tuple(
    letters.split()
    for letters in (
        "g kk n d tt r m b pp s ss - j jj ch k t p h",
        "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i",
        _FINALS,
    )
)
_USUAL = tuple(
    letters.split()
    for letters in (
        "k k n d t r m b p s s - j j ch k t p h",
        "a ae ya ye u e you ye o wa wai oi yo u wo we wi yoo eu eui i",
        _FINALS,
    )
)
_SYLLABLES = read_forms(
    """
    young: 영
    sun: 선
    sung: 성
    jung: 정
    joo: 주
    woo: 우
    soo: 수
    won: 원
    hyun: 현
    hee: 희
    hoon: 훈
    hwan: 환
    kyung: 경
    kyu: 규
    myung: 명
    yeon: 연
    hyung: 형
    byung: 병
    jun: 준
    chul: 철
    suk: 석
    sik: 식
    eun: 은
    kwon: 권
    kwan: 관
    kook: 국
    ok: 옥
    wook: 욱
    yong: 용
    chun: 천, 춘
    """
)


def is_hangul(character: str) -> bool:
    """Return whether a character is a whole syllable."""
    return "가" <= character <= "힣"


@lru_cache(maxsize=4096)
def spell_syllable(syllable: str, *, usual: bool) -> str:
    """Return one syllable in Latin letters."""
    if usual and syllable in _SYLLABLES:
        return _SYLLABLES[syllable]
    code = ord(syllable) - FIRST_SYLLABLE
    initials, medials, finals = _USUAL if usual else _REVISED
    letters = (
        initials[code // (MEDIALS * FINALS)],
        medials[code // FINALS % MEDIALS],
        finals[code % FINALS],
    )
    return "".join(letter for letter in letters if letter != "-")


def spell_hangul(hangul: str, *, usual: bool, is_surname: bool = False) -> str:
    """Return the syllables of a word in Latin letters, each for itself, parted by blanks; a surname is one word."""
    if is_surname and usual and hangul in KOREAN_SURNAMES:
        return KOREAN_SURNAMES[hangul]
    spelt = [spell_syllable(each, usual=usual) if is_hangul(each) else each for each in hangul]
    return "".join(spelt) if is_surname else " ".join(spelt)


def without_first_r(hangul: str) -> str:
    """Return a word as it is read at its beginning: no `r`, which is silent before `i` and `y`, else an `n`."""
    if not hangul or not is_hangul(hangul[0]):
        return hangul
    initial, rest = divmod(ord(hangul[0]) - FIRST_SYLLABLE, MEDIALS * FINALS)
    if initial == R:
        initial = SILENT if rest // FINALS in BEGIN_WITH_I else N
    return chr(FIRST_SYLLABLE + initial * MEDIALS * FINALS + rest) + hangul[1:]
