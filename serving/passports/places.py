"""Where the bundles and indexes of passports are: what a home served, promoted, trained or built, and named folders."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

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

MOST_OPEN = 4
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


@dataclass(slots=True)
class OpenedModels:
    """The matchers of the last passports, kept open for the next ones."""

    _open: OrderedDict[tuple[UsedModel, Path, Path], Matcher] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def matcher(self, model: UsedModel, bundle: Path, index: Path) -> Matcher:
        """Open bundle and index as they were. Raises BundleRefused, IndexRefused, DeltaNotKept."""
        key = (model, bundle, index)
        with self._lock:
            if key not in self._open:
                self._open[key] = Matcher(Bundle.open(bundle), UniverseIndex.open(index, state=model.delta))
                while len(self._open) > MOST_OPEN:
                    self._open.popitem(last=False)
            self._open.move_to_end(key)
            return self._open[key]


@dataclass(frozen=True, slots=True)
class Places:
    """Finds and opens the model behind a match.

    `bundles` and `indexes` are further folders to look at, `served` returns the pairs of a kind that answer now.
    """

    home: Home
    bundles: Sequence[Path] = ()
    indexes: Sequence[Path] = ()
    served: Callable[[Kind], Iterable[Pointer]] = lambda _: ()
    opened: OpenedModels = field(default_factory=OpenedModels)
    _found: dict[UsedModel, tuple[Path, Path]] = field(default_factory=dict)

    def matcher(self, model: UsedModel) -> Matcher:
        """Open bundle and index as they were. Raises PartsMissing."""
        found = self._found.get(model)
        return self._searched(model) if found is None else self.opened.matcher(model, *found)

    def _searched(self, model: UsedModel) -> Matcher:
        bundle, indexes = next(self._bundles(model), None), list(self._indexes(model))
        missing = [
            f"the {what} {version}: no folder of that version was found"
            for what, version, is_there in (("bundle", model.bundle, bundle), ("index", model.index, indexes))
            if not is_there
        ]
        for index in indexes:
            if bundle is None:
                break
            try:
                return self._as_then(model, bundle, index)
            except (BundleRefused, IndexRefused, DeltaNotKept) as error:
                missing.append(str(error))
        raise PartsMissing(missing)

    def _as_then(self, model: UsedModel, bundle: Path, index: Path) -> Matcher:
        found = self.opened.matcher(model, bundle, index)
        if found.index.changes_name != model.changes:
            raise DeltaNotKept(f"{index}: got other changes, expected those that the match read")
        self._found[model] = bundle, index
        return found

    def _bundles(self, model: UsedModel) -> Iterator[Path]:
        for folder in self._bundle_folders(model):
            if (folder / MANIFEST).is_file() and bundle_hash(folder) == model.bundle:
                yield folder

    def _indexes(self, model: UsedModel) -> Iterator[Path]:
        for folder in self._index_folders(model.kind):
            try:
                if read_manifest(folder).version == model.index:
                    yield folder
            except IndexRefused:
                continue

    def _bundle_folders(self, model: UsedModel) -> Iterator[Path]:
        yield from self.bundles
        yield self.home.bundle(model.kind, model.bundle)
        for bundle, _ in self._known_pairs(model.kind):
            yield bundle
        yield from folders_built(self.home)
        shipped = shipped_bundle(model.kind)
        if shipped is not None:
            yield shipped

    def _index_folders(self, kind: Kind) -> Iterator[Path]:
        yield from self.indexes
        for _, index in self._known_pairs(kind):
            yield index
        yield from folders_built(self.home)

    def _known_pairs(self, kind: Kind) -> Iterator[tuple[Path, Path]]:
        """Yield the pairs that are served, that score in the shadow, and that were champions, the latest first."""
        for pair in self.served(kind):
            yield pair.bundle, pair.index
        for read in (read_pointer, read_shadow):
            try:
                pointer = read(self.home, kind)
            except PointerBroken:
                continue
            if pointer is not None:
                yield locate_bundle(pointer.bundle), pointer.index
        for change in reversed(read_history(self.home.history_file, kind)):
            yield self.home.root / change.bundle, self.home.root / change.index
