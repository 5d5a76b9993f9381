"""The registered versions, left in the home as a plain file: serving shows them and never asks MLflow."""

from collections.abc import Sequence

from features.schema.kinds import Kind
from serving.runtime.home import Home
from serving.runtime.model_records import RegisteredVersion, leave_registered
from training.promotion.registry import Registry
from training.promotion.versions import Version, model_name


def leave_versions(home: Home, registry: Registry, kind: Kind, name: str | None) -> None:
    """Write the present versions of one model, with their aliases, into the home."""
    leave_registered(home, kind, model_name(kind, name), as_shown(registry.versions(kind, name)))


def as_shown(versions: Sequence[Version]) -> list[RegisteredVersion]:
    """Return versions as serving shows them."""
    return [RegisteredVersion(one.model, one.version, one.aliases, one.created_at) for one in versions]
