"""A stored booster that imports LightGBM at its first use only.

Importing LightGBM imports pandas, SciPy and scikit-learn too: 95 MB a process and a second at start.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import lightgbm


@dataclass(frozen=True)
class StoredBooster:
    """A booster by its model text, with the functions of `lightgbm.Booster` that the project uses."""

    text: str

    @cached_property
    def opened(self) -> "lightgbm.Booster":
        """The model text, parsed by LightGBM."""
        import lightgbm

        return lightgbm.Booster(model_str=self.text)

    def predict(self, matrix: Any, **options: Any) -> Any:
        return self.opened.predict(matrix, **options)

    def num_trees(self) -> int:
        return int(self.opened.num_trees())

    def model_to_string(self, **options: Any) -> str:
        return str(self.opened.model_to_string(**options))
