"""The passport of a contract's record, and the keys and places that verify one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from features.schema.kinds import Kind
from serving.explanation.pair_explanation import RecordDecided
from serving.matching.matcher import Matcher
from serving.passports.content import Header
from serving.passports.inputs import Capture, MatchInputs
from serving.passports.issue import PassportOffice
from serving.passports.passport import Passport
from serving.passports.signing_keys import SigningKeys
from serving.rules.linking.links import LinkRow, Ruling
from serving.runtime.home import Pointer
from serving.runtime.model_source import ModelNotReady
from serving.runtime.settings import Settings
from serving.store.contracts import InstanceScope
from serving.store.store import Store
from serving.store.vault import DataKey
from serving.sync.linking.explaining import ContractRecord
from serving.sync.records.matching import WrapperMatching

_KEY = "key"
_TRIES = 10


def signing_keys(settings: Settings, store: Store) -> SigningKeys:
    """Return the keys of a home that sign passports."""
    return SigningKeys(settings.home_layout.passport_keys_file, store.vault.own)


def office_of(connection: Connection, scope: InstanceScope, signing: SigningKeys) -> PassportOffice:
    """Return what issues a contract's passports. Raises KeyDestroyed."""
    return PassportOffice(signing, scope.key(connection))


def header_of(scope: InstanceScope, link: LinkRow, passport_id: str, now: datetime) -> Header:
    """Return the header of a passport of a contract's link."""
    return Header(passport_id, now, issuer_of(scope), link.state.value)


def issuer_of(scope: InstanceScope) -> dict[str, str]:
    """Return what a contract's passports name of their issuer."""
    return {"contract": scope.contract.id, "instance": scope.instance.name.value, _KEY: scope.instance.key_id}


def decided_inputs(record: ContractRecord, matcher: Matcher) -> tuple[MatchInputs, RecordDecided]:
    """Decide a record, and return what that read. Raises RecordUnreadable."""
    capture = Capture(record.explained(matcher))
    decided = RecordDecided.of(matcher, capture.watched)
    return capture.inputs(decided.variant.record, ruling_rows(record.inputs.ruling), record.deciding), decided


def issue_passport(
    office: PassportOffice, record: ContractRecord, matcher: Matcher, header: Header, *, is_visible: bool
) -> Passport:
    """Issue the passport of a contract's record. Raises RecordUnreadable, ModelNotReady.

    Another thread may read changes of the network meanwhile: then the record is decided again.
    """
    for _ in range(_TRIES):
        matcher.index.refresh()
        before = matcher.model_version
        inputs, decided = decided_inputs(record, matcher)
        issued = office.issue(header, inputs, decided, is_visible=is_visible)
        if matcher.model_version == before:
            return issued
    raise ModelNotReady("the network changes faster than a record is decided, expected a pause: ask again")


def ruling_rows(ruling: Ruling) -> list[dict[str, Any]]:
    """Return the statements that count for a record: the deciding one first, then each rejected profile."""
    rows = []
    if ruling.deciding is not None:
        one = ruling.deciding
        rows.append({
            "verdict": one.verdict.value, "profile_id": one.profile_id, "source": one.source.value,
            "at": one.at.isoformat(),
        })  # fmt: skip
    for profile_id, at in sorted(ruling.rejected.items()):
        rows.append({"verdict": "not_match", "profile_id": profile_id, "source": None, "at": at.isoformat()})
    return rows


def issuer_key(connection: Connection, store: Store, issuer: Mapping[str, str]) -> DataKey:
    """Return the data key of a passport's issuer; the home's own for passports of files. Raises KeyDestroyed."""
    return store.vault.key(connection, str(issuer[_KEY])) if issuer else store.vault.own


def served_pairs(matching: WrapperMatching, kind: Kind) -> list[Pointer]:
    """Return the folders of the pair that answers now, none while no model is loaded."""
    try:
        matcher = matching.matcher(kind)
    except ModelNotReady:
        return []
    return [Pointer(matcher.bundle.path, matcher.index.path)]
