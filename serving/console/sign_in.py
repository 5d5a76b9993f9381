"""Signing in at a contract's provider: begun in one browser, finished in the same one.

What was begun is sealed in a cookie of that browser and stored nowhere, so that nobody can push it out. It ends with
the answer, which deletes the cookie; the provider's code is good for one exchange (RFC 6749, 4.1.2).
"""

import base64
import hmac
import json
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection, or_, select

from features.schema.errors import OnematchError
from features.schema.value_class import value_class
from serving.console.openid import EMAIL, IdentityRefused, OpenIdClient, SignInSecrets
from serving.console.providers import SignInProvider, load_provider
from serving.console.sessions import begin_session
from serving.store.contract_rows import effective_subject
from serving.store.contracts import Contract, Instance, live_instance, load_contract
from serving.store.store import Store
from serving.store.tables.contracts import users
from serving.store.vault import SealBroken
from serving.vocabulary.terms import InstanceName

SIGN_IN_LIFE = timedelta(minutes=10)
MAX_WANTED = 1_500
"""Characters of a wanted page that are kept: browsers drop a cookie beyond 4,096 bytes."""
_CONTEXT = "begun sign-in"


class SignInMissing(OnematchError):
    """A contract has no provider, or no connected CRM whose users could sign in."""

    sentence = "there is no sign-in for this contract; ask whoever runs the installation for a link"


_Begun = tuple[Contract, Instance, SignInProvider]


@value_class
class SignIn:
    """Begins and finishes sign-ins; nonce and PKCE verifier follow from the state by a key of ours, so none is kept."""

    store: Store
    client: OpenIdClient

    def begin(self, contract_id: str, name: InstanceName, destination: str, now: datetime) -> tuple[str, str]:
        """Return the provider's address, and the cookie that the answer needs. Raises SignInMissing, ProviderSilent."""
        state = secrets.token_urlsafe(32)
        with self.store.reading() as connection:
            _, _, provider = self._provider(connection, contract_id, name)
        address = self.client.authorization_url(provider, self._secrets(state))
        kept = destination if len(destination) <= MAX_WANTED else ""
        begun = json.dumps([state, contract_id, name, kept, (now + SIGN_IN_LIFE).isoformat()])
        return address, base64.urlsafe_b64encode(self.store.vault.own.seal(begun.encode(), _CONTEXT)).decode()

    def finish(self, answer: Mapping[str, str], cookie: str, now: datetime) -> tuple[str, str]:
        """Return the id of a new session and the page that its visitor wanted.

        `answer` is what the provider sent with the browser: `code` is missing where it refused.
        Raises IdentityRefused, SignInMissing, ProviderSilent.
        """
        state = answer.get("state", "")
        begun, destination = self._read(state, cookie, now)
        contract, instance, provider = begun
        if not answer.get("code"):
            raise IdentityRefused("the provider did not sign you in")
        self.client.require_issuer(provider, answer.get("iss", ""))
        subject = self.client.identify(provider, self._secrets(state), answer["code"], now)
        with self.store.writing() as connection:
            user_id = self._user(connection, begun, subject)
            owner = {"contract_id": contract.id, "instance_id": instance.id, "user_id": user_id}
            return begin_session(connection, owner, now), destination

    def _read(self, sent: str, cookie: str, now: datetime) -> tuple[_Begun, str]:
        """Return what was begun in the answer's browser; raises IdentityRefused, SignInMissing."""
        refusal = IdentityRefused("the answer belongs to no sign-in of this browser, or came too late")
        try:
            begun = self.store.vault.own.unseal(base64.urlsafe_b64decode(cookie), _CONTEXT)
        except (ValueError, SealBroken):
            raise refusal from None
        state, contract_id, name, destination, until = json.loads(begun)
        if not hmac.compare_digest(state.encode(), sent.encode()) or datetime.fromisoformat(until) < now:
            raise refusal
        with self.store.reading() as connection:
            return self._provider(connection, contract_id, InstanceName(name)), destination

    def _provider(self, connection: Connection, contract_id: str, name: InstanceName) -> _Begun:
        contract = load_contract(connection, contract_id, name)
        if contract is not None and contract.terminated_at is None:
            instance = live_instance(connection, contract_id, name)
            provider = load_provider(connection, self.store.vault, contract)
            if instance is not None and provider is not None:
                return contract, instance, provider
        raise SignInMissing(SignInMissing.sentence)

    def _user(self, connection: Connection, begun: _Begun, subject: str) -> str:
        """Return the active user whom an identity names; two users may share one, which opens nothing.

        That is the subject that an admin gave or the CRM sent, byte for byte, or a verified e-mail.
        """
        contract, instance, provider = begun
        key = self.store.vault.key(connection, contract.key_id)
        named = [effective_subject() == key.identity_hash(subject)]
        if provider.subject_claim == EMAIL:
            named.append(users.c.email_hash == key.keyed_hash(subject))
        active_users = select(users.c.id).filter_by(instance_id=instance.id, active=True, deleted_at=None)
        user_ids = connection.execute(active_users.where(or_(*named)).limit(2)).scalars().all()
        if len(user_ids) != 1:
            raise IdentityRefused(
                "you signed in, but no active user of the CRM has this identity; an admin sets your SSO subject"
            )
        return str(user_ids[0])

    def _secrets(self, state: str) -> SignInSecrets:
        key = self.store.vault.derive("console sign-in")
        nonce, verifier = (hmac.digest(key, f"{name} {state}".encode(), "sha256") for name in ("nonce", "verifier"))
        return SignInSecrets(state, nonce.hex(), verifier.hex())
