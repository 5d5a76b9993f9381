"""The pair features of companies."""

from features.comparisons.facts import TextMeasure
from features.compiled.opcodes import SUM
from features.ranking.group_features import GROUP_FEATURES
from features.ranking.pair_feature import (
    Feature,
    Joined,
    higher_of,
    read_features,
    shared,
    text,
)


def _named(place: str) -> TextMeasure:
    """Return the feature that is 1 where the profile's place occurs in the record's name as a run of words, else 0."""
    return text("holds_words", "full", place)


COMPANY_FEATURES = (
    *read_features(
        """
        name_similarity: name: jaro_winkler name: of how alike the names are
        name_sorted: name: token_sort name: of how alike the names are in any word order
        name_partial: name: partial name: of how well one name fits into the other
        squashed_similarity: name: edit_ratio squashed: of the names without spaces
        squashed_start: name: common_start squashed: of how alike the names begin
        alias_sorted: alias: token_sort names: of the most similar alias in any word order
        alias_partial: alias: covered_words names: of the alias that fits best into the record's name
        segment_similarity: alias: token_sort segments names: of the part of the name that resembles an alias most
        alias_count: alias: count names: of how many names the profile has
        name_length: words: count name_words: of how many words the profile's name has
        record_length: words: count name_words l: of how many words the record's name has
        acronyms: acronym: shared acronyms: of the acronyms in common
        acronym_name: acronym: either shared acronyms names: of a name that is the other's acronym
        name_of_left: words: of_left name_words: of the share of the record's name words that the profile holds
        name_of_right: words: of_right name_words: of the share of the profile's name words that the record holds
        alias_of_left: words: of_left name_words all_words: of the share of the record's words that the aliases hold
        words_shared: rarity: rarest_shared name_words all_words: of the rarest word in common
        left_lacking: rarity: left_uncovered name_words all_words: of the rarest word that only the record has
        right_lacking: rarity: right_uncovered name_words: of the rarest word that only the profile has
        """
    ),
    Feature(
        "place_words",
        "place",
        "of the place named in the record's name",
        Joined(SUM, (_named("city"), _named("region"), shared("name_countries", "country"))),
    ),
    *read_features(
        """
        city_named: place: holds_words full city: of the profile's city in the record's name
        region_named: place: holds_words full region: of the profile's region in the record's name
        """
    ),
    Feature(
        "country", "place", "of the countries", higher_of(text("equal", "country"), text("equal", "name_countries"))
    ),
    *read_features(
        """
        country_named: place: shared name_countries country: of the country named in the record's name
        digits: name: equal numbers: of the numbers in the names
        legal: name: equal legal: of the legal forms
        domain_same: domain: equal domain: of the domains
        domain_name: domain: either partial squashed domain_label: of how a domain resembles the other's name
        domain_start: domain: common_start squashed domain_label: of how alike the profile's domain and the name begin
        domain_acronym: domain: shared acronyms domain_label: of the profile's domain being the name's acronym
        phone_same: phone: equal phone: of the phone numbers
        street_similarity: place: token_sort street: of how alike the streets are
        house_same: place: equal house: of the house numbers
        city_similarity: place: jaro_winkler city: of how alike the cities are
        region_same: place: equal region: of the regions
        postal_similarity: place: edit_ratio postal: of how alike the postal codes are
        industry_similarity: industry: token_set industry: of how alike the industries are
        industry_count: industry: count industries: of how many industries the profile is in
        ticker_same: ticker: equal ticker: of the stock symbols
        name_rarity: rarity: rarity name: of how rare the name is
        name_weight: weight: weight name: of the evidence of the names
        name_lead: context: lead token_sort names: of how far its name is ahead of the others'
        segment_lead: context: lead token_sort segments names: of how far its name is ahead within the parts
        partial_lead: context: lead covered_words names: of how far its alias fits better than the others'
        words_lead: context: lead of_left name_words all_words: of how far its words are ahead of the others'
        domain_lead: context: lead partial squashed domain_label: of the profile's domain resembling the name, \
against the others'
        city_lead: context: lead holds_words full city: of the profile's city in the record's name, against the others'
        """
    ),
    *GROUP_FEATURES,
)
