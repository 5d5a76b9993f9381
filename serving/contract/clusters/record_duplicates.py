"""Duplicates among the records of a contract that no profile explains, by the engine of deduplication.

The records of one instance are a file of their own: never two tenants together. Their index is a folder of plain files,
so that it is removed as soon as it is mapped, and lies in memory where the system has such a folder.
"""

import hashlib
import threading
from collections import OrderedDict, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from sqlalchemy import select

from data.index.build import IndexBuild, write_index
from data.index.index import UniverseIndex
from data.tables.spreadsheet import Cell
from features.blocking.term_frequencies import SharesByField
from features.pairs.columns import Record
from features.pairs.evidence import Evidence
from features.schema.array_types import Floats
from features.schema.kinds import Kind
from features.schema.schema import Schema
from serving.clusters.agglomeration import Clustering, ScoredPairs, agglomerate
from serving.clusters.candidate_pairs import MIN_WEIGHT, candidate_pairs, chunks_of
from serving.clusters.colleagues import Colleagues, marks_of, share_with_other_names, weight_of_one_place
from serving.clusters.memberships import memberships, why_together
from serving.clusters.moves import move_records
from serving.clusters.pair_rate import KINDS_WITH_EM, log_odds_at_one, pair_pseudo_labels
from serving.clusters.pair_scorer import PairScorer, mean_of, measure_both_ways
from serving.clusters.record_pairs import RecordPairs
from serving.clusters.stable_ids import name_clusters
from serving.clusters.statements import NO_GROUP, Statements, rows_of_pairs
from serving.contract.linking.independent import employers_of, normalised
from serving.contract.linking.record_pairs import PairsThatHold, RecordPairKey, pair_of, that_hold
from serving.contract.linking.statements import stated_among
from serving.contract.records.keys import RECORD_OF_LINK, batched, visible_among
from serving.contract.records.matching import Matchers
from serving.contract.records.records import read_live
from serving.matching.calibration import logit, sigmoid
from serving.store.contracts import OpenScope
from serving.store.tables.links import links
from serving.store.tables.records import records
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import RecordState

READ_AT_ONCE = 1_000
PAIRS_IN_A_TURN = 2_000
MIN_ASKED = 0.1
"""Pairs of a lower probability are no question."""
MEMORY = Path("/dev/shm")
RECORD_COLUMNS = (
    "kind",
    "cluster_id",
    "object",
    "record_id",
    "probability",
    "with_object",
    "with_id",
    "with_probability",
    "why",
    "withheld",
)
COMPARED_FOR_EACH = 10
"""A record that is compared with others takes as long as so many links of another report."""
MAX_ASKED_ABOUT = 1_000
"""The records without a profile, those received last, among which the queue looks for pairs."""
MAX_KEPT = 32


@dataclass(frozen=True, slots=True)
class Member:
    """A record of a cluster: the probability that it belongs there, and its strongest pair with the reasons."""

    key: RecordKey
    probability: float
    partner: RecordKey
    partner_probability: float
    why: str


@dataclass(frozen=True, slots=True)
class RecordCluster:
    """Records that are one entity, without a profile; `id` lasts while the first of them stays."""

    id: str
    kind: Kind
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class PairAsked:
    """Two records that may be one, the probability, and whether one cluster holds both."""

    pair: RecordPairKey
    probability: float
    is_together: bool


@dataclass(frozen=True, slots=True)
class RecordDuplicates:
    """The clusters of at least two records, by id, and the pairs to ask about, the least certain first."""

    clusters: tuple[RecordCluster, ...]
    asked: tuple[PairAsked, ...]


NO_DUPLICATES = RecordDuplicates((), ())


def duplicates_of(scope: OpenScope, matching: Matchers, kind: Kind, most: int | None = None) -> RecordDuplicates:
    """Cluster the unmatched records of a kind, or the `most` that were received last. Raises ModelNotReady."""
    keys = list(unmatched_records(scope, kind, most))
    fields = _fields_of(scope, keys)
    if len(fields) < 2:
        return NO_DUPLICATES
    stated = that_hold(stated_among(scope, list(fields)))
    return _Clustered(matching, kind, fields, stated).duplicates()


def unmatched_records(scope: OpenScope, kind: Kind, most: int | None = None) -> dict[RecordKey, str]:
    """Return the live records of a kind that no profile explains, each with the hash of its content."""
    query = (
        select(links.c.object, links.c.record_id, records.c.content_hash)
        .join(records, RECORD_OF_LINK)
        .where(
            links.c.instance_id == scope.instance_id,
            links.c.kind == kind.value,
            links.c.state == RecordState.UNMATCHED.value,
            records.c.deleted_at.is_(None),
        )
    )
    if most is not None:
        query = query.order_by(records.c.received_at.desc(), links.c.object, links.c.record_id).limit(most)
    content_hashes = {RecordKey.named_by(row): row.content_hash for row in scope.execute(query)}
    return dict(sorted(content_hashes.items()))


def _fields_of(scope: OpenScope, keys: Sequence[RecordKey]) -> dict[RecordKey, Record]:
    """Return the normalised fields of records that state something, in the order of their keys."""
    fields_by_record: dict[RecordKey, Record] = {}
    for some in batched(keys, READ_AT_ONCE):
        live = {live_record.key: live_record for live_record in read_live(scope, some)}
        companies = employers_of(scope, list(live.values()))
        for key in some:
            if key in live:
                fields = normalised(live[key], companies.get(key))
                if any(value is not None for value in fields.values()):
                    fields_by_record[key] = fields
    return fields_by_record


class _Clustered:
    """The records of one instance and kind, clustered by the served bundle and the network's term frequencies."""

    def __init__(
        self,
        matching: Matchers,
        kind: Kind,
        fields: Mapping[RecordKey, Record],
        stated: PairsThatHold,
    ) -> None:
        self.matching = matching
        self.kind = kind
        self.stated = stated
        matcher = matching.matcher(kind)
        self.index = _index_of(matcher.schema, fields)
        self.bundle = matcher.bundle
        self.scorer = PairScorer(self.bundle, self.index, pooled_frequencies(self.index, matcher.index))
        self.rows = np.arange(len(self.index))
        self.names = self.index.ids(self.rows)
        self.keys = [RecordKey.parse(name) for name in self.names]
        self.log_rate = self.colleague_shift = 0.0

    def duplicates(self) -> RecordDuplicates:
        """Return the clusters of several records and the pairs to ask about."""
        scored = self._candidates()
        statements = self._statements()
        clustering = agglomerate(scored, self._log_odds, statements)
        clustering = move_records(clustering, self._log_odds, statements)
        return RecordDuplicates(tuple(self._clusters(clustering)), tuple(self._open_pairs(clustering)))

    def _candidates(self) -> ScoredPairs:
        """Return the candidate pairs, whose log-odds are moved to the number of partners that a record has here."""
        parts = []
        for rows in chunks_of(self.rows):
            with self.matching.turn():
                parts.append(candidate_pairs(self.index, self.scorer.kernel, rows, MIN_WEIGHT))
        pairs = RecordPairs.joined(parts)
        base, weight, colleagues = self._measured(pairs)
        moved, rate = pair_pseudo_labels(pairs, self.rows, base, weight, colleagues)
        self.log_rate = float(np.log(rate))
        self.colleague_shift = colleagues.shift(moved)
        return ScoredPairs(pairs, colleagues.moved(moved, self.colleague_shift))

    def _log_odds(self, pairs: RecordPairs) -> Floats:
        base, weight, colleagues = self._measured(pairs)
        return colleagues.moved(log_odds_at_one(base, weight) + self.log_rate, self.colleague_shift)

    def _measured(self, pairs: RecordPairs) -> tuple[Floats, Floats | None, Colleagues]:
        """Return the log-odds of pairs by the bundle and, of people, by match weights with one match a record expected.

        A few pairs are scored in each turn, so that requests wait for milliseconds.
        """
        parts = [np.zeros((0, 4))]
        for start in range(0, len(pairs), PAIRS_IN_A_TURN):
            some = pairs.take(slice(start, start + PAIRS_IN_A_TURN))
            with self.matching.turn():
                parts.append(mean_of(*measure_both_ways(self.index, self.scorer.kernel, some, self._both)))
        raw, weight, named, together = np.concatenate(parts).T
        colleagues = Colleagues(together == 1, named == 1, share_with_other_names(self.bundle.splink))
        base = logit(self.bundle.calibration(raw))
        prior = self.scorer.kernel.model.prior_weight + np.log2(max(len(self.index) - 1, 1))
        return base, (weight - prior) * np.log(2) if self.kind in KINDS_WITH_EM else None, colleagues

    def _both(self, evidence: Evidence) -> Floats:
        weight = weight_of_one_place(evidence, self.kind)
        marks = marks_of(evidence, self.kind)
        return np.column_stack([self.scorer.measure(evidence), weight, *marks])

    def _statements(self) -> Statements:
        row_of = {key: row for row, key in enumerate(self.keys)}
        tables = [
            rows_of_pairs((row_of[key], row_of[other]) for key, other in pairs)
            for pairs in (self.stated.matches, self.stated.not_matches)
        ]
        return Statements(np.full(len(self.keys), NO_GROUP), *tables)

    def _clusters(self, clustering: Clustering) -> Iterator[RecordCluster]:
        named, _ = name_clusters(self.names, clustering.cluster, {})
        member = memberships(clustering)
        reasons = why_together(self.index, self.bundle, member, self.names)
        rows_of: defaultdict[int, list[int]] = defaultdict(list)
        for row, cluster in enumerate(clustering.cluster.tolist()):
            rows_of[cluster].append(row)
        several = {named[cluster]: rows for cluster, rows in rows_of.items() if len(rows) > 1}
        for name, rows in sorted(several.items()):
            members = []
            for row in sorted(rows, key=lambda row: self.keys[row]):
                partner = int(member.strongest_row[row])
                other = next(beside for beside in rows if beside != row) if partner < 0 else partner
                strongest = 1.0 if partner < 0 else float(member.strongest[row])
                probability = float(np.nan_to_num(member.probability[row], nan=1.0))
                members.append(
                    Member(self.keys[row], round(probability, 6), self.keys[other], round(strongest, 6), reasons[row])
                )
            yield RecordCluster(name, self.kind, tuple(members))

    def _open_pairs(self, clustering: Clustering) -> list[PairAsked]:
        pairs = clustering.scored.pairs
        probability = sigmoid(clustering.scored.log_odds)
        open_pairs = []
        for at in np.flatnonzero(probability >= MIN_ASKED).tolist():
            low = int(pairs.low[at])
            high = int(pairs.high[at])
            pair = pair_of(self.keys[low], self.keys[high])
            if pair not in self.stated.pairs:
                together = bool(clustering.cluster[low] == clustering.cluster[high])
                open_pairs.append(PairAsked(pair, round(float(probability[at]), 6), together))
        return sorted(open_pairs, key=lambda open_pair: (abs(open_pair.probability - 0.5), open_pair.pair))


def pooled_frequencies(index: UniverseIndex, network: UniverseIndex) -> SharesByField:
    """Return how common each value is in the network and among the records together.

    A few records alone would make every value of theirs a common one.
    """

    def pooled(field: str) -> Floats:
        texts = index.texts_of(field)
        own, own_filled = index.counts_of(field, texts)
        theirs, filled = network.counts_of(field, texts)
        shares: Floats = (own + theirs) / max(own_filled + filled, 1)
        return shares

    return SharesByField([field.name for field in index.schema.fields], pooled)


def _index_of(schema: Schema, fields: Mapping[RecordKey, Record]) -> UniverseIndex:
    build = IndexBuild(schema)
    build.add([key.name for key in fields], list(fields.values()))
    where = MEMORY if MEMORY.is_dir() else None
    with TemporaryDirectory(prefix="onematch-records-", dir=where) as folder:
        write_index(build, Path(folder) / "index")
        return UniverseIndex.open(Path(folder) / "index")


def record_rows(scope: OpenScope, matching: Matchers, user_id: str | None) -> Iterator[tuple[Cell, ...]]:
    """Yield a row for each record of a cluster, those of a cluster together.

    What two records have in common is a value of both: where the user may not see one of them, there is no row (S33).
    """
    for kind in matching.by_kind():
        clusters = duplicates_of(scope, matching, kind).clusters
        keys = [member.key for cluster in clusters for member in cluster.members]
        visible = visible_among(scope, keys, user_id)
        for cluster in clusters:
            for member in cluster.members:
                if {member.key, member.partner} <= visible:
                    yield (
                        kind.value,
                        cluster.id,
                        *member.key,
                        member.probability,
                        *member.partner,
                        member.partner_probability,
                        member.why,
                        None,
                    )


class PairQueue:
    """The pairs of records to ask about, kept while nothing that they rest on changes; ids and probabilities alone."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, Kind], tuple[str, Sequence[PairAsked]]] = OrderedDict()
        self._lock = threading.Lock()

    def next_pairs(
        self,
        scope: OpenScope,
        matching: Matchers,
        kind: Kind,
        user_id: str,
        limit: int,
    ) -> list[PairAsked]:
        """Return the least certain pairs of visible records among those received last. Raises ModelNotReady."""
        key = (scope.instance_id, kind)
        with self._lock:
            state = _state(scope, matching, kind)
            kept = self._kept.get(key)
            if kept is None or kept[0] != state:
                open_pairs = duplicates_of(scope, matching, kind, MAX_ASKED_ABOUT).asked
                kept = self._kept[key] = (state, open_pairs)
            self._kept.move_to_end(key)
            while len(self._kept) > MAX_KEPT:
                self._kept.popitem(last=False)
        keys = sorted({record for pair in kept[1] for record in pair.pair})
        visible = visible_among(scope, keys, user_id)
        return [pair for pair in kept[1] if visible.issuperset(pair.pair)][:limit]


def _state(scope: OpenScope, matching: Matchers, kind: Kind) -> str:
    """Return a hash of everything that the pairs rest on."""
    content_hashes = unmatched_records(scope, kind, MAX_ASKED_ABOUT)
    stated = [statement.seq for statement in stated_among(scope, list(content_hashes))]
    names = [f"{key.name} {content}" for key, content in content_hashes.items()]
    parts = [matching.matcher(kind).model_version, *map(str, stated), *names]
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()
