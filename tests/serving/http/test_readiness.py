"""Readiness, and the answer to values that no database can store."""

from dataclasses import replace

import pytest

from serving.application import ServiceParts, create_app
from serving.contract.records.services import WrapperServices
from serving.http.scoring_queue import ScoringQueue
from serving.store.engine import create_engine
from serving.store.store import Store
from serving.store.vault import Vault
from tests.support.databases import ON_BOTH
from tests.support.service_fakes import served
from tests.support.wrapper_web import Web


def ready(parts: WrapperServices) -> tuple[int, str]:
    service = ServiceParts(parts.settings, served({}), ScoringQueue(1), wrapper=parts)
    answer = Web(create_app(service)).call("GET", "/readyz")
    return answer.status_code, answer.json().get("detail", "")


@ON_BOTH
def test_a_service_is_ready_while_its_store_can_be_reached(parts: WrapperServices) -> None:
    assert ready(parts) == (200, "")


@pytest.mark.parametrize("url", ["sqlite:////nonexistent/folder/store.db", "postgresql+psycopg://127.0.0.1:9/none"])
@ON_BOTH
def test_a_service_without_its_store_is_not_ready(parts: WrapperServices, url: str) -> None:
    gone = Store(create_engine(url), Vault(b"x" * 32, parts.settings.home_layout.shards))

    assert ready(replace(parts, store=gone)) == (503, "the store cannot be reached")
