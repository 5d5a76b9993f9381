"""E-mail addresses, web domains, profile addresses and phone numbers."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from tldextract import TLDExtract

from features.normalise.text import LONGEST_RAW, word_set

FREE_MAIL = word_set(
    """
    126.com 139.com 163.com 189.cn aim.com alice.it aol.com arcor.de att.net bellsouth.net bigpond.com bk.ru
    bluewin.ch bol.com.br btinternet.com centrum.cz charter.net comcast.net cox.net daum.net earthlink.net email.com
    fastmail.com fastmail.fm foxmail.com free.fr freenet.de gmail.com gmx.at gmx.ch gmx.com gmx.de gmx.net
    googlemail.com hanmail.net hey.com hotmail.co.uk hotmail.com hotmail.de hotmail.es hotmail.fr hotmail.it
    icloud.com inbox.ru interia.pl juno.com laposte.net libero.it list.ru live.co.uk live.com live.fr mac.com
    mail.com mail.ru me.com msn.com naver.com neuf.fr ntlworld.com o2.pl online.de onet.pl op.pl optonline.net
    orange.fr outlook.com outlook.de outlook.es outlook.fr pm.me proton.me protonmail.com qq.com rambler.ru
    rediffmail.com rocketmail.com sbcglobal.net seznam.cz sfr.fr shaw.ca sina.com sky.com sohu.com sympatico.ca
    t-online.de talktalk.net telenet.be telia.com terra.com.br tiscali.it tutanota.com ukr.net uol.com.br
    verizon.net virgilio.it virginmedia.com wanadoo.fr web.de wp.pl ya.ru yahoo.ca yahoo.co.in yahoo.co.jp
    yahoo.co.uk yahoo.com yahoo.com.au yahoo.com.br yahoo.com.mx yahoo.de yahoo.es yahoo.fr yahoo.in yahoo.it
    yandex.ru yeah.net ymail.com zoho.com
    """
)
"""Mail providers of private people: an address there is no evidence of an employer. Source: the providers' own lists
of mail domains; a missing provider costs one wrong domain, whose weight its frequency then lowers."""
SHARED_HOSTS = word_set(
    """
    about.me angel.co crunchbase.com facebook.com github.com google.com instagram.com linkedin.com linktr.ee
    pinterest.com tiktok.com twitter.com wikipedia.org x.com xing.com yelp.com youtube.com
    """
)
"""Sites that host pages of many people and companies: such a website is no domain of its owner."""
_IGNORES_DOTS = {"gmail.com": "gmail.com", "googlemail.com": "gmail.com"}
_PLAIN_EMAIL = re.compile(r"[a-z0-9_%+-]+(?:\.[a-z0-9_%+-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}")
_EMAIL_LIKE = re.compile(r"[^\s<>;,|\"()]{1,254}@[^\s<>;,|\"()]+")
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:/*", re.IGNORECASE)
_PLAIN_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_NO_DIGITS = re.compile(r"[^0-9]+")
_LETTERS = re.compile(r"[^a-z]+")
_EXTENSION = re.compile(r"(?:\bext\.?|\bextension|\bx|#|;ext=)\s*\d{1,6}\s*$", re.IGNORECASE)
_PARTED = re.compile(r"\s*(?:;|\||,|\bor\b)\s*", re.IGNORECASE)
FEWEST_PHONE_DIGITS = 5


class Email(NamedTuple):
    """An address in the form that its provider delivers to, the letters before the @, and the host."""

    address: str
    name: str | None
    host: str


@lru_cache(maxsize=200_000)
def read_email(text: str) -> Email | None:
    """Return the first valid address of a text, or null. Dots and `+tags` are folded where the provider does."""
    for written in _EMAIL_LIKE.findall(text[:LONGEST_RAW].lower()):
        address = written.removeprefix("mailto:").strip(".'")
        if not _PLAIN_EMAIL.fullmatch(address) or len(address) > 254:
            address = _validated(address)
        if address:
            return _as_delivered(address)
    return None


def _validated(address: str) -> str:
    try:
        return validate_email(address, check_deliverability=False).normalized.lower()
    except EmailNotValidError:
        return ""


def _as_delivered(address: str) -> Email:
    local, _, host = address.rpartition("@")
    if host in FREE_MAIL:
        local = local.split("+")[0] or local
    if host in _IGNORES_DOTS:
        local = local.replace(".", "") or local
        host = _IGNORES_DOTS[host]
    return Email(f"{local}@{host}", _LETTERS.sub("", local) or None, host)


@cache
def _extractor() -> TLDExtract:
    return TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


@lru_cache(maxsize=200_000)
def registrable_domain(website: str) -> str | None:
    """Return the registrable domain by the public suffix list; null for shared hosts, mail providers, IP addresses."""
    host = _SCHEME.sub("", website.strip()).split("/")[0].split("?")[0].split("#")[0].rpartition("@")[2]
    domain = _below_suffix(host.split(":")[0].strip(".").lower())
    return None if not domain or domain in SHARED_HOSTS or domain in FREE_MAIL else domain


def _below_suffix(host: str) -> str:
    """Return the public suffix of a host and the label before it, `` where there is none.

    Plain hosts are looked up in the list of suffixes label by label; tldextract reads the rest.
    """
    labels = host.split(".")
    if "xn--" in host or not _PLAIN_HOST.fullmatch(host) or labels[-1] not in _plain_ends():
        return _extractor()(host).top_domain_under_public_suffix
    suffixes = _suffixes()
    for start in range(len(labels)):
        if ".".join(labels[start:]) in suffixes:
            return ".".join(labels[start - 1 :]) if start else ""
    return ""


@cache
def _suffixes() -> frozenset[str]:
    return frozenset(_extractor().tlds)


@cache
def _plain_ends() -> frozenset[str]:
    """Return the top-level domains below which no suffix is a pattern or an exception."""
    special = {suffix.rpartition(".")[2] for suffix in _suffixes() if "*" in suffix or "!" in suffix}
    return frozenset(suffix for suffix in _suffixes() if "." not in suffix) - special


def organisation_domain(website: str, email: Email | None) -> str | None:
    """Return the registrable domain of the website, else of the e-mail unless it is a mail provider's."""
    return (registrable_domain(website) if website else None) or (registrable_domain(email.host) if email else None)


def profile_address(url: str) -> str | None:
    """Return a profile's address without scheme, `www.`, query, fragment and trailing slash, in lower case.

    A text without a dot or slash is a profile's id and stays as it is.
    """
    if not url:
        return None
    if not any(sign in url for sign in "./?#"):
        return "".join(url.split()) or None
    bare = _SCHEME.sub("", url.strip().lower()).split("?")[0].split("#")[0].removeprefix("www.").strip("/ ")
    return "".join(bare.split()) or None


def host_and_path(url: str) -> tuple[str, str]:
    """Return the host of an address without user, port and `www.`, and its path; both in lower case."""
    host, _, path = (profile_address(url) or "").partition("/")
    return host.rpartition("@")[2].partition(":")[0].strip(".").removeprefix("www."), path.rstrip("/")


def whole_address(website: str) -> str:
    """Return a website that says more than its domain, by its host or its path; `` for any other one."""
    host, path = host_and_path(website)
    return website if "." in host and (path or host != (registrable_domain(host) or host)) else ""


@lru_cache(maxsize=200_000)
def phone(text: str, country: str | None = None) -> str | None:
    """Return E.164 where the number can be one (`country` is an ISO2 hint), else its digits; null below 5 digits."""
    first = _PARTED.split(text[:LONGEST_RAW].strip(), maxsplit=1)[0]
    number = _EXTENSION.sub("", first) or first
    digits = _NO_DIGITS.sub("", number)[:20]
    if len(digits) < FEWEST_PHONE_DIGITS:
        return None
    international = number.lstrip("( ").startswith(("+", "00", "011"))
    region = country.upper() if country else None
    if not international and region is None:
        return digits
    return _e164(number, region) or _e164(digits, region) or digits


def _e164(number: str, region: str | None) -> str | None:
    if number.startswith("00"):
        number = "+" + number[2:]
    try:
        parsed = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(parsed):
        return None
    return f"+{parsed.country_code}{phonenumbers.national_significant_number(parsed)}"
