"""Texts: the English sentence is the template and its id; a language is one file."""

import json
import pickle
from pathlib import Path

import pytest

from features.schema.errors import OnematchError
from features.schema.texts import PSEUDO, LanguageWrong, language, spoken, wording
from tests.support.unbracketed import outside, outside_of_page

TOO_MANY = "got {n:,} {what!r}, expected at most {most}"


def german(folder: Path, said: str) -> Path:
    (folder / "de.json").write_text(json.dumps({TOO_MANY: said}), encoding="utf-8")
    return folder


def test_a_text_is_its_english_template_with_its_values() -> None:
    assert wording(TOO_MANY, n=1200, what="a", most=3) == "got 1,200 'a', expected at most 3"
    assert wording("{braces} without values") == "{braces} without values"


def test_an_error_is_a_sentence_where_it_is_shown_and_not_where_it_is_raised() -> None:
    with spoken(PSEUDO):
        error = OnematchError(TOO_MANY, n=1200, what="a", most=3)

    assert str(error) == str(pickle.loads(pickle.dumps(error))) == "got 1,200 'a', expected at most 3"
    with spoken(PSEUDO):
        assert str(error) == "⟦got ⟧1,200 'a'⟦, expected at most ⟧3"


def test_a_language_is_one_file_whose_texts_have_the_same_places(tmp_path: Path) -> None:
    said = language("de", german(tmp_path, "höchstens {most} statt {n} {what}"))

    assert said.template_of(TOO_MANY) == "höchstens {most} statt {n} {what}"
    assert said.template_of("no German yet") == "no German yet"


@pytest.mark.parametrize("said", ["höchstens {most}", "höchstens {most} statt {n} {what} {other}"])
def test_a_translation_with_other_places_is_refused(tmp_path: Path, said: str) -> None:
    with pytest.raises(LanguageWrong, match="other places"):
        language("de", german(tmp_path, said))


def test_an_unknown_language_is_refused_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(LanguageWrong, match="de, en or pseudo"):
        language("xx", german(tmp_path, TOO_MANY))


def test_what_stands_outside_of_brackets_is_found() -> None:
    assert outside("⟦all of ⟦it⟧ is well⟧ Ann Lee\n3 of 4 and --quiet mode, /a/b of c") == []
    assert outside("⟦well⟧ but this is not") == ["but this is not"]
    assert outside_of_page("<p>⟦a⟧ <bdi>Ann von der Ley</bdi></p><td title='this is open'>⟦x⟧</td>") == ["this is open"]
