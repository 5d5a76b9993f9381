"""Suspicion of links: causes, the probability to be wrong, and the harm."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serving.contract.suspects.rules import (
    CAUSE_SENTENCES,
    Hanging,
    LinkEvidence,
    Rivals,
    SuspectCause,
    rates_of_causes,
    suspicion_of,
)

NOTHING = Hanging()
CLEAN = LinkEvidence(0.99)
EVIDENCE = st.builds(
    LinkEvidence,
    probability=st.floats(0.5, 1),
    names_differ=st.booleans(),
    mailbox_is_shared=st.booleans(),
    company_differs=st.booleans(),
    worked_there=st.booleans(),
    account_differs=st.booleans(),
    rivals=st.builds(Rivals, *[st.booleans()] * 4),
    drift=st.floats(0, 0.7),
    corrected=st.just(0),
    judged=st.integers(0, 20),
)


def test_a_link_without_a_cause_is_as_wrong_as_the_model_says() -> None:
    found = suspicion_of(CLEAN, NOTHING)

    assert (found.wrong, found.harm, found.causes) == (0.01, 0.01, ())
    assert found.cause is SuspectCause.UNSURE


@pytest.mark.parametrize(
    ("evidence", "cause"),
    [
        (replace(CLEAN, mailbox_is_shared=True, names_differ=True), SuspectCause.SHARED_MAILBOX),
        (replace(CLEAN, rivals=Rivals(at_the_company=True, fits_better=True)), SuspectCause.NAMESAKE),
        (replace(CLEAN, rivals=Rivals(was_at_the_record_s_company=True)), SuspectCause.MOVED),
        (replace(CLEAN, account_differs=True), SuspectCause.ACCOUNT_DISAGREES),
        (replace(CLEAN, drift=0.6), SuspectCause.DRIFT),
        (replace(CLEAN, corrected=3, judged=5), SuspectCause.CORRECTED),
    ],
)
def test_each_cause_names_its_group_and_makes_a_sure_link_suspect(evidence: LinkEvidence, cause: SuspectCause) -> None:
    found = suspicion_of(replace(evidence, probability=1.0), NOTHING)

    assert found.cause is cause
    assert found.wrong > 0.2
    assert CAUSE_SENTENCES[cause]


def test_an_account_that_the_profile_worked_for_is_no_disagreement() -> None:
    worked = replace(CLEAN, account_differs=True, worked_there=True)

    assert rates_of_causes(worked) == {}


def test_a_shared_mailbox_with_the_right_name_is_hardly_suspect() -> None:
    assert suspicion_of(replace(CLEAN, mailbox_is_shared=True), NOTHING).cause is SuspectCause.UNSURE


@given(EVIDENCE)
def test_no_cause_makes_a_link_less_suspect_than_the_model_does(evidence: LinkEvidence) -> None:
    found = suspicion_of(evidence, NOTHING)

    assert 1 - evidence.probability - 1e-6 <= found.wrong <= 1
    assert list(found.causes) == sorted(found.causes, key=lambda pair: -pair[1])


@given(EVIDENCE, st.integers(0, 500), st.integers(0, 50), st.integers(0, 50))
def test_what_hangs_on_a_link_adds_harm_and_never_doubt(
    evidence: LinkEvidence, seen: int, wrote: int, saved: int
) -> None:
    bare, heavy = (suspicion_of(evidence, hanging) for hanging in (NOTHING, Hanging(seen, wrote, saved)))

    assert bare.wrong == heavy.wrong
    assert bare.harm <= heavy.harm
    assert Hanging(seen, wrote + 1, saved).weight > Hanging(seen, wrote, saved).weight


@given(EVIDENCE, st.integers(1, 10))
def test_more_corrections_of_a_group_make_its_links_more_suspect(evidence: LinkEvidence, corrected: int) -> None:
    judged = replace(evidence, corrected=corrected, judged=20)

    assert suspicion_of(judged, NOTHING).wrong >= suspicion_of(replace(judged, corrected=corrected - 1), NOTHING).wrong
