"""Records in lists, found by their names or by their e-mail through the blind index; profiles by an id or a name."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Select, func, select, tuple_

from features.normalise.text import fold
from features.schema.kinds import Kind
from features.schema.value_class import value_class
from serving.contract.records.blind_index import MAX_WORDS, email_hash, word_hash
from serving.contract.records.keys import RECORD_OF_LINK, of_records
from serving.contract.records.link_rows import link_row
from serving.contract.records.locate_names import MAX_FOUND, RecordQuery, locate_names
from serving.contract.records.matching import Matchers
from serving.contract.records.name_statements import visible_in_sql, visible_parameter
from serving.contract.records.records import read_aliases
from serving.store.contracts import OpenScope
from serving.store.tables.links import links
from serving.store.tables.records import record_hashes, records
from serving.vocabulary.links import LinkRow, RecordKey


@value_class
class Located:
    """One record that was found, with its link, the users who may see its content, and its rank."""

    link: LinkRow
    visible_to: Sequence[str] | None
    rank: int = 0

    @property
    def key(self) -> RecordKey:
        return self.link.key


@value_class
class Unlinked:
    """An opportunity, with the users who may see its content."""

    key: RecordKey
    visible_to: Sequence[str] | None
    link: LinkRow | None = None


def locate_records(scope: OpenScope, query: RecordQuery) -> list[Located]:
    """Return live accounts, contacts and leads: those that fit the typed name, the closest first, or by object and id.

    An e-mail is found as a whole. A text leads only to records that the user may see (S33).
    Of names at most `MAX_FOUND` records of each degree of fit are listed.
    """
    if query.text is not None and "@" not in query.text:
        return _by_name(scope, query.text, query)
    selection = _listed(scope, query)
    if query.text is not None:
        key = scope.data_key
        selection = _having(selection, scope, {email_hash(key, query.text.strip())}).where(visible_in_sql())
    rows = scope.execute(selection, {"visible": visible_parameter(query.user_id)})
    return [Located(link_row(row), row.visible_to) for row in rows]


def _by_name(scope: OpenScope, text: str, query: RecordQuery) -> list[Located]:
    after = query.after
    most = MAX_FOUND if after is not None else min(query.limit, MAX_FOUND)
    matches = locate_names(scope, text, replace(query, limit=most))
    ranked = [match for match in matches if after is None or match > after][: query.limit]
    if not ranked:
        return []
    rows_of = _joined(scope).where(of_records(links, [key for _, key in ranked]))
    rows = {link.key: (link, row.visible_to) for row in scope.execute(rows_of) for link in [link_row(row)]}
    return [Located(*rows[key], rank) for rank, key in ranked if key in rows]


def _joined(scope: OpenScope) -> Select[Any]:
    selection = select(links, records.c.visible_to).join(records, RECORD_OF_LINK)
    return selection.where(links.c.instance_id == scope.instance_id)


def _listed(scope: OpenScope, query: RecordQuery) -> Select[Any]:
    """Select links by object and id."""
    selection = _joined(scope)
    if query.objects:
        selection = selection.where(links.c.object.in_(query.objects))
    if query.states:
        selection = selection.where(links.c.state.in_(query.states))
    if query.after is not None:
        key = (query.after[1].object, query.after[1].id)
        selection = selection.where(tuple_(*_OF_LINK) > key)
    return selection.order_by(*_OF_LINK).limit(query.limit)


_OF_LINK = (links.c.object, links.c.record_id)


def record_of(scope: OpenScope, key: RecordKey) -> Located | None:
    """Return a live account, contact or lead, None when it does not exist."""
    query = _joined(scope).where(of_records(links, [key]), records.c.deleted_at.is_(None))
    row = scope.execute(query).one_or_none()
    return None if row is None else Located(link_row(row), row.visible_to)


def current_key(scope: OpenScope, key: RecordKey) -> RecordKey:
    """Return the present record of a key: itself, or the one that it was merged into (D10)."""
    return read_aliases(scope, [key]).get(key, key)


def locate(scope: OpenScope, words: Sequence[str], query: RecordQuery) -> list[RecordKey]:
    """Return the keys of records that a user may see and whose names have all the words, as whole words."""
    key = scope.data_key
    folded = list(dict.fromkeys(fold(" ".join(words)).split()))[:MAX_WORDS]
    selection = _having(_listed(scope, query), scope, {word_hash(key, word) for word in folded}).where(visible_in_sql())
    rows = scope.execute(selection, {"visible": visible_parameter(query.user_id)})
    return [link_row(row).key for row in rows]


def _having(selection: Select[Any], scope: OpenScope, hashes: Collection[str]) -> Select[Any]:
    """Restrict a selection to the records that have all of some keyed hashes."""
    of_record = (record_hashes.c.object, record_hashes.c.record_id)
    holders = scope.own(*of_record).where(record_hashes.c.hash.in_(sorted(hashes)))
    every = holders.group_by(*of_record).having(func.count() == len(hashes))
    return selection.where(tuple_(*_OF_LINK).in_(every))


def labels(values: Mapping[str, str]) -> dict[str, str]:
    """Return the columns by which a person recognises a record."""
    return {name: values[name] for name in _LABELS if name in values}


_LABELS = ("name", "full_name", "first_name", "last_name", "title", "company", "city", "country")
_NAME = {Kind.PERSON: "full_name", Kind.COMPANY: "name"}
MAX_PROFILES = 50
"""The largest number of profiles on a page of a search."""
_MAX_SEARCHED = 500
"""How many profiles a search finds; its filter chooses among these, and its pages go through them."""


def search_profiles(matching: Matchers, kind: Kind, text: str, company: str | None) -> list[str]:
    """Return the ids of profiles, the most probable first; an id returns itself. `company`: where a member works."""
    matcher = matching.matcher(kind)
    with matching.turn():
        matcher.index.refresh()
        if matcher.index.row_of(text) is not None:
            return [text]
        row = {"id": "q", _NAME[kind]: text}
        if company and kind is Kind.PERSON:
            row["company"] = company
        return matcher.search(row, _MAX_SEARCHED)
