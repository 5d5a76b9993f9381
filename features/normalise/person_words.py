"""The words around names of people, as data: titles, degrees, suffixes, particles, surnames."""

from features.normalise.text import word_set

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
SUFFIXES = {
    "jr": "jr",
    "junior": "jr",
    "jnr": "jr",
    "sr": "sr",
    "senior": "sr",
    "snr": "sr",
    "ii": "ii",
    "iii": "iii",
    "iv": "iv",
}
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
DOUBLE_SURNAMES = frozenset(
    {"欧阳", "歐陽", "司马", "司馬", "诸葛", "諸葛", "上官", "皇甫", "慕容", "东方", "남궁", "황보"}
)
KOREAN_SURNAMES = {
    "김": "kim",
    "이": "lee",
    "박": "park",
    "최": "choi",
    "정": "jung",
    "조": "cho",
    "강": "kang",
    "윤": "yoon",
    "임": "lim",
    "오": "oh",
    "신": "shin",
    "유": "yoo",
    "류": "ryu",
    "백": "baek",
    "노": "noh",
    "문": "moon",
}
"""The usual Latin spelling of the commonest Korean surnames; letter by letter they would be Gim, I, Bag."""
