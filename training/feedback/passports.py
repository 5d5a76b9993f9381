"""Passports made and verified with the keys of a home."""

from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from serving.contract.linking.explaining import ContractRecord
from serving.contract.passports.content import PassportOffice
from serving.contract.passports.passport import Passport
from serving.contract.passports.passports import issue_passport
from serving.contract.passports.signing_keys import PublicKey, SigningKeys
from serving.contract.passports.verification import VerificationShown, Verifier
from serving.contract.records.locate import current_key, record_of
from serving.explanation.explained_record import ExplainedRecord
from serving.matching.matcher import Matcher
from serving.runtime.process import now_in_utc
from serving.runtime.settings import load_settings
from serving.store.contracts import NotHere
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import KIND_OF, CrmObject, InstanceName
from training.feedback.served import served_matcher
from training.feedback.stores import connected, home_store


def public_keys() -> tuple[PublicKey, ...]:
    """Return the public keys of the passports of the home, the oldest first. Raises what `open_store` raises."""
    with home_store() as store:
        return SigningKeys.of(load_settings(), store).known()


def passport_of(matcher: Matcher, explained: ExplainedRecord) -> Passport:
    """Return the passport of a record of no contract, sealed and fingerprinted under the home's own key.

    Raises RecordUnreadable, and what `open_store` raises.
    """
    with home_store() as store:
        office = PassportOffice(SigningKeys.of(load_settings(), store), store.vault.own)
        return office.issue_alone(matcher, explained, now_in_utc())


def passport_in_contract(contract: str, instance: InstanceName, record: str) -> Passport:
    """Return the passport of a contract's record `object/id`, whole, as the operator may see it.

    Raises NotHere, RecordUnreadable, ModelNotReady, and what `open_store` raises.
    """
    with home_store() as store, store.reading() as connection:
        scope = connected(store, connection, contract, instance)
        live = record_of(scope.on(connection), current_key(scope.on(connection), _key(record)))
        if live is None:
            raise NotHere("got the record {record!r}, expected one of the contract", record=record)
        return issue_passport(
            ContractRecord.of(scope.on(connection), live.key),
            live,
            served_matcher(KIND_OF[live.key.object]),
            SigningKeys.of(load_settings(), store),
            passport_id=uuid4().hex,
            now=now_in_utc(),
            is_visible=True,
        )


def verify_document(document: object, bundles: Sequence[Path] = (), indexes: Sequence[Path] = ()) -> VerificationShown:
    """Verify a passport with the home's keys; the named folders are looked at first.

    Raises PassportUnreadable, and what `open_store` raises.
    """
    passport = Passport.from_json(document)
    with home_store() as store, store.reading() as connection:
        return Verifier(connection, store, load_settings(), named=[*bundles, *indexes]).verify(passport)


def _key(record: str) -> RecordKey:
    """Read `object/id`. Raises NotHere."""
    crm_object, _, record_id = record.partition("/")
    if crm_object not in list(CrmObject) or not record_id:
        raise NotHere("got the record {record!r}, expected OBJECT/ID, as contact/101", record=record)
    return RecordKey.parse(record)
