"""The passport of a contract's record."""

from datetime import datetime
from typing import Any

from serving.contract.linking.explaining import ContractRecord
from serving.contract.passports.content import Header, PassportOffice
from serving.contract.passports.inputs import decide_captured
from serving.contract.passports.passport import Passport
from serving.contract.passports.signing_keys import SigningKeys
from serving.contract.records.locate import Located
from serving.matching.matcher import Matcher
from serving.runtime.model_source import ModelNotReady
from serving.store.contracts import InstanceScope
from serving.vocabulary.links import Ruling

_TRIES = 10


def issuer_of(scope: InstanceScope) -> dict[str, str]:
    """Return what a contract's passports name of their issuer."""
    return {"contract": scope.contract.id, "instance": scope.instance.name, "key": scope.instance.key_id}


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
    header = Header(passport_id, now, issuer_of(record.scope), link.link.state)
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
        stated = [(deciding.verdict, deciding.profile_id, deciding.source, deciding.at)]
    stated += [("not_match", profile_id, None, at) for profile_id, at in sorted(ruling.rejected.items())]
    return [
        {"verdict": verdict, "profile_id": profile_id, "source": source, "at": at.isoformat()}
        for verdict, profile_id, source, at in stated
    ]
