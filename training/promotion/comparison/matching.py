"""The model comparison: both bundles match every part of the golden set, and held-out judgements if there are any."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from data.index.index import UniverseIndex
from data.labels.labels import Truth, number_entities, read_labels
from data.labels.links import Basis, LinksTable
from data.tables.progress import Progress, silent
from data.tables.records import Table, read_records
from features.pairs.columns import columns_of, hash_text
from features.ranking.feature_list import feature_matrix, features_of
from features.schema.array_types import Ints
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from features.schema.schema import Schema, Shape
from features.schema.value_class import value_class
from serving.matching.bundle import Bundle, schema_of_bundle
from serving.matching.collective import CANDIDATES
from serving.matching.drift import read_reference
from serving.matching.matcher import CHUNK, Answering, Matcher
from serving.matching.outcomes import link_of
from serving.matching.shortlist import shortlist
from serving.runtime.home import Home
from training.evaluation.model_figures import work_of
from training.feedback.golden.golden_set import TRUTH, GoldenSet, Origin, index_folder, part_folder
from training.feedback.golden.sealed import open_sealed
from training.feedback.judged_records import table_of
from training.fitting.methods.examples import Source
from training.promotion.comparison.comparison import ComparedSide, ModelComparison
from training.promotion.comparison.segments import segments_of_records

VARYING_SAMPLE = 512
"""Records from which the varying features are read."""


class GoldenSetEmpty(OnematchError):
    """Neither the golden set nor the judgements hold records to measure on."""


@value_class
class ComparisonGround:
    """Records with answers to measure on, the index of their universe, and a name; `files` is their frozen folder."""

    name: str
    kind: Kind
    crm: Table
    index: Path
    truth: Truth
    files: Path | None = None

    def for_schema(self, schema: Schema, progress: Progress = silent) -> tuple[Table, Path]:
        """Return the records and an index of their universe as a model with own fields reads them.

        Frozen files without a field's columns leave it missing.
        """
        if self.files is None or not schema.own:
            return self.crm, self.index
        own = json.dumps(sorted(map(str, schema.meanings)))
        index = self.index.with_name(f"{self.index.name}-{hash_text(own):016x}")
        _index_once(schema, self.files / "universe.parquet", index, progress)
        return read_records(schema, self.files / "crm.parquet", may_lack=True), index


def golden_grounds(
    home: Home, golden: GoldenSet, network: Path | None = None, progress: Progress = silent
) -> list[ComparisonGround]:
    """Return a ground for each part; indexes are built at the first use, and again where the code changed them.

    A contract's frozen records are matched with the `network` (an index), and left out without one.
    """
    grounds = []
    for part in golden.parts:
        folder = part_folder(home, golden.kind, part.digest)
        if part.origin is Origin.CONTRACT:
            frozen = None if network is None else open_sealed(folder, golden.kind, part.name)
            if frozen is not None and network is not None:
                records, answers = frozen
                crm = table_of(golden.kind, records)
                grounds.append(ComparisonGround(f"contract {part.name}", golden.kind, crm, network, answers))
            continue
        truth = read_labels(folder / TRUTH)
        index = index_folder(home, golden.kind, part.digest)
        _index_once(golden.kind, folder / "universe.parquet", index, progress)
        grounds.append(
            ComparisonGround(
                name=part.name,
                kind=golden.kind,
                crm=read_records(golden.kind, folder / "crm.parquet"),
                index=index,
                truth=truth,
                files=folder,
            )
        )
    return [ground for ground in grounds if len(ground.crm)]


def compare_models(
    grounds: Sequence[ComparisonGround],
    champion: Path,
    challenger: Path,
    progress: Progress = silent,
    named: Collection[str] = (),
) -> ModelComparison:
    """Match every ground with both bundles and join the results, without forced links.

    The values of the columns `named` are segments.

    Raises GoldenSetEmpty without a ground.
    """
    if not grounds:
        raise GoldenSetEmpty("got no records with answers to measure on: freeze some with `models freeze`")
    return join_comparisons([_compare_on(ground, champion, challenger, progress, named) for ground in grounds])


def join_comparisons(model_comparisons: Sequence[ModelComparison]) -> ModelComparison:
    """Join model comparisons on different records; the work of a side is the mean over the records."""
    if len(model_comparisons) == 1:
        return model_comparisons[0]
    sizes = [len(model_comparison) for model_comparison in model_comparisons]
    starts = np.r_[
        0, np.cumsum([int(model_comparison.entity.max(initial=-1)) + 1 for model_comparison in model_comparisons])
    ][:-1]
    return ModelComparison(
        record_ids=tuple(id_ for model_comparison in model_comparisons for id_ in model_comparison.record_ids),
        answers=tuple(right for model_comparison in model_comparisons for right in model_comparison.answers),
        entity=np.concatenate(
            [model_comparison.entity + start for model_comparison, start in zip(model_comparisons, starts, strict=True)]
        ),
        segments=_join_segments(model_comparisons),
        champion=_join_sides([model_comparison.champion for model_comparison in model_comparisons], sizes),
        challenger=_join_sides([model_comparison.challenger for model_comparison in model_comparisons], sizes),
        varying=frozenset[str]().union(*(model_comparison.varying for model_comparison in model_comparisons)),
    )


def _join_segments(model_comparisons: Sequence[ModelComparison]) -> Mapping[str, Sequence[str | None]]:
    """Join the divisions of all comparisons; where one lacks a division, its records have no segment in it."""
    divisions = dict.fromkeys(
        division for model_comparison in model_comparisons for division in model_comparison.segments
    )
    return {
        division: [
            name
            for model_comparison in model_comparisons
            for name in model_comparison.segments.get(division, [None] * len(model_comparison))
        ]
        for division in divisions
    }


def _join_sides(sides: Sequence[ComparedSide], sizes: Sequence[int]) -> ComparedSide:
    work = float(np.average([side.work for side in sides], weights=[max(size, 1) for size in sizes]))
    links = tuple(link for side in sides for link in side.links)
    return replace(sides[0], links=links, right=np.concatenate([side.right for side in sides]), work=work)


def match_table(bundle: Path, index: UniverseIndex, crm: Table | Source, progress: Progress = silent) -> LinksTable:
    """Decide every record as `match` does, in this process."""
    matcher = Matcher(Bundle.open(bundle), index)
    answering = Answering(CANDIDATES)
    outcomes = []
    for start in range(0, len(crm.ids), CHUNK):
        part = slice(start, start + CHUNK)
        outcomes.extend(matcher.match_records(crm.ids[part], crm.records[part], answering))
        progress("matching", len(outcomes), len(crm.ids))
    return LinksTable([link_of(outcome) for outcome in matcher.reconsider(outcomes, crm.records)])


def _compare_on(
    ground: ComparisonGround, champion: Path, challenger: Path, progress: Progress, named: Collection[str]
) -> ModelComparison:
    held = set(ground.crm.ids)
    read = {}
    for path in dict.fromkeys((champion, challenger)):
        table, folder = ground.for_schema(schema_of_bundle(path), progress)
        read[path] = table, UniverseIndex.open(folder)
    answers = {crm_id: right for crm_id, right in ground.truth.answers.items() if crm_id in held}
    links = {path: match_table(path, index, crm, progress) for path, (crm, index) in read.items()}
    forced = {link.crm_id for table in links.values() for link in table if link.basis == Basis.FORCED}
    answers = {crm_id: right for crm_id, right in answers.items() if crm_id not in forced}
    sides = {bundle: _side(bundle, *read[bundle], table, answers) for bundle, table in links.items()}
    crm, index = read[challenger]
    entities = number_entities(answers)
    return ModelComparison(
        record_ids=tuple(answers),
        answers=tuple(answers.values()),
        entity=np.array([entities[crm_id] for crm_id in answers], np.int64),
        segments={**segments_of_records(crm, list(answers), index, named), "contract": [ground.name] * len(answers)},
        champion=sides[champion],
        challenger=sides[challenger],
        varying=varying_features(challenger, crm, index),
    )


def _side(
    path: Path, crm: Table, index: UniverseIndex, links: LinksTable, answers: "dict[str, frozenset[str]]"
) -> ComparedSide:
    bundle = Bundle.open(path)
    links_of_records = tuple(links.of(crm_id) for crm_id in answers)
    right = [link.candidate_id in ids for link, ids in zip(links_of_records, answers.values(), strict=True)]
    work = work_of(bundle, candidates_of_records(bundle, crm, index))
    return ComparedSide(bundle.version, links_of_records, np.array(right, np.bool_), work, silent_features(path))


def candidates_of_records(bundle: Bundle, crm: Table, index: UniverseIndex) -> Ints:
    """Return the number of each record's candidates."""
    scorer = Matcher(bundle, index).scorer
    counts = [np.zeros(0, np.int64)]
    for start in range(0, len(crm.ids), CHUNK):
        part = slice(start, start + CHUNK)
        left = columns_of(index.schema, crm.ids[part], crm.records[part])
        rows = shortlist(left, index, scorer.kernel, scorer.width).left_rows
        counts.append(np.bincount(rows, minlength=len(left)))
    return np.concatenate(counts)


def silent_features(bundle: Path) -> frozenset[str]:
    """Return the features that were constant, but not missing, when a bundle was trained."""
    reference = read_reference(bundle)
    if reference is None:
        return frozenset()
    return frozenset(
        name
        for name, reference_feature in reference.features.items()
        if reference_feature.is_constant and reference_feature.shares[-1] < 1
    )


def varying_features(bundle: Path, crm: Table, index: UniverseIndex) -> frozenset[str]:
    """Return the features that vary over the candidates of a sample of records."""
    scorer = Matcher.open(bundle, index.path).scorer
    left = columns_of(index.schema, crm.ids[:VARYING_SAMPLE], crm.records[:VARYING_SAMPLE])
    features = features_of(crm.schema)
    matrix = feature_matrix(shortlist(left, index, scorer.kernel, scorer.width).evidence, features)
    best = np.array([len(np.unique(column[~np.isnan(column)])) for column in matrix.T])
    return frozenset(feature.key for feature, values in zip(features, best.tolist(), strict=True) if values > 1)


def _index_once(shape: Shape, universe: Path, index: Path, progress: Progress) -> None:
    from data.index.build import build_index

    if index.is_dir():
        try:
            UniverseIndex.open(index)
        except OnematchError:
            pass
        else:
            return
    build_index(shape, universe, index, progress, may_lack=True)
