"""The probability that linked people left the company of their record: the shipped model, the CRM's own shares."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path

from features.schema.kinds import Kind
from features.schema.value_class import value_class
from serving.contract.badges.mover_rules import LeaverShares, MoverModel, mover_evidence
from serving.contract.badges.out_of_date import Employers, Fields
from serving.contract.records.keys import columns_of_records
from serving.contract.records.link_answers import LeftWithheld
from serving.contract.records.link_rows import linked_companies
from serving.contract.records.matching import Matchers, network_fields
from serving.contract.records.records import values_of
from serving.contract.records.visibility import WITHHELD, may_see_content
from serving.store.contracts import OpenScope
from serving.store.jobs import DONE
from serving.store.tables.records import records
from serving.store.tables.work import jobs
from serving.vocabulary.links import LinkRow, RecordKey

MOVERS = "movers"
"""The job that estimates the share of leavers of an instance."""
MODEL_FILE = Path(__file__).parents[2] / "shipped" / "mover.json"


@cache
def shipped_mover_model() -> MoverModel:
    """Read the model that comes with the installation, once."""
    return MoverModel.from_json(json.loads(MODEL_FILE.read_text(encoding="utf-8")))


@value_class
class Movers:
    """The mover model with the shares of leavers of one CRM instance."""

    model: MoverModel
    shares: LeaverShares

    def probability(self, person: "ComparedRecord") -> float | None:
        """Return the probability of having left; None where the record names no company."""
        evidence = mover_evidence(person.crm, person.network, person.employers)
        share = self.shares.of(day_of(person.modified_at))
        return None if evidence is None else self.model.probability(evidence, share)


def day_of(moment: datetime | None) -> str | None:
    """Return the day of a record's last change."""
    return None if moment is None else moment.date().isoformat()


def movers_of(scope: OpenScope) -> Movers:
    """Return the mover model with the newest shares of an instance; before the first job with those of the fit."""
    newest = (
        scope.own(jobs.c.result)
        .filter_by(kind=MOVERS, state=DONE)
        .order_by(jobs.c.ended_at.desc(), jobs.c.id.desc())
        .limit(1)
    )
    saved: Mapping[str, object] | None = scope.execute(newest).scalar_one_or_none()
    model = shipped_mover_model()
    return Movers(model, LeaverShares.from_json(saved) if saved else LeaverShares(0, model.share))


Left = float | LeftWithheld
"""The probability that a person left, or that it is withheld: it follows from the CRM's values (S33)."""
LEFT_WITHHELD = LeftWithheld(withheld=WITHHELD)


@value_class
class ComparedRecord:
    """A record beside the profile that it is or may be; of a company's profile nothing is compared."""

    crm: Fields
    network: Fields
    employers: Employers
    modified_at: datetime | None
    visible_to: Sequence[str] | None


def compared_records(
    scope: OpenScope, profiles: Mapping[RecordKey, str], matching: Matchers, kind: Kind = Kind.PERSON
) -> dict[RecordKey, ComparedRecord]:
    """Return records of a kind beside profiles; the fields of a profile that is gone are empty."""
    columns = (records.c[name] for name in ("account_id", "visible_to", "modified_at", "deleted_at", "sealed"))
    beside = columns_of_records(scope, profiles, *columns)
    shown = matching.profiles(kind, [*profiles.values()]) if kind is Kind.PERSON and profiles else {}
    companies = linked_companies(scope, [row.account_id for row in beside.values()])
    compared = {}
    for key, row in beside.items():
        network = network_fields(shown.get(profiles[key], {}))
        employers = Employers(companies.get(row.account_id), network.get("company_id"))
        crm = values_of(scope, key, scope.data_key, row.sealed) if row.deleted_at is None else {}
        compared[key] = ComparedRecord(crm, network, employers, row.modified_at, row.visible_to)
    return compared


def left_of(
    scope: OpenScope, link_rows: Sequence[LinkRow], matching: Matchers, user_id: str | None
) -> dict[RecordKey, Left]:
    """Return the probabilities of people by the profiles that they are or may be, as a user may see them.

    A record that names no company is left out.
    """
    people = {link.key: link.profile_id for link in link_rows if link.kind is Kind.PERSON and link.profile_id}
    if not people:
        return {}
    movers = movers_of(scope)
    left_by_key: dict[RecordKey, Left] = {}
    for key, person in compared_records(scope, people, matching).items():
        probability = movers.probability(person)
        if not may_see_content(person.visible_to, user_id):
            left_by_key[key] = LEFT_WITHHELD
        elif person.network and probability is not None:
            left_by_key[key] = probability
    return left_by_key
