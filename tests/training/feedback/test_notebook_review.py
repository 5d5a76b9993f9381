"""A review in a notebook: each question is HTML, the box below the cell answers it, and the answer is kept."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from jupyter_client.manager import start_new_kernel

from data.index.index import UniverseIndex
from data.labels.label_rows import Verdict
from training.feedback.review_files import read_answers

START = """
import onematch, pyarrow as pa
records = pa.table({"id": ["c1"], "full_name": ["Nowak, Katarina"], "title": ["<b>Head</b>"]})
onematch.review(onematch.match(records, "members.index"), records, "members.index", "judged.csv")
"""


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Any]:
    """Yield the client of a kernel whose folder is `tmp_path`."""
    manager, client = start_new_kernel(cwd=str(tmp_path))
    yield client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


@pytest.mark.e2e
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
def test_a_question_is_a_table_and_a_key_in_the_box_answers_it(client: Any, tmp_path: Path) -> None:
    UniverseIndex.build(
        "person", pa.table({"id": ["m1"], "full_name": ["Katarina Nowack"]}), tmp_path / "members.index"
    )
    keys = iter("e1q")
    shown: list[Mapping[str, Any]] = []

    reply = client.execute_interactive(
        START,
        timeout=300,
        allow_stdin=True,
        stdin_hook=lambda _asked: client.input(next(keys)),
        output_hook=shown.append,
    )

    assert reply["content"]["status"] == "ok", reply["content"]
    pages = [message["content"]["data"].get("text/html", "") for message in shown if "data" in message["content"]]
    question, explanation = pages[:2]
    assert "<mark>Nowack</mark>" in question
    assert "&lt;b&gt;Head&lt;/b&gt;" in question
    assert "<svg" in explanation
    assert pages[-1] == ""
    [answer] = read_answers(tmp_path / "judged.csv")
    assert (answer.crm_id, answer.universe_id, answer.verdict) == ("c1", "m1", Verdict.MATCH)
