"""What a universe states beside its profiles, in a file of the index's folder: as of when, and who takes no InMail."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from data.index.format import MANIFEST, IndexRefused
from data.tables.formats import open_rows
from data.tables.outputs import FACTS_FILE
from data.tables.own_columns import UnusableColumns
from data.tables.rejects import Reject
from data.tables.renames import OPT_OUT_COLUMN, Renames, canonical_names
from data.tables.stored_text import storable
from features.normalise.text import text_of
from features.schema.value_class import value_class

_FLAGS = {"true": True, "1": True, "false": False, "0": False}


@value_class
class UniverseFacts:
    """The time that a universe's file is of, and the ids of members who opted out of InMail (D34)."""

    as_of: datetime
    opt_outs: Sequence[str] = ()


def read_flag(text: str | None, where: str) -> bool | None:
    """Read true or 1, false or 0; None for an empty cell. Raises UnusableColumns."""
    if not text:
        return None
    if text.lower() not in _FLAGS:
        raise UnusableColumns(
            "{where}: {opt_out_column} is {text!r}, expected true or false",
            where=where,
            opt_out_column=OPT_OUT_COLUMN,
            text=text,
        )
    return _FLAGS[text.lower()]


def read_facts(universe: Path, renames: Renames, as_of: datetime | None) -> UniverseFacts:
    """Read what the file of a universe states, as of the time of its last change unless another one is given.

    Raises UnusableColumns for an opt-out that is neither true nor false.
    """
    names = canonical_names(("id", OPT_OUT_COLUMN), renames)
    opt_outs: list[str] = []
    with open_rows(universe) as source:
        is_stated = source.columns is None or OPT_OUT_COLUMN in map(names.get, source.columns)
        for item in source.rows if is_stated else ():
            if isinstance(item, Reject):
                continue
            row = {names[name]: storable(text_of(value)) for name, value in item[1].items() if name in names}
            if read_flag(row.get(OPT_OUT_COLUMN), f"{universe}, row {item[0]}") and row.get("id"):
                opt_outs.append(row["id"])
    return UniverseFacts(as_of or _time_of(universe), opt_outs)


def write_facts(folder: Path, facts: UniverseFacts) -> None:
    """Write the facts beside the files of an index."""
    content = {"as_of": facts.as_of.isoformat(), OPT_OUT_COLUMN: list(facts.opt_outs)}
    (folder / FACTS_FILE).write_text(json.dumps(content), encoding="utf-8")


def facts_of_index(folder: Path) -> UniverseFacts:
    """Return the facts of an index; without the file the time of its build. Raises IndexRefused for a damaged file."""
    path = folder / FACTS_FILE
    if not path.is_file():
        return UniverseFacts(_time_of(folder / MANIFEST))
    try:
        content = json.loads(path.read_bytes())
        return UniverseFacts(datetime.fromisoformat(content["as_of"]), content[OPT_OUT_COLUMN])
    except (ValueError, KeyError, TypeError) as error:
        raise IndexRefused("{path} is damaged: {error}", path=path, error=error) from error


def _time_of(file: Path) -> datetime:
    return datetime.fromtimestamp(file.stat().st_mtime, UTC)
