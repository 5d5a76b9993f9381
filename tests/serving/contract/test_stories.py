"""Two contracts whose users, records and deals have the same ids: neither reads, changes or counts the other's (S24).

The second one does what the first did: all that a story of `stories/` tells. Each of its answers is the first one's,
and no row of the first has changed. The first one's answers are those that stand in the story.
"""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest

from features.own_fields.registry import TYPES
from features.schema.texts import PSEUDO, spoken
from serving.store.tables.schema import METADATA
from serving.vocabulary.terms import Crm
from tests.serving.http.test_published_api import PUBLISHED
from tests.support.crm_server import running_crm
from tests.support.stories import Story, rows_of
from tests.support.tenant import ADMIN, START, Clock, Tenant
from tests.support.unbracketed import outside
from tests.support.writeback_tenant import set_up

ON_BOTH = ("life_of_a_contract", "events_hubspot", "people_of_accounts", "persons")
"""Stories that are told on both databases; each other one on one of them, in turn."""
STORIES = [
    pytest.param(path, id=path.stem, marks=[pytest.mark.both_databases] if path.stem in ON_BOTH else [])
    for path in sorted(Path(__file__).with_name("stories").glob("*.txt"))
]
OF_ALL = {"audit", "leases", "jobs", "clients"}
"""Tables that every request writes to, whichever contract it names."""
Tell = Callable[[str, Crm | None], Story]


@pytest.fixture
def begin(new_tenant: Callable[..., Tenant], clock: Clock, crm_http: httpx.Client) -> Iterator[Tell]:
    """Make a contract for a story, with a running CRM where one is named."""
    with ExitStack() as running:

        def begin(contract_id: str, crm: Crm | None) -> Story:
            clock.now = START
            tenant = new_tenant(contract_id=contract_id, **({"crm": crm} if crm else {}))
            tenant.give_seats()
            tenant.settings(writeback=True, roi={"by": ADMIN, "at": "2026-01-01T00:00:00+00:00"})
            if crm is None:
                return Story(tenant)
            return Story(tenant, set_up(tenant, running.enter_context(running_crm(crm)), crm_http))

        yield begin


@pytest.mark.parametrize("story", STORIES)
def test_s24_what_a_contract_does_and_reads_depends_on_no_other(story: Path, begin: Tell) -> None:
    """S1, S4, S7, S9, S10, S24, S25, S29, S40, S73, S81, D1, D6, D22: with the other's data of the same ids."""
    written = story.read_text(encoding="utf-8")
    crm = next((crm for crm in Crm if story.stem.endswith(f"_{crm}")), None)
    first = begin("contract-1", crm)
    alone = first.tell(written)
    before = all_rows(first.tenant)

    beside = begin("contract-2", crm).tell(written)

    if "ONEMATCH_WRITE_DOCS" in os.environ:
        story.write_text("\n".join(alone) + "\n", encoding="utf-8")
    assert [pair for pair in zip(alone, beside, strict=True) if pair[0] != pair[1]] == []
    assert all_rows(first.tenant) == before
    assert alone == story.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("story", STORIES)
def test_no_problem_and_sentence_of_a_story_stands_outside_of_brackets(story: Path, begin: Tell) -> None:
    crm = next((crm for crm in Crm if story.stem.endswith(f"_{crm}")), None)
    of_all = begin("contract-1", crm)

    with spoken(PSEUDO):
        of_all.tell(story.read_text(encoding="utf-8"))

    codes = {*TYPES, *re.findall(r"\w+", PUBLISHED.read_text(encoding="utf-8"))}
    texts = [*of_all.said, *(text for problem in of_all.problems for text in texts_of(problem))]
    assert sorted({text for text in texts if outside(text, codes)}) == []


def texts_of(problem: dict[str, Any]) -> list[str]:
    """Return what a problem says to people; three letters and more in a text show that it went past the edge."""
    fields = [said for error in problem.get("errors", []) for said in (error["got"], error["expected"])]
    return [problem["title"], problem["detail"], *fields]


def all_rows(tenant: Tenant) -> dict[str, list[list[object]]]:
    owners = {"instance_id", "contract_id", "caller"}
    owned = [name for name, table in METADATA.tables.items() if owners & {*table.c.keys()}]
    return {name: rows_of(tenant, name) for name in owned if name not in OF_ALL}
