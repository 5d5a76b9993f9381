"""The numba modules of matching: each is imported, with numba, when a function of it is first needed."""

from typing import TYPE_CHECKING

from features.compiled.loader import CompiledModule

if TYPE_CHECKING:
    from serving.matching.compiled import choice, trees
else:
    choice = CompiledModule("serving.matching.compiled.choice")
    trees = CompiledModule("serving.matching.compiled.trees")

__all__ = ["choice", "trees"]
