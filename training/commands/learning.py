"""`onematch contracts judgements` and `contracts unlearned`: the labels of a contract, and proof of their removal."""

import getpass
from pathlib import Path
from typing import Annotated

import typer

from data.labels.judgements import consolidate, write_judgements
from features.schema.kinds import Kind
from serving.leaving.certificates import certify_unlearning, rows_in_models
from serving.runtime.process import now_in_utc
from serving.sync.linking.judgements import judgements_of, live_scopes
from training.commands.options import (
    JsonOption,
    KindOption,
    check_files,
    command,
    new_app,
    present_home,
    written_option,
)
from training.feedback.golden.golden_set import Freezing, drop_contract
from training.feedback.stores import home_store
from training.terminal import OptionsWrong, print_json, print_line

app = new_app()


@command(
    app,
    "onematch contracts judgements --kind person --out judged.csv",
    "onematch contracts judgements --kind person --contract ID --out judged.csv",
)
def judgements(
    kind: KindOption,
    out: Annotated[Path, written_option("--out", "The CSV file to write.")],
    contract: Annotated[
        str | None, typer.Option("--contract", help="This contract, whether it opted in or not.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Write people's judgements as labels, with what they were shown.

    Writes those of the contracts that let a shared model learn from them; with `--contract` those of one contract, for
    its own use. Users are pseudonyms. Create record and forced ids have weight 0. `train --feedback` reads the file.
    """
    check_files({"--out": out}, {})
    with home_store() as store, store.reading() as connection:
        scopes = live_scopes(connection, store)
        if contract is not None and contract not in {scope.contract.id for scope in scopes}:
            raise OptionsWrong(f"--contract: got {contract!r}, expected the id of a contract with a connected CRM")
        if contract is None:
            scopes = [scope for scope in scopes if scope.contract.settings.training]
        wanted = [scope for scope in scopes if contract in {None, scope.contract.id}]
        labels = [label for scope in wanted for label in judgements_of(scope.on(connection), kind)]
    write_judgements(labels, out)
    settled = consolidate(labels)
    counts = {"judgements": len(labels), "contracts": len(wanted), "contradictions": len(settled.contradictions)}
    if as_json:
        print_json({**counts, "out": out})
        return
    print_line(f"{counts['judgements']} judgements of {counts['contracts']} contracts: {out}")
    for one in settled.contradictions:
        print_line(f"contradiction on {one.crm_id}: {one.summary}")


@command(app, "onematch contracts unlearned ID")
def unlearned(contract: Annotated[str, typer.Argument(help="Its id.")], as_json: JsonOption = False) -> None:
    """Certify that no served model and no golden set holds anything of a contract.

    Removes its answers from the golden sets. Exit code 1 while a served model holds its rows: train and promote first.
    """
    home = present_home()
    freezing = Freezing(getpass.getuser(), f"contract {contract} is unlearned")
    dropped = [kind.value for kind in Kind if drop_contract(home, kind, contract, freezing) is not None]
    with home_store() as store, store.writing() as connection:
        models = rows_in_models(home, contract)
        document = certify_unlearning(connection, store.vault, contract, models, now_in_utc())
    if as_json:
        print_json({"id": f"unlearning-{contract}", "golden_sets_changed": dropped, "document": document})
        return
    for kind, one in document["models"].items():
        print_line(f"{kind}: bundle {one['bundle']} holds {one['rows']} rows of {contract}")
    print_line(f"certificate unlearning-{contract} is signed")
