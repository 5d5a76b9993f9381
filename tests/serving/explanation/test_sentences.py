"""No sentence of an explanation names a field that is empty on a side: it follows from the values that it read."""

from random import Random

from features.normalise.records import normalise
from features.pairs.columns import Record
from serving.explanation.explained_record import by_itself
from serving.explanation.explanation import WantedExplanation, explain
from serving.explanation.levels import spelt_in, values_in_common
from serving.matching.explanation import profile_of, row_of
from serving.matching.matcher import Matcher
from serving.matching.outcomes import Outcome
from tests.support.small_models import SmallModel

NAMED = {
    "e-mail": "email",
    "mailbox": "email_name",
    "phone": "phone",
    "domain": "domain",
    "compan": "company",
    "title": "title",
    "street": "street",
    "house": "house",
    "cit": "city",
    "region": "region",
    "postal": "postal",
    "birth": "birth_date",
    "middle": "middle",
    "suffix": "suffix",
    "nickname": "first_forms",
    "first name": "first",
    "last name": "last",
    "industr": "industry",
}
"""The field that a word of a sentence names."""
OF_ONE = ("other's", "record's", "profile's", "profile is")


def test_no_sentence_names_a_field_that_is_empty_on_a_side(matcher: Matcher, small_model: SmallModel) -> None:
    draw = Random(41)
    wrong, n_empty = [], 0
    for row, outcome in zip(small_model.rows()[:60], matcher.match_rows(small_model.rows()[:60]), strict=True):
        if not isinstance(outcome, Outcome) or outcome.best is None:
            continue
        kept = {name: value for name, value in row.items() if "name" in name or name == "id" or draw.random() < 0.5}
        pair = explain(matcher, by_itself(matcher, kept), WantedExplanation(outcome.best.id, with_private=True)).pair
        sides = normalise(matcher.schema, kept), profile_of(matcher.index, row_of(matcher.index, pair.profile_id))
        says = [(step.says, step.says) for step in pair.waterfall]
        says += [(one.level, one.level) for one in pair.comparisons if one.closeness]
        n_empty += sum("leaves empty" in said for said, _ in says)
        for said, _ in says:
            filled = any if any(word in said for word in OF_ONE) else all
            named = [field for word, field in NAMED.items() if word in said]
            wrong += [(said, field) for field in named if not filled(side.get(field) for side in sides)]
    assert sorted(set(wrong)) == []
    assert n_empty > 100


def test_a_company_in_common_is_the_past_one_as_the_profile_spells_it() -> None:
    profile: Record = {"company": "acme", "companies": ("initech", "globex", "acme")}

    common = values_in_common("list_has_any(companies_l, companies_r)", {"companies": ("globex",)}, profile)

    assert common == {"globex": "companies"}
    assert spelt_in("Initech; GLÖBEX GmbH; Acme", "globex") == "GLÖBEX"
