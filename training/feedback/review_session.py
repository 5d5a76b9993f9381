"""A review, question by question: what each key does, going back, and what is left. It knows no file and no service."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from data.labels.label_rows import Verdict
from serving.explanation.explanation import Explanation
from serving.rules.linking.review import Risk
from training.evaluation.segments import Values
from training.feedback.keys import END, NOTHING

MOST_CANDIDATES = 3
VERDICTS: Mapping[str, tuple[Verdict, int | None]] = {
    "y": (Verdict.MATCH, 0),
    "1": (Verdict.MATCH, 0),
    "2": (Verdict.MATCH, 1),
    "3": (Verdict.MATCH, 2),
    "n": (Verdict.NOT_MATCH, 0),
    "0": (Verdict.NOBODY, None),
}
HELP = (
    ("y or 1", "this one: the record is candidate 1"),
    ("2, 3", "the record is the other candidate"),
    ("n", "not this one: candidate 1 is wrong, nothing is said of others"),
    ("0", "nobody: the network does not hold this record's profile"),
    ("s", "skip, answer nothing"),
    ("z", "back: take the last answer back and ask again"),
    ("e", "why: what speaks for and against; again for the next candidate"),
    ("b", "blind: hide or show probability, reasons and marks"),
    ("q", "leave; what is answered is kept"),
    ("?", "this help"),
)


@dataclass(frozen=True, slots=True)
class CandidateShown:
    """A candidate with its values as the file has them; its probability where the model gave one."""

    id: str
    values: Values
    probability: float | None = None


@dataclass(frozen=True, slots=True)
class PairQuestion:
    """A record and its best candidates; the question is about the first. `model_answer` is empty in a blind review.

    `pending` says what is still being looked for.
    """

    name: str
    record: Values
    candidates: tuple[CandidateShown, ...]
    model_answer: str = ""
    pending: str = ""


@dataclass(frozen=True, slots=True)
class ShownReasons:
    """The explanation of one pair, as `onematch explain` shows it; `note` says what it leaves out."""

    candidate: str
    explanation: Explanation | None = None
    note: str = ""


class ReviewQueue(Protocol):
    """Questions in their order; answers are kept at once."""

    def __len__(self) -> int: ...

    def question(self, position: int) -> PairQuestion: ...

    def answer(self, position: int, verdict: Verdict, candidate: int | None) -> None: ...

    def undo(self, position: int) -> None: ...

    def why(self, position: int, candidate: int) -> ShownReasons: ...

    def risk(self) -> Risk | None: ...


@dataclass(frozen=True, slots=True)
class ReviewState:
    """How far a review is, and what the last key did."""

    position: int
    questions: int
    answered: int
    skipped: int
    risk: Risk | None
    said: str = ""

    @property
    def left(self) -> int:
        return self.questions - self.position


class ReviewScreen(Protocol):
    """Where a review is shown."""

    def show(self, question: PairQuestion, state: ReviewState, *, blind: bool) -> None: ...

    def why(self, why: ShownReasons) -> None: ...

    def help(self) -> None: ...

    def say(self, text: str) -> None: ...

    def read_key(self) -> str: ...


@dataclass(slots=True)
class ReviewSession:
    """One sitting of one person; `past` holds the positions gone through, with whether each was answered."""

    queue: ReviewQueue
    screen: ReviewScreen
    blind: bool = False
    position: int = 0
    past: list[tuple[int, bool]] = field(default_factory=list)
    said: str = ""

    def run(self) -> int:
        """Ask until the last question or until the person leaves, also by Ctrl-C; return the number of answers."""
        try:
            while self._goes_on():
                continue
        except KeyboardInterrupt:
            self.screen.say("stopped; every answer so far is kept")
        return self.answered

    @property
    def answered(self) -> int:
        return sum(was for _, was in self.past)

    def _goes_on(self) -> bool:
        """Ask a question, or after the last one whether it shall be taken back; return whether to go on."""
        if self.position < len(self.queue):
            return self._ask()
        if not self.past:
            return False
        self.screen.say(f"{self.said}; that was the last question: z takes it back, any other key ends")
        if self.screen.read_key() != "z":
            return False
        self._go_back()
        return True

    def _ask(self) -> bool:
        """Ask one question until a key moves on; return False where the person leaves."""
        question, explained = self.queue.question(self.position), 0
        self.screen.show(question, self._state(), blind=self.blind)
        self.said = ""
        while True:
            key = self.screen.read_key()
            if key in {END, "q"}:
                return False
            if key in VERDICTS:
                if self._answer(question, key):
                    return True
            elif key == "e":
                self._explain(question, explained)
                explained += 1
            elif key in {"s", "z", "b"}:
                if self._move(key):
                    return True
            elif key == "?":
                self.screen.help()
            elif key != NOTHING:
                self.screen.say(f"{key!r} is no key of a review; ? shows the keys")

    def _state(self) -> ReviewState:
        skipped = len(self.past) - self.answered
        return ReviewState(self.position, len(self.queue), self.answered, skipped, self.queue.risk(), self.said)

    def _answer(self, question: PairQuestion, key: str) -> bool:
        verdict, candidate = VERDICTS[key]
        if candidate is not None and candidate >= len(question.candidates):
            self.screen.say(f"there is no candidate {candidate + 1}")
            return False
        self.queue.answer(self.position, verdict, candidate)
        chosen = "" if candidate is None else f" {question.candidates[candidate].id}"
        self._go_on(was_answered=True, said=f"{question.name}: {_WORDS[verdict]}{chosen}, kept")
        return True

    def _move(self, key: str) -> bool:
        """Skip, go back or switch blind; return whether a question has to be shown."""
        if key == "s":
            self._go_on(was_answered=False, said="skipped")
        elif key == "b":
            self.blind = not self.blind
            self.said = "blind: the model's answer is hidden" if self.blind else "the model's answer is shown"
        elif not self.past:
            self.screen.say("this is the first question, there is nothing to take back")
            return False
        else:
            self._go_back()
        return True

    def _go_on(self, *, was_answered: bool, said: str) -> None:
        self.past.append((self.position, was_answered))
        self.position, self.said = self.position + 1, said

    def _go_back(self) -> None:
        position, was_answered = self.past[-1]
        if was_answered:
            self.queue.undo(position)
        self.past.pop()
        self.position, self.said = position, "taken back" if was_answered else "back"

    def _explain(self, question: PairQuestion, explained: int) -> None:
        if self.blind:
            self.screen.say("blind: no explanation is shown; b ends that")
        elif question.candidates:
            self.screen.why(self.queue.why(self.position, explained % len(question.candidates)))


_WORDS = {Verdict.MATCH: "this one,", Verdict.NOT_MATCH: "not this one,", Verdict.NOBODY: "nobody"}
