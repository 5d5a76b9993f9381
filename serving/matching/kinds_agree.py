"""A bundle and an index are of the kind that a command is asked for; their manifests say so before anything is done."""

from pathlib import Path

from data.index.format import read_manifest
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from serving.matching.bundle import kind_of_bundle


class KindDisagrees(OnematchError):
    """A bundle or an index is of another kind than the records."""


def require_kind(kind: Kind, bundle: Path | None, index: Path | None) -> None:
    """Raise KindDisagrees, naming every kind, unless bundle and index are of the kind.

    Raises BundleRefused, IndexRefused for what is none.
    """
    found = {}
    if bundle is not None:
        found[f"bundle {bundle}"] = kind_of_bundle(bundle)
    if index is not None:
        found[f"index {index}"] = Kind(read_manifest(index).kind)
    if any(one is not kind for one in found.values()):
        told = " and ".join(f"the {one} {what}" for what, one in found.items())
        raise KindDisagrees(f"--kind {kind}: got {told}, expected {kind} throughout")
