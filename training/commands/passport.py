"""`onematch passport`: a signed statement of one match, its verification, and the keys that sign."""

import json
from dataclasses import asdict, astuple
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from features.schema.kinds import Kind
from training.commands.options import (
    AccountLinksOption,
    InstanceOption,
    JsonOption,
    MapOption,
    add_command,
    named_file,
    read_bundle,
    read_instance,
)
from training.commands.record_option import RecordOption
from training.feedback.served import served_matcher
from training.terminal import OptionsWrong, print_json, print_line, print_table, progress_bar

if TYPE_CHECKING:
    from serving.passports.passport import Passport

passport_app = typer.Typer(help="Sign what was decided of a record, and verify it later.", no_args_is_help=True)
MAKE = "onematch passport make"
_WRONG = 1
_MOST_WIDTH = 60


def register(app: typer.Typer) -> None:
    """Add the group."""
    lines = (
        f"{MAKE} --kind person --record crm.csv#003A1 --bundle person.bundle --index members.index --out 003A1.json",
        f"{MAKE} --contract acme --record contact/101 --out 101.json",
    )
    add_command(passport_app, make, *lines)
    checks = ("onematch passport verify 101.json", "onematch passport verify 101.json --index old.index --json")
    add_command(passport_app, verify, *checks)
    add_command(passport_app, rotate, "onematch passport rotate")
    add_command(passport_app, keys, "onematch passport keys", "onematch passport keys --json")
    app.add_typer(passport_app, name="passport")


def make(
    record: Annotated[
        str, typer.Option("--record", metavar="FILE#ID|JSON|OBJECT/ID", help="The record; of a contract OBJECT/ID.")
    ],
    out: Annotated[Path | None, typer.Option("--out", help="Write it to this file.", dir_okay=False)] = None,
    kind: Annotated[Kind | None, typer.Option("--kind", help="What the record is.")] = None,
    bundle: Annotated[str, typer.Option("--bundle", help="The bundle folder, or `shipped`.")] = "shipped",
    index: Annotated[
        Path | None, typer.Option("--index", help="The index of the profiles.", exists=True, file_okay=False)
    ] = None,
    contract: Annotated[str | None, typer.Option("--contract", help="The contract whose record it is.")] = None,
    instance: InstanceOption = "production",
    independent: Annotated[bool, typer.Option("--solo", help="The independent pass alone.")] = False,
    precision: Annotated[
        float | None, typer.Option("--precision", min=0.5, max=1.0, help="Thresholds for this precision.")
    ] = None,
    account_links: AccountLinksOption = None,
    renames: MapOption = None,
) -> None:
    """Decide a record and sign what was decided, with the fingerprints of all that was read.

    What the match read is sealed inside, under the home's key or the contract's, so that it can be replayed. Without
    --out the passport is printed.
    """
    from data.tables.outputs import Output, check_outputs
    from serving.matching.kinds_agree import require_kind
    from serving.matching.matcher import Matcher
    from training.feedback.passports import passport_in_contract, passport_of

    option = None if contract else RecordOption.read(record, renames, account_links, independent=independent)
    file = None if option is None else option.file
    inputs = {"--record": file, "--index": index, "--bundle": named_file(bundle), "--account-links": account_links}
    check_outputs([] if out is None else [Output("--out", out)], inputs)
    if contract is not None:
        made = passport_in_contract(contract, read_instance(instance), record, served_matcher)
    elif option is None or kind is None or index is None:
        raise OptionsWrong("--kind and --index: got nothing, expected both with a record of a file, or --contract")
    else:
        named = read_bundle(kind, bundle)
        require_kind(kind, named, index)
        matcher = Matcher.open(named, index).with_precision(precision)
        with progress_bar() as progress:
            made = passport_of(matcher, option.explained(matcher, progress))
    _write(made, out)


def _write(passport: "Passport", out: Path | None) -> None:
    from data.tables.atomic import replacing

    if out is None:
        print_json(passport.as_json())
        return
    with replacing(out) as beside:
        beside.write_text(json.dumps(passport.as_json(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    decision = passport.content["decision"]
    print_line(f"{decision['decision']} with probability {decision['probability']}, passport: {out}")


def verify(
    file: Annotated[Path, typer.Argument(metavar="PASSPORT", help="The passport.", exists=True, dir_okay=False)],
    bundle: Annotated[
        list[Path] | None, typer.Option("--bundle", help="A bundle folder that may be the one.", file_okay=False)
    ] = None,
    index: Annotated[
        list[Path] | None, typer.Option("--index", help="An index folder that may be the one.", file_okay=False)
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Check a passport's signature, and replay its match to the last digit.

    Bundles and indexes are found among those that the home served, promoted, trained or built; others are named.
    Exit code 0: valid. 1: incomplete (it says what is missing), refuted (what differs), or forged.
    """
    from training.feedback.passports import verify_document

    found = verify_document(_read(file), bundle or [], index or [])
    if as_json:
        print_json(found.model_dump(mode="json"))
    else:
        print_line(f"{found.verdict}: {found.says}")
        for line in filter(None, (*(f"missing: {one}" for one in found.missing), found.reason)):
            print_line(line)
        if found.differences:
            rows = [(one.field, _short(one.stated), _short(one.found)) for one in found.differences]
            print_table("What differs", ("field", "stated", "found"), rows)
    if found.verdict != "valid":
        raise typer.Exit(_WRONG)


def rotate() -> None:
    """Sign with another key from now on.

    The private part of the present one is deleted. What it signed stays verifiable: its public key is kept.
    """
    from serving.runtime.clock import now_in_utc
    from training.feedback.passports import home_signing

    with home_signing() as signing:
        print_line(f"signs from now on: {signing.rotate(now_in_utc()).id}")


def keys(as_json: JsonOption = False) -> None:
    """List the public keys of the passports of this home, the oldest first; the last one signs."""
    from training.feedback.passports import home_signing

    with home_signing() as signing:
        known = signing.known()
    if as_json:
        print_json([asdict(one) for one in known])
    else:
        print_table("Keys of passports", ("key", "public (Ed25519)", "since", "until"), [astuple(one) for one in known])


def _read(file: Path) -> Any:
    from serving.passports.passport import PassportUnreadable

    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise PassportUnreadable(f"{file}: got text that is not JSON ({error}), expected a passport") from error


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= _MOST_WIDTH else f"{text[:_MOST_WIDTH]}..."
