"""Ids of no profile in the network: refused, and counted by topic."""

from collections.abc import Collection, Sequence
from enum import StrEnum

from sqlalchemy import Connection

from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from serving.runtime.metrics import UNKNOWN_PROFILES
from serving.sync.records.matching import WrapperMatching
from serving.sync.records.rulings import fates_of

NO_PROFILE = "got an id of no profile in the network, expected one that it has"


class ProfileUnknown(OnematchError):
    """The network has no such profile."""


class Topic(StrEnum):
    """What an unknown profile was named for."""

    ACTIVITIES = "activities"
    BADGES = "badges"
    LINKS = "links"
    OPPORTUNITIES = "opportunities"
    RECORDS = "records"


def unknown_profiles(
    connection: Connection, matching: WrapperMatching, kind: Kind, ids: Collection[str], topic: Topic
) -> frozenset[str]:
    """Return the ids that are no open profile of the network, and count them."""
    unknown = frozenset(_unknown(connection, matching, kind, sorted(set(ids)))) if ids else frozenset()
    if unknown:
        UNKNOWN_PROFILES.labels(topic.value, kind.value).inc(len(unknown))
    return unknown


def require_profile(
    connection: Connection, matching: WrapperMatching, kind: Kind, profile_id: str, topic: Topic
) -> None:
    """Raise ProfileUnknown, and count it, unless the network has a profile."""
    if unknown_profiles(connection, matching, kind, [profile_id], topic):
        raise ProfileUnknown(NO_PROFILE)


def _unknown(connection: Connection, matching: WrapperMatching, kind: Kind, ids: Sequence[str]) -> list[str]:
    index = matching.matcher(kind).index
    index.refresh()
    gone = fates_of(connection, kind, ids)
    return [one for one, row in zip(ids, index.rows_of(ids), strict=True) if row is None or one in gone]
