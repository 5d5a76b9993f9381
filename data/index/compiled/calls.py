"""The numba modules of the index: each is imported, with numba, when a function of it is first needed."""

from typing import TYPE_CHECKING

from features.compiled.loader import CompiledModule

if TYPE_CHECKING:
    from data.index.compiled import candidates, ranking, rows, vocabulary, words
else:
    candidates = CompiledModule("data.index.compiled.candidates")
    ranking = CompiledModule("data.index.compiled.ranking")
    rows = CompiledModule("data.index.compiled.rows")
    vocabulary = CompiledModule("data.index.compiled.vocabulary")
    words = CompiledModule("data.index.compiled.words")

__all__ = ["candidates", "ranking", "rows", "vocabulary", "words"]
