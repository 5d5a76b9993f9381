"""`onematch suspects` on a home whose contract has links."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from features.schema.kinds import Kind
from serving.matching.matcher import Matcher
from serving.runtime.home import Pointer, write_pointer
from serving.runtime.settings import load_settings
from serving.store.opening import open_store
from serving.store.upgrade import migrate
from serving.sync.records.matching import Matchers
from tests.support.paths import SHIPPED
from tests.support.small_network import account, build_universe, contact
from tests.support.sync_tenant import Sync, upsert
from tests.support.tenant import Clock, make_parts, make_tenant
from tests.support.wrapper_web import make_web
from training.cli import app


@pytest.fixture
def contract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A contract with a contact whose account is another company than the profile's; both kinds are promoted."""
    monkeypatch.setenv("ONEMATCH_HOME", str(tmp_path / "home"))
    universe, settings = build_universe(tmp_path), load_settings()
    settings.home.mkdir(parents=True)
    for kind in Kind:
        write_pointer(settings.home_layout, kind, Pointer(SHIPPED / kind, universe.indexes[kind]))
    migrate(settings.store_url)
    store, clock = open_store(settings), Clock()
    matchers = {kind: Matcher.open(SHIPPED / kind, universe.indexes[kind]) for kind in Kind}
    parts = make_parts(store, Matchers(matchers.__getitem__, store), clock, settings.home)
    web = make_web(parts)
    tenant = make_tenant(parts, web, clock)
    Sync(tenant).send(
        upsert("account", id="a2", **account("C2")),
        upsert("contact", id="odd", account_id="a2", **contact("M1", company=None)),
        upsert("contact", id="even", **contact("M3")),
    )
    web.close()
    store.close()
    return tenant.contract_id


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["suspects", *arguments])


def test_suspects_are_shown_by_harm_and_grouped_by_cause(contract: str, tmp_path: Path) -> None:
    shown = run("--contract", contract)
    listed: list[dict[str, Any]] = json.loads(run("--contract", contract, "--json").stdout)
    written = run("--contract", contract, "--out", str(tmp_path / "suspects.csv"), "--cause", "account_disagrees")

    assert shown.exit_code == 0, shown.output
    assert "account_disagrees" in shown.stdout
    assert [(one["record"], one["cause"]) for one in listed][:1] == [("contact/odd", "account_disagrees")]
    assert {one["record"] for one in listed} == {"contact/odd", "contact/even", "account/a2"}
    assert written.exit_code == 0
    assert (tmp_path / "suspects.csv").read_text().splitlines()[1].startswith('"contact/odd"')


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--contract", "nobody"), "expected a contract whose production CRM is connected"),
        (("--contract", "x", "--cause", "luck"), "--cause: got 'luck'"),
        (("--contract", "x", "--instance", "moon"), "--instance: got 'moon'"),
    ],
)
@pytest.mark.usefixtures("contract")
def test_a_mistake_is_one_sentence(arguments: tuple[str, ...], message: str) -> None:
    result = run(*arguments)

    assert result.exit_code == 2
    assert message in result.output.replace("\n", " ")
