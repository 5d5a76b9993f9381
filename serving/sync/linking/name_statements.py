"""The statements that find records by the keyed hashes of words, built once for each form of a question."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pydantic_core import to_json
from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    Select,
    String,
    Text,
    and_,
    bindparam,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy import any_ as any_of
from sqlalchemy.types import ARRAY

from serving.rules.vocabulary import CrmObject, RecordState
from serving.store.tables.links import links
from serving.store.tables.records import record_hashes, records
from serving.sync.records.keys import unindexed

_OF_RECORD = (record_hashes.c.object, record_hashes.c.record_id)
_POSTGRESQL, _MOST_SETS = "postgresql", 4
"""Sets of words that the database joins."""


@dataclass(frozen=True, slots=True)
class Holding:
    """The records that hold a word of each of so many sets.

    Of the last set at most `most_of_last` records are joined; `by_last`: the others' words are looked for in the
    hashes of each record of the last; `are_single`: each set is one word, and each record of the first is looked up
    under the others. Unless `is_whole`, only visible records count; so do only those of some objects and states, if
    any are named.
    """

    sets: int
    most_of_last: int | None = None
    by_last: bool = False
    are_single: bool = False
    is_whole: bool = False
    objects: tuple[CrmObject, ...] = ()
    states: tuple[RecordState, ...] = ()


def visible_parameter(user_id: str) -> str:
    """Return how a user stands in a record's list of those who may see it, as a part of a pattern."""
    name = to_json(user_id).decode()
    return name.replace("/", "//").replace("%", "/%").replace("_", "/_")


def words_parameters(connection: Connection, sets: Iterable[Collection[str]]) -> dict[str, Any]:
    """Return the parameters of sets of words."""
    plain = connection.dialect.name == _POSTGRESQL
    return {_words(number): sorted(one) if plain else json.dumps(sorted(one)) for number, one in enumerate(sets)}


def word_parameters(words: Iterable[str]) -> dict[str, Any]:
    """Return the parameters of sets of one word each."""
    return {_word(number): one for number, one in enumerate(words)}


@lru_cache(256)
def holders(dialect: str, wanted: Holding) -> Select[Any]:
    """Select object, id and sealed content; parameters: instance_id, words_0 and so on, limit, visible."""
    return _filtered(dialect, _joined(dialect, wanted), wanted).limit(bindparam("limit", type_=Integer))


@lru_cache(256)
def holders_of_each(dialect: str, sizes: tuple[int, ...], wanted: Holding) -> Any:
    """Select the same for several questions of so many sets each, with the number of each as `at`."""
    arms, first = [], 0
    for at, sets in enumerate(sizes):
        arm = _filtered(dialect, _joined(dialect, wanted, range(first, first + sets)), wanted)
        limited = arm.limit(bindparam("limit", type_=Integer)).subquery()
        arms.append(select(literal(at).label("at"), *limited.c))
        first += sets
    return union_all(*arms)


@lru_cache(64)
def counts(dialect: str, sets: int) -> Select[Any]:
    """Select how many records hold a word of each set, at most `limit`."""
    some = [_of_words(dialect, one).limit(bindparam("limit", type_=Integer)).subquery() for one in range(sets)]
    return select(*[select(func.count()).select_from(one).scalar_subquery() for one in some])


def _words(number: int) -> str:
    return f"words_{number}"


def _word(number: int) -> str:
    return f"word_{number}"


def _joined(dialect: str, wanted: Holding, numbers: Sequence[int] = ()) -> Select[Any]:
    """Select the records that hold a word of each set.

    `is true` keeps PostgreSQL from turning the conditions into joins: it expects few records, and would compare
    each of one set with each of another. It looks each record up in the hashed sets.
    """
    if wanted.by_last:
        return _of_words(dialect, wanted.sets - 1)
    first, *others = numbers or range(wanted.sets)
    if wanted.are_single:
        return select(*_OF_RECORD).where(*_of_word(record_hashes, first), *map(_is_under, others))
    found = _of_words(dialect, first)
    joined = [_of_words(dialect, one).with_only_columns(_OF_RECORD[1]) for one in others[-_MOST_SETS:]]
    joined[-1:] = [one.limit(wanted.most_of_last) for one in joined[-1:]]
    for one in joined:
        found = found.where(unindexed(record_hashes.c.record_id).in_(one).is_(true()))
    return found


def _of_words(dialect: str, number: int) -> Select[Any]:
    """Select the records that hold a word of a set, of which PostgreSQL's planner reads nothing.

    It compares each value that it reads with its statistics of the column, three microseconds a value, and plans for
    these values alone. Without them it expects few rows, whatever their number.
    """
    column, mine = record_hashes.c.mark, record_hashes.c.instance_id == bindparam("instance_id")
    words = _listed(dialect, number)
    is_one = column == any_of(func.array(words.scalar_subquery())) if dialect == _POSTGRESQL else column.in_(words)
    return select(*_OF_RECORD).where(mine, is_one)


def _of_word(table: FromClause, number: int) -> tuple[ColumnElement[bool], ...]:
    word = bindparam(_word(number), type_=String)
    return table.c.instance_id == bindparam("instance_id"), table.c.mark == word


def _is_under(number: int) -> ColumnElement[bool]:
    """Return the condition that a record holds one more word: one row of the table by its key.

    `is true` keeps PostgreSQL from turning it into a join.
    """
    other = record_hashes.alias(f"other_{number}")
    mine = (other.c.object == record_hashes.c.object, other.c.record_id == record_hashes.c.record_id)
    return exists().where(*_of_word(other, number), *mine).is_(true())


def _listed(dialect: str, number: int) -> Select[Any]:
    """Select the words of a set."""
    if dialect == _POSTGRESQL:
        return select(func.unnest(bindparam(_words(number), type_=ARRAY(String))))
    return select(func.json_each(bindparam(_words(number), type_=String)).table_valued("value").c.value)


def _holds_one(dialect: str, number: int) -> ColumnElement[bool]:
    """Return the condition that one of a record's own hashes is a word of a set.

    Without `is true` PostgreSQL makes it a join, and reads the words anew for each record.
    """
    each = func.json_array_elements_text if dialect == _POSTGRESQL else func.json_each
    mine = each(records.c.marks).table_valued("value", name=f"held_{number}")
    return exists().select_from(mine).where(mine.c.value.in_(_listed(dialect, number)).is_(true()))


def _filtered(dialect: str, found: Select[Any], wanted: Holding) -> Select[Any]:
    """Restrict to the objects, states and visible records that count, and add what is sealed of each."""
    found = found.join(records, _same(records.c.instance_id, records.c.object, records.c.id))
    found = found.add_columns(records.c.sealed).where(records.c.deleted_at.is_(None))
    for one in range(wanted.sets - 1) if wanted.by_last else ():
        found = found.where(_holds_one(dialect, one))
    if wanted.objects:
        found = found.where(record_hashes.c.object.in_([one.value for one in wanted.objects]))
    if wanted.states:
        found = found.join(links, _same(links.c.instance_id, links.c.object, links.c.record_id))
        found = found.where(links.c.state.in_([one.value for one in wanted.states]))
    if not wanted.is_whole:
        listed_in = cast(records.c.visible_to, Text).contains(bindparam("visible", type_=Text), escape="/")
        found = found.where(or_(records.c.visible_to.is_(null()), listed_in))
    return found


def _same(instance_id: ColumnElement[str], crm_object: ColumnElement[str], record_id: ColumnElement[str]) -> Any:
    """Return the condition that a row of another table is of the record that holds a word."""
    return and_(
        instance_id == record_hashes.c.instance_id,
        crm_object == record_hashes.c.object,
        record_id == record_hashes.c.record_id,
    )
