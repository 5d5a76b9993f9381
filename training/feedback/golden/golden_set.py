"""The frozen golden set: records with answers that every promotion is measured on. Only freezing changes it.

A version is a small JSON file that names its parts; a part is a folder with `crm`, `universe` and `truth`, named by
the hash of its files. An older version stays readable, and a changed part is detected. A contract's part is one
sealed file (`training.feedback.golden.sealed`), which can be opened only while the contract allows it.
"""

import hashlib
import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from data.tables.atomic import replacing, write_whole
from features.schema.errors import OnematchError, Refused
from features.schema.kinds import Kind
from features.schema.value_class import value_class
from serving.runtime.home import Home
from training.feedback.golden.sealed import NOTE, SEALED, read_note

TRUTH = "truth.parquet"
FILES = ("crm.parquet", "universe.parquet", TRUTH)
SEALED_FILES = (SEALED, NOTE)


class GoldenBroken(OnematchError):
    """A version of the golden set, or one of its parts, differs from what was frozen."""


class ReasonMissing(OnematchError):
    """A change that may let a worse model pass has no reason."""


class Origin(StrEnum):
    """The origin of a part: generated, published data, or a contract that opted in."""

    GENERATED = "generated"
    OPEN = "open"
    CONTRACT = "contract"


@value_class
class GoldenPart:
    """One part: its name is unique among those of its origin, `digest` is the hash of its files."""

    name: str
    origin: Origin
    digest: str
    records: int


@value_class
class GoldenSet:
    """One version; `parts` in the order in which they were frozen."""

    kind: Kind
    version: int
    parts: tuple[GoldenPart, ...]
    frozen_at: str
    by: str
    reason: str

    @property
    def contracts(self) -> frozenset[str]:
        """Return the contracts whose judgements it holds."""
        return frozenset(part.name for part in self.parts if part.origin is Origin.CONTRACT)


@value_class
class Freezing:
    """Who freezes, and why."""

    by: str
    reason: str = ""


def read_golden(home: Home, kind: Kind, version: int | None = None) -> GoldenSet | None:
    """Read a version (None: the newest) and check the hashes of its files; None where nothing was frozen."""
    numbers = _versions(home, kind)
    if not numbers:
        return None
    number = numbers[-1] if version is None else version
    if number not in numbers:
        known = ", ".join(map(str, numbers))
        raise GoldenBroken(
            "{kind}: got version {number} of the golden set, expected one of {known}",
            kind=kind,
            number=number,
            known=known,
        )
    saved = json.loads(_version_file(home, kind, number).read_text(encoding="utf-8"))
    parts = tuple(GoldenPart(**part | {"origin": Origin(part["origin"])}) for part in saved.pop("parts"))
    golden = GoldenSet(**saved | {"kind": Kind(saved["kind"]), "parts": parts})
    for part in parts:
        _verify(home, kind, part)
    return golden


def freeze(home: Home, kind: Kind, folder: Path, part: tuple[str, Origin], freezing: Freezing) -> GoldenSet:
    """Add a folder with `crm`, `universe` and `truth` Parquet files as a new part; raises Refused for one already in.

    A contract's part is a folder of `write_sealed`; further judgements of the contract are further parts.
    """
    name, origin = part
    before = read_golden(home, kind)
    known = () if before is None else before.parts
    files = _files(origin)
    digest = _digest(folder, files)
    if any(frozen.digest == digest for frozen in known):
        raise Refused("{kind}: the golden set holds exactly these records already ({name})", kind=kind, name=name)
    if origin is not Origin.CONTRACT and any((frozen.name, frozen.origin) == (name, origin) for frozen in known):
        raise Refused(
            "{kind}: the golden set holds another part {name!r}; what is frozen never changes", kind=kind, name=name
        )
    target = part_folder(home, kind, digest)
    if not target.exists():
        with replacing(target) as beside:
            beside.mkdir(parents=True)
            for file in files:
                shutil.copyfile(folder / file, beside / file)
    is_sealed = origin is Origin.CONTRACT
    records = int(read_note(target)["records"] if is_sealed else pq.read_metadata(target / TRUTH).num_rows)
    return _write_version(home, kind, (*known, GoldenPart(name, origin, digest, records)), before, freezing)


def drop_contract(home: Home, kind: Kind, contract: str, freezing: Freezing) -> GoldenSet | None:
    """Remove the parts of a contract that left, with their files; return the new version, None where it had none.

    Older versions that name those parts are not readable any more.
    """
    before = read_golden(home, kind)
    if before is None or contract not in before.contracts:
        return None
    kept = tuple(part for part in before.parts if (part.name, part.origin) != (contract, Origin.CONTRACT))
    after = _write_version(home, kind, kept, before, freezing)
    for gone in set(before.parts) - set(kept):
        shutil.rmtree(part_folder(home, kind, gone.digest), ignore_errors=True)
        shutil.rmtree(index_folder(home, kind, gone.digest), ignore_errors=True)
    return after


def forget_contract(home: Home, kind: Kind, contract: str, freezing: Freezing) -> GoldenSet:
    """Remove the parts of a contract as `drop_contract` does. Raises Refused where it had none."""
    after = drop_contract(home, kind, contract, freezing)
    if after is None:
        raise Refused("{kind}: the golden set holds nothing of contract {contract}", kind=kind, contract=contract)
    return after


def drop_part(home: Home, kind: Kind, name: str, freezing: Freezing) -> GoldenSet:
    """Remove a part from the set; earlier versions keep it, with its files. Raises Refused for an unknown part.

    `drop_contract` removes the parts of a contract, and their files.
    """
    before = read_golden(home, kind)
    parts = () if before is None else before.parts
    kept = tuple(part for part in parts if part.origin is Origin.CONTRACT or part.name != name)
    if len(kept) == len(parts):
        known = ", ".join(part.name for part in parts if part.origin is not Origin.CONTRACT) or "none"
        raise Refused(
            "{kind}: the golden set holds no part {name!r}, expected one of: {known}", kind=kind, name=name, known=known
        )
    return _write_version(home, kind, kept, before, freezing)


def frozen_rows(home: Home, kind: Kind) -> frozenset[str]:
    """Return the hashed names of the records in the contracts' parts; no training may learn from their answers."""
    golden = read_golden(home, kind)
    parts = () if golden is None else [part for part in golden.parts if part.origin is Origin.CONTRACT]
    return frozenset(row for part in parts for row in read_note(part_folder(home, kind, part.digest))["rows"])


def part_folder(home: Home, kind: Kind, digest: str) -> Path:
    """Return the folder of a part."""
    return home.golden(kind) / "parts" / digest


def index_folder(home: Home, kind: Kind, digest: str) -> Path:
    """Return the folder of the index of a part's universe, which can be built again at any time."""
    return home.golden(kind) / "indexes" / digest


def _write_version(
    home: Home, kind: Kind, parts: Sequence[GoldenPart], before: GoldenSet | None, freezing: Freezing
) -> GoldenSet:
    number = 1 if before is None else before.version + 1
    at = datetime.now(UTC).isoformat(timespec="seconds")
    golden = GoldenSet(
        kind=kind, version=number, parts=tuple(parts), frozen_at=at, by=freezing.by, reason=freezing.reason
    )
    write_whole(_version_file(home, kind, number), json.dumps(asdict(golden), indent=1) + "\n")
    return golden


def _versions(home: Home, kind: Kind) -> list[int]:
    return sorted(int(file.stem[1:]) for file in home.golden(kind).glob("v*.json"))


def _version_file(home: Home, kind: Kind, number: int) -> Path:
    return home.golden(kind) / f"v{number:04d}.json"


def _verify(home: Home, kind: Kind, part: GoldenPart) -> None:
    folder = part_folder(home, kind, part.digest)
    if not folder.is_dir():
        raise GoldenBroken(
            "{kind}: the golden set's part {part_name!r} is gone: {folder}",
            kind=kind,
            part_name=part.name,
            folder=folder,
        )
    files = _files(part.origin)
    if (digest := _digest(folder, files)) != part.digest:
        raise GoldenBroken(
            "{kind}: the golden set's part {part_name!r} has changed: got {digest}, froze {frozen}",
            kind=kind,
            part_name=part.name,
            digest=digest,
            frozen=part.digest,
        )


def _files(origin: Origin) -> Sequence[str]:
    return SEALED_FILES if origin is Origin.CONTRACT else FILES


def _digest(folder: Path, files: Sequence[str]) -> str:
    """Hash the files of a part, each with its name."""
    whole = hashlib.sha256()
    for name in files:
        if not (folder / name).is_file():
            raise GoldenBroken(
                "{folder}: got no {name}, expected {files}", folder=folder, name=name, files=", ".join(files)
            )
        whole.update(name.encode())
        whole.update(hashlib.sha256((folder / name).read_bytes()).digest())
    return whole.hexdigest()[:16]


def as_rows(golden: GoldenSet) -> list[tuple[Any, ...]]:
    """Return (part, origin, records, digest) of each part, for a table."""
    return [(part.name, str(part.origin), part.records, part.digest) for part in golden.parts]
