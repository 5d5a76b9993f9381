"""The functions of `import onematch` that make and measure models."""

import getpass
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from data.index.index import UniverseIndex
from data.tables.frames import InputFiles
from features.schema.kinds import Kind, kind_named
from serving.matching.bundle import SHIPPED, Bundle, bundle_folder
from serving.matching.fields_agree import agreed_schema
from serving.matching.policy import USUAL_PRECISION
from serving.runtime.settings import load_settings
from serving.vocabulary.terms import ReviewOrder
from training.calls.inputs import Columns, Fields, Links, Location, Params, read_inputs
from training.evaluation.evaluate import EvaluateRequest
from training.evaluation.evaluate import evaluate as measure
from training.evaluation.evaluation import Evaluation
from training.evaluation.thresholds import ThresholdTable, thresholds_of
from training.extras import needs_extras, require_training
from training.promotion.registry import Version, list_versions, log_evaluation
from training.terminal import OptionsWrong


def train(
    records: Any,
    index: UniverseIndex | Location,
    out: Location,
    labels: Any = None,
    columns: Columns = None,
    account_links: Any = None,
    fields: Fields = None,
    params: Params = None,
    *,
    labels_split: str | None = None,
    feedback: str | None = None,
    start_from: Location | None = None,
    precision: float = USUAL_PRECISION,
    name: str | None = None,
    register: bool | None = None,
    seed: int = 0,
) -> Any:
    """Fit the models of one kind and write the bundle to the folder `out`.

    Does what `onematch train` does, the MLflow run and the registration as challenger included. `labels` has the
    columns `crm_id` and `universe_id`. Needs the extra `train`. Returns the folder, metrics, run and parameters.

    >>> trained = onematch.train(
    ...     "sample/person/crm.parquet", "people.index", "person.bundle",
    ...     labels="sample/person/truth.parquet", labels_split="train",
    ... )
    >>> trained.metrics["basis"]
    'own_labels'
    """
    with needs_extras("onematch.train"):
        from training.parameters_file import read_parameters
        from training.request import TrainRequest
        from training.train import train as fit

    with InputFiles() as files:
        labelled = files.optional("labels", labels)
        read = read_inputs(
            files=files, records=records, index=index, bundle=None, columns=columns, fields=fields, labels=labelled
        )
        request = TrainRequest(
            **read,
            out=Path(out),
            labels=labelled,
            account_links=files.optional("account_links", account_links),
            parameters=read_parameters(agreed_schema(read["kind"], read["fields"], None, read["index"]), params),
            labels_split=labels_split,
            feedback=feedback,
            start_from=None if start_from is None else os.fspath(start_from),
            precision=precision,
            name=name,
            register=load_settings().register_runs if register is None else register,
            seed=seed,
        )
        return fit(request)


def evaluate(
    records: Any,
    index: UniverseIndex | Location,
    truth: Any,
    bundle: Bundle | Location = SHIPPED,
    columns: Columns = None,
    report: Location | None = None,
    fields: Fields = None,
    *,
    split: str | None = None,
    segments: Sequence[str] = (),
    links: Links = "best-per-record",
    seed: int = 0,
) -> Evaluation:
    """Match the records and measure the links against the truth (`crm_id`, `universe_id`), as `onematch evaluate`.

    `.figures` of what is returned has the figures by name, and by the values of the columns `segments`. `report=`
    writes the HTML report, which needs the extra `train`.

    >>> measured = onematch.evaluate(
    ...     "sample/person/crm.parquet", "people.index", "sample/person/truth.parquet", "person.bundle", split="test"
    ... )
    >>> measured.figures["best_f1"] > 0.9
    True
    """
    if report is not None:
        require_training("report=")
    page = None if report is None else Path(report)
    with InputFiles() as files:
        right = files.path("truth", truth)
        read = read_inputs(
            files=files,
            records=records,
            index=index,
            bundle=bundle,
            columns=columns,
            fields=fields,
            labels=right,
            segments=segments,
        )
        request = EvaluateRequest(
            **read, truth=right, report=page, split=split, segments=tuple(segments), links=links, seed=seed
        )
        measured = measure(request)
    log_evaluation(request, measured)
    return measured


def thresholds(bundle: Bundle | Location = SHIPPED, kind: str | None = None) -> ThresholdTable:
    """Return what each wanted precision of a bundle costs in links, reviews and errors, as `onematch thresholds`.

    `"shipped"` needs the kind. A notebook shows the levels as a table.

    >>> table = onematch.thresholds("person.bundle")
    >>> [level.wanted for level in table.levels]
    [0.9, 0.95, 0.98, 0.99, 0.995, 0.999]
    """
    if isinstance(bundle, Bundle):
        return thresholds_of(bundle.path)
    if kind is None and bundle == SHIPPED:
        raise OptionsWrong("shipped: got no kind, expected person or company")
    return thresholds_of(Path(bundle) if kind is None else bundle_folder(Path(bundle), kind_named(kind)))


def review(
    links: Any,
    records: Any,
    index: UniverseIndex | Location,
    out: Location,
    bundle: Bundle | Location = SHIPPED,
    columns: Columns = None,
    fields: Fields = None,
    *,
    limit: int = 20,
    sort: str = "useful",
    blind: bool = False,
    user: str | None = None,
) -> int:
    """Ask about the links that `match` gave, as `onematch review`; return how many were answered.

    A notebook shows each question as HTML, elsewhere it is printed; `input` reads the keys, and `?` lists them. Each
    answer is kept at once, in the file `out`, which `train` takes as `feedback`. Needs the extra `train`.
    """
    with needs_extras("onematch.review"):
        from training.feedback.review_files import FileQueue, ReviewRequest
        from training.feedback.review_screen import TerminalScreen, key_of_input
        from training.feedback.review_session import ReviewSession

    with InputFiles() as files:
        read = read_inputs(files=files, records=records, index=index, bundle=bundle, columns=columns, fields=fields)
        queue = FileQueue(
            ReviewRequest(
                **read,
                links=files.path("links", links),
                out=Path(out),
                user=user or getpass.getuser(),
                limit=limit,
                order=ReviewOrder(sort),
            )
        )
        queue.prepare()
        screen: type[TerminalScreen] = TerminalScreen
        if _is_notebook():
            from training.feedback.notebook_screen import NotebookScreen

            screen = NotebookScreen
        return ReviewSession(queue, screen(read["kind"], key_of_input), blind).run()


def models(kind: str | None = None, name: str | None = None) -> list[Version]:
    """Return the registered versions of one kind or of both, the oldest first, as `onematch models list`.

    >>> onematch.models("person")
    []
    """
    home = load_settings().home_layout
    kinds = [*Kind] if kind is None else [kind_named(kind)]
    return [version for each in kinds for version in list_versions(home, each, name)]


def _is_notebook() -> bool:
    """Whether this runs in the kernel of a notebook."""
    ipython = sys.modules.get("IPython")
    return ipython is not None and hasattr(ipython.get_ipython(), "kernel")
