"""The kept golden rows are the drawn ones."""

import json
import os

from features.schema.kinds import Kind
from training.fitting.methods.golden_rows import GOLDEN_ROWS, draw_golden_rows, golden_rows


def test_the_kept_golden_rows_are_those_that_the_sample_draws() -> None:
    drawn = draw_golden_rows()
    if os.environ.get("ONEMATCH_WRITE_DOCS"):
        GOLDEN_ROWS.write_text(json.dumps(drawn, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    assert {kind: golden_rows(kind) for kind in Kind} == {
        kind: (drawn[kind]["records"], drawn[kind]["profiles"]) for kind in Kind
    }
