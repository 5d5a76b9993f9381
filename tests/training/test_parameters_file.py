"""Parameters of a training are read whole, refused by name at once, and written as an example that changes nothing."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from features.schema.kinds import Kind
from features.schema.schema import schema_of
from tests.support.command_line import run
from training.fitting.methods.training_parameters import changed, defaults_of, example_text
from training.parameters_file import ParametersWrong, read_parameters

PEOPLE = schema_of(Kind.PERSON)


@pytest.mark.parametrize("kind", list(Kind))
def test_the_example_names_every_parameter_and_changes_none(kind: Kind, tmp_path: Path) -> None:
    printed = run("train --params-example --kind", kind)
    (tmp_path / "params.toml").write_text(printed.stdout, encoding="utf-8")

    read = read_parameters(schema_of(kind), tmp_path / "params.toml")

    assert (printed.exit_code, printed.stdout) == (0, example_text(kind))
    assert read is not None
    assert read == defaults_of(kind)
    assert all(f"{name.rpartition('.')[2]} = " in printed.stdout or f"[{name}]" in printed.stdout for name in read.flat)


def test_dotted_names_and_sections_say_the_same() -> None:
    dotted = read_parameters(PEOPLE, {"trees.num_leaves": 31, "folds": 3, "comparisons.middle": []})

    assert dotted == read_parameters(PEOPLE, {"trees": {"num_leaves": 31}, "folds": 3, "comparisons": {"middle": []}})
    assert dotted is not None
    assert changed(dotted, Kind.PERSON) == {"trees.num_leaves": 31, "folds": 3, "comparisons": {"middle": []}}


SOUNDS_ALIKE = [{"sql": "soundex(last_l) = soundex(last_r)", "label": "sounds alike"}]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"trees": {"num_leafs": 31}}, "trees.num_leafs: got the unknown name 'num_leafs', expected num_leaves"),
        ({"trees": {"num_leaves": 1}}, "trees.num_leaves: got 1, expected at least 2"),
        ({"trees": {"features_left_out": ["fist"]}}, "trees.features_left_out: got the unknown name 'fist', expected"),
        ({"comparisons": {"lst": []}}, "comparisons: got the unknown name 'lst', expected last"),
        ({"comparisons": {"last": SOUNDS_ALIKE}}, "comparison 'last', level 'sounds alike': in `soundex"),
        ({"comparisons": {"last": [{"sql": " "}]}}, 'comparisons.last.0.sql: got " "'),
        ({"new_comparisons": {"last": [{"sql": "last_l = last_r"}]}}, "new_comparisons: got 'last' with 1 levels"),
        ({"splink": {"em_rules": ["l.frst = r.first"]}}, 'does not have a column named "frst"'),
    ],
)
def test_what_is_not_known_or_not_understood_is_refused_by_name(given: Mapping[str, object], says: str) -> None:
    with pytest.raises(ParametersWrong) as refused:
        read_parameters(PEOPLE, given)

    assert says in str(refused.value)
