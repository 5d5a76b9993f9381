"""The smallest edit of a record that would change its decision, found by trying: never by a linear guess.

Single changes are tried exhaustively, then combinations best first, within a number of runs of the real matcher.
What is reported was decided by the matcher.
"""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Literal

from data.index.profiles import read_profiles
from features.pairs.columns import Record
from features.schema.texts import wording
from serving.explanation.bodies import ColumnChangeShown, EditShown, EditsShown
from serving.explanation.editable_columns import filled_columns, private_columns, profile_values
from serving.explanation.explained_record import Row, says_something
from serving.explanation.pair_explanation import RecordDecided
from serving.explanation.variants import Variant, decide_variants
from serving.explanation.waterfall import log_odds_of
from serving.matching.explanation import profile_of, row_of

MAX_RUNS = 150
MAX_CHANGES = 3
MAX_SHOWN = 5
RUNS_AT_ONCE = 512
Changes = tuple[ColumnChangeShown, ...]


def find_edits(
    decided: RecordDecided, profiles: Sequence[str], *, thorough: bool = False, with_private: bool = False
) -> EditsShown:
    """Search the smallest edits towards the first of some profiles, or away from it where the record is linked to it.

    Values come from these profiles. No edit changes what a user's statement decides. Raises ExplainedProfileUnknown.
    """
    search = _Search(decided, profiles[0], _changes(decided, profiles), with_private)
    if decided.explained.statement is not None:
        return search.result([], is_smallest=False)
    return search.thorough() if thorough else search.within(MAX_RUNS)


def _changes(decided: RecordDecided, compared: Sequence[str]) -> list[ColumnChangeShown]:
    """Return all single changes, by column, emptied first."""
    schema = decided.matcher.schema
    index = decided.matcher.index
    filled = filled_columns(schema, decided.explained.row)
    profiles = [
        profile_values(
            schema,
            profile_of(index, row_of(index, profile_id)),
            read_profiles(index, [profile_id])[profile_id],
            filled,
        )
        for profile_id in compared
    ]
    changes = []
    for column in schema.columns:
        before = filled.get(column)
        after = {values[column] for values in profiles if column in values} - {before}
        changes += [_change(column, before, None)] if before is not None else []
        changes += [_change(column, before, value) for value in sorted(value for value in after if value is not None)]
    return changes


def _change(column: str, before: str | None, after: str | None) -> ColumnChangeShown:
    return ColumnChangeShown(column=column, action="empty" if after is None else "set", before=before, after=after)


@dataclass(slots=True)
class _Search:
    """One search; `seen` holds the records that were tried, so that an edit without effect costs no run."""

    decided: RecordDecided
    profile_id: str
    singles: Sequence[ColumnChangeShown]
    with_private: bool
    tried: int = 0
    seen: set[tuple[object, ...]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.seen.add(_identity(self.decided.variant.record))

    @property
    def wanted(self) -> Literal["link", "unlink"]:
        return "unlink" if self.decided.variant.state == ("linked", self.profile_id) else "link"

    def within(self, runs: int) -> EditsShown:
        """Try single changes, then the changes that come nearest with one more, until the runs are used up."""
        waiting: list[tuple[float, int, Changes]] = []
        tries = self._try([(change,) for change in self.singles], runs)
        while True:
            if reached := self._reached(tries):
                return self.result(reached, is_smallest=len(reached[0][0]) <= 2)
            for changes, variant in tries:
                if len(changes) < MAX_CHANGES:
                    heapq.heappush(waiting, (-self._nearness(variant), len(waiting) + self.tried, changes))
            if not waiting or self.tried >= runs:
                return self.result([], is_smallest=False)
            tries = self._try(self._extended(heapq.heappop(waiting)[2]), runs)

    def thorough(self) -> EditsShown:
        """Try all edits of one, two and three changes; the first number that has any ends the search."""
        for n in range(1, MAX_CHANGES + 1):
            edits = [edit for edit in combinations(self.singles, n) if len({each.column for each in edit}) == n]
            parts = [edits[at : at + RUNS_AT_ONCE] for at in range(0, len(edits), RUNS_AT_ONCE)]
            if surest := self._surest([attempt for part in parts for attempt in self._reached(self._try(part, None))]):
                return self.result(surest, is_smallest=True)
        return self.result([], is_smallest=False)

    def _extended(self, changes: Changes) -> list[Changes]:
        columns = {change.column for change in changes}
        longer = [(*changes, change) for change in self.singles if change.column not in columns]
        return [tuple(sorted(each, key=self.singles.index)) for each in longer]

    def _try(self, edits: Sequence[Changes], most: int | None) -> list[tuple[Changes, Variant]]:
        """Decide the edits that make a record which was not tried yet, until there were `most` tries."""
        matcher = self.decided.matcher
        explained = self.decided.explained
        chosen: list[Changes] = []
        records: list[Record] = []
        for changes in edits:
            record = explained.read(edited(explained.row, changes))
            if _identity(record) in self.seen or not says_something(matcher.schema, record):
                continue
            if self.tried == most:
                break
            self.seen.add(_identity(record))
            self.tried += 1
            chosen.append(changes)
            records.append(record)
        variants = decide_variants(matcher, explained, records) if records else []
        return list(zip(chosen, variants, strict=True))

    def _reached(self, tries: Sequence[tuple[Changes, Variant]]) -> list[tuple[Changes, Variant]]:
        """Return the edits that reach what is wanted, the surest first."""
        linked = ("linked", self.profile_id)
        return self._surest([attempt for attempt in tries if (attempt[1].state == linked) == (self.wanted == "link")])

    def _surest(self, reached: Sequence[tuple[Changes, Variant]]) -> list[tuple[Changes, Variant]]:
        return sorted(reached, key=lambda attempt: -self._nearness(attempt[1]))

    def _nearness(self, variant: Variant) -> float:
        """Return how near a variant comes: the log-odds of the profile, negated where it should not be linked."""
        log_odds = log_odds_of(variant.probability_of(self.profile_id) or 0.0)
        return log_odds if self.wanted == "link" else -log_odds

    def result(self, reached: Sequence[tuple[Changes, Variant]], *, is_smallest: bool) -> EditsShown:
        """Return the first edits; `is_smallest`: every edit with fewer changes was tried."""
        edits = [self._shown(changes, variant) for changes, variant in reached[:MAX_SHOWN]]
        says = wording("none found in {tried} tries", tried=self.tried)
        if edits:
            smallest = wording("smallest" if is_smallest else "smallest found")
            n = len(edits[0].changes)
            found = "{smallest}: {n} fields, in {tried} tries" if n > 1 else "{smallest}: {n} field, in {tried} tries"
            says = wording(found, smallest=smallest, n=n, tried=self.tried)
        return EditsShown(wanted=self.wanted, says=says, tried=self.tried, smallest=is_smallest, found=edits)

    def _shown(self, changes: Changes, variant: Variant) -> EditShown:
        best = variant.outcome.best
        (decision, profile_id) = variant.state
        hidden = frozenset() if self.with_private else private_columns(self.decided.matcher.schema)
        shown = [
            change.model_copy(update={"after": None, "withheld": "network"})
            if change.after is not None and change.column in hidden
            else change
            for change in changes
        ]
        probability = best.probability if best else 0.0
        return EditShown(changes=shown, decision=decision, profile_id=profile_id, probability=probability)


def edited(row: Row, changes: Sequence[ColumnChangeShown]) -> Row:
    """Return the columns of a record with an edit applied."""
    return {**row, **{change.column: change.after for change in changes}}


def _identity(record: Record) -> tuple[object, ...]:
    return tuple(sorted(record.items(), key=lambda item: item[0]))
