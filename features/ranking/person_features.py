"""The pair features of people."""

from features.ranking.group_features import GROUP_FEATURES
from features.ranking.pair_feature import (
    CoveragePart,
    Feature,
    Joined,
    Rarity,
    higher_of,
    lead_over_rivals,
    lower_of,
    shared,
    text,
    weight_of,
)
from features.ranking.spelling_similarity import spelling_similarity


def _names(part: str) -> CoveragePart:
    return CoveragePart("name_words", "name_words", part)


def _reading(measure: str, field_l: str = "readings", field_r: str = "name") -> Joined:
    return higher_of(text(measure, field_l, field_r), text(measure, field_r, field_l))


def _reading_words(of_record: str, of_profile: str) -> Joined:
    return higher_of(
        CoveragePart("reading_words", "name_words", of_record), CoveragePart("name_words", "reading_words", of_profile)
    )


PERSON_FEATURES = (
    Feature("name_sorted", "name", "of how alike the names are in any order", text("token_sort", "name")),
    Feature("first_similarity", "name", "of how alike the first names are", text("jaro_winkler", "first")),
    Feature("first_forms", "name", "of the nicknames in common", text("jaro_winkler", "first_forms")),
    Feature("last_similarity", "name", "of how alike the last names are", text("jaro_winkler", "last")),
    Feature("last_words", "name", "of the last names in common", text("jaro_winkler", "last_words")),
    Feature("last_sounds", "name", "of how the last names sound", text("edit_ratio", "last_sound")),
    Feature(
        "swapped",
        "name",
        "of first and last name being swapped",
        lower_of(text("jaro_winkler", "first", "last"), text("jaro_winkler", "last", "first")),
    ),
    Feature("middle", "name", "of the middle names", text("same_or_start", "middle")),
    Feature("suffix", "name", "of the name suffixes", text("equal", "suffix")),
    Feature(
        "name_of_left",
        "name",
        "of the share of the record's name words that the profile holds",
        _names("of_left"),
    ),
    Feature(
        "name_of_right",
        "name",
        "of the share of the profile's name words that the record holds",
        _names("of_right"),
    ),
    Feature("name_shared", "rarity", "of the rarest name word in common", _names("rarest_shared")),
    Feature(
        "name_lacking",
        "rarity",
        "of the rarest name word that is lacking",
        higher_of(_names("left_uncovered"), _names("right_uncovered")),
    ),
    Feature("reading_similarity", "script", "of how alike the names are in Latin letters", _reading("jaro_winkler")),
    Feature(
        "reading_sorted", "script", "of how alike the names are in Latin letters, in any order", _reading("token_sort")
    ),
    Feature(
        "reading_consonants",
        "script",
        "of the consonants of the names",
        _reading("edit_ratio", "reading_consonants", "consonants"),
    ),
    Feature(
        "reading_shared",
        "script",
        "of the consonants in common",
        higher_of(shared("reading_consonants", "consonants"), shared("consonants", "reading_consonants")),
    ),
    Feature(
        "reading_cover",
        "script",
        "of the share of the Latin name's words that the other can be read as",
        _reading_words("of_right", "of_left"),
    ),
    Feature(
        "reading_rarest",
        "script",
        "of the rarest word that both names can be read as",
        _reading_words("rarest_shared", "rarest_shared"),
    ),
    Feature("reading_spelling", "script", "of how usual the Latin spelling is", spelling_similarity),
    Feature("reading_weight", "weight", "of the evidence of the names' readings", weight_of("reading"), monotone=1),
    Feature(
        "reading_lead",
        "context",
        "of how far its name in Latin letters is ahead of the others'",
        lead_over_rivals(spelling_similarity),
    ),
    Feature("email_same", "mail", "of the e-mail addresses", text("equal", "email")),
    Feature(
        "mailbox_name",
        "mail",
        "of how the mailbox resembles the other's name",
        higher_of(text("squashed_ratio", "email_name", "name"), text("squashed_ratio", "name", "email_name")),
    ),
    Feature("domain_same", "mail", "of the organisations' domains", text("equal", "domain")),
    Feature("phone_same", "phone", "of the phone numbers", text("equal", "phone")),
    Feature("company_same", "work", "of the company that both are linked to", text("equal", "company_id")),
    Feature("company_similarity", "work", "of how alike the companies are", text("jaro_winkler", "company")),
    Feature(
        "company_sorted", "work", "of how alike the companies are in any word order", text("token_sort", "company")
    ),
    Feature("companies_similarity", "work", "of present and past companies", text("jaro_winkler", "companies")),
    Feature(
        "domain_company",
        "work",
        "of how the domain resembles the other's company",
        higher_of(text("squashed_partial", "domain", "company"), text("squashed_partial", "company", "domain")),
    ),
    Feature("title_similarity", "work", "of how alike the titles are", text("token_sort", "title")),
    Feature("street_similarity", "place", "of how alike the streets are", text("token_sort", "street")),
    Feature("house_same", "place", "of the house numbers", text("equal", "house")),
    Feature("city_similarity", "place", "of how alike the cities are", text("jaro_winkler", "city")),
    Feature("region_same", "place", "of the regions", text("equal", "region")),
    Feature("postal_similarity", "place", "of how alike the postal codes are", text("edit_ratio", "postal")),
    Feature("postal_start", "place", "of how alike the postal codes begin", text("common_start", "postal")),
    Feature("city_words", "place", "of the words of the cities", text("token_set", "city")),
    Feature("country_same", "place", "of the countries", text("equal", "country")),
    Feature("birth_similarity", "birth", "of the edits between the birth dates", text("edit_ratio", "birth_date")),
    Feature("birth_years", "birth", "of the years between the births", text("years_near", "birth_year")),
    Feature(
        "birth_digits", "birth", "of the digits of the birth dates in any order", text("same_letters", "birth_date")
    ),
    Feature("last_rarity", "rarity", "of how rare the last name is", Rarity("last")),
    Feature("first_rarity", "rarity", "of how rare the first name is", Rarity("first")),
    Feature("name_rarity", "rarity", "of how rare the whole name is", Rarity("name")),
    Feature("company_rarity", "rarity", "of how rare the company is", Rarity("company")),
    Feature("name_weight", "weight", "of the evidence of the names", weight_of("first", "last", "middle"), monotone=1),
    Feature("contact_weight", "weight", "of the evidence of mail and phone", weight_of("email", "phone", "domain")),
    Feature(
        "place_weight",
        "weight",
        "of the evidence of the places",
        weight_of("street", "city", "region", "postal", "country"),
    ),
    Feature("work_weight", "weight", "of the evidence of company and title", weight_of("company", "title")),
    Feature(
        "name_lead",
        "context",
        "of how far its name is ahead of the others'",
        lead_over_rivals(text("token_sort", "name")),
    ),
    Feature(
        "street_lead",
        "context",
        "of how far its street is ahead of the others'",
        lead_over_rivals(text("token_sort", "street")),
    ),
    Feature(
        "birth_lead",
        "context",
        "of how far its birth date is ahead of the others'",
        lead_over_rivals(text("edit_ratio", "birth_date")),
    ),
    Feature(
        "company_lead",
        "context",
        "of how far its company is ahead of the others'",
        lead_over_rivals(text("token_sort", "company")),
    ),
    *GROUP_FEATURES,
)
