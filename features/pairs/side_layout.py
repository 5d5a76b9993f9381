"""Laying out a table's rows as the flat arrays that compiled functions read."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, chain, count
from operator import itemgetter
from typing import NamedTuple

import numpy as np
import xxhash

from features.compiled.arguments import Side
from features.pairs.columns import NULL, Columns, ListColumn, Record, TextColumn, to_bytes
from features.schema.array_types import Codes, Content, Ints, Starts
from features.schema.own_field import Value
from features.schema.schema import Schema, field_positions

_FROM_0 = np.zeros(256, np.int64)
"""The base of every field where all fields number their texts from the same start; there are fewer of them."""


class LaidRecords(NamedTuple):
    """Records as flat arrays that list every text, repeated ones too, and these texts in order."""

    side: Side
    texts: Sequence[str]

    def hashes(self) -> Starts:
        """Return the upper 32 bits of each text's hash."""
        try:
            digests = [*map(xxhash.xxh3_64_intdigest, self.texts)]
        except UnicodeEncodeError:
            digests = [xxhash.xxh3_64_intdigest(to_bytes(text)) for text in self.texts]
        return np.array([digest >> 32 for digest in digests], np.uint32)


def lay_records(schema: Schema, records: Sequence[Record]) -> LaidRecords:
    """Lay records out as the left side of pairs; a code shows only whether there is a value."""
    text_names, list_names = _names(schema)
    values = _by_field(records, text_names)
    lists = [value if isinstance(value, tuple) else () for value in _by_field(records, list_names)]
    texts = [str(value) for value in values if value is not None]
    begin = len(texts)
    texts += chain.from_iterable(lists)
    positions = count()
    text_at = np.array([NULL if value is None else next(positions) for value in values], np.int32)
    text_at = text_at.reshape(len(text_names), len(records))
    offsets = np.array([*accumulate(map(len, lists), initial=0)], np.int64)
    item_at = np.arange(begin, len(texts), dtype=np.int32)
    content, starts = _joined(texts)
    side = Side(
        codes=text_at,
        offsets=offsets,
        items=item_at,
        content=content,
        starts=starts,
        text_base=_FROM_0,
        text_at=text_at,
        item_base=_FROM_0,
        item_at=item_at,
    )
    return LaidRecords(side, texts)


@lru_cache(maxsize=64)
def _names(schema: Schema) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the text fields and of the list fields."""
    texts, lists = field_positions(schema)
    return tuple(texts), tuple(lists)


def _by_field(records: Sequence[Record], names: Sequence[str]) -> list[Value]:
    """Return the values of some fields, field after field."""
    try:
        rows = [*map(itemgetter(*names), records)]
    except KeyError:
        rows = [tuple(map(record.get, names)) for record in records]
    return [*chain.from_iterable(zip(*rows, strict=True))]


def side_of(table: Columns) -> Side:
    """Lay out a table; fields that already lie in one buffer are taken as they are."""
    if table.joint is not None:
        side = table.joint.side()
        if side is not None:
            return side
    contents: list[str] = []
    codes = []
    text_at = []
    items = []
    item_at = []
    lengths: list[Ints] = []
    for field in table.schema.fields:
        column = table[field.name]
        at = _append_texts(column, contents)
        if isinstance(column, TextColumn):
            codes.append(column.codes)
            text_at.append(at)
        else:
            items.append(column.codes)
            item_at.append(at)
            lengths.append(column.lengths)
    content, starts = _joined(contents)
    offsets = np.zeros(len(lengths) * len(table) + 1, np.int64)
    np.concatenate(lengths).cumsum(out=offsets[1:])
    return Side(
        codes=np.array(codes, np.int32).reshape(len(codes), len(table)),
        offsets=offsets,
        items=np.concatenate(items),
        content=content,
        starts=starts,
        text_base=_FROM_0,
        text_at=np.array(text_at, np.int32).reshape(len(codes), len(table)),
        item_base=_FROM_0,
        item_at=np.concatenate(item_at),
    )


def _append_texts(column: TextColumn | ListColumn, contents: list[str]) -> Codes:
    """Append a column's texts; return the position of each code's text among all of them."""
    codes = column.codes
    vocabulary = column.vocabulary
    begin = len(contents)
    if len(vocabulary) <= len(codes):
        contents += vocabulary.take(np.arange(len(vocabulary), dtype=np.int32))
        return codes + np.int32(begin)
    used = np.unique(codes[codes >= 0])
    contents += vocabulary.take(used)
    return (used.searchsorted(codes) + begin).astype(np.int32)


def _joined(texts: Sequence[str]) -> tuple[Content, Starts]:
    """Return the bytes of texts, one after the other, and where each begins."""
    joined = "".join(texts)
    if joined.isascii():
        content = joined.encode()
        lengths = list(map(len, texts))
    else:
        parts = list(map(to_bytes, texts))
        content = b"".join(parts)
        lengths = list(map(len, parts))
    return np.frombuffer(content or b" ", np.uint8), np.array([*accumulate(lengths, initial=0)], np.uint32)
