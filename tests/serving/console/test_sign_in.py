"""Signing in at a contract's provider: a real OpenID Connect provider over HTTP, nothing of the protocol replaced."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc.jwk import RSAKey
from sqlalchemy import update

from serving.console.openid import IdentityRefused, OpenIdClient, SignInSecrets
from serving.console.providers import ProviderWrong, SignInProvider, store_provider
from serving.pages import with_console
from serving.store.tables.contracts import users
from serving.vocabulary.terms import Scope
from tests.support.console_visit import BASE, Browser, token_of
from tests.support.databases import ON_BOTH
from tests.support.openid_provider import CLIENT_ID, CLIENT_SECRET, Claims, Provider, running_provider
from tests.support.sync_tenant import Sync
from tests.support.tenant import ADMIN, SELLER, Tenant
from tests.support.wrapper_web import Web

START = "/console/sign-in/contract-1"


@dataclass
class Signing:
    """A tenant whose users sign in at a provider; the admin is its alice."""

    tenant: Tenant
    provider: Provider
    web: Web

    def browser(self) -> Browser:
        return Browser(self.web)

    def ask(self, browser: Browser, start: str = START) -> str:
        """Begin in a browser; return the address at the provider."""
        answer = browser.call("GET", start)
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    def authorize(self, address: str) -> str:
        """Sign in at the provider; return the path with which the browser comes back."""
        answer = httpx.get(address, timeout=300)
        assert answer.status_code == 302, answer.text
        assert answer.headers["location"].startswith(f"{BASE}/console/signed-in?")
        return answer.headers["location"].removeprefix(BASE)

    def sign_in(self, browser: Browser) -> httpx.Response:
        """Sign in and open the first page."""
        return browser.get(self.authorize(self.ask(browser)))

    def subject_of(self, user_id: str, subject: str | None) -> None:
        """Give a user of the CRM an sso_subject."""
        with self.tenant.store.writing() as connection:
            key = self.tenant.store.vault.key(connection, self.tenant.contract.key_id)
            mark = subject and key.identity_hash(subject)
            mine = users.c.instance_id == self.tenant.instance.id, users.c.id == user_id
            connection.execute(update(users).where(*mine).values(subject_hash=mark))


@pytest.fixture
def signing(tenant: Tenant) -> Iterator[Signing]:
    with running_provider(f"{BASE}/console/signed-in", lambda: tenant.clock().timestamp()) as provider:
        named = SignInProvider(provider.issuer, CLIENT_ID, BASE, CLIENT_SECRET)
        with tenant.store.writing() as connection:
            store_provider(connection, tenant.store.vault, tenant.contract, named, tenant.clock())
        web = Web(with_console(tenant.web.app, tenant.store, tenant.clock))
        found = Signing(tenant, provider, web)
        found.subject_of(ADMIN, provider.subject)
        yield found


def test_who_wanted_a_page_is_led_back_to_it_and_never_elsewhere(signing: Signing) -> None:
    landed = []
    for wanted in ("/records?state=linked", "//evil.example", "https://evil.example", "/\\evil.example"):
        browser = signing.browser()
        back = signing.authorize(signing.ask(browser, f"{START}?to={wanted}"))
        landed.append(browser.call("GET", back).headers["location"])

    assert landed == ["/console/records?state=linked", "/console", "/console", "/console"]


def test_the_request_carries_pkce_a_nonce_and_the_one_redirect_uri(signing: Signing) -> None:
    asked = parse_qs(urlsplit(signing.ask(signing.browser())).query)

    assert asked["redirect_uri"] == [f"{BASE}/console/signed-in"]
    assert (asked["response_type"], asked["scope"], asked["code_challenge_method"]) == (["code"], ["openid"], ["S256"])
    assert len(asked["state"][0]) >= 40
    assert asked["nonce"] != asked["code_challenge"]
    assert httpx.get(signing.ask(signing.browser()).replace("signed-in", "elsewhere"), timeout=300).status_code == 400


def test_a_state_is_good_for_one_answer_in_its_own_browser(signing: Signing) -> None:
    mine = signing.browser()
    other = signing.browser()
    stolen = signing.authorize(signing.ask(mine))
    elsewhere = other.call("GET", stolen)
    not_spent = mine.call("GET", stolen)
    again = signing.authorize(signing.ask(mine))
    first = mine.call("GET", again)
    second = mine.call("GET", again)

    assert [one.status_code for one in (elsewhere, not_spent, first, second)] == [403, 303, 303, 403]


@ON_BOTH
def test_a_code_opens_one_session_also_where_the_cookie_was_kept(signing: Signing) -> None:
    """RFC 6749, 4.1.2: the provider exchanges a code once."""
    first = signing.browser()
    back = signing.authorize(signing.ask(first))
    copied = Browser(first.web, dict(first.cookies))

    assert [one.call("GET", back).status_code for one in (first, copied)] == [303, 403]


@pytest.mark.parametrize("change", [lambda kept: kept[:-8] + "AAAAAAA=", lambda _: "", lambda _: "no base64 ?"])
def test_a_changed_cookie_is_no_sign_in(signing: Signing, change: Callable[[str], str]) -> None:
    browser = signing.browser()
    back = signing.authorize(signing.ask(browser))
    browser.cookies = {name: change(kept) for name, kept in browser.cookies.items()}

    assert browser.call("GET", back).status_code == 403
    assert signing.provider.exchanges == 0


def test_s81_an_sso_subject_that_an_admin_set_opens_the_console_and_stays_through_imports(signing: Signing) -> None:
    """The connectors' users come without a subject, so the sync would erase one that stood in its place."""
    sync = Sync(signing.tenant)
    signing.subject_of(ADMIN, None)

    def set_to(subject: str) -> object:
        headers = {"Idempotency-Key": f"subject-{subject}"}
        body = {"sso_subject": subject}
        answer = signing.tenant.ask("PATCH", f"/users/{ADMIN}", body, scopes=Scope.ADMIN, acting=ADMIN, headers=headers)
        return answer.json()["signs_in_by"]

    statuses = [signing.sign_in(signing.browser()).status_code]
    given = set_to(signing.provider.subject)
    for row in ({"name": "Alice"}, {"sso_subject": "another"}):
        sync.put("user", id=ADMIN, active="true", **row)
        statuses.append(signing.sign_in(signing.browser()).status_code)
    removed = set_to("")
    statuses.append(signing.sign_in(signing.browser()).status_code)

    assert statuses == [403, 200, 200, 403]
    assert (given, removed) == ("admin", "crm")


def test_an_admin_sets_and_removes_a_subject_in_the_console(signing: Signing) -> None:
    browser = signing.browser()
    page = signing.sign_in(browser)
    form = {
        "form_token": token_of(browser.get("/console/settings")),
        "user": SELLER,
        "auto_save": "on",
        "writeback": "on",
    }

    page = browser.send("/console/settings/user", sso_subject="sam@acme.example", **form)
    assert 'placeholder="set here"' in page.text
    signing.provider.subject = "sam@acme.example"
    assert f"user {SELLER}</bdi>" in signing.sign_in(signing.browser()).text

    browser.send("/console/settings/user", forget_subject="on", **form)
    assert signing.sign_in(signing.browser()).status_code == 403


@pytest.mark.parametrize(("verified", "status"), [(True, 200), (False, 403), ("true", 403), (None, 403)])
def test_an_e_mail_names_a_user_where_the_provider_verified_it(signing: Signing, verified: object, status: int) -> None:
    """Without SSO's rule (S81) the e-mail's keyed hash is there; upper case makes no other person of it."""
    named = SignInProvider(signing.provider.issuer, CLIENT_ID, BASE, CLIENT_SECRET, "email")
    with signing.tenant.store.writing() as connection:
        store_provider(connection, signing.tenant.store.vault, signing.tenant.contract, named, signing.tenant.clock())
    Sync(signing.tenant).put("user", id=SELLER, name="Sam", email="sam@acme.example", active="true")
    signing.provider.spoil = changed(email="Sam@Acme.example", email_verified=verified)

    browser = signing.browser()
    address = signing.ask(browser)
    page = browser.get(signing.authorize(address))

    assert parse_qs(urlsplit(address).query)["scope"] == ["openid email"]
    assert page.status_code == status


def test_a_sign_in_that_took_longer_than_ten_minutes_is_refused(signing: Signing) -> None:
    browser = signing.browser()
    back = signing.authorize(signing.ask(browser))
    signing.tenant.clock.forward(minutes=11)

    assert browser.call("GET", back).status_code == 403
    assert signing.provider.exchanges == 0


def changed(**values: Any) -> Callable[[Claims], Claims]:
    return lambda claims: {name: value for name, value in (claims | values).items() if value is not None}


@pytest.mark.parametrize(
    "spoil",
    [
        changed(iss="https://other.example"),
        changed(aud=["another-client"]),
        changed(aud=None),
        changed(aud=[CLIENT_ID, "another"], azp="another"),
        changed(exp=1),
        changed(exp=None),
        changed(iat=None),
        changed(nonce="another"),
        changed(nonce=None),
        changed(sub=""),
        changed(sub=None),
        changed(sub=17),
        changed(at_hash="AAAAAAAAAAAAAAAAAAAAAA"),
        changed(nbf=4_000_000_000),
    ],
    ids=lambda _: "",
)
def test_a_token_that_was_not_made_for_this_sign_in_opens_nothing(
    signing: Signing, spoil: Callable[[Claims], Claims]
) -> None:
    browser = signing.browser()
    signing.provider.spoil = spoil

    page = signing.sign_in(browser)

    assert page.status_code == 403, page.text
    assert "alice" not in page.text
    assert browser.get("/console/records").status_code == 401


def test_a_token_of_another_key_opens_nothing_and_a_rotated_key_is_fetched(signing: Signing) -> None:
    seconds = [0.0]
    client = OpenIdClient(lambda: seconds[0])
    bound = SignInSecrets("state", "nonce", "verifier" * 6)
    named = SignInProvider(signing.provider.issuer, CLIENT_ID, BASE, CLIENT_SECRET)

    def identified() -> str:
        back = signing.authorize(client.authorization_url(named, bound))
        return client.identify(named, bound, parse_qs(urlsplit(back).query)["code"][0], signing.tenant.clock())

    assert identified() == signing.provider.subject
    signing.provider.signs_with = RSAKey.generate_key(2048)
    with pytest.raises(IdentityRefused, match="does not hold"):
        identified()
    signing.provider.signs_with = None
    signing.provider.rotate()
    seconds[0] = 31.0
    assert identified() == signing.provider.subject


@pytest.mark.parametrize("metadata", [{"issuer": "https://other.example"}, {"token_endpoint": "http://evil.example/t"}])
def test_metadata_of_another_issuer_or_without_tls_is_not_used(signing: Signing, metadata: dict[str, str]) -> None:
    signing.provider.metadata = metadata

    page = signing.browser().call("GET", START)

    assert page.status_code == 503
    assert "sign-in does not answer" in page.text


def test_a_provider_that_is_down_gives_a_page_that_tries_again(signing: Signing) -> None:
    early, late = signing.browser(), signing.browser()
    back = signing.authorize(signing.ask(late))
    fresh = Browser(Web(with_console(signing.tenant.web.app, signing.tenant.store, signing.tenant.clock)))

    signing.provider.is_down = True
    begun, finished = fresh.call("GET", START), late.call("GET", back)
    signing.provider.is_down = False

    assert (begun.status_code, finished.status_code) == (503, 503)
    assert f'href="{START}"' in begun.text
    assert signing.sign_in(early).status_code == 200


@pytest.mark.parametrize("subject", ["nobody@acme.example", ""])
def test_who_is_no_user_of_the_crm_or_declined_stays_outside(signing: Signing, subject: str) -> None:
    signing.provider.subject = subject

    assert signing.sign_in(signing.browser()).status_code == 403


def test_an_identity_that_two_users_or_an_inactive_one_have_opens_nothing(signing: Signing) -> None:
    signing.subject_of(SELLER, signing.provider.subject)
    shared = signing.sign_in(signing.browser())
    signing.subject_of(SELLER, None)
    with signing.tenant.store.writing() as connection:
        connection.execute(update(users).where(users.c.id == ADMIN).values(active=False))
    inactive = signing.sign_in(signing.browser())

    assert [one.status_code for one in (shared, inactive)] == [403, 403]


def test_a_contract_without_a_provider_says_no_more_than_an_unknown_one(
    signing: Signing, new_tenant: Callable[..., Tenant]
) -> None:
    new_tenant(contract_id="contract-2")
    pages = [signing.browser().call("GET", f"/console/sign-in/{one}") for one in ("contract-2", "contract-3")]

    assert [one.status_code for one in pages] == [404, 404]
    assert pages[0].text == pages[1].text


def test_the_way_to_a_sign_in_is_a_link_since_the_policy_lets_no_form_lead_there(signing: Signing) -> None:
    page = signing.browser().get("/console/enter?contract=contract-1&to=/records")

    assert 'href="/console/sign-in/contract-1?to=%2Frecords"' in page.text


@pytest.mark.parametrize(
    ("issuer", "address"),
    [
        ("http://login.example", BASE),
        ("ftp://login.example", BASE),
        ("https://login.example?x=1", BASE),
        ("https://login.example", "https://a.example/console"),
        ("https://login.example", "http://a.example"),
    ],
)
def test_a_provider_without_tls_or_with_a_wrong_address_is_refused(tenant: Tenant, issuer: str, address: str) -> None:
    wrong = SignInProvider(issuer, CLIENT_ID, address)

    with pytest.raises(ProviderWrong, match="expected"), tenant.store.writing() as connection:
        store_provider(connection, tenant.store.vault, tenant.contract, wrong, tenant.clock())
