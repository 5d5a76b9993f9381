"""Holding the duel: both bundles match every part of the golden set, and held-out judgements if there are any."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from data.index import UniverseIndex
from data.labels import Truth, number_entities, read_labels
from data.links import Basis, LinksTable
from data.progress import Progress, silent
from data.tables import Table, read_records
from features.columns import columns_of
from features.errors import OnematchError
from features.feature_list import FEATURES, feature_matrix
from features.kinds import Kind
from serving.bundle import Bundle
from serving.crowd import CANDIDATES
from serving.drift import read_reference
from serving.home import Home
from serving.matcher import CHUNK, Answering, Matcher, link_of
from serving.shortlist import WIDTHS, shortlist
from training.duel import Duel, Side
from training.duel_segments import segments_of_records
from training.golden_sealed import open_sealed
from training.golden_set import TRUTH, GoldenSet, Origin, index_folder, part_folder
from training.judged_records import table_of

VARYING_SAMPLE = 512
"""So many records tell which features vary."""


class GoldenSetEmpty(OnematchError):
    """Neither the golden set nor the judgements hold records that can be measured on here."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Records with answers to measure on: the records, the index of their universe, and what to call them."""

    name: str
    kind: Kind
    crm: Table
    index: Path
    truth: Truth


def golden_grounds(
    home: Home, golden: GoldenSet, network: Path | None = None, progress: Progress = silent
) -> list[Ground]:
    """Return a ground for each part; indexes are built at the first use, and again where the code's fields changed.

    A contract's frozen records are measured against the `network` (an index), and left out while there is none.
    """
    grounds = []
    for part in golden.parts:
        folder = part_folder(home, golden.kind, part.digest)
        if part.origin is Origin.CONTRACT:
            frozen = None if network is None else open_sealed(folder, golden.kind, part.name)
            if frozen is not None and network is not None:
                crm = table_of(golden.kind, frozen.records)
                grounds.append(Ground(f"contract {part.name}", golden.kind, crm, network, frozen.answers))
            continue
        truth = read_labels(folder / TRUTH)
        index = index_folder(home, golden.kind, part.digest)
        _index_once(golden.kind, folder / "universe.parquet", index, progress)
        grounds.append(Ground(part.name, golden.kind, read_records(golden.kind, folder / "crm.parquet"), index, truth))
    return [ground for ground in grounds if len(ground.crm)]


def hold_duel(grounds: Sequence[Ground], champion: Path, challenger: Path, progress: Progress = silent) -> Duel:
    """Match every ground with both bundles and join what they say; forced links tell nothing of a model.

    Raises GoldenSetEmpty without a ground.
    """
    if not grounds:
        raise GoldenSetEmpty("got no records with answers to measure on: freeze some with `models freeze`")
    return join_duels([_duel_on(ground, champion, challenger, progress) for ground in grounds])


def join_duels(duels: Sequence[Duel]) -> Duel:
    """Join duels on different records; the work of a side is the mean over records."""
    if len(duels) == 1:
        return duels[0]
    sizes = [len(duel) for duel in duels]
    starts = np.r_[0, np.cumsum([int(duel.entity.max(initial=-1)) + 1 for duel in duels])][:-1]
    return Duel(
        record_ids=tuple(id_ for duel in duels for id_ in duel.record_ids),
        answers=tuple(right for duel in duels for right in duel.answers),
        entity=np.concatenate([duel.entity + start for duel, start in zip(duels, starts, strict=True)]),
        segments=_join_segments(duels),
        champion=_join_sides([duel.champion for duel in duels], sizes),
        challenger=_join_sides([duel.challenger for duel in duels], sizes),
        varying=frozenset[str]().union(*(duel.varying for duel in duels)),
    )


def _join_segments(duels: Sequence[Duel]) -> Mapping[str, Sequence[str | None]]:
    """Join the divisions of all duels; where one lacks a division, its records belong to no part of it."""
    divisions = dict.fromkeys(division for duel in duels for division in duel.segments)
    return {
        division: [name for duel in duels for name in duel.segments.get(division, [None] * len(duel))]
        for division in divisions
    }


def _join_sides(sides: Sequence[Side], sizes: Sequence[int]) -> Side:
    work = float(np.average([side.work for side in sides], weights=[max(size, 1) for size in sizes]))
    links = tuple(link for side in sides for link in side.links)
    return replace(sides[0], links=links, right=np.concatenate([side.right for side in sides]), work=work)


def match_table(bundle: Path, index: UniverseIndex, crm: Table, progress: Progress = silent) -> LinksTable:
    """Decide every record of a table as `match` does, in this process."""
    matcher = Matcher(Bundle.open(bundle), index)
    answering, outcomes = Answering(CANDIDATES), []
    for start in range(0, len(crm.ids), CHUNK):
        part = slice(start, start + CHUNK)
        outcomes.extend(matcher.match_records(crm.ids[part], crm.records[part], answering))
        progress("matching", len(outcomes), len(crm.ids))
    return LinksTable([link_of(outcome) for outcome in matcher.reconsider(outcomes, crm.records)])


def _duel_on(ground: Ground, champion: Path, challenger: Path, progress: Progress) -> Duel:
    crm, index = ground.crm, UniverseIndex.open(ground.index)
    held = set(crm.ids)
    answers = {crm_id: right for crm_id, right in ground.truth.answers.items() if crm_id in held}
    links = {one: match_table(one, index, crm, progress) for one in dict.fromkeys((champion, challenger))}
    forced = {link.crm_id for table in links.values() for link in table if link.basis == Basis.FORCED}
    answers = {crm_id: right for crm_id, right in answers.items() if crm_id not in forced}
    sides = {bundle: _side(bundle, crm, index, table, answers) for bundle, table in links.items()}
    entities = number_entities(answers)
    return Duel(
        tuple(answers),
        tuple(answers.values()),
        np.array([entities[crm_id] for crm_id in answers], np.int64),
        {**segments_of_records(crm, list(answers), index), "contract": [ground.name] * len(answers)},
        sides[champion],
        sides[challenger],
        varying_features(challenger, crm, index),
    )


def _side(
    path: Path, crm: Table, index: UniverseIndex, links: LinksTable, answers: "dict[str, frozenset[str]]"
) -> Side:
    bundle = Bundle.open(path)
    found = tuple(links.of(crm_id) for crm_id in answers)
    right = [link.candidate_id in ids for link, ids in zip(found, answers.values(), strict=True)]
    return Side(bundle.version, found, np.array(right, np.bool_), work_of(bundle, crm, index), silent_features(path))


def work_of(bundle: Bundle, crm: Table, index: UniverseIndex) -> float:
    """Return candidates x trees per record, over all passes and the ancestor's opinion."""
    kernel = Matcher(bundle, index).kernel
    kept = contested = 0
    for start in range(0, len(crm.ids), CHUNK):
        part = slice(start, start + CHUNK)
        left = columns_of(crm.kind, crm.ids[part], crm.records[part])
        rows = shortlist(left, index, kernel, WIDTHS[crm.kind]).left_rows
        kept += len(rows)
        contested += int(np.minimum(np.bincount(rows, minlength=len(left)), CANDIDATES).sum())
    trees = bundle.ranker.booster.num_trees()
    trees += 0 if bundle.ancestor is None else bundle.ancestor.ranker.booster.num_trees()
    crowd = 0 if bundle.crowd is None else bundle.crowd.booster.num_trees() * contested
    return (kept * trees + crowd) / max(len(crm.ids), 1)


def silent_features(bundle: Path) -> frozenset[str]:
    """Return the features that were constant, but not missing, when a bundle was trained."""
    reference = read_reference(bundle)
    if reference is None:
        return frozenset()
    return frozenset(name for name, one in reference.features.items() if one.is_constant and one.shares[-1] < 1)


def varying_features(bundle: Path, crm: Table, index: UniverseIndex) -> frozenset[str]:
    """Return the features that vary over the candidates of a sample of records."""
    kernel = Matcher.open(bundle, index.path).kernel
    left = columns_of(crm.kind, crm.ids[:VARYING_SAMPLE], crm.records[:VARYING_SAMPLE])
    features = FEATURES[crm.kind]
    matrix = feature_matrix(shortlist(left, index, kernel, WIDTHS[crm.kind]).evidence, features)
    best = np.array([len(np.unique(column[~np.isnan(column)])) for column in matrix.T])
    return frozenset(feature.key for feature, values in zip(features, best.tolist(), strict=True) if values > 1)


def _index_once(kind: Kind, universe: Path, index: Path, progress: Progress) -> None:
    from data.index_build import build_index

    if index.is_dir():
        try:
            UniverseIndex.open(index)
        except OnematchError:
            pass
        else:
            return
    build_index(kind, universe, index, progress)
