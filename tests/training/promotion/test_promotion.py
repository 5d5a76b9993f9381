"""Promotion and rollback on a real registry; only the check of the pair is a fake."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from features.schema.errors import OnematchError, Refused
from features.schema.kinds import Kind
from serving.runtime.home import Home, Pointer, read_pointer
from serving.runtime.model_records import read_history, read_registered, read_verdicts
from tests.support.tracked_files import run_file
from training.feedback.golden.golden_set import ReasonMissing
from training.promotion.gates import GateVerdict
from training.promotion.promotion import GatesFailed, IndexMissing, Promotion, promote, rollback
from training.promotion.registry import Registry
from training.promotion.tracked_run import TrainingRecord


class PairBroken(OnematchError):
    """The error of the fake check."""


def check(pair: Pointer) -> str:
    """Return the text of the manifest as the hash of the bundle; `broken` is one that cannot answer."""
    text = (pair.bundle / "manifest.json").read_text(encoding="utf-8")
    if text == "broken" or not pair.index.is_dir():
        raise PairBroken(text)
    return text


def train(registry: Registry, folder: Path, name: str, content: str) -> None:
    bundle = folder / f"trained-{content}"
    bundle.mkdir()
    (bundle / "manifest.json").write_text(content, encoding="utf-8")
    registry.log_training(TrainingRecord(Kind.PERSON, bundle, {}, {}, name=name), register=True)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    (tmp_path / "index").mkdir()
    return Home((tmp_path / "home").resolve())


def promotion(home: Home, name: str, wanted: str = "challenger") -> Promotion:
    return Promotion(Kind.PERSON, wanted, home.root.parent / "index", by="ann", reason="better", name=name)


def served(home: Home) -> str:
    pointer = read_pointer(home, Kind.PERSON)
    assert pointer is not None
    return check(pointer)


def test_a_promotion_copies_the_bundle_swaps_the_pointer_and_is_remembered(
    home: Home, registry: Registry, tmp_path: Path
) -> None:
    train(registry, tmp_path, "promoted", "p1")

    promote(home, registry, promotion(home, "promoted"), check)

    pointer = read_pointer(home, Kind.PERSON)
    assert pointer == Pointer(home.bundle(Kind.PERSON, "p1"), (tmp_path / "index").resolve())
    assert [file.name for file in home.bundles(Kind.PERSON).iterdir()] == ["p1"]
    [change] = read_history(home.history_file)
    assert (change.action, change.version, change.by, change.reason) == ("promote", 1, "ann", "better")
    assert registry.resolve(Kind.PERSON, "champion", "promoted").version == 1


def test_a_promoted_bundle_is_in_the_bentoml_store(home: Home, registry: Registry, tmp_path: Path) -> None:
    import bentoml

    train(registry, tmp_path, "stored", "s1")

    promote(home, registry, promotion(home, "stored"), check)

    model = bentoml.models.get("onematch-person:s1")
    assert Path(model.path_of("manifest.json")).read_text(encoding="utf-8") == "s1"


def test_a_bundle_that_cannot_answer_is_not_promoted_and_leaves_nothing(
    home: Home, registry: Registry, tmp_path: Path
) -> None:
    train(registry, tmp_path, "broken", "broken")

    with pytest.raises(PairBroken):
        promote(home, registry, promotion(home, "broken"), check)

    assert read_pointer(home, Kind.PERSON) is None
    assert read_history(home.history_file) == []
    assert list(home.bundles(Kind.PERSON).iterdir()) == []


def test_the_first_promotion_must_name_its_index_and_the_next_one_keeps_it(
    home: Home, registry: Registry, tmp_path: Path
) -> None:
    train(registry, tmp_path, "indexed", "i1")
    nameless = Promotion(Kind.PERSON, "challenger", None, by="ann", name="indexed")

    with pytest.raises(IndexMissing, match="--index DIR"):
        promote(home, registry, nameless, check)

    promote(home, registry, promotion(home, "indexed"), check)
    train(registry, tmp_path, "indexed", "i2")
    promote(home, registry, nameless, check)
    assert served(home) == "i2"


def verdict(gate: str, *, passed: bool) -> GateVerdict:
    return GateVerdict(
        gate=gate,
        passed=passed,
        figure="precision of links",
        champion=0.99,
        challenger=0.95,
        bound="not worse",
        told="-0.0400",
    )


def test_what_serving_shows_is_left_in_plain_files_of_the_home(home: Home, registry: Registry, tmp_path: Path) -> None:
    seen = []

    def gate(champion: Path | None, challenger: Path) -> list[GateVerdict]:
        seen.append((champion.name if champion else None, challenger.name))
        return [verdict("work", passed=champion is None)]

    train(registry, tmp_path, "shown", "s1")
    promote(home, registry, promotion(home, "shown"), check, gate)
    train(registry, tmp_path, "shown", "s2")
    with pytest.raises(GatesFailed):
        promote(home, registry, promotion(home, "shown"), check, gate)

    promote(home, registry, promotion(home, "shown"), check)

    assert seen == [(None, "s1"), ("s1", "s2")]
    runs = read_verdicts(home, Kind.PERSON)
    assert [(one.bundle, one.promoted, one.verdicts[0]["passed"]) for one in runs] == [
        ("s1", True, True),
        ("s2", False, False),
    ]
    left = read_registered(home, Kind.PERSON)
    assert [(one.model, one.version, "champion" in one.aliases) for one in left] == [
        ("shown", 1, False),
        ("shown", 2, True),
    ]


def test_a_refused_first_champion_serves_nothing_until_it_is_forced_with_a_reason(
    home: Home, registry: Registry, tmp_path: Path
) -> None:
    train(registry, tmp_path, "first", "f1")
    first = promotion(home, "first")

    with pytest.raises(GatesFailed, match="precision"):
        promote(home, registry, first, check, lambda _a, _b: [verdict("precision", passed=False)])
    before = read_pointer(home, Kind.PERSON)
    kept = kept_verdicts(registry, "first")
    with pytest.raises(ReasonMissing):
        promote(home, registry, replace(first, force=True, reason=""), check)
    forced = replace(first, force=True, reason="a trial")
    done = promote(home, registry, forced, check, lambda _a, _b: [verdict("precision", passed=False)])

    assert before is None
    assert kept[0]["passed"] is False
    assert done.change.reason == "a trial [forced past precision]"
    assert served(home) == "f1"


def kept_verdicts(registry: Registry, name: str) -> list[dict[str, object]]:
    """Return the verdicts that the run of the newest version keeps."""
    file = run_file(registry.resolve(Kind.PERSON, "challenger", name), "gates.json")
    kept: list[dict[str, object]] = json.loads(file.read_text(encoding="utf-8"))
    return kept


def test_a_rollback_returns_to_the_earlier_champion(home: Home, registry: Registry, tmp_path: Path) -> None:
    for content in ("r1", "r2"):
        train(registry, tmp_path, "rolled", content)
        promote(home, registry, promotion(home, "rolled"), check)

    rollback(home, registry, Kind.PERSON, check, by="bob", reason="worse")

    assert served(home) == "r1"
    assert registry.resolve(Kind.PERSON, "champion", "rolled").version == 1
    assert [(r.action, r.by) for r in read_history(home.history_file)][-1] == ("rollback", "bob")
    with pytest.raises(Refused, match="no earlier champion"):
        rollback(home, registry, Kind.PERSON, check, by="bob")


def test_a_rollback_to_a_champion_that_cannot_answer_is_refused(home: Home, registry: Registry, tmp_path: Path) -> None:
    for content in ("g1", "g2"):
        train(registry, tmp_path, "gone", content)
        promote(home, registry, promotion(home, "gone"), check)
    (home.bundle(Kind.PERSON, "g1") / "manifest.json").write_text("broken", encoding="utf-8")

    with pytest.raises(Refused, match="cannot answer any more"):
        rollback(home, registry, Kind.PERSON, check, by="bob")

    assert served(home) == "g2"
