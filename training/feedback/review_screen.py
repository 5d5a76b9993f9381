"""The terminal of a review: a record beside its candidates with differences marked, and the keys that answer.

A key needs no Enter on a terminal; in a pipe it is the first letter of a line.
"""

import os
import selectors
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from data.tables.terminal import printable
from features.normalise.text import read_sentences
from features.schema.kinds import Kind
from serving.explanation.bodies import ExplanationShown
from training.evaluation.report.errors import Agreement
from training.explanation_view import print_explanation
from training.feedback.pair_table import PairQuestion, ReviewCell, ReviewRow, pair_table
from training.terminal import can_print

ReadKey = Callable[[], str]
END = ""
NOTHING = "\n"
"""The end of the input; a key or a line that says nothing, such as an arrow or an empty one."""
_CTRL_D = b"\x04"
_ESCAPE = b"\x1b"

KEYS = "y/1 this one  2 3 other  n not this  0 nobody  s skip  z back  q leave  ? all"
ALL_KEYS = "y/1 this one  2 3 the other  n not this one  0 nobody  s skip  z back  e why  b blind  q leave  ? help"
MARKS = {Agreement.SAME: ("=", "same"), Agreement.CLOSE: ("≈", "close"), Agreement.DIFFERENT: ("≠", "differs")}
PLAIN_SIGNS = {"≈": "~", "≠": "!"}
HELP = read_sentences(
    """
    y or 1: this one: the record is candidate 1
    2, 3: the record is the other candidate
    n: not this one: candidate 1 is wrong, nothing is said of others
    0: nobody: the network does not hold this record's profile
    s: skip, answer nothing
    z: back: take the last answer back and ask again
    e: why: what speaks for and against; again for the next candidate
    b: blind: hide or show probability, reasons and marks
    q: leave; what is answered is kept
    ?: this help
    """
)

MIN_VALUE = 18
NAME_WIDTH = 12
MARK_WIDTH = 9
GAP = 2
WIDEST = 200


@dataclass
class TerminalScreen:
    """Shows questions on standard output. A terminal is cleared for each; a pipe gets one after the other."""

    kind: Kind
    key: ReadKey

    def show(self, question: PairQuestion, so_far: Sequence[str], *, blind: bool) -> None:
        """Show one question below how far the review is, and the keys below it."""
        console = self._console()
        if console.is_terminal:
            console.clear()
        for line in so_far:
            self.say(line)
        rows = pair_table(self.kind, question.record, [candidate.values for candidate in question.candidates])
        room = shown_at_once(console.width, len(question.candidates))
        console.print(self._table(question, rows, room, blind=blind))
        for number in range(room, len(question.candidates)):
            console.print(self._beside(question, rows, number, blind=blind))
        if question.model_answer and not blind:
            self.say(question.model_answer)
        if question.pending:
            self.say(question.pending)
        self.say(ALL_KEYS if len(ALL_KEYS) < console.width else KEYS)

    def why(self, explanation: ExplanationShown | None, note: str) -> None:
        """Show the explanation of a pair, below what it leaves out."""
        if note:
            self.say(note)
        if explanation is not None:
            print_explanation(explanation)

    def help(self) -> None:
        """Show every key."""
        for key, meaning in HELP.items():
            self.say(f"  {key:<8}{meaning}")

    def say(self, text: str) -> None:
        """Print a line."""
        self._console().print(printable(text), markup=False, highlight=False)

    def _console(self) -> Console:

        width = min(shutil.get_terminal_size((80, 24)).columns, WIDEST) if sys.stdout.isatty() else 100
        return Console(width=width, highlight=False)

    def _table(self, question: PairQuestion, rows: Sequence[ReviewRow], room: int, *, blind: bool) -> Table:

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

    def _cells(self, cell: ReviewCell, *, blind: bool) -> list[Text]:

        value = self._value(cell, blind=blind)
        return [value] if blind else [Text(_mark(cell.agrees)), value]

    def _value(self, cell: ReviewCell, *, blind: bool) -> Text:
        """Return a value; words that the other side lacks stand in brackets, and bold where the terminal can."""

        text = Text()
        for number, (word, differs) in enumerate(cell.words):
            marked = differs and not blind
            text.append(" " if number else "")
            text.append(f"[{printable(word)}]" if marked else printable(word), style="bold" if marked else "")
        return text

    def _beside(self, question: PairQuestion, rows: Sequence[ReviewRow], number: int, *, blind: bool) -> Text:
        """Return one line for a candidate without a column: the fields that differ from the record, or all if blind."""

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
    fitting = (rest - MIN_VALUE - GAP) // (MARK_WIDTH + MIN_VALUE + 2 * GAP)
    return max(1, min(candidates, fitting))


def _heading(question: PairQuestion, number: int, *, blind: bool) -> str:
    candidate = question.candidates[number]
    probability = "" if blind or candidate.probability is None else f"  {candidate.probability:.4f}"
    return f"{number + 1}  {printable(candidate.id)}{probability}"


def _sign(agrees: Agreement | None) -> str:
    sign = MARKS[agrees][0] if agrees in MARKS else ""
    return sign if can_print(sign) else PLAIN_SIGNS[sign]


def _mark(agrees: Agreement | None) -> str:
    return f"{_sign(agrees)} {MARKS[agrees][1]}" if agrees in MARKS else ""


@contextmanager
def keys() -> Iterator[ReadKey]:
    """Yield a function that waits for the next key; the terminal is as before after the block, however it ends."""
    if not sys.stdin.isatty():
        yield key_of_line
        return
    try:
        import termios
        import tty
    except ImportError:  # no such terminals on this system
        yield key_of_line
        return
    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    try:
        tty.setcbreak(terminal)
        yield lambda: key_of_terminal(terminal)
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)


def key_of_line() -> str:
    """Return the first letter of the next line."""
    line = sys.stdin.readline()
    return END if not line else line.strip().lower()[:1] or NOTHING


def key_of_input() -> str:
    """Return the first letter of what `input` reads, as of the box below a notebook's cell."""
    try:
        return input("answer: ").strip().lower()[:1] or NOTHING
    except EOFError:
        return END


def key_of_terminal(terminal: int) -> str:
    """Return the next key; what a key sends as several bytes is no key of a review."""
    first = os.read(terminal, 1)
    if first in {b"", _CTRL_D}:
        return END
    if first == _ESCAPE or first[0] >= 0x80:
        with selectors.DefaultSelector() as waiting:
            waiting.register(terminal, selectors.EVENT_READ)
            while waiting.select(0.02) and os.read(terminal, 32):
                continue
        return NOTHING
    return first.decode("ascii").lower()
