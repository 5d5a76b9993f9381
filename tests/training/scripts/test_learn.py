"""Correspondences are learned from pairs of spellings, and the same pairs give the same lines."""

from training.scripts.align import learn
from training.scripts.learn import lines_of

NAMES = [
    ("sheru", ("scheel",)),
    ("shumitto", ("schmitt", "smith")),
    ("shurutsu", ("schulz",)),
    ("busshu", ("busch",)),
    ("harumitto", ("hallmitt",)),
    ("shuman", ("schumann",)),
    ("fisshu", ("fisch",)),
]


def weights_of(lines: list[str]) -> dict[tuple[str, str], int]:
    """Return the weight of each unit of a table."""
    return {
        (words[0], spelling): int(weight)
        for words in map(str.split, lines)
        for spelling, weight in zip(words[1::2], words[2::2], strict=True)
    }


def test_letters_that_correspond_have_the_highest_weight() -> None:
    weights = weights_of(list(lines_of(learn(NAMES))))

    assert weights["sh", "sch"] == max(weight for (written, _), weight in weights.items() if written == "sh")
    assert weights["sh", "sch"] > 0


def test_the_same_names_give_the_same_lines() -> None:
    assert list(lines_of(learn(NAMES))) == list(lines_of(learn(NAMES)))
