"""A registered model as MLflow's python_function: this file is stored beside the bundle and run when it is loaded.

It answers like `Matcher.match`, from the index that `ONEMATCH_INDEX_PERSON` (or `_COMPANY`) names, else from that of
its training. An index holds profiles, so none is stored in MLflow.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
from mlflow.models.model import set_model
from mlflow.pyfunc.model import PythonModel

from features.schema.errors import OnematchError
from features.schema.texts import wording
from serving.matching.bundle import kind_of_bundle
from serving.matching.matcher import Matcher


class IndexNotNamed(OnematchError):
    """A model is loaded where the index of its training is not, and no other one is named."""


class MatcherModel(PythonModel):
    """Records in, LINKS out, both as pandas tables."""

    def load_context(self, context: Any) -> None:
        """Open the bundle and the index."""
        bundle = Path(context.artifacts["bundle"])
        self._matcher = Matcher.open(bundle, find_index(bundle, context.model_config or {}))

    def predict(self, context: object, model_input: pd.DataFrame, params: object = None) -> pd.DataFrame:
        """Match the rows; one without an id or without any field has no link."""
        del context, params
        rows = model_input.astype(object).where(model_input.notna(), None).to_dict("records")
        links: pd.DataFrame = self._matcher.match(pa.Table.from_pylist(rows)).to_pandas()
        return links


def find_index(bundle: Path, config: Mapping[str, Any]) -> Path:
    """Return the folder of the index. Raises IndexNotNamed."""
    variable = f"ONEMATCH_INDEX_{kind_of_bundle(bundle).upper()}"
    named = os.environ.get(variable) or config.get("index")
    if not named or not Path(named).is_dir():
        got = wording("{named} is no folder", named=named) if named else "the training built its index in passing"
        raise IndexNotNamed("{got}: name an index of the profiles in {variable}", got=got, variable=variable)
    return Path(named)


set_model(MatcherModel())
