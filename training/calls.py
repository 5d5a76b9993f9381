"""The functions of `import onematch`: they do with tables and files what the commands do."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, TypedDict, TypeVar, Unpack, overload

import pyarrow as pa
import pyarrow.parquet as pq

from data.index.format import read_manifest
from data.index.index import UniverseIndex
from data.tables.fields_file import read_declared
from data.tables.frames import InputFiles, like, listed_rejects, renames_for, warn_of_rejects
from data.tables.records import read_records
from features.schema.kinds import Kind
from serving.batch.explain_file import explained_in_file
from serving.batch.files import FileMatchRequest, match_file
from serving.batch.gain import START_COLUMNS, plan_as_json, plan_file, start_cells
from serving.contract.passports.verification import VerificationShown
from serving.explanation.explained_record import ExplainedRecord
from serving.explanation.explanation import WantedExplanation
from serving.explanation.explanation import explain as explain_record
from serving.matching.bundle import SHIPPED, Bundle, bundle_folder
from serving.matching.fields_agree import agreed_schema
from serving.matching.matcher import Matcher
from serving.matching.policy import USUAL_PRECISION
from serving.runtime.settings import load_settings
from training.evaluation.evaluate import EvaluateRequest
from training.evaluation.evaluate import evaluate as measure
from training.evaluation.evaluation import Evaluation
from training.extras import needs_extras, require_extra
from training.feedback.passports import passport_of, verify_document

Location = str | os.PathLike[str]
Columns = Mapping[str, str] | Location | None
"""Their names by ours, or a columns file that `onematch columns` wrote."""
Fields = Sequence[Mapping[str, object]] | Location | None
"""Own fields: a file such as `docs/own-fields.md` shows, or its sections as dictionaries."""
Params = Mapping[str, object] | Location | None
"""Parameters of a training: a file that `onematch train --params-example` prints, or its sections as dictionaries."""
Links = Literal["best-per-record", "one-to-one"]
Frame = TypeVar("Frame")


class MatchOptions(TypedDict, total=False):
    """The options of `match`, with the meaning that `onematch match --help` gives them."""

    links: Links
    independent: bool
    precision: float | None
    explain: bool
    processes: int


@overload
def match(
    records: Location,
    index: UniverseIndex | Location,
    bundle: Bundle | Location = ...,
    columns: Columns = ...,
    account_links: Any = ...,
    fields: Fields = ...,
    **options: Unpack[MatchOptions],
) -> pa.Table: ...
@overload
def match(
    records: Frame,
    index: UniverseIndex | Location,
    bundle: Bundle | Location = ...,
    columns: Columns = ...,
    account_links: Any = ...,
    fields: Fields = ...,
    **options: Unpack[MatchOptions],
) -> Frame: ...
def match(
    records: Any,
    index: UniverseIndex | Location,
    bundle: Bundle | Location = SHIPPED,
    columns: Columns = None,
    account_links: Any = None,
    fields: Fields = None,
    **options: Unpack[MatchOptions],
) -> Any:
    """Decide every record and return LINKS: one row for each accepted record, with its best candidate.

    Does what `onematch match` does; `columns={"theirs": "ours"}` renames columns, `fields` names
    the columns of own fields in another file than the training's. Warns (InputIgnored) of rows and
    columns that were left out. Raises an OnematchError that says what was got and what was expected.

    >>> links = onematch.match("sample/person/crm.parquet", "people.index", "shipped", links="one-to-one")
    >>> {"linked", "review", "none"} <= set(links["decision"].to_pylist())
    True
    """
    with InputFiles() as files:
        out = files.folder / "links.parquet"
        read = _read(files=files, records=records, index=index, bundle=bundle, columns=columns, fields=fields)
        links = files.optional("account_links", account_links)
        match_file(FileMatchRequest(**read, account_links=links, out=out, **options))
        warn_of_rejects(listed_rejects(out))
        return like(records, pq.read_table(out))


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
        read = _read(
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
    links: Links = "best-per-record",
    seed: int = 0,
) -> Evaluation:
    """Match the records and measure the links against the truth (`crm_id`, `universe_id`), as `onematch evaluate`.

    `.figures` of what is returned has the figures by name. `report=` writes the HTML report, which needs the extra
    `train`.

    >>> measured = onematch.evaluate(
    ...     "sample/person/crm.parquet", "people.index", "sample/person/truth.parquet", "person.bundle", split="test"
    ... )
    >>> measured.figures["best_f1"] > 0.9
    True
    """
    if report is not None:
        require_extra("train", "report=")
    page = None if report is None else Path(report)
    with InputFiles() as files:
        right = files.path("truth", truth)
        read = _read(
            files=files, records=records, index=index, bundle=bundle, columns=columns, fields=fields, labels=right
        )
        return measure(EvaluateRequest(**read, truth=right, report=page, split=split, links=links, seed=seed))


def explain(
    records: Any,
    record_id: str,
    profile_id: str,
    index: UniverseIndex | Location,
    bundle: Bundle | Location = SHIPPED,
    columns: Columns = None,
    account_links: Any = None,
    fields: Fields = None,
    *,
    against: str | None = None,
    edits: bool = True,
    thorough: bool = False,
    independent: bool = False,
    precision: float | None = None,
) -> dict[str, Any]:
    """Explain how one of the records is decided among the others, as `onematch explain --json` does.

    The waterfall up to the probability, the contrast with the profile `against`, and the smallest edits that would
    change the decision, each of them checked by the matcher.

    >>> records = pa.table({"id": ["c1"], "full_name": ["Nowak, Katarina"], "company": ["Acme"]})
    >>> why = onematch.explain(records, "c1", "m1", "members.index", against="m2")
    >>> why["pair"]["profile_id"], why["contrast"]["against"]["profile_id"], why["edits"]["wanted"]
    ('m1', 'm2', 'link')
    """
    inputs = (records, index, bundle, columns, account_links, fields)
    with _decided(record_id, *inputs, independent=independent, precision=precision) as (matcher, record):
        explanation = explain_record(
            matcher, record, WantedExplanation(profile_id, against, edits, thorough, with_private=True)
        )
        return explanation.model_dump(mode="json")


def gain(
    records: Any,
    index: UniverseIndex | Location,
    bundle: Bundle | Location = SHIPPED,
    columns: Columns = None,
    account_links: Any = None,
    fields: Fields = None,
) -> dict[str, Any]:
    """Plan which missing fields to fill first, as `onematch gain --json` does; `start_with` names the records.

    >>> plan = onematch.gain("sample/person/crm.parquet", "people.index")
    >>> best = plan["fields"][0]
    >>> best["low"] <= best["expected_links"] <= best["high"], sorted(plan["start_with"][0])
    (True, ['crm_id', 'expected_links', 'fields'])
    """
    with InputFiles() as files:
        read = _read(files=files, records=records, index=index, bundle=bundle, columns=columns, fields=fields)
        links = files.optional("account_links", account_links)
        planned = plan_file(FileMatchRequest(**read, account_links=links, out=files.folder / "plan"))
        starts = [dict(zip(START_COLUMNS, cells, strict=True)) for cells in start_cells(planned.plan.starts)]
        return {**plan_as_json(planned, read["kind"]), "start_with": starts}


def passport(
    records: Any,
    record_id: str,
    index: UniverseIndex | Location,
    bundle: Bundle | Location = SHIPPED,
    columns: Columns = None,
    account_links: Any = None,
    fields: Fields = None,
    *,
    independent: bool = False,
    precision: float | None = None,
) -> dict[str, Any]:
    """Decide one of the records among the others and return its passport: what was decided, signed.

    Does what `onematch passport make` does, with the keys of the home. Raises an OnematchError that says what was got
    and what was expected.

    >>> records = pa.table({"id": ["c1"], "full_name": ["Nowak, Katarina"], "company": ["Acme"]})
    >>> signed = onematch.passport(records, "c1", "members.index")
    >>> signed["passport"]["profile"]["id"]
    'm1'
    """
    inputs = (records, index, bundle, columns, account_links, fields)
    with _decided(record_id, *inputs, independent=independent, precision=precision) as (matcher, record):
        return passport_of(matcher, record).as_json()


def verify_passport(
    passport: Mapping[str, Any] | Location,
    bundles: Sequence[Location] = (),
    indexes: Sequence[Location] = (),
) -> VerificationShown:
    """Check a passport's signature and replay its match to the last digit, as `onematch passport verify` does.

    `.verdict` is `valid`, `incomplete` (`.missing` says what a replay lacks), `refuted` (`.differences` says what is
    otherwise) or `forged`. Named folders of bundles and indexes are looked at before those that the home knows.

    >>> signed = onematch.passport(pa.table({"id": ["c1"], "full_name": ["Ann Lee"]}), "c1", "members.index")
    >>> str(onematch.verify_passport(signed, indexes=["members.index"]).verdict)
    'valid'
    >>> signed["passport"]["decision"]["probability"] = 1
    >>> str(onematch.verify_passport(signed).verdict)
    'forged'
    """
    document = passport if isinstance(passport, Mapping) else json.loads(Path(passport).read_text(encoding="utf-8"))
    return verify_document(document, [*map(Path, bundles)], [*map(Path, indexes)])


def _read(
    files: InputFiles,
    records: Any,
    index: UniverseIndex | Location,
    bundle: Bundle | Location | None,
    columns: Columns,
    fields: Fields = None,
    labels: Path | None = None,
) -> dict[str, Any]:
    """Return what the requests of files share: kind, index, bundle, the records with the names of their columns."""
    folder = Path(index) if isinstance(index, str | os.PathLike) else index.path
    kind = Kind(read_manifest(folder).kind)
    crm = files.path("records", records)
    declared = read_declared(fields)
    model = bundle.path if isinstance(bundle, Bundle) else None
    if isinstance(bundle, str | os.PathLike):
        model = bundle_folder(os.fspath(bundle), kind)
    own = agreed_schema(kind, declared, model, folder).source_columns(of_profiles=False)
    renames = renames_for(kind, columns, crm, labels=(labels,), own=own)
    read = {"kind": kind, "crm": crm, "index": folder, "renames": renames, "fields": declared}
    return read if model is None else {**read, "bundle": model}


@contextmanager
def _decided(
    record_id: str,
    records: Any,
    index: UniverseIndex | Location,
    bundle: Bundle | Location,
    columns: Columns,
    account_links: Any,
    fields: Fields,
    *,
    independent: bool,
    precision: float | None,
) -> Iterator[tuple[Matcher, ExplainedRecord]]:
    """Open the matcher, and read one of the records as it is decided among the others. Raises RecordNotInFile."""
    with InputFiles() as files:
        read = _read(files=files, records=records, index=index, bundle=bundle, columns=columns, fields=fields)
        matcher = Matcher.open(read["bundle"], read["index"]).with_precision(precision)
        schema = agreed_schema(read["kind"], read["fields"], read["bundle"], read["index"])
        table = read_records(schema, read["crm"], read["renames"], normalised=False)
        links = files.optional("account_links", account_links)
        yield matcher, explained_in_file(matcher, table, record_id, links, independent=independent)
