"""The compiled functions of the index as plain typed functions; a first call imports numba and what it compiles.

Each hands its arguments to the compiled function of the same name and signature
(tests/features/compiled/test_calls.py holds the two together).
"""

from data.index.compiled.arguments import (
    ChosenKeys,
    KeptRows,
    KeyArrays,
    PostingArrays,
    PostingLists,
    RecordCounts,
    RetrievedRows,
    RuleGroups,
    SoughtFields,
    SoughtTexts,
    TextArrays,
    Vocabularies,
)
from features.compiled.loader import CompiledModule
from features.schema.array_types import (
    CodeRows,
    Codes,
    Content,
    FilledCodeRows,
    FilledCodes,
    FilledInts,
    Floats,
    Hashes,
    IntRows,
    Ints,
    Starts,
)

_candidates = CompiledModule("data.index.compiled.candidates")
_ranking = CompiledModule("data.index.compiled.ranking")
_rows = CompiledModule("data.index.compiled.rows")
_vocabulary = CompiledModule("data.index.compiled.vocabulary")
_words = CompiledModule("data.index.compiled.words")


def find_keys(hashes: Hashes, shift: int, postings: PostingArrays, starts: FilledInts, counts: FilledInts) -> None:
    """Write where the rows of each key begin and how many they are (0: unknown); `shift` leaves a hash's bucket."""
    _candidates.find_keys(hashes, shift, postings, starts, counts)


def choose_keys(
    order: Ints, keys: KeyArrays, factors: Floats, rows: int, budget: tuple[int, int], chosen: ChosenKeys,
    unread: FilledInts,
) -> int:  # fmt: skip
    """Write each record's rarest keys within its budget, with their weights; return how many.

    `order` sorts the keys by record and count. `budget` is the number of rows in all, and of the rarest key alone.
    `unread` becomes 0 but for records that may not even read their rarest list.
    """
    count: int = _candidates.choose_keys(order, keys, factors, rows, budget, chosen, unread)
    return count


def gather(positions: Ints, starts: Ints, counts: Ints, rows: Starts, keys: FilledInts, retrieved: FilledInts) -> None:
    """Write the rows of the chosen keys, and which of them each comes from."""
    _candidates.gather(positions, starts, counts, rows, keys, retrieved)


def rank(
    found: RetrievedRows, ties: Ints, groups: RuleGroups, limit: int, unit: int, kept: KeptRows, counts: RecordCounts
) -> int:
    """Write the heaviest rows of each record, equals in order of `ties`, then of rows; return how many are kept.

    Within a group of blocking rules the highest weight counts, or all where they are added. Rows that are cut off but
    as heavy as the last kept one are counted; where nothing was retrieved, the count stays as it is. `unit` is the
    number of weight units in a bit.
    """
    count: int = _ranking.rank(found, ties, groups, limit, unit, kept, counts)
    return count


def take_codes(codes: CodeRows, rows: Ints, found: FilledCodeRows) -> None:
    """Write the codes of some rows, a row for each field."""
    _rows.take_codes(codes, rows, found)


def lay_out(lengths: IntRows, offsets: FilledInts) -> None:
    """Write where the lists of rows begin, field after field; `lengths` has a row for each row."""
    _rows.lay_out(lengths, offsets)


def take_items(lengths: IntRows, starts: Ints, items: Codes, offsets: Ints, found: FilledCodes) -> None:
    """Write the items of some rows, which begin at `starts`, to their positions by `offsets`."""
    _rows.take_items(lengths, starts, items, offsets, found)


def seek(
    vocabularies: Vocabularies, own: SoughtTexts, sought: SoughtFields, rows: Ints, missing: int,
    offsets: FilledInts, found: FilledCodes,
) -> None:  # fmt: skip
    """Write the codes of some rows' values in vocabularies: those of text fields, field after field, then of lists.

    `offsets` becomes where the items of each list of each row begin among those of all. `missing` is the code of null
    and of what a vocabulary lacks.
    """
    _vocabulary.seek(vocabularies, own, tuple(sought), rows, missing, offsets, found)


def keep_similar(word: Content, share: float, texts: TextArrays, lists: PostingLists, kept: FilledCodes) -> int:
    """Write the words of posting lists at most `share` of the longer one's letters from an ASCII word; return how many.

    Words that are not ASCII are kept unseen.
    """
    count: int = _words.keep_similar(word, share, texts, lists, kept)
    return count
