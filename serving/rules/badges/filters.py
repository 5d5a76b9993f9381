"""The two search filters: people who are in the CRM, and people who are not. Pure (S39)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum


class CrmFilter(StrEnum):
    """Which people a search keeps."""

    IN_CRM = "in_crm"
    NOT_IN_CRM = "not_in_crm"


def keeps(chosen: CrmFilter, member_id: str, linked: Collection[str]) -> bool:
    """Whether a filter keeps a member: each member passes exactly one of the two."""
    return (member_id in linked) is (chosen is CrmFilter.IN_CRM)


@dataclass(frozen=True, slots=True)
class FilterChanges:
    """Members to add to and to remove from the set of those in the CRM, each sorted."""

    added: tuple[str, ...]
    removed: tuple[str, ...]


def changes_of(touched: Iterable[str], linked: Collection[str]) -> FilterChanges:
    """Return what became of members whose links changed: applied to any earlier set they give today's."""
    members = sorted(set(touched))
    added, removed = (
        tuple(member for member in members if keeps(chosen, member, linked))
        for chosen in (CrmFilter.IN_CRM, CrmFilter.NOT_IN_CRM)
    )
    return FilterChanges(added, removed)
