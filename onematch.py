"""Entity resolution from Python: index profiles, train, match, evaluate and explain, as the commands do.

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

import os
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, Unpack, overload

from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from training.call_options import (
    EvaluateOptions,
    ExplainOptions,
    MatchOptions,
    PassportOptions,
    TrainOptions,
    require_known,
)
from training.extras import needs_extras, require_extra

if TYPE_CHECKING:
    import pyarrow as pa

    from data.index.index import UniverseIndex as Index
    from data.tables.frames import InputIgnored
    from serving.matching.bundle import Bundle
    from serving.matching.matcher import Matcher
    from serving.passports.verification import VerificationShown
    from training.evaluation.evaluation import Evaluation
    from training.feedback.contract_session import ContractSession
    from training.feedback.opened_models import linker, pair_features
    from training.train import TrainResult

__all__ = [
    "Bundle",
    "ContractSession",
    "Index",
    "InputIgnored",
    "Matcher",
    "OnematchError",
    "evaluate",
    "explain",
    "gain",
    "linker",
    "match",
    "pair_features",
    "passport",
    "train",
    "verify_passport",
]
SHIPPED = "shipped"
_LAZY = {
    "Bundle": ("serving.matching.bundle", "Bundle"),
    "ContractSession": ("training.feedback.contract_session", "ContractSession"),
    "Index": ("data.index.index", "UniverseIndex"),
    "InputIgnored": ("data.tables.frames", "InputIgnored"),
    "Matcher": ("serving.matching.matcher", "Matcher"),
    "linker": ("training.feedback.opened_models", "linker"),
    "pair_features": ("training.feedback.opened_models", "pair_features"),
}
"""What is imported at its first use: `import onematch` itself loads nothing else."""
Location = str | os.PathLike[str]
Columns = Mapping[str, str] | Location | None
"""Their names by ours, or a columns file that `onematch columns` wrote."""
Fields = Sequence[Mapping[str, object]] | Location | None
"""Own fields: a file such as `docs/own-fields.md` shows, or its sections as dictionaries."""
Params = Mapping[str, object] | Location | None
"""Parameters of a training: a file that `onematch train --params-example` prints, or its sections as dictionaries."""
Frame = TypeVar("Frame")


@overload
def match(
    records: Location,
    index: "Index | Location",
    bundle: "Bundle | Location" = ...,
    columns: Columns = ...,
    account_links: Any = ...,
    fields: Fields = ...,
    **options: Unpack[MatchOptions],
) -> "pa.Table": ...
@overload
def match(
    records: Frame,
    index: "Index | Location",
    bundle: "Bundle | Location" = ...,
    columns: Columns = ...,
    account_links: Any = ...,
    fields: Fields = ...,
    **options: Unpack[MatchOptions],
) -> Frame: ...
def match(
    records: Any,
    index: "Index | Location",
    bundle: "Bundle | Location" = SHIPPED,
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
    require_known(options, MatchOptions, "match")
    import pyarrow.parquet as pq

    from data.tables.fields_file import read_declared
    from data.tables.frames import InputFiles, like, listed_rejects, renames_for, warn_of_rejects
    from serving.batch.files import FileMatchRequest, match_file
    from serving.matching.fields_agree import agreed_schema

    with InputFiles() as inputs:
        kind, folder = _kind_and_folder(index)
        crm, out, model = inputs.path("records", records), inputs.folder / "links.parquet", _bundle_folder(bundle, kind)
        declared = read_declared(fields)
        own = agreed_schema(kind, declared, model, folder).source_columns(of_profiles=False)
        request = FileMatchRequest(
            kind=kind,
            crm=crm,
            index=folder,
            bundle=model,
            out=out,
            fields=declared,
            account_links=inputs.optional("account_links", account_links),
            renames=renames_for(kind, columns, crm, own=own),
            **options,
        )
        match_file(request)
        warn_of_rejects(listed_rejects(out))
        return like(records, pq.read_table(out))


def train(
    records: Any,
    index: "Index | Location",
    out: Location,
    labels: Any = None,
    columns: Columns = None,
    account_links: Any = None,
    fields: Fields = None,
    params: Params = None,
    **options: Unpack[TrainOptions],
) -> "TrainResult":
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
    require_known(options, TrainOptions, "train")
    from data.tables.fields_file import read_declared
    from data.tables.frames import InputFiles, renames_for
    from serving.matching.fields_agree import agreed_schema
    from serving.runtime.settings import load_settings

    with needs_extras("onematch.train"):
        from training.parameters_file import read_parameters
        from training.request import TrainRequest
        from training.train import train as fit

    options.setdefault("register", load_settings().register_runs)
    with InputFiles() as inputs:
        kind, folder = _kind_and_folder(index)
        crm, labelled = inputs.path("records", records), inputs.optional("labels", labels)
        declared = read_declared(fields)
        schema = agreed_schema(kind, declared, None, folder)
        request = TrainRequest(
            kind=kind,
            crm=crm,
            out=Path(out),
            index=folder,
            labels=labelled,
            account_links=inputs.optional("account_links", account_links),
            renames=renames_for(kind, columns, crm, labels=(labelled,), own=schema.source_columns(of_profiles=False)),
            fields=declared,
            parameters=read_parameters(schema, params),
            **options,
        )
        return fit(request)


def evaluate(
    records: Any,
    index: "Index | Location",
    truth: Any,
    bundle: "Bundle | Location" = SHIPPED,
    columns: Columns = None,
    report: Location | None = None,
    fields: Fields = None,
    **options: Unpack[EvaluateOptions],
) -> "Evaluation":
    """Match the records and measure the links against the truth (`crm_id`, `universe_id`), as `onematch evaluate`.

    `.figures` of what is returned has the figures by name. `report=` writes the HTML report, which needs the extra
    `train`.

    >>> measured = onematch.evaluate(
    ...     "sample/person/crm.parquet", "people.index", "sample/person/truth.parquet", "person.bundle", split="test"
    ... )
    >>> measured.figures["best_f1"] > 0.9
    True
    """
    require_known(options, EvaluateOptions, "evaluate")
    from data.tables.fields_file import read_declared
    from data.tables.frames import InputFiles, renames_for
    from serving.matching.fields_agree import agreed_schema
    from training.evaluation.evaluate import EvaluateRequest
    from training.evaluation.evaluate import evaluate as measure

    if report is not None:
        require_extra("train", "report=")
    with InputFiles() as inputs:
        kind, folder = _kind_and_folder(index)
        crm, right = inputs.path("records", records), inputs.path("truth", truth)
        declared, model = read_declared(fields), _bundle_folder(bundle, kind)
        own = agreed_schema(kind, declared, model, folder).source_columns(of_profiles=False)
        request = EvaluateRequest(
            kind=kind,
            crm=crm,
            truth=right,
            index=folder,
            bundle=model,
            report=None if report is None else Path(report),
            renames=renames_for(kind, columns, crm, labels=(right,), own=own),
            fields=declared,
            **options,
        )
        return measure(request)


def explain(
    records: Any,
    record_id: str,
    profile_id: str,
    index: "Index | Location",
    bundle: "Bundle | Location" = SHIPPED,
    columns: Columns = None,
    account_links: Any = None,
    **options: Unpack[ExplainOptions],
) -> dict[str, Any]:
    """Explain how one of the records is decided among the others, as `onematch explain --json` does.

    The waterfall up to the probability, the contrast with the profile `against`, and the smallest edits that would
    change the decision, each of them checked by the matcher.

    >>> records = pa.table({"id": ["c1"], "full_name": ["Nowak, Katarina"], "company": ["Acme"]})
    >>> why = onematch.explain(records, "c1", "m1", "members.index", against="m2")
    >>> why["pair"]["profile_id"], why["contrast"]["against"]["profile_id"], why["edits"]["wanted"]
    ('m1', 'm2', 'link')
    """
    from training.feedback.records_of_calls import CallInputs, explained_call

    require_known(options, ExplainOptions, "explain")
    inputs = CallInputs(*_model(index, bundle), records, columns, account_links)
    return explained_call(inputs, record_id, profile_id, **options)


def gain(
    records: Any,
    index: "Index | Location",
    bundle: "Bundle | Location" = SHIPPED,
    columns: Columns = None,
    account_links: Any = None,
) -> dict[str, Any]:
    """Plan which missing fields to fill first, as `onematch gain --json` does; `start_with` names the records.

    >>> plan = onematch.gain("sample/person/crm.parquet", "people.index")
    >>> best = plan["fields"][0]
    >>> best["low"] <= best["expected_links"] <= best["high"], sorted(plan["start_with"][0])
    (True, ['crm_id', 'expected_links', 'fields'])
    """
    from training.feedback.records_of_calls import CallInputs, planned_call

    return planned_call(CallInputs(*_model(index, bundle), records, columns, account_links))


def passport(
    records: Any,
    record_id: str,
    index: "Index | Location",
    bundle: "Bundle | Location" = SHIPPED,
    columns: Columns = None,
    account_links: Any = None,
    **options: Unpack[PassportOptions],
) -> dict[str, Any]:
    """Decide one of the records among the others and return its passport: what was decided, signed.

    Does what `onematch passport make` does, with the keys of the home. Raises an OnematchError that says what was got
    and what was expected.

    >>> records = pa.table({"id": ["c1"], "full_name": ["Nowak, Katarina"], "company": ["Acme"]})
    >>> signed = onematch.passport(records, "c1", "members.index")
    >>> signed["passport"]["profile"]["id"]
    'm1'
    """
    from training.feedback.passports import passport_of
    from training.feedback.records_of_calls import CallInputs, record_of_call

    require_known(options, PassportOptions, "passport")
    inputs = CallInputs(*_model(index, bundle), records, columns, account_links)
    with record_of_call(inputs, record_id, **options) as (matcher, explained):
        return passport_of(matcher, explained).as_json()


def verify_passport(
    passport: "Mapping[str, Any] | Location",
    bundles: Sequence[Location] = (),
    indexes: Sequence[Location] = (),
) -> "VerificationShown":
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
    from json import loads

    from training.feedback.passports import verify_document

    document = passport if isinstance(passport, Mapping) else loads(Path(passport).read_text(encoding="utf-8"))
    return verify_document(document, [Path(one) for one in bundles], [Path(one) for one in indexes])


def main() -> None:
    """Run the command line `onematch`."""
    from training.cli import main as run

    run()


def _kind_and_folder(index: "Index | Location") -> "tuple[Kind, Path]":
    """Return the kind and the folder of an index that is open, or that a path names."""
    from data.index.format import read_manifest

    folder = Path(index) if isinstance(index, str | os.PathLike) else index.path
    return Kind(read_manifest(folder).kind), folder


def _model(index: "Index | Location", bundle: "Bundle | Location") -> "tuple[Path, Path]":
    """Return the folders of a bundle and an index of one kind."""
    kind, folder = _kind_and_folder(index)
    return _bundle_folder(bundle, kind), folder


def _bundle_folder(bundle: "Bundle | Location", kind: "Kind") -> Path:
    from serving.matching.bundle import bundle_folder

    return bundle_folder(os.fspath(bundle), kind) if isinstance(bundle, str | os.PathLike) else bundle.path


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module 'onematch' has no attribute {name!r}")
    module, attribute = _LAZY[name]
    with needs_extras(f"onematch.{name}"):
        value = globals()[name] = getattr(import_module(module), attribute)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


if __name__ == "__main__":  # in a bento, whose command line is not installed
    main()
