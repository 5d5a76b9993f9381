"""Type `url`: a web address, such as a personal page; the same page, host and first step, host, or domain."""

import re

from features.normalise.contacts import profile_address, registrable_domain
from features.own_fields.field_type import FieldType, NormaliseOne, Options, TypeParts, differs, same, weight
from features.schema.kinds import Field
from features.schema.own_field import OwnFeature, OwnKey, OwnLevel, Value

_HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)+")
LONGEST = 500


def _one(_: Options) -> NormaliseOne:
    return lambda text, _country: _address(text)


def _address(text: str) -> str | None:
    """Return host and path in lower case, without scheme, `www.`, port, query, fragment and trailing slash."""
    address = profile_address(text[:LONGEST])
    host, slash, path = (address or "").partition("/")
    host = host.rpartition("@")[2].partition(":")[0].strip(".").removeprefix("www.")
    return f"{host}{slash}{path}".rstrip("/") if _HOST.fullmatch(host) else None


def _parts(name: str, one: NormaliseOne) -> TypeParts:
    place, host, domain = f"{name}_place", f"{name}_host", f"{name}_domain"

    def read(text: str, country: str | None) -> dict[str, Value]:
        address = one(text, country)
        if address is None:
            return {name: None, place: None, host: None, domain: None}
        site, _, path = address.partition("/")
        step = path.partition("/")[0]
        at = f"{site}/{step}" if step else None
        return {name: address, place: at, host: site, domain: registrable_domain(site)}

    return TypeParts(
        (Field(name), Field(place), Field(host), Field(domain)),
        read,
        (
            OwnLevel(same(name), f"same {name}", 0.65, 1e-5, tf_column=name),
            OwnLevel(same(place), f"same host and first step of {name}", 0.1, 5e-5, tf_column=place),
            OwnLevel(same(host), f"same host of {name}", 0.1, 1e-4, tf_column=host),
            OwnLevel(same(domain), f"same domain of {name}", 0.05, 1e-4, tf_column=domain),
            differs(name, 0.1, 0.99974),
        ),
        (
            OwnKey(name, f"same {name}"),
            OwnKey(place, f"same host and first step of {name}", factor=0.9),
            OwnKey(host, f"same host of {name}", factor=0.9),
            OwnKey(domain, f"same domain of {name}", factor=0.9),
        ),
        (
            OwnFeature("same", "the equality", "text", name, "equal"),
            OwnFeature("place", "the hosts and first steps", "text", place, "equal"),
            OwnFeature("host", "the hosts", "text", host, "equal"),
            OwnFeature("domain", "the domains", "text", domain, "equal"),
            weight(name),
        ),
    )


URL = FieldType(
    "url", "a web address: the same page, first step, host or domain", _one, _parts, "https://www.acme.example/team/jo"
)
