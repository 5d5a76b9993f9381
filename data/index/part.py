"""The part of an index that some rows add, made in any process: interned values of each field, and hashes of keys."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.index.vocabulary import text_array
from features.blocking.keys import key_hashes, stored_keys
from features.pairs.columns import Record
from features.schema.schema import Schema
from features.schema.value_class import value_class

Sizes = NDArray[np.int32]


@value_class
class IndexPart:
    """Rows in the order of the file: the values of field i, and the lengths of its lists (empty for a text field).

    Values are dictionary-encoded, so that each distinct text is sent once. `originals` are the rows as they were
    written, None where only normalised records were given.
    """

    ids: Sequence[str]
    values: Sequence[pa.DictionaryArray]
    lengths: Sequence[Sizes]
    hashes: NDArray[np.uint64]
    keys_per_row: Sizes
    originals: pa.Array | None = None


def part_of(schema: Schema, ids: Sequence[str], records: Sequence[Record]) -> IndexPart:
    """Intern the fields of normalised records and hash their keys."""
    values = []
    lengths = []
    for field in schema.fields:
        column = text_array([record.get(field.name) for record in records], plural=field.plural)
        if field.plural:
            lengths.append(column.value_lengths().fill_null(0).to_numpy())
            column = column.flatten()
        else:
            lengths.append(np.zeros(0, np.int32))
        values.append(column.dictionary_encode())
    keys = [stored_keys(schema, record) for record in records]
    flat = [key for each in keys for key in each]
    hashes = key_hashes(schema, flat)
    return IndexPart(ids, values, lengths, hashes, np.array(list(map(len, keys)), np.int32))


def merged(parts: Sequence[pa.DictionaryArray]) -> tuple[pa.Array, Sizes]:
    """Return the distinct texts of a field's parts in order of first occurrence, and each value's code, -1 for null."""
    if not parts:
        return text_array([]), np.zeros(0, np.int32)
    chunks = pa.chunked_array(parts).unify_dictionaries().chunks
    numbers = [chunk.indices.fill_null(-1).to_numpy() for chunk in chunks]
    return chunks[0].dictionary, np.concatenate(numbers).astype(np.int32, copy=False)
