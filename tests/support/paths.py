"""Where the project, its shipped bundles and the records with known answers stand."""

import os
from pathlib import Path

import features

ROOT = Path(features.__file__).resolve().parent.parent
SHIPPED = ROOT / "serving" / "shipped"
BENCH_DATA = Path(os.environ.get("ONEMATCH_BENCH_DATA", ROOT.parent / "shared" / "data"))
