"""The sheets of a customer's export (S79), and an Excel workbook inside a .zip, written as a stream (S80).

openpyxl and XlsxWriter collect a sheet in a temporary file or in memory. A temporary file would hold values in plain
text and survive a killed process; memory does not hold a million rows. So the parts of a workbook (ECMA-376, part 1,
18) go directly into the stream; the tests read them with openpyxl.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, count, islice
from types import TracebackType
from typing import IO, Self
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

from features.schema.kinds import COMPANY_COLUMNS, PERSON_COLUMNS
from features.schema.value_class import value_class
from serving.vocabulary.terms import CrmObject

ROWS_OF_A_SHEET = 1_048_576
LETTERS_OF_A_CELL = 32_767
LETTERS_OF_A_TITLE = 31

Row = Sequence[str | None]

_LINK = ("link_state", "linked_to", "linked_by", "probability", "linked_since")
_OPPORTUNITY = (
    "id name account_id contact_ids owner_id pipeline stage status amount currency created_at close_date modified_at"
)
_USER = ("id", "name", "email", "active", "modified_at")
_OTHER = "other"
"""The last column of a CRM object's sheet: received values without a column, as `name: value` lines."""
_NAMES_OF_USERS = frozenset({"name", "email"})
_LEAD_ONLY = ("status", "stage")


@value_class
class Sheet:
    """One sheet: its title, its columns, and the CRM object whose records it lists (None: data of onematch)."""

    title: str
    columns: tuple[str, ...]
    crm_object: CrmObject | None = None


def sheets(*, sso: bool) -> tuple[Sheet, ...]:
    """Return the sheets of an export; under SSO no user's name or e-mail is stored (S81)."""
    user = tuple(name for name in _USER if not (sso and name in _NAMES_OF_USERS))
    return (
        Sheet("accounts", (*COMPANY_COLUMNS, *_LINK, _OTHER), CrmObject.ACCOUNT),
        Sheet("contacts", (*PERSON_COLUMNS, *_LINK, _OTHER), CrmObject.CONTACT),
        Sheet("leads", (*PERSON_COLUMNS, *_LEAD_ONLY, *_LINK, _OTHER), CrmObject.LEAD),
        Sheet("opportunities", (*_OPPORTUNITY.split(), _OTHER), CrmObject.OPPORTUNITY),
        Sheet("users", user, CrmObject.USER),
        Sheet("judgements", ("object", "record_id", "profile_id", "verdict", "source", "because", "at")),
        Sheet("same_records", ("object", "record_id", "other_object", "other_id", "verdict", "at")),
        Sheet("saves", ("user_id", "kind", "profile_id", "opportunity_id", "state", "reason", "made_at")),
        Sheet("activities", ("id", "kind", "user_id", "profile_id", "state", "occurred_at", "subject", "body")),
    )


def row_of(sheet: Sheet, values: Mapping[str, str | None]) -> Row:
    """Return a sheet's row of values by name; values without a column go into the column `other`, if there is one."""
    known = [values.get(name) for name in sheet.columns]
    if sheet.columns[-1] == _OTHER:
        others = sorted(name for name in values if name not in sheet.columns and values[name])
        known[-1] = "\n".join(f"{name}: {values[name]}" for name in others) or None
    return known


def titles(title: str) -> Iterator[str]:
    """Yield the names of the sheets that one kind of row is split over: `contacts`, `contacts 2`, ..."""
    yield title[:LETTERS_OF_A_TITLE]
    part = 2
    while True:
        ending = f" {part}"
        yield title[: LETTERS_OF_A_TITLE - len(ending)] + ending
        part += 1


def rows_that_fit(row: Row) -> Iterator[Row]:
    """Yield a row, and further rows for texts longer than a cell; each begins with the id.

    Excel counts a letter outside the basic plane twice, so cells are cut at half of what they can hold.
    """
    size = LETTERS_OF_A_CELL // 2
    n_rows = max([1, *(-(-len(text) // size) for text in row if text)])
    for part in range(n_rows):
        rest = [(text or "")[part * size : (part + 1) * size] or None for text in row[1:]]
        yield [(row[0] or "")[:size], *rest]


_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LIKE_AN_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_ROWS_AT_ONCE = 500


class Workbook:
    """A workbook of text cells, as the only member of a .zip that is written to a stream without seeking."""

    def __init__(self, stream: IO[bytes], name: str, rows_of_a_sheet: int = ROWS_OF_A_SHEET) -> None:
        self._rows_of_a_sheet = rows_of_a_sheet
        self._titles: list[str] = []
        self._outer = ZipFile(stream, "w", ZIP_DEFLATED)
        self._member = self._outer.open(name, "w", force_zip64=True)
        self._book = ZipFile(self._member, "w", ZIP_DEFLATED)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if kind is None:
            self._write_frame()
        self._book.close()
        self._member.close()
        self._outer.close()

    def add(self, title: str, columns: tuple[str, ...], rows: Iterable[Row]) -> int:
        """Write rows as one sheet, or as several above Excel's row limit; return the number of rows."""
        counter = count()
        left = chain.from_iterable(rows_that_fit(row) for row, _ in zip(rows, counter, strict=False))
        first: Row | None = next(left, None)
        for name in titles(title):
            full = islice(left, self._rows_of_a_sheet - 2)
            self._write_sheet(name, columns, full if first is None else chain([first], full))
            first = next(left, None)
            if first is None:
                break
        return next(counter)

    def _write_sheet(self, title: str, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
        self._titles.append(title)
        with self._book.open(f"xl/worksheets/sheet{len(self._titles)}.xml", "w", force_zip64=True) as sheet:
            sheet.write(f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
            written = (f"<row>{''.join(map(_cell_text, row))}</row>" for row in chain([columns], rows))
            while text := "".join(islice(written, _ROWS_AT_ONCE)):
                sheet.write(text.encode())
            sheet.write(b"</sheetData></worksheet>")

    def _write_frame(self) -> None:
        numbers = range(1, len(self._titles) + 1)
        for name, text in (
            ("[Content_Types].xml", _content_types(numbers)),
            ("_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])),
            ("xl/workbook.xml", _workbook(self._titles)),
            ("xl/_rels/workbook.xml.rels", _relations([("worksheet", f"worksheets/sheet{n}.xml") for n in numbers])),
        ):
            self._book.writestr(name, _HEAD + text)


def _cell_text(text: str | None) -> str:
    """Return a cell with an inline string, which is never read as a formula."""
    if not text:
        return "<c/>"
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(_writable(text))}</t></is></c>'


def _writable(text: str) -> str:
    """Escape characters that XML cannot hold as `_xHHHH_` (ECMA-376, part 1, 22.9.2.19), and text of that form."""
    plain = _LIKE_AN_ESCAPE.sub("_x005F_", text)
    return _UNWRITABLE.sub(lambda character: f"_x{ord(character[0]):04X}_", plain).replace("\r", "_x000D_")


def _content_types(numbers: Iterable[int]) -> str:
    parts = [("/xl/workbook.xml", "sheet.main"), *((f"/xl/worksheets/sheet{n}.xml", "worksheet") for n in numbers)]
    overrides = "".join(f'<Override PartName="{name}" ContentType="{_TYPE}.{kind}+xml"/>' for name, kind in parts)
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType="{relations}"/>{overrides}</Types>'


def _relations(targets: Iterable[tuple[str, str]]) -> str:
    lines = (
        f'<Relationship Id="r{n}" Type="{_DOCUMENT}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_RELATIONS}">{"".join(lines)}</Relationships>'


def _workbook(names: Iterable[str]) -> str:
    sheets = "".join(f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(names, 1))
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}"><sheets>{sheets}</sheets></workbook>'
