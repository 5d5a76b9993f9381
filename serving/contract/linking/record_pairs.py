"""What people state of two records: one entity, or two (must-link, cannot-link). Pure."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from data.labels.label_rows import Verdict
from features.schema.errors import OnematchError
from features.schema.value_class import value_class
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import KIND_OF


class PairOfRecordsWrong(OnematchError):
    """Two records cannot be one entity: they are the same record, or of different kinds."""


class RecordPairKey(NamedTuple):
    """Two records, whichever was named first."""

    first: RecordKey
    second: RecordKey


def pair_of(key: RecordKey, other: RecordKey) -> RecordPairKey:
    """Return two records as a pair. Raises PairOfRecordsWrong."""
    if key == other:
        raise PairOfRecordsWrong(
            "other: got {other_name}, which is the record itself, expected another one", other_name=other.name
        )
    if KIND_OF.get(key.object) is not KIND_OF.get(other.object):
        raise PairOfRecordsWrong(
            "other: got {other_name} beside {key_name}, expected two people or two companies",
            other_name=other.name,
            key_name=key.name,
        )
    return RecordPairKey(min(key, other), max(key, other))


@value_class
class PairStatement:
    """A user's answer to the question whether two records are one: `match`, `not_match`, or `lifted`."""

    pair: RecordPairKey
    verdict: Verdict
    at: datetime
    seq: int = 0

    @property
    def order(self) -> tuple[datetime, int]:
        """The newest holds; of two at one moment the one that was stored later."""
        return self.at, self.seq


@value_class
class PairsThatHold:
    """The statements that hold together: records that are one entity, and records that are not."""

    matches: frozenset[RecordPairKey]
    not_matches: frozenset[RecordPairKey]

    @property
    def pairs(self) -> frozenset[RecordPairKey]:
        return self.matches | self.not_matches


def that_hold(stated: Iterable[PairStatement]) -> PairsThatHold:
    """Return the newest statement on each pair, without those that newer ones contradict.

    Matches are transitive: two records that newer statements join, or keep apart, are what these say.
    """
    newest: dict[RecordPairKey, PairStatement] = {}
    for statement in sorted(stated, key=lambda statement: statement.order):
        newest[statement.pair] = statement
    group: dict[RecordKey, frozenset[RecordKey]] = {}
    matches: set[RecordPairKey] = set()
    apart: set[RecordPairKey] = set()
    for statement in sorted(newest.values(), key=lambda statement: statement.order, reverse=True):
        first, second = (group.get(key, frozenset({key})) for key in statement.pair)
        if statement.verdict is Verdict.NOT_MATCH and statement.pair.second not in first:
            apart.add(statement.pair)
        elif statement.verdict is Verdict.MATCH and not _are_apart(first, second, apart):
            matches.add(statement.pair)
            joined = first | second
            group |= dict.fromkeys(joined, joined)
    return PairsThatHold(frozenset(matches), frozenset(apart))


def _are_apart(group: frozenset[RecordKey], other: frozenset[RecordKey], apart: Iterable[RecordPairKey]) -> bool:
    return any(
        (pair.first in group and pair.second in other) or (pair.first in other and pair.second in group)
        for pair in apart
    )
