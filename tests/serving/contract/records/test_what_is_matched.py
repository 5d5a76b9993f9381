"""Whom imported records are matched to, and what the score reads (S16, S17, S18), on both databases."""

from collections.abc import Callable, Mapping

import pytest

from serving.vocabulary.links import LinkRow
from serving.vocabulary.terms import Crm
from tests.support.small_network import MEMBERS, contact
from tests.support.sync_tenant import LINKED, Sync, upsert
from tests.support.tenant import Tenant

STRANGER = {"first_name": "Zebulon", "last_name": "Quartermaine", "email": "zq@quartz.example", "company": "Quartz Ltd"}
Columns = Mapping[str, str | None]


@pytest.mark.parametrize(
    ("crm", "crm_object"), [(Crm.HUBSPOT, "contact"), (Crm.ORACLE, "contact"), (Crm.ORACLE, "lead")]
)
def test_s16_every_contact_and_every_lead_is_matched_to_its_member(
    new_tenant: Callable[..., Tenant], crm: Crm, crm_object: str
) -> None:
    """Of all members each record gets its own one; who is no member gets none."""
    sync = Sync(new_tenant(crm=crm))
    people = [upsert(crm_object, id=f"r-{member}", **contact(member)) for member in MEMBERS]

    sync.send(*people, upsert(crm_object, id="stranger", **STRANGER))

    links = sync.links()
    stranger = links.pop(f"{crm_object}/stranger")
    assert {name: (link.state, link.profile_id) for name, link in links.items()} == {
        f"{crm_object}/r-{member}": (LINKED, member) for member in MEMBERS
    }
    assert {link.kind for link in links.values()} == {"person"}
    assert stranger.linked_profile is None


NAME = {"first_name": "Wilhelmina", "last_name": "Thackeray"}
PLACE = {"city": "Austin", "country": "US"}
ELSEWHERE = {"city": "Oslo", "country": "NO"}
FIRM = {"name": "Acme Robotics"}
MAIL = {"email": MEMBERS["M1"]["email"]}
LAST_NAME = {"last_name": "Thackeray", **PLACE}
EVIDENCE: Mapping[str, tuple[str, Columns, Columns, Columns]] = {
    "names of people": ("contact", LAST_NAME, {"first_name": "Wilhelmina"}, {"first_name": "Boris"}),
    "contact information of people": ("contact", NAME, MAIL, {"email": "else@other.example"}),
    "geography of people": ("contact", NAME, PLACE, ELSEWHERE),
    "names of companies": ("account", PLACE, FIRM, {"name": "Quartz Holdings"}),
    "geography of companies": ("account", FIRM, PLACE, ELSEWHERE),
}
"""By what the score reads: the object, what is known, and the evidence that agrees with M1 or C1 and contradicts it."""


def probability(link: LinkRow) -> float:
    """The probability of M1 or C1."""
    return link.probability if link.profile_id in {"M1", "C1"} else 0.0


@pytest.mark.parametrize("evidence", EVIDENCE)
def test_s18_the_score_rises_with_evidence_that_agrees_and_falls_with_evidence_that_does_not(
    sync: Sync, evidence: str
) -> None:
    crm_object, known, agreeing, contradicting = EVIDENCE[evidence]
    probabilities = []

    for record_id, more in (("with", agreeing), ("without", {}), ("against", contradicting)):
        sync.put(crm_object, id=record_id, **known, **more)
        probabilities.append(probability(sync.link(crm_object, record_id)))
        sync.send({"op": "delete", "object": crm_object, "id": record_id})

    agrees, silent, contradicts = probabilities
    assert agrees > silent >= contradicts
    assert agrees > contradicts + 0.1
