"""Suspicion of links: causes, the probability to be wrong, what answers change, and the harm."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serving.contract.suspects.rules import (
    CAUSE_SENTENCES,
    AnsweredLink,
    Hanging,
    LinkEvidence,
    Rivals,
    SuspectCause,
    Suspicion,
    held_out_ratio,
    signs_of,
    suspicions,
)
from serving.matching.policy import CurvePoint
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import CrmObject

CLEAN = LinkEvidence(0.99)
NAMESAKE = replace(CLEAN, overtaken=0.1)
EVIDENCE = st.builds(
    LinkEvidence,
    probability=st.floats(0.5, 1),
    names_differ=st.booleans(),
    mailbox_is_shared=st.booleans(),
    company_differs=st.booleans(),
    worked_there=st.booleans(),
    account_differs=st.booleans(),
    rivals=st.builds(Rivals, *[st.booleans()] * 3),
    drifts=st.booleans(),
    is_in_cluster=st.booleans(),
)


def contacts(*evidence: LinkEvidence) -> dict[RecordKey, LinkEvidence]:
    return {RecordKey(CrmObject.CONTACT, f"P{number:04}"): case for number, case in enumerate(evidence)}


def expected(found: Mapping[RecordKey, Suspicion], cause: SuspectCause) -> float:
    return sum(suspicion.wrong for suspicion in found.values() if suspicion.cause is cause)


@pytest.mark.parametrize(
    ("evidence", "cause"),
    [
        (replace(CLEAN, mailbox_is_shared=True, names_differ=True), SuspectCause.SHARED_MAILBOX),
        (NAMESAKE, SuspectCause.NAMESAKE),
        (replace(CLEAN, rivals=Rivals(at_the_company=True)), SuspectCause.NAMESAKE),
        (replace(CLEAN, rivals=Rivals(was_at_the_record_s_company=True)), SuspectCause.MOVED),
        (replace(CLEAN, company_differs=True), SuspectCause.MOVED),
        (replace(CLEAN, account_differs=True), SuspectCause.ACCOUNT_DISAGREES),
        (replace(CLEAN, drifts=True), SuspectCause.DRIFT),
        (replace(CLEAN, is_in_cluster=True), SuspectCause.PROFILE_CLUSTER),
    ],
)
def test_a_rare_sign_names_the_cause_and_comes_before_links_without_one(
    evidence: LinkEvidence, cause: SuspectCause
) -> None:
    found = suspicions(contacts(replace(evidence, probability=1.0), *[CLEAN] * 500))

    first, second, *_ = found.values()
    assert (first.cause, second.cause) == (cause, SuspectCause.UNSURE)
    assert first.wrong > 10 * second.wrong
    assert CAUSE_SENTENCES[cause]


def test_a_sign_that_most_links_show_says_nothing() -> None:
    found = suspicions(contacts(*[NAMESAKE] * 400, *[CLEAN] * 100))

    assert {suspicion.cause for suspicion in found.values()} == {SuspectCause.UNSURE}


def test_an_account_that_the_profile_worked_for_is_no_sign() -> None:
    assert signs_of(replace(CLEAN, account_differs=True, company_differs=True, worked_there=True)) == set()


@given(st.lists(EVIDENCE, min_size=1, max_size=30), st.floats(0.1, 1))
def test_signs_share_what_the_model_expects_and_add_nothing(cases: list[LinkEvidence], ratio: float) -> None:
    found = suspicions(contacts(*cases), (), ratio)

    odds = [suspicion.wrong / (1 - suspicion.wrong) for suspicion in found.values()]
    said = [(1 - p) / p for p in (min(case.probability, 0.999) for case in cases)]
    assert sum(odds) == pytest.approx(ratio * sum(said))


@pytest.mark.parametrize("wrong", [2, 100])
def test_as_many_wrong_links_are_stated_as_other_candidates_overtake_by_far(wrong: int) -> None:
    overtaken = replace(NAMESAKE, probability=1.0, overtaken=20.0)
    found = suspicions(contacts(*[overtaken] * wrong, *[replace(CLEAN, probability=1.0)] * (1000 - wrong)), (), 0.1)

    assert expected(found, SuspectCause.NAMESAKE) == pytest.approx(wrong, rel=0.2)
    assert expected(found, SuspectCause.UNSURE) < 1


def test_links_that_are_overtaken_by_little_are_expected_to_be_right_as_others_are() -> None:
    close = replace(NAMESAKE, overtaken=1.0)
    some, none = (
        expected(suspicions(contacts(*[case] * 20, *[CLEAN] * 980)), SuspectCause.NAMESAKE)
        for case in (close, NAMESAKE)
    )

    assert some == pytest.approx(none, rel=0.01)


def test_answers_on_overtaken_links_correct_them_both_ways() -> None:
    overtaken = replace(NAMESAKE, overtaken=10.0)
    plain, lower, higher = (
        expected(
            suspicions(
                contacts(*[overtaken] * 20, *[CLEAN] * 480), [AnsweredLink(overtaken, is_wrong, False)] * (5 * is_asked)
            ),
            SuspectCause.NAMESAKE,
        )
        for is_wrong, is_asked in ((False, False), (False, True), (True, True))
    )

    assert lower < 0.6 * plain < plain < higher


def test_rejections_raise_and_confirmations_lower_their_cause_alone() -> None:
    open_links = contacts(*[NAMESAKE] * 20, *[CLEAN] * 980)

    def after(*, wrong: int, right: int) -> tuple[float, float]:
        answers = [AnsweredLink(NAMESAKE, False, False)] * right + [AnsweredLink(NAMESAKE, True, False)] * wrong
        found = suspicions(open_links, answers)
        return expected(found, SuspectCause.NAMESAKE), expected(found, SuspectCause.UNSURE)

    plain, unsure = after(wrong=0, right=0)
    assert after(wrong=0, right=10)[0] < 0.9 * plain < plain < after(wrong=3, right=0)[0]
    assert after(wrong=3, right=0)[1] == pytest.approx(unsure, rel=0.1)


def test_one_correction_at_most_doubles_and_unasked_ones_count_beyond_what_was_expected() -> None:
    open_links = contacts(*[CLEAN] * 500)
    plain = expected(suspicions(open_links), SuspectCause.UNSURE)

    once, ten = (
        expected(suspicions(open_links, [AnsweredLink(CLEAN, True, is_unasked)] * count), SuspectCause.UNSURE)
        for is_unasked, count in ((False, 1), (True, 10))
    )

    assert plain == pytest.approx(5, rel=0.01)
    assert plain < once <= 2 * plain
    assert plain < ten < 2 * plain


def test_the_held_out_links_say_how_far_probabilities_can_be_taken_at_their_word() -> None:
    curve = (CurvePoint(0.98, 1_000, 999), CurvePoint(0.96, 2_000, 1_989), CurvePoint(0.5, 3_000, 2_700))

    assert held_out_ratio(curve, 0.96) == pytest.approx(11.5 / 40.5)
    assert held_out_ratio((), 0.96) == 1.0


def test_links_of_which_none_is_counted_are_suspected_by_their_probability_alone() -> None:
    """As where the CRM shows each linked record to some users only (S33)."""
    unsure, sure = (RecordKey(CrmObject.CONTACT, name) for name in ("unsure", "sure"))
    links = {unsure: LinkEvidence(0.8, overtaken=3.0), sure: LinkEvidence(0.999)}

    found = suspicions(links, counted=())

    assert found[unsure].wrong > found[sure].wrong > 0


@given(EVIDENCE, st.integers(0, 500), st.integers(0, 50), st.integers(0, 50))
def test_what_hangs_on_a_link_adds_harm_and_never_doubt(
    evidence: LinkEvidence, seen: int, wrote: int, saved: int
) -> None:
    (plain,) = suspicions(contacts(evidence)).values()
    bare, heavy = (plain.with_harm(hanging) for hanging in (Hanging(), Hanging(seen, wrote, saved)))

    assert bare.wrong == heavy.wrong
    assert bare.harm <= heavy.harm
    assert Hanging(seen, wrote + 1, saved).weight > Hanging(seen, wrote, saved).weight
