"""Types of own fields for addresses of people: `email`, `phone`, `url`, and `handle` of a social network."""

import re

from features.normalise import contacts
from features.normalise.text import fold, word_set
from features.own_fields.field_type import (
    SAME,
    SAME_KEY,
    WEIGHT,
    FieldType,
    NormaliseOne,
    Options,
    OptionWrong,
    differs,
    edits,
    of_value,
    same,
)
from features.schema.kinds import Field
from features.schema.own_field import OwnFeature, OwnKey, OwnLevel, Value

LONGEST_HANDLE = 300
LONGEST_URL = 500
_HANDLE = re.compile(r"[a-z0-9][a-z0-9_.-]{1,59}")
_NETWORK = re.compile(r"(https?:)?//|(www\.)?[a-z0-9-]+(\.[a-z0-9-]+)+/")
_AFTER = re.compile(r"[?#].*")
_PAGES = word_set("about posts videos photos details")
"""Steps of a page below an account's own."""
_HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)+")


def _name_of_email(address: str) -> tuple[Value]:
    email = contacts.read_email(address)
    return (email.name if email else None,)


def _phone(options: Options) -> NormaliseOne:
    fixed = options.get("country")
    if fixed is None:
        return _settled
    if not re.fullmatch("[a-z]{2}", fixed):
        raise OptionWrong("country", fixed, "a country of two letters, such as 'us'")
    return lambda text, country: _settled(text, country or fixed)


def _settled(text: str, country: str | None) -> str | None:
    """Return a number in the form that reading it again does not change, as zeros after the country's code do."""
    number = contacts.phone(text, country)
    while number is not None and (again := contacts.phone(number, country)) != number:
        number = again
    return number


def _url(_: Options) -> NormaliseOne:
    return lambda text, _country: _address(text)


def _address(text: str) -> str | None:
    """Return host and path in lower case, without scheme, `www.`, port, query, fragment and trailing slash."""
    host, path = contacts.host_and_path(text[:LONGEST_URL])
    return "/".join(filter(None, (host, path))) if _HOST.fullmatch(host) else None


def _parts_of_url(address: str) -> tuple[Value, ...]:
    """Return the host with the first step of the path, the host and the domain."""
    host, _, path = address.partition("/")
    step = path.partition("/")[0]
    return f"{host}/{step}" if step else None, host, contacts.registrable_domain(host)


def _account(text: str) -> str | None:
    """Return the account's name in small letters; of the address of a page its last step."""
    written = _AFTER.sub("", text.strip().lower())
    if _NETWORK.match(written):
        _, *steps = (written.partition("//")[2] or written).split("/")
        named = [step for step in steps if step and step not in _PAGES]
        if not named:
            return None
        written = named[-1]
    name = written.removeprefix("@").partition("@")[0]
    plain = name if name.isascii() else fold(name).replace(" ", "")
    return plain if _HANDLE.fullmatch(plain) else None


EMAIL = FieldType(
    name="email",
    sentence="an e-mail address: the same, or the same name before the @",
    one=lambda _: lambda text, _country: email.address if (email := contacts.read_email(text)) else None,
    example="jo.doe@acme.example",
    levels=(
        OwnLevel(same(), "same {}", 0.45, 1e-6),
        OwnLevel(same("_name"), "same name before the @ of {}", 0.1, 3e-5),
        differs(0.45, 0.999969),
    ),
    keys=(SAME_KEY, OwnKey("{}_name", "same name before the @ of {}", factor=0.9)),
    features=(SAME, OwnFeature("name", "the names before the @", "text", "{}_name", "jaro_winkler"), WEIGHT),
    further=(Field("{}_name"),),
    split=of_value(_name_of_email),
)
PHONE = FieldType(
    name="phone",
    sentence="a telephone number: the same, or one digit apart",
    one=_phone,
    example="+49 30 123456",
    levels=(
        OwnLevel(same(), "same {}", 0.5914, 1e-5),
        OwnLevel(edits(1), "{} one digit apart", 0.0246, 1e-6),
        differs(0.384, 0.999989),
    ),
    keys=(SAME_KEY,),
    features=(SAME, WEIGHT),
    options={"country": "two letters such as 'us', for numbers of records that name no country"},
)
URL = FieldType(
    name="url",
    sentence="a web address: the same page, first step, host or domain",
    one=_url,
    example="https://www.acme.example/team/jo",
    levels=(
        OwnLevel(same(), "same {}", 0.65, 1e-5, "{}"),
        OwnLevel(same("_place"), "same host and first step of {}", 0.1, 5e-5, "{}_place"),
        OwnLevel(same("_host"), "same host of {}", 0.1, 1e-4, "{}_host"),
        OwnLevel(same("_domain"), "same domain of {}", 0.05, 1e-4, "{}_domain"),
        differs(0.1, 0.99974),
    ),
    keys=(
        SAME_KEY,
        OwnKey("{}_place", "same host and first step of {}", factor=0.9),
        OwnKey("{}_host", "same host of {}", factor=0.9),
        OwnKey("{}_domain", "same domain of {}", factor=0.9),
    ),
    features=(
        SAME,
        OwnFeature("place", "the hosts and first steps", "text", "{}_place", "equal"),
        OwnFeature("host", "the hosts", "text", "{}_host", "equal"),
        OwnFeature("domain", "the domains", "text", "{}_domain", "equal"),
        WEIGHT,
    ),
    further=(Field("{}_place"), Field("{}_host"), Field("{}_domain")),
    split=of_value(_parts_of_url),
)
HANDLE = FieldType(
    name="handle",
    sentence="the name of an account at a social network, or the address of its page",
    one=lambda _: lambda text, _country: _account(text[:LONGEST_HANDLE]),
    example="@jo_doe",
    levels=(OwnLevel(same(), "same {}", 0.7, 1e-5, "{}"), differs(0.3, 0.99999)),
    keys=(SAME_KEY,),
    features=(WEIGHT,),
)
