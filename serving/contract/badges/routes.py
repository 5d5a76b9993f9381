"""Badges: what sellers see on members and companies."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from features.schema.kinds import Kind
from serving.contract.badges.badges import badges_of, unconnected_badges
from serving.contract.badges.out_of_date import Outdated
from serving.contract.badges.rules import Action
from serving.contract.records.calls import Call, Id, ShownValue, example, needs, refusals, routes
from serving.contract.records.link_answers import LeftWithheld, RecordName
from serving.contract.records.network_rows import NO_PROFILE, ProfileUnknown, Topic, unknown_profiles
from serving.vocabulary.terms import Badge, Crm, Scope

MAX_PROFILES = 1_000


class BadgesAsked(BaseModel, extra="forbid"):
    """Profiles of one kind."""

    kind: Kind
    profiles: list[Id] = Field(min_length=1, max_length=MAX_PROFILES)


class RecordNamed(RecordName):
    """A record of the CRM."""


class FieldOutOfDate(ShownValue):
    """A field with different values in the CRM and the network.

    One that is `withheld` stands for all that differ: which they are says something of the record's values.
    """

    field: Outdated | None
    crm: str | None
    network: str | None
    withheld: Literal["crm_permission"] | None = None


class ContactShown(ShownValue):
    """Contact information of the CRM, with its name as the source."""

    source: Crm
    fields: dict[str, str]


class ContactWithheld(ShownValue):
    """Contact information that the acting user may not see in the CRM."""

    withheld: Literal["crm_permission"]


class BadgeShown(ShownValue):
    """A profile's badge; `actions` are those of the No symbol.

    `left_probability`: the probability that a linked person has left the company that the record names, null where it
    names none. The badge does not follow from it.
    """

    profile_id: str
    badge: Badge
    no_symbol: bool
    record: RecordNamed | None
    deep_link: str | None
    contact_info: ContactShown | ContactWithheld | None
    out_of_date: list[FieldOutOfDate] = Field(validation_alias="differences")
    actions: list[Action]
    inmail_allowed: bool | None
    left_probability: float | LeftWithheld | None = Field(default=None, examples=[0.97])


class BadgesShown(BaseModel):
    """A badge for each profile of the network, in the request's order; `unknown` lists the ids of no profile."""

    items: list[BadgeShown]
    unknown: list[str]


router = routes("what sellers see")


@router.post(
    "/badges",
    summary="Show the badges of up to 1,000 profiles",
    responses=refusals(),
    openapi_extra=example({"kind": "person", "profiles": ["M1", "M2"]}),
)
def badges(
    asked: BadgesAsked, call: Annotated[Call, needs(Scope.APP, acting=True, instance=False, reads=True)]
) -> BadgesShown:
    """Return for each profile whether it is in the CRM, out of date there, or not, with the possible actions.

    404 where no id is one of a profile.
    """
    with call.store.reading() as connection:
        if call.instance is None:
            seen_badges = unconnected_badges(connection, asked.kind, asked.profiles)
        else:
            seen_badges = badges_of(call.scope.on(connection), (asked.kind, asked.profiles), call.actor, call.matching)
        unlinked = [badge.profile_id for badge in seen_badges if badge.record is None]
        unknown = unknown_profiles(connection, call.matching, asked.kind, unlinked, Topic.BADGES)
    if unknown.issuperset(asked.profiles):
        raise ProfileUnknown(NO_PROFILE)
    call.name(profiles=asked.profiles)
    return BadgesShown(
        items=[BadgeShown.of(badge) for badge in seen_badges if badge.profile_id not in unknown],
        unknown=sorted(unknown),
    )
