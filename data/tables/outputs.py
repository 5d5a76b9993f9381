"""Outputs that a command may replace: a folder of its own type, or a file that it does not read."""

import json
import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

from features.schema.errors import OnematchError
from features.schema.texts import wording
from features.schema.value_class import value_class

CLUSTERS_FILE = "clusters.bin"
"""The clusters of a universe, beside the files of its index."""
ORIGINALS_FILE = "originals.bin"
"""The profiles of a universe as they were written, beside the files of its index."""
FACTS_FILE = "facts.json"
"""What the universe of an index states beside its profiles."""
_UNFINISHED = re.compile(rf"\.{re.escape(CLUSTERS_FILE)}\.[0-9a-f]+\.partial")
"""What a killed process leaves of clusters that it wrote."""
SHOWN = 3
"""The number of file names that a message lists."""


class OutputRefused(OnematchError):
    """An output would destroy what it is not meant to replace."""


class FolderType(StrEnum):
    """The types of folders that commands write."""

    INDEX = "index"
    BUNDLE = "bundle"
    SAMPLE = "sample"
    BENCH = "bench"
    PARTS = "kept parts"


@value_class
class FolderLayout:
    """How a type is recognised: its manifest file, the keys in it, and the files that may lie beside the listed ones.

    `format` is the manifest's format, None for any number. `lists_files` is False where the manifest names no files.
    """

    manifest: str
    format: str | None = None
    states: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    lists_files: bool = True


SAMPLE_FORMAT = "onematch-sample"
INDEX_FORMAT = "onematch-index"
PARTS_FORMAT = "onematch-parts"
LAYOUTS: Mapping[FolderType, FolderLayout] = {
    FolderType.INDEX: FolderLayout(
        "manifest.json",
        INDEX_FORMAT,
        frozenset({"files"}),
        frozenset(
            {
                "delta.sqlite3",
                "delta.sqlite3-wal",
                "delta.sqlite3-shm",
                "delta.sqlite3-journal",
                CLUSTERS_FILE,
                ORIGINALS_FILE,
                FACTS_FILE,
            }
        ),
    ),
    FolderType.BUNDLE: FolderLayout("manifest.json", None, frozenset({"format", "kind", "basis", "features", "files"})),
    FolderType.SAMPLE: FolderLayout("manifest.json", SAMPLE_FORMAT, frozenset({"files"})),
    FolderType.BENCH: FolderLayout("made_from.json", lists_files=False),
    FolderType.PARTS: FolderLayout("parts.json", PARTS_FORMAT, frozenset({"made_of"}), lists_files=False),
}


@value_class
class Output:
    """The target of a command's option: a folder of a type, or a file."""

    option: str
    path: Path
    folder: FolderType | None = None


def check_outputs(outputs: Sequence[Output], inputs: Mapping[str, Path | None]) -> None:
    """Check, before anything is computed, that all outputs may be written; raises OutputRefused.

    `inputs` are the files and folders that the command reads, by option; links are followed on both sides.
    """
    written: dict[Path, str] = {}
    for output in outputs:
        target = output.path.resolve()
        if target in written:
            raise OutputRefused(
                "{option}: got {output_path}, which {written} writes too",
                option=output.option,
                output_path=output.path,
                written=written[target],
            )
        written[target] = output.option
        for option, source in inputs.items():
            if source is not None and _overlaps(target, source):
                raise OutputRefused(
                    "{option}: got {output_path}, which {reader} reads: name another one",
                    option=output.option,
                    output_path=output.path,
                    reader=option,
                )
        refuse_foreign(output.path, output.folder, f"{output.option}: ")


def refuse_foreign(path: Path, folder: FolderType | None = None, where: str = "") -> None:
    """Raise OutputRefused unless a path may be written: as a folder of that type, or as a file for None."""
    if not path.exists():
        return
    content = _content_of(path, folder)
    if content is not None:
        expected = (
            wording("a folder that is absent, empty or of the type {folder}", folder=folder) if folder else "a file"
        )
        raise OutputRefused(
            "{where}{path} is left as it is: found {content}, expected {expected}",
            where=where,
            path=path,
            content=content,
            expected=expected,
        )


def type_of(folder: Path) -> FolderType | None:
    """Return the type that a folder's manifest states, None for any other folder."""
    for ours, layout in LAYOUTS.items():
        stated = _stated(folder / layout.manifest)
        if stated is not None and layout.states <= stated.keys() and _has_format(stated, layout):
            return ours
    return None


def _has_format(stated: Mapping[str, Any], layout: FolderLayout) -> bool:
    return not isinstance(stated.get("format"), str) if layout.format is None else stated.get("format") == layout.format


def _overlaps(target: Path, source: Path) -> bool:
    """Return whether a target is a source, also by another name, or lies inside of one that a command wrote."""
    if target.exists() and source.exists() and target.samefile(source):
        return True
    real = source.resolve()
    return real == target or (real in target.parents and type_of(real) is not None)


def _content_of(path: Path, folder: FolderType | None) -> str | None:
    """Return a description of what a path holds and must not be replaced, None where it may be."""
    if not path.is_dir():
        if folder is None and path.is_file():
            return None
        return "a file" if path.is_file() else "a device"
    names = sorted(entry.name for entry in path.iterdir())
    if folder is not None and not names:
        return None
    ours = type_of(path)
    if ours is None or folder is None or ours is not folder:
        return (
            wording("a folder of the type {ours}", ours=ours)
            if ours
            else wording("a folder with {names}", names=_listed(names))
        )
    foreign = _foreign_names(path, LAYOUTS[ours])
    return (
        wording("a folder of the type {ours} that holds {foreign} besides", ours=ours, foreign=_listed(foreign))
        if foreign
        else None
    )


def _foreign_names(path: Path, layout: FolderLayout) -> list[str]:
    """Return the files of a folder that its manifest does not list."""
    if not layout.lists_files:
        return []
    stated = _stated(path / layout.manifest) or {}
    known = {layout.manifest, *layout.beside, *stated.get("files", ())}
    files = (file for file in path.rglob("*") if file.is_symlink() or not file.is_dir())
    names = (file.relative_to(path).as_posix() for file in files)
    return sorted(name for name in names if name not in known and not _UNFINISHED.fullmatch(name))


def _stated(manifest: Path) -> Mapping[str, Any] | None:
    try:
        stated = json.loads(manifest.read_bytes())
    except (OSError, ValueError):
        return None
    return stated if isinstance(stated, dict) else None


def _listed(names: Sequence[str]) -> str:
    more = len(names) - SHOWN
    return (
        ", ".join(map(repr, names[:SHOWN])) + (wording(" and {more} more", more=more) if more > 0 else "")
        if names
        else "nothing"
    )
