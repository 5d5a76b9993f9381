"""The rank of a name for what a user typed (S27)."""

import pytest

from serving.contract.records.locate_names import STEP, WordMatch, rank_of

NAME = ("jonathan", "smith")


@pytest.mark.parametrize(
    ("typed", "steps"),
    [
        ("jonathan smith", 0),
        ("smith", 0),
        ("jon smith", WordMatch.BEGINS),
        ("jon smi", 2 * WordMatch.BEGINS),
        ("jonahtan", WordMatch.NEAR),
        ("smth", WordMatch.NEAR),
        ("smithe", WordMatch.NEAR),
        ("smyth jon", WordMatch.NEAR + WordMatch.BEGINS),
    ],
)
def test_s27_a_rank_counts_first_how_the_words_match(typed: str, steps: int) -> None:
    rank = rank_of(typed.split(), NAME)

    assert rank is not None
    assert rank // STEP == steps


@pytest.mark.parametrize("typed", ["jo smith", "jonathan smith lee", "smythe", "jnothan"])
def test_s27_a_name_that_lacks_a_typed_word_has_no_rank(typed: str) -> None:
    """S27: two letters are no beginning, two mistakes are too many."""
    assert rank_of(typed.split(), NAME) is None


def test_s27_of_names_whose_words_match_alike_the_one_with_fewer_others_is_closer() -> None:
    ranks = [
        rank_of(["ann", "lee"], words) for words in (("ann", "lee"), ("ann", "b", "lee"), ("ann", "lee", "chalmers"))
    ]

    assert ranks[0] == 0
    assert None not in ranks
    assert ranks == sorted(ranks, key=lambda rank: rank or 0)
