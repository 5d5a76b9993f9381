"""Where the users of a contract sign in: an OpenID Connect provider that the operator names."""

from dataclasses import field
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import Connection, delete, select

from features.schema.errors import OnematchError
from features.schema.value_class import value_class
from serving.access.bearer import is_loopback
from serving.store.contracts import Contract
from serving.store.tables.console import sign_in_providers
from serving.store.upserts import upsert
from serving.store.vault import Vault

RETURN = "/console/signed-in"
"""The path of the one redirect URI that is registered at the provider."""
_CONTEXT = "sign-in client"


class ProviderWrong(OnematchError):
    """A provider cannot be used as it is written."""


@value_class
class SignInProvider:
    """A provider, our client there, and the address at which browsers reach this service."""

    issuer: str
    client_id: str
    address: str
    client_secret: str | None = field(default=None, repr=False)
    """None: a public client, which PKCE alone protects."""
    subject_claim: str = "sub"

    @property
    def redirect_uri(self) -> str:
        """The only address that the provider may send a browser back to."""
        return f"{self.address}{RETURN}"


def store_provider(
    connection: Connection, vault: Vault, contract: Contract, provider: SignInProvider, now: datetime
) -> None:
    """Store or replace a contract's provider. Raises ProviderWrong."""
    _require_address("issuer", provider.issuer)
    _require_address("address", provider.address)
    if not provider.client_id or not provider.subject_claim:
        raise ProviderWrong("got an empty client id or claim, expected both")
    secret = provider.client_secret
    sealed = None if secret is None else vault.key(connection, contract.key_id).seal(secret.encode(), _CONTEXT)
    row = {
        "contract_id": contract.id,
        "issuer": provider.issuer,
        "client_id": provider.client_id,
        "sealed_secret": sealed,
        "address": provider.address,
        "subject_claim": provider.subject_claim,
        "changed_at": now,
    }
    upsert(connection, sign_in_providers, [row])


def load_provider(connection: Connection, vault: Vault, contract: Contract) -> SignInProvider | None:
    """Return a contract's provider, None without one."""
    query = select(sign_in_providers).filter_by(contract_id=contract.id)
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    sealed = row.sealed_secret
    secret = None if sealed is None else vault.key(connection, contract.key_id).unseal(sealed, _CONTEXT).decode()
    return SignInProvider(row.issuer, row.client_id, row.address, secret, row.subject_claim)


def remove_provider(connection: Connection, contract_id: str) -> bool:
    """Remove a contract's provider; return whether there was one. Open sessions go on."""
    of_contract = sign_in_providers.c.contract_id == contract_id
    return connection.execute(delete(sign_in_providers).where(of_contract)).rowcount > 0


def _require_address(name: str, address: str) -> None:
    parsed = urlsplit(address)
    is_secure = parsed.scheme == "https" or (parsed.scheme == "http" and is_loopback(parsed.hostname or ""))
    if not is_secure or not parsed.hostname or parsed.query or parsed.fragment or parsed.username:
        raise ProviderWrong(
            "{name}: got {address!r}, expected an https address without query (http on loopback)",
            name=name,
            address=address,
        )
    if name == "address" and parsed.path:
        raise ProviderWrong(
            "{name}: got {address!r}, expected it without a path, such as https://onematch.example",
            name=name,
            address=address,
        )
