"""Groups of companies: a record that names a part goes to the part, else to the part's parent, for review.

A record names a part where its optional column `parent` names another company than the record does.
"""

from collections.abc import Sequence

from data.index.index import UniverseIndex, records_of
from features.normalise.organisations import core_name
from features.normalise.records import normalise
from features.own_fields.optional import OPTIONAL
from features.pairs.columns import Record, items_of
from features.schema.kinds import Kind
from features.schema.schema import Schema

PARENT = "parent"
RETRIEVED = 10
"""The profiles among which the parent of a record is sought by its name."""
_MEANING = next(declaration.meaning for declaration in OPTIONAL[Kind.COMPANY] if declaration.name == PARENT)


def reads_parents(schema: Schema) -> bool:
    """Whether records have the optional column `parent`."""
    return schema.kind is Kind.COMPANY and _MEANING in schema.meanings


def parents_of(records: Sequence[Record], index: UniverseIndex) -> dict[int, str]:
    """Return, by position, the profile of the parent of each record that names a part; one name must mean one profile.

    The parent's name is sought like that of any record; legal forms do not count.
    """
    named = {at: core for at, record in enumerate(records) if (core := _parent_named(record)) is not None}
    if not named:
        return {}
    sought = [normalise(Kind.COMPANY, {"name": core}) for core in dict.fromkeys(named.values())]
    candidates = index.candidates([{**_nothing(index.schema), **name} for name in sought], RETRIEVED)
    profiles = records_of(index.take(candidates.rows))
    ids = index.ids(candidates.rows)
    by_name: dict[str, list[str]] = {}
    for left, profile, id_ in zip(candidates.left_rows.tolist(), profiles, ids, strict=True):
        core = str(sought[left]["name"])
        if core == profile.get("name") or core in items_of(profile, "names"):
            by_name.setdefault(core, []).append(id_)
    return {at: by_name[core][0] for at, core in named.items() if len(by_name.get(core, ())) == 1}


def _parent_named(record: Record) -> str | None:
    """Return the name of a record's parent without its legal form, None where that is the record itself."""
    value = record.get(PARENT)
    core = core_name(value) if isinstance(value, str) else None
    if core is None or core == record.get("name") or core in items_of(record, "names"):
        return None
    return core


def _nothing(schema: Schema) -> Record:
    return {field.name: None for field in schema.fields}
