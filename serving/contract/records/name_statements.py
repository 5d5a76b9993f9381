"""The statements that find records by the keyed hashes of words, built once for each form of a question."""

import json
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Any

from pydantic_core import to_json
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
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

from features.schema.value_class import value_class
from serving.contract.records.keys import unindexed
from serving.store.tables.links import links
from serving.store.tables.records import record_hashes, records
from serving.vocabulary.terms import CrmObject, RecordState

_OF_RECORD = (record_hashes.c.object, record_hashes.c.record_id)
_POSTGRESQL = "postgresql"
_MAX_SETS = 4
"""Sets of words that the database joins."""
_LIMIT = bindparam("limit", type_=Integer)


@value_class
class WantedRecords:
    """Which records count: visible ones alone; those of some objects and states, if any are named."""

    objects: tuple[CrmObject, ...] = ()
    states: tuple[RecordState, ...] = ()


def visible_parameter(user_id: str) -> str:
    """Return how a user stands in a record's list of those who may see it, as a part of a pattern."""
    name = to_json(user_id).decode()
    return name.replace("/", "//").replace("%", "/%").replace("_", "/_")


def visible_in_sql() -> ColumnElement[bool]:
    """Return the condition that a user may see a record; the parameter `visible` is `visible_parameter` of the user."""
    listed_in = cast(records.c.visible_to, Text).contains(bindparam("visible", type_=Text), escape="/")
    return or_(records.c.visible_to.is_(null()), listed_in)


def words_parameters(connection: Connection, sets: Iterable[Collection[str]]) -> dict[str, Any]:
    """Return the parameters of sets of words."""
    plain = connection.dialect.name == _POSTGRESQL
    return {
        f"words_{number}": sorted(hashes) if plain else json.dumps(sorted(hashes)) for number, hashes in enumerate(sets)
    }


@lru_cache(256)
def holders_by_first(dialect: str, questions: tuple[tuple[int, ...], ...], record_filter: WantedRecords) -> Any:
    """Select the records that hold a word of each set of a question: its number as `at`, object, id, sealed content.

    A question is numbers of sets. The records of its first set are looked at. The bits pass over most; the record's own
    hashes decide on each other set. Parameters: instance_id, words_0 and so on, bits_0 and so on for each question,
    limit, visible.
    """
    arms = []
    for at, (first, *others) in enumerate(questions):
        bits = bindparam(f"bits_{at}", type_=BigInteger)
        begins_so = record_hashes.c.beginnings.bitwise_and(bits) == bits
        selection = _filtered(_of_words(dialect, first).where(begins_so), record_filter)
        arms.append(selection.where(*(_holds_one(dialect, number) for number in others)))
    return _all_of(arms)


@lru_cache(256)
def joined_holders(dialect: str, sets: int, most_of_last: int, record_filter: WantedRecords) -> Any:
    """Select the same for one question of all sets, which are joined: `most_of_last` records of the last one.

    `is true` keeps PostgreSQL from turning the conditions into joins: it expects few records, and would compare
    each of one set with each of another. It looks each record up in the hashed sets.
    """
    first, *others = range(sets)
    selection = _of_words(dialect, first)
    joined = [_of_words(dialect, number).with_only_columns(_OF_RECORD[1]) for number in others[-_MAX_SETS:]]
    joined[-1:] = [word_set.limit(most_of_last) for word_set in joined[-1:]]
    for word_set in joined:
        selection = selection.where(unindexed(record_hashes.c.record_id).in_(word_set).is_(true()))
    return _all_of([_filtered(selection, record_filter)])


@lru_cache(64)
def counts(dialect: str, sets: int) -> Select[Any]:
    """Select how many records hold a word of each set, at most `limit`."""
    some = [_of_words(dialect, number).limit(_LIMIT).subquery() for number in range(sets)]
    return select(*[select(func.count()).select_from(counted).scalar_subquery() for counted in some])


def _all_of(arms: Iterable[Select[Any]]) -> Any:
    limited = [arm.limit(_LIMIT).subquery() for arm in arms]
    return union_all(*(select(literal(at).label("at"), *arm.c) for at, arm in enumerate(limited)))


def _of_words(dialect: str, number: int) -> Select[Any]:
    """Select the records that hold a word of a set, of which PostgreSQL's planner reads nothing.

    It compares each value that it reads with its statistics of the column, three microseconds a value, and plans for
    these values alone. Without them it expects few rows, whatever their number.
    """
    column = record_hashes.c.hash
    of_instance = record_hashes.c.instance_id == bindparam("instance_id")
    words = _listed(dialect, number)
    is_one = column == any_of(func.array(words.scalar_subquery())) if dialect == _POSTGRESQL else column.in_(words)
    return select(*_OF_RECORD).where(of_instance, is_one)


def _listed(dialect: str, number: int) -> Select[Any]:
    """Select the words of a set."""
    if dialect == _POSTGRESQL:
        return select(func.unnest(bindparam(f"words_{number}", type_=ARRAY(String))))
    return select(func.json_each(bindparam(f"words_{number}", type_=String)).table_valued("value").c.value)


def _holds_one(dialect: str, number: int) -> ColumnElement[bool]:
    """Return the condition that one of a record's own hashes is a word of a set.

    Without `is true` PostgreSQL makes it a join, and reads the words anew for each record.
    """
    each = func.json_array_elements_text if dialect == _POSTGRESQL else func.json_each
    held = each(records.c.hashes).table_valued("value", name=f"held_{number}")
    return exists().select_from(held).where(held.c.value.in_(_listed(dialect, number)).is_(true()))


def _filtered(selection: Select[Any], record_filter: WantedRecords) -> Select[Any]:
    """Restrict to the objects, states and visible records that count, and add what is sealed of each."""
    selection = selection.join(records, _same(records.c.instance_id, records.c.object, records.c.id))
    selection = selection.add_columns(records.c.sealed).where(records.c.deleted_at.is_(None))
    if record_filter.objects:
        selection = selection.where(record_hashes.c.object.in_(record_filter.objects))
    if record_filter.states:
        selection = selection.join(links, _same(links.c.instance_id, links.c.object, links.c.record_id))
        selection = selection.where(links.c.state.in_(record_filter.states))
    return selection.where(visible_in_sql())


def _same(instance_id: ColumnElement[str], crm_object: ColumnElement[str], record_id: ColumnElement[str]) -> Any:
    """Return the condition that a row of another table is of the record that holds a word."""
    return and_(
        instance_id == record_hashes.c.instance_id,
        crm_object == record_hashes.c.object,
        record_id == record_hashes.c.record_id,
    )
