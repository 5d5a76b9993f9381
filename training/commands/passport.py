"""`onematch passport`: a signed statement of one match, its verification, and the public keys."""

import json
from dataclasses import asdict, astuple
from pathlib import Path
from typing import Annotated, Any

import typer

from data.tables.atomic import write_whole
from features.schema.kinds import Kind
from serving.contract.passports.passport import PassportUnreadable
from serving.vocabulary.terms import InstanceName
from training.commands.options import (
    AccountLinksOption,
    ColumnOptions,
    ColumnsOption,
    FieldsOption,
    IndependentOption,
    InstanceOption,
    JsonOption,
    MapOption,
    PrecisionOption,
    check_files,
    command,
    folder_option,
    new_app,
    written_option,
)
from training.commands.record_option import decided_record, file_of
from training.feedback.passports import passport_in_contract, passport_of, public_keys, verify_document
from training.terminal import OptionsWrong, print_json, print_line, print_table
from training.worded_commands import option

app = new_app("Sign what was decided of a record, and verify it later.")
_WRONG = 1
_MAX_WIDTH = 60


@command(
    app,
    "onematch passport make --kind person --record crm.csv#003A1 --bundle person.bundle --index members.index "
    "--out 003A1.json",
    "onematch passport make --contract acme --record contact/101 --out 101.json",
)
def make(
    record: Annotated[
        str, option("--record", "The record; of a contract OBJECT/ID.", metavar="FILE#ID|JSON|OBJECT/ID")
    ],
    out: Annotated[Path | None, written_option("--out", "Write it to this file.")] = None,
    kind: Annotated[Kind | None, option("--kind", "What the record is.")] = None,
    bundle: Annotated[str, option("--bundle", "The bundle folder, or `shipped`.")] = "shipped",
    index: Annotated[Path | None, folder_option("--index", "The index of the profiles.")] = None,
    contract: Annotated[str | None, option("--contract", "The contract whose record it is.")] = None,
    instance: InstanceOption = InstanceName.PRODUCTION,
    independent: IndependentOption = False,
    precision: PrecisionOption = None,
    account_links: AccountLinksOption = None,
    renames: MapOption = None,
    columns: ColumnsOption = None,
    fields: FieldsOption = None,
) -> None:
    """Decide a record and sign what was decided, with the fingerprints of all that was read.

    What the match read is sealed inside, under the home's key or the contract's, so that it can be replayed. Without
    --out the passport is printed.
    """
    file = None if contract else file_of(record)[0]
    inputs = {"--record": file, "--index": index, "--bundle": bundle, "--account-links": account_links}
    check_files({"--out": out}, inputs)
    if contract is not None:
        passport = passport_in_contract(contract, instance, record)
    elif kind is None or index is None:
        raise OptionsWrong("--kind and --index: got nothing, expected both with a record of a file, or --contract")
    else:
        passport = passport_of(
            *decided_record(
                kind,
                record,
                bundle,
                index,
                named=ColumnOptions(renames, columns, fields),
                account_links=account_links,
                independent=independent,
                precision=precision,
            )
        )
    if out is None:
        print_json(passport.as_json())
        return
    write_whole(out, json.dumps(passport.as_json(), indent=1, ensure_ascii=False) + "\n")
    decision = passport.content["decision"]
    print_line(
        "{decision} with probability {probability}, passport: {out}",
        decision=decision["decision"],
        probability=decision["probability"],
        out=out,
    )


@command(app, "onematch passport verify 101.json", "onematch passport verify 101.json --index old.index --json")
def verify(
    file: Annotated[Path, typer.Argument(metavar="PASSPORT", help="The passport.", exists=True, dir_okay=False)],
    bundle: Annotated[
        list[Path] | None, option("--bundle", "A bundle folder that may be the one.", file_okay=False)
    ] = None,
    index: Annotated[
        list[Path] | None, option("--index", "An index folder that may be the one.", file_okay=False)
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Check a passport's signature, and replay its match to the last digit.

    Bundles and indexes are found among those that the home served, promoted, trained or built; others are named.
    Exit code 0: valid. 1: incomplete (it says what is missing), refuted (what differs), or forged.
    """
    verification = verify_document(_read(file), bundle or [], index or [])
    if as_json:
        print_json(verification.model_dump(mode="json"))
    else:
        print_line(f"{verification.verdict}: {verification.says}")
        for line in filter(None, (*(f"missing: {name}" for name in verification.missing), verification.reason)):
            print_line(line)
        if verification.differences:
            rows = [(row.field, _short(row.stated), _short(row.found)) for row in verification.differences]
            print_table("What differs", ("field", "stated", "found"), rows)
    if verification.verdict != "valid":
        raise typer.Exit(_WRONG)


@command(app, "onematch passport keys", "onematch passport keys --json")
def keys(as_json: JsonOption = False) -> None:
    """List the public keys of the passports of this home, the oldest first; the last one signs."""
    known = public_keys()
    if as_json:
        print_json([asdict(key) for key in known])
    else:
        print_table("Keys of passports", ("key", "public (Ed25519)", "since", "until"), [astuple(key) for key in known])


def _read(file: Path) -> Any:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise PassportUnreadable(
            "{file}: got text that is not JSON ({error}), expected a passport", file=file, error=error
        ) from error


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= _MAX_WIDTH else f"{text[:_MAX_WIDTH]}..."
