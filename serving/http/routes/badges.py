"""Badges: what sellers see on members and companies."""

from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field, StringConstraints

from features.schema.kinds import Kind
from serving.http.routes.frame import CONTRACT, Call, example, needs, refusals
from serving.http.routes.link_answers import LeftWithheld, shown_left
from serving.rules.badges.badges import Action, ContactInfo, has_no_symbol
from serving.rules.badges.out_of_date import Outdated
from serving.rules.vocabulary import Badge, Crm, CrmObject, Scope
from serving.sync.effects.badges import SeenBadge, SeenDifference, badges_of, unconnected_badges
from serving.sync.records.known_profiles import NO_PROFILE, ProfileUnknown, Topic, unknown_profiles
from serving.sync.services import WrapperServices

MOST_PROFILES = 1_000
NO_NUL = r"^[^\x00]+$"
"""Pattern of ids: PostgreSQL stores no text with a zero byte."""
Id = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=NO_NUL)]


class BadgesAsked(BaseModel, extra="forbid"):
    """Profiles of one kind."""

    kind: Kind
    profiles: list[Id] = Field(min_length=1, max_length=MOST_PROFILES)


class RecordNamed(BaseModel):
    """A record of the CRM."""

    object: CrmObject
    id: str


class FieldOutOfDate(BaseModel):
    """A field with different values in the CRM and the network.

    One that is `withheld` stands for all that differ: which they are says something of the record's values.
    """

    field: Outdated | None
    crm: str | None
    network: str | None
    withheld: Literal["crm_permission"] | None = None


class ContactShown(BaseModel):
    """Contact information of the CRM, with its name as the source."""

    source: Crm
    fields: dict[str, str]


class ContactWithheld(BaseModel):
    """Contact information that the acting user may not see in the CRM."""

    withheld: Literal["crm_permission"]


class BadgeShown(BaseModel):
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
    out_of_date: list[FieldOutOfDate]
    actions: list[Action]
    inmail_allowed: bool | None
    left_probability: float | LeftWithheld | None = Field(default=None, examples=[0.97])


class BadgesShown(BaseModel):
    """A badge for each profile of the network, in the request's order; `unknown` lists the ids of no profile."""

    items: list[BadgeShown]
    unknown: list[str]


def make_router(parts: WrapperServices) -> APIRouter:
    """Return the route of badges."""
    router = APIRouter(prefix=CONTRACT, tags=["what sellers see"])

    @router.post(
        "/badges",
        summary="Show the badges of up to 1,000 profiles",
        responses=refusals(),
        openapi_extra=example({"kind": "person", "profiles": ["M1", "M2"]}),
    )
    def badges(
        asked: BadgesAsked, call: Annotated[Call, needs(parts, Scope.APP, acting=True, instance=False, reads=True)]
    ) -> BadgesShown:
        """Return for each profile whether it is in the CRM, out of date there, or not, with the possible actions.

        404 where no id is one of a profile.
        """
        with parts.store.reading() as connection:
            if call.instance is None:
                found = unconnected_badges(connection, asked.kind, asked.profiles)
            else:
                found = badges_of(connection, call.scope, (asked.kind, asked.profiles), call.actor, parts.matching)
            unlinked = [one.profile_id for one in found if one.record is None]
            unknown = unknown_profiles(connection, parts.matching, asked.kind, unlinked, Topic.BADGES)
        if unknown.issuperset(asked.profiles):
            raise ProfileUnknown(NO_PROFILE)
        call.name(profiles=asked.profiles)
        return BadgesShown(
            items=[shown_badge(one) for one in found if one.profile_id not in unknown], unknown=sorted(unknown)
        )

    return router


def shown_badge(seen: SeenBadge) -> BadgeShown:
    """Return a badge as it is shown."""
    return BadgeShown(
        profile_id=seen.profile_id,
        badge=seen.badge,
        no_symbol=has_no_symbol(seen.badge),
        record=None if seen.record is None else RecordNamed(object=seen.record.object, id=seen.record.id),
        deep_link=seen.deep_link,
        contact_info=None if seen.contact_info is None else _contact(seen.contact_info),
        out_of_date=[_difference(one) for one in seen.differences],
        actions=list(seen.actions),
        inmail_allowed=seen.inmail_allowed,
        left_probability=shown_left(seen.left),
    )


def _contact(info: ContactInfo) -> ContactShown | ContactWithheld:
    if info.source is None:
        return ContactWithheld(withheld="crm_permission")
    return ContactShown(source=info.source, fields=dict(info.fields))


def _difference(seen: SeenDifference) -> FieldOutOfDate:
    withheld: Literal["crm_permission"] | None = "crm_permission" if seen.withheld else None
    field = None if seen.field is None else Outdated(seen.field)
    return FieldOutOfDate(field=field, crm=seen.crm, network=seen.network, withheld=withheld)
