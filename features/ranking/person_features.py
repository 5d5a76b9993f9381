"""The pair features of people."""

from features.ranking.group_features import GROUP_FEATURES
from features.ranking.pair_feature import (
    CoveragePart,
    Feature,
    Joined,
    higher_of,
    lead_over_rivals,
    lower_of,
    read_features,
    text,
    weight_of,
)
from features.ranking.spelling_similarity import spelling_similarity


def _names(part: str) -> CoveragePart:
    return CoveragePart("name_words", "name_words", part)


def _reading_words(of_record: str, of_profile: str) -> Joined:
    return higher_of(
        CoveragePart("reading_words", "name_words", of_record), CoveragePart("name_words", "reading_words", of_profile)
    )


PERSON_FEATURES = (
    *read_features(
        """
        name_sorted: name: token_sort name: of how alike the names are in any order
        first_similarity: name: jaro_winkler first: of how alike the first names are
        first_forms: name: jaro_winkler first_forms: of the nicknames in common
        last_similarity: name: jaro_winkler last: of how alike the last names are
        last_words: name: jaro_winkler last_words: of the last names in common
        last_sounds: name: edit_ratio last_sound: of how the last names sound
        """
    ),
    Feature(
        "swapped",
        "name",
        "of first and last name being swapped",
        lower_of(text("jaro_winkler", "first", "last"), text("jaro_winkler", "last", "first")),
    ),
    *read_features(
        """
        middle: name: same_or_start middle: of the middle names
        suffix: name: equal suffix: of the name suffixes
        name_of_left: name: of_left name_words: of the share of the record's name words that the profile holds
        name_of_right: name: of_right name_words: of the share of the profile's name words that the record holds
        name_shared: rarity: rarest_shared name_words: of the rarest name word in common
        """
    ),
    Feature(
        "name_lacking",
        "rarity",
        "of the rarest name word that is lacking",
        higher_of(_names("left_uncovered"), _names("right_uncovered")),
    ),
    *read_features(
        """
        reading_similarity: script: either jaro_winkler readings name: of how alike the names are in Latin letters
        reading_sorted: script: either token_sort readings name: of how alike the names are in Latin letters, \
in any order
        reading_consonants: script: either edit_ratio reading_consonants consonants: of the consonants of the names
        reading_shared: script: either shared reading_consonants consonants: of the consonants in common
        """
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
    *read_features(
        """
        email_same: mail: equal email: of the e-mail addresses
        mailbox_name: mail: either squashed_ratio email_name name: of how the mailbox resembles the other's name
        domain_same: mail: equal domain: of the organisations' domains
        phone_same: phone: equal phone: of the phone numbers
        company_same: work: equal company_id: of the company that both are linked to
        company_similarity: work: jaro_winkler company: of how alike the companies are
        company_sorted: work: token_sort company: of how alike the companies are in any word order
        companies_similarity: work: jaro_winkler companies: of present and past companies
        domain_company: work: either squashed_partial domain company: of how the domain resembles the other's company
        title_similarity: work: token_sort title: of how alike the titles are
        street_similarity: place: token_sort street: of how alike the streets are
        house_same: place: equal house: of the house numbers
        city_similarity: place: jaro_winkler city: of how alike the cities are
        region_same: place: equal region: of the regions
        postal_similarity: place: edit_ratio postal: of how alike the postal codes are
        postal_start: place: common_start postal: of how alike the postal codes begin
        city_words: place: token_set city: of the words of the cities
        country_same: place: equal country: of the countries
        birth_similarity: birth: edit_ratio birth_date: of the edits between the birth dates
        birth_years: birth: years_near birth_year: of the years between the births
        birth_digits: birth: same_letters birth_date: of the digits of the birth dates in any order
        last_rarity: rarity: rarity last: of how rare the last name is
        first_rarity: rarity: rarity first: of how rare the first name is
        name_rarity: rarity: rarity name: of how rare the whole name is
        company_rarity: rarity: rarity company: of how rare the company is
        name_weight: weight: weight first last middle: of the evidence of the names: 1
        contact_weight: weight: weight email phone domain: of the evidence of mail and phone
        place_weight: weight: weight street city region postal country: of the evidence of the places
        work_weight: weight: weight company title: of the evidence of company and title
        name_lead: context: lead token_sort name: of how far its name is ahead of the others'
        street_lead: context: lead token_sort street: of how far its street is ahead of the others'
        birth_lead: context: lead edit_ratio birth_date: of how far its birth date is ahead of the others'
        company_lead: context: lead token_sort company: of how far its company is ahead of the others'
        """
    ),
    *GROUP_FEATURES,
)
