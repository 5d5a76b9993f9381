"""The passport of a contract's record, and the keys and places that verify one."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from features.schema.kinds import Kind
from serving.contract.linking.explaining import ContractRecord
from serving.contract.passports.content import Header, PassportOffice
from serving.contract.passports.inputs import decide_captured
from serving.contract.passports.passport import Passport
from serving.contract.passports.signing_keys import SigningKeys
from serving.contract.passports.verification import Verifier
from serving.contract.records.locate import Located
from serving.contract.records.matching import Matchers
from serving.matching.matcher import Matcher
from serving.runtime.home import Pointer
from serving.runtime.model_source import ModelNotReady
from serving.runtime.settings import Settings
from serving.store.contracts import InstanceScope
from serving.store.store import Store
from serving.vocabulary.links import Ruling

_TRIES = 10


def signing_keys(settings: Settings, store: Store) -> SigningKeys:
    """Return the keys of a home that sign passports."""
    return SigningKeys(settings.home_layout.passport_keys_file, store.vault.own)


def issuer_of(scope: InstanceScope) -> dict[str, str]:
    """Return what a contract's passports name of their issuer."""
    return {"contract": scope.contract.id, "instance": scope.instance.name.value, "key": scope.instance.key_id}


def issue_passport(
    record: ContractRecord,
    link: Located,
    matcher: Matcher,
    signing: SigningKeys,
    *,
    passport_id: str,
    now: datetime,
    is_visible: bool,
) -> Passport:
    """Issue the passport of a contract's record. Raises KeyDestroyed, RecordUnreadable, ModelNotReady.

    Another thread may read changes of the network meanwhile: then the record is decided again.
    """
    header = Header(passport_id, now, issuer_of(record.scope), link.link.state.value)
    office = PassportOffice(signing, record.scope.data_key)
    for _ in range(_TRIES):
        matcher.index.refresh()
        before = matcher.model_version
        rulings = _ruling_rows(record.inputs.ruling)
        decided, inputs = decide_captured(matcher, record.explained(matcher), rulings, record.deciding)
        issued = office.issue(header, inputs, decided, is_visible=is_visible)
        if matcher.model_version == before:
            return issued
    raise ModelNotReady("the network changes faster than a record is decided, expected a pause: ask again")


def _ruling_rows(ruling: Ruling) -> list[dict[str, Any]]:
    """Return the statements that count for a record: the deciding one first, then each rejected profile."""
    deciding = ruling.deciding
    stated: list[tuple[str, str | None, str | None, datetime]] = []
    if deciding is not None:
        stated = [(deciding.verdict.value, deciding.profile_id, deciding.source.value, deciding.at)]
    stated += [("not_match", profile_id, None, at) for profile_id, at in sorted(ruling.rejected.items())]
    return [
        {"verdict": verdict, "profile_id": profile_id, "source": source, "at": at.isoformat()}
        for verdict, profile_id, source, at in stated
    ]


def verifier_of(
    connection: Connection,
    store: Store,
    settings: Settings,
    matching: Matchers | None = None,
    folders: Sequence[Path] = (),
) -> Verifier:
    """Return what verifies passports of a home; `folders` and the pairs of `matching` are looked at first.

    Passports of files are sealed under the home's own key.
    """

    def served(kind: Kind) -> Iterable[Pointer]:
        try:
            matcher = None if matching is None else matching.matcher(kind)
        except ModelNotReady:
            return
        if matcher is not None:
            yield Pointer(matcher.bundle.path, matcher.index.path)

    return Verifier(
        signing_keys(settings, store),
        lambda issuer: store.vault.key(connection, str(issuer["key"])) if issuer else store.vault.own,
        settings.home_layout,
        folders,
        served,
    )
