"""Where the bundle and the index of a passport are: in named folders, or in what the home served, promoted or built."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from data.index.delta_store import DeltaNotKept
from data.index.format import IndexRefused, read_manifest
from data.index.index import UniverseIndex
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from serving.matching.bundle import MANIFEST, Bundle, BundleRefused, bundle_hash, shipped_bundle
from serving.matching.matcher import Matcher
from serving.runtime.champions import read_history
from serving.runtime.files_used import folders_built
from serving.runtime.home import Home, Pointer, PointerBroken, read_pointer, read_shadow
from serving.runtime.model_source import locate_bundle

MAX_OPEN = 4
"""Matchers that are kept open for the next passport."""


class PartsMissing(OnematchError):
    """What a replay needs is not there; `missing` has one sentence for each part."""

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__("; ".join(missing))
        self.missing = tuple(missing)


@dataclass(frozen=True, slots=True)
class UsedModel:
    """The model behind a match: the versions of bundle and index, and the index's changes by sequence and name."""

    kind: Kind
    bundle: str
    index: str
    delta: int
    changes: str | None


@dataclass(frozen=True, slots=True)
class Places:
    """Finds and opens the model behind a match.

    `named` are further folders, looked at first; `served` returns the pairs of a kind that answer now.
    """

    home: Home
    named: Sequence[Path] = ()
    served: Callable[[Kind], Iterable[Pointer]] = lambda _: ()

    def matcher(self, model: UsedModel) -> Matcher:
        """Open bundle and index as they were. Raises PartsMissing."""
        folders = list(dict.fromkeys(self._folders(model)))
        bundle = next((one for one in folders if _has_bundle(one, model.bundle)), None)
        indexes = [one for one in folders if _has_index(one, model.index)]
        missing = [] if bundle else [f"the bundle {model.bundle}: no folder of that version was found"]
        missing += [] if indexes else [f"the index {model.index}: no folder of that version was found"]
        for index in indexes if bundle else ():
            try:
                return _opened(model, bundle, index)
            except (BundleRefused, IndexRefused, DeltaNotKept) as error:
                missing.append(str(error))
        raise PartsMissing(missing)

    def _folders(self, model: UsedModel) -> Iterator[Path]:
        """Yield the folders that may be the ones, of the pairs of a kind the latest first."""
        kind = model.kind
        home = self.home
        yield from (*self.named, home.bundle(kind, model.bundle))
        pairs = list(self.served(kind))
        for read in (read_pointer, read_shadow):
            with suppress(PointerBroken):
                pairs += filter(None, [read(home, kind)])
        for pair in pairs:
            yield from (locate_bundle(pair.bundle), pair.index)
        for change in reversed(read_history(home.history_file, kind)):
            yield from (home.root / change.bundle, home.root / change.index)
        yield from (*folders_built(home), *filter(None, [shipped_bundle(kind)]))


def _has_bundle(folder: Path, version: str) -> bool:
    return (folder / MANIFEST).is_file() and bundle_hash(folder) == version


def _has_index(folder: Path, version: str) -> bool:
    try:
        return read_manifest(folder).version == version
    except IndexRefused:
        return False


@lru_cache(MAX_OPEN)
def _opened(model: UsedModel, bundle: Path, index: Path) -> Matcher:
    """Open bundle and index as they were. Raises BundleRefused, IndexRefused, DeltaNotKept."""
    found = Matcher(Bundle.open(bundle), UniverseIndex.open(index, state=model.delta))
    if found.index.changes_name != model.changes:
        raise DeltaNotKept(f"{index}: got other changes, expected those that the match read")
    return found
