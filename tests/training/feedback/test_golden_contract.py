"""A contract's part of the golden set is frozen, sealed under its key, never trained on, and removed with it."""

from pathlib import Path

import pytest
from sqlalchemy import update

from data.index.index import UniverseIndex
from features.schema.kinds import Kind
from serving.contract.leaving.deletion import Deletion, delete_contract
from serving.contract.leaving.disconnect import terminate
from serving.runtime.home import Home
from serving.store.tables.contracts import contracts
from serving.store.tables.records import records
from serving.store.vault import KeyDestroyed
from tests.support.judged_store import JudgedStore, judge_record, judged_store, scope_of
from tests.support.small_models import SmallModel
from tests.support.tenant import START
from training.feedback.feedback import NotOptedIn, freeze_contract, read_feedback
from training.feedback.golden.golden_set import Freezing, GoldenSet, Origin, forget_contract, part_folder, read_golden
from training.feedback.golden.parts import files_in, freeze_answered
from training.feedback.golden.sealed import SEALED, read_note
from training.promotion.comparison.matching import ComparisonGround, golden_grounds, match_table

__all__ = ["judged_store"]
KIND = Kind.COMPANY
BY = Freezing("ann", "they agreed")
FIRST = range(40)
LATER = range(40, 60)


@pytest.fixture
def home(judged_store: JudgedStore, small_models: dict[Kind, SmallModel]) -> Home:
    """Return a home whose golden set holds the sample's test split and whose contract judged forty records."""
    model = small_models[KIND]
    golden_home = Home(judged_store.home)
    judged_store.add("acme", model, FIRST)
    freeze_answered(golden_home, KIND, files_in(model.file("crm").parent), ("sample", Origin.GENERATED), BY)
    return golden_home


def freeze_acme(home: Home) -> GoldenSet:
    return freeze_contract(home, KIND, "acme", BY)


def ground_of_acme(home: Home, golden: GoldenSet, model: SmallModel) -> ComparisonGround | None:
    found = [ground for ground in golden_grounds(home, golden, model.index) if ground.name == "contract acme"]
    return found[0] if found else None


def test_later_changes_and_deletions_of_the_crm_do_not_change_the_frozen_records(
    home: Home, judged_store: JudgedStore, small_models: dict[Kind, SmallModel]
) -> None:
    model = small_models[KIND]
    golden = freeze_acme(home)
    before = ground_of_acme(home, golden, model)
    store = judged_store.opened()
    with store.writing() as connection:
        connection.execute(update(records).values(sealed=None, deleted_at=START))
    store.close()

    after = ground_of_acme(home, golden, model)

    assert before is not None
    assert after is not None
    assert len(before.crm.ids) == len(FIRST) == len(before.truth.answers)
    assert (after.crm.ids, after.crm.records) == (before.crm.ids, before.crm.records)
    assert after.truth.answers == before.truth.answers
    index = UniverseIndex.open(model.index)
    links = match_table(model.bundle, index, after.crm)
    right = sum(links.of(name).candidate_id in answers for name, answers in after.truth.answers.items() if answers)
    assert right > 0.8 * sum(bool(answers) for answers in after.truth.answers.values())


def test_it_is_sealed_and_names_no_record(home: Home, small_models: dict[Kind, SmallModel]) -> None:
    golden = freeze_acme(home)
    folder = part_folder(home, KIND, golden.parts[-1].digest)
    content = b"".join(file.read_bytes() for file in folder.iterdir())
    values = [str(value) for row in small_models[KIND].rows()[:40] for value in row.values() if value]

    assert golden.parts[-1].records == len(FIRST)
    assert SEALED in {file.name for file in folder.iterdir()}
    assert [value for value in values if len(value) > 8 and value.encode() in content] == []


def test_no_training_learns_from_it_and_only_freezing_adds_new_judgements_to_it(
    home: Home, judged_store: JudgedStore, small_models: dict[Kind, SmallModel]
) -> None:
    freeze_acme(home)
    with pytest.raises(NotOptedIn, match="no new judgement"):
        freeze_acme(home)
    read = read_feedback(KIND, judged_store.url)
    assert not read.labels.answers
    assert read.counts["left out: frozen in the golden set"] == len(FIRST)
    model = small_models[KIND]
    store = judged_store.opened()
    scope = scope_of(store, "acme")
    rows = model.rows()
    truth = model.truth()
    with store.writing(scope.instance.id) as connection:
        for row in LATER:
            judge_record(
                connection=connection, scope=scope, kind=KIND, record=rows[row], right=truth[rows[row]["id"]], row=row
            )
    store.close()
    unchanged = read_golden(home, KIND)

    grown = freeze_acme(home)

    assert unchanged is not None
    assert [part.records for part in unchanged.parts[1:]] == [len(FIRST)]
    assert [part.records for part in grown.parts[1:]] == [len(FIRST), len(LATER)]
    assert grown.version == unchanged.version + 1


def test_it_is_not_read_once_the_contract_withdraws_or_its_key_is_destroyed(
    home: Home, judged_store: JudgedStore, small_models: dict[Kind, SmallModel]
) -> None:
    golden = freeze_acme(home)
    store = judged_store.opened()
    with store.writing() as connection:
        connection.execute(update(contracts).values(settings={"production": {"training": False}}))
    withdrawn = ground_of_acme(home, golden, small_models[KIND])
    terminate(store, "acme", START)
    delete_contract(Deletion(store, START, home), "acme")
    folder = part_folder(home, KIND, golden.parts[-1].digest)
    sealed = (folder / SEALED).read_bytes()
    key = read_note(folder)["key"]
    with store.reading() as connection, pytest.raises(KeyDestroyed):
        store.vault.key(connection, key).unseal(sealed, f"golden/{KIND}/acme")
    store.close()

    deleted = ground_of_acme(home, golden, small_models[KIND])
    dropped = forget_contract(home, KIND, "acme", BY)

    assert withdrawn is None
    assert deleted is None
    assert dropped.contracts == frozenset()
    assert not list(Path(home.root).rglob(SEALED))
