"""Settings from the environment."""

from pathlib import Path

import pytest

from features.schema.kinds import Kind
from serving.runtime.home import Pointer, write_pointer
from serving.runtime.settings import SettingsWrong, load_settings


def test_settings_come_from_the_environment_and_an_empty_variable_counts_as_absent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ONEMATCH_PORT", "3100")
    monkeypatch.setenv("ONEMATCH_WORKERS", "")
    monkeypatch.setenv("ONEMATCH_REGISTER", "0")

    settings = load_settings()

    assert (settings.port, settings.workers, settings.register_runs) == (3100, 2, False)


def test_a_wrong_value_is_named_with_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONEMATCH_PORT", "all of them")

    with pytest.raises(SettingsWrong, match="ONEMATCH_PORT: got 'all of them', expected a whole number"):
        load_settings()


def test_what_segments_of_a_column_may_lose_is_json_and_a_wrong_one_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings().gate_segments == {}
    monkeypatch.setenv("ONEMATCH_GATE_SEGMENTS", '{"region": 0.02}')

    assert load_settings().gate_segments == {"region": 0.02}
    for wrong in ("region=0.02", '{"region": 2}'):
        monkeypatch.setenv("ONEMATCH_GATE_SEGMENTS", wrong)
        with pytest.raises(SettingsWrong, match="ONEMATCH_GATE_SEGMENTS: got "):
            load_settings()


def test_a_token_does_not_show_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONEMATCH_TOKEN", "very-secret")

    assert "very-secret" not in repr(load_settings())


def test_paths_of_variables_win_over_the_pointer_which_completes_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONEMATCH_HOME", str(tmp_path))
    monkeypatch.setenv("ONEMATCH_BUNDLE_PERSON", "mine")
    home = load_settings().home_layout
    write_pointer(home, Kind.PERSON, Pointer(tmp_path / "champion", tmp_path / "index"))

    assert load_settings().served(Kind.PERSON) == Pointer(Path("mine"), tmp_path / "index")


def test_half_a_pair_without_a_pointer_serves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONEMATCH_HOME", str(tmp_path))
    monkeypatch.setenv("ONEMATCH_INDEX_COMPANY", "mine")

    assert load_settings().served(Kind.COMPANY) is None
