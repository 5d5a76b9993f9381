"""Mappings are proposed for real exports: nearly all columns right, none wrong without a question."""

import random
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.tables.mapping.proposal import MappingProposal, guess_kind, looks_like_labels, propose
from data.tables.mapping.samples import ColumnSample
from features.schema.kinds import Kind

EXPORTS = sorted((Path(__file__).parent / "exports").glob("*.toml"))


@dataclass(frozen=True, slots=True)
class KnownExport:
    """A header set with invented values and the right column of each header."""

    kind: Kind
    sample: ColumnSample
    right: Mapping[str, str]

    @classmethod
    def read(cls, path: Path) -> "KnownExport":
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        values = {one["header"]: tuple(one["values"]) for one in document["column"]}
        right = {one["header"]: one["is"] for one in document["column"]}
        return cls(Kind(document["kind"]), ColumnSample(path, values), right)

    @property
    def wanted(self) -> set[str]:
        return {column for column in self.right.values() if column}


def sample_of(**columns: list[str]) -> ColumnSample:
    """Return a sample; `__` in a name stands for a space."""
    values = {name.replace("__", " "): tuple(column) for name, column in columns.items()}
    return ColumnSample(Path("made.csv"), values)


def asked(proposal: MappingProposal) -> list[tuple[str, str]]:
    return [(one.header, one.column) for one in proposal.questions]


def test_of_known_header_sets_nearly_all_columns_are_found_and_none_is_wrong() -> None:
    exports = [KnownExport.read(path) for path in EXPORTS]
    proposals = [propose(one.kind, one.sample) for one in exports]

    wrong = [
        (header, column)
        for export, proposal in zip(exports, proposals, strict=True)
        for header, column in proposal.taken.items()
        if export.right[header] != column
    ]
    found = sum(len({*one.taken.values()} & export.wanted) for export, one in zip(exports, proposals, strict=True))
    wanted = sum(len(export.wanted) for export in exports)

    assert len(exports) >= 21
    assert wrong == []
    assert found >= 0.95 * wanted


@pytest.mark.parametrize("language", ["polish", "turkish"])
def test_headers_of_another_language_are_read_without_a_question(language: str) -> None:
    export = KnownExport.read(next(path for path in EXPORTS if path.stem.startswith(language)))

    proposal = propose(export.kind, export.sample)

    assert {*proposal.taken.items()} == {(header, column) for header, column in export.right.items() if column}


@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: path.stem)
def test_the_kind_of_an_export_is_guessed(path: Path) -> None:
    export = KnownExport.read(path)

    assert guess_kind(export.sample) is export.kind
    assert not looks_like_labels(export.sample)


@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: path.stem)
@settings(max_examples=10)
@given(seed=st.integers(0, 1000))
def test_the_order_of_columns_changes_nothing(path: Path, seed: int) -> None:
    export = KnownExport.read(path)
    names = list(export.sample.header)
    random.Random(seed).shuffle(names)
    shuffled = ColumnSample(path, {name: export.sample.values[name] for name in names})

    before = propose(export.kind, export.sample)
    after = propose(export.kind, shuffled)

    assert dict(after.taken) == dict(before.taken)
    assert set(after.questions) == set(before.questions)


def test_a_reference_to_a_place_is_the_place_where_its_values_are_names() -> None:
    names = sample_of(external_id=["a.1", "a.2", "a.3"], state_id=["Ohio", "Utah", "Iowa"], country_id=["7", "8", "9"])

    assert dict(propose(Kind.PERSON, names).taken) == {"external_id": "id", "state_id": "region"}


def test_values_of_another_shape_turn_a_plain_name_into_a_question() -> None:
    sample = sample_of(id=["1", "2", "3"], Email=["yes", "no", "yes"], Title=["Mr", "Ms", "Dr."])

    proposal = propose(Kind.PERSON, sample)

    assert dict(proposal.taken) == {"id": "id"}
    assert asked(proposal) == [("Email", "email"), ("Title", "title")]
    assert proposal.questions[0].reason == "0% of its values read as email"


REPEATED = ["34722", "06100", "35210"] * 100
NUMBERED = [str(number) for number in range(1, 301)]


@pytest.mark.parametrize(
    ("values", "taken", "questions"),
    [
        (REPEATED, {"PK": "postal_code"}, []),
        (NUMBERED, {"PK": "id"}, []),
        (["a1b2c3d4e5f6", "b1b2c3d4e5f6"] * 2, {}, [("PK", "id"), ("PK", "postal_code")]),
        (REPEATED[:3], {}, [("PK", "id"), ("PK", "postal_code")]),
    ],
    ids=["repeated codes", "keys", "neither", "too few to say"],
)
def test_a_header_of_two_meanings_is_read_by_its_values_or_asked_about(
    values: list[str], taken: dict[str, str], questions: list[tuple[str, str]]
) -> None:
    proposal = propose(Kind.PERSON, sample_of(PK=values))

    assert (dict(proposal.taken), asked(proposal)) == (taken, questions)


def test_a_name_that_is_a_surname_in_one_language_and_whole_in_another_is_asked_about() -> None:
    proposal = propose(Kind.PERSON, sample_of(名字=["王偉", "佐藤", "李娜"]))

    assert asked(proposal) == [("名字", "full_name"), ("名字", "last_name")]


def test_a_question_about_a_vague_name_says_what_it_saw() -> None:
    proposal = propose(Kind.PERSON, sample_of(İlçe=["Bornova", "Çankaya", "Bornova"]))

    assert [(one.column, one.reason) for one in proposal.questions] == [
        ("city", "its name says it vaguely; 3 values, 2 of them different")
    ]


def test_an_unknown_header_is_asked_about_by_its_values_unless_it_names_somebody_else() -> None:
    mails = ["a@b.example", "c@d.example", "e@f.example"]
    sample = sample_of(Xyz=mails, Owner__contact=mails, Whereabouts=["Chad", "Peru", "France"], Ref__Q=["1", "2", "3"])

    assert asked(propose(Kind.PERSON, sample)) == [("Xyz", "email"), ("Whereabouts", "country"), ("Ref Q", "id")]


def test_the_only_key_of_a_file_is_asked_about_as_its_id_whatever_number_its_name_may_mean() -> None:
    keys = sample_of(Org__Number=["a1", "a2", "a3"], Organisation=["Acme", "Acme", "Globex"])

    assert asked(propose(Kind.COMPANY, keys)) == [("Org Number", "id")]
    with_id = sample_of(id=["1", "2"], Org__Number=["a1", "a2"])
    assert asked(propose(Kind.COMPANY, with_id)) == [("Org Number", "registration_number")]
