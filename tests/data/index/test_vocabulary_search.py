"""Many texts are found at once in vocabularies that are ordered by hash."""

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from data.index.compiled import calls
from features.compiled.arguments import SoughtFields, int_rows, plain
from features.pairs.columns import UNKNOWN
from features.schema.array_types import Arrays

HIGHEST = (1 << 32) - 1
HASHES = st.integers(0, HIGHEST) | st.integers(0, 40) | st.integers(HIGHEST - 40, HIGHEST)
"""Hashes anywhere, and many at either end, where interpolation by their distance fails."""


@given(
    vocabularies=st.lists(st.lists(HASHES, max_size=80), min_size=1, max_size=3),
    others=st.lists(HASHES, max_size=20),
)
def test_every_text_is_found_at_its_position_whatever_the_hashes(
    vocabularies: list[list[int]], others: list[int]
) -> None:
    held = [sorted(each) for each in vocabularies]
    texts = [[f"{number}:{position}" for position in range(len(each))] for number, each in enumerate(held)]
    wanted = [
        (number, hash_, text)
        for number, each in enumerate(held)
        for hash_, text in zip(each, texts[number], strict=True)
    ]
    strangers = [(number, hash_, "no such text") for number in range(len(held)) for hash_ in others]

    found = _found(held, [text for each in texts for text in each], [*wanted, *strangers])

    assert found == [position for each in held for position in range(len(each))] + [UNKNOWN] * len(strangers)


def _found(held: Sequence[Sequence[int]], texts: Sequence[str], wanted: Sequence[tuple[int, int, str]]) -> list[int]:
    """Look up each wanted text as the one row's value of a list field of its own."""
    hashes = Arrays.of([np.array(each, np.uint32) for each in held])
    count = len(wanted)
    result = np.empty(count, np.int32)
    calls.vocabulary.seek(
        (hashes.addresses, hashes.sizes, np.array([0, *map(len, held)]).cumsum()[:-1], *_flat(texts)),
        (
            np.array([hash_ for _, hash_, _ in wanted], np.uint32),
            *_flat([text for _, _, text in wanted]),
            np.zeros((0, 1), np.int32),
            np.arange(count + 1),
            np.arange(count, dtype=np.int32),
        ),
        plain(SoughtFields(np.zeros((0, 2), np.int64), int_rows([(at, one[0]) for at, one in enumerate(wanted)], 2))),
        np.zeros(1, np.int64),
        UNKNOWN,
        np.empty(count + 1, np.int64),
        result,
    )
    return result.tolist()


def _flat(texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    encoded = [text.encode() for text in texts]
    starts = np.array([0, *map(len, encoded)]).cumsum().astype(np.uint32)
    return np.frombuffer(b"".join(encoded) or b" ", np.uint8), starts
