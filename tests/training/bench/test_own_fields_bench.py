"""The bench of own fields: a known column under a name that nothing knows, and two sides that take turns."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from features.schema.kinds import Kind
from serving.matching.fields_agree import agreed_schema
from tests.support.small_models import SmallModel
from training.bench.quality.own_fields import OWN_NAME, SetWithFields, in_turns, renamed_side
from training.evaluation.data_sets import QualitySet


def test_a_renamed_column_is_read_as_the_declared_field_and_as_no_canonical_one(tmp_path: Path) -> None:
    rows = {"id": ["a"], "full_name": ["Ann Lee"], "birth_date": ["1980-02-03"]}
    for name in ("crm", "universe"):
        pq.write_table(pa.table(rows), tmp_path / f"{name}.parquet")
    pq.write_table(pa.table({"crm_id": ["a"], "universe_id": ["a"], "split": ["test"]}), tmp_path / "truth.parquet")

    side = renamed_side(QualitySet("febrl4", Kind.PERSON, tmp_path), tmp_path / "declared")

    assert pq.read_schema(side.of.file("crm")).names == ["id", "full_name", "Detail A"]
    assert pq.read_schema(side.of.file("universe")).names == ["id", "full_name", "Detail B"]
    assert [one.meaning for one in agreed_schema(Kind.PERSON, side.fields).declarations] == [(OWN_NAME, "date", ())]


def test_both_sides_take_turns_one_by_one_and_all_at_once(small_models: dict[Kind, SmallModel]) -> None:
    model = small_models[Kind.PERSON]
    side = SetWithFields(QualitySet("small", Kind.PERSON, model.files), None, model.index, model.bundle)

    rows = in_turns({"set": "small"}, [side, side], turns=2, most=20)

    assert [row["way"] for row in rows] == ["one at a time", "all at once"]
    assert all(float(str(row[name])) > 0 for row in rows for name in ("built_in_ms", "cpu_own_ms"))
