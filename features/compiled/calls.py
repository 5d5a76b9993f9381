"""The numba modules of the room: each is imported, with numba, when a function of it is first needed."""

from typing import TYPE_CHECKING

from features.compiled.loader import CompiledModule

if TYPE_CHECKING:
    from features.compiled import correspondences, features, groups, levels, weights
else:
    correspondences = CompiledModule("features.compiled.correspondences")
    features = CompiledModule("features.compiled.features")
    groups = CompiledModule("features.compiled.groups")
    levels = CompiledModule("features.compiled.levels")
    weights = CompiledModule("features.compiled.weights")

__all__ = ["correspondences", "features", "groups", "levels", "weights"]
