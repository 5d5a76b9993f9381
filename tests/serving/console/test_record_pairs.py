"""Pairs of records that no profile explains are asked about, answered and taken back."""

import re
from html import unescape

from sqlalchemy import select

from serving.store.tables.links import record_judgements
from tests.serving.console.conftest import Visiting
from tests.serving.contract.clusters.test_record_clusters import send_records
from tests.support.console_visit import token_of
from tests.support.sync_tenant import Sync
from tests.support.tenant import SELLER


def stored(sync: Sync) -> list[str]:
    with sync.tenant.store.reading() as connection:
        return list(connection.execute(select(record_judgements.c.verdict)).scalars())


def test_a_pair_is_answered_and_taken_back(sync: Sync, visit: Visiting) -> None:
    send_records(sync)
    seller = visit(SELLER)
    page = seller.get("/console/review/records")
    [pair] = set(re.findall(r'name="pair" value="([^"]*)"', page.text))
    form = {"form_token": token_of(page), "kind": "person", "pair": unescape(pair)}

    answered = seller.send("/console/review/records/answer", verdict="match", **form)
    after = stored(sync)
    taken_back = seller.send("/console/review/records/undo", undo=unescape(pair), form_token=token_of(answered))

    assert "Are these two records one person?" in page.text
    assert "Zebulon Quartermaine" in page.text
    assert re.findall(r'class="sign"[^>]*>(.)', page.text) == ["≈", "=", "="]
    assert "; same last name</bdi>" in page.text
    assert "Your answer is stored" in answered.text
    assert after == ["match"]
    assert "withdrawn" in taken_back.text
    assert pair in taken_back.text
