"""`onematch columns`: propose which column of a file is which, show how it is read, write `columns.toml`."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer

from data.tables.atomic import write_whole
from data.tables.mapping.columns_file import (
    FILE_KINDS,
    LABELS,
    FileSection,
    read_sections,
    section_text,
    settled_in,
    with_section,
)
from data.tables.mapping.label_files import labels_by_ids
from data.tables.mapping.proposal import NOTHING_SETTLED, MappingProposal, guess_kind, looks_like_labels, propose
from data.tables.mapping.readings import ColumnReading, decimal_sign, likely_type, own_name, readings
from data.tables.mapping.samples import ColumnSample, read_sample
from data.tables.renames import Renames
from features.schema.errors import Refused
from features.schema.kinds import Kind
from features.schema.texts import wording
from training.commands.options import (
    JsonOption,
    check_files,
    command,
    new_app,
    quoted,
    read_table,
    written_option,
)
from training.terminal import OptionsWrong, print_json, print_line, print_lines, print_note, print_table
from training.worded_commands import option

NOT_THIS = "none of them"
KINDS: Mapping[str, Kind | None] = {**{kind.value: kind for kind in Kind}, LABELS: None}
OPEN = ""
"""The kind of rows of which nothing says what they are."""
SHOWN = 3
"""The values of a column that are shown beside a question."""
OutOption = Annotated[Path, written_option("--out", "The file to write; its other sections stay.")]


class ColumnsOpen(Refused):
    """A proposal names no column for the ids of a file, so that no command can read it yet."""


app = new_app()


@command(
    app,
    "onematch columns crm.csv members.csv labels.csv",
    "onematch columns accounts.csv --kind company --out accounts.toml",
    "onematch match --kind person --crm crm.csv --universe members.csv --columns columns.toml ...",
)
def columns(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE|QUERY", help="Files of records or labels.", parser=read_table)
    ],
    kind: Annotated[
        Literal["person", "company", "labels"] | None, option("--kind", "What the rows are; else guessed.")
    ] = None,
    out: OutOption = Path("columns.toml"),
    as_json: JsonOption = False,
) -> None:
    """Propose which column of a file is which.

    Writes a file for --columns of the other commands. A proposal rests on the names of the columns and on their values.
    Prints how five values of each are read. What is uncertain is a
    question, never taken silently: on a terminal it is asked, in the file it is a line with `# ?`. What a section for
    the same file holds already stays. Exit code 1: no column holds the ids.
    """
    check_files({"--out": out}, {f"FILE {number}": file for number, file in enumerate(files, 1)})
    sections = read_sections(out) if out.is_file() else []
    text = out.read_text(encoding="utf-8-sig") if out.is_file() else ""
    asks = sys.stdin.isatty() and sys.stdout.isatty() and not as_json
    samples = [read_sample(file) for file in files]
    by_ids = labels_by_ids(samples)
    proposals: list[tuple[ColumnSample, MappingProposal]] = []
    for sample in samples:
        file_kind = _kind(sample, kind, sections, by_ids=by_ids, asks=asks)
        if file_kind == OPEN:
            continue
        proposal = _propose(sample, KINDS[file_kind], sections, by_ids.get(sample.path, NOTHING_SETTLED), asks=asks)
        text = with_section(text, sample.path.name, section_text(sample.path.name, proposal))
        proposals.append((sample, proposal))
        if not as_json:
            _print_proposal(sample, proposal, readings(proposal, sample))
    if proposals:
        write_whole(out, text)
    if as_json:
        print_json({"out": out, "files": [_as_json(sample, proposal) for sample, proposal in proposals]})
    elif proposals:
        _print_own_fields(proposals)
        print_line("written: {out}; every command that reads these files takes it: --columns {out}", out=out)
    said = {sample.path for sample, _ in proposals}
    if left := [str(file) for file in files if file not in said]:
        kinds = "|".join(FILE_KINDS)
        raise OptionsWrong(
            "{left}: the columns do not say what the rows are: --kind {kinds}", left=", ".join(left), kinds=kinds
        )
    _require_ids(proposals, out)


def _propose(
    sample: ColumnSample, kind: Kind | None, sections: Sequence[FileSection], by_ids: Renames, *, asks: bool
) -> MappingProposal:
    said = settled_in(sections, sample.path.name, kind)
    settled = {**{name: column for name, column in by_ids.items() if column not in said.values()}, **said}
    proposal = propose(kind, sample, settled)
    if not asks or not proposal.open_columns:
        return proposal
    return propose(kind, sample, {**settled, **_answers(proposal, sample)})


def _kind(
    sample: ColumnSample,
    named: str | None,
    sections: Sequence[FileSection],
    *,
    by_ids: Mapping[Path, Renames],
    asks: bool,
) -> str:
    """Return what a file's rows are: as named, as in its section, by its ids or header, as asked, or OPEN."""
    is_labels = "crm_id" in by_ids.get(sample.path, {}).values() or looks_like_labels(sample)
    if named is not None and (named == LABELS or not is_labels):
        return named
    known = [section.kind for section in sections if section.name == sample.path.name]
    if known or is_labels:
        return known[0].value if known and known[0] is not None else LABELS
    if (guessed := guess_kind(sample)) is not None:
        return guessed.value
    return _ask(wording("{sample_path}: what are the rows?", sample_path=sample.path), FILE_KINDS) if asks else OPEN


def _answers(proposal: MappingProposal, sample: ColumnSample) -> dict[str, str]:
    """Ask about each canonical column that has questions and no header; return the answers as mappings."""
    answers: dict[str, str] = {}
    for column in proposal.open_columns:
        open_questions = [question for question in proposal.questions if question.column == column]
        questions = [question for question in open_questions if not answers.get(question.header)]
        if not questions:
            continue
        headers = [question.header for question in questions]
        shown = [
            f"{question.header} ({_first_values(sample, question.header)}): {question.reason}" for question in questions
        ]
        answer = _ask(
            wording("{sample_path}: which column is {column}?", sample_path=sample.path, column=column),
            (*headers, NOT_THIS),
            (*shown, NOT_THIS),
        )
        answers |= {header: "" for header in headers if answer == NOT_THIS}
        answers |= {answer: column} if answer != NOT_THIS else {}
    return answers


def _ask(question: str, choices: Sequence[str], shown: Sequence[str] | None = None) -> str:
    """Ask until a number of the list is given; return the choice."""
    print_line(question)
    for number, choice in enumerate(shown or choices, 1):
        print_line(f"  {number}  {choice}")
    while True:
        answer = str(typer.prompt(wording("1 to {last}", last=len(choices)))).strip()
        if answer.isdecimal() and 1 <= int(answer) <= len(choices):
            return choices[int(answer) - 1]


def _print_proposal(sample: ColumnSample, proposal: MappingProposal, read: Sequence[ColumnReading]) -> None:
    kind = "labels" if proposal.kind is None else f"{proposal.kind} records"
    title = wording(
        "{sample_path}: {kind}, {n_taken} of {n_header} columns are read",
        sample_path=sample.path,
        kind=kind,
        n_taken=len(proposal.taken),
        n_header=len(sample.header),
    )
    rows = [
        (reading.header if not number else "", reading.column if not number else "", raw, value)
        for reading in read
        for number, (raw, value) in enumerate(reading.values or (("", ""),))
    ]
    print_table(title, ("column", "is", "value", "read as"), rows)
    if proposal.questions:
        question_rows = [
            (question.header, question.column, _first_values(sample, question.header), question.reason)
            for question in proposal.questions
        ]
        print_table("Questions", ("column", "may be", "values", "why it is asked"), question_rows)
    if proposal.ignored or proposal.dropped:
        print_line("ignored: {names}", names=", ".join((*proposal.ignored, *proposal.dropped)))


def _print_own_fields(proposals: Sequence[tuple[ColumnSample, MappingProposal]]) -> None:
    """Print how each ignored column that looks like evidence is declared: on both sides where two files have it."""
    found = [
        (header, {"name": declared["name"], "kind": str(proposal.kind), **declared})
        for sample, proposal in proposals
        for header, declared in _own_fields(sample, proposal)
    ]
    if found:
        print_line(wording("ignored columns that may be evidence of your own; a fields.toml for --fields would say:"))
    headers = [header for header, _ in found]
    for header, stated in dict(found).items():
        print_lines("[[field]]", *(f"{key} = {quoted(value)}" for key, value in stated.items()))
        if headers.count(header) > 1:
            print_lines(f"records = {quoted(header)}", f"profiles = {quoted(header)}")
        else:
            print_line("records = {header}  # or profiles, where the file holds profiles", header=quoted(header))


def _first_values(sample: ColumnSample, header: str) -> str:
    """Return some different values of a column, as they are shown beside a question."""
    return ", ".join(list(dict.fromkeys(sample.filled(header)))[:SHOWN])


def _own_fields(sample: ColumnSample, proposal: MappingProposal) -> list[tuple[str, dict[str, str]]]:
    """Return ignored columns of records that look like evidence, each with name, type and options of a field."""
    if proposal.kind is None:
        return []
    rows = len(next(iter(sample.values.values()), ()))
    guessed = [(header, likely_type(sample.filled(header), rows)) for header in proposal.ignored]
    found = [(header, {"name": own_name(header), "type": type_}) for header, type_ in guessed if type_ is not None]
    for header, declared in found:
        if declared["type"] == "number" and (decimal := decimal_sign(sample.filled(header))) is not None:
            declared["decimal"] = decimal
    return found


def _require_ids(proposals: Sequence[tuple[ColumnSample, MappingProposal]], out: Path) -> None:
    """Raise ColumnsOpen where a file has no column of ids yet; print how many questions are open."""
    open_questions = sum(len(proposal.questions) for _, proposal in proposals)
    if open_questions:
        counted = "1 question" if open_questions == 1 else f"{open_questions} questions"
        print_note("{counted} in {out}: remove the `# ?` of a line to answer it with yes", counted=counted, out=out)
    for sample, proposal in proposals:
        missing = [name for name in _keys(proposal) if name not in proposal.taken.values()]
        if missing:
            raise ColumnsOpen(
                "{sample_path}: no column is {missing} yet; complete its section in {out}",
                sample_path=sample.path,
                missing=missing[0],
                out=out,
            )


def _keys(proposal: MappingProposal) -> tuple[str, ...]:
    return ("crm_id", "universe_id") if proposal.kind is None else ("id",)


def _as_json(sample: ColumnSample, proposal: MappingProposal) -> Mapping[str, object]:
    return {
        "file": sample.path,
        "kind": "labels" if proposal.kind is None else proposal.kind.value,
        "columns": dict(proposal.taken),
        "questions": [
            {"column": question.header, "may_be": question.column, "reason": question.reason}
            for question in proposal.questions
        ],
        "ignored": [*proposal.ignored, *proposal.dropped],
        "own_fields": [{"column": header, **declared} for header, declared in _own_fields(sample, proposal)],
        "read_as": {reading.header: [list(pair) for pair in reading.values] for reading in readings(proposal, sample)},
    }
