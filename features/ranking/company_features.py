"""The pair features of companies."""

from features.comparisons.facts import TextMeasure
from features.compiled.opcodes import SUM
from features.ranking.group_features import GROUP_FEATURES
from features.ranking.pair_feature import (
    CoveragePart,
    Feature,
    ItemCount,
    Joined,
    Rarity,
    higher_of,
    lead_over_rivals,
    shared,
    text,
    weight_of,
)


def _names(part: str) -> CoveragePart:
    return CoveragePart("name_words", "name_words", part)


def _aliases(part: str) -> CoveragePart:
    return CoveragePart("name_words", "all_words", part)


def _named(place: str) -> TextMeasure:
    """Return the feature that is 1 where the profile's place occurs in the record's name as a run of words, else 0."""
    return text("holds_words", "full", place)


COMPANY_FEATURES = (
    Feature("name_similarity", "name", "of how alike the names are", text("jaro_winkler", "name")),
    Feature("name_sorted", "name", "of how alike the names are in any word order", text("token_sort", "name")),
    Feature("name_partial", "name", "of how well one name fits into the other", text("partial", "name")),
    Feature("squashed_similarity", "name", "of the names without spaces", text("edit_ratio", "squashed")),
    Feature("squashed_start", "name", "of how alike the names begin", text("common_start", "squashed")),
    Feature("alias_sorted", "alias", "of the most similar alias in any word order", text("token_sort", "names")),
    Feature(
        "alias_partial", "alias", "of the alias that fits best into the record's name", text("covered_words", "names")
    ),
    Feature(
        "segment_similarity",
        "alias",
        "of the part of the name that resembles an alias most",
        text("token_sort", "segments", "names"),
    ),
    Feature(
        "alias_count",
        "alias",
        "of how many names the profile has",
        ItemCount("names"),
    ),
    Feature("name_length", "words", "of how many words the profile's name has", ItemCount("name_words")),
    Feature("record_length", "words", "of how many words the record's name has", ItemCount("name_words", "l")),
    Feature("acronyms", "acronym", "of the acronyms in common", shared("acronyms")),
    Feature(
        "acronym_name",
        "acronym",
        "of a name that is the other's acronym",
        higher_of(shared("acronyms", "names"), shared("names", "acronyms")),
    ),
    Feature(
        "name_of_left",
        "words",
        "of the share of the record's name words that the profile holds",
        _names("of_left"),
    ),
    Feature(
        "name_of_right",
        "words",
        "of the share of the profile's name words that the record holds",
        _names("of_right"),
    ),
    Feature(
        "alias_of_left",
        "words",
        "of the share of the record's words that the aliases hold",
        _aliases("of_left"),
    ),
    Feature("words_shared", "rarity", "of the rarest word in common", _aliases("rarest_shared")),
    Feature("left_lacking", "rarity", "of the rarest word that only the record has", _aliases("left_uncovered")),
    Feature("right_lacking", "rarity", "of the rarest word that only the profile has", _names("right_uncovered")),
    Feature(
        "place_words",
        "place",
        "of the place named in the record's name",
        Joined(SUM, (_named("city"), _named("region"), shared("name_countries", "country"))),
    ),
    Feature("city_named", "place", "of the profile's city in the record's name", _named("city")),
    Feature("region_named", "place", "of the profile's region in the record's name", _named("region")),
    Feature(
        "country", "place", "of the countries", higher_of(text("equal", "country"), text("equal", "name_countries"))
    ),
    Feature("country_named", "place", "of the country named in the record's name", shared("name_countries", "country")),
    Feature("digits", "name", "of the numbers in the names", text("equal", "numbers")),
    Feature("legal", "name", "of the legal forms", text("equal", "legal")),
    Feature("domain_same", "domain", "of the domains", text("equal", "domain")),
    Feature(
        "domain_name",
        "domain",
        "of how a domain resembles the other's name",
        higher_of(text("partial", "squashed", "domain_label"), text("partial", "domain_label", "squashed")),
    ),
    Feature(
        "domain_start",
        "domain",
        "of how alike the profile's domain and the name begin",
        text("common_start", "squashed", "domain_label"),
    ),
    Feature(
        "domain_acronym",
        "domain",
        "of the profile's domain being the name's acronym",
        shared("acronyms", "domain_label"),
    ),
    Feature("phone_same", "phone", "of the phone numbers", text("equal", "phone")),
    Feature("street_similarity", "place", "of how alike the streets are", text("token_sort", "street")),
    Feature("house_same", "place", "of the house numbers", text("equal", "house")),
    Feature("city_similarity", "place", "of how alike the cities are", text("jaro_winkler", "city")),
    Feature("region_same", "place", "of the regions", text("equal", "region")),
    Feature("postal_similarity", "place", "of how alike the postal codes are", text("edit_ratio", "postal")),
    Feature("industry_similarity", "industry", "of how alike the industries are", text("token_set", "industry")),
    Feature("industry_count", "industry", "of how many industries the profile is in", ItemCount("industries")),
    Feature("ticker_same", "ticker", "of the stock symbols", text("equal", "ticker")),
    Feature("name_rarity", "rarity", "of how rare the name is", Rarity("name")),
    Feature("name_weight", "weight", "of the evidence of the names", weight_of("name")),
    Feature(
        "name_lead",
        "context",
        "of how far its name is ahead of the others'",
        lead_over_rivals(text("token_sort", "names")),
    ),
    Feature(
        "segment_lead",
        "context",
        "of how far its name is ahead within the parts",
        lead_over_rivals(text("token_sort", "segments", "names")),
    ),
    Feature(
        "partial_lead",
        "context",
        "of how far its alias fits better than the others'",
        lead_over_rivals(text("covered_words", "names")),
    ),
    Feature(
        "words_lead",
        "context",
        "of how far its words are ahead of the others'",
        lead_over_rivals(_aliases("of_left")),
    ),
    Feature(
        "domain_lead",
        "context",
        "of the profile's domain resembling the name, against the others'",
        lead_over_rivals(text("partial", "squashed", "domain_label")),
    ),
    Feature(
        "city_lead",
        "context",
        "of the profile's city in the record's name, against the others'",
        lead_over_rivals(_named("city")),
    ),
    *GROUP_FEATURES,
)
