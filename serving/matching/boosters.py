"""A stored booster, which LightGBM opens only when more is asked of it than its trees as arrays tell.

Importing LightGBM brings pandas, SciPy and scikit-learn with it: 95 MB in every process, and a second of its start.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import lightgbm


@dataclass(frozen=True)
class StoredBooster:
    """A booster by its model text, with those of LightGBM's functions that are asked for."""

    text: str

    @cached_property
    def opened(self) -> "lightgbm.Booster":
        """The booster as LightGBM reads it."""
        import lightgbm

        return lightgbm.Booster(model_str=self.text)

    def predict(self, matrix: Any, **options: Any) -> Any:
        return self.opened.predict(matrix, **options)

    def num_trees(self) -> int:
        return int(self.opened.num_trees())

    def model_to_string(self, **options: Any) -> str:
        return str(self.opened.model_to_string(**options))
