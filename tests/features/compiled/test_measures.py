"""Compiled measures between two texts are those of rapidfuzz, to the last bit, and have the value of their name."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from features.compiled.opcodes import COMPILED_MEASURES
from features.pairs.columns import columns_of
from features.pairs.evidence import Evidence
from features.pairs.text_measures import same_piece
from features.ranking.feature_list import feature_matrix
from features.ranking.pair_feature import Feature, text
from features.schema.kinds import FIELDS, Kind
from tests.support.feature_oracle import measured
from tests.support.made_evidence import evidence_of_columns

FEW_LETTERS = st.text(st.sampled_from("abc "), min_size=1, max_size=12)
ANY_TEXT = st.text(st.characters(), min_size=1, max_size=20)
LONG_TEXT = st.text(st.sampled_from("ab 老"), min_size=60, max_size=80)
OVERLONG_TEXT = st.text(st.sampled_from("ab 老"), min_size=200, max_size=240)
MANY_LETTERS = "".join(chr(0x4E00 + letter) for letter in range(140))
"""More distinct letters than fit masks."""
TEXTS = FEW_LETTERS | ANY_TEXT | LONG_TEXT | OVERLONG_TEXT
MEASURES = [*COMPILED_MEASURES, same_piece(0, 1), same_piece(1, 3)]


def compiled_measures(pairs: Sequence[tuple[str, str]]) -> dict[str, list[float]]:
    """Measure texts as the city of one record each against that of one profile each, by every measure."""
    blank = {field.name: None for field in FIELDS[Kind.PERSON]}
    left, right = (
        columns_of(Kind.PERSON, [str(i) for i in range(len(pairs))], [{**blank, "city": each[side]} for each in pairs])
        for side in (0, 1)
    )
    found: Evidence = evidence_of_columns(Kind.PERSON, left, right, np.arange(len(pairs)))
    matrix = feature_matrix(found, [Feature(name, "", "", text(name, "city")) for name in MEASURES])
    return {name: matrix[:, column].tolist() for column, name in enumerate(MEASURES)}


@settings(max_examples=50, deadline=None)
@given(pairs=st.lists(st.tuples(TEXTS, TEXTS) | TEXTS.map(lambda each: (each, each)), min_size=1, max_size=8))
@example([("a a", "0\xa00"), ("a a", "0\xa00\u8001")])
@example([(MANY_LETTERS, MANY_LETTERS[5:130] + "z"), (MANY_LETTERS, f"{'ab ' * 30}{MANY_LETTERS[:9]}")])
@example([("department of physics of the university of a town " * 3, "physics department, university of a town " * 2)])
def test_compiled_code_measures_what_the_library_does(pairs: list[tuple[str, str]]) -> None:
    expected = {name: [float(np.float32(measured(name, left, right))) for left, right in pairs] for name in MEASURES}

    assert compiled_measures(pairs) == expected


@pytest.mark.parametrize(
    ("name", "left", "right", "expected"),
    [
        ("equal", "ann", "ann", 1),
        ("jaro_winkler", "martha", "marhta", 0.961111),
        ("damerau_levenshtein", "ca", "ac", 1),
        ("edit_ratio", "1983-08-07", "1983-08-70", 0.9),
        ("token_sort", "lee ann", "ann lee", 1),
        ("token_set", "acme tools", "tools of acme", 1),
        ("holds_words", "university of graz austria", "graz austria", 1),
        ("covered_words", "university of graz", "graz", 1),
        ("same_start", "maria", "m", 1),
        ("squashed_ratio", "ann lee", "annlee", 1),
        ("same_letters", "1983-07-08", "1983-08-07", 1),
        ("years_near", "1850", "1855", 0.9),
    ],
)
def test_a_measure_has_the_value_that_its_name_promises(name: str, left: str, right: str, expected: float) -> None:
    assert compiled_measures([(left, right)])[name] == pytest.approx([expected], abs=1e-6)
