"""A record to explain: its columns, how they are read, and what the deciding pass knows of other records."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from features.comparisons.kernel import Kernel
from features.normalise.records import normalise
from features.pairs.columns import Record
from features.schema.schema import Shape, schema_of
from features.schema.value_class import value_class
from serving.matching.collective import CollectiveModel
from serving.matching.matcher import Matcher
from serving.matching.outcomes import Outcome
from serving.matching.policy import Policy

Row = Mapping[str, object]
ReadRecord = Callable[[Row], Record]
"""Returns the normalised fields of canonical columns, as the matcher is given them."""


class OtherClaim(NamedTuple):
    """The claim of another record on a profile, by the independent pass; the hash of `tie_id` breaks ties."""

    record: str
    tie_id: str
    profile_id: str
    probability: float
    match_weight: float


@value_class
class OtherClaims:
    """The collective pass around one record: its model, and the claims and fields of the other records.

    `claims_on` returns all other claims on some profiles, `fetch` the fields of claiming records by name. `tie_id` is
    the explained record's.
    """

    model: CollectiveModel
    kernel: Kernel
    tie_id: str
    claims_on: Callable[[Collection[str]], Sequence[OtherClaim]]
    fetch: Callable[[Sequence[str]], Sequence[Record]]


@value_class
class AppliedStatement:
    """A user's statement that decides a record: `apply` turns the model's outcome into the stated one."""

    says: str
    apply: Callable[[Outcome], Outcome]


@value_class
class ExplainedRecord:
    """One record as matching decides it; without `others` the independent pass alone decides.

    `excluded` profiles are no candidates (D21); a `statement` decides whatever the model says (D2).
    """

    record_id: str
    row: Row
    read: ReadRecord
    policy: Policy
    excluded: frozenset[str] = frozenset()
    others: OtherClaims | None = None
    statement: AppliedStatement | None = None

    @property
    def deciding_policy(self) -> Policy:
        """The policy of the pass that decides."""
        return self.policy if self.others is None else self.others.model.policy


def by_itself(matcher: Matcher, row: Row) -> ExplainedRecord:
    """Return a record as `/v1/match` decides it: by its own columns and candidates alone."""
    return ExplainedRecord(str(row.get("id") or "record"), row, partial(normalise, matcher.schema), matcher.policy)


def says_something(shape: Shape, record: Record) -> bool:
    """Whether a record has any field that can be matched."""
    return any(record.get(field.name) is not None for field in schema_of(shape).fields)
