"""Truth and labels: the meaning of each row, and which rows contradict each other."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.labels.label_rows import UnusableLabels
from data.labels.labels import Labels, number_entities, read_labels
from data.tables.text_table import UnusableTable


def labels_from(folder: Path, text: str) -> Labels:
    path = folder / "labels.csv"
    path.write_text(text, encoding="utf-8")
    return read_labels(path)


def test_a_record_with_not_match_rows_alone_is_partial(tmp_path: Path) -> None:
    text = "crm_id,universe_id,verdict\n1,a,not_match\n2,a,not_match\n2,b,match\n3,a,nobody\n4,,match\n"

    labels = labels_from(tmp_path, text)

    assert labels.partial == {"1"}
    assert labels.not_matches == {("1", "a"), ("2", "a")}
    assert labels.answers == {"2": frozenset({"b"}), "3": frozenset(), "4": frozenset()}


def test_a_split_is_chosen_where_the_file_has_the_column_and_all_rows_are_where_it_has_not(
    tmp_path: Path,
) -> None:
    divided = labels_from(tmp_path, "crm_id,universe_id,split\n1,a,train\n2,b,test\n3,,\n")
    whole = labels_from(tmp_path, "crm_id,universe_id\n1,a\n2,b\n")

    assert divided.for_split("test").answers == {"2": frozenset({"b"})}
    assert divided.for_split(None).answers.keys() == {"1", "2", "3"}
    assert whole.for_split("test").answers.keys() == {"1", "2"}


def test_a_split_without_rows_is_an_error_that_names_the_splits(tmp_path: Path) -> None:
    labels = labels_from(tmp_path, "crm_id,universe_id,split\n1,a,train\n")

    with pytest.raises(UnusableLabels, match="the splits are: train"):
        labels.for_split("test")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("1,a,perhaps,,,", "row 1: got the verdict 'perhaps', expected one of match, not_match, nobody"),
        ("1,,not_match,,,", "row 1: the verdict not_match needs a universe_id"),
        (",a,match,,,", "row 1: crm_id is empty"),
        ("1,a,match,dev,,", "got the split 'dev', expected one of train, test"),
        ("1,a,match,,nan,", "got the weight 'nan'"),
        (
            "1,a,match,,,\n1,a,not_match,,,",
            r"1 contradictory records: 1 \(rows 1, 2\) has match and not_match of a",
        ),
        ("1,a,match,,,\n1,,,,,", "has both nobody and match"),
        ("1,a,match,train,,\n1,b,match,test,,", "is in several splits: test, train"),
    ],
)
def test_invalid_and_contradictory_rows_are_listed(tmp_path: Path, rows: str, message: str) -> None:
    with pytest.raises(UnusableLabels, match=message):
        labels_from(tmp_path, f"crm_id,universe_id,verdict,split,weight,source\n{rows}\n")


@pytest.mark.parametrize(("column", "value"), [("probability_shown", "sure"), ("shown_alike", "1.5")])
def test_what_was_shown_is_a_share_or_the_row_is_named(tmp_path: Path, column: str, value: str) -> None:
    with pytest.raises(UnusableLabels, match=f"row 1: {column}: got '{value}', expected a number between 0 and 1"):
        labels_from(tmp_path, f"crm_id,universe_id,{column}\n1,a,{value}\n")


def test_only_the_first_contradictions_are_listed_and_the_others_counted(tmp_path: Path) -> None:
    rows = "".join(f"{i},a,match\n{i},,nobody\n" for i in range(13))

    with pytest.raises(UnusableLabels, match=r"13 contradictory records: .*; and 3 more$"):
        labels_from(tmp_path, f"crm_id,universe_id,verdict\n{rows}")


def test_the_later_of_two_judgements_wins_and_the_earlier_is_counted(tmp_path: Path) -> None:
    text = (
        "crm_id,universe_id,verdict,judged_at,user\n"
        "1,a,match,2026-03-02T10:00:00,u1\n1,a,not_match,2026-03-01T10:00:00,u2\n"
        "2,b,match,2026-03-01T10:00:00,u1\n2,,nobody,2026-03-05T10:00:00,u2\n"
    )

    labels = labels_from(tmp_path, text)

    assert labels.answers == {"1": frozenset({"a"}), "2": frozenset()}
    assert labels.not_matches == frozenset()
    assert labels.dropped == {"replaced by a later judgement": 2}
    assert {label.feedback["user"] for label in labels.rows} == {"u1", "u2"}


def test_repeated_rows_are_dropped_and_counted_and_weights_kept(tmp_path: Path) -> None:
    labels = labels_from(tmp_path, "crm_id,universe_id,weight,source\n1,a,0.5,web\n1,a,0.5,web\n2,b,,\n")

    assert labels.dropped == {"repeated": 1}
    assert labels.weights == {"1": 0.5, "2": 1.0}
    assert labels.rows[0].source == "web"


def test_a_file_without_the_needed_columns_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(UnusableTable, match="got the columns crm_id, other; expected also universe_id"):
        labels_from(tmp_path, "crm_id,other\n1,a\n")


@given(st.dictionaries(st.text(max_size=3), st.frozensets(st.sampled_from("abcdef"), max_size=3), max_size=12))
def test_two_records_with_a_common_answer_are_always_one_entity(
    answers: dict[str, frozenset[str]],
) -> None:
    entities = number_entities(answers)

    for one, right in answers.items():
        for other, others_right in answers.items():
            assert not right & others_right or entities[one] == entities[other]
    assert set(entities.values()) == set(range(len(set(entities.values()))))


def test_columns_of_labels_may_have_other_names(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_text("Account ID,Answer,universe_id\na,u,x\n", encoding="utf-8")

    labels = read_labels(path, {"Account ID": "crm_id", "Answer": "universe_id", "universe_id": ""})

    assert dict(labels.answers) == {"a": frozenset({"u"})}
    with pytest.raises(UnusableTable, match="'Answer' and 'universe_id' are both 'universe_id' after renaming"):
        read_labels(path, {"Account ID": "crm_id", "Answer": "universe_id"})
