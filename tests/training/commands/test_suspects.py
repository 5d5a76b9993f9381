"""`onematch suspects` and `onematch contracts call` on a home whose contract has links; the same from Python."""

import json
from pathlib import Path
from typing import Any

import pytest

import onematch
from features.schema.kinds import Kind
from serving.contract.records.matching import Matchers
from serving.matching.matcher import Matcher
from serving.runtime.home import Pointer, write_pointer
from serving.runtime.settings import Settings
from serving.store.opening import open_store
from serving.store.upgrade import migrate
from tests.support.command_line import run
from tests.support.made_once import made_once
from tests.support.paths import SHIPPED
from tests.support.small_network import account, build_universe, contact, universe_in
from tests.support.sync_tenant import Sync, upsert
from tests.support.tenant import ADMIN, Clock, make_parts, make_tenant
from tests.support.wrapper_web import make_web

CONTRACT = "contract-1"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a contract with a contact whose account is another company's; both kinds are promoted."""
    folder = tmp_path_factory.mktemp("suspects")
    universe = universe_in(made_once(tmp_path_factory, "universe", build_universe))
    settings = Settings(home=folder / "home")
    settings.home.mkdir(parents=True)
    for kind in Kind:
        write_pointer(settings.home_layout, kind, Pointer(SHIPPED / kind, universe.indexes[kind]))
    migrate(settings.store_url)
    store = open_store(settings)
    clock = Clock()
    matchers = {kind: Matcher.open(SHIPPED / kind, universe.indexes[kind]) for kind in Kind}
    parts = make_parts(store, Matchers(matchers.__getitem__), clock, settings.home)
    web = make_web(parts)
    Sync(make_tenant(parts, web, clock, contract_id=CONTRACT)).send(
        upsert("account", id="a2", **account("C2")),
        upsert("contact", id="odd", account_id="a2", **contact("M1", company=None)),
        upsert("contact", id="even", **contact("M3")),
    )
    store.close()
    return settings.home


@pytest.fixture
def contract(home: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("ONEMATCH_HOME", str(home))
    return CONTRACT


def test_suspects_are_shown_by_harm_and_grouped_by_cause(contract: str, tmp_path: Path) -> None:
    shown = run("suspects --contract", contract)
    listed: list[dict[str, Any]] = json.loads(run("suspects --contract", contract, "--json").stdout)
    written = run("suspects --contract", contract, "--out", tmp_path / "suspects.csv", "--cause", "account_disagrees")

    assert shown.exit_code == 0, shown.output
    assert "account_disagrees" in shown.stdout
    causes = {"contact/odd": "account_disagrees", "contact/even": "unsure", "account/a2": "unsure"}
    assert {one["record"]: one["cause"] for one in listed} == causes
    assert [one["harm"] for one in listed] == sorted((one["harm"] for one in listed), reverse=True)
    assert written.exit_code == 0
    assert (tmp_path / "suspects.csv").read_text().splitlines()[1].startswith('"contact/odd"')


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("--contract nobody", "expected a contract whose production CRM is connected"),
        ("--contract x --cause luck", "'luck' is not one of"),
        ("--contract x --instance moon", "'moon' is not one of"),
    ],
)
@pytest.mark.usefixtures("contract")
def test_a_mistake_is_one_sentence(arguments: str, message: str) -> None:
    result = run(f"suspects {arguments}")

    assert result.exit_code == 2
    assert message in result.output.replace("\n", " ")


def called(*arguments: object) -> Any:
    result = run("contracts call", *arguments)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_a_contract_is_asked_from_the_command_line_and_from_python_alike(contract: str, tmp_path: Path) -> None:
    batch = {"judgements": [{"object": "contact", "record_id": "even", "verdict": "nobody"}]}
    (tmp_path / "batch.json").write_text(json.dumps(batch))
    acting = ("--contract", contract, "--acting", ADMIN)

    with onematch.ContractSession.open(contract, ADMIN) as opened:
        suspects = opened.get("reports/suspects")
        would = opened.post("judgements/batch", batch, dry_run=True)
        with pytest.raises(onematch.OnematchError, match="There is no such thing"):
            opened.get("records/contact/nobody/passport")

    assert suspects["links"] == 3
    assert suspects == called("reports/suspects", *acting) | {"as_of": suspects["as_of"]}
    tried = called("judgements/batch?dry_run=true", *acting, "--body", tmp_path / "batch.json")
    assert would["changed"] == tried["changed"]
    assert [one["record"]["id"] for one in would["changed"]] == ["even"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("overview --contract nobody", "got the contract 'nobody'"),
        ("nothing --contract contract-1", "Not Found: got GET"),
        ("overview --contract contract-1 --body none.json", "--body: got 'none.json'"),
        ("overview --contract contract-1 --instance moon", "'moon' is not one of"),
    ],
)
@pytest.mark.usefixtures("contract")
def test_a_call_that_cannot_be_is_refused_in_a_sentence(arguments: str, message: str) -> None:
    result = run(f"contracts call {arguments}")

    assert result.exit_code == 2
    assert message in result.output.replace("\n", " ")
