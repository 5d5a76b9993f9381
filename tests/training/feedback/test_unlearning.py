"""A model after a contract left equals one that never saw it; bundles that saw it are no base models (S83)."""

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from features.schema.kinds import Kind
from serving.contract.leaving.certificates import StillLearned, certify_unlearning, rows_in_models
from serving.contract.leaving.disconnect import terminate
from serving.matching.rows_used import contracts_in, rows_of
from serving.runtime.home import Home, Pointer, write_pointer
from tests.support.certificates import is_genuine
from tests.support.judged_store import JudgedStore, judged_store, switch_training
from tests.support.small_models import SmallModel, train_quietly
from tests.support.tenant import START
from training.feedback.provenance import ParentTainted
from training.promotion.promotion import check_pair
from training.request import TrainRequest

__all__ = ["judged_store"]
pytestmark = pytest.mark.usefixtures("few_trees_in_module")
ACME = range(120)
BETA = range(120, 220)


def contents(bundle: Path) -> dict[str, bytes]:
    return {str(path.relative_to(bundle)): path.read_bytes() for path in bundle.rglob("*") if path.is_file()}


def request_on(model: SmallModel, store: JudgedStore, out: Path) -> TrainRequest:
    few = replace(model.training(out), labels=None, labels_split=None, feedback=store.url)
    return replace(few, crm=empty_crm(model, out))


def empty_crm(model: SmallModel, out: Path) -> Path:
    """Write a CRM file of the last records of the sample, which no contract judged."""
    import pyarrow.parquet as pq

    file = out.with_suffix(".crm.parquet")
    pq.write_table(pq.read_table(model.file("crm")).slice(500, 300), file)
    return file


@dataclass(frozen=True, slots=True)
class AcmeAlone:
    """A store that only ever held one contract, and the model of its judgements."""

    store: JudgedStore
    bundle: Path


@pytest.fixture(scope="module")
def acme_alone(small_models: dict[Kind, SmallModel], tmp_path_factory: pytest.TempPathFactory) -> AcmeAlone:
    folder = tmp_path_factory.mktemp("alone")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ONEMATCH_HOME", str(folder / "home"))
        store = JudgedStore(folder / "home")
        model = small_models[Kind.COMPANY]
        store.add("acme", model, ACME)
        return AcmeAlone(store, train_quietly(request_on(model, store, folder / "without")))


def test_the_model_after_a_contract_left_equals_one_that_never_saw_it(
    small_models: dict[Kind, SmallModel],
    tmp_path: Path,
    judged_store: JudgedStore,
    acme_alone: AcmeAlone,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    model = small_models[Kind.COMPANY]
    judged_store.add("acme", model, ACME)
    judged_store.add("beta", model, BETA)
    with_beta = train_quietly(request_on(model, judged_store, tmp_path / "with"))
    store = judged_store.opened()
    terminate(store, "beta", START)
    store.close()

    after = train_quietly(request_on(model, judged_store, tmp_path / "after"))

    assert contracts_in(with_beta) == {"acme", "beta"}
    assert contracts_in(after) == {"acme"}
    assert rows_of(after, "beta") == 0
    assert contents(after) == contents(acme_alone.bundle)
    assert contents(after) != contents(with_beta)
    monkeypatch.setenv("ONEMATCH_HOME", str(acme_alone.store.home))
    refuse_as_parent(model, with_beta, acme_alone.store, tmp_path)
    certify(model, with_beta, after, acme_alone.store)


def refuse_as_parent(model: SmallModel, tainted: Path, store: JudgedStore, folder: Path) -> None:
    """A bundle that saw a contract which left, or is unknown, is refused as base model."""
    request = replace(request_on(model, store, folder / "child"), start_from=tainted)

    with pytest.raises(ParentTainted, match="judgements of beta"):
        train_quietly(request)
    assert not (folder / "child").exists()


def certify(model: SmallModel, with_beta: Path, after: Path, judged: JudgedStore) -> None:
    """A certificate is refused while a served model holds a row of the contract, and signed when none does."""
    home = Home(judged.home)
    store = judged.opened()
    write_pointer(home, Kind.COMPANY, Pointer(with_beta, model.index))
    with store.writing() as connection, pytest.raises(StillLearned, match=r"company with \(\d+ rows\)"):
        certify_unlearning(connection, store.vault, "beta", rows_in_models(home, "beta"), START)
    write_pointer(home, Kind.COMPANY, Pointer(after, model.index))

    with store.writing() as connection:
        document = certify_unlearning(connection, store.vault, "beta", rows_in_models(home, "beta"), START)

    assert (document["what"], document["models"]) == ("unlearning", {"company": {"bundle": "after", "rows": 0}})
    assert is_genuine(store.vault, "unlearning-beta", document)
    assert not is_genuine(store.vault, "unlearning-acme", document)
    store.close()
    with pytest.raises(ParentTainted, match="beta"):
        check_pair(Pointer(with_beta, model.index))


def test_s83_a_contract_that_did_not_opt_in_changes_no_byte_of_a_shared_model(
    small_models: dict[Kind, SmallModel], tmp_path: Path, judged_store: JudgedStore, acme_alone: AcmeAlone
) -> None:
    """The switch of a new contract is off; switched on, its judgements are trained on."""
    model = small_models[Kind.COMPANY]
    judged_store.add("acme", model, ACME)
    judged_store.add("beta", model, BETA, training=None)
    beside = train_quietly(request_on(model, judged_store, tmp_path / "beside"))
    store = judged_store.opened()
    with store.writing() as connection:
        switch_training(connection, "beta", training=True)
    store.close()

    opted_in = train_quietly(request_on(model, judged_store, tmp_path / "opted_in"))

    assert contracts_in(beside) == {"acme"}
    assert rows_of(beside, "beta") == 0
    assert contents(beside) == contents(acme_alone.bundle)
    assert contracts_in(opted_in) == {"acme", "beta"}
    assert rows_of(opted_in, "beta") > 0
    assert contents(opted_in) != contents(acme_alone.bundle)
