"""Signing in at a contract's provider: begun in one browser, finished in the same one, once."""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select

from features.schema.errors import OnematchError
from serving.console.openid import IdentityRefused, OpenIdClient, SignInSecrets
from serving.console.providers import SignInProvider, load_provider
from serving.console.sessions import begin_session, hash_of
from serving.rules.vocabulary import InstanceName
from serving.store.contracts import Contract, Instance, live_instance, load_contract
from serving.store.store import Store
from serving.store.tables.console import console_sign_ins
from serving.store.tables.contracts import users

SIGN_IN_LIFE = timedelta(minutes=10)
MOST_BEGUN = 5_000
"""Sign-ins of a contract that may be unfinished; anyone may begin one, so the oldest make room."""
_CONTEXT = "wanted page"


class SignInMissing(OnematchError):
    """A contract has no provider, or no connected CRM whose users could sign in."""

    sentence = "there is no sign-in for this contract; ask whoever runs the installation for a link"


def _forget(connection: Connection, contract_id: str, now: datetime) -> None:
    """Delete sign-ins that took too long, and the oldest of a contract that has too many."""
    begun = console_sign_ins.c
    connection.execute(delete(console_sign_ins).where(begun.expires_at < now))
    mine = select(begun.expires_at).where(begun.contract_id == contract_id).order_by(begun.expires_at.desc())
    oldest = connection.execute(mine.offset(MOST_BEGUN).limit(1)).scalar_one_or_none()
    if oldest is not None:
        connection.execute(delete(console_sign_ins).where(begun.contract_id == contract_id, begun.expires_at <= oldest))


@dataclass(frozen=True, slots=True)
class SignInAnswer:
    """What the provider sent back with the browser, and the browser's own secret."""

    state: str
    code: str
    """Empty where the provider refused."""
    issuer: str
    browser: str


@dataclass(frozen=True, slots=True)
class _Begun:
    contract: Contract
    instance: Instance
    provider: SignInProvider
    wanted: str


@dataclass(frozen=True, slots=True)
class SignIn:
    """Begins and finishes sign-ins; nonce and PKCE verifier follow from the state by a key of ours, so none is kept."""

    store: Store
    client: OpenIdClient

    def begin(self, contract_id: str, name: InstanceName, browser: str, wanted: str, now: datetime) -> str:
        """Return the provider's address for a browser with a secret. Raises SignInMissing, ProviderSilent."""
        state = secrets.token_urlsafe(32)
        with self.store.reading() as connection:
            contract, _, provider = self._provider(connection, contract_id, name)
        address = self.client.authorization_url(provider, self._secrets(state))
        with self.store.writing() as connection:
            _forget(connection, contract_id, now)
            row = {
                "state_hash": hash_of(state),
                "browser_hash": hash_of(browser),
                "contract_id": contract_id,
                "instance_name": name.value,
                "sealed_wanted": self.store.vault.seal(connection, contract.key_id, wanted.encode(), _CONTEXT),
                "expires_at": now + SIGN_IN_LIFE,
            }
            connection.execute(console_sign_ins.insert().values(**row))
        return address

    def finish(self, answer: SignInAnswer, now: datetime) -> tuple[str, str]:
        """Return the id of a new session and the page that its visitor wanted.

        Raises IdentityRefused, SignInMissing, ProviderSilent.
        """
        begun = self._take(answer, now)
        if not answer.code:
            raise IdentityRefused("the provider did not sign you in")
        self.client.require_issuer(begun.provider, answer.issuer)
        subject = self.client.identify(begun.provider, self._secrets(answer.state), answer.code, now)
        with self.store.writing() as connection:
            user_id = self._user(connection, begun, subject)
            session = begin_session(connection, begun.contract.id, begun.instance.id, user_id, now)
        return session, begun.wanted

    def _take(self, answer: SignInAnswer, now: datetime) -> _Begun:
        """Return a begun sign-in and end it, whatever comes of it: a state is good for one answer."""
        mine = console_sign_ins.c.state_hash == hash_of(answer.state)
        with self.store.writing() as connection:
            row = connection.execute(delete(console_sign_ins).where(mine).returning(console_sign_ins)).one_or_none()
        is_ours = row is not None and hmac.compare_digest(row.browser_hash, hash_of(answer.browser))
        if row is None or not is_ours or row.expires_at < now:
            raise IdentityRefused("the answer belongs to no sign-in of this browser, or came too late")
        with self.store.reading() as connection:
            contract, instance, provider = self._provider(connection, row.contract_id, InstanceName(row.instance_name))
            wanted = self.store.vault.unseal(connection, contract.key_id, row.sealed_wanted, _CONTEXT).decode()
        return _Begun(contract, instance, provider, wanted)

    def _provider(
        self, connection: Connection, contract_id: str, name: InstanceName
    ) -> tuple[Contract, Instance, SignInProvider]:
        contract = load_contract(connection, contract_id, name)
        is_live = contract is not None and contract.terminated_at is None
        instance = live_instance(connection, contract_id, name) if is_live else None
        provider = load_provider(connection, self.store.vault, contract) if contract is not None and instance else None
        if contract is None or instance is None or provider is None:
            raise SignInMissing(SignInMissing.sentence)
        return contract, instance, provider

    def _user(self, connection: Connection, begun: _Begun, subject: str) -> str:
        """Return the active user whose sso_subject a subject is, byte for byte; two users may share one."""
        mark = self.store.vault.key(connection, begun.contract.key_id).identity_hash(subject)
        mine = users.c.instance_id == begun.instance.id, users.c.subject_mark == mark
        wanted = select(users.c.id).where(*mine, users.c.active.is_(True), users.c.deleted_at.is_(None)).limit(2)
        found = connection.execute(wanted).scalars().all()
        if len(found) != 1:
            raise IdentityRefused(
                "you signed in, but no active user of the CRM has this identity; an admin adds your sso_subject to it"
            )
        return str(found[0])

    def _secrets(self, state: str) -> SignInSecrets:
        key = self.store.vault.derive("console sign-in")
        nonce, verifier = (hmac.digest(key, f"{name} {state}".encode(), "sha256") for name in ("nonce", "verifier"))
        return SignInSecrets(state, nonce.hex(), verifier.hex())
