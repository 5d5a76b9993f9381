"""The functions of `import onematch` that decide: they do with tables and files what the commands do."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypedDict, Unpack, overload

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import csv

from data.index.index import UniverseIndex
from data.tables.fields_file import read_declared
from data.tables.frames import InputFiles, like, listed_rejects, renames_for, warn_of_rejects
from features.schema.kinds import kind_named
from features.schema.value_class import value_class
from serving.batch.files import FileMatchRequest, match_file
from serving.batch.gain import START_COLUMNS, plan_as_json, plan_file, start_cells
from serving.contract.passports.verification import VerificationShown
from serving.explanation.explanation import WantedExplanation
from serving.explanation.explanation import explain as explain_record
from serving.matching.bundle import SHIPPED, Bundle, bundle_folder
from serving.matching.fields_agree import agreed_schema
from training.calls.inputs import Columns, Fields, Frame, Links, Location, decided_record, read_inputs
from training.evaluation.report.explanation_page import Explanation
from training.extras import needs_extras
from training.feedback.passports import passport_of, verify_document
from training.terminal import figures_of


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
        read = read_inputs(files=files, records=records, index=index, bundle=bundle, columns=columns, fields=fields)
        links = files.optional("account_links", account_links)
        match_file(FileMatchRequest(**read, account_links=links, out=out, **options))
        warn_of_rejects(listed_rejects(out))
        return like(records, pq.read_table(out))


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
) -> Explanation:
    """Explain how one of the records is decided among the others, as `onematch explain --json` does.

    The waterfall up to the probability, the contrast with the profile `against`, and the smallest edits that would
    change the decision, each of them checked by the matcher.

    >>> records = pa.table({"id": ["c1"], "full_name": ["Nowak, Katarina"], "company": ["Acme"]})
    >>> why = onematch.explain(records, "c1", "m1", "members.index", against="m2")
    >>> why["pair"]["profile_id"], why["contrast"]["against"]["profile_id"], why["edits"]["wanted"]
    ('m1', 'm2', 'link')
    """
    inputs = (records, index, bundle, columns, account_links, fields)
    with decided_record(record_id, *inputs, independent=independent, precision=precision) as (matcher, record):
        explanation = explain_record(
            matcher, record, WantedExplanation(profile_id, against, edits, thorough, with_private=True)
        )
        return Explanation(explanation)


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
        read = read_inputs(files=files, records=records, index=index, bundle=bundle, columns=columns, fields=fields)
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
    with decided_record(record_id, *inputs, independent=independent, precision=precision) as (matcher, record):
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


@value_class
class Deduplication:
    """CLUSTERS as a table of the records' library, and the figures of `onematch dedupe --json` by name.

    `changes` has the splits and merges of earlier clusters, where some were given.
    """

    clusters: Any
    figures: dict[str, Any]
    changes: Any = None


def dedupe(
    kind: str,
    records: Any,
    bundle: Bundle | Location = SHIPPED,
    columns: Columns = None,
    fields: Fields = None,
    *,
    labels: Any = None,
    labels_split: str | None = None,
    previous: Any = None,
    onto: Any = None,
    save_bundle: Location | None = None,
    precision: float | None = None,
    processes: int = 1,
    seed: int = 0,
) -> Deduplication:
    """Cluster the records of one table or file that describe one entity, as `onematch dedupe`.

    With `previous` clusters keep their ids, with `onto` earlier clusters stay and other records join them.
    `save_bundle` is the folder of the fitted model, which a later call takes as `bundle`. Needs the extra `train`.

    >>> found = onematch.dedupe("person", "sample/person/crm.parquet")
    >>> found.clusters.column_names[:3], found.figures["n_clusters"] <= found.figures["n_records"]
    (['id', 'cluster_id', 'probability'], True)
    """
    with needs_extras("onematch.dedupe"):
        from training.dedupe.dedupe import DedupeRequest, beside, dedupe_file, log_deduplication

    of = kind_named(kind)
    declared = read_declared(fields)
    with InputFiles() as files:
        stated = files.optional("labels", labels)
        before = files.optional("previous", previous)
        staying = files.optional("onto", onto)
        table = files.path("records", records)
        out = files.folder / "clusters.parquet"
        own = agreed_schema(of, declared).source_columns(of_profiles=False)
        request = DedupeRequest(
            kind=of,
            records=table,
            out=out,
            bundle=bundle.path if isinstance(bundle, Bundle) else bundle_folder(Path(bundle), of),
            labels=stated,
            labels_split=labels_split,
            previous=before,
            onto=staying,
            kept_bundle=None if save_bundle is None else Path(save_bundle),
            precision=precision,
            processes=processes,
            seed=seed,
            renames=renames_for(of, columns, table, clusters=(stated, before, staying), own=own),
            fields=declared,
        )
        summary = dedupe_file(request)
        log_deduplication(request, summary)
        warn_of_rejects(listed_rejects(out))
        changed = beside(out, "changes")
        changes = like(records, csv.read_csv(changed)) if changed.is_file() else None
        return Deduplication(like(records, pq.read_table(out)), figures_of(summary), changes)
