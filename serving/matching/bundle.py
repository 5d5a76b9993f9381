"""The bundle: the model that training hands to serving, a folder of plain files, verified when it is opened."""

import hashlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import serving
from data.tables.outputs import LAYOUTS, FolderType
from features.own_fields.registry import DeclarationWrong, schema_from_json
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from features.schema.schema import Schema
from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.matching.boosting.boosters import StoredBooster
from serving.matching.calibration import Calibration
from serving.matching.collective import CollectiveModel
from serving.matching.former_names import file_of, read_json
from serving.matching.policy import Policy
from serving.matching.ranker import BASE_MODEL_FEATURES, Ranker, declared_features

FORMAT = 1
MANIFEST = LAYOUTS[FolderType.BUNDLE].manifest
SPLINK = "splink.json"
TREES = "lightgbm.txt"
CALIBRATION = "calibration.json"
POLICY = "policy.json"
GOLDEN = "golden.json"
METRICS = "metrics.json"
COLLECTIVE_TREES = "collective.txt"
COLLECTIVE = "collective.json"
BASE_MODEL = "base_model"
SHIPPED = "shipped"
PARAMETERS = "params"
"""The key of a manifest that holds the parameters of its training that differ from the usual ones, where any do."""
OWN_FIELDS = "own_fields"
"""The key of a manifest that holds the declarations of own fields, where there are any."""
STATED = ("kind", "basis", "features", "fields", "files")
"""Keys that every manifest has."""


class BundleRefused(OnematchError):
    """A folder is not a complete bundle, or was written by another version of the code."""


@value_class
class Bundle:
    """A model in memory: Splink settings, re-ranker, calibration and policy; `version` is the hash of its manifest."""

    schema: Schema
    version: str
    splink: Mapping[str, Any]
    ranker: Ranker
    calibration: Calibration
    policy: Policy
    basis: str
    golden: Mapping[str, Any]
    manifest: Mapping[str, Any]
    base_model: "Bundle | None"
    collective: CollectiveModel | None
    path: Path

    @property
    def kind(self) -> Kind:
        return self.schema.kind

    @property
    def deciding_policy(self) -> Policy:
        """The policy that decides a whole file: the collective pass's, where there is one."""
        return self.policy if self.collective is None else self.collective.policy

    def splink_read_by(self, schema: Schema) -> Mapping[str, Any]:
        """Return the match weights without the comparisons of own fields that records are not read by."""
        lacking = {own.name for own in self.schema.own} - {own.name for own in schema.own}
        comparisons = [each for each in self.splink["comparisons"] if each["output_column_name"] not in lacking]
        return {**self.splink, "comparisons": comparisons}

    @property
    def task(self) -> str | None:
        """What a bundle is for that does not link records to profiles."""
        return self.manifest.get("task")

    @classmethod
    def open(cls, path: Path | str) -> "Bundle":
        """Read a bundle folder. Raises BundleRefused with the reason if anything is missing, changed or unknown."""
        path = Path(path)
        manifest = read_manifest(path)
        _verify(path, manifest)
        schema = _schema(path, manifest)
        _check_normalisers(path, schema, manifest["fields"])
        own = [key for key in manifest["features"] if key not in BASE_MODEL_FEATURES]
        base_model = file_of(path, BASE_MODEL)
        ranker = Ranker(
            StoredBooster(file_of(path, TREES).read_text()),
            declared_features(schema, own),
            len(own) < len(manifest["features"]),
        )
        return cls(
            schema=schema,
            version=bundle_hash(path),
            splink=read_json(path, SPLINK),
            ranker=ranker,
            calibration=Calibration.from_json(read_json(path, CALIBRATION)),
            policy=Policy.from_json(read_json(path, POLICY)),
            basis=str(manifest["basis"]),
            golden=read_json(path, GOLDEN),
            manifest=manifest,
            base_model=cls.open(base_model) if base_model.is_dir() else None,
            collective=_read_collective(path),
            path=path,
        )


def shipped_bundle(kind: Kind) -> Path | None:
    """Return the folder of the bundle that comes with the installation, None where there is none yet."""
    folder = Path(next(iter(serving.__path__))) / "shipped" / kind
    return folder if folder.is_dir() else None


def bundle_folder(named: Path | str, kind: Kind) -> Path:
    """Return the folder of a bundle, that of the shipped one for `shipped`."""
    return (shipped_bundle(kind) if str(named) == SHIPPED else None) or Path(named)


def _read_collective(path: Path) -> CollectiveModel | None:
    if not file_of(path, COLLECTIVE).is_file():
        return None
    return CollectiveModel.from_parts(file_of(path, COLLECTIVE_TREES).read_text(), read_json(path, COLLECTIVE))


def bundle_hash(path: Path) -> str:
    """Return the first 12 hex digits of the manifest's SHA-256; the manifest holds the hash of every other file."""
    return content_hash(path / MANIFEST)[:12]


def kind_of_bundle(path: Path) -> Kind:
    """Return the kind of a bundle by its manifest. Raises BundleRefused."""
    return Kind(read_manifest(path)["kind"])


def schema_of_bundle(path: Path) -> Schema:
    """Return the schema of a bundle by its manifest. Raises BundleRefused."""
    return _schema(path, read_manifest(path))


def read_manifest(path: Path) -> Mapping[str, Any]:
    """Return the manifest of a bundle. Raises BundleRefused where it is missing or of another format."""
    if not (path / MANIFEST).is_file():
        raise BundleRefused("{path} is no bundle: it has no {manifest}", path=path, manifest=MANIFEST)
    try:
        manifest = read_json(path, MANIFEST)
    except ValueError as error:
        raise BundleRefused("{path} cannot be read: {error}", path=path / MANIFEST, error=error) from error
    stated: Mapping[str, Any] = manifest if isinstance(manifest, dict) else {}
    if stated.get("format") != FORMAT:
        raise BundleRefused(
            "{path} has bundle format {value}, this version reads {format}",
            path=path / MANIFEST,
            value=stated.get("format"),
            format=FORMAT,
        )
    missing = [name for name in STATED if name not in stated]
    if missing or stated["kind"] not in list(Kind):
        raise BundleRefused(
            "{path} does not state {missing}",
            path=path / MANIFEST,
            missing=", ".join(missing) or wording("a known kind"),
        )
    if outside := [name for name in stated["files"] if not _is_inside(name)]:
        raise BundleRefused(
            "{path} names files outside of the bundle: {outside}", path=path / MANIFEST, outside=", ".join(outside)
        )
    return stated


def _is_inside(name: str) -> bool:
    pure = PurePosixPath(name)
    return not pure.is_absolute() and ".." not in pure.parts


def _verify(path: Path, manifest: Mapping[str, Any]) -> None:
    for name, expected in manifest["files"].items():
        file = file_of(path, name)
        if not file.is_file():
            raise BundleRefused("{path} lacks {name}", path=path, name=name)
        if content_hash(file) != expected:
            raise BundleRefused("{file} has changed since the bundle was written", file=file)


def _check_normalisers(path: Path, schema: Schema, versions: Mapping[str, int]) -> None:
    now = schema.field_versions
    changed = [name for name, version in versions.items() if now.get(name) != version]
    if changed:
        raise BundleRefused(
            "{path} was trained on other versions of the fields {changed}: train it again",
            path=path,
            changed=", ".join(changed),
        )


def _schema(path: Path, manifest: Mapping[str, Any]) -> Schema:
    try:
        return schema_from_json(Kind(manifest["kind"]), manifest.get(OWN_FIELDS, ()))
    except (DeclarationWrong, KeyError, TypeError, ValueError) as error:
        raise BundleRefused(
            "{path} has own fields that this version cannot read: {error}", path=path / MANIFEST, error=error
        ) from error


def content_hash(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
