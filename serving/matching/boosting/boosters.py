"""A stored booster, read from LightGBM's model text without LightGBM.

LightGBM brings SciPy: 160 MB of an installation, and 95 MB a process with what it imports.
"""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from features.schema.array_types import Floats, SingleRows
from serving.matching.boosting.contributions import Contributions
from serving.matching.boosting.model_text import TextModel
from serving.matching.boosting.trees import Trees


@dataclass(frozen=True)
class StoredBooster:
    """A booster by its model text. Raises ModelTextUnreadable for trees that are not evaluated."""

    text: str
    model: TextModel = field(init=False, repr=False, compare=False)
    trees: Trees = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "model", TextModel.read(self.text))
        object.__setattr__(self, "trees", Trees.of(self.model))

    def raw(self, matrix: SingleRows) -> Floats:
        """Return the sum of the trees for each row, bit for bit independent of the other rows."""
        return self.trees.raw(matrix) if len(matrix) else np.zeros(0)

    def contributions(self, matrix: SingleRows) -> Floats:
        """Return exact per-feature contributions to the sum (TreeSHAP), the base value last."""
        return self._contributions.of_rows(matrix)

    @cached_property
    def _contributions(self) -> Contributions:
        return Contributions.of(self.model, self.trees)

    def num_trees(self) -> int:
        return len(self.model.trees)
