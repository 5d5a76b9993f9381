"""The defaults of a contract's switches (S60, S71, S83, S89, S92)."""

import pytest
from pydantic import ValidationError

from serving.vocabulary.settings import ContractSettings
from serving.vocabulary.terms import ActivityKind


def test_s92_s83_s71_s89_switches_that_an_admin_must_turn_on_are_off() -> None:
    fresh = ContractSettings()

    assert (fresh.writeback, fresh.training, fresh.roi, fresh.primary_account) == (False, False, None, False)
    assert (fresh.save_owned_accounts, fresh.save_account_team, fresh.save_leads_of_saved_accounts) == (False,) * 3


def test_s45_s46_d4_the_defaults_hold_until_an_admin_changes_them() -> None:
    fresh = ContractSettings()

    assert (fresh.stage_cut_off, fresh.revenue_field, fresh.claim_margin, fresh.precision) == ({}, "amount", 0.02, None)


@pytest.mark.parametrize(
    ("kinds", "writes"), [({}, True), ({ActivityKind.CALL: True}, True), ({ActivityKind.CALL: False}, False)]
)
def test_s60_a_kind_is_written_unless_the_admin_turned_it_off(kinds: dict[ActivityKind, bool], writes: bool) -> None:
    assert ContractSettings(kinds=kinds).writes(ActivityKind.CALL) is writes


@pytest.mark.parametrize(
    ("field", "value", "is_taken"),
    [
        ("precision", 0.5, True),
        ("precision", 0.49, False),
        ("precision", 0.9999, True),
        ("precision", 0.99995, False),
        ("claim_margin", 0, True),
        ("claim_margin", -0.01, False),
        ("claim_margin", 1, True),
        ("claim_margin", 1.01, False),
    ],
)
def test_figures_out_of_range_are_refused(field: str, value: float, is_taken: bool) -> None:
    try:
        ContractSettings.model_validate({field: value})
    except ValidationError:
        assert not is_taken
    else:
        assert is_taken


def test_an_unknown_switch_is_refused() -> None:
    with pytest.raises(ValidationError):
        ContractSettings.model_validate({"write_back": True})
