"""Figures as a reader's language writes them."""

from contextvars import copy_context

import pytest

from serving.drawing.numbers import write_for, written


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("-0.00%", "0,00\u00a0%"),
        ("same city (+0.0), -0 bits", "same city (0,0), 0 bits"),
        ("-0.004, +0.1, -10.0", "-0,004, +0,1, -10,0"),
        ("1,234.5 of 2026-01-01", "1.234,5 of 2026-01-01"),
    ],
)
def test_a_figure_is_written_in_the_reader_s_signs_and_zero_has_no_sign(english: str, german: str) -> None:
    def told() -> str:
        write_for("de-DE,de;q=0.9")
        return written(english)

    assert copy_context().run(told) == german
