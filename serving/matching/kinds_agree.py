"""The check of a command's kind against the manifests of its bundle and index, before anything is read."""

from pathlib import Path

from data.index.format import read_manifest
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from serving.matching.bundle import kind_of_bundle


class KindDisagrees(OnematchError):
    """A bundle or an index is of another kind than the records."""


def require_kind(kind: Kind, bundle: Path | None, index: Path | None) -> None:
    """Raise KindDisagrees unless bundle and index are of the kind; raises BundleRefused, IndexRefused."""
    found = {}
    if bundle is not None:
        found[f"bundle {bundle}"] = kind_of_bundle(bundle)
    if index is not None:
        found[f"index {index}"] = Kind(read_manifest(index).kind)
    if any(one is not kind for one in found.values()):
        got = " and ".join(f"the {one} {what}" for what, one in found.items())
        raise KindDisagrees(f"--kind {kind}: got {got}, expected {kind} throughout")
