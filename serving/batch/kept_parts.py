"""Finished parts of a match, kept beside its output until that is written: the same command goes on after a kill.

A part holds the independent outcomes of some records as compressed JSON; its name has their number and a digest. The
parts belong to one fingerprint of everything that they were made of.
"""

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
from pydantic import TypeAdapter

from data.tables.atomic import is_partial, replacing
from data.tables.outputs import LAYOUTS, PARTS_FORMAT, FolderType, refuse_foreign
from features.schema.errors import OnematchError
from features.schema.value_class import value_class
from serving.matching.outcomes import Outcome

MANIFEST = LAYOUTS[FolderType.PARTS].manifest
LOCK = "lock"
KEPT_LAYOUT = 4
"""Rises with every change of what a part holds, so that older parts are made again."""
Fingerprint = Mapping[str, object]
_OUTCOMES = TypeAdapter(list[Outcome])


class MatchGoesOn(OnematchError):
    """Another process matches into the same output at this moment."""


@value_class
class KeptParts:
    """The folder of the parts; `changed` names what differs from an earlier run whose parts were thrown away."""

    folder: Path
    changed: tuple[str, ...] = ()

    def read(self, number: int, ids: Sequence[str]) -> list[Outcome] | None:
        """Return the outcomes of a part that is whole and of these records, None where it has to be made."""
        for path in self.folder.glob(f"{number:06}.*"):
            content = path.read_bytes()
            if path.suffixes[:1] == [f".{_digest(content)}"]:
                outcomes = unpacked(content)
                if [outcome.record_id for outcome in outcomes] == list(ids):
                    return outcomes
            path.unlink()
        return None

    def keep(self, number: int, outcomes: Sequence[Outcome]) -> None:
        """Write a part, whole or not at all."""
        content = packed(outcomes)
        with replacing(self.folder / f"{number:06}.{_digest(content)}.json.zst") as beside:
            beside.write_bytes(content)

    def remove(self) -> None:
        """Remove the parts, as the output is written."""
        shutil.rmtree(self.folder)


def parts_beside(out: Path) -> Path:
    """Return the folder of an output's parts."""
    return out.with_name(f"{out.name}.parts")


def refuse_foreign_parts(out: Path) -> None:
    """Raise OutputRefused where the parts' folder holds anything else than parts."""
    folder = parts_beside(out)
    if not folder.is_dir() or any(path.name != LOCK and not is_partial(path) for path in folder.iterdir()):
        refuse_foreign(folder, FolderType.PARTS)


@contextmanager
def kept_parts(out: Path, fingerprint: Fingerprint) -> Iterator[KeptParts]:
    """Open the parts of an output; those of another fingerprint are thrown away. Raises MatchGoesOn, OutputRefused."""
    refuse_foreign_parts(out)
    folder = parts_beside(out)
    with _locked(folder, out):
        before = _fingerprint_in(folder)
        changed = () if before is None else _differences(before, fingerprint)
        if before is None or changed:
            for path in folder.iterdir():
                if path.name != LOCK:
                    path.unlink()
            _write_manifest(folder, fingerprint)
        yield KeptParts(folder, changed)


def packed(outcomes: Sequence[Outcome]) -> bytes:
    """Return outcomes as compressed JSON, every float in full."""
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as stream:
        stream.write(_OUTCOMES.dump_json(list(outcomes)))
    return sink.getvalue().to_pybytes()  # type: ignore[no-any-return]


def unpacked(content: bytes) -> list[Outcome]:
    """Return the outcomes of `packed`."""
    with pa.CompressedInputStream(pa.BufferReader(content), "zstd") as stream:
        return _OUTCOMES.validate_json(stream.read())


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


@contextmanager
def _locked(folder: Path, out: Path) -> Iterator[None]:
    """Hold the folder's lock, which ends with the process; an earlier holder may have removed the folder meanwhile."""
    while True:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            lock = (folder / LOCK).open("w")
        except FileNotFoundError:
            continue
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise MatchGoesOn(
                    "{out}: another match writes it at this moment, expected its end or another --out", out=out
                ) from error
            if (folder / LOCK).exists() and os.path.samestat((folder / LOCK).stat(), os.fstat(lock.fileno())):
                yield
                return


def _fingerprint_in(folder: Path) -> Mapping[str, object] | None:
    try:
        stated = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return None
    made_of = stated.get("made_of") if isinstance(stated, dict) else None
    return made_of if isinstance(made_of, dict) else None


def _differences(before: Fingerprint, now: Fingerprint) -> tuple[str, ...]:
    written = json.loads(json.dumps(now))
    return tuple(sorted(name for name in {*before, *written} if before.get(name) != written.get(name)))


def _write_manifest(folder: Path, fingerprint: Fingerprint) -> None:
    with replacing(folder / MANIFEST) as beside:
        beside.write_text(json.dumps({"format": PARTS_FORMAT, "made_of": fingerprint}, indent=1) + "\n")
