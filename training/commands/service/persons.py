"""A person's rights: what is stored on a record, and its erasure with a certificate."""

import json
from pathlib import Path
from typing import Annotated

import typer
from pydantic_core import to_jsonable_python

from features.schema.texts import wording
from serving.contract.leaving.persons import erase as erase_record
from serving.contract.leaving.persons import erase_again
from serving.contract.leaving.persons import stored as report_stored
from serving.runtime.process import now_in_utc
from serving.runtime.settings import load_settings
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import InstanceName
from training.commands.options import ContractOption, InstanceOption, JsonOption
from training.feedback.stores import connected, home_store, served_services
from training.terminal import OptionsWrong, print_json, print_result

RecordArgument = Annotated[str, typer.Argument(metavar="OBJECT/ID", help="A record, such as contact/17.")]


def stored(
    record: RecordArgument,
    contract: ContractOption,
    instance: InstanceOption = InstanceName.PRODUCTION,
) -> None:
    """Print all that is stored on a record, such as a person's, as JSON."""
    with home_store() as store, store.reading() as connection:
        scope = connected(store, connection, contract, instance)
        tables = report_stored(scope.on(connection), _record_key(record))
    print_json(to_jsonable_python({"record": record, "tables": tables}))


def erase(
    contract: ContractOption,
    record: Annotated[str | None, typer.Argument(metavar="OBJECT/ID", help="A record, such as contact/17.")] = None,
    again: Annotated[
        Path | None, typer.Option("--again", help="Certificates as JSON, whose records a restored backup has again.")
    ] = None,
    instance: InstanceOption = InstanceName.PRODUCTION,
    as_json: JsonOption = False,
) -> None:
    """Erase a record and all that names it, with a certificate; first erase it in the CRM.

    After the restore of a backup, --again erases what the certificates of before name: they hold keyed hashes alone.
    """
    if (record is None) == (again is None):
        raise OptionsWrong("got both or neither of OBJECT/ID and --again, expected one of them")
    key = None if record is None else _record_key(record)
    hashes = set() if again is None else _record_hashes(again)
    with home_store() as store:
        with store.reading() as connection:
            scope = connected(store, connection, contract, instance)
        services = served_services(load_settings(), store)
        if key is None:
            count = erase_again(scope, hashes, services, now_in_utc())
            print_result(as_json, {"erased": count}, wording("{count} records were erased again", count=count))
        else:
            certificate = erase_record(scope, key, services, now_in_utc())
            print_result(
                as_json, {"certificate": certificate}, wording("certificate {certificate}", certificate=certificate)
            )


def _record_key(name: str) -> RecordKey:
    try:
        return RecordKey.parse(name)
    except ValueError:
        raise OptionsWrong("got the record {name!r}, expected OBJECT/ID such as contact/17", name=name) from None


def _record_hashes(file: Path) -> set[str]:
    """Read the keyed hashes in a list of certificates, as `GET .../certificates` answers it."""
    try:
        read = json.loads(file.read_text(encoding="utf-8"))
        items = read["items"] if isinstance(read, dict) else read
        return {one["document"]["record_hash"] for one in items if "record_hash" in one["document"]}
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise OptionsWrong("{file}: expected certificates as JSON: {error}", file=file, error=error) from error
