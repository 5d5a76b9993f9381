"""The shipped bundles: where everyone without labels starts from."""

from pathlib import Path

import serving
from features.schema.kinds import Kind


def shipped_bundle(kind: Kind) -> Path | None:
    """Return the folder of the bundle that comes with the installation, None where there is none yet."""
    folder = Path(next(iter(serving.__path__))) / "shipped" / kind
    return folder if folder.is_dir() else None
