"""Laying out a table's rows as the flat arrays that compiled functions read."""

from itertools import accumulate

import numpy as np

from features.columns import Codes, Columns, ListColumn, TextColumn
from features.kinds import FIELDS
from features.machine_types import Ints
from features.side import Side


def side_of(table: Columns) -> Side:
    """Lay out a table; what stands together already is taken as it is."""
    if table.together is not None:
        side = table.together.side()
        if side is not None:
            return side
    return _of_one(table) if len(table) == 1 else _gathered(table)


def _of_one(table: Columns) -> Side:
    """Lay out a table of one row."""
    contents: list[str] = []
    codes: list[int] = []
    text_at: list[int] = []
    items: list[int] = []
    item_at: list[int] = []
    offsets = [0]
    for field in FIELDS[table.kind]:
        column = table.fields[field.name]
        own = column.codes
        if field.plural:
            if len(own):
                items += own.tolist()
                item_at += range(len(contents), len(contents) + len(own))
                contents += column.vocabulary.take(own)
            offsets.append(len(items))
        else:
            code = own.item(0)
            codes.append(code)
            text_at.append(len(contents))
            if code >= 0:
                contents.append(column.vocabulary.take_one(code))
    encoded = [text.encode("utf-8", "surrogatepass") for text in contents]
    return Side(
        np.array(codes, np.int32).reshape(-1, 1),
        np.array(offsets, np.int64),
        np.array(items, np.int32),
        np.frombuffer(b"".join(encoded) or b" ", np.uint8),
        np.array([0, *accumulate(map(len, encoded))], np.uint32),
        np.zeros(len(codes), np.int64),
        np.array(text_at, np.int32).reshape(-1, 1),
        np.zeros(len(offsets) - 1, np.int64),
        np.array(item_at, np.int32),
    )


def _gathered(table: Columns) -> Side:
    contents: list[bytes] = []
    codes, text_at, items, item_at = [], [], [], []
    lengths: list[Ints] = []
    for field in FIELDS[table.kind]:
        column = table[field.name]
        at = _placed(column, contents)
        if isinstance(column, TextColumn):
            codes.append(column.codes)
            text_at.append(at)
        else:
            items.append(column.codes)
            item_at.append(at)
            lengths.append(column.lengths)
    starts = np.array([0, *map(len, contents)], np.int64).cumsum()
    offsets = np.zeros(len(lengths) * len(table) + 1, np.int64)
    np.concatenate(lengths).cumsum(out=offsets[1:])
    return Side(
        np.array(codes, np.int32).reshape(len(codes), len(table)),
        offsets,
        np.concatenate(items),
        np.frombuffer(b"".join(contents) or b" ", np.uint8),
        starts.astype(np.uint32),
        np.zeros(len(codes), np.int64),
        np.array(text_at, np.int32).reshape(len(codes), len(table)),
        np.zeros(len(lengths), np.int64),
        np.concatenate(item_at),
    )


def _placed(column: TextColumn | ListColumn, contents: list[bytes]) -> Codes:
    """Append a column's texts; return the place of each code's text among all of them."""
    codes, vocabulary, begin = column.codes, column.vocabulary, len(contents)
    if len(vocabulary) <= len(codes):
        contents += [
            text.encode("utf-8", "surrogatepass")
            for text in vocabulary.take(np.arange(len(vocabulary), dtype=np.int32))
        ]
        return codes + np.int32(begin)
    used = np.unique(codes[codes >= 0])
    contents += [text.encode("utf-8", "surrogatepass") for text in vocabulary.take(used)]
    return (used.searchsorted(codes) + begin).astype(np.int32)
