"""Fills a HubSpot portal with companies, contacts, deals and owners, and lets them change."""

import random
from dataclasses import dataclass, field

from tests.support.hubspot_portal import HubspotPortal
from tests.support.small_network import COMPANIES, MEMBERS


@dataclass
class PortalLife:
    """What happens in a portal, drawn from a seed."""

    portal: HubspotPortal
    seed: int = 7
    companies: list[int] = field(default_factory=list)
    contacts: list[int] = field(default_factory=list)
    deals: list[int] = field(default_factory=list)
    draw: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.draw = random.Random(self.seed)

    def fill(self, companies: int, contacts: int, deals: int) -> None:
        """Make records: the first ones are those of the small network."""
        portal = self.portal
        portal.add_owner("ann@seller.example", "Ann", "Seller")
        portal.add_owner("bob@seller.example", "Bob", "Seller", archived=True)
        portal.add_pipeline("default", new=0.2, won=1.0, lost=0.0)
        for place in range(companies):
            self.companies.append(portal.create("companies", self.company(place)))
        for place in range(contacts):
            self.contacts.append(portal.create("contacts", self.contact(place)))
            if self.companies:
                portal.associate(("contacts", "companies"), self.contacts[-1], self.draw.choice(self.companies))
        for place in range(deals):
            self.new_deal(place)

    def company(self, place: int) -> dict[str, str]:
        known = list(COMPANIES.values())
        if place < len(known):
            return {"name": known[place]["name"], "domain": known[place]["website"], "city": known[place]["city"]}
        return {"name": f"Company {place:05}", "domain": f"company{place:05}.example"}

    def contact(self, place: int) -> dict[str, str]:
        known = list(MEMBERS.values())
        if place < len(known):
            names = {"firstname": "first_name", "lastname": "last_name", "jobtitle": "title", "email": "email"}
            return {theirs: known[place][ours] for theirs, ours in names.items()}
        return {"firstname": f"First{place % 97}", "lastname": f"Last{place:06}", "email": f"p{place}@example.com"}

    def new_deal(self, place: int) -> None:
        stage = self.draw.choice(["new", "won", "lost"])
        closed = {"hs_is_closed": str(stage != "new").lower(), "hs_is_closed_won": str(stage == "won").lower()}
        deal = {"dealname": f"Deal {place}", "pipeline": "default", "dealstage": stage, "amount": str(place)} | closed
        self.deals.append(self.portal.create("deals", deal))
        if self.companies and self.contacts:
            self.portal.associate(("deals", "companies"), self.deals[-1], self.draw.choice(self.companies))
            people = self.draw.sample(self.contacts, min(2, len(self.contacts)))
            self.portal.associate(("deals", "contacts"), self.deals[-1], *people)

    def change(self, changes: int = 0, deletions: int = 0, merges: int = 0) -> None:
        """Change, delete and merge records drawn at random."""
        for _ in range(changes):
            self._change_one()
        for _ in range(deletions):
            if self.contacts:
                self.portal.archive("contacts", self.contacts.pop(self.draw.randrange(len(self.contacts))))
        for _ in range(merges):
            if len(self.contacts) > 1:
                primary, other = self.draw.sample(self.contacts, 2)
                self.contacts = [one for one in self.contacts if one not in (primary, other)]
                self.contacts.append(self.portal.merge("contacts", primary, other))

    def _change_one(self) -> None:
        number = self.draw.randrange(10**6)
        kind = self.draw.choice(["contacts", "contacts", "contacts", "companies", "deals", "moves", "new"])
        if kind == "new":
            self.contacts.append(self.portal.create("contacts", self.contact(number)))
        elif kind == "moves" and self.contacts and self.companies:
            at = self.draw.choice(self.contacts)
            self.portal.associate(("contacts", "companies"), at, self.draw.choice(self.companies))
        elif kind == "companies" and self.companies:
            self.portal.update("companies", self.draw.choice(self.companies), {"city": f"City {number}"})
        elif kind == "deals" and self.deals:
            self.portal.update("deals", self.draw.choice(self.deals), {"amount": str(number)})
        elif self.contacts:
            self.portal.update("contacts", self.draw.choice(self.contacts), {"jobtitle": f"Title {number}"})
