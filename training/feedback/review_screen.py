"""The screen of a review: a record beside as many candidates as the terminal has room for, differences marked."""

import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.tables.terminal import printable
from features.schema.kinds import Kind
from training.evaluation.report.errors import Agreement
from training.explanation_view import print_explanation
from training.feedback.keys import ReadKey
from training.feedback.pair_table import ReviewCell, ReviewRow, pair_table
from training.feedback.review_session import HELP, PairQuestion, ReviewState, ShownReasons
from training.terminal import can_print

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

KEYS = "y/1 this one  2 3 other  n not this  0 nobody  s skip  z back  q leave  ? all"
ALL_KEYS = "y/1 this one  2 3 the other  n not this one  0 nobody  s skip  z back  e why  b blind  q leave  ? help"
MARKS = {Agreement.SAME: ("=", "same"), Agreement.CLOSE: ("≈", "close"), Agreement.DIFFERENT: ("≠", "differs")}
PLAIN_SIGNS = {"≈": "~", "≠": "!"}
LEAST_VALUE, NAME_WIDTH, MARK_WIDTH, GAP = 18, 12, 9, 2
WIDEST = 200


@dataclass(frozen=True, slots=True)
class TerminalScreen:
    """Shows questions on standard output. A terminal is cleared for each; a pipe gets one after the other."""

    kind: Kind
    key: ReadKey

    def show(self, question: PairQuestion, state: ReviewState, *, blind: bool) -> None:
        """Show one question with its state, and the keys below."""
        console = self._console()
        if console.is_terminal:
            console.clear()
        self.say(state.said)
        for line in _so_far(question.name, state):
            self.say(line)
        rows = pair_table(self.kind, question.record, [one.values for one in question.candidates])
        room = shown_at_once(console.width, len(question.candidates))
        console.print(self._table(question, rows, room, blind=blind))
        for number in range(room, len(question.candidates)):
            console.print(self._beside(question, rows, number, blind=blind))
        if question.model_answer and not blind:
            self.say(question.model_answer)
        if question.pending:
            self.say(question.pending)
        self.say(ALL_KEYS if len(ALL_KEYS) < console.width else KEYS)

    def why(self, why: ShownReasons) -> None:
        """Show the explanation of a pair."""
        if why.note:
            self.say(why.note)
        if why.explanation is not None:
            print_explanation(why.explanation)

    def help(self) -> None:
        """Show every key."""
        for key, meaning in HELP:
            self.say(f"  {key:<8}{meaning}")

    def say(self, text: str) -> None:
        """Print a line."""
        self._console().print(printable(text), markup=False, highlight=False)

    def read_key(self) -> str:
        return self.key()

    def _console(self) -> "Console":
        from rich.console import Console

        width = min(shutil.get_terminal_size((80, 24)).columns, WIDEST) if sys.stdout.isatty() else 100
        return Console(width=width, highlight=False)

    def _table(self, question: PairQuestion, rows: Sequence[ReviewRow], room: int, *, blind: bool) -> "Table":
        from rich import box
        from rich.table import Table
        from rich.text import Text

        table = Table(box=box.SIMPLE_HEAD, padding=(0, GAP, 0, 0), pad_edge=False, expand=True)
        table.add_column("field", width=NAME_WIDTH, overflow="fold")
        table.add_column("record", ratio=1, overflow="fold")
        for number in range(room):
            if not blind:
                table.add_column("", width=MARK_WIDTH, no_wrap=True)
            table.add_column(Text(_heading(question, number, blind=blind)), ratio=1, overflow="fold")
        for row in rows:
            if not (row.record.words or any(cell.words for cell in row.candidates[:room])):
                continue
            cells = [part for cell in row.candidates[:room] for part in self._cells(cell, blind=blind)]
            table.add_row(Text(printable(row.name).replace("_", " ")), self._value(row.record, blind=blind), *cells)
        return table

    def _cells(self, cell: ReviewCell, *, blind: bool) -> list["Text"]:
        from rich.text import Text

        value = self._value(cell, blind=blind)
        return [value] if blind else [Text(_mark(cell.agrees)), value]

    def _value(self, cell: ReviewCell, *, blind: bool) -> "Text":
        """Return a value; words that the other side lacks stand in brackets, and bold where the terminal can."""
        from rich.text import Text

        text = Text()
        for number, (word, differs) in enumerate(cell.words):
            marked = differs and not blind
            text.append(" " if number else "")
            text.append(f"[{printable(word)}]" if marked else printable(word), style="bold" if marked else "")
        return text

    def _beside(self, question: PairQuestion, rows: Sequence[ReviewRow], number: int, *, blind: bool) -> "Text":
        """Return one line for a candidate without a column: the fields that differ from the record, or all if blind."""
        from rich.text import Text

        line = Text.assemble((_heading(question, number, blind=blind), "bold"))
        for row in rows:
            cell = row.candidates[number]
            if cell.words and (blind or cell.agrees is not Agreement.SAME):
                line.append(f"  {row.name.replace('_', ' ')} {'' if blind else _sign(cell.agrees)}")
                line.append_text(self._value(cell, blind=blind))
        return line


def shown_at_once(width: int, candidates: int) -> int:
    """Return how many candidates have a column of their own; others are lines below."""
    rest = width - NAME_WIDTH - GAP
    fitting = (rest - LEAST_VALUE - GAP) // (MARK_WIDTH + LEAST_VALUE + 2 * GAP)
    return max(1, min(candidates, fitting))


def _so_far(name: str, state: ReviewState) -> list[str]:
    """Return how far the review is, and what is left without further answers."""
    done = f"answered {state.answered}" + (f", skipped {state.skipped}" if state.skipped else "")
    lines = [f"{name}   question {state.position + 1} of {state.questions}, {state.left - 1} to come; {done}"]
    if state.risk is not None:
        left = f"{state.risk.wrong_links:,.1f} wrong links and {state.risk.missed:,.1f} missed matches"
        lines.append(f"risk left: {left} among {state.risk.records:,} records")
    return lines


def _heading(question: PairQuestion, number: int, *, blind: bool) -> str:
    candidate = question.candidates[number]
    probability = "" if blind or candidate.probability is None else f"  {candidate.probability:.4f}"
    return f"{number + 1}  {printable(candidate.id)}{probability}"


def _sign(agrees: Agreement | None) -> str:
    sign = MARKS[agrees][0] if agrees in MARKS else ""
    return sign if can_print(sign) else PLAIN_SIGNS[sign]


def _mark(agrees: Agreement | None) -> str:
    return f"{_sign(agrees)} {MARKS[agrees][1]}" if agrees in MARKS else ""
