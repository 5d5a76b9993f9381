"""The questions of a review in a notebook: HTML below the cell. Imported in a kernel alone, which brings IPython."""

from collections.abc import Sequence
from dataclasses import dataclass

from IPython.display import HTML, display

from serving.explanation.bodies import ExplanationShown
from training.evaluation.report.errors import Agreement
from training.evaluation.report.explanation_page import Explanation
from training.evaluation.report.picture import render
from training.feedback.pair_table import PairQuestion, pair_table
from training.feedback.review_screen import ALL_KEYS, MARKS, TerminalScreen
from training.terminal import print_line


@dataclass
class NotebookScreen(TerminalScreen):
    """Shows a question as a table, and an explanation with its waterfall."""

    def show(self, question: PairQuestion, so_far: Sequence[str], *, blind: bool) -> None:
        """Show one question below how far the review is, and the keys below it."""
        rows = pair_table(self.kind, question.record, [candidate.values for candidate in question.candidates])
        page = render(
            "question.html.j2",
            question=question,
            rows=rows,
            so_far=[line for line in so_far if line],
            blind=blind,
            marks=MARKS,
            differs=Agreement.DIFFERENT,
            keys=ALL_KEYS,
        )
        display(HTML(page))  # type: ignore[no-untyped-call]

    def why(self, explanation: ExplanationShown | None, note: str) -> None:
        """Show the explanation of a pair, below what it leaves out."""
        self.say(note)
        if explanation is not None:
            display(Explanation(explanation))  # type: ignore[no-untyped-call]

    def say(self, text: str) -> None:
        """Print a line."""
        if text:
            print_line(text)
