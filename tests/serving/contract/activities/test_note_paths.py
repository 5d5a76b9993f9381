"""The schema says where notes are written, and which page of the vendor confirms it (S14, S59)."""

from serving.vocabulary.terms import Scope
from tests.support.tenant import Tenant


def test_s14_the_schema_names_the_path_of_notes_and_the_page_that_confirms_it(tenant: Tenant) -> None:
    """S14, S59: an assumed path has no page, and a test note finds out."""
    shown = tenant.ask("GET", "/v1/schema", scopes=Scope.READER).json()["crms"]

    notes = {(crm, one["object"]): one["notes"] for crm, objects in shown.items() for one in objects}
    assert notes["oracle", "lead"] == {
        "path": "/crmRestApi/resources/11.13.18.05/leads/{leadsUniqID}/child/Note",
        "page": "https://docs.oracle.com/en/cloud/saas/sales/faaps/api-sales-leads-notes.html",
        "assumed": False,
    }
    assert [notes[crm, "opportunity"] for crm in ("hubspot", "oracle")] == [None, None]
    assert {one["assumed"] for one in notes.values() if one is not None} == {False}
