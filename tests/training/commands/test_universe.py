"""`onematch universe apply` on the home of a contract, whose service answers from the index or does not."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from data.index.index import UniverseIndex
from data.index.profiles import read_profiles
from features.schema.kinds import Kind
from serving.contract.records.matching import Matchers
from serving.matching.matcher import Matcher
from serving.runtime.home import Pointer, write_pointer
from serving.runtime.settings import Settings
from serving.store.opening import open_store
from tests.support.command_line import run
from tests.support.made_once import made_once
from tests.support.own_schema import own_index
from tests.support.paths import SHIPPED
from tests.support.small_network import build_universe, contact, universe_in
from tests.support.sync_tenant import LINKED, Sync, upsert
from tests.support.tenant import Clock, make_parts, make_tenant
from tests.support.wrapper_web import make_web
from training.cli import app

FIELDS = """
[[field]]
name = "member_no"
kind = "person"
type = "identifier"
number = "luhn"
profiles = "Card"

[[field]]
name = "interests"
kind = "person"
type = "list"
of = "text"
"""


@pytest.fixture
def sync(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Sync:
    """A contract whose contact is linked to M1; the home serves a copy of the network."""
    universe = universe_in(made_once(tmp_path_factory, "universe", build_universe))
    settings = Settings(home=tmp_path / "home")
    for kind in Kind:
        shutil.copytree(universe.indexes[kind], tmp_path / f"{kind}.index")
        write_pointer(settings.home_layout, kind, Pointer(SHIPPED / kind, tmp_path / f"{kind}.index"))
    store = open_store(settings)
    matchers = {kind: Matcher.open(SHIPPED / kind, tmp_path / f"{kind}.index") for kind in Kind}
    parts = make_parts(store, Matchers(matchers.__getitem__), Clock(), settings.home)
    found = Sync(make_tenant(parts, make_web(parts), Clock()))
    found.send(upsert("contact", id="P1", **contact("M1")))
    monkeypatch.setenv("ONEMATCH_HOME", str(settings.home))
    return found


def apply(index: Path, *more: str) -> Result:
    (index.parent / "gone.csv").write_text("id\nM1\n", encoding="utf-8")
    call = ["universe", "apply", "--kind", "person", "--index", str(index), *more, str(index.parent / "gone.csv")]
    done = CliRunner().invoke(app, call)
    assert done.exit_code == 0, done.output
    return done


def test_an_own_field_is_read_from_the_column_that_fields_names(tmp_path: Path) -> None:
    index = own_index(tmp_path)
    (tmp_path / "fields.toml").write_text(FIELDS, encoding="utf-8")
    (tmp_path / "changes.csv").write_text("op,id,full_name,Card\nupsert,m9,Ann Lee,79927398713\n", encoding="utf-8")

    done = run(
        "universe apply --kind person --index", index, "--fields", tmp_path / "fields.toml", tmp_path / "changes.csv"
    )

    assert done.exit_code == 0, done.output
    assert "ignored" not in done.output
    assert read_profiles(UniverseIndex.open(index), {"m9"})["m9"]["member_no"] == "79927398713"


def test_d13_a_delete_by_the_command_ends_links_where_the_home_answers_from_the_index(
    sync: Sync, tmp_path: Path
) -> None:
    before = sync.states()

    shown = apply(tmp_path / "person.index", "--op", "delete")

    assert before == {"contact/P1": (LINKED, "M1")}
    assert sync.states()["contact/P1"][1] != "M1"
    assert [one["profile_id"] for one in sync.events("badge.changed")] == ["M1", "M1"]
    assert "no link was changed" not in shown.output


def test_another_index_is_changed_alone_and_the_command_says_so(sync: Sync, tmp_path: Path) -> None:
    shutil.copytree(tmp_path / "person.index", tmp_path / "other.index")

    shown = apply(tmp_path / "other.index", "--op", "delete")

    assert sync.states() == {"contact/P1": (LINKED, "M1")}
    assert "no link was changed" in shown.output


def test_an_operation_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    (tmp_path / "ids.csv").write_text("id\nM1\n", encoding="utf-8")

    call = ["universe", "apply", "--kind", "person", "--index", str(tmp_path / "index"), "--op", "drop"]
    done = run(*call, tmp_path / "ids.csv")

    assert done.exit_code == 2
    assert "'drop' is not one of 'upsert', 'delete', 'merge', 'opt_out', 'opt_in'" in done.output
