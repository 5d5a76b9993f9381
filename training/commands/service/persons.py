"""A person's rights: what is stored on a record, and its erasure with a certificate."""

from typing import Annotated

import typer
from pydantic_core import to_jsonable_python

from features.schema.texts import wording
from serving.contract.leaving.persons import erase as erase_record
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
    record: RecordArgument,
    contract: ContractOption,
    instance: InstanceOption = InstanceName.PRODUCTION,
    as_json: JsonOption = False,
) -> None:
    """Erase a record and all that names it, with a certificate; first erase it in the CRM.

    A later restore of an older backup erases it again.
    """
    key = _record_key(record)
    with home_store() as store:
        with store.reading() as connection:
            scope = connected(store, connection, contract, instance)
        certificate = erase_record(scope, key, served_services(load_settings(), store), now_in_utc())
    print_result(as_json, {"certificate": certificate}, wording("certificate {certificate}", certificate=certificate))


def _record_key(name: str) -> RecordKey:
    try:
        return RecordKey.parse(name)
    except ValueError:
        raise OptionsWrong("got the record {name!r}, expected OBJECT/ID such as contact/17", name=name) from None
