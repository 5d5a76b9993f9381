"""What the keys of a review do, and how a pair is shown, without a file or a terminal."""

import os
import pty
import tty
from collections.abc import Sequence

import pytest

from data.labels.label_rows import Verdict
from features.schema.kinds import Kind
from serving.contract.review.rules import Risk
from training.evaluation.report.errors import Agreement
from training.feedback.pair_table import CandidateShown, PairQuestion, pair_table
from training.feedback.review_files import FileQueue
from training.feedback.review_screen import END, NOTHING, TerminalScreen, key_of_terminal
from training.feedback.review_session import ReviewSession

ANN = {"first_name": "Ann", "last_name": "Lee", "phone": "0171 123456", "country": "Germany", "city": "Bonn am Rhein"}
HOSTILE = "Ann \x1b[2J\u202eLee\n\r[/bold]"


class MadeQueue(FileQueue):
    """Questions of names; `kept` is what a file would hold."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names
        self.kept: dict[int, tuple[Verdict, int | None]] = {}

    def __len__(self) -> int:
        return len(self.names)

    def question(self, position: int) -> PairQuestion:
        candidates = (CandidateShown("m1", {"full_name": "Ann Lee"}), CandidateShown("m2", {"full_name": "A Lee"}))
        return PairQuestion(self.names[position], ANN, candidates, "linked, probability 0.9")

    def answer(self, position: int, verdict: Verdict, candidate: int | None) -> None:
        self.kept[position] = (verdict, candidate)

    def undo(self, position: int) -> None:
        del self.kept[position]

    def why(self, position: int, candidate: int) -> tuple[None, str]:
        del position
        return None, f"why m{candidate + 1}"

    def risk(self) -> Risk:
        return Risk(len(self.names), 0.0, 0.0, None)


class MadeScreen(TerminalScreen):
    """Keys to press, and what was shown for them."""

    def __init__(self, keys: str) -> None:
        pressed = iter(keys)
        super().__init__(Kind.PERSON, lambda: next(pressed, END))
        self.shown: list[tuple[str, bool]] = []
        self.said: list[str] = []

    def show(self, question: PairQuestion, so_far: Sequence[str], *, blind: bool) -> None:
        assert "question" in so_far[1]
        self.shown.append((question.name, blind))

    def help(self) -> None:
        self.said.append("help")

    def say(self, text: str) -> None:
        self.said.append(text)


def sat(keys: str, *names: str) -> tuple[MadeQueue, MadeScreen, int]:
    queue = MadeQueue(names or ("a", "b", "c"))
    screen = MadeScreen(keys)
    return queue, screen, ReviewSession(queue, screen).run()


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        ("y", (Verdict.MATCH, 0)),
        ("1", (Verdict.MATCH, 0)),
        ("2", (Verdict.MATCH, 1)),
        ("n", (Verdict.NOT_MATCH, 0)),
        ("0", (Verdict.NOBODY, None)),
    ],
)
def test_one_key_answers(key: str, answer: tuple[Verdict, int | None]) -> None:
    queue, _, answered = sat(key)

    assert queue.kept == {0: answer}
    assert answered == 1


def test_skipping_answers_nothing_and_leaving_ends() -> None:
    queue, screen, answered = sat("syqy")

    assert queue.kept == {1: (Verdict.MATCH, 0)}
    assert [name for name, _ in screen.shown] == ["a", "b", "c"]
    assert answered == 1


def test_back_takes_the_answer_back_and_asks_again_also_after_the_last_question() -> None:
    queue, screen, answered = sat("ynyz0")

    assert [name for name, _ in screen.shown] == ["a", "b", "c", "c"]
    assert queue.kept[2] == (Verdict.NOBODY, None)
    assert answered == 3


def test_back_at_the_first_question_says_that_there_is_nothing_to_take_back() -> None:
    queue, screen, _ = sat("zq")

    assert queue.kept == {}
    assert "nothing to take back" in screen.said[0]


def test_a_candidate_that_is_not_there_and_an_unknown_key_answer_nothing() -> None:
    queue, screen, _ = sat("3x?" + NOTHING)

    assert queue.kept == {}
    assert screen.said == ["there is no candidate 3", "'x' is no key of a review; ? shows the keys", "help"]


def test_why_goes_from_candidate_to_candidate_and_is_hidden_in_a_blind_review() -> None:
    _, screen, _ = sat("eeebe")

    assert screen.said == ["why m1", "why m2", "why m1", "blind: no explanation is shown; b ends that"]
    assert screen.shown == [("a", False), ("a", True)]


def test_differences_are_marked_by_word_and_by_sign_and_ways_of_writing_are_none() -> None:
    member = {"full_name": "Ann Leigh", "phone": "+49 171 123456", "country": "DE", "city": "Bonn", "title": "CEO"}
    rows = {row.name: row for row in pair_table(Kind.PERSON, {**ANN, "phone": "+49171123456"}, [member])}

    agreed = {name: row.candidates[0].agrees for name, row in rows.items()}
    assert agreed["phone"] == agreed["country"] == Agreement.SAME
    assert agreed["title"] == Agreement.ABSENT
    assert rows["name"].candidates[0].words == (("Ann", False), ("Leigh", True))
    assert rows["name"].record.words == (("Ann", False), ("Lee", True))
    assert rows["city"].record.words == (("Bonn", False), ("am", True), ("Rhein", True))


def test_hostile_values_are_written_out_and_read_as_no_markup(capsys: pytest.CaptureFixture[str]) -> None:
    hostile = CandidateShown(HOSTILE, {"full_name": HOSTILE, "city": HOSTILE}, 0.5)
    question = PairQuestion(HOSTILE, {"full_name": HOSTILE, "city": "Bonn"}, (hostile, hostile, hostile), HOSTILE)

    TerminalScreen(Kind.PERSON, lambda: END).show(question, [HOSTILE], blind=False)

    shown = capsys.readouterr().out
    assert not set("\x1b\u202e\r") & set(shown)
    assert "\\x1b" in shown
    assert "[/bold]" in shown.replace("\n", "")


def test_a_terminal_gives_one_key_without_enter_and_arrows_are_none() -> None:
    leader, follower = pty.openpty()
    tty.setcbreak(follower)

    def pressed(keys: bytes) -> str:
        os.write(leader, keys)
        return key_of_terminal(follower)

    assert pressed(b"Y2") == "y"
    assert pressed(b"") == "2"
    assert [pressed(keys) for keys in (b"\x1b[A", "é".encode(), b"\n", b"\x04")] == [NOTHING, NOTHING, NOTHING, END]
    os.close(leader)
    os.close(follower)
