"""Every statement of a user becomes a label with its provenance, and nothing else does (S28)."""

import pytest

from data.labels.label_rows import Label
from features.schema.kinds import Kind
from serving.contract.linking.guarantees import shown_states
from serving.contract.linking.relink import Relinking
from serving.contract.linking.statements import author_of, created
from serving.contract.records.change_context import ChangeContext
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import Cause, CrmObject
from tests.support.small_network import MEMBERS, contact
from tests.support.sync_tenant import Sync, upsert
from tests.support.tenant import SELLER, Tenant
from training.feedback.statement_labels import judgements_of, records_named


@pytest.fixture
def sync(tenant: Tenant) -> Sync:
    found = Sync(tenant)
    found.send(upsert("contact", id="P1", **contact("M1")), upsert("contact", id="P2", **contact("M2")))
    return found


def judgements(sync: Sync) -> list[Label]:
    with sync.tenant.store.reading() as connection:
        return judgements_of(sync.tenant.scope.on(connection), Kind.PERSON)


def rows_of(labels: list[Label]) -> list[tuple[str, str | None, str, str | None, float]]:
    return [(one.crm_id, one.universe_id, one.verdict.value, one.source, one.weight) for one in labels]


def test_s28_a_rematch_rejects_the_former_profile_and_confirms_the_new_one(sync: Sync) -> None:
    before = sync.link("contact", "P1")

    assert sync.rematch("contact", "P1", "M3").status_code == 200

    rejected, matched = judgements(sync)
    assert rows_of([rejected, matched]) == [
        ("contract-1/contact/P1", "M1", "not_match", "rematch", 1.0),
        ("contract-1/contact/P1", "M3", "match", "rematch", 1.0),
    ]
    shown = matched.feedback
    assert shown["contract"] == "contract-1"
    assert shown["model_version"] == before.model_version
    assert float(shown["probability_shown"]) == pytest.approx(before.probability, abs=1e-6)
    assert (shown["decision_shown"], shown["reason_shown"]) == ("linked", "; ".join(before.reasons))
    assert shown["user"] != SELLER
    assert shown["judged_at"] == sync.tenant.clock().isoformat()


def test_s28_create_record_and_forced_ids_are_labels_of_weight_zero(sync: Sync) -> None:
    tenant = sync.tenant
    with tenant.scope.writing() as open_scope:
        work = Relinking(open_scope, ChangeContext(Cause.STATEMENT, tenant.clock()), tenant.parts)
        author = author_of(open_scope, SELLER)
        created(work, RecordKey(CrmObject.CONTACT, "P2"), "M2", author)
    sync.put("contact", id="P3", profile_url=MEMBERS["M5"]["profile_url"], **contact("M5"))

    assert rows_of(judgements(sync)) == [
        ("contract-1/contact/P2", "M2", "match", "create_record", 0.0),
        ("contract-1/contact/P3", "M5", "match", "profile_url", 0.0),
    ]
    link = sync.link("contact", "P3")
    assert judgements(sync)[1].feedback == {
        "judged_at": link.since.isoformat(),
        "contract": "contract-1",
        "model_version": link.model_version,
    }


def test_judged_records_are_read_without_the_address_that_would_force_them(sync: Sync) -> None:
    sync.put("contact", id="P3", profile_url=MEMBERS["M5"]["profile_url"], **contact("M5"))
    name = "contract-1/contact/P3"
    with sync.tenant.store.reading() as connection:
        found = records_named(sync.tenant.scope.on(connection), [name, "other/contact/P3"])
        shown = shown_states(sync.tenant.scope.on(connection), Kind.PERSON)

    assert list(found) == [name]
    assert found[name]["profile_url"] is None
    assert found[name]["last"] == "hollingsworth"
    assert [state for state, _ in shown] == ["linked", "linked"]
