"""Candidates depend on the record and the universe alone, and tied ones at the cut are counted."""

from pathlib import Path

import numpy as np
import pytest

from data.index.index import UniverseIndex
from tests.support.index_people import answers, build, people, person


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> UniverseIndex:
    return build(tmp_path_factory.mktemp("candidates") / "index", people(2000))


def test_tied_candidates_beyond_the_limit_are_counted_and_the_kept_ones_chosen_by_hash_of_id(tmp_path: Path) -> None:
    twins = {f"twin{number}": person(full_name="Ann Lee", city="Oslo") for number in range(30)}
    others = {f"other{number}": person(full_name=f"Person{number} Else", city="Bern") for number in range(300)}
    forth = build(tmp_path / "forth", twins | others)
    back = build(tmp_path / "back", dict(reversed(list((twins | others).items()))))

    ((kept, left_out, seen),) = answers(forth, [person(full_name="Ann Lee", city="Oslo")])

    assert (len(kept), left_out, seen) == (10, 20, 30)
    assert len({weight for _, weight, _ in kept}) == 1
    assert [(kept, left_out, seen)] == answers(back, [person(full_name="Ann Lee", city="Oslo")])


def test_term_frequencies_are_shares_of_filled_rows(index: UniverseIndex) -> None:
    cities = [record["city"] for record in people(2000).values() if record["city"] is not None]

    code = index.take(np.zeros(1, np.int64)).text("city").vocabulary.find(["oslo"])

    assert index.tf("city")[code][0] == pytest.approx(cities.count("oslo") / len(cities))
