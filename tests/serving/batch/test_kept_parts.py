"""A match goes on where a kill stopped it: kept parts are verified, and belong to what they were made of."""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.index.same_records import SameRecords, refuse_same_file
from data.labels.links import LinkDecision
from data.tables.outputs import OutputRefused
from features.schema.kinds import COLUMNS, Kind
from serving.batch.files import PART_CHUNKS, FileMatchRequest, match_file
from serving.batch.kept_parts import MatchGoesOn, kept_parts, packed, parts_beside, unpacked
from serving.matching.outcomes import Candidate, Outcome
from tests.support.small_models import SmallModel

CHUNK = 4
RECORDS = 26
"""Less of both than in use: a part is of 16 records, and the file has more than one."""
PART = CHUNK * PART_CHUNKS
OUTCOME = Outcome(
    record_id="c\x001",
    decision=LinkDecision.LINKED,
    match=Candidate("m1", 0.123456, 22.410945123456789, ("same city (+9.7)",)),
    margin=0.1,
    runner_up_id=None,
    candidates=(
        Candidate("m1", 0.123456, 22.410945123456789, ("same city (+9.7)",)),
        Candidate("Ω2", 1e-06, -3.3, (), {"b": {"value": None}, "a": 0.1}),
    ),
    reasons=("same city (+9.7)",),
    basis="own_labels",
    model_version="ab+cd.0",
    tied_beyond_cut=True,
)


class Killed(BaseException):
    """What a kill does: nothing after it runs."""


@pytest.fixture(scope="module")
def large_crm(small_models: dict[Kind, SmallModel], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Records of companies: more than one part."""
    rows = small_models[Kind.COMPANY].rows()[:RECORDS]
    schema = pa.schema([(name, pa.string()) for name in COLUMNS[Kind.COMPANY]])
    path = tmp_path_factory.mktemp("large") / "crm.parquet"
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), path)
    return path


@pytest.fixture(scope="module")
def whole(
    small_models: dict[Kind, SmallModel], large_crm: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[bool], bytes]:
    """The links of those records without a kill, with and without explanations; each is matched once."""

    @cache
    def links(explain: bool) -> bytes:
        model = small_models[Kind.COMPANY]
        out = tmp_path_factory.mktemp("whole") / "links.csv"
        match_file(FileMatchRequest(model.kind, large_crm, model.bundle, out, index=model.index, explain=explain))
        return out.read_bytes()

    return links


@pytest.fixture
def request_(
    small_models: dict[Kind, SmallModel], large_crm: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> FileMatchRequest:
    monkeypatch.setattr("serving.batch.files.CHUNK", CHUNK)
    model = small_models[Kind.COMPANY]
    return FileMatchRequest(
        model.kind, large_crm, model.bundle, tmp_path / "links.csv", index=model.index, keeps_parts=True
    )


def kill(request: FileMatchRequest, after: int) -> None:
    """Match until so many records are decided, and stop there without any further step."""

    def progress(stage: str, done: int, _total: int | None) -> None:
        if stage == "matching" and done >= after > 0:
            raise Killed

    with pytest.raises(Killed):
        match_file(request, progress)


def run(request: FileMatchRequest) -> tuple[bytes, list[str], int]:
    """Match to the end; return the links, the notes, and how many records were decided when it began."""
    notes: list[str] = []
    begun: list[int] = []

    def progress(stage: str, done: int, _total: int | None) -> None:
        if stage == "matching":
            begun.append(done)

    match_file(request, progress, notes.append)
    return request.out.read_bytes(), notes, begun[0]


@pytest.mark.parametrize("explain", [False, True])
def test_a_killed_match_goes_on_and_writes_the_same_bytes(
    request_: FileMatchRequest, whole: Callable[[bool], bytes], explain: bool
) -> None:
    asked = replace(request_, explain=explain)
    kill(asked, PART + CHUNK)

    links, notes, begun = run(asked)

    assert links == whole(explain)
    assert begun == PART
    assert notes == [f"goes on where an earlier run stopped: {PART:,} of {RECORDS:,} records are decided"]
    assert not parts_beside(asked.out).exists()


@pytest.mark.parametrize(
    ("changed", "named"),
    [({"precision": 0.9}, "precision"), ({"independent": True}, "independent"), ({"explain": True}, "explain")],
)
def test_other_options_start_anew_and_say_so(request_: FileMatchRequest, changed: dict[str, Any], named: str) -> None:
    kill(request_, PART + CHUNK)

    _, notes, begun = run(replace(request_, **changed))

    assert begun == 0
    assert notes == [f"starts anew: {named} changed since the parts of an earlier run were kept"]


def test_a_damaged_part_is_made_again(request_: FileMatchRequest, whole: Callable[[bool], bytes]) -> None:
    kill(request_, PART + CHUNK)
    [part] = parts_beside(request_.out).glob("000000.*")
    part.write_bytes(part.read_bytes()[:-100])

    links, _, begun = run(request_)

    assert (links, begun) == (whole(False), 0)


def test_a_folder_of_somebody_else_is_left_as_it_is(request_: FileMatchRequest) -> None:
    theirs = parts_beside(request_.out)
    theirs.mkdir()
    (theirs / "letter.txt").write_text("dear")

    with pytest.raises(OutputRefused, match="letter"):
        match_file(request_)

    assert (theirs / "letter.txt").read_text() == "dear"


def test_two_matches_into_one_output_are_refused_while_the_first_runs(tmp_path: Path) -> None:
    out = tmp_path / "links.csv"

    with kept_parts(out, {"crm": "1"}), pytest.raises(MatchGoesOn, match="another match"):  # noqa: SIM117
        with kept_parts(out, {"crm": "1"}):
            pass


def test_parts_that_a_kill_left_before_their_manifest_are_used(tmp_path: Path) -> None:
    folder = parts_beside(tmp_path / "links.csv")
    folder.mkdir()
    (folder / "lock").touch()
    (folder / ".parts.json.0a0a.partial").touch()

    with kept_parts(tmp_path / "links.csv", {"crm": "1"}) as parts:
        parts.keep(0, [OUTCOME])
        read = parts.read(0, ["c\x001"])
        of_others = parts.read(0, ["c2"])

    assert (read, of_others, parts.changed) == ([OUTCOME], None, ())
    assert json.loads((folder / "parts.json").read_text())["made_of"] == {"crm": "1"}


def test_outcomes_are_kept_without_loss() -> None:
    [again] = unpacked(packed([OUTCOME]))

    assert again == OUTCOME
    assert list(again.candidates[1].details or {}) == ["b", "a"]


def test_a_file_is_not_matched_with_itself_also_under_another_name(
    small_models: dict[Kind, SmallModel], tmp_path: Path
) -> None:
    model = small_models[Kind.COMPANY]
    copy = tmp_path / "copy.parquet"
    copy.write_bytes(model.file("universe").read_bytes())
    request = FileMatchRequest(model.kind, copy, model.bundle, tmp_path / "links.csv", index=model.index)

    with pytest.raises(SameRecords, match="onematch dedupe --kind company"):
        refuse_same_file(model.kind, model.file("universe"), copy)
    with pytest.raises(SameRecords, match="those of the index"):
        match_file(request)
    refuse_same_file(model.kind, model.file("crm"), copy)

    assert not request.out.exists()
