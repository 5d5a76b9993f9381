"""`onematch columns` and `--columns`: from files with foreign headers to commands that read them."""

import csv
import json
from pathlib import Path

import pytest

from tests.support.command_line import run
from tests.support.own_schema import OWN, own_bundle, own_index

CRM = "Contact ID,First Name,Last Name,Mailing City,Fax\nc1,Ann,Lee,Oslo,1\nc2,Bob,Ray,Lima,2\nc3,Cleo,Fox,Graz,3\n"
UNIVERSE = "Member ID,Full Name,Town\nm1,Ann Lee,Oslo\nm2,Bob Ray,Lima\nm3,Dan Oak,Bern\n"
LABELS = "Contact ID,Member ID\nc1,m1\nc2,m2\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ONEMATCH_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    for name, text in (("crm.csv", CRM), ("members.csv", UNIVERSE), ("labels.csv", LABELS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_one_command_maps_records_profiles_and_labels() -> None:
    result = run("columns crm.csv members.csv labels.csv --json")

    assert result.exit_code == 0
    files = json.loads(result.stdout)["files"]
    assert [(one["file"], one["kind"]) for one in files] == [
        ("crm.csv", "person"),
        ("members.csv", "person"),
        ("labels.csv", "labels"),
    ]
    assert files[0]["columns"] == {
        "Contact ID": "id",
        "First Name": "first_name",
        "Last Name": "last_name",
        "Mailing City": "city",
    }
    assert files[0]["ignored"] == ["Fax"]
    assert files[1]["read_as"]["Town"] == [["Oslo", "oslo"], ["Lima", "lima"], ["Bern", "bern"]]
    assert files[2]["columns"] == {"Contact ID": "crm_id", "Member ID": "universe_id"}


@pytest.mark.usefixtures("folder")
def test_every_command_that_reads_records_takes_what_was_written() -> None:
    run("columns crm.csv members.csv labels.csv")
    columns = ("--columns", "columns.toml")

    built = run("index --kind person --universe members.csv --out m.index", *columns)
    files = ("--crm", "crm.csv", "--index", "m.index", "--bundle", "shipped", *columns)
    matched = run("match --kind person", *files, "--out", "links.csv")
    measured = run("evaluate --kind person", *files, "--truth", "labels.csv", "--json", "-")
    others = [
        run(f"{command} --kind person", *files[2:])
        for command in (
            "gain --crm crm.csv",
            "explain --record crm.csv#c1 --profile m1",
            "passport make --record crm.csv#c1",
        )
    ]

    assert {one.exit_code for one in (built, matched, measured, *others)} == {0}
    assert 'crm.csv: used 4 of 5 columns; ignored: "Fax"' in matched.stderr
    assert json.loads(measured.stdout)["n_crm"] == 2


def test_what_may_be_read_besides_is_ready_to_paste(folder: Path) -> None:
    (folder / "members.csv").write_text("id,Surname,Given Name,x\n1,Lee,Ann,y\n", encoding="utf-8")
    out = ("--out", "m.index")

    by_map = run("index --kind person --universe members.csv", *out)
    (folder / "c.toml").write_text('[[file]]\nname = "members.csv"\nkind = "person"\n[file.columns]\nx = ""\n')
    by_file = run("index --kind person --universe members.csv", *out, "--columns", "c.toml")

    assert "used 1 of 4 columns" in by_map.stderr
    assert "add: --map Surname=last_name --map 'Given Name=first_name'" in by_map.stderr
    assert 'add to c.toml: "Surname" = "last_name", "Given Name" = "first_name"' in by_file.stderr


def test_a_file_whose_kind_is_open_needs_to_be_told(folder: Path) -> None:
    (folder / "some.csv").write_text("id,email\n1,a@b.example\n", encoding="utf-8")

    open_kind = run("columns some.csv")
    told = run("columns some.csv --kind company")

    assert (open_kind.exit_code, told.exit_code) == (2, 0)
    assert "--kind person|company|labels" in open_kind.stderr
    assert not (folder / "home").exists()


def test_questions_are_comments_that_can_be_taken(folder: Path) -> None:
    both = "id,Last Name,Work Email,Business Email\n1,Lee,a@b.example,x@b.example\n2,Ray,c@b.example,y@b.example\n"
    (folder / "some.csv").write_text(both, encoding="utf-8")

    result = run("columns some.csv")

    text = (folder / "columns.toml").read_text(encoding="utf-8")
    assert '# ? "Work Email" = "email"  # one of "Business Email", "Work Email"' in text
    assert "2 questions in columns.toml" in result.stderr
    (folder / "columns.toml").write_text(text.replace('# ? "Work', '"Work'), encoding="utf-8")
    assert json.loads(run("columns some.csv --json").stdout)["files"][0]["columns"]["Work Email"] == "email"


@pytest.mark.usefixtures("folder")
def test_own_records_are_frozen_with_their_own_names() -> None:
    run("columns crm.csv members.csv labels.csv")
    files = ("--crm", "crm.csv", "--universe", "members.csv", "--truth", "labels.csv")

    frozen = run("models freeze --kind person", *files, "--columns", "columns.toml", "--json")
    partly = run("models freeze --kind person --crm crm.csv")

    assert frozen.exit_code == 0
    assert "no row has the split `test`" in frozen.stderr
    assert [(part["name"], part["records"]) for part in json.loads(frozen.stdout)["parts"]] == [("labels", 2)]
    assert (partly.exit_code, "together" in partly.stderr) == (2, True)


FIELDS = '[[field]]\nname = "member_no"\nkind = "person"\ntype = "identifier"\nnumber = "luhn"\nrecords = "Nummer"\n'


def test_every_command_that_reads_records_takes_own_fields_under_other_names(folder: Path) -> None:
    files = ("--index", own_index(folder, OWN[:1]), "--bundle", own_bundle(folder, OWN[:1]))
    named = ("--kind", "person", "--fields", "fields.toml", *files)
    (folder / "own.csv").write_text("id,full_name,Nummer\nc1,Ann Lee,79927398713\nc2,Bo Berg,26\n", encoding="utf-8")
    (folder / "fields.toml").write_text(FIELDS, encoding="utf-8")

    matched = run("match --crm own.csv --out links.csv", *named)
    explained = run("explain --record own.csv#c1 --profile m1 --no-edits --json", *named)
    signed = run("passport make --record own.csv#c1", *named)
    planned = run("gain --crm own.csv --json", *named)

    assert {one.exit_code for one in (matched, explained, signed, planned)} == {0}
    links = list(csv.DictReader((folder / "links.csv").read_text(encoding="utf-8").splitlines()))
    assert links[0]["candidate_id"] == "m1"
    probability = float(links[0]["probability"])
    assert json.loads(explained.stdout)["pair"]["probability"] == pytest.approx(probability, abs=1e-6)
    assert json.loads(signed.stdout)["passport"]["decision"]["probability"] == probability
    assert json.loads(planned.stdout)["records"] == 2


def test_labels_are_known_by_the_ids_of_the_other_files(folder: Path) -> None:
    (folder / "answers.csv").write_text("Wer,Treffer\nm1,c1\nm2,c2\nm3,c3\n", encoding="utf-8")

    result = run("columns crm.csv members.csv answers.csv --json")

    [*_, answers] = json.loads(result.stdout)["files"]
    assert (answers["kind"], answers["columns"]) == ("labels", {"Wer": "universe_id", "Treffer": "crm_id"})


def test_what_labels_name_is_the_id_of_its_file_and_names_of_splits_are_the_split(folder: Path) -> None:
    (folder / "名簿.csv").write_text("法人番号,会社名\nf1,Acme\nf2,Globex\nf3,Initech\n", encoding="utf-8")
    (folder / "先.csv").write_text("取引先ID,会社名\nk1,Acme\nk2,Globex\nk3,Umbrella\n", encoding="utf-8")
    (folder / "正解.csv").write_text("取引先ID,法人番号,区分\nk1,f1,train\nk2,f2,test\n", encoding="utf-8")

    result = run("columns 先.csv 名簿.csv 正解.csv --kind company --json")

    assert result.exit_code == 0
    [_, profiles, labels] = json.loads(result.stdout)["files"]
    assert profiles["columns"] == {"法人番号": "id", "会社名": "name"}
    assert labels["columns"] == {"取引先ID": "crm_id", "法人番号": "universe_id", "区分": "split"}


@pytest.mark.parametrize(
    ("rows", "id_column"),
    [
        ("Key,Full Name,Member ID\nm1,Ann Lee,901\nm2,Bob Ray,902\n", "Key"),
        ("Row,Full Name,Member ID\nm1,Ann Lee,m1\nm2,Bob Ray,m2\n", "Member ID"),
    ],
    ids=["the labels hold another column than the header names", "two columns hold what the labels hold"],
)
def test_what_labels_hold_is_the_id_before_what_a_header_says(folder: Path, rows: str, id_column: str) -> None:
    (folder / "members.csv").write_text(rows, encoding="utf-8")
    (folder / "answers.csv").write_text("Wer,Treffer\nc1,m1\nc2,m2\n", encoding="utf-8")

    [_, members, _] = json.loads(run("columns crm.csv members.csv answers.csv --json").stdout)["files"]

    assert [name for name, column in members["columns"].items() if column == "id"] == [id_column]


def test_what_a_user_wrote_is_the_id_whatever_the_labels_hold(folder: Path) -> None:
    (folder / "members.csv").write_text("Key,Full Name,Member ID\nm1,Ann Lee,901\nm2,Bob Ray,902\n", encoding="utf-8")
    section = '[[file]]\nname = "members.csv"\nkind = "person"\n[file.columns]\n"Member ID" = "id"\n'
    (folder / "columns.toml").write_text(section, encoding="utf-8")

    [_, members, _] = json.loads(run("columns crm.csv members.csv labels.csv --json").stdout)["files"]

    assert members["columns"] == {"Member ID": "id", "Full Name": "full_name"}


def test_what_is_sure_is_written_where_one_file_stays_open(folder: Path) -> None:
    (folder / "some.csv").write_text("id,email\n1,a@b.example\n", encoding="utf-8")

    result = run("columns some.csv crm.csv")

    assert result.exit_code == 2
    assert "some.csv: the columns do not say what the rows are" in result.stderr
    assert '"First Name" = "first_name"' in (folder / "columns.toml").read_text(encoding="utf-8")


def test_an_own_number_is_declared_with_its_decimal_sign(folder: Path) -> None:
    rows = "".join(f"{n},Firma {n},{n}.500\n" for n in range(1, 21))
    (folder / "firmen.csv").write_text(f"id,Firma,Umsatz\n{rows}", encoding="utf-8")

    [file] = json.loads(run("columns firmen.csv --kind company --json").stdout)["files"]

    assert file["own_fields"] == [{"column": "Umsatz", "name": "umsatz", "type": "number", "decimal": ","}]


def test_an_own_field_of_two_files_is_said_once_for_both(folder: Path) -> None:
    rows = "".join(f"{n},Ann Lee,{['Gold', 'Iron'][n % 2]},{n % 7}\n" for n in range(1, 31))
    (folder / "crm.csv").write_text(f"id,Full Name,Tier,Only Here\n{rows}", encoding="utf-8")
    (folder / "members.csv").write_text(f"id,Full Name,Tier,Other\n{rows}", encoding="utf-8")

    said = run("columns crm.csv members.csv --kind person").stdout

    declared = [block.splitlines() for block in said.partition("would say:\n")[2].split("[[field]]\n")[1:]]
    assert [block[0] for block in declared] == ['name = "tier"', 'name = "only_here"', 'name = "other"']
    assert declared[0][3:5] == ['records = "Tier"', 'profiles = "Tier"']
    assert declared[1][3] == 'records = "Only Here"  # or profiles, where the file holds profiles'
