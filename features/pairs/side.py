"""A table's rows as a few flat arrays, the form that compiled functions read."""

from typing import NamedTuple

from features.schema.array_types import CodeRows, Codes, Content, IntRows, Ints, Starts


class Side(NamedTuple):
    """Codes and texts of all fields of some rows.

    `codes[field, row]` is a text field's code (-1 null); those of list field f in row r are
    `items[offsets[f * rows + r]:offsets[f * rows + r + 1]]`. The text behind a value is
    `content[starts[p]:starts[p + 1]]` with p = `text_base[field] + text_at[field, row]` or
    `item_base[field] + item_at[position of the item]`.
    """

    codes: CodeRows
    offsets: Ints
    items: Codes
    content: Content
    starts: Starts
    text_base: Ints
    text_at: CodeRows
    item_base: Ints
    item_at: Codes


class LaidTexts(NamedTuple):
    """A side whose texts are all listed, repeated ones too, with the upper 32 bits of each text's hash."""

    side: Side
    hashes: Starts


class SoughtFields(NamedTuple):
    """The fields to look up: a row for each, its position among text or list fields, and the right one's among all."""

    texts: IntRows
    lists: IntRows


class LeftCodes(NamedTuple):
    """Codes of text fields (a row per pair of fields, a column per run of the same left record), and items of lists.

    The items of pair of fields f in run r are `items[offsets[f * runs + r]:offsets[f * runs + r + 1]]`. UNKNOWN is the
    code of null and of what the right vocabulary lacks.
    """

    codes: CodeRows
    offsets: Ints
    items: Codes
