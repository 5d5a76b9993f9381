"""The cells of workbooks in an archive."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

from openpyxl import load_workbook

Sheet = list[list[Any]]


def books_of(zipped: bytes) -> dict[str, dict[str, Sheet]]:
    """Return the rows of each sheet by its title, of each workbook by its name."""
    with ZipFile(BytesIO(zipped)) as archive:
        books = {name: load_workbook(BytesIO(archive.read(name))) for name in archive.namelist()}
    return {
        name: {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}
        for name, book in books.items()
    }
