"""Arguments of compiled functions: tuples of the arrays that go together (see features/compiled/arguments.py)."""

from features.schema.array_types import (
    Bools,
    CodeRows,
    Codes,
    Content,
    FilledFloats,
    FilledInts,
    Floats,
    Ints,
    Starts,
)

PostingArrays = tuple[Starts, Content, Starts, Starts, Starts, Starts]
"""Keys of posting lists: rest of hash, length; keys with long lists, these lengths; buckets, rows before a bucket.

A length of BIG stands for a longer list, whose length is among those of keys with long lists.
"""
KeyArrays = tuple[Ints, Ints, Ints, Floats]
"""Keys of records: the record, the count of rows, the blocking rule, the scale of the weight."""
ChosenKeys = tuple[FilledInts, FilledInts]
"""The position and the weight of each chosen key; both are filled."""
RetrievedRows = tuple[Ints, Ints, Ints, Ints, Ints]
"""Of each key the record, the blocking rule and the weight (1/256 bit); of each row its key, rising, and itself."""
RuleGroups = tuple[Ints, Bools]
"""The group of each blocking rule, and whether the weights within a group are added."""
KeptRows = tuple[FilledInts, FilledInts, FilledFloats, FilledInts]
"""Of each kept candidate the record, the row, the weight in bits, the mask of its blocking rules; all are filled."""
RecordCounts = tuple[FilledInts, FilledInts]
"""By record, how many tied candidates were cut off and how many were retrieved; both are filled."""
Vocabularies = tuple[Ints, Ints, Ints, Content, Starts]
"""By vocabulary, the address and length of its hashes (upper 32 bits) and its first text; bytes and starts of texts."""
SoughtTexts = tuple[Starts, Content, Starts, CodeRows, Ints, Codes]
"""Left texts: hashes (upper 32 bits), bytes, starts; text positions by field and row; offsets and items of lists."""
TextArrays = tuple[Content, Starts]
"""The bytes of texts, and where each begins."""
PostingLists = tuple[Starts, Ints, Ints]
"""The rows of all posting lists; where some lists begin, and how long they are."""
