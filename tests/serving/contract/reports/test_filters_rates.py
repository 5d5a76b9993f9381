"""Changes of who is in the CRM (S39), and match rates (S29)."""

from hypothesis import given
from hypothesis import strategies as st

from serving.contract.events.events import FilterChanges, changes_of
from serving.contract.linking.unmatched import RateShown, match_rates
from serving.vocabulary.terms import CrmObject, RecordState

IDS = st.sets(st.sampled_from("abcdefgh"))


@given(IDS, IDS, IDS)
def test_s39_changes_bring_an_earlier_set_up_to_date(before: set[str], now: set[str], more: set[str]) -> None:
    changes = changes_of([*(before ^ now), *more], now)

    assert (before | set(changes.added)) - set(changes.removed) == now


def test_s39_changes_are_sorted_and_occur_once() -> None:
    assert changes_of(["c", "a", "b", "c"], {"c", "a"}) == FilterChanges(("a", "c"), ("b",))


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
