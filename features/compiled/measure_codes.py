"""The numbers by which compiled functions know measures between texts."""

EQUAL, SAME_START, SAME_PIECE, HOLDS_WORDS, LEVENSHTEIN, DAMERAU_LEVENSHTEIN = range(6)
JARO, JARO_WINKLER, EDIT_RATIO, TOKEN_SORT, PARTIAL, COMMON_START = range(6, 12)
SQUASHED_RATIO, SQUASHED_PARTIAL, SAME_LETTERS, COVERED_WORDS, SAME_OR_START = range(12, 17)
TOKEN_SET, YEARS_NEAR = 17, 18

MACHINE_MEASURES = {
    "equal": EQUAL, "same_start": SAME_START, "holds_words": HOLDS_WORDS, "levenshtein": LEVENSHTEIN,
    "damerau_levenshtein": DAMERAU_LEVENSHTEIN, "jaro": JARO, "jaro_winkler": JARO_WINKLER, "edit_ratio": EDIT_RATIO,
    "token_sort": TOKEN_SORT, "partial": PARTIAL, "common_start": COMMON_START, "squashed_ratio": SQUASHED_RATIO,
    "squashed_partial": SQUASHED_PARTIAL, "same_letters": SAME_LETTERS, "covered_words": COVERED_WORDS,
    "same_or_start": SAME_OR_START, "token_set": TOKEN_SET, "years_near": YEARS_NEAR,
}  # fmt: skip

Numbered = tuple[int, int, int]
"""A measure's number, and where the pieces that it compares begin and end (of a distance: what counts as far)."""


def numbered(measure: str) -> Numbered | None:
    """Return the number of a measure, None for one that only a function gives."""
    if measure in MACHINE_MEASURES:
        return MACHINE_MEASURES[measure], 0, 0
    name, _, bounds = measure.partition(" ")
    if name != "same_piece":
        return None
    start, end = map(int, bounds.split())
    return SAME_PIECE, start, end
