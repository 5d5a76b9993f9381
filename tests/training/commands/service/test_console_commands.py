"""`onematch console`: links for who may look, and the provider at which a contract's users sign in."""

from pathlib import Path

import pytest

from serving.console.providers import load_provider
from serving.runtime.settings import Settings
from serving.store.contracts import load_contract
from serving.store.opening import open_store
from tests.support.command_line import run
from tests.training.commands.service.test_contracts import answer

GIVEN = "--issuer https://login.acme.example --client-id onematch --url https://onematch.example/"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ONEMATCH_HOME", str(tmp_path / "home"))
    assert run("contracts create Acme --id acme").exit_code == 0
    return tmp_path / "home"


def test_a_link_for_the_first_admin_is_made_before_a_crm_is_connected() -> None:
    link = answer("console link --contract acme --admin 17 --url https://onematch.example")["url"]
    user = run("console link --contract acme --user 17")

    assert link.startswith("https://onematch.example/console/enter?link=")
    assert user.exit_code == 2
    assert "--admin opens the form that connects" in user.output


@pytest.mark.parametrize(
    "options",
    [
        "",
        "--contract acme",
        "--user 1",
        "--operator --contract acme",
        "--contract acme --user 1 --admin 1",
        "--contract other --admin 1",
    ],
)
def test_a_link_for_nobody_is_refused_in_a_sentence(options: str) -> None:
    result = run(f"console link {options}")

    assert result.exit_code == 2
    assert "expected" in result.output


def test_a_provider_is_stored_sealed_shown_without_its_secret_and_removed(home: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden\n")

    stored = answer(f"console provider --contract acme {GIVEN} --client-secret-file", secret)
    shown = answer("console provider --contract acme")
    store = open_store(Settings(home=home))
    with store.reading() as connection:
        contract = load_contract(connection, "acme")
        assert contract is not None
        kept = load_provider(connection, store.vault, contract)
    store.close()
    removed = answer("console provider --contract acme --remove")

    assert stored == shown
    assert shown["provider"]["redirect_uri"] == "https://onematch.example/console/signed-in"
    assert shown["provider"]["sign_in"] == "https://onematch.example/console/sign-in/acme"
    assert "hidden" not in str(shown)
    assert kept is not None
    assert kept.client_secret == "hidden"
    assert removed == {"provider": None}


@pytest.mark.parametrize(
    "options",
    [
        "acme --issuer https://login.acme.example",
        f"acme {GIVEN} --remove",
        f"other {GIVEN}",
        f"acme {GIVEN} --client-secret-file none.txt",
        f"acme {GIVEN.replace('https://login', 'http://login')}",
    ],
)
def test_a_provider_that_cannot_be_used_is_refused_in_a_sentence(options: str) -> None:
    result = run(f"console provider --contract {options}")

    assert result.exit_code == 2
    assert "Traceback" not in result.output
