"""`onematch console`: links that open the console in a browser."""

from pathlib import Path
from typing import Annotated

from features.schema.texts import wording
from serving.console.providers import SignInProvider, load_provider, remove_provider, store_provider
from serving.console.sessions import OPERATOR, Visitor, make_link
from serving.runtime.process import now_in_utc
from serving.runtime.settings import load_settings
from serving.store.contracts import load_contract
from serving.vocabulary.terms import InstanceName
from training.commands.options import InstanceOption, JsonOption, command, new_app
from training.feedback.stores import home_store
from training.terminal import OptionsWrong, print_result
from training.worded_commands import option

app = new_app("Open the console, where people look, decide and repair.")


@command(
    app,
    "onematch console link --contract ID --user 17",
    "onematch console link --contract ID --admin 17",
    "onematch console link --operator",
)
def link(
    contract: Annotated[str | None, option("--contract", "The contract's id.")] = None,
    user: Annotated[str | None, option("--user", "The CRM's id of the user who will look.")] = None,
    admin: Annotated[
        str | None,
        option("--admin", "The CRM's id of its admin, who will connect a CRM that is not connected yet."),
    ] = None,
    instance: InstanceOption = InstanceName.PRODUCTION,
    operator: Annotated[bool, option("--operator", "For the operator: models, read-only.")] = False,
    url: Annotated[
        str | None, option("--url", "Where browsers reach the service; by default the one on this machine.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Make a link that opens the console once, within 10 minutes."""
    match operator, contract, user, admin:
        case True, None, None, None:
            visitor = OPERATOR
        case False, str(), str(), None:
            visitor = Visitor(contract, instance, user)
        case False, str(), None, str():
            visitor = Visitor(contract, instance, admin, is_setup=True)
        case _:
            raise OptionsWrong("expected --contract with --user or --admin, or --operator alone")
    with home_store() as store, store.writing() as connection:
        token = make_link(connection, visitor, now_in_utc())
    settings = load_settings()
    port = settings.home_layout.read(settings.home_layout.port_file) or settings.port
    address = f"{(url or f'http://127.0.0.1:{port}').rstrip('/')}/console/enter?link={token}"
    print_result(as_json, {"url": address}, address)


@command(
    app,
    "onematch console provider --contract ID --issuer https://login.acme.example --client-id onematch "
    "--client-secret-file secret.txt --url https://onematch.example",
    "onematch console provider --contract ID --remove",
)
def provider(
    contract: Annotated[str, option("--contract", "The contract's id.")],
    issuer: Annotated[str | None, option("--issuer", "The provider's issuer, an https address.")] = None,
    client_id: Annotated[str | None, option("--client-id", "Our client's id there.")] = None,
    client_secret_file: Annotated[
        Path | None,
        option("--client-secret-file", "A file with our client's secret; none for a public client."),
    ] = None,
    url: Annotated[str | None, option("--url", "Where browsers reach the service.")] = None,
    claim: Annotated[str, option("--claim", "The claim that equals sso_subject of the CRM's users.")] = "sub",
    remove: Annotated[bool, option("--remove", "Remove it: people come by links again.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Set the OpenID Connect provider at which a contract's users sign in, show it, or remove it."""
    given = (issuer, client_id, url)
    if any(given) and (remove or not all(given)):
        raise OptionsWrong("expected --issuer, --client-id and --url together, --remove, or --contract alone")
    secret = None if client_secret_file is None else _read_secret(client_secret_file)
    with home_store() as store, store.writing() as connection:
        loaded_contract = load_contract(connection, contract)
        if loaded_contract is None:
            raise OptionsWrong("--contract: got {contract!r}, expected the id of a contract", contract=contract)
        if remove:
            remove_provider(connection, contract)
        elif issuer and client_id and url:
            new = SignInProvider(issuer, client_id, url.rstrip("/"), secret, claim)
            store_provider(connection, store.vault, loaded_contract, new, now_in_utc())
        now = load_provider(connection, store.vault, loaded_contract)
    _show_provider(contract, now, as_json=as_json)


def _show_provider(contract: str, now: SignInProvider | None, *, as_json: bool) -> None:
    if now is None:
        print_result(as_json, {"provider": None}, wording("contract {contract} has no provider", contract=contract))
        return
    sign_in = f"{now.address}/console/sign-in/{contract}"
    shown = {"issuer": now.issuer, "client_id": now.client_id, "subject_claim": now.subject_claim}
    shown |= {"redirect_uri": now.redirect_uri, "sign_in": sign_in}
    print_result(as_json, {"provider": shown}, *(f"{name} {value}" for name, value in shown.items()))


def _read_secret(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise OptionsWrong("--client-secret-file: {file}: {error}", file=file, error=error) from error
