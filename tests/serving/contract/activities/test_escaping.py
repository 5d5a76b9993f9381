"""Text that outgrows a CRM's limit when it is escaped is refused before it is queued (S70)."""

import pytest

from serving.vocabulary.terms import Crm
from tests.support.activity_tenant import log
from tests.support.writeback_tenant import Writeback

MARKER = len("<br>om") + 32
SUBJECT = len("Met her<br>")
ROOM = 65_536 - MARKER - SUBJECT


@pytest.mark.parametrize("crm", [Crm.HUBSPOT], indirect=True)
@pytest.mark.parametrize("dry_run", ["", "?dry_run=true"])
@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("&" * (ROOM // 5), 200),
        ("&" * (ROOM // 5 + 1), 422),
        ("\n".join("x" * 100), 200),
        ("\n" * 20_000, 422),
        ("\N{GRINNING FACE}" * (ROOM // 2), 200),
        ("\N{GRINNING FACE}" * (ROOM // 2 + 1), 422),
    ],
    ids=["fits", "escaped", "lines", "breaks", "pairs-fit", "pairs"],
)
def test_s70_hubspots_limit_counts_the_text_as_it_is_sent(
    routed: Writeback, body: str, status: int, dry_run: str
) -> None:
    """S70: HTML, with a break for each line; a dry run refuses it too, and nothing is stored."""
    answer = log(routed, dry_run, body=body)

    assert answer.status_code == status
    assert len(routed.rows()) == (1 if status == 200 and not dry_run else 0)
    if status != 200:
        assert answer.json()["type"].endswith("activity-contradicts")
