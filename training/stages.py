"""The stages of long work: which are open, what they do, when they finished, and how long the rest may take. Pure.

A stage is named by its progress calls. `kind: what` puts it in a group: in each group one stage is open at a time, so
that the next one finishes it; others are finished by reaching their total.
"""

from dataclasses import replace

from features.normalise.text import read_sentences
from features.schema.texts import wording
from features.schema.value_class import value_class

SURE_AFTER_S = 2.0
"""No rest is estimated from less."""
WORDS = read_sentences(
    """
    read universe: read the profiles
    write columns: write the index: columns
    write keys: write the index: blocking keys
    splink: estimate match weights with Splink
    features: find candidates and compare them
    candidates to learn from: find candidates to learn from
    pairs to learn from: compare candidates with the base model
    drawn pairs: measure the pairs that are learned from
    candidates: find the candidates of every record
    pairs: score the candidate pairs
    clusters: merge clusters
    without the best candidates: calibrate: search again without the best candidates
    re-ranker: fit the re-ranker, its calibration and its thresholds
    collective pass: fit the collective pass: records that claim one profile
    thresholds: choose thresholds
    claims of the others: look at the claims of all other records
    matching: match the records
    candidates of the truth: look for right answers among the candidates
    intervals: measure intervals by drawing the entities again
    report: draw the report
    members: draw members
    companies: draw companies
    contacts: draw contacts
    accounts: draw accounts
    """
)
"""What a stage does, where its name does not say it."""


@value_class
class Stage:
    """A stage at a moment: `done` of `total` items (None: not known); times are seconds of one clock.

    `first` items were done at `first_at`, when it was heard of: what earlier runs did says nothing of the speed.
    """

    name: str
    began: float
    done: int
    total: int | None
    first: int
    first_at: float

    @property
    def group(self) -> str:
        return self.name.rpartition(": ")[0]

    @property
    def words(self) -> str:
        """What the stage does."""
        what = self.name.removeprefix(f"{self.group}: ")
        words = wording(WORDS.get(what, what))
        return f"{self.group}: {words}" if self.group else words

    @property
    def counted(self) -> str:
        """The items as text, empty where none are counted."""
        if self.total is not None and self.done < self.total:
            return f"{self.done:,} of {self.total:,}"
        return f"{self.done:,}" if self.done else ""

    def seconds_left(self, now: float) -> float | None:
        """Return how long the rest takes at the speed so far, None where that is not known yet."""
        took = now - self.first_at
        done = self.done - self.first
        if self.total is None or took < SURE_AFTER_S or done <= 0:
            return None
        return (self.total - self.done) * took / done

    def as_finished(self, now: float) -> str:
        """Return the line of a finished stage."""
        return f"{self.words}: {f'{self.counted} in ' if self.counted else ''}{now - self.began:.1f} s"

    def as_open(self, now: float) -> str:
        """Return the line of a stage that goes on."""
        left = self.seconds_left(now)
        rest = "" if left is None else wording(", about {left} left", left=span_of(left))
        return wording(
            "{words} ... {counted}{now:.0f} s so far{rest}",
            words=self.words,
            counted=f"{self.counted}, " if self.counted else "",
            now=now - self.began,
            rest=rest,
        )


class Stages:
    """The open stages of one piece of work that began at `now`."""

    def __init__(self, now: float) -> None:
        self.open: dict[str, Stage] = {}
        self._began = now
        self._ends: dict[str, float] = {}
        self._finished: dict[str, int] = {}

    def advance(self, name: str, done: int, total: int | None, now: float) -> list[Stage]:
        """Take a progress call; return the stages that it finished, in order."""
        if name not in self.open and self._finished.get(name) == done > 0:
            return []
        finished = [] if name in self.open else [self._close(stage, now) for stage in self._others(name)]
        self.open[name] = self._advanced(name, done, total, now)
        if total is not None and done >= total:
            finished.append(self._close(self.open[name], now))
        return finished

    def end(self, now: float) -> list[Stage]:
        """Finish the open stages, as the work has come to its end."""
        return [self._close(stage, now) for stage in list(self.open.values())]

    def _others(self, name: str) -> list[Stage]:
        group = name.rpartition(": ")[0]
        return [stage for stage in self.open.values() if stage.group == group]

    def _advanced(self, name: str, done: int, total: int | None, now: float) -> Stage:
        known = self.open.get(name)
        if known is not None:
            return replace(known, done=done, total=total)
        began = self._ends.get(name.rpartition(": ")[0], self._began) if done else now
        return Stage(name=name, began=began, done=done, total=total, first=done, first_at=now)

    def _close(self, stage: Stage, now: float) -> Stage:
        del self.open[stage.name]
        self._ends[stage.group] = now
        self._finished[stage.name] = stage.done
        return stage


def span_of(seconds: float) -> str:
    """Return a span as people say it: seconds, minutes, hours."""
    whole = max(1, round(seconds))
    if whole < 90:
        return f"{whole} s"
    if whole < 5400:
        return f"{round(whole / 60)} min"
    return f"{whole // 3600} h {whole % 3600 // 60} min"
