"""Admission of a request: scope, contract, tier, instance, acting user, idempotency key; its entry in the audit trail.

The trail has every read and write of customer data, by ids, never by values (S77).
"""

import re
import uuid
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, select

from features.schema.texts import either
from serving.access.audit import AuditEntry
from serving.access.bearer import TokenWrong
from serving.access.callers import ActingUserWrong, Caller, ContractEnded, ScopeWrong, TierTooLow
from serving.access.clients import is_ended
from serving.access.idempotency import KeyedRequest, KeyReused, StoredAnswer, reserve
from serving.store.contracts import (
    ADVANCED_PLUS,
    Contract,
    Disconnected,
    Instance,
    NotHere,
    live_instance,
    load_contract,
)
from serving.store.store import Store
from serving.store.tables.contracts import users
from serving.store.vault import DataKey, KeyDestroyed, SealBroken
from serving.vocabulary.terms import InstanceName, Scope

OPERATOR = "operator"
_ID = re.compile("[0-9a-f]{32}")


class AnsweredBefore(Exception):
    """The request's Idempotency-Key has a stored answer."""

    def __init__(self, answer: StoredAnswer) -> None:
        super().__init__("answered before")
        self.answer = answer


@dataclass(frozen=True, slots=True)
class RouteRequirements:
    """What a route requires of its callers."""

    scopes: frozenset[Scope]
    acting_under: frozenset[Scope]
    """The scopes under which an acting user is required."""
    has_instance: bool
    is_open_after_end: bool
    is_read: bool = False
    """The route changes nothing, whatever its method; its answer is never stored."""
    withheld: frozenset[str] = frozenset()
    """The fields that a stored answer leaves out."""


@dataclass(slots=True)
class RequestAdmission:
    """The state of one request: its caller, contract, key and audit entry."""

    caller: Caller
    now: datetime
    audit: AuditEntry
    contract_id: str | None = None
    instance_name: InstanceName = InstanceName.PRODUCTION
    acting_user: str | None = None
    key: str | None = None
    request_hash: str = ""
    keyed: KeyedRequest | None = None
    key_id: str | None = None
    """The data key that seals the stored answer; None: the operator's."""
    is_read: bool = False
    withheld: frozenset[str] = frozenset()
    made: dict[str, str] = field(default_factory=dict)
    is_foreign: bool = False
    """It named another contract than its token's."""

    def new_id(self, purpose: str) -> str:
        """Return an id for what the request makes; a repeat with the same Idempotency-Key gets the same id."""
        if purpose not in self.made:
            self.made[purpose] = self.keyed.name(purpose) if self.keyed else uuid.uuid4().hex
        return self.made[purpose]


def admit(
    store: Store, entry: RequestAdmission, required: RouteRequirements
) -> tuple[Contract, Instance | None, str | None]:
    """Admit a request on a contract, or raise the first refusal; return the contract, instance and acting user.

    Raises TokenWrong, NotHere, ScopeWrong, TierTooLow, ContractEnded, Disconnected, ActingUserWrong, KeyReused,
    KeyInUse, AnsweredBefore.
    """
    with store.reading() as connection:
        contract = _contract(connection, entry, required)
        instance = live_instance(connection, contract.id, entry.instance_name)
        entry.audit.contract_id = contract.id
        entry.audit.instance_id = None if instance is None else instance.id
        if required.has_instance and instance is None:
            raise Disconnected("the {instance_name} instance is not connected", instance_name=entry.instance_name)
        acting_user = _acting_user(connection, entry, required, instance)
        entry.audit.acting_user = acting_user
    owner = instance if instance is not None and required.has_instance else contract
    _begin_once(store, entry, (owner.id, acting_user or ""), owner.key_id)
    return contract, instance, acting_user


def admit_anywhere(store: Store, entry: RequestAdmission, required: RouteRequirements) -> None:
    """Admit a request that belongs to no contract; raises TokenWrong, ScopeWrong, KeyReused, KeyInUse."""
    with store.reading() as connection:
        require_client(connection, entry.caller)
        _require_scope(entry.caller, required)
        contract = entry.caller.contract_id and load_contract(connection, entry.caller.contract_id)
    owner, key_id = (contract.id, contract.key_id) if contract else (OPERATOR, None)
    _begin_once(store, entry, (owner, ""), key_id)


def require_client(connection: Connection, caller: Caller) -> None:
    """Raise TokenWrong if the token's client was rotated, revoked or deleted since it was issued."""
    if is_ended(connection, caller):
        raise TokenWrong("got a bearer token that is not valid here")


def key_of(store: Store, connection: Connection, entry: RequestAdmission) -> DataKey:
    """Return the key that seals the answer of a request; raises KeyDestroyed."""
    return store.vault.own if entry.key_id is None else store.vault.key(connection, entry.key_id)


def _contract(connection: Connection, entry: RequestAdmission, required: RouteRequirements) -> Contract:
    caller = entry.caller
    contract_id = entry.contract_id or ""
    require_client(connection, caller)
    if caller.contract_id is None:
        _require_scope(caller, required)
    elif caller.contract_id != contract_id:
        entry.is_foreign = True
        entry.audit.name(contracts=[contract_id if _ID.fullmatch(contract_id) else "unknown"])
        raise NotHere("there is no such contract")
    contract = load_contract(connection, contract_id, entry.instance_name)
    if contract is None:
        raise NotHere("there is no such contract")
    _require_scope(caller, required)
    if caller.contract_id is not None and not required.is_open_after_end:
        _require_service(contract)
    return contract


def _require_scope(caller: Caller, required: RouteRequirements) -> None:
    if not caller.scopes & required.scopes:
        raise ScopeWrong("got a token without the scope, expected {scopes}", scopes=either(sorted(required.scopes)))


def _require_service(contract: Contract) -> None:
    if contract.terminated_at is not None:
        raise ContractEnded("the contract was terminated")
    if contract.tier != ADVANCED_PLUS:
        raise TierTooLow(
            "got the tier {tier}, expected {advanced_plus}", tier=contract.tier, advanced_plus=ADVANCED_PLUS
        )


def _acting_user(
    connection: Connection, entry: RequestAdmission, required: RouteRequirements, instance: Instance | None
) -> str | None:
    granted = entry.caller.scopes & required.scopes
    if entry.acting_user is None:
        if granted & required.acting_under:
            raise ActingUserWrong("got no Acting-User, expected the id of an active CRM user")
        return None
    if instance is None:
        return entry.acting_user  # without users before the first import; the consent names the admin (S4)
    query = select(users.c.active, users.c.is_admin)
    row = connection.execute(query.filter_by(instance_id=instance.id, id=entry.acting_user)).one_or_none()
    if row is None or not row.active:
        raise ActingUserWrong("got an Acting-User who is no active user of this CRM instance")
    if granted == {Scope.ADMIN} and Scope.ADMIN in required.acting_under and not row.is_admin:
        raise ActingUserWrong("got an Acting-User who is no admin, expected one")
    return entry.acting_user


def _begin_once(store: Store, entry: RequestAdmission, whose: tuple[str, str], key_id: str | None) -> None:
    """Reserve the key of a request of an owner and an acting user.

    The issuer is a part of the client, since client ids of two issuers may be equal.
    """
    if entry.key is None:
        return
    client = f"{'own' if entry.caller.is_ours else 'external'}/{entry.caller.client_id}"
    request = KeyedRequest(whose[0], client, whose[1], entry.key, entry.request_hash)
    entry.key_id = key_id
    try:
        with store.writing() as connection:
            answer = reserve(connection, request, key_of(store, connection, entry), entry.now)
    except (KeyDestroyed, SealBroken):
        raise KeyReused("got an Idempotency-Key whose answer is no longer kept, expected a new one") from None
    if answer is not None:
        raise AnsweredBefore(answer)
    entry.keyed = request
