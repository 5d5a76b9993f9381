"""Files of runs in the local MLflow store of a test."""

from pathlib import Path

from training.promotion.registry import Version


def run_file(version: Version, name: str) -> Path:
    """Return the path of an artefact of a version's run; the model of a run lies beside the runs."""
    root = Path(version.source.removeprefix("file://")).parents[2]
    return root / str(version.run_id) / "artifacts" / name
