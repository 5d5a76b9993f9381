"""A review, question by question: what each key does, going back, and what is left."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from data.labels.label_rows import Verdict
from features.schema.texts import wording
from training.feedback.label_review import AuditQueue
from training.feedback.pair_table import PairQuestion
from training.feedback.review_files import FileQueue
from training.feedback.review_screen import END, NOTHING, TerminalScreen

VERDICTS: Mapping[str, tuple[Verdict, int | None]] = {
    "y": (Verdict.MATCH, 0),
    "1": (Verdict.MATCH, 0),
    "2": (Verdict.MATCH, 1),
    "3": (Verdict.MATCH, 2),
    "n": (Verdict.NOT_MATCH, 0),
    "0": (Verdict.NOBODY, None),
}


@dataclass(slots=True)
class ReviewSession:
    """One sitting of one person; `past` holds the positions gone through, with whether each was answered."""

    queue: FileQueue | AuditQueue
    screen: TerminalScreen
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
        self.screen.say(
            wording("{said}; that was the last question: z takes it back, any other key ends", said=self.said)
        )
        if self.screen.key() != "z":
            return False
        self._go_back()
        return True

    def _ask(self) -> bool:
        """Ask one question until a key moves on; return False where the person leaves."""
        question = self.queue.question(self.position)
        explained = 0
        self.screen.show(question, [self.said, *self._so_far(question)], blind=self.blind)
        self.said = ""
        while True:
            key = self.screen.key()
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
                self.screen.say(wording("{key!r} is no key of a review; ? shows the keys", key=key))

    def _so_far(self, question: PairQuestion) -> list[str]:
        """Return how far the review is, and what is left without further answers."""
        skipped = len(self.past) - self.answered
        done = f"answered {self.answered}" + (f", skipped {skipped}" if skipped else "")
        to_come = len(self.queue) - self.position - 1
        at = wording(
            "question {position} of {n_queue}, {to_come} to come",
            position=self.position + 1,
            n_queue=len(self.queue),
            to_come=to_come,
        )
        return [f"{question.name}   {at}; {done}", self.queue.left()]

    def _answer(self, question: PairQuestion, key: str) -> bool:
        verdict, candidate = VERDICTS[key]
        if candidate is not None and candidate >= len(question.candidates):
            self.screen.say(wording("there is no candidate {candidate}", candidate=candidate + 1))
            return False
        self.queue.answer(self.position, verdict, candidate)
        chosen = "" if candidate is None else f" {question.candidates[candidate].id}"
        self._go_on(was_answered=True, message=f"{question.name}: {_WORDS[verdict]}{chosen}, kept")
        return True

    def _move(self, key: str) -> bool:
        """Skip, go back or switch blind; return whether a question has to be shown."""
        if key == "s":
            self._go_on(was_answered=False, message="skipped")
        elif key == "b":
            self.blind = not self.blind
            self.said = "blind: the model's answer is hidden" if self.blind else "the model's answer is shown"
        elif not self.past:
            self.screen.say("this is the first question, there is nothing to take back")
            return False
        else:
            self._go_back()
        return True

    def _go_on(self, *, was_answered: bool, message: str) -> None:
        self.past.append((self.position, was_answered))
        self.position = self.position + 1
        self.said = message

    def _go_back(self) -> None:
        position, was_answered = self.past[-1]
        if was_answered:
            self.queue.undo(position)
        self.past.pop()
        self.position = position
        self.said = "taken back" if was_answered else "back"

    def _explain(self, question: PairQuestion, explained: int) -> None:
        if self.blind:
            self.screen.say("blind: no explanation is shown; b ends that")
        elif question.candidates:
            self.screen.why(*self.queue.why(self.position, explained % len(question.candidates)))


_WORDS = {Verdict.MATCH: "this one,", Verdict.NOT_MATCH: "not this one,", Verdict.NOBODY: "nobody"}
