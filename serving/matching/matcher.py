"""The matcher: at most one profile for each record. HTTP, batch and notebooks all call it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from data.index.index import UniverseIndex
from data.labels.links import LinkDecision, schema_of
from data.tables.frames import arrow_table, like, warn_of_rejects
from features.comparisons.kernel import Kernel
from features.normalise.records import normalise
from features.pairs.columns import Columns, Record, columns_of
from features.schema.array_types import Ints
from features.schema.errors import OnematchError
from features.schema.schema import BUILT_IN, Schema
from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.matching.bundle import Bundle, bundle_folder
from serving.matching.collective import (
    CollectiveModel,
    Fetch,
    claim_kernel,
    decide_collectively,
)
from serving.matching.conclude import FORCED, FORCED_REASON, decided, with_parent
from serving.matching.explanation import explain_pair, score_pair
from serving.matching.fields_agree import read_by
from serving.matching.folding import Folded, ShownCandidates, fold
from serving.matching.golden import replay
from serving.matching.groups import parents_of, reads_parents
from serving.matching.outcomes import Candidate, Outcome, Problem, link_of
from serving.matching.policy import Policy, require_precision
from serving.matching.reasons import Reasons, explain
from serving.matching.scorer import Scored, Scorer
from serving.matching.shortlist import NO_EXCLUSIONS, Excluded, Width, shortlist

CHUNK = 512


class PairDisagrees(OnematchError):
    """A bundle and an index are of different kinds or were made by different versions of the fields."""


class RecordUnreadable(OnematchError):
    """A record has no field that can be matched."""


@value_class
class Answering:
    """How many candidates an outcome keeps, and whether each has its details."""

    limit: int = 5
    explain: bool = False


class Matcher:
    """A bundle and an index that match records."""

    def __init__(self, bundle: Bundle, index: UniverseIndex) -> None:
        if bundle.task is not None:
            raise PairDisagrees(
                "got the bundle of a {task}, expected one that links records to profiles", task=bundle.task
            )
        if bundle.kind != index.kind:
            raise PairDisagrees(
                "got a {bundle_kind} bundle and a {index_kind} index, expected one kind",
                bundle_kind=bundle.kind,
                index_kind=index.kind,
            )
        newer = {field.name for field in BUILT_IN[index.kind].fields} - set(index.manifest.fields)
        if lacking := sorted(newer & set(bundle.manifest["fields"])):
            raise PairDisagrees(
                "the index {index_path}: got one of an earlier version without {lacking}, which the "
                "bundle {bundle_path} compares: build it again",
                index_path=index.path,
                lacking=", ".join(lacking),
                bundle_path=bundle.path,
            )
        self.schema = read_by(
            (wording("the bundle {bundle_path}", bundle_path=bundle.path), bundle.schema),
            (wording("the index {index_path}", index_path=index.path), index.schema),
        )
        self.bundle = bundle
        self.index = index
        self.kind = bundle.kind
        self.scorer = Scorer(bundle, index, self.schema)
        self.policy: Policy = bundle.policy
        self.collective: CollectiveModel | None = bundle.collective
        self.reasons = Reasons(self.scorer.kernel, self.kind)
        self._has_scored = False

    @classmethod
    def open(cls, bundle: Path | str, index: Path | str) -> "Matcher":
        """Open a bundle folder, or the shipped bundle for `shipped`, and an index folder.

        Raises BundleRefused, IndexRefused, PairDisagrees.

        >>> matcher = onematch.Matcher.open("shipped", "members.index")
        >>> matcher.kind, len(matcher.index)
        (<Kind.PERSON: 'person'>, 2)
        """
        opened = UniverseIndex.open(index)
        return cls(Bundle.open(bundle_folder(bundle, opened.kind)), opened)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that records may have."""
        return self.schema.columns

    @property
    def kernel(self) -> Kernel:
        return self.scorer.kernel

    @cached_property
    def collective_kernel(self) -> Kernel | None:
        """The kernel that compares claimants, where the bundle has a collective pass."""
        return None if self.collective is None else claim_kernel(self.bundle.splink_read_by(self.schema), self.schema)

    @property
    def model_version(self) -> str:
        """`<bundle hash>+<index hash>.<delta sequence>`, as every answer has it; clusters are part of the index."""
        return f"{self.bundle.version}+{self.index.answers_version[:12]}.{self.index.sequence}"

    @property
    def is_at_hand(self) -> bool:
        """Whether the next records need no warm-up: the matcher has scored before, and the index is current."""
        return self._has_scored and self.index.is_current

    def replay_golden(self) -> None:
        """Score the bundle's golden pairs again. Raises GoldenMismatch if any probability differs.

        Matching their records once warms up what the first request would otherwise read or compile.
        """
        replay(self.bundle)
        self.match_rows(self.bundle.golden["records"])
        self._has_scored = True

    def with_precision(self, precision: float | None) -> "Matcher":
        """Take the thresholds of another wanted precision, and return the matcher."""
        require_precision(precision)
        if precision is not None:
            self.policy = self.policy.at_precision(precision)
            collective = self.bundle.collective
            self.collective = collective and replace(collective, policy=collective.policy.at_precision(precision))
        return self

    def match_rows(
        self, rows: Sequence[Mapping[str, object]], *, limit: int = 5, explain: bool = False
    ) -> list[Outcome | Problem]:
        """Decide raw rows with canonical columns, in their order; an unreadable row becomes a Problem."""
        read = [_read(self.schema, row) for row in rows]
        good = [item for item in read if not isinstance(item, Problem)]
        outcomes = iter(self.match_records([i for i, _ in good], [r for _, r in good], Answering(limit, explain)))
        return [item if isinstance(item, Problem) else next(outcomes) for item in read]

    def match_records(
        self,
        ids: Sequence[str],
        records: Sequence[Record],
        answering: Answering,
        excluded: Excluded = NO_EXCLUSIONS,
    ) -> list[Outcome]:
        """Decide normalised records, in their order, in chunks; no result depends on the size of a chunk.

        `excluded` has, by record id, profiles that are no candidates, not even where the record names them.
        """
        outcomes: list[Outcome] = []
        for start in range(0, len(ids), CHUNK):
            part = slice(start, start + CHUNK)
            left = columns_of(self.schema, ids[part], records[part])
            outcomes.extend(self.decide(left, self.scorer.score(left, excluded), answering, excluded))
        return outcomes

    def reconsider(self, outcomes: Sequence[Outcome], records: Sequence[Record]) -> list[Outcome]:
        """Run the collective pass, if there is one, over the independent outcomes of a whole set of records."""
        if self.collective is None:
            return list(outcomes)
        columns = columns_of(self.schema, [outcome.record_id for outcome in outcomes], records)
        return self.reconsider_fetched(outcomes, columns.take)

    def reconsider_fetched(self, outcomes: Sequence[Outcome], fetch: Fetch) -> list[Outcome]:
        """Do as `reconsider`; `fetch` returns the few records that are compared."""
        if self.collective is None or self.collective_kernel is None or not outcomes:
            return list(outcomes)
        return decide_collectively(outcomes, fetch, self.collective, self.collective_kernel)

    def match(self, table: Any) -> Any:
        """Match a table of pandas, polars or pyarrow with canonical columns; return LINKS in the same library.

        Each record is decided from its own candidates, as `/v1/match` does; `onematch.match` runs the collective pass
        too. Warns (InputIgnored) of rows that cannot be matched. Raises TableUnknown.

        >>> records = pa.table({"id": ["c1"], "full_name": ["Katarina Nowak"], "email": ["k.nowak@acme.example"]})
        >>> matcher.match(records)["candidate_id"].to_pylist()
        ['m1']
        """
        outcomes = self.match_rows(arrow_table(table).to_pylist(), limit=2)
        warn_of_rejects(
            [f"row {n}: {outcome.error}" for n, outcome in enumerate(outcomes, 1) if isinstance(outcome, Problem)]
        )
        links = [link_of(outcome) for outcome in outcomes if isinstance(outcome, Outcome)]
        schema = schema_of(links)
        rows = {name: [getattr(link, name) for link in links] for name in schema.names}
        return like(table, pa.table(rows, schema=schema))

    def search(self, row: Mapping[str, object], most: int) -> list[str]:
        """Return the ids of at most so many profiles that may be a record's, the most probable first.

        Many more than the candidates of a match, so that a list may be filtered; none for an unreadable record.

        >>> matcher.search({"id": "q", "full_name": "Katarina Nowak"}, 500)
        ['m1', 'm2']
        """
        read = _read(self.schema, row)
        if isinstance(read, Problem):
            return []
        left = columns_of(self.schema, [read[0]], [read[1]])
        short = shortlist(left, self.index, self.kernel, Width(most, most))
        best = np.argsort(-self.scorer.score_shortlist(short).probability, kind="stable")
        return self.index.ids(short.rows.take(best))

    def explain(self, row: Mapping[str, object], profile_id: str) -> Mapping[str, object]:
        """Explain a record and a profile; of a profile that is no candidate also why. Raises RecordUnreadable.

        >>> why = matcher.explain({"id": "c2", "full_name": "Katarina Nowak"}, "m2")
        >>> why["profile_id"], why["probability"] < 0.5
        ('m2', True)
        """
        read = _read(self.schema, row)
        if isinstance(read, Problem):
            raise RecordUnreadable(read.error)
        self.index.refresh()
        return explain_pair(self.scorer, self.reasons, columns_of(self.schema, [read[0]], [read[1]]), profile_id)

    def decide(self, left: Columns, scored: Scored, answering: Answering, excluded: Excluded) -> list[Outcome]:
        """Decide records by their scored candidates, in the order of `left`."""
        short = scored.shortlist
        most = max(answering.limit, 2)
        numbers = self.index.cluster_numbers(short.rows)
        folded = None if numbers is None else fold(scored, numbers, len(left), most)
        shown = ShownCandidates.of(scored, len(left), most) if folded is None else folded.shown
        candidates = self._candidates(scored, shown.positions, answering)
        if folded is not None:
            candidates = self._of_clusters(candidates, folded, left, excluded)
        version = self.model_version
        forced = self._forced(left, excluded)
        outcomes = []
        parents = parents_of(left.records, self.index) if reads_parents(self.schema) else {}
        for row, (begin, end) in enumerate(pairwise(shown.bounds.tolist())):
            parent = parents.get(row)
            parent = None if parent in excluded.get(left.ids[row], ()) else parent
            own = candidates[begin:end]
            named = forced.get(row)
            if named is not None:
                alone = columns_of(self.schema, [left.ids[row]], [left.records[row]])
                own = self._forced_first(own, alone, named, answering)
            undecided = Outcome(
                record_id=left.ids[row],
                decision=LinkDecision.NONE,
                match=None,
                margin=0.0,
                runner_up_id=None,
                candidates=tuple(with_parent(own, parent)),
                reasons=(),
                basis=self.bundle.basis if named is None else FORCED,
                model_version=version,
                tied_beyond_cut=bool(shown.at_cut[row]),
                part_of=parent,
            )
            outcomes.append(decided(undecided, self.policy, answering.limit))
        return outcomes

    def _candidates(self, scored: Scored, positions: Ints, answering: Answering) -> list[Candidate]:
        """Return the kept candidates at `positions`, with their details where they are asked for."""
        short = scored.shortlist
        candidates = list(
            map(
                Candidate,
                self.index.ids(short.rows.take(positions)),
                scored.probability.take(positions).round(6).tolist(),
                short.evidence.match_weight.take(positions).tolist(),
                self.reasons.of(short.retrieved.weights, short.kept.take(positions)),
            )
        )
        if not answering.explain:
            return candidates
        ranker = self.bundle.ranker
        return [
            replace(c, details=explain(scored, ranker, self.reasons, position))
            for c, position in zip(candidates, positions.tolist(), strict=True)
        ]

    def _forced_first(
        self, candidates: Sequence[Candidate], left: Columns, forced: str, answering: Answering
    ) -> list[Candidate]:
        """Return the candidates of one record with the forced profile first, scored where it was none of them."""
        known = next((c for c in candidates if c.is_for(forced)), None)
        if known is None:
            pair = score_pair(self.scorer, left, forced)
            (known,) = self._candidates(pair.scored, np.array([pair.position]), answering)
        first = replace(known, id=forced, probability=1.0, reasons=(FORCED_REASON, *known.reasons))
        return [first, *(c for c in candidates if not c.is_for(forced))]

    def _of_clusters(
        self, candidates: Sequence[Candidate], folded: Folded, left: Columns, excluded: Excluded
    ) -> list[Candidate]:
        """Name the candidates that stand for a cluster by its first profile that is not excluded."""
        named = list(candidates)
        for record, (begin, end) in enumerate(pairwise(folded.shown.bounds.tolist())):
            barred = excluded.get(left.ids[record], ())
            for at in range(begin, end):
                share = folded.cluster[at]
                if share is not None:
                    number, probability = share
                    members = tuple(m for m in self.index.cluster_members(number) if m not in barred)
                    if len(members) > 1:
                        shared = round(probability, 6)
                        named[at] = replace(named[at], id=members[0], cluster=members, probability=shared)
        return named

    def _forced(self, left: Columns, excluded: Excluded) -> dict[int, str]:
        """Return, by row of `left`, the profile that the record names by id or by a unique address."""
        forced: dict[int, str] = {}
        for row, record in enumerate(left.records):
            value = record.get("profile_url")
            if value is not None:
                profile = self.profile_named(str(value))
                if profile is not None and profile not in excluded.get(left.ids[row], ()):
                    forced[row] = profile
        return forced

    def profile_named(self, value: str) -> str | None:
        """Return the profile that a normalised `profile_url` names: by id, or as the only one with that address."""
        if self.index.row_of(value) is not None:
            return value
        rows = self.index.candidates([{"profile_url": value}], 2).rows
        return self.index.ids(rows)[0] if len(rows) == 1 else None


def _read(schema: Schema, row: Mapping[str, object]) -> tuple[str, Record] | Problem:
    record_id = row.get("id")
    if record_id is None or not str(record_id).strip():
        return Problem(None, "id: got nothing, expected the record's id")
    record = normalise(schema, row)
    if all(record.get(field.name) is None for field in schema.fields):
        return Problem(
            str(record_id),
            wording("got no field that says anything about a {schema}, expected at least a name", schema=schema),
        )
    return str(record_id), record
