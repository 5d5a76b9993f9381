"""What a training is asked for, and what it reads: its files, its base model, its index, and where they come from."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from data.index.build import index_of
from data.index.index import UniverseIndex
from data.tables.optional_columns import UniverseFile
from data.tables.progress import Progress
from data.tables.records import Table
from data.tables.renames import Renames
from data.tables.text_table import read_text_table
from features.schema.kinds import Kind
from features.schema.schema import Schema
from features.schema.value_class import value_class
from serving.matching.bundle import Bundle, content_hash, shipped_bundle
from serving.matching.fields_agree import Declarations, agreed_schema
from serving.matching.policy import USUAL_PRECISION, require_precision
from training.feedback.feedback import Feedback
from training.fitting.methods.training_parameters import TrainingParameters
from training.promotion.tracked_run import TrainingData

NO_BASE_MODEL = "none"
STORE = Path("the store")
"""In place of a file: what was gathered from the store."""
PACKAGES = ("splink", "duckdb", "lightgbm", "scikit-learn", "numpy", "rapidfuzz")


@value_class
class TrainRequest:
    """The files and options of a training. `start_from` is a bundle folder, `none`, or None for the shipped bundle.

    `feedback` is a file of judgements or the URL of a store, or what was gathered from one; only with the latter there
    may be no `crm`. Without `parameters` they are the usual ones of the kind. `tags` are the run's and the version's.
    `champion` is the bundle that answers now: what it links is linked until answers contradict.
    """

    kind: Kind
    crm: Path | None
    out: Path
    universe: Path | None = None
    index: Path | None = None
    labels: Path | None = None
    labels_split: str | None = None
    feedback: str | Feedback | None = None
    account_links: Path | None = None
    start_from: Path | str | None = None
    precision: float = USUAL_PRECISION
    name: str | None = None
    register: bool = True
    seed: int = 0
    renames: Renames = field(default_factory=dict)
    fields: Declarations = None
    parameters: TrainingParameters | None = None
    tags: Mapping[str, str] = field(default_factory=dict)
    champion: Path | None = None

    def __post_init__(self) -> None:
        require_precision(self.precision)

    @property
    def schema(self) -> Schema:
        """The schema that the records are read by. Raises FieldsDisagree."""
        universe = UniverseFile.of(self.universe, self.renames)
        return agreed_schema(self.kind, self.fields, None, self.index, universe)


def base_model_folder(request: TrainRequest) -> Path | None:
    """Return the folder of the base model, None where the training starts from nothing."""
    if request.start_from == NO_BASE_MODEL:
        return None
    if request.start_from is None:
        return shipped_bundle(request.kind)
    return Path(request.start_from)


@contextmanager
def opened_index(request: TrainRequest, progress: Progress) -> Iterator[UniverseIndex]:
    """Open the index of a training, or build one of its universe for the block."""
    with index_of(request.schema, request.index, request.universe, request.renames, progress) as folder:
        yield UniverseIndex.open(folder)


def provenance(request: TrainRequest, index: UniverseIndex, base_model: Bundle | None) -> dict[str, Any]:
    """Return where a training's parameters come from: seeds, versions and digests of what was read."""
    return {
        "seed": request.seed,
        "precision": request.precision,
        "base_model": None if base_model is None else base_model.version,
        "index": index.version,
        "universe_rows": len(index),
        "data": _digests(request),
        "versions": {name: version(name) for name in PACKAGES},
    }


def _digests(request: TrainRequest) -> dict[str, str]:
    """Return the digest of each file that was read, and of answers that were gathered, by role."""
    of_files = {name: content_hash(path) for name, path in (("crm", request.crm), *_answers_read(request)) if path}
    return of_files | ({"feedback": request.feedback.digest} if isinstance(request.feedback, Feedback) else {})


def data_read(request: TrainRequest, crm: Table, facts: dict[str, Any]) -> list[TrainingData]:
    """Return what the training read, records, profiles and labels, without a value of them."""
    digests = facts["data"]
    profiles = request.index or request.universe or Path()
    fields = [field.name for field in request.schema.fields]
    files = [TrainingData("universe", profiles, facts["index"], fields, facts["universe_rows"])]
    if request.crm is not None:
        files.insert(0, TrainingData("training", request.crm, digests["crm"], crm.raw.column_names, len(crm)))
    if isinstance(request.feedback, Feedback):
        role = "training" if request.crm is None else "feedback"
        files.insert(0, TrainingData(role, STORE, digests["feedback"], fields, len(request.feedback.records)))
    for name, path in _answers_read(request):
        if path is not None:
            table = read_text_table(path, required=())
            files.append(TrainingData(name, path, digests[name], [*table.columns], table.n_rows))
    return files


def _answers_read(request: TrainRequest) -> tuple[tuple[str, Path | None], ...]:
    """Return the files of answers that a training reads, by role; feedback may come from a store instead."""
    feedback = request.feedback
    file = Path(feedback) if isinstance(feedback, str) and "://" not in feedback else None
    return ("labels", request.labels), ("feedback", file)
