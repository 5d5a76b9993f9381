"""Where the project, its shipped bundles and the records with known answers stand."""

from pathlib import Path

import features

ROOT = Path(features.__file__).resolve().parent.parent
SHIPPED = ROOT / "serving" / "shipped"
