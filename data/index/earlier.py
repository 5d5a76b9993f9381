"""An index that an earlier version built: fields that it does not know are empty, as where no profile states them."""

from collections.abc import Mapping

import numpy as np

from data.index.columns import CODES, LENGTHS
from data.index.format import Array, Manifest, Mapped
from features.pairs.columns import NULL
from features.schema.schema import field_positions


def newer_fields(manifest: Manifest) -> list[str]:
    """Return the fields of this version that an index does not hold."""
    return [field.name for field in manifest.schema.fields if field.name not in manifest.fields]


def with_newer_fields(manifest: Manifest, arrays: Mapping[str, Mapped]) -> Mapping[str, Mapped]:
    """Return the arrays of an index with an empty vocabulary for each field that it does not hold.

    The rows of such an index are laid out anew in memory; one of this version is returned as it is.
    """
    newer = newer_fields(manifest)
    if not newer or CODES not in arrays or LENGTHS not in arrays:
        return arrays
    filled = dict(arrays)
    for name in newer:
        filled[f"{name}.hash"] = Mapped(np.empty(0, np.uint32), b"")
        filled[f"{name}.count"] = Mapped(np.empty(0, np.int8), b"")
    for name, names, nothing in zip((CODES, LENGTHS), field_positions(manifest.schema), (NULL, 0), strict=True):
        held = [at for at, field in enumerate(names) if field not in newer]
        filled[name] = Mapped(_spread(arrays[name].array, held, len(names), nothing), b"")
    return filled


def _spread(array: Array, held: list[int], width: int, nothing: int) -> Array:
    """Return rows of some columns as rows of all; an array of another size stays, for the check to refuse."""
    if len(array) % len(held):
        return array
    rows = np.full((len(array) // len(held), width), nothing, array.dtype)
    rows[:, held] = array.reshape(-1, len(held))
    return rows.ravel()
