"""Entity resolution from Python: index profiles, train, match, dedupe, evaluate and explain, as the commands do.

Records are tables of pandas, polars or pyarrow, or paths of CSV, Parquet and NDJSON files. Results are tables of the
library that the records came in; for a path they are pyarrow tables. `docs/python.md` has an example of each name.

>>> import onematch
>>> import pyarrow as pa
>>> members = pa.table({
...     "id": ["m1", "m2"],
...     "full_name": ["Katarina Nowak", "John Smith"],
...     "email": ["k.nowak@acme.example", "jsmith@globex.example"],
... })
>>> index = onematch.Index.build("person", members, "members.index")
>>> records = pa.table({"id": ["c1"], "full_name": ["Nowak, Katarina"], "email": ["K.Nowak@acme.example"]})
>>> onematch.match(records, index).select(["crm_id", "candidate_id"]).to_pylist()
[{'crm_id': 'c1', 'candidate_id': 'm1'}]
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from training.extras import needs_extras

if TYPE_CHECKING:
    from data.index.index import UniverseIndex as Index
    from data.tables.frames import InputIgnored
    from features.schema.errors import OnematchError
    from serving.matching.bundle import Bundle
    from serving.matching.matcher import Matcher
    from training.calls.matching import dedupe, explain, gain, match, passport, verify_passport
    from training.calls.modelling import evaluate, models, review, thresholds, train
    from training.feedback.contract_session import ContractSession
    from training.feedback.opened_models import linker, pair_features

__all__ = [
    "Bundle",
    "ContractSession",
    "Index",
    "InputIgnored",
    "Matcher",
    "OnematchError",
    "dedupe",
    "evaluate",
    "explain",
    "gain",
    "linker",
    "match",
    "models",
    "pair_features",
    "passport",
    "review",
    "thresholds",
    "train",
    "verify_passport",
]
_CALLS = "training.calls.matching"
_MODELLING = "training.calls.modelling"
_MODELS = "training.feedback.opened_models"
_MODULES = {
    "Bundle": "serving.matching.bundle",
    "ContractSession": "training.feedback.contract_session",
    "Index": "data.index.index",
    "InputIgnored": "data.tables.frames",
    "Matcher": "serving.matching.matcher",
    "OnematchError": "features.schema.errors",
    "linker": _MODELS,
    "pair_features": _MODELS,
    **dict.fromkeys(("evaluate", "models", "review", "thresholds", "train"), _MODELLING),
}
"""Where a name is imported from at its first use: `import onematch` itself loads nothing."""


def main() -> None:
    """Run the command line `onematch`."""
    import_module("training.cli").main()


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'onematch' has no attribute {name!r}")
    with needs_extras(f"onematch.{name}"):
        module = import_module(_MODULES.get(name, _CALLS))
    value = globals()[name] = getattr(module, "UniverseIndex" if name == "Index" else name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


if __name__ == "__main__":  # in a bento, whose command line is not installed
    main()
