"""One CRM vendor as a value: its names, its bodies, how it is read, and what it can do."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from re import Pattern
from urllib.parse import quote

import httpx

from features.schema.errors import OnematchError
from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.crm.appendix import Unwritable
from serving.crm.bodies import Bodies
from serving.crm.credentials import Credentials, Secrets
from serving.crm.reading import VendorNames
from serving.crm.routing import Takes, Way
from serving.crm.source import NewSource
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import CrmObject


class PageUnknown(OnematchError):
    """An instance lacks a part of its CRM's addresses, or the CRM has no such object."""


@value_class
class AddressPart:
    """What a connection names beside the address of the API: its key, its label and an example."""

    key: str
    label: str
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Vendor:
    """All that onematch knows of one CRM; nothing outside of its folder names it."""

    label: str
    names: VendorNames
    bodies: Bodies
    takes: Takes
    """What its objects take (S50 to S58)."""
    source: NewSource
    """Returns the CRM as a connector reads it."""
    credentials: Callable[[Secrets, httpx.Client, str], Credentials]
    """Returns what authenticates a connector at the address of its API, unless a token is given."""
    address: AddressPart
    page: Callable[[str, str, RecordKey, str], str]
    """Returns the address of a record's page, by that part, the object's type in it, the record and its number."""
    companies: Pattern[str]
    """The paths by which a company would be written (S38)."""
    unwritable: Mapping[CrmObject, Unwritable] = field(default_factory=dict)
    """Why a person's record can be neither created nor updated (S10)."""
    has_client_in_body: bool = False
    """Whether its token endpoint takes the client in the body, not by Basic authentication."""
    api: str = ""
    """The address of its API, where all customers have the same one."""

    @property
    def written(self) -> Collection[CrmObject]:
        """The objects that are created and updated there."""
        return [name for name, vendor_object in self.names.objects.items() if vendor_object.is_written]

    @property
    def has_primary_accounts(self) -> bool:
        """Whether some activity can belong to the contact's primary account as well (S57)."""
        return any(Way.YES_A in ways.values() for ways in self.takes.values())

    def not_imported(self, crm_object: CrmObject) -> str | None:
        """Return why an object is not imported, None where it is."""
        return (
            None
            if crm_object in self.names.objects
            else wording("{label}'s sync has no {crm_object}s", label=self.label, crm_object=crm_object)
        )

    def deep_link(self, urls: Mapping[str, str], record: RecordKey, number: str | None = None) -> str:
        """Return the address of a record's own page (S31). Raises PageUnknown."""
        types = {name: names.page_type for name, names in self.names.objects.items() if names.page_type}
        if not urls.get(self.address.key):
            raise PageUnknown("got no {key} in the instance's urls, expected one", key=self.address.key)
        if record.object not in types:
            raise PageUnknown(
                "got {object} {record_id}, expected one of {types} in {label}",
                object=record.object,
                record_id=record.id,
                types=", ".join(types),
                label=self.label,
            )
        return self.page(urls[self.address.key], types[record.object], record, number or record.id)


def in_address(text: str) -> str:
    """Return a text as a part of an address."""
    return quote(text, safe="")
