"""Vocabularies and posting lists are read as they were written."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.index.format import IndexWriter, map_arrays
from data.index.postings import Postings, expand, write_postings
from data.index.vocabulary import MappedVocabulary, text_hashes, write_vocabulary
from features.schema.kinds import Kind


@settings(max_examples=30, deadline=None)
@given(texts=st.lists(st.text(st.characters(), min_size=1), unique=True))
def test_a_vocabulary_finds_its_texts_and_no_others(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    folder = tmp_path_factory.mktemp("arrays")
    writer = IndexWriter(folder, Kind.PERSON)

    codes = write_vocabulary(writer, "words", texts).astype(np.int32)

    vocabulary = MappedVocabulary.of(map_arrays(folder, writer.finish(0)), "words")
    assert vocabulary.take(codes) == texts
    assert vocabulary.find(texts).tolist() == codes.tolist()
    assert vocabulary.find(["\ud800 of no one", ""]).tolist() == [-1, -1]


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_posting_lists_hold_the_rows_of_each_key(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    folder = tmp_path_factory.mktemp("arrays")
    writer = IndexWriter(folder, Kind.PERSON)
    some = text_hashes(data.draw(st.lists(st.text(max_size=3), max_size=20, unique=True))).tolist()
    lists = {key: data.draw(st.sampled_from([1, 2, 5, 254, 255, 300])) for key in some}
    hashes = np.repeat(np.array(some, np.uint64), np.array(list(lists.values()), np.int64))

    rows = np.arange(len(hashes)) + data.draw(st.sampled_from([0, 1 << 20, (1 << 32) - 10_000]))
    mixed = np.array(data.draw(st.permutations(range(len(hashes)))), np.int64)

    write_postings(writer, "keys", hashes[mixed], rows[mixed])

    postings = Postings(map_arrays(folder, writer.finish(0)), "keys")
    starts, counts = postings.find(np.array([*some, *text_hashes(["unknown"]).tolist()], np.uint64))
    assert counts.tolist() == [*lists.values(), 0]
    assert postings.rows[expand(starts[:-1], counts[:-1])].tolist() == rows.tolist()
