"""`columns.toml`: for each file, its kind and which of its columns is which canonical one."""

import json
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from data.tables.mapping.proposal import MappingProposal
from data.tables.mapping.vocabulary import CLUSTER_LABEL_COLUMNS, LABEL_COLUMNS
from data.tables.renames import NO_RENAMES, OPT_OUT_COLUMN, Renames
from data.tables.terminal import printable
from features.own_fields.optional import OPTIONAL_COLUMNS
from features.schema.errors import OnematchError
from features.schema.kinds import COLUMNS, Kind
from features.schema.value_class import value_class

LABELS = "labels"
FILE_KINDS = (*(kind.value for kind in Kind), LABELS)
CHANGE_COLUMNS = ("op", "into", "version", OPT_OUT_COLUMN)
"""Columns that a file of changes to a universe has besides."""
_LABEL_KEYS = ("crm_id", "id", "id_a", "id_b")
_START = "[[file]]"
_HEAD = """\
# Which column of a file is which canonical column. Every command that reads the file takes this with --columns.
#   "column of the file" = "canonical column"     reads it; "" in place of the canonical column ignores it
#   # ? "column" = "canonical column"             is a question: remove the `# ?` to answer it with yes
# A section is used for the file of its name, else for the file that has its columns.
"""


class UnusableColumnsFile(OnematchError):
    """A columns file cannot be read, or names a canonical column that does not exist, or one twice."""


@value_class
class FileSection:
    """The mapping of one file; `kind` is None for labels."""

    name: str
    kind: Kind | None
    columns: Renames

    @property
    def key_columns(self) -> frozenset[str]:
        """Return the file's columns that hold the ids of its rows."""
        keys = _LABEL_KEYS if self.kind is None else ("id",)
        return frozenset(theirs for theirs, ours in self.columns.items() if ours in keys)


def read_sections(path: Path) -> list[FileSection]:
    """Read a columns file; raises UnusableColumnsFile."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise UnusableColumnsFile("{path}: cannot be read as TOML: {error}", path=path, error=error) from error
    files = document.get("file")
    if not isinstance(files, list) or not files:
        raise UnusableColumnsFile("{path}: got no section {start}, expected one for each file", path=path, start=_START)
    return [_section(f"{path}, section {number}", each) for number, each in enumerate(files, 1)]


def section_for(sections: Iterable[FileSection], kind: Kind | None, path: Path, header: Collection[str]) -> Renames:
    """Return the mapping of a file: of the section of its name, else of the one that shares its key and most columns.

    Raises UnusableColumnsFile where two sections fit equally well and differ.
    """
    fitting = [section for section in sections if section.kind is kind]
    named = [section for section in fitting if section.name == path.name]
    sharing = named or [section for section in fitting if section.key_columns & set(header)]
    counted = [(len(set(section.columns) & set(header)), section) for section in sharing]
    most = max((count for count, _ in counted), default=0)
    best = [section for count, section in counted if count == most]
    if any(dict(section.columns) != dict(best[0].columns) for section in best):
        names = ", ".join(repr(section.name) for section in best)
        raise UnusableColumnsFile(
            "{path}: the sections {names} fit equally well, expected one named {path_name!r}",
            path=path,
            names=names,
            path_name=path.name,
        )
    return best[0].columns if best else NO_RENAMES


def section_text(name: str, proposal: MappingProposal) -> str:
    """Return the text of a section: what is taken in the order of the file, questions, and what is ignored."""
    kind = LABELS if proposal.kind is None else proposal.kind.value
    lines = [_START, f"name = {_quoted(name)}", f"kind = {_quoted(kind)}", "[file.columns]"]
    lines += [f"{_quoted(theirs)} = {_quoted(ours)}" for theirs, ours in proposal.taken.items()]
    lines += [f"{_quoted(name)} = {_quoted('')}" for name in proposal.dropped]
    lines += [
        f"# ? {_quoted(question.header)} = {_quoted(question.column)}  # {printable(question.reason)}"
        for question in proposal.questions
    ]
    if proposal.ignored:
        lines.append(f"# ignored: {', '.join(map(_quoted, proposal.ignored))}")
    return "\n".join(lines) + "\n"


def with_section(text: str, name: str, section: str) -> str:
    """Return the text of a columns file in which a section replaces the one of its name, or follows the others.

    All other lines stay as they are.
    """
    head, *blocks = _blocks(text or _HEAD)
    before = [block for block in blocks if not _is_named(block, name)]
    place = next((at for at, block in enumerate(blocks) if _is_named(block, name)), len(before))
    parts = [head, *before[:place], section, *before[place:]]
    return "\n".join(part.strip("\n") + "\n" for part in parts if part.strip())


def settled_in(sections: Iterable[FileSection], name: str, kind: Kind | None) -> Renames:
    """Return the mapping of the section of a name and kind; a user may have edited it."""
    return next((section.columns for section in sections if (section.name, section.kind) == (name, kind)), NO_RENAMES)


def _blocks(text: str) -> list[str]:
    """Return the text before the first section, and the text of each section."""
    blocks: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.strip() == _START:
            blocks.append([])
        blocks[-1].append(line)
    return ["\n".join(block) for block in blocks]


def _is_named(block: str, name: str) -> bool:
    try:
        section_name = tomllib.loads(block)["file"][0].get("name")
    except (ValueError, KeyError):
        return False
    return bool(section_name == name)


def _section(where: str, content: object) -> FileSection:
    if not isinstance(content, Mapping) or not isinstance(content.get("columns"), Mapping):
        raise UnusableColumnsFile("{where}: got no [file.columns], expected the columns of the file", where=where)
    if content.get("kind") not in FILE_KINDS:
        raise UnusableColumnsFile(
            "{where}: got the kind {value!r}, expected {file_kinds}",
            where=where,
            value=content.get("kind"),
            file_kinds=", ".join(FILE_KINDS),
        )
    kind = None if content["kind"] == LABELS else Kind(content["kind"])
    columns = content["columns"]
    _check_targets(where, kind, columns)
    return FileSection(str(content.get("name", "")), kind, dict(columns))


def _check_targets(where: str, kind: Kind | None, columns: Mapping[str, object]) -> None:
    known = (
        tuple(dict.fromkeys((*LABEL_COLUMNS, *CLUSTER_LABEL_COLUMNS)))
        if kind is None
        else (*COLUMNS[kind], *OPTIONAL_COLUMNS[kind], *CHANGE_COLUMNS)
    )
    wrong = [(theirs, ours) for theirs, ours in columns.items() if ours != "" and ours not in known]
    if wrong:
        theirs, ours = wrong[0]
        raise UnusableColumnsFile(
            "{where}: {theirs!r} is mapped to {ours!r}, expected one of {known}",
            where=where,
            theirs=theirs,
            ours=ours,
            known=", ".join(known),
        )
    filled = [ours for ours in columns.values() if ours]
    if repeated := [ours for ours in dict.fromkeys(filled) if filled.count(ours) > 1]:
        both = ", ".join(repr(theirs) for theirs, ours in columns.items() if ours == repeated[0])
        raise UnusableColumnsFile(
            "{where}: {both} are all mapped to {repeated!r}, expected one of them",
            where=where,
            both=both,
            repeated=repeated[0],
        )


def _quoted(text: str) -> str:
    """Return a text as a TOML string."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def unused_columns(columns: Renames, header: Sequence[str]) -> list[str]:
    """Return the columns that a mapping names and a file lacks."""
    return [theirs for theirs, ours in columns.items() if ours and theirs not in header and ours not in header]
