"""Names of people of other scripts in Latin letters, spelled in their own ways."""

import random

from data.sample.spelled import Speller
from features.normalise.learned_spellings import spelling_ratios

WORDS = ("Jianguo", "Ivanov", "Shevchenko", "Papadopoulos", "Takahashi", "Giorgos", "Yuliya", "Kyriakos")


def test_spellings_vary_and_remain_spellings_of_the_name() -> None:
    speller = Speller(WORDS)
    dice = random.Random(1)

    drawn = {word: {speller.spelled(dice, word) for _ in range(20)} for word in WORDS}

    assert all(len(spellings) > 3 for spellings in drawn.values())
    strangers = [spelling_ratios([word], [WORDS[at - 1]])[0] for at, word in enumerate(WORDS)]
    ratios = sorted(ratio for word, spellings in drawn.items() for ratio in spelling_ratios([word], [*spellings]))
    assert ratios[len(ratios) // 4] > max(strangers)


def test_the_same_dice_draw_the_same_spelling() -> None:
    first, second = (Speller(WORDS).spelled(random.Random(7), "Shevchenko") for _ in range(2))

    assert first == second


def test_letters_that_the_table_lacks_stay() -> None:
    assert Speller(WORDS).spelled(random.Random(1), "7") == "7"
