"""No character that a terminal interprets reaches it from data."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.tables.terminal import is_unsafe, printable, printable_json


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ann Lee", "Ann Lee"),
        ("Zoë 王 \u200d👩", "Zoë 王 \u200d👩"),
        ("\x1b[2Jgone", r"\x1b[2Jgone"),
        ("two\nlines\r", r"two\nlines\r"),
        ("\x9b31m", r"\x9b31m"),
        ("abc\u202ecba", r"abc\u202ecba"),
        ("half \ud83d", r"half \ud83d"),
    ],
)
def test_characters_that_a_terminal_interprets_are_escaped(text: str, shown: str) -> None:
    assert printable(text) == shown


@given(st.text(alphabet=st.characters()))
def test_nothing_unsafe_is_left_and_escaping_twice_changes_nothing(text: str) -> None:
    shown = printable(text)

    assert not any(map(is_unsafe, shown))
    assert printable(shown) == shown


@given(st.text())
def test_json_keeps_its_content(text: str) -> None:
    document = json.dumps({"name": text}, ensure_ascii=False, indent=2)

    shown = printable_json(document)

    assert json.loads(shown) == {"name": text}
    assert not any(is_unsafe(char) for char in shown if char != "\n")
