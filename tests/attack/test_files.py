"""Hostile values on their way into files: names of files, entries of archives, cells that a spreadsheet would run."""

import csv
import io
from zipfile import ZipFile

import openpyxl
import pytest

from serving.vocabulary.terms import Scope
from tests.attack.two_tenants import TwoTenants
from tests.support.reports_tenant import do_jobs
from tests.support.small_network import contact
from tests.support.sync_tenant import Sync, upsert
from tests.support.tenant import ADMIN

FORMULAS = (
    '=HYPERLINK("http://evil.example","x")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
)
HOSTILE_IDS = ("../../etc/passwd", "..\\..\\x", "/absolute", 'a"; filename="b', "x\r\nSet-Cookie: a=b")


@pytest.fixture
def filled(both: TwoTenants) -> TwoTenants:
    """The attacker's contract with hostile names and ids in its records."""
    rows = [
        upsert("contact", id=f"f{n}", **contact("M9", last_name=value, title=value)) for n, value in enumerate(FORMULAS)
    ]
    Sync(both.attacker).send(*rows, *(upsert("contact", id=one, last_name="Nobody") for one in HOSTILE_IDS))
    return both


def exported(both: TwoTenants) -> bytes:
    tenant = both.attacker
    headers = {"Idempotency-Key": "files"}
    job = tenant.ask("POST", "/exports", scopes=Scope.ADMIN, acting=ADMIN, headers=headers).json()
    do_jobs(tenant)
    answer = tenant.ask("GET", f"/jobs/{job['id']}/file", scopes=Scope.ADMIN)
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == 'attachment; filename="onematch-production.zip"'
    return answer.content


@pytest.mark.parametrize("report", ["unmatched", "duplicates", "match-rates"])
def test_no_cell_of_a_report_begins_as_a_formula(filled: TwoTenants, report: str) -> None:
    headers = {"Accept": "text/csv"}

    answer = filled.attacker.ask("GET", f"/reports/{report}", scopes=Scope.ADMIN, acting=ADMIN, headers=headers)

    cells = [cell for row in csv.reader(io.StringIO(answer.text)) for cell in row]
    assert cells, answer.text
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


def test_an_archive_has_one_entry_and_its_cells_are_texts(filled: TwoTenants) -> None:
    with ZipFile(io.BytesIO(exported(filled))) as zipped:
        names = zipped.namelist()
        book = openpyxl.load_workbook(io.BytesIO(zipped.read(names[0])))

    assert names == ["onematch.xlsx"]
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} <= {"s", "inlineStr", "n"}
    assert {value for value in FORMULAS if value.strip() == value} <= {str(cell.value) for cell in cells}
