"""The channels by which a record finds its candidates: declared once, each with a name, a version and a sentence."""

from dataclasses import dataclass, field

import xxhash

from features.schema.kinds import Kind

Key = tuple[int, str]
"""A channel's place in `CHANNELS[kind]`, and the text that two records must share."""


@dataclass(frozen=True, slots=True)
class Channel:
    """One way to meet: records that share a key of `space` (by default the channel's own) meet in this channel.

    Within a `group` only the strongest key counts, unless the group adds its keys up (words of a name);
    groups are summed. `factor` scales a key's rarity, log2(rows / rows with the key).
    """

    name: str
    sentence: str
    group: str
    factor: float = 1.0
    space: str = ""
    version: int = 1
    seed: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "seed", xxhash.xxh3_64_intdigest(self.space or self.name) & 0xFFFFFFFF)


ADDED_GROUPS = frozenset({"words", "pairs", "stems", "similar_words", "grams"})
"""Groups whose keys are independent evidence: their rarities are added, not maximised."""

PERSON_CHANNELS = (
    Channel("email", "same e-mail address", "email"),
    Channel("email_name", "the name before the @ agrees with the other's name", "email"),
    Channel("profile_url", "same profile address", "profile"),
    Channel("phone", "same phone number", "phone"),
    Channel("name", "same words in the name", "name"),
    Channel("name_pair", "two words of the name agree", "name"),
    Channel("name_sound", "first and last name sound alike", "name", factor=0.9),
    Channel("name_start", "first and last name start alike", "name", factor=0.8),
    Channel("name_end", "first and last name end alike", "name", factor=0.8),
    Channel("initial_last", "same first letter and last name", "name", factor=0.8),
    Channel("word", "a rare word of the name agrees", "words", factor=0.5),
    Channel("birth_date", "same birth date", "birth"),
    Channel("last_birth_year", "last name sounds alike, same birth year", "birth"),
    Channel("first_birth_year", "same first name and birth year", "birth", factor=0.8),
    Channel("first_birth_day", "first name sounds alike, same day and month of birth", "birth", factor=0.8),
    Channel("last_birth_day", "last name sounds alike, same day and month of birth", "birth", factor=0.9),
    Channel("city_birth_year", "same city and birth year", "birth", factor=0.7),
    Channel("first_postal", "same first name and postal code", "place"),
    Channel("last_postal", "last name sounds alike, same postal code", "place"),
    Channel("first_city", "same first name and city", "place", factor=0.8),
    Channel("last_city", "last name sounds alike, same city", "place", factor=0.9),
    Channel("postal", "same postal code", "place", factor=0.7),
    Channel("initials_city", "same initials and city", "place", factor=0.7),
    Channel("first_area", "same first name, postal codes start alike", "place", factor=0.8),
    Channel("last_area", "last name sounds alike, postal codes start alike", "place", factor=0.8),
    Channel("street", "same street and house", "street"),
    Channel("street_start", "same house number, streets start alike", "street", factor=0.9),
    Channel("first_house", "same first name and house number", "street", factor=0.8),
    Channel("last_house", "last name sounds alike, same house number", "street", factor=0.8),
    Channel("company_last", "last name sounds alike, same company", "company"),
    Channel("company_first", "same first name and company", "company"),
    Channel("company", "same company", "company", factor=0.5),
    Channel("company_title", "same company and title", "company"),
    Channel("company_city", "same company and city", "company", factor=0.8),
    Channel("company_initials", "same company and initials", "company", factor=0.8),
    Channel("last_title", "last name sounds alike, same title", "title", factor=0.8),
    Channel("first_title", "same first name and title", "title", factor=0.7),
    Channel("title_city", "same title and city", "title", factor=0.7),
    Channel("title_area", "same title, postal codes start alike", "title", factor=0.7),
    Channel("title_initials", "same title and initials", "title", factor=0.7),
)  # fmt: skip

COMPANY_CHANNELS = (
    Channel("domain", "same website or e-mail domain", "domain"),
    Channel("label", "the domain's name agrees with the other's domain or name", "domain"),
    Channel("profile_url", "same profile address", "profile"),
    Channel("phone", "same phone number", "phone"),
    Channel("ticker", "same stock symbol", "ticker", factor=0.7),
    Channel("name", "same name", "name"),
    Channel("segment", "a part of the name is the other's name", "name", space="name"),
    Channel("name_start", "the name starts alike", "name", factor=0.7),
    Channel("name_prefix", "the first letters of the name agree", "name", factor=0.5),
    Channel("inside", "the other's whole name stands inside the name", "inside"),
    Channel("core", "the distinctive words of a name agree", "inside", factor=0.8),
    Channel("words", "a rare word of the name agrees", "words"),
    Channel("pairs", "two words in a row agree", "pairs", factor=0.5),
    Channel("stems", "words start alike", "stems", factor=0.4),
    Channel("similar_words", "a rare word of the name is spelt alike", "similar_words", factor=0.8, space="words"),
    Channel("acronym", "an acronym agrees", "acronym", factor=0.8),
    Channel("acronym_country", "an acronym and the country agree", "acronym", factor=1.2),
    Channel("street", "same street and house", "street"),
    Channel("city", "the other's city is named", "place", factor=0.8),
    Channel("word_city", "a word of the name and the city agree", "place"),
    Channel("grams", "letters in a row agree", "grams", factor=0.25),
)  # fmt: skip

CHANNELS: dict[Kind, tuple[Channel, ...]] = {Kind.PERSON: PERSON_CHANNELS, Kind.COMPANY: COMPANY_CHANNELS}
NUMBERS: dict[Kind, dict[str, int]] = {
    kind: {channel.name: number for number, channel in enumerate(channels)} for kind, channels in CHANNELS.items()
}
"""Where each channel stands in its kind's list."""
