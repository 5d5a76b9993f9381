"""The registered versions, left in the home as a plain file: serving shows them and never asks MLflow."""

from features.schema.kinds import Kind
from serving.runtime.home import Home
from serving.runtime.model_records import RegisteredVersion, leave_registered
from training.promotion.registry import Registry
from training.promotion.versions import model_name


def leave_versions(home: Home, registry: Registry, kind: Kind, name: str | None) -> None:
    """Write the present versions of one model, with their aliases, into the home."""
    found = [
        RegisteredVersion(one.model, one.version, one.aliases, one.created_at) for one in registry.versions(kind, name)
    ]
    leave_registered(home, kind, model_name(kind, name), found)
