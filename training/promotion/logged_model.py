"""The bundle of a training as an MLflow model: a python_function from code, with signature and example, no pickle."""

import shutil
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from data.labels.links import SCHEMA
from data.tables.work_folders import work_folder
from features.schema.schema import Shape, schema_of

if TYPE_CHECKING:
    from mlflow.models import Model, ModelSignature

BUNDLE = "bundle"
CODE = Path(__file__).with_name("python_function.py")
Example = Sequence[Mapping[str, Any]]
"""Generated records, which stand for a caller's."""


def write_model(folder: Path, bundle: Path, index: Path | None, model: "Model", example: Example) -> None:
    """Write the model's folder: `MLmodel`, its code, its requirements, the example, and the bundle as it is.

    `index` is the index of the training, which the loaded model answers from by default; it is not copied.
    """
    from mlflow import pyfunc

    with work_folder("model") as staged:
        copy = Path(shutil.copytree(bundle, staged / BUNDLE))
        pyfunc.save_model(
            folder,
            python_model=str(CODE),
            artifacts={BUNDLE: str(copy)},
            mlflow_model=model,
            model_config={"index": None if index is None else str(index.resolve())},
            signature=model.signature,
            input_example=table_of_example(example),
            pip_requirements=[f"{name}=={version(name)}" for name in ("mlflow", "onematch")],
        )


def bundle_in(folder: Path) -> Path:
    """Return the bundle in a model's folder; the folder itself where it is a bundle, as versions once were."""
    inside = folder / "artifacts" / BUNDLE
    return inside if inside.is_dir() else folder


def signature_of(shape: Shape) -> "ModelSignature":
    """Return what the model reads, canonical columns and own fields as text, only `id` needed, and its LINKS."""
    from mlflow.models import ModelSignature
    from mlflow.types import ColSpec, DataType, Schema, TensorSpec
    from mlflow.types.schema import Array

    types: dict[pa.DataType, DataType | Array] = {
        pa.string(): DataType.string,
        pa.float64(): DataType.double,
        pa.list_(pa.string()): Array(DataType.string),
    }
    columns = schema_of(shape).columns
    read: list[ColSpec | TensorSpec] = [ColSpec(DataType.string, name, required=name == "id") for name in columns]
    given: list[ColSpec | TensorSpec] = [
        ColSpec(types[field.type], field.name, required=not field.nullable) for field in SCHEMA
    ]
    return ModelSignature(Schema(read), Schema(given))


def table_of_example(example: Example) -> Any:
    """Return records as a pandas table of texts, lists joined as in a CSV."""
    import pandas as pd

    return pd.DataFrame([{name: _text(value) for name, value in row.items()} for row in example])


def _text(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
