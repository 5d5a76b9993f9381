"""What a training reads is named as data sets, without a value of it."""

from pathlib import Path

import pytest

from data.tables.records import read_records
from features.schema.kinds import Kind
from training.request import TrainRequest, data_read

FACTS = {"data": {"crm": "a", "feedback": "b"}, "index": "c", "universe_rows": 3}


@pytest.mark.parametrize(("feedback", "roles"), [("judged.csv", ["feedback"]), ("sqlite:///store.db", []), (None, [])])
def test_a_file_of_feedback_is_a_data_set_of_the_training(
    tmp_path: Path, feedback: str | None, roles: list[str]
) -> None:
    crm = tmp_path / "crm.csv"
    judged = tmp_path / "judged.csv"
    crm.write_text("id,full_name\nc1,Ada Byron\n", encoding="utf-8")
    judged.write_text("crm_id,universe_id,verdict\nc1,m1,match\n", encoding="utf-8")
    source = str(judged) if feedback == judged.name else feedback
    request = TrainRequest(Kind.PERSON, crm, tmp_path / "out", universe=crm, feedback=source)

    found = data_read(request, read_records(Kind.PERSON, crm), FACTS)

    assert [one.role for one in found] == ["training", "universe", *roles]
    assert [(one.path, one.rows) for one in found[2:]] == [(judged, 1) for _ in roles]
