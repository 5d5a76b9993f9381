"""A registered version of a model, and the names of models in the registry. Light: imports neither MLflow nor numpy."""

from dataclasses import dataclass

from features.schema.kinds import Kind


@dataclass(frozen=True, slots=True)
class Version:
    """One registered version of a model; `source` is the URI of its bundle folder, `created_at` is UTC."""

    model: str
    version: int
    aliases: tuple[str, ...]
    run_id: str | None
    source: str
    created_at: str


def model_name(kind: Kind, name: str | None = None) -> str:
    """Return the registered name of a kind, or the name that the user gives."""
    return name or f"onematch-{kind.value}"
