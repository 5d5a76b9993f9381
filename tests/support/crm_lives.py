"""What happens in the vendors' doubles between two reads: changes, creations, deletions, merges, restores, moves.

Everything is drawn from a seed. A silent move leaves every time of change as it is, as do the links that a merge, a
deletion or a restoration moves along.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from tests.support.small_network import COMPANIES, MEMBERS
from tests.support.vendors.hubspot import HubSpotDouble
from tests.support.vendors.hubspot_state import PortalPipeline, PortalStage
from tests.support.vendors.oracle import OracleDouble


@dataclass(frozen=True, slots=True)
class Turmoil:
    """How much happens in one round."""

    changes: int = 500
    creations: int = 60
    deletions: int = 50
    merges: int = 20
    restores: int = 20
    moves: int = 20


@dataclass
class HubSpotUser:
    """Users of a HubSpot portal."""

    double: HubSpotDouble
    kinds: ClassVar = {"account": "companies", "contact": "contacts", "deal": "deals"}

    def __post_init__(self) -> None:
        stages = [("new", "0.2"), ("won", "1.0"), ("lost", "0.0")]
        listed = [
            PortalStage(id=name, label=name, display_order=place, is_closed=name != "new", probability=probability)
            for place, (name, probability) in enumerate(stages)
        ]
        self.double.user_pipeline(PortalPipeline(id="default", label="default", stages=listed))
        self.double.user_owner("71", "ann@seller.example", 171)

    def account(self, place: int) -> str:
        known = list(COMPANIES.values())
        named = (
            known[place - 1] if place <= len(known) else {"name": f"Company {place}", "website": f"c{place}.example"}
        )
        return self.double.user_create("companies", {"name": named["name"], "domain": named["website"]}).id

    def contact(self, place: int, account: str) -> str:
        properties = {"firstname": f"First{place % 97}", "lastname": f"Last{place}", "email": f"p{place}@example.com"}
        if place % 40 == 0:
            known = list(MEMBERS.values())[place // 40 % len(MEMBERS)]
            properties = {"firstname": known["first_name"], "lastname": known["last_name"], "jobtitle": known["title"]}
        made = self.double.user_create("contacts", properties | {"hubspot_owner_id": "71"}).id
        self.double.user_associate("contacts", made, "companies", account)
        return made

    def deal(self, place: int, account: str, people: Sequence[str]) -> str:
        stage = ("new", "won", "lost")[place % 3]
        properties = {"dealname": f"Deal {place}", "pipeline": "default", "dealstage": stage, "amount": str(place)}
        made = self.double.user_create("deals", properties).id
        self.double.user_associate("deals", made, "companies", account)
        for one in people:
            self.double.user_associate("deals", made, "contacts", one)
        return made

    def change(self, kind: str, record_id: str, number: int) -> None:
        named = {"account": "city", "contact": "jobtitle", "deal": "amount"}
        self.double.user_change(self.kinds[kind], record_id, {named[kind]: str(number)})

    def delete(self, kind: str, record_id: str) -> None:
        self.double.user_delete(self.kinds[kind], record_id)

    def restore(self, kind: str, record_id: str) -> None:
        self.double.user_restore(self.kinds[kind], record_id)

    def merge(self, kind: str, survivor: str, other: str) -> str:
        return self.double.user_merge(self.kinds[kind], survivor, other).id

    def move(self, contact: str, account: str) -> None:
        self.double.user_move(contact, account)


@dataclass
class OracleUser:
    """Users of an Oracle Sales pod."""

    double: OracleDouble
    kinds: ClassVar = {"account": "accounts", "contact": "contacts", "deal": "opportunities"}
    seller: int = 0

    def __post_init__(self) -> None:
        values = {"ResourceName": "Ann Seller", "ResourceEmail": "ann@seller.example", "Username": "ann"}
        self.seller = self.double.user_create("resourceUsers", values)

    def account(self, place: int) -> str:
        known = list(COMPANIES.values())
        name = known[place - 1]["name"] if place <= len(known) else f"Company {place}"
        return str(self.double.user_create("accounts", {"OrganizationName": name}))

    def contact(self, place: int, account: str) -> str:
        values: dict[str, object] = {"FirstName": f"First{place % 97}", "LastName": f"Last{place}"}
        if place % 40 == 0:
            known = list(MEMBERS.values())[place // 40 % len(MEMBERS)]
            values = {"FirstName": known["first_name"], "LastName": known["last_name"], "JobTitle": known["title"]}
        return str(self.double.user_create("contacts", values | {"AccountPartyId": int(account)}))

    def deal(self, place: int, account: str, people: Sequence[str]) -> str:
        status = ("OPEN", "WON", "LOST")[place % 3]
        values = {"Name": f"Deal {place}", "StatusCode": status, "TargetPartyId": int(account), "Revenue": place}
        made = self.double.user_create("opportunities", values)
        for one in people:
            self.double.user_child("opportunities", made, "OpportunityContact", {"PERPartyId": int(one)})
        return str(made)

    def change(self, kind: str, record_id: str, number: int) -> None:
        values: dict[str, object] = {"City": str(number)} if kind == "account" else {"JobTitle": str(number)}
        if kind == "deal":
            values = {"Revenue": number}
        self.double.user_change(self.kinds[kind], int(record_id), values)

    def delete(self, kind: str, record_id: str) -> None:
        self.double.user_delete(self.kinds[kind], int(record_id))

    def restore(self, kind: str, record_id: str) -> None:
        self.double.user_restore(self.kinds[kind], int(record_id))

    def merge(self, kind: str, survivor: str, other: str) -> str:
        self.double.user_merge(self.kinds[kind], int(survivor), int(other))
        return survivor

    def move(self, contact: str, account: str) -> None:
        self.double.user_change("contacts", int(contact), {"AccountPartyId": int(account)}, silent=True)


@dataclass
class CrmLife:
    """One CRM's records by kind, and what happens to them."""

    user: HubSpotUser | OracleUser
    seed: int = 20261130
    live: dict[str, list[str]] = field(default_factory=lambda: {"account": [], "contact": [], "deal": []})
    gone: list[tuple[str, str]] = field(default_factory=list)
    made: int = 0
    draw: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.draw = random.Random(self.seed)

    def fill(self, accounts: int, contacts: int, deals: int) -> None:
        for kind, number in (("account", accounts), ("contact", contacts), ("deal", deals)):
            for _ in range(number):
                self._create(kind)

    def deeds(self, much: Turmoil) -> list[Callable[[], None]]:
        """Return what happens in one round, in the order in which it happens."""
        found = [self._change] * much.changes + [self._create] * much.creations + [self._delete] * much.deletions
        found += [self._merge] * much.merges + [self._restore] * much.restores + [self._move] * much.moves
        self.draw.shuffle(found)
        return found

    def _create(self, kind: str | None = None) -> None:
        self.made += 1
        wanted = kind or self.draw.choices(["account", "contact", "deal"], [1, 4, 1])[0]
        if wanted == "account":
            made = self.user.account(self.made)
        elif wanted == "contact":
            made = self.user.contact(self.made, self._one("account"))
        else:
            made = self.user.deal(self.made, self._one("account"), self.draw.sample(self.live["contact"], 2))
        self.live[wanted].append(made)

    def _change(self) -> None:
        kind = self._kind()
        self.user.change(kind, self._one(kind), self.draw.randrange(10**6))

    def _delete(self) -> None:
        kind = self._kind()
        taken = self._taken(kind)
        self.user.delete(kind, taken)
        self.gone.append((kind, taken))

    def _restore(self) -> None:
        if self.gone:
            kind, back = self.gone.pop(self.draw.randrange(len(self.gone)))
            self.user.restore(kind, back)
            self.live[kind].append(back)

    def _merge(self) -> None:
        kind = self.draw.choice(["account", "contact"])
        self.live[kind].append(self.user.merge(kind, self._taken(kind), self._taken(kind)))

    def _move(self) -> None:
        self.user.move(self._one("contact"), self._one("account"))

    def _kind(self) -> str:
        return self.draw.choices(["account", "contact", "deal"], [2, 6, 1])[0]

    def _one(self, kind: str) -> str:
        return self.draw.choice(self.live[kind])

    def _taken(self, kind: str) -> str:
        return self.live[kind].pop(self.draw.randrange(len(self.live[kind])))
