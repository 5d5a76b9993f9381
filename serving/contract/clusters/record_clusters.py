"""Record clusters: those among the records of a contract that no profile explains, by the engine of deduplication.

The records of one instance are a file of their own: never two tenants together. Their index is a folder of plain files,
so that it is removed as soon as it is mapped, and lies in memory where the system has such a folder.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sqlalchemy import select

from data.index.build import IndexBuild, write_index
from data.index.index import UniverseIndex
from data.tables.work_folders import work_folder
from features.blocking.term_frequencies import SharesByField
from features.pairs.columns import Record
from features.pairs.evidence import Evidence
from features.schema.array_types import Floats
from features.schema.kinds import Kind
from features.schema.schema import Schema
from features.schema.value_class import value_class
from serving.clusters.agglomeration import ScoredPairs, agglomerate
from serving.clusters.candidate_pairs import candidate_pairs, chunks_of
from serving.clusters.colleagues import Colleagues, marks_of, share_with_other_names, weight_of_one_place
from serving.clusters.copies import CopyGroups
from serving.clusters.memberships import memberships, why_together
from serving.clusters.moves import move_records
from serving.clusters.pair_rate import KINDS_WITH_EM, log_odds_at_one, pair_pseudo_labels
from serving.clusters.pair_scorer import PairScorer, mean_of, measure_both_ways
from serving.clusters.record_pairs import RecordPairs
from serving.clusters.stable_ids import name_clusters
from serving.clusters.statements import NO_GROUP, Statements, rows_of_pairs
from serving.contract.linking.independent import read_fields
from serving.contract.linking.record_pairs import PairsThatHold, pair_of, that_hold
from serving.contract.linking.statements import stated_among
from serving.contract.records.keys import RECORD_OF_LINK, batched, visible_among
from serving.contract.records.matching import Matchers
from serving.contract.records.report import Rows
from serving.contract.records.services import WrapperServices
from serving.matching.calibration import logit, sigmoid
from serving.store.contracts import InstanceScope, OpenScope
from serving.store.readings import Reading
from serving.store.tables.links import links
from serving.store.tables.records import records
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import RecordState

READ_AT_ONCE = 1_000
PAIRS_IN_A_TURN = 2_000
MIN_ASKED = 0.1
"""Pairs of a lower probability are no question."""
MEMORY = Path("/dev/shm")
RECORD_COLUMNS = "kind cluster_id object record_id probability with_object with_id with_probability why withheld"
COMPARED_FOR_EACH = 10
"""A record that is compared with others takes as long as so many links of another report."""
MAX_ASKED_ABOUT = 1_000
"""The records without a profile, those received last, among which the queue looks for pairs."""


@value_class
class Member:
    """A record of a cluster: the probability that it belongs there, and its strongest pair with the reasons.

    `cluster` lasts while the first record of the cluster stays.
    """

    cluster: str
    key: RecordKey
    probability: float
    partner: RecordKey
    partner_probability: float
    why: str


class PairAsked(NamedTuple):
    """Two records that may be one by their names, the probability, and whether one cluster holds both."""

    first: str
    second: str
    probability: float
    is_together: bool


def unmatched_records(scope: OpenScope, kind: Kind, most: int | None = None) -> dict[RecordKey, str]:
    """Return the live records of a kind that no profile explains, each with the hash of its content."""
    query = (
        select(links.c.object, links.c.record_id, records.c.content_hash)
        .join(records, RECORD_OF_LINK)
        .where(
            links.c.instance_id == scope.instance_id,
            links.c.kind == kind,
            links.c.state == RecordState.UNMATCHED,
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
        fields = read_fields(scope, some)
        stated = {key for key in fields if any(value is not None for value in fields[key].values())}
        fields_by_record |= {key: fields[key] for key in some if key in stated}
    return fields_by_record


def _clustered(scope: OpenScope, matching: Matchers, kind: Kind, most: int | None = None) -> "_Clustered | None":
    """Cluster the unmatched records of a kind, or the `most` that were received last. Raises ModelNotReady."""
    fields = _fields_of(scope, list(unmatched_records(scope, kind, most)))
    if len(fields) < 2:
        return None
    return _Clustered(matching, kind, fields, that_hold(stated_among(scope, list(fields))))


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
        self.log_rate = self.colleague_shift = 0.0
        statements = self._statements()
        clustering = agglomerate(self._candidates(), self._log_odds, statements)
        self.clustering = move_records(clustering, self._log_odds, statements)

    def _candidates(self) -> ScoredPairs:
        """Return the candidate pairs, whose log-odds are moved to the number of partners that a record has here."""
        parts = []
        each_alone = CopyGroups(self.rows)
        for rows in chunks_of(self.rows):
            with self.matching.turn():
                parts.append(candidate_pairs(self.index, self.scorer.kernel, rows, each_alone))
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
        marks = marks_of(evidence)
        return np.column_stack([self.scorer.measure(evidence), weight, *marks])

    def _statements(self) -> Statements:
        row_of = {RecordKey.parse(name): row for row, name in enumerate(self.names)}
        tables = [
            rows_of_pairs((row_of[key], row_of[other]) for key, other in pairs)
            for pairs in (self.stated.matches, self.stated.not_matches)
        ]
        return Statements(np.full(len(self.names), NO_GROUP), *tables)

    def members(self) -> Iterator[Member]:
        """Yield the records of the clusters of several, by cluster and key."""
        clusters: list[int] = self.clustering.cluster.tolist()
        named, _ = name_clusters(self.names, self.clustering.cluster, {})
        member = memberships(self.clustering)
        reasons = why_together(self.index, self.bundle, member, self.names)
        keys = list(map(RecordKey.parse, self.names))
        sizes = Counter(clusters)
        in_several = [row for row, cluster in enumerate(clusters) if sizes[cluster] > 1]
        for row in sorted(in_several, key=lambda row: (named[clusters[row]], keys[row])):
            partner = int(member.strongest_row[row])
            strongest = float(member.strongest[row])
            if partner < 0:
                partner = next(other for other in in_several if clusters[other] == clusters[row] and other != row)
                strongest = 1.0
            yield Member(
                cluster=named[clusters[row]],
                key=keys[row],
                probability=round(float(np.nan_to_num(member.probability[row], nan=1.0)), 6),
                partner=keys[partner],
                partner_probability=round(strongest, 6),
                why=reasons[row],
            )

    def open_pairs(self) -> list[PairAsked]:
        """Return the pairs to ask about, the least certain first."""
        pairs = self.clustering.scored.pairs
        probability = sigmoid(self.clustering.scored.log_odds)
        together = self.clustering.cluster[pairs.low] == self.clustering.cluster[pairs.high]
        open_pairs = []
        for at in np.flatnonzero(probability >= MIN_ASKED).tolist():
            pair = pair_of(*(RecordKey.parse(self.names[row]) for row in (pairs.low[at], pairs.high[at])))
            if pair not in self.stated.pairs:
                rounded = round(float(probability[at]), 6)
                open_pairs.append((abs(rounded - 0.5), pair, (rounded, bool(together[at]))))
        return [PairAsked(pair.first.name, pair.second.name, *asked) for _, pair, asked in sorted(open_pairs)]


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
    with work_folder("records", where) as folder:
        write_index(build, folder / "index")
        return UniverseIndex.open(folder / "index")


def record_rows(scope: OpenScope, matching: Matchers, user_id: str | None) -> Rows:
    """Yield a row for each record of a cluster, those of a cluster together.

    What two records have in common is a value of both: where the user may not see one of them, there is no row (S33).
    """
    for kind in matching.by_kind():
        clustered = _clustered(scope, matching, kind)
        members = [] if clustered is None else list(clustered.members())
        visible = visible_among(scope, [member.key for member in members], user_id)
        for member in members:
            if {member.key, member.partner} <= visible:
                yield (
                    kind,
                    member.cluster,
                    *member.key,
                    member.probability,
                    *member.partner,
                    member.partner_probability,
                    member.why,
                    None,
                )


def pairs_source(parts: WrapperServices, scope: InstanceScope, kind: Kind) -> Reading:
    """Return what is kept of the pairs to ask about, those of the records received last, and what makes it.

    They hold while nothing that they rest on changes. Raises ModelNotReady.
    """
    with scope.reading() as open_scope:
        content_hashes = unmatched_records(open_scope, kind, MAX_ASKED_ABOUT)
        stated = [str(statement.seq) for statement in stated_among(open_scope, list(content_hashes))]
    names = [f"{key.name} {content}" for key, content in content_hashes.items()]
    rests_on = "\n".join([parts.matching.matcher(kind).model_version, *stated, *names])
    stamp = hashlib.blake2b(rests_on.encode(), digest_size=16).hexdigest()

    def make(opened: OpenScope) -> list[PairAsked]:
        clustered = _clustered(opened, parts.matching, kind, MAX_ASKED_ABOUT)
        return [] if clustered is None else clustered.open_pairs()

    return Reading(scope, f"pairs/{kind}", make, stamp=stamp, fresh_for=timedelta.max, large=0)


def pairs_seen(
    scope: OpenScope, kept: Sequence[tuple[str, str, float, bool]], user_id: str, limit: int
) -> list[PairAsked]:
    """Return the first of the kept pairs whose records the user may see (S33)."""
    pairs = [PairAsked(*pair) for pair in kept]
    keys = sorted({RecordKey.parse(name) for pair in pairs for name in (pair.first, pair.second)})
    visible = {key.name for key in visible_among(scope, keys, user_id)}
    return [pair for pair in pairs if {pair.first, pair.second} <= visible][:limit]
