"""What surrounds or replaces the name of a person, and its words: titles, degrees, particles, roles, notes of forms."""

import re

from features.normalise.text import fold, read_forms, word_set

HONORIFICS = word_set(
    """
    mr mrs ms miss mx mme mlle monsieur madame herr frau senor senora signor signora dr prof professor sir dame lady
    lord rev reverend hon honourable honorable rt dott ing dipl phdr judr mudr shri smt
    """
)
RANKS = word_set("major general captain colonel admiral lieutenant sergeant capt col maj gen lt sgt cmdr adm")
"""Military ranks; Major and General are also first names, so a rank is removed only where two words remain."""
POSTNOMINALS = word_set(
    """
    phd md mba msc bsc meng beng dds dmd esq cpa cfa pmp rn llm llb dphil edd jd obe mbe cbe kbe kcb gcb frs qc kc
    emba mph mpa facs frcp frcs cissp shrm pharmd dvm
    """
)
SUFFIXES = read_forms(
    """
    jr: jr, junior, jnr
    sr: sr, senior, snr
    ii: ii
    iii: iii
    iv: iv
    """
)
PARTICLES = word_set(
    """
    von van der den de la las los del della dello di da dos das do du des le el al bin ibn bint ter ten zu zur zum
    af av of the y e i d und and vom am ap abu
    """
)
NO_FIRST_NAMES = word_set("von vom zu zur zum de del della dello di da dos das du des der den ter")
PEERAGE = word_set("baron baroness baronet earl viscount duke duchess marquess marquis count countess lord")
ONLY_TITLES = word_set(
    """
    baronet baronetess bt viscount viscountess baroness marquess captain colonel admiral lieutenant sergeant capt
    sgt cmdr esq esquire
    """
)
"""Titles that are never names: a column that holds only such words counts as empty."""
ROLES = word_set(
    """
    anonymous unknown unnamed noname declined refused nobody somebody someone none respondent resident occupant
    household householder homeowner tenant roommate customer visitor adult female newborn infant toddler grandson
    granddaughter grandchild grandmother grandfather mother father daughter sister husband wife spouse uncle aunt
    nephew niece woman gentleman gentlemen
    """
)
"""Roles that forms hold in place of a name and that are never names."""
ROLES_AS_FIRST_NAMES = word_set("male boy girl child kid lady friend guest minor owner home house people person gent")
"""Roles in place of a first name that are last names too."""
ROLES_IN_PHRASES = word_set("man son baby brother name know")
"""Words that replace a name only in phrases: man of the house, baby boy, last name."""
LINKING_WORDS = word_set("of the in a f m no not dont first last given available provided")
DOUBLE_SURNAMES = word_set("欧阳 歐陽 司马 司馬 诸葛 諸葛 上官 皇甫 慕容 东方 남궁 황보")
KOREAN_SURNAMES = read_forms(
    """
    kim: 김
    lee: 이
    park: 박
    choi: 최
    jung: 정
    cho: 조
    kang: 강
    yoon: 윤
    lim: 임
    oh: 오
    shin: 신
    yoo: 유
    ryu: 류
    baek: 백
    noh: 노
    moon: 문
    """
)
"""The usual Latin spelling of the commonest Korean surnames; letter by letter they would be Gim, I, Bag."""


_TITLES_AND_ROLES = ROLES | ONLY_TITLES
_WORDS_OF_PHRASES = ROLES | ROLES_AS_FIRST_NAMES | ROLES_IN_PHRASES
ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th)$")
_BARONET = re.compile(
    r"(?:[\s,]+(?:\d{1,3}(?:st|nd|rd|th)\s+)?(?:baronet|bt)|(?:\s*,|\s\d{1,3}(?:st|nd|rd|th))\s*bart)\b\.?\s*$",
    re.IGNORECASE,
)
"""Bart is a title only after a comma or an ordinal, since it is a first name and a last name too."""
_BRACKETED = re.compile(r"<[^>]*>")
_AFTER_THE_NAME = re.compile(r"(?<=\w\w)\s+(?:[-–—|/]|::?)\s.*$")
"""A dash or a bar with spaces around ends a full name (`Joe Bloggs - CEO`)."""


def name_alone(full: str) -> str:
    """Return a full name without the notes of forms and mailboxes, unless less than two words would be left."""
    name = full
    if "@" in name or "<" in name:
        name = " ".join(word for word in _BRACKETED.sub("", name).split() if "@" not in word)
    name = _AFTER_THE_NAME.sub("", name)
    return name if " " in name else full


def without_baronetcy(full: str) -> str:
    """Return a full name without the title of a baronet after it, unless nothing else remains."""
    name = _BARONET.sub("", full)
    return name if without_honorifics(fold(name)) else full


def without_honorifics(folded: str) -> str:
    """Return a folded name without the titles before it, and without the degrees after it."""
    words = folded.split()
    while len(words) > 1 and _begins_with_title(words[0], len(words)):
        del words[0]
    while len(words) > 1 and words[-1] in POSTNOMINALS:
        del words[-1]
    return "" if len(words) == 1 and words[0] in HONORIFICS else " ".join(words)


def split_suffix(folded: str) -> tuple[str, str]:
    """Return a folded name without titles, and the generational suffix that ends it (`` if none)."""
    name = without_honorifics(folded) or folded
    suffix = ""
    while name.rpartition(" ")[2] in SUFFIXES and " " in name:
        head, _, word = name.rpartition(" ")
        name = without_honorifics(head) or head
        suffix = SUFFIXES[word]
    return name, suffix


def fold_suffix(text: str) -> str:
    """Return a suffix in its short form, without degrees."""
    words = [SUFFIXES.get(word, word) for word in fold(text).split() if word not in POSTNOMINALS]
    return " ".join(words)


def without_titles(text: str) -> str:
    """Return a raw name without the titles before it."""
    words = text.split()
    while len(words) > 1 and _begins_with_title(fold(words[0]), len(words)):
        del words[0]
    return " ".join(words)


def _begins_with_title(word: str, n_words: int) -> bool:
    if n_words > 2 and " " in word:
        return RANKS.issuperset(word.split())
    return word in HONORIFICS or (word in RANKS and n_words > 2) or bool(ORDINAL.match(word))


def without_ordinals(folded: str) -> str:
    """Return a folded name without its ordinals (`2nd baronet`)."""
    words = folded.split()
    if not folded.replace(" ", "").isalpha():
        words = [word for word in words if not ORDINAL.match(word)]
    return " ".join(words)


def is_title_or_role(words: list[str], also: frozenset[str]) -> bool:
    """Return whether folded words are no name: a title, a role, one of `also`, or a phrase of roles."""
    if len(words) == 1:
        return words[0] in _TITLES_AND_ROLES or words[0] in also
    return not _WORDS_OF_PHRASES.isdisjoint(words) and all(
        word in _WORDS_OF_PHRASES or word in LINKING_WORDS for word in words
    )
