"""Opcodes of compiled programs: the numbers of facts, relations, operations and text measures."""

SAME, MISSING, SHARED, OTHER, LENGTH, MEASURE, BEST = range(7)
"""Kinds of facts, the cheapest first."""
ABOVE, AT_LEAST, EQUAL_TO, BELOW, AT_MOST = range(5)
"""Relations of a measured number to a given one."""
HIGHEST, LOWEST, SUM, LEAD = range(4)
"""Operations of a feature on several numbers of a pair, or on one number of all pairs of a record."""

EQUAL, SAME_START, SAME_PIECE, HOLDS_WORDS, LEVENSHTEIN, DAMERAU_LEVENSHTEIN = range(6)
JARO, JARO_WINKLER, EDIT_RATIO, TOKEN_SORT, PARTIAL, COMMON_START = range(6, 12)
SQUASHED_RATIO, SQUASHED_PARTIAL, SAME_LETTERS, COVERED_WORDS, SAME_OR_START = range(12, 17)
TOKEN_SET = 17
YEARS_NEAR = 18

COMPILED_MEASURES = {
    "equal": EQUAL,
    "same_start": SAME_START,
    "holds_words": HOLDS_WORDS,
    "levenshtein": LEVENSHTEIN,
    "damerau_levenshtein": DAMERAU_LEVENSHTEIN,
    "jaro": JARO,
    "jaro_winkler": JARO_WINKLER,
    "edit_ratio": EDIT_RATIO,
    "token_sort": TOKEN_SORT,
    "partial": PARTIAL,
    "common_start": COMMON_START,
    "squashed_ratio": SQUASHED_RATIO,
    "squashed_partial": SQUASHED_PARTIAL,
    "same_letters": SAME_LETTERS,
    "covered_words": COVERED_WORDS,
    "same_or_start": SAME_OR_START,
    "token_set": TOKEN_SET,
    "years_near": YEARS_NEAR,
}

NumberedMeasure = tuple[int, int, int]
"""A measure's number and the bounds of the compared piece.

Of a distance the second one is the edits above which it is not exact; of a Jaro-Winkler similarity the millionths below
which it is not (0: always exact).
"""
MILLIONTHS = 1_000_000


def numbered(measure: str) -> NumberedMeasure:
    """Return the number of a measure: of one in COMPILED_MEASURES, or of `same_piece` with its bounds."""
    name, _, bounds = measure.partition(" ")
    if name != "same_piece":
        return COMPILED_MEASURES[measure], 0, 0
    start, end = map(int, bounds.split())
    return SAME_PIECE, start, end
