"""`columns.toml`: what is proposed is read back, edits stay, and each file finds its section."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.tables.mapping.columns_file import (
    FileSection,
    UnusableColumnsFile,
    read_sections,
    section_for,
    section_text,
    with_section,
)
from data.tables.mapping.proposal import MappingProposal, MappingQuestion
from features.schema.kinds import COLUMNS, Kind

NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12).filter(
    lambda t: t.strip() == t
)
FEW = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@FEW
@given(names=st.lists(NAMES, min_size=1, max_size=8, unique=True))
def test_every_name_of_a_column_is_written_so_that_it_is_read_back(tmp_path: Path, names: list[str]) -> None:
    taken = dict(zip(names, COLUMNS[Kind.PERSON], strict=False))
    asked = tuple(MappingQuestion(name, "city", 'instead of "x"') for name in names)
    text = with_section("", "a.csv", section_text("a.csv", MappingProposal(Kind.PERSON, taken, asked, tuple(names))))

    sections = read_sections(written(tmp_path / "columns.toml", text))

    assert sections == [FileSection("a.csv", Kind.PERSON, taken)]


def test_a_section_is_replaced_at_its_place_and_the_others_keep_every_line(tmp_path: Path) -> None:
    first = section_text("a.csv", MappingProposal(Kind.PERSON, {"Key": "id"}))
    text = with_section(with_section("# mine\n", "a.csv", first), "b.csv", first.replace("a.csv", "b.csv") + "# kept\n")

    again = with_section(text, "a.csv", section_text("a.csv", MappingProposal(None, {"Key": "crm_id"})))

    sections = read_sections(written(tmp_path / "columns.toml", again))
    assert [(one.name, one.kind) for one in sections] == [("a.csv", None), ("b.csv", Kind.PERSON)]
    assert again.startswith("# mine\n")
    assert again.endswith("# kept\n")


def test_a_file_takes_the_section_of_its_name_else_the_one_that_has_its_ids() -> None:
    sections = [
        FileSection("jan.csv", Kind.COMPANY, {"Account ID": "id", "City": "city"}),
        FileSection("all.csv", Kind.COMPANY, {"Key": "id", "City": "region"}),
        FileSection("answers.csv", None, {"Account ID": "crm_id"}),
    ]

    def found(name: str, *header: str) -> object:
        return dict(section_for(sections, Kind.COMPANY, Path(name), header))

    assert found("jan.csv", "x") == {"Account ID": "id", "City": "city"}
    assert found("feb.csv", "Account ID", "City", "Fax") == {"Account ID": "id", "City": "city"}
    assert found("other.csv", "id", "City") == {}
    assert dict(section_for(sections, None, Path("feb.csv"), ["Account ID"])) == {"Account ID": "crm_id"}


def test_two_sections_that_fit_as_well_are_refused() -> None:
    sections = [
        FileSection("a.csv", Kind.COMPANY, {"Key": "id", "City": "city"}),
        FileSection("b.csv", Kind.COMPANY, {"Key": "id", "City": "region"}),
    ]

    with pytest.raises(UnusableColumnsFile, match=r"c.csv: the sections 'a.csv', 'b.csv' fit equally well"):
        section_for(sections, Kind.COMPANY, Path("c.csv"), ["Key", "City"])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("nonsense", "cannot be read as TOML"),
        ('[[file]]\nname = "a"\nkind = "person"', r"section 1: got no \[file.columns\]"),
        ('[[file]]\nkind = "people"\n[file.columns]\n', "got the kind 'people', expected person, company, labels"),
        ('[[file]]\nkind = "person"\n[file.columns]\n"A" = "nam"', "'A' is mapped to 'nam', expected one of id,"),
        ('[[file]]\nkind = "person"\n[file.columns]\nA = "city"\nB = "city"', "'A', 'B' are all mapped to 'city'"),
    ],
)
def test_a_file_that_cannot_be_used_says_what_was_got_and_expected(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(UnusableColumnsFile, match=message):
        read_sections(written(tmp_path / "columns.toml", text))
