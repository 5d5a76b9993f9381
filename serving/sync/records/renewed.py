"""What a change renewed beside links, for those who follow it."""

from collections.abc import Collection
from dataclasses import dataclass, field

from serving.rules.linking.links import RecordKey


@dataclass(frozen=True, slots=True)
class OtherChanges:
    """Opportunities, and records whose owner or account is another one, also where no link changed."""

    opportunity_ids: Collection[str] = field(default_factory=frozenset)
    records: Collection[RecordKey] = field(default_factory=frozenset)


NOTHING_ELSE = OtherChanges()
