"""Match rates (S29)."""

from serving.contract.linking.unmatched import RateShown, match_rates
from serving.vocabulary.terms import CrmObject, RecordState


def test_s29_rates_are_aggregates_of_each_object() -> None:
    counts = {
        (CrmObject.CONTACT, RecordState.LINKED): 2,
        (CrmObject.CONTACT, RecordState.REVIEW): 1,
        (CrmObject.CONTACT, RecordState.DUPLICATE): 3,
        (CrmObject.CONTACT, RecordState.UNMATCHED): 5,
        (CrmObject.ACCOUNT, RecordState.LINKED): 4,
    }

    rates = match_rates(counts)

    assert rates == (
        RateShown(object=CrmObject.ACCOUNT, records=4, linked=4, review=0, duplicate=0, unmatched=0, percent=100.0),
        RateShown(object=CrmObject.CONTACT, records=11, linked=2, review=1, duplicate=3, unmatched=5, percent=18.2),
        RateShown(object=CrmObject.LEAD, records=0, linked=0, review=0, duplicate=0, unmatched=0, percent=None),
    )
