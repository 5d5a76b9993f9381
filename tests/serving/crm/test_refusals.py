"""What a CRM says when it refuses, without any value (S77, S81)."""

import string

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from serving.crm.crm_client import redacted_message

SENT = {"Subject": "Fleet of Ann Kowalski", "properties": {"hs_note_body": "Met Ann"}}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            {"message": "You must provide a value for the attribute Subject", "category": "X"},
            "You must provide a value for the attribute Subject",
        ),
        ({"message": "Owner 4711 does not exist"}, "Owner … does not exist"),
        (
            {"message": 'Property values were not valid: [{"message":"Ann Lee was not one of","x":"hs_note_body"}]'},
            'Property values were not valid: [{"message":"… was not one of","…":"hs_note_body"}]',
        ),
        (
            {"title": "Bad Request", "o:errorDetails": [{"detail": "The value Ann is not valid"}]},
            "The value … is not valid",
        ),
        ({"message": "One INVALID_OPTION for ann.kowalski@acme.example"}, "One INVALID_OPTION for …"),
        ({"title": "JBO-27014: Attribute Subject is required"}, "JBO-27014: Attribute Subject is required"),
        ({"message": {"an": "object"}}, None),
        (["a list"], None),
    ],
)
def test_s77_a_message_keeps_plain_words_and_the_names_of_fields(content: object, expected: str | None) -> None:
    assert redacted_message(httpx.Response(400, json=content), SENT) == expected


def test_s77_a_line_of_text_is_a_message_and_a_page_of_a_gateway_is_none() -> None:
    """S77: Oracle answers text to clients that take no other."""
    text = "The attribute NoteTxt is not queryable"
    page = "<html>the value is not allowed</html>"

    assert redacted_message(httpx.Response(400, text=text), {"NoteTxt": ""}) == "The attribute NoteTxt is not …"
    assert redacted_message(httpx.Response(502, html=page), None) is None


@given(st.lists(st.text(string.ascii_letters + string.digits + "@.'-_äß李", min_size=1, max_size=9), max_size=8))
def test_s81_no_value_survives(values: list[str]) -> None:
    """S81: only words of the list and names of fields are left, wherever they came from."""
    unknown = {one for one in values if redacted_message(httpx.Response(400, text=one), SENT) == "…"}
    said = redacted_message(httpx.Response(400, text=f"The value «{' '.join(values)}» is bad"), SENT)

    assert said is not None
    assert unknown.isdisjoint(said.split())
